"""The entities of a graph as a list."""

import difflib
from collections import defaultdict
from typing import NamedTuple

import pyoxigraph as ox
from rdflib import Graph

from kg.errors import QueryError
from kg.query.ask import store_of
from kg.query.harmless import shown
from kg.query.labels import best
from kg.query.prefixes import of_store, shorten
from kg.rows import match
from kg.terms import KG, RDF, RDFS, SCHEMA, SKOS, WD

__all__ = ["Row", "entities", "names_of", "wikidata_of"]


class Row(NamedTuple):
    """An entity of the list; `names` are all, the label first, joined by " | "."""

    entity: str
    type: str
    claims: int
    documents: int
    wikidata: str
    names: str


def entities(graph: Graph, type: str | None = None) -> list[Row]:
    """The entities of a graph: type, names, link, and how many claims and documents name each; most documents first.

    Statements are left out, unless `type` asks for them.

    Args:
        graph: What `kg.store.open` gave.
        type: A class by its bare name: "Person".

    Raises:
        QueryError: The graph has no entity of that class.
    """
    store = store_of(graph)
    prefixes = of_store(store)
    claims = _count(store, f"{RDF}subject", f"{RDF}object")
    documents = _count(store, f"{SCHEMA}mentions")
    kinds = _kinds(store, type)
    rows = [
        Row(
            shorten(iri, prefixes),
            kind,
            claims[iri],
            documents[iri],
            wikidata_of(store, iri),
            " | ".join(names_of(store, iri)),
        )
        for iri, kind in kinds.items()
    ]
    return sorted(rows, key=lambda row: (-row.documents, -row.claims, row.entity))


def _kinds(store: ox.Store, type: str | None) -> dict[str, str]:
    """The class of each entity by IRI, of one class if `type` is given."""
    found: dict[str, str] = {}
    for quad in match(store, None, f"{RDF}type"):
        kind = quad.object.value
        if kind.startswith(KG) and kind not in (f"{KG}Claim", f"{KG}Relation"):
            found[quad.subject.value] = kind.removeprefix(KG)
    if type is None:
        return {iri: kind for iri, kind in found.items() if kind != "Statement"}
    wanted = type.removeprefix("kg:").removeprefix(KG)
    if wanted not in found.values():
        known = sorted(set(found.values()))
        near = difflib.get_close_matches(wanted.capitalize(), known, n=1)
        hint = f"did you mean {near[0]}?" if near else f"classes: {', '.join(known)}"
        raise QueryError(f"the graph has no entity of class {shown(type)!r}; {hint}")
    return {iri: kind for iri, kind in found.items() if kind == wanted}


def _count(store: ox.Store, *predicates: str) -> defaultdict[str, int]:
    """How many subjects have each object of these predicates; a claim counts for both its ends."""
    found: defaultdict[str, int] = defaultdict(int)
    for predicate in predicates:
        for quad in match(store, None, predicate):
            if isinstance(quad.object, ox.NamedNode):
                found[quad.object.value] += 1
    return found


def names_of(store: ox.Store, iri: str) -> list[str]:
    """All names of an entity, the one that tables show first."""
    labels = [quad.object for quad in match(store, iri, f"{RDFS}label")]
    others = {quad.object.value for quad in match(store, iri, f"{SKOS}altLabel")} | {label.value for label in labels}
    return list(dict.fromkeys([best(labels) or iri.rpartition("/")[2], *sorted(others)]))


def wikidata_of(store: ox.Store, iri: str) -> str:
    """The number of the Wikidata item that is the same, or nothing."""
    links = sorted(quad.object.value for quad in match(store, iri, f"{SCHEMA}sameAs"))
    return next((link.removeprefix(WD) for link in links if link.startswith(WD)), "")
