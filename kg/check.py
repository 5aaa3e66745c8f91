"""The contract, held against a graph: SHACL shapes document by document, and what shapes cannot say."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from functools import cache
from typing import TYPE_CHECKING, Any

import pyoxigraph as ox
from rdflib import Dataset

from kg import rows
from kg.claims import days
from kg.errors import DataError
from kg.rdf import FACT_THRESHOLD
from kg.store import base as base_of
from kg.terms import KG, OA, PROV, RDF, RDFS, SCHEMA
from kg.vocabulary import SHAPES, Vocabulary, shipped

if TYPE_CHECKING:
    from rdflib import Graph

__all__ = ["Problem", "check"]

_Row = dict[str, Any]
_GRAPHS = ("graph/identity", "graph/inferred", "graph/reference")


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """Where a graph does not hold what the contract says, and what is wrong there."""

    place: str
    message: str

    def __str__(self) -> str:
        """`place: message`."""
        return f"{self.place}: {self.message}"


def check(dataset: Dataset, vocabulary: Vocabulary | None = None, shapes: bool = True) -> list[Problem]:
    """Hold the contract against a graph.

    The plain checks: no blank node; IRIs under one base, graphs that the contract knows; every quote is the text at
    its offsets, in the claim's own document; every end of a claim is an entity, of a class that the relation takes;
    days agree with times; every fact has its claim and every claim that makes a fact has it, both ways where the
    relation is symmetric. Then the SHACL shapes, for each document with its claims, evidence and entities.

    Args:
        dataset: What `kg.store.open` gave.
        vocabulary: The relations, if not those of the package and what the graph itself declares.
        shapes: Whether to hold the SHACL shapes as well, which takes most of the time.

    Returns:
        The problems in order of their places; none for a graph that keeps the contract.
    """
    store, vocabulary = rows.inner(dataset), vocabulary or shipped()
    claims, entities = list(rows.claims(dataset)), rows.entities(dataset)
    found = [*_nodes(store, base_of(dataset)), *_ends(dataset, claims, entities, vocabulary), *_times(claims)]
    found += [*_quotes(store), *_sources(store, claims), *_facts(dataset, claims)]
    if shapes:
        found += _shapes(store, claims)
    return sorted(set(found))


def _nodes(store: ox.Store, base: str) -> Iterator[Problem]:
    """Blank nodes, foreign IRIs and foreign graphs."""
    for graph in store.named_graphs():
        if graph.value not in {base + name for name in _GRAPHS}:
            yield Problem(str(graph.value), "is no graph that the contract knows")
    for quad in store:
        for term in (quad.subject, quad.object, quad.graph_name):
            if isinstance(term, ox.BlankNode):
                yield Problem(f"_:{term.value}", "is a blank node")
        subject = quad.subject
        if isinstance(subject, ox.NamedNode) and not subject.value.startswith((base, KG)):
            yield Problem(subject.value, f"does not start with the base {base}")


def _ends(dataset: Dataset, claims: list[_Row], entities: dict[str, _Row], vocabulary: Vocabulary) -> Iterator[Problem]:
    """Ends of claims that are no entities, or of the wrong class."""
    takes = {name: (one["domain"], one["range"]) for name, one in rows.relations(dataset).items()}
    takes |= {name: (one.domain, one.range) for name, one in vocabulary.relations.items()}
    for claim in claims:
        name = claim["relation"]
        if name not in takes:
            yield Problem(claim["id"], f"its relation {name!r} is not in the vocabulary")
            continue
        for end, classes in zip(("subject", "object"), takes[name], strict=True):
            wrong = _end(claim[end], classes, entities, vocabulary)
            if wrong:
                yield Problem(claim["id"], f"its {end} {wrong}, where {name} takes {' or '.join(sorted(classes))}")
        for who in (claim["speaker"], claim["carrier"]):
            if who and who not in entities:
                yield Problem(claim["id"], f"its speaker or carrier {who} is no entity of the graph")


def _end(node: str, classes: frozenset[str], entities: dict[str, _Row], vocabulary: Vocabulary) -> str | None:
    """What is wrong with an end, if anything is."""
    if node.startswith("literal:"):
        return None if "Literal" in classes else "is a literal"
    if node not in entities:
        return f"{node} is no entity of the graph"
    kind = entities[node]["type"]
    return None if vocabulary.fits(kind, classes) else f"is a {kind}"


def _times(claims: list[_Row]) -> Iterator[Problem]:
    for claim in claims:
        try:
            wanted = days(claim["time"]) if claim["time"] else (None, None)
        except DataError as error:
            yield Problem(claim["id"], str(error))
            continue
        if (claim["earliest"], claim["latest"]) != wanted:
            yield Problem(claim["id"], f"its days {claim['earliest']} to {claim['latest']} are not those of its time")


def _quotes(store: ox.Store) -> Iterator[Problem]:
    """Words of evidence that are not the text at their offsets; documents without text are left alone."""
    source = f"{OA}hasSource"
    for document in sorted({quad.object.value for quad in rows.match(store, None, source)}):
        texts = [quad.object.value for quad in rows.match(store, document, f"{SCHEMA}text")]
        for evidence in rows.match(store, None, source, document):
            for one in rows.selectors(store, evidence.subject):
                if texts and texts[0][one["start"] : one["end"]] != one["exact"]:
                    place = f"{one['start']} to {one['end']}"
                    yield Problem(evidence.subject.value, f"its words are not the text of {document} at {place}")


def _sources(store: ox.Store, claims: list[_Row]) -> Iterator[Problem]:
    """Evidence that is another document's, or no evidence at all."""
    owner = {quad.subject.value: quad.object.value for quad in rows.match(store, None, f"{OA}hasSource")}
    for quad in rows.match(store, None, f"{KG}evidence"):
        documents = rows.match(store, quad.subject, f"{PROV}wasDerivedFrom")
        if owner.get(quad.object.value) not in {one.object.value for one in documents}:
            yield Problem(quad.subject.value, f"its evidence {quad.object.value} is of another document")
    for claim in claims:
        if not claim["evidence"]:
            yield Problem(claim["id"], "has no evidence")


