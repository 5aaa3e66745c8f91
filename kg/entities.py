"""The entities of all records, brought together: one node each, with every name met."""

import json
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import groupby

from kg import terms
from kg.errors import DataError
from kg.model import Entity, Record
from kg.rdf import Names
from kg.terms import RDF, RDFS, SCHEMA, SKOS, Quad, kg

__all__ = ["Labels", "from_rows", "to_rows"]

LABEL = 90
"""Code points of a statement's words that make its label."""

Labels = Callable[[str], Mapping[str, str]]
"""The labels by language that reference data has for a key; empty where it has none."""


def to_rows(record: Record, resolution: Mapping[str, str]) -> Iterator[str]:
    """The entities of a record as lines that sort by the key of the node that they go into."""
    language = record.document.language or ""
    for entity in record.entities:
        node = resolution.get(entity.key, entity.key)
        speaker = resolution.get(entity.speaker, entity.speaker) if entity.speaker else None
        row = [node, entity.type, language, _names(entity), entity.wikidata, entity.text, speaker, record.document.key]
        yield json.dumps(row, separators=(",", ":"))


def from_rows(rows: Iterable[str], names: Names, labels: Labels) -> Iterator[Quad]:
    """The quads of all entities, from the sorted lines of `to_rows`.

    Args:
        rows: The lines, in order.
        names: The IRIs of the graph.
        labels: The reference data's labels; they come before those of the documents.

    Raises:
        DataError: An entity that is of one type in one document and of another in the next.
    """
    for key, group in groupby((json.loads(row) for row in rows), key=lambda row: str(row[0])):
        yield from _entity(key, list(group), names, labels(key))


def _names(entity: Entity) -> list[str]:
    names = list(dict.fromkeys(" ".join(name.split()) for name in entity.names if name.strip()))
    if names or entity.text is None:
        return names or [entity.key]
    words = " ".join(entity.text.split())
    return [words if len(words) <= LABEL else f"{words[: LABEL - 1].rstrip()}…"]


def _entity(key: str, rows: list[list[object]], names: Names, known: Mapping[str, str]) -> Iterator[Quad]:
    node = names.entity(key)
    yield Quad(node, f"<{RDF}type>", kg(_type(key, rows)))
    labels = _labels(rows, known)
    plain = len(set(labels.values())) == 1
    for language, label in labels.items():
        yield Quad(node, f"<{RDFS}label>", terms.literal(label, None if plain else language or None))
    met = {name for row in rows for name in _strings(row[3])} | set(known.values())
    for name in met - set(labels.values()):
        yield Quad(node, f"<{SKOS}altLabel>", terms.literal(name))
    numbers = {str(row[4]) for row in rows if row[4]}
    if len(numbers) == 1:  # two numbers are no certain link
        yield Quad(node, f"<{SCHEMA}sameAs>", terms.iri(terms.WD + numbers.pop()))
    for text in {str(row[5]) for row in rows if row[5] is not None}:
        yield Quad(node, f"<{SCHEMA}text>", terms.literal(text))
    for speaker in {str(row[6]) for row in rows if row[6]}:
        yield Quad(node, kg("attributed-to"), names.entity(speaker))


def _type(key: str, rows: list[list[object]]) -> str:
    types = {str(row[1]): str(row[7]) for row in reversed(rows)}
    if len(types) > 1:
        told = ", ".join(f"{type} in {document}" for type, document in sorted(types.items()))
        raise DataError(f"entity {key} is of several types: {told}; correct the names or the decisions that say so")
    return next(iter(types))


def _labels(rows: list[list[object]], known: Mapping[str, str]) -> dict[str, str]:
    """A label per language: the reference data's, or the one that most documents of the language put first."""
    if known:
        return dict(known)
    counts: dict[str, Counter[str]] = {}
    for row in rows:
        counts.setdefault(str(row[2]), Counter())[_strings(row[3])[0]] += 1
    return {language: min(found, key=lambda name: (-found[name], name)) for language, found in counts.items()}


def _strings(value: object) -> list[str]:
    return [str(one) for one in value] if isinstance(value, list) else []
