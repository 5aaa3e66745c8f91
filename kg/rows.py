"""What a dataset holds, read out in bulk as plain values: documents, entities, relations, claims, facts.

Straight from Oxigraph where the dataset stands on it, which reads a graph of 100,000 triples in about a second.
"""

from collections import defaultdict
from collections.abc import Iterator
from typing import Any

import pyoxigraph as ox
from rdflib import Dataset

from kg.adapter import ReadOnlyStore
from kg.terms import DCTERMS, KG, OA, OWL, PROV, RDF, RDFS, SCHEMA, SKOS, WD
from kg.vocabulary import relations as shipped

__all__ = ["claims", "documents", "entities", "facts", "inner", "match", "relations", "selectors"]

_TYPE = f"{RDF}type"
_DEFAULT = ox.DefaultGraph()
_DOCUMENT = {
    "title": f"{DCTERMS}title",
    "source": f"{DCTERMS}source",
    "publisher": f"{DCTERMS}publisher",
    "issued": f"{DCTERMS}issued",
    "language": f"{DCTERMS}language",
    "url": f"{SCHEMA}url",
}
_SELECTOR = {"start": f"{OA}start", "end": f"{OA}end", "exact": f"{OA}exact", "prefix": f"{OA}prefix",
             "suffix": f"{OA}suffix"}  # fmt: skip

_Values = dict[str, list[Any]]


def inner(dataset: Dataset) -> ox.Store:
    """The Oxigraph store behind a dataset; of a dataset on another store, a copy in memory."""
    if isinstance(dataset.store, ReadOnlyStore):
        return dataset.store.oxigraph
    store = ox.Store()
    store.load(dataset.serialize(format="nquads", encoding="utf-8"), format=ox.RdfFormat.N_QUADS)
    return store


def match(store: ox.Store, subject: Any = None, predicate: str | None = None, object: Any = None) -> Iterator[Any]:
    """The quads of the default graph with these terms; IRIs may be strings, and None stands for any term."""
    node = ox.NamedNode(subject) if isinstance(subject, str) else subject
    value = ox.NamedNode(object) if isinstance(object, str) else object
    return store.quads_for_pattern(node, ox.NamedNode(predicate) if predicate else None, value, _DEFAULT)


def documents(dataset: Dataset) -> dict[str, dict[str, str]]:
    """What is known of each document, by IRI: the keys of `kg.project.project`, without the text."""
    store, found = inner(dataset), {}
    for node in _typed(store, f"{SCHEMA}NewsArticle", f"{SCHEMA}CreativeWork"):
        values = {name: _first(store, node, predicate) for name, predicate in _DOCUMENT.items()}
        found[node.value] = {name: value for name, value in values.items() if value is not None}
    return dict(sorted(found.items()))


def entities(dataset: Dataset) -> dict[str, dict[str, Any]]:
    """What is known of each entity, by IRI: the keys of `kg.project.project`."""
    store, found = inner(dataset), {}
    for quad in match(store, None, _TYPE):
        kind = quad.object.value
        if kind.startswith(KG) and kind not in (f"{KG}Claim", f"{KG}Relation"):
            found[quad.subject.value] = _entity(kind.removeprefix(KG), _values(store, quad.subject))
    return dict(sorted(found.items()))


def relations(dataset: Dataset) -> dict[str, dict[str, Any]]:
    """`family`, `labels`, `symmetric` and the classes of `domain` and `range` of each relation in use, by name."""
    store, found = inner(dataset), {}
    for node in _typed(store, f"{KG}Relation"):
        name, values = node.value.removeprefix(KG), _values(store, node)
        known = shipped().get(name)
        family = values[f"{KG}family"]
        found[name] = {
            "family": family[0].value if family else known.family if known else "other",
            "labels": {label.language or "": label.value for label in values[f"{RDFS}label"]},
            "domain": _ends(values[f"{SCHEMA}domainIncludes"]),
            "range": _ends(values[f"{SCHEMA}rangeIncludes"]),
            "symmetric": any(kind.value == f"{OWL}SymmetricProperty" for kind in values[f"{RDF}type"]),
        }
    return dict(sorted(found.items()))


def facts(dataset: Dataset) -> set[tuple[str, str, str]]:
    """The direct triples: subject, relation, object; a literal as `literal:` and its words."""
    store, found = inner(dataset), set()
    for name in {*relations(dataset), *shipped()}:
        for quad in match(store, None, KG + name):
            found.add((quad.subject.value, name, _end(quad.object)))
    return found