def _facts(dataset: Dataset, claims: list[_Row]) -> Iterator[Problem]:
    """Facts without a claim, and claims that should have made one."""
    kinds, threshold = rows.relations(dataset), _threshold(rows.inner(dataset))
    grounded = set()
    for claim in claims:
        plain = (claim["polarity"], claim["modality"], claim["speaker"]) == ("affirmed", "asserted", None)
        if plain and claim["confidence"] >= threshold:
            grounded.add((claim["subject"], claim["relation"], claim["object"]))
            if kinds.get(claim["relation"], {}).get("symmetric"):
                grounded.add((claim["object"], claim["relation"], claim["subject"]))
    facts = rows.facts(dataset)
    for subject, relation, object in facts - grounded:
        yield Problem(subject, f"{relation} {object} is a fact that no plain, sure claim carries")
    for subject, relation, object in grounded - facts:
        yield Problem(subject, f"{relation} {object} is claimed plainly and surely, but is no fact")


def _threshold(store: ox.Store) -> float:
    """The fact threshold that the build recorded."""
    for quad in rows.match(store, None, f"{KG}fact-threshold"):
        try:
            return float(Decimal(quad.object.value))
        except InvalidOperation:
            continue
    return float(FACT_THRESHOLD)


def _shapes(store: ox.Store, claims: list[_Row]) -> Iterator[Problem]:
    by_document: dict[str, list[_Row]] = {}
    for claim in claims:
        by_document.setdefault(claim["document"], []).append(claim)
    for kind in ("NewsArticle", "CreativeWork"):
        for quad in rows.match(store, None, f"{RDF}type", SCHEMA + kind):
            by_document.setdefault(quad.subject.value, [])
    for document, told in sorted(by_document.items()):
        yield from _validate(_part(store, document, told))


@cache
def _shape_graph() -> "Graph":
    from rdflib import Graph

    return Graph().parse(SHAPES, format="turtle")


def _validate(data: "Graph") -> Iterator[Problem]:
    from pyshacl import validate
    from rdflib import Graph, Namespace, URIRef

    sh = Namespace("http://www.w3.org/ns/shacl#")
    conforms, report, _ = validate(data, shacl_graph=_shape_graph(), inplace=True)
    if conforms or not isinstance(report, Graph):
        return
    for result in report.subjects(sh.focusNode, None):
        path, message = report.value(result, sh.resultPath), str(report.value(result, sh.resultMessage))
        where = path if isinstance(path, URIRef) else "the class of its object"  # a path of two steps has no name
        yield Problem(str(report.value(result, sh.focusNode)), f"{where}: {' '.join(message.split())}")


def _part(store: ox.Store, document: str, claims: list[_Row]) -> "Graph":
    """A document with its claims, their evidence and entities, and the direct triple of every claim."""
    from rdflib import Graph, URIRef

    from kg.adapter import to_rdflib

    part, todo, seen = Graph(), [document, *(claim["id"] for claim in claims)], set()
    follow = {f"{KG}evidence", f"{OA}hasSelector", f"{SCHEMA}mentions", f"{RDF}subject", f"{RDF}object",
              f"{KG}attributed-to", f"{KG}reported-by"}  # fmt: skip
    about_entities = {f"{RDF}type", f"{RDFS}label", f"{SCHEMA}text", f"{SCHEMA}sameAs", f"{KG}attributed-to"}
    while todo:
        node = todo.pop()
        if node in seen:
            continue
        seen.add(node)
        for quad in rows.match(store, node):
            predicate, object = quad.predicate.value, quad.object
            if predicate.startswith(KG) and "/entity/" in node and predicate not in about_entities:
                continue  # facts of other documents
            part.add((URIRef(node), URIRef(predicate), to_rdflib(object)))
            if predicate in follow and isinstance(object, ox.NamedNode):
                todo.append(object.value)
    for claim in claims:
        subject, relation = URIRef(claim["subject"]), URIRef(KG + claim["relation"])
        for end in list(part.objects(URIRef(claim["id"]), URIRef(f"{RDF}object"))):
            part.add((subject, relation, end))
    return part
