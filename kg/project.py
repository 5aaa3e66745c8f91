"""The dataset as a NetworkX graph: entities as nodes, what claims say of them as edges."""

from collections.abc import Collection
from typing import TYPE_CHECKING, Any

from rdflib import Dataset

from kg import rows
from kg.errors import QueryError
from kg.vocabulary import KG, relations

if TYPE_CHECKING:
    import networkx as nx

__all__ = ["entity", "project"]

_UNKNOWN: dict[str, Any] = {"family": "other", "labels": {}, "symmetric": False}


def project(
    dataset: Dataset,
    focus: str | None = None,
    hops: int = 1,
    relations: Collection[str] | None = None,
    document: str | None = None,
    min_confidence: float | None = None,
) -> "nx.MultiDiGraph[str]":
    """The graph of entities that the claims of a dataset draw.

    `graph.graph["documents"]` tells of each document by its IRI: `title`, `source`, `publisher`, `issued`,
    `language`, `url`, absent where unknown. A node is the IRI of an entity, with `label`, `labels` (by language, ""
    for none), `type` ("Person"), `names` (all, the label first), `documents` (IRIs of those whose claims here
    name it), and where known `wikidata` ("Q7747"), for a Statement `text` and `speaker` (an IRI). The literal of a
    `holds-position` is a node too, of type "Literal", named `literal:` and its words.

    There is one edge for a subject, a relation and an object, its key the relation's name. It has `relation`,
    `labels` (of the relation, by language), `family`, `symmetric`, `fact` (whether the direct triple stands) and
    `claims`, a list of dicts: `id`, `polarity` ("affirmed", "negated"), `modality` ("asserted", "planned",
    "possible"), `speaker` and `carrier` (IRIs or None), `time` (EDTF), `earliest`, `latest` (ISO days or None),
    `confidence`, `document` (IRI), `rule`, and `evidence`, a list of dicts in text order: `start`, `end` (code
    points), `exact`, `prefix`, `suffix`.

    Args:
        dataset: What `kg.store.open` gave.
        focus: An entity, as IRI, last part of its IRI or name: only what is at most `hops` edges away from it stays.
        hops: How far from `focus`, 1 or more; ends are counted in both directions.
        relations: Names of relations ("signed") or of families ("agreement"): only their claims.
        document: A document, as IRI, last part of its IRI, or source: only its claims.
        min_confidence: Only claims at least as sure, 0 to 1.

    Raises:
        QueryError: An entity, document or relation that the graph or the vocabulary does not have.
    """
    import networkx as nx

    kinds = rows.relations(dataset)
    wanted = _wanted(relations, kinds)
    documents = rows.documents(dataset)
    only = _document(document, documents) if document else None
    things = rows.entities(dataset)
    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph(documents=documents)
    for claim in rows.claims(dataset):
        name = claim["relation"]
        if (wanted is not None and name not in wanted) or (only and claim["document"] != only):
            continue
        if min_confidence is None or claim["confidence"] >= min_confidence:
            _add(graph, claim, kinds)
    facts = rows.facts(dataset)
    for subject, object, name, edge in graph.edges(keys=True, data=True):
        edge["fact"] = (subject, name, object) in facts
    _describe(graph, things)
    if focus is not None:
        graph = _near(graph, entity(dataset, focus), hops)
    graph.graph["documents"] = {iri: documents[iri] for iri in sorted(_used(graph)) if iri in documents}
    return graph


def entity(dataset: Dataset, name: str) -> str:
    """The IRI of the entity that a user means by an IRI, the last part of one, or a name.

    Raises:
        QueryError: No entity has this name, or several have.
    """
    things = rows.entities(dataset)
    if name in things:
        return name
    short = name.removeprefix("entity:")
    found = [iri for iri in things if iri.rpartition("/")[2] == short]
    for fits in (
        lambda thing: name == thing["label"],
        lambda thing: name in thing["names"],
        lambda thing: name.casefold() in {one.casefold() for one in thing["names"]},
    ):
        found = found or [iri for iri, thing in things.items() if fits(thing)]
    if len(found) == 1:
        return found[0]
    if not found:
        raise QueryError(f"no entity of the graph is called {name!r}")
    told = ", ".join(iri.rpartition("/")[2] for iri in sorted(found)[:5])
    raise QueryError(f"{len(found)} entities are called {name!r}: say which one ({told})")


def _wanted(names: Collection[str] | None, kinds: dict[str, dict[str, Any]]) -> set[str] | None:
    if not names:
        return None
    known = {name: one.family for name, one in relations().items()} | {
        name: kind["family"] for name, kind in kinds.items()
    }
    wanted = set()
    for given in names:
        name = given.removeprefix(KG).removeprefix("kg:")
        of_family = {one for one, family in known.items() if family == name}
        if name not in known and not of_family:
            raise QueryError(f"{given!r} is no relation and no family of relations of the vocabulary")
        wanted |= of_family or {name}
    return wanted


def _document(name: str, documents: dict[str, dict[str, str]]) -> str:
    for iri, known in documents.items():
        if name in (iri, iri.rpartition("/")[2], f"doc:{iri.rpartition('/')[2]}", known.get("source")):
            return iri
    ending = [iri for iri, known in documents.items() if known.get("source", "").endswith(f"/{name}")]
    if len(ending) == 1:
        return ending[0]
    raise QueryError(f"the graph has no document {name!r}; give its path as in dcterms:source, or its IRI")


def _add(graph: "nx.MultiDiGraph[str]", claim: dict[str, Any], kinds: dict[str, dict[str, Any]]) -> None:
    """Put a claim on its edge; one of a symmetric relation on the edge that stands, whichever way it points."""
    subject, name, object = claim.pop("subject"), claim.pop("relation"), claim.pop("object")
    kind = {key: kinds[name][key] for key in _UNKNOWN} if name in kinds else _UNKNOWN | {"labels": {"": name}}
    if kind["symmetric"] and graph.has_edge(object, subject, key=name):
        subject, object = object, subject
    if not graph.has_edge(subject, object, key=name):
        graph.add_edge(subject, object, key=name, relation=name, claims=[], **kind)
    graph.edges[subject, object, name]["claims"].append(claim)


def _describe(graph: "nx.MultiDiGraph[str]", things: dict[str, dict[str, Any]]) -> None:
    for node, data in graph.nodes(data=True):
        words = node.removeprefix("literal:")
        about = things.get(node) or {"label": words, "labels": {"": words}, "type": "Literal", "names": [words]}
        data.update(about)
        edges = [*graph.in_edges(node, data=True), *graph.out_edges(node, data=True)]
        data["documents"] = sorted({claim["document"] for *_, edge in edges for claim in edge["claims"]})


def _near(graph: "nx.MultiDiGraph[str]", focus: str, hops: int) -> "nx.MultiDiGraph[str]":
    import networkx as nx

    if focus not in graph:
        raise QueryError(f"no claim that is shown here speaks of {focus}; ask for more relations or documents")
    near = nx.ego_graph(graph.to_undirected(as_view=True), focus, radius=hops)
    return graph.subgraph(sorted(near)).copy()


def _used(graph: "nx.MultiDiGraph[str]") -> set[str]:
    return {claim["document"] for *_, edge in graph.edges(data=True) for claim in edge["claims"]}
