"""Decisions → cases for `kg evaluate`: each document with what a reader found right in it."""

import csv
import io
import json
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from kg.errors import InputError
from kg.evaluate.built import case_name
from kg.model import slug
from kg.review.walk import Review
from kg.rows import inner, match
from kg.terms import SCHEMA
from kg.verdicts import Verdict

__all__ = ["export"]


def export(review: Review, folder: Path) -> tuple[int, list[str]]:
    """Write a case for each document with decisions: NAME.txt, NAME.gold.json, and documents.csv for all.

    A case holds the claims that were accepted, or corrected, as wanted; claims that nobody has decided about are
    optional, so that they count neither way. What was rejected is not in it, and counts as wrong when it is found.

    Args:
        review: The claims and decisions.
        folder: Where to write; made where it is absent.

    Returns:
        How many cases there are, and words about decisions that no case can be made of.

    Raises:
        InputError: The folder cannot be written.
    """
    by_source = {about.get("source", ""): iri for iri, about in review.documents.items()}
    decided: dict[str, list[Verdict]] = {}
    for verdict in review.decided.values():
        decided.setdefault(verdict.document, []).append(verdict)
    notes, table, names = [], [], set()
    for source, found in sorted(decided.items()):
        name = case_name(source)
        text = _text(review, by_source.get(source, ""))
        if not text or name in names or not re.fullmatch(r"[^/\\\0]+", name) or name.startswith("."):
            why = "another document has this name" if name in names else "the graph has no text of it"
            notes.append(f"{source}: {len(found)} decisions make no case: {why}")
            continue
        names.add(name)
        about = review.documents[by_source[source]]
        _write(folder / f"{name}.txt", text)
        case = _case(review, by_source[source], text, found)
        _write(folder / f"{name}.gold.json", json.dumps(case, ensure_ascii=False, indent=1) + "\n")
        table.append([f"{name}.txt", about.get("issued", ""), about.get("language", "")])
    if table:
        out = io.StringIO()
        csv.writer(out, lineterminator="\n").writerows([["path", "issued", "language"], *table])
        _write(folder / "documents.csv", out.getvalue())
    return len(names), notes


def _text(review: Review, document: str) -> str:
    quads = match(inner(review.dataset), document, f"{SCHEMA}text") if document else iter(())
    return min((quad.object.value for quad in quads), default="")


def _case(review: Review, document: str, text: str, found: list[Verdict]) -> dict[str, Any]:
    """A case; ends of claims become its entities, with those of their names that the text has."""
    things: dict[str, dict[str, Any]] = {}

    def id_of(end: Mapping[str, Any]) -> str:
        names = [name for name in end["names"] if name in text] or end["names"][:1]
        id = slug(str(end["id"]), 80)
        things.setdefault(id, {**end, "id": id, "names": names})
        return id

    claims = []
    for verdict in found:
        if verdict.right is not None:
            claims.append(_claim(verdict.right, text, id_of))
    for claim in review.all_claims:
        if claim["document"] == document and claim["id"].rpartition("/")[2] not in review.decided:
            claims.append(_claim(review.said(claim), text, id_of) | {"optional": True})
    about = review.documents[document]
    return {
        "language": about.get("language", ""),
        "published": about.get("issued"),
        "entities": sorted(things.values(), key=lambda thing: str(thing["id"])),
        "claims": [claim for claim in claims if claim["evidence"]],
    }


def _claim(told: Mapping[str, Any], text: str, id_of: Any) -> dict[str, Any]:
    claim: dict[str, Any] = {"subject": id_of(told["subject"]), "relation": told["relation"]}
    if told.get("object"):
        claim["object"] = id_of(told["object"])
    else:
        claim["literal"] = str(told.get("literal") or "")
    words = str(told.get("evidence") or "")
    claim["evidence"] = words if words in text else ""
    claim |= {name: told[name] for name in ("time", "negated") if told.get(name)}
    claim |= {"modality": told["modality"]} if told.get("modality", "asserted") != "asserted" else {}
    return claim | ({"attributed_to": id_of(told["speaker"])} if told.get("speaker") else {})


def _write(path: Path, text: str) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="\n")
    except OSError as error:
        raise InputError(f"{path}: cannot be written: {error.strerror or error}") from error
