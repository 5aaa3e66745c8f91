"""Finds what one graph has and another has not, or has otherwise."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from rdflib import Dataset

from kg import rows
from kg.store import base as base_of
from kg.terms import DCTERMS, KG, RDF, RDFS, SCHEMA, WD

__all__ = ["KINDS", "Change", "Triple", "diff"]

KINDS = ("document", "entity", "claim", "fact")

Triple = tuple[str, str, str]
"""Subject and predicate as IRIs, object as an IRI or as `literal:` and its words."""

_Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Change:
    """Something that two graphs know differently.

    `how` is "removed" (only the first has it), "added" (only the second) or "changed"; `kind` one of `KINDS`; `id` the
    last part of its IRI; `what` says it in words; `more` is a claim's quote, or what changed. `before` and `after`
    are the triples behind it.
    """

    how: str
    kind: str
    id: str
    what: str
    more: str
    before: tuple[Triple, ...] = ()
    after: tuple[Triple, ...] = ()


class _Side:
    """A graph, read out in full, its things by the last part of their IRI."""

    def __init__(self, dataset: Dataset) -> None:
        self.base = base_of(dataset)
        self.entities = {_key(iri): {"iri": iri, **found} for iri, found in rows.entities(dataset).items()}
        self.documents = {_key(iri): {"iri": iri, **found} for iri, found in rows.documents(dataset).items()}
        self.claims = {_key(claim["id"]): claim for claim in rows.claims(dataset)}
        self.facts = {(_key(s), relation, _key(o)): (s, KG + relation, o) for s, relation, o in rows.facts(dataset)}

    def name(self, end: str) -> str:
        """What an end of a claim is called."""
        if end.startswith("literal:"):
            return f'"{end.removeprefix("literal:")}"'
        known = self.entities.get(_key(end), {})
        return str(known.get("label") or known.get("text") or _key(end))


def diff(one: Dataset, other: Dataset) -> list[Change]:
    """What two graphs know differently.

    Args:
        one: What `kg.store.open` gave for the first graph.
        other: The same for the second.

    Returns:
        The changes by kind, in the order of `KINDS`, each kind by the last part of the IRI; none where both know the
        same.
    """
    first, second = _Side(one), _Side(other)
    return [
        *_differences("document", first, second, first.documents, second.documents),
        *_differences("entity", first, second, first.entities, second.entities),
        *_differences("claim", first, second, first.claims, second.claims),
        *_facts(first, second),
    ]


def _differences(
    kind: str, first: _Side, second: _Side, before: Mapping[str, _Row], after: Mapping[str, _Row]
) -> Iterator[Change]:
    for key in sorted(before.keys() | after.keys()):
        if key not in after:
            yield Change("removed", kind, key, *_told(kind, before[key], first), before=_core(kind, before[key]))
        elif key not in before:
            yield Change("added", kind, key, *_told(kind, after[key], second), after=_core(kind, after[key]))
        else:
            old, new = _values(kind, before[key], first), _values(kind, after[key], second)
            names = [name for name in old if old[name] != new[name]]
            if names:
                more = "; ".join(f"{name} {_shown(old[name])} → {_shown(new[name])}" for name in names)
                gone = tuple(_triple(before[key], kind, name, value) for name in names for value in old[name])
                come = tuple(_triple(after[key], kind, name, value) for name in names for value in new[name])
                yield Change("changed", kind, key, _told(kind, after[key], second)[0], more, gone, come)


def _facts(first: _Side, second: _Side) -> Iterator[Change]:
    for key in sorted(first.facts.keys() ^ second.facts.keys()):
        how, side = ("removed", first) if key in first.facts else ("added", second)
        subject, predicate, object = triple = side.facts[key]
        what = f"{side.name(subject)} · {predicate.removeprefix(KG)} · {side.name(object)}"
        yield Change(how, "fact", " ".join(key), what, "", *((triple,), ()) if how == "removed" else ((), (triple,)))


def _told(kind: str, row: _Row, side: _Side) -> tuple[str, str]:
    """A thing in words, and what stands behind it."""
    if kind == "document":
        return str(row.get("title") or row.get("source") or ""), str(row.get("source") or "")
    if kind == "entity":
        return str(row["label"] or row.get("text") or ""), row["type"]
    status = [row["modality"]] if row["modality"] != "asserted" else []
    status += ["denied"] if row["polarity"] == "negated" else []
    status += [f"says {side.name(row['speaker'])}"] if row["speaker"] else []
    status += [row["time"]] if row["time"] else []
    edge = f"{side.name(row['subject'])} · {row['relation']} · {side.name(row['object'])}"
    quote = row["evidence"][0]["exact"] if row["evidence"] else ""
    return edge + (f" ({', '.join(status)})" if status else ""), quote


def _core(kind: str, row: _Row) -> tuple[Triple, ...]:
    """The triples that say that a thing is there."""
    if kind == "document":
        return ((row["iri"], f"{DCTERMS}source", f"literal:{row.get('source', '')}"),)
    if kind == "entity":
        return ((row["iri"], f"{RDF}type", KG + row["type"]),)
    return ((row["subject"], KG + row["relation"], row["object"]),)


def _values(kind: str, row: _Row, side: _Side) -> dict[str, tuple[str, ...]]:
    """What may change of a thing that stays."""
    if kind == "document":
        return {name: (row[name],) if name in row else () for name in ("title", "publisher", "issued", "language")}
    if kind == "entity":
        names = tuple(sorted(row["names"])) if row["names"] != [""] else ()
        return {"type": (row["type"],), "wikidata": (row["wikidata"],) if "wikidata" in row else (), "names": names}
    quotes = tuple(sorted(one["exact"] for one in row["evidence"]))
    return {"confidence": (f"{row['confidence']:g}",), "quote": quotes}


_PREDICATES = {
    "title": f"{DCTERMS}title",
    "publisher": f"{DCTERMS}publisher",
    "issued": f"{DCTERMS}issued",
    "language": f"{DCTERMS}language",
    "type": f"{RDF}type",
    "wikidata": f"{SCHEMA}sameAs",
    "names": f"{RDFS}label",
    "confidence": f"{KG}confidence",
    "quote": f"{KG}evidence",
}


def _triple(row: _Row, kind: str, name: str, value: str) -> Triple:
    iri = row["id"] if kind == "claim" else row["iri"]
    linked = {"type": KG, "wikidata": WD}.get(name)
    return iri, _PREDICATES[name], f"{linked}{value}" if linked else f"literal:{value}"


def _shown(values: tuple[str, ...]) -> str:
    return " | ".join(values) or "none"


def _key(iri: str) -> str:
    return iri if iri.startswith("literal:") else iri.rpartition("/")[2]
