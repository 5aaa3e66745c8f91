"""From the NetworkX projection to what a page shows: entities, ties, claims and documents, in a stable order."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import networkx as nx


__all__ = ["Picture", "Tie", "all_claims", "gather", "label_of", "status_of"]

SPEECH = "speech"
LITERAL = "Literal"
Keep = Callable[[Mapping[str, Any]], bool]


@dataclass(frozen=True, slots=True)
class Tie:
    """What a page draws as one edge: all claims of one relation between two ends that have one status.

    `source` and `target` are indices of entities; `target` is None where the object is a literal.
    """

    source: int
    target: int | None
    literal: str | None
    relation: str
    status: str
    claims: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Picture:
    """Everything one page holds; `total` counts the entities of the graph, which may be more than those held."""

    entities: list[dict[str, Any]]
    ties: list[Tie]
    claims: list[dict[str, Any]]
    documents: list[dict[str, Any]]
    relations: dict[str, dict[str, Any]]
    total: int
    degrees: list[int] = field(default_factory=list)


def label_of(key: str, attributes: Mapping[str, Any]) -> str:
    """The label of an entity, or the last part of its IRI in words.

    >>> label_of("https://example.org/id/entity/vladimir-putin", {})
    'vladimir putin'
    """
    label = attributes.get("label")
    return str(label) if label else str(key).rstrip("/#").rsplit("/", 1)[-1].replace("-", " ")


def status_of(claim: Mapping[str, Any]) -> str:
    """The one word that decides how a claim is drawn: denied before planned or possible, before attributed.

    >>> status_of({"polarity": "negated", "modality": "planned"})
    'denied'
    >>> status_of({"polarity": "affirmed", "modality": "asserted", "speaker": "entity:reuters"})
    'attributed'
    """
    if claim.get("polarity") == "negated":
        return "denied"
    modality = claim.get("modality") or "asserted"
    if modality != "asserted":
        return str(modality)
    return "attributed" if claim.get("speaker") else "stated"


def gather(graph: "nx.MultiDiGraph[str]", most: int = 5000, keep: Keep | None = None) -> Picture:
    """Read a projection (see `kg.project`) into a picture of at most `most` entities and as many statements.

    The order of nodes and edges in `graph` does not matter: everything is sorted by key. With `keep`, only the
    claims for which it is true, and their ends, are read.
    """
    if keep is not None:
        graph = _only(graph, keep)
    degrees = _degrees(graph)
    drawn = [node for node in graph if graph.nodes[node].get("type") != LITERAL]
    held = _held(graph, drawn, degrees, most)
    index = {node: number for number, node in enumerate(held)}
    documents = _documents(graph)
    claims: list[dict[str, Any]] = []
    relations: dict[str, dict[str, Any]] = {}
    ties = _ties(graph, index, documents, claims, relations)
    return Picture(
        entities=[_entity(graph, node, index) for node in held],
        ties=ties,
        claims=claims,
        documents=list(documents.values()),
        relations=dict(sorted(relations.items())),
        total=len(drawn),
        degrees=[degrees[node] for node in held],
    )


def _held(graph: "nx.MultiDiGraph[str]", drawn: Sequence[str], degrees: Mapping[str, int], most: int) -> list[str]:
    """The most connected entities and, after them, what they said: at most `most` of each."""
    ranked = sorted(drawn, key=lambda node: (-degrees[node], node))
    quiet = {node for node in ranked if graph.nodes[node].get("type") == "Statement" and not degrees[node]}
    held = [node for node in ranked if node not in quiet][:most]
    known = set(held)
    return held + [node for node in ranked if node in quiet and known.intersection(graph.predecessors(node))][:most]


def _only(graph: "nx.MultiDiGraph[str]", keep: Keep) -> "nx.MultiDiGraph[str]":
    """The part of a projection that some of its claims make."""
    part = graph.__class__(**graph.graph)
    for source, target, key, edge in graph.edges(keys=True, data=True):
        claims = [claim for claim in _claims_of(edge) if keep(claim)]
        if claims:
            part.add_edge(source, target, key=key, **{**edge, "claims": claims})
    for node in part:
        part.nodes[node].update(graph.nodes[node])
    return part


def _degrees(graph: "nx.MultiDiGraph[str]") -> Counter[str]:
    """How many different neighbours an entity has, speech left out: statements would drown the rest."""
    pairs = {
        (min(source, target), max(source, target))
        for source, target, edge in graph.edges(data=True)
        if edge.get("family") != SPEECH and source != target and graph.nodes[target].get("type") != LITERAL
    }
    degrees: Counter[str] = Counter()
    for source, target in pairs:
        degrees[source] += 1
        degrees[target] += 1
    return degrees


def _documents(graph: "nx.MultiDiGraph[str]") -> dict[str, dict[str, Any]]:
    """The documents by IRI, each with its number on the page; the texts stay out."""
    found: Mapping[str, Mapping[str, Any]] = graph.graph.get("documents", {})
    named = {str(claim["document"]) for claim in all_claims(graph) if claim.get("document")}
    wanted = ("title", "source", "publisher", "issued", "url", "language")
    return {
        iri: {"iri": iri, "number": number}
        | {name: str(found[iri][name]) for name in wanted if iri in found and found[iri].get(name)}
        for number, iri in enumerate(sorted(named))
    }


def all_claims(graph: "nx.MultiDiGraph[str]") -> Iterable[Mapping[str, Any]]:
    """Every claim of a projection."""
    for _, _, edge in graph.edges(data=True):
        yield from _claims_of(edge)


def _claims_of(edge: Mapping[str, Any]) -> Sequence[Mapping[str, Any]]:
    return edge.get("claims") or ()


def _entity(graph: "nx.MultiDiGraph[str]", node: str, index: Mapping[str, int]) -> dict[str, Any]:
    attributes = graph.nodes[node]
    label = label_of(node, attributes)
    entity: dict[str, Any] = {"iri": str(node), "label": label, "type": str(attributes.get("type") or "Thing")}
    names = sorted({str(name) for name in attributes.get("names") or ()} - {label})
    if names:
        entity["names"] = names
    for name in ("wikidata", "text"):
        if attributes.get(name):
            entity[name] = str(attributes[name])
    speaker = attributes.get("speaker")
    if speaker is not None:
        entity["speaker"] = _who(graph, speaker, index)
    return entity


def _who(graph: "nx.MultiDiGraph[str]", key: str, index: Mapping[str, int]) -> dict[str, Any]:
    """A speaker or carrier: always with a label, with a number where the page holds it."""
    who: dict[str, Any] = {"label": label_of(key, graph.nodes[key] if key in graph else {})}
    if key in index:
        who["entity"] = index[key]
    return who


def _ties(
    graph: "nx.MultiDiGraph[str]",
    index: Mapping[str, int],
    documents: Mapping[str, Mapping[str, Any]],
    claims: list[dict[str, Any]],
    relations: dict[str, dict[str, Any]],
) -> list[Tie]:
    """Group the claims of the edges between held ends into ties; fill `claims` and `relations`."""
    groups: dict[tuple[int, int, str, str, str], dict[str, dict[str, Any]]] = {}
    for source, target, edge in graph.edges(data=True):
        literal = graph.nodes[target].get("type") == LITERAL
        if source not in index or not (literal or target in index):
            continue
        name = str(edge.get("relation") or "related-to")
        relations[name] = _relation(name, edge)
        for claim in _claims_of(edge) or ({},):
            ends = [index[source], -1 if literal else index[target]]
            if edge.get("symmetric"):
                ends.sort()
            key = (ends[0], ends[1], label_of(target, graph.nodes[target]) if literal else "", name, status_of(claim))
            group = groups.setdefault(key, {})
            if claim:
                group[str(claim.get("id", ""))] = _claim(graph, claim, index, documents)
    ties = []
    for key in sorted(groups):
        first = len(claims)
        claims.extend(groups[key][identifier] for identifier in sorted(groups[key]))
        target_number = None if key[1] < 0 else key[1]
        ties.append(Tie(key[0], target_number, key[2] or None, key[3], key[4], tuple(range(first, len(claims)))))
    return ties


def _relation(name: str, edge: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "label": str(edge.get("labels", {}).get("en") or name.replace("-", " ")),
        "family": str(edge.get("family") or "other"),
        "symmetric": bool(edge.get("symmetric")),
    }


def _claim(
    graph: "nx.MultiDiGraph[str]",
    claim: Mapping[str, Any],
    index: Mapping[str, int],
    documents: Mapping[str, Mapping[str, Any]],
) -> dict[str, Any]:
    """One claim as the page shows it; what is unknown stays out."""
    shown: dict[str, Any] = {"id": str(claim.get("id", "")), "status": status_of(claim)}
    for name in ("polarity", "modality", "time", "earliest", "latest", "rule"):
        if claim.get(name):
            shown[name] = str(claim[name])
    for name in ("speaker", "carrier"):
        if claim.get(name):
            shown[name] = _who(graph, claim[name], index)
    if claim.get("confidence") is not None:
        shown["confidence"] = round(float(claim["confidence"]), 3)
    if str(claim.get("document")) in documents:
        shown["document"] = documents[str(claim["document"])]["number"]
    shown["evidence"] = [
        {
            name: piece[name]
            for name in ("start", "end", "exact", "prefix", "suffix")
            if piece.get(name) not in (None, "")
        }
        for piece in sorted(claim.get("evidence") or (), key=lambda piece: (piece.get("start", 0), piece.get("end", 0)))
    ]
    return shown
