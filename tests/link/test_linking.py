"""How well names in read texts are linked: a floor that only rises, where texts that people have marked up are at hand.

A case is `NAME.txt` beside `NAME.gold.json`, with `entities` of `names` and perhaps `wikidata`. Every place where such
a name stands in the text is looked up among the mentions of the record. A capital or a seat of power counts as its
state too: people list it among the state's names, and its claims, not its mentions, say for which of the two it stands.
"""

import csv
import json
import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

import pytest

from kg import languages
from kg.extract import extract
from kg.link.reference import load
from kg.model import Document, Record, Span

ROOT = Path(__file__).resolve().parents[2]
FOLDERS = [ROOT.parent / "shared" / "gold" / "dev", ROOT.parent / "shared" / "gold" / "seed", ROOT / "tests" / "gold"]
FLOORS = {"dev": (0.975, 0.0, 0.92), "seed": (0.99, 0.0, 0.9), "gold": (0.945, 0.016, 0.915)}
"""By folder: the least share of names linked, the largest linked to another, the least B-cubed F1; as measured."""

pytestmark = pytest.mark.slow


class Place(NamedTuple):
    """Where a name stands: its document, the entity that it names, and what the record has there (None: nothing)."""

    document: str
    name: str
    entity: str
    number: str | None
    found: str | None
    linked: str | None


def texts(folder: Path) -> Iterator[tuple[Record, list[dict[str, object]]]]:
    """The records of a folder's texts, with the entities that people found in them."""
    table = folder / "documents.csv"
    rows = list(csv.DictReader(table.open(encoding="utf-8"))) if table.is_file() else []
    issued = {row["path"]: row.get("issued") or None for row in rows}
    for path in sorted(folder.glob("*.gold.json")):
        marked = json.loads(path.read_text(encoding="utf-8"))
        name = path.name.removesuffix(".gold.json") + ".txt"
        if not path.with_name(name).is_file():
            continue
        text = path.with_name(name).read_text(encoding="utf-8")
        document = Document(name, text, language=marked["language"], issued=issued.get(name) or marked.get("published"))
        yield extract(document, languages.analyse(text, marked["language"])), marked["entities"]


def places(record: Record, entities: list[dict[str, object]]) -> Iterator[Place]:
    """All places of all names, the longest name first, each stretch of text once."""
    bearers: dict[str, list[dict[str, object]]] = defaultdict(list)
    for entity in entities:
        for name in set(entity["names"]):  # type: ignore[call-overload]
            bearers[name].append(entity)
    taken: list[Span] = []
    numbers = {entity.key: entity.wikidata for entity in record.entities}
    for name in sorted(bearers, key=lambda name: (-len(name), name)):
        for match in re.finditer(rf"(?<!\w){re.escape(name)}(?!\w)", record.document.text):
            span = Span(*match.span())
            if any(span.start < other.end and other.start < span.end for other in taken):
                continue
            taken.append(span)
            if len(bearers[name]) == 1:
                (entity,) = bearers[name]
                key = covering(record, span)
                number = numbers.get(key) if key else None
                wanted = entity.get("wikidata")
                number = str(wanted) if wanted and key and state_of(key) == wanted else number
                yield Place(record.document.path, name, str(entity["id"]), wanted, key, number)  # type: ignore[arg-type]


def state_of(key: str) -> str | None:
    """The number of the state for which a capital or a seat of power stands."""
    one = load().known.get(key)
    return load().known[one.country].wikidata if one and one.seat and one.country else None


def covering(record: Record, span: Span) -> str | None:
    """The entity of the mention that holds most of a name, or of the person whose name ends it."""
    persons = {entity.key for entity in record.entities if entity.type == "Person"}
    near = [m for m in record.mentions if m.span.start < span.end and span.start < m.span.end]
    near = [m for m in near if m.span in span or m.span.end == span.end]
    most = (span.end - span.start) / 2
    near = [
        m
        for m in near
        if min(m.span.end, span.end) - max(m.span.start, span.start) >= most
        or (m.span.end == span.end and m.entity in persons)
    ]
    best = max(near, key=lambda m: (m.span == span, m.span.end == span.end, m.span.start - m.span.end), default=None)
    return best.entity if best else None


def is_name(name: str) -> bool:
    """Whether a form is a name and no description: capitals at both ends."""
    words = name.split()
    return words[0][0].isupper() and words[-1][0].isupper()


@cache
def found(folder: Path) -> list[Place]:
    if not folder.is_dir():
        pytest.skip("no marked texts here")
    return [place for record, entities in texts(folder) for place in places(record, entities)]


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_names_are_linked_to_what_they_name(folder: Path) -> None:
    named: dict[tuple[str, ...], set[bool | None]] = defaultdict(set)
    for place in found(folder):
        if place.number and is_name(place.name):
            told = (place.document, place.name, place.number)
            named[told].add(None if place.linked is None else place.linked == place.number)
    right = [told for told, links in named.items() if True in links]
    wrong = [told for told, links in named.items() if False in links]
    print(f"{folder.name}: {len(named)} names, {len(right) / len(named):.3f} linked, {len(wrong)} to another")
    least, most, _ = FLOORS[folder.name]
    assert len(right) >= least * len(named), sorted(named.keys() - right)
    assert len(wrong) <= most * len(named), wrong


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_what_is_one_in_a_text_is_one_in_its_record(folder: Path) -> None:
    items = found(folder)
    theirs = [(place.document, place.entity) for place in items]
    ours = [(place.document, place.found or f"nothing {number}") for number, place in enumerate(items)]
    precision, recall = _cubed(ours, theirs), _cubed(theirs, ours)
    score = 2 * precision * recall / (precision + recall)
    print(f"{folder.name}: {len(items)} places, B-cubed precision {precision:.3f} recall {recall:.3f} F1 {score:.3f}")
    assert score >= FLOORS[folder.name][2]


def _cubed(groups: list[tuple[str, str]], truth: list[tuple[str, str]]) -> float:
    """The mean share of an item's group that is of the item's true group."""
    both, size = Counter(zip(groups, truth, strict=True)), Counter(groups)
    return sum(both[pair] / size[pair[0]] for pair in zip(groups, truth, strict=True)) / len(groups)
