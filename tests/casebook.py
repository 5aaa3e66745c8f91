"""Reads the cases of tests/cases: one YAML file per language and relation, a sentence with the claims that it makes.

A case has `about`, `language`, `text`, perhaps `issued`, and `claims`: those of the file's relation are all that the
text may give, no more and no less; claims of other relations may stand beside them and must be found as well. A claim
has `subject`, `relation`, `object` (or `literal`), and where it is so `negated`, `modality`, `speaker`, `time`.
`facts: []` says that the text states no fact of the relation; `without` lists other relations that it must not give.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from kg.extract import extract
from kg.languages import analyse_many
from kg.model import Claim, Document, Record
from kg.vocabulary import relations

__all__ = ["CASES", "Case", "faults", "read_cases", "records"]

CASES = Path(__file__).parent / "cases"
DETERMINER = re.compile(r"^(the|a|an|its|his|her|their|some|para|sang|si|sebuah|seorang) ", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Case:
    """One case of a file, with the relation that the file is about."""

    relation: str
    place: str
    told: dict[str, Any]


def read_cases(folder: Path) -> list[Case]:
    """The cases of all files of a folder, in order; those of folders inside it left out."""
    cases = []
    for path in sorted(folder.glob("*.yaml")):
        for number, told in enumerate(yaml.safe_load(path.read_text("utf-8")) or [], 1):
            cases.append(Case(path.stem, f"{path.parent.name}/{path.name}:{number}", told))
    return cases


def records(cases: list[Case], language: str) -> Iterator[tuple[Case, Record]]:
    """Each case with what the engine finds in its text."""
    for case, analysis in zip(cases, analyse_many([c.told["text"] for c in cases], language), strict=True):
        document = Document(case.place, case.told["text"], issued=case.told.get("issued"), language=language)
        yield case, extract(document, analysis, least=0.0)


def faults(case: Case, record: Record) -> list[str]:
    """What is wrong with the record of a case, in words; nothing where all is as told."""
    wanted = case.told.get("claims", [])
    shut = {case.relation, *case.told.get("without", [])}
    left = list(record.claims)
    wrong = []
    for told in wanted:
        found = next((c for c in left if _is(c, told, record)), None)
        if found is None:
            wrong.append(f"misses {told}")
        else:
            left = [c for c in left if not _same(c, found)]
    wrong += [f"has {_show(c, record)}" for c in left if c.relation in shut]
    if case.told.get("facts") == [] and any(_is_fact(c) for c in record.claims if c.relation == case.relation):
        wrong.append("has a fact")
    return wrong


def _is_fact(claim: Claim) -> bool:
    return not claim.negated and claim.modality == "asserted" and claim.speaker is None


def _is(claim: Claim, told: dict[str, Any], record: Record) -> bool:
    ends = (claim.subject, claim.object or claim.literal or "")
    wanted = (told["subject"], told.get("object", told.get("literal", "")))
    if claim.relation in _symmetric() and not _named(ends[0], wanted[0], record):
        ends = (ends[1], ends[0])
    return (
        claim.relation == told["relation"]
        and all(_named(e, w, record) for e, w in zip(ends, wanted, strict=True))
        and claim.negated == told.get("negated", False)
        and claim.modality == told.get("modality", "asserted")
        and _speaks(claim, told.get("speaker"), record)
        and ("time" not in told or claim.time == str(told["time"]))
    )


def _symmetric() -> frozenset[str]:
    return frozenset(name for name, relation in relations().items() if relation.symmetric)


def _speaks(claim: Claim, wanted: str | None, record: Record) -> bool:
    if claim.speaker is None or wanted is None:
        return claim.speaker is None and wanted is None
    return _named(claim.speaker, wanted, record)


def _named(key: str, wanted: str, record: Record) -> bool:
    entity = next((e for e in record.entities if e.key == key), None)
    if entity is None:
        return _bare(key) == _bare(wanted)
    if entity.text is not None:
        return _bare(wanted) in _bare(entity.text) or _bare(entity.text) in _bare(wanted)
    return any(_bare(name) == _bare(wanted) for name in entity.names)


def _bare(name: str) -> str:
    return DETERMINER.sub("", name.strip()).lower()


def _same(one: Claim, other: Claim) -> bool:
    return one is other or (
        (one.subject, one.relation, one.object, one.literal, one.negated, one.modality, one.speaker)
        == (other.subject, other.relation, other.object, other.literal, other.negated, other.modality, other.speaker)
    )


def _show(claim: Claim, record: Record) -> str:
    names = {e.key: (e.text or e.names[0]) for e in record.entities}
    status = " ".join(["negated"] * claim.negated + [claim.modality] * (claim.modality != "asserted"))
    by = f" by {names[claim.speaker]}" if claim.speaker else ""
    target = names.get(claim.object or "", claim.literal)
    return f"{names[claim.subject]} {claim.relation} {target} {status}{by} ({claim.rule})"