def claims(dataset: Dataset) -> Iterator[dict[str, Any]]:
    """All claims by document and place in the text: `subject`, `relation`, `object` and the keys of `project`."""
    store = inner(dataset)
    rules = {node.value: _first(store, node, f"{RDFS}label") for node in _typed(store, f"{PROV}SoftwareAgent")}
    found = [_claim(node, store, rules) for node in _typed(store, f"{KG}Claim")]
    yield from sorted(found, key=_order)


def _claim(node: Any, store: ox.Store, rules: dict[str, str | None]) -> dict[str, Any]:
    values = _values(store, node)

    def one(predicate: str) -> str | None:
        return min((value.value for value in values[predicate]), default=None)

    extractors = sorted(value.value for value in values[f"{KG}extracted-by"])
    return {
        "id": node.value,
        "subject": one(f"{RDF}subject") or "",
        "relation": (one(f"{RDF}predicate") or "").removeprefix(KG),
        "object": _end(values[f"{RDF}object"][0]) if values[f"{RDF}object"] else "",
        "polarity": (one(f"{KG}polarity") or "affirmed").removeprefix(KG),
        "modality": (one(f"{KG}modality") or "asserted").removeprefix(KG),
        "speaker": one(f"{KG}attributed-to"),
        "carrier": one(f"{KG}reported-by"),
        "time": one(f"{KG}time"),
        "earliest": one(f"{KG}earliest"),
        "latest": one(f"{KG}latest"),
        "confidence": float(one(f"{KG}confidence") or 0),
        "document": one(f"{PROV}wasDerivedFrom") or "",
        "rule": ", ".join(rules.get(iri) or iri for iri in extractors),
        "evidence": _evidence(values[f"{KG}evidence"], store),
    }


def _evidence(nodes: list[Any], store: ox.Store) -> list[dict[str, Any]]:
    found = [one for node in nodes for one in selectors(store, node)]
    return sorted(found, key=lambda one: (one["start"], one["end"]))


def selectors(store: ox.Store, evidence: Any) -> Iterator[dict[str, Any]]:
    """Where the words of a piece of evidence stand: `start`, `end`, `exact`, `prefix`, `suffix`."""
    for quad in match(store, evidence, f"{OA}hasSelector"):
        values = _values(store, quad.object)
        words = {name: values[predicate][0].value for name, predicate in _SELECTOR.items() if values[predicate]}
        if words.get("start", "").isdecimal() and words.get("end", "").isdecimal():
            place = {"start": int(words["start"]), "end": int(words["end"])}
            yield {"exact": "", "prefix": "", "suffix": ""} | words | place


def _order(claim: dict[str, Any]) -> tuple[str, int, int, str]:
    first = claim["evidence"][0] if claim["evidence"] else {"start": 0, "end": 0}
    return claim["document"], first["start"], first["end"], claim["id"]


def _entity(kind: str, values: _Values) -> dict[str, Any]:
    labels = {label.language or "": label.value for label in values[f"{RDFS}label"]}
    label = labels.get("en") or next(iter(sorted(labels.values())), "")
    others = sorted({value.value for value in values[f"{SKOS}altLabel"]} | set(labels.values()))
    found: dict[str, Any] = {"label": label, "labels": dict(sorted(labels.items())), "type": kind}
    found["names"] = list(dict.fromkeys([label, *others]))
    for number in values[f"{SCHEMA}sameAs"]:
        if number.value.startswith(WD):
            found["wikidata"] = number.value.removeprefix(WD)
    for name, predicate in (("text", f"{SCHEMA}text"), ("speaker", f"{KG}attributed-to")):
        if values[predicate]:
            found[name] = min(value.value for value in values[predicate])
    return found


def _typed(store: ox.Store, *kinds: str) -> list[Any]:
    return [quad.subject for kind in kinds for quad in match(store, None, _TYPE, kind)]


def _values(store: ox.Store, node: Any) -> _Values:
    values: _Values = defaultdict(list)
    for quad in match(store, node):
        values[quad.predicate.value].append(quad.object)
    return values


def _ends(terms: list[Any]) -> frozenset[str]:
    return frozenset("Literal" if one.value == f"{RDFS}Literal" else one.value.removeprefix(KG) for one in terms)


def _first(store: ox.Store, node: Any, predicate: str) -> str | None:
    return min((quad.object.value for quad in match(store, node, predicate)), default=None)


def _end(term: Any) -> str:
    return f"literal:{term.value}" if isinstance(term, ox.Literal) else str(term.value)
