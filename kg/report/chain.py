"""The shortest chain of claims between two entities, with the words of each step."""

from itertools import pairwise
from typing import TYPE_CHECKING

import pyoxigraph as ox
from rdflib import Graph

from kg.errors import QueryError
from kg.query import Result, run
from kg.query.ask import store_of
from kg.query.harmless import harmless, shown
from kg.query.labels import namer
from kg.query.prefixes import of_store
from kg.query.values import to_term
from kg.terms import KG

if TYPE_CHECKING:
    import networkx as nx

__all__ = ["chain"]

FACTS = """SELECT ?one ?other { ?relation a kg:Relation . ?one ?relation ?other
    FILTER(isIRI(?other) && ?relation != kg:said) } ORDER BY ?one ?other"""
CLAIMS = """SELECT DISTINCT ?one ?other { ?claim rdf:subject ?one ; rdf:object ?other ; rdf:predicate ?relation
    FILTER(isIRI(?other) && ?relation != kg:said) } ORDER BY ?one ?other"""


def chain(graph: Graph, start: str, end: str) -> str:
    """The shortest chain between two entities in lines, each step with its surest claim's words.

    A chain of facts is looked for first; only where there is none, one of claims of any status.

    Args:
        graph: What `kg.store.open` gave.
        start: An entity, as IRI, prefixed name, last part of its IRI, or name.
        end: Another one.

    Raises:
        QueryError: An end is not known, both are the same, or nothing connects them.
    """
    store = store_of(graph)
    prefixes, name_of = of_store(store), namer(store)
    ends = [_entity(role, name, store, prefixes) for role, name in (("from", start), ("to", end))]
    names = [name_of(iri) or iri for iri in ends]
    if ends[0] == ends[1]:
        raise QueryError(f"both ends are {names[0]}; a chain needs two")
    for query, of in ((FACTS, "facts"), (CLAIMS, "claims")):
        path = _path(_network(run(graph, query)), *ends)
        if path:
            steps = list(pairwise(path))
            noun = of if len(steps) > 1 else of.removesuffix("s")
            lines = [f"{names[0]} to {names[1]}: {len(steps)} {noun}"]
            for number, (one, other) in enumerate(steps, start=1):
                lines += _step(number, run(graph, "between", {"one": f"<{one}>", "other": f"<{other}>"}), of)
            return "\n".join(lines)
    raise QueryError(f"no claims connect {names[0]} and {names[1]}")


def _entity(role: str, name: str, store: ox.Store, prefixes: dict[str, str]) -> str:
    """The IRI of an entity of the graph."""
    term = to_term(role, name, "IRI", store, prefixes)
    if not isinstance(term, ox.NamedNode) or not any(store.quads_for_pattern(term, None, None, ox.DefaultGraph())):
        raise QueryError(f"{role}={shown(name)}: the graph has no such entity; the question entities lists them")
    return term.value


def _network(result: Result) -> "nx.Graph[str]":
    """The ends of claims as a network, its nodes and edges in the order of their IRIs."""
    import networkx as nx

    network: nx.Graph[str] = nx.Graph()
    for one, other in result.terms:
        if isinstance(one, ox.NamedNode) and isinstance(other, ox.NamedNode):
            network.add_edge(one.value, other.value)
    return network


def _path(network: "nx.Graph[str]", start: str, end: str) -> list[str]:
    """A shortest path, or nothing."""
    import networkx as nx

    if start not in network or end not in network or not nx.has_path(network, start, end):
        return []
    return list(nx.shortest_path(network, start, end))


def _step(number: int, between: Result, of: str) -> list[str]:
    """A step in two lines: its relation and status, its words and document."""
    rows = [row for row in between if of == "claims" or (str(row["status"]) == "asserted" and "speaker" not in row)]
    row = rows[0]
    name = {key: harmless(between.name_of(str(row[key])) or str(row[key])) for key in ("subject", "object", "source")}
    relation = str(row["relation"]).removeprefix(KG)
    said = f", says {harmless(between.name_of(str(row['speaker'])) or '')}" if "speaker" in row else ""
    status = "" if str(row["status"]) == "asserted" and not said else f" ({row['status']}{said})"
    others = sorted({str(other["relation"]).removeprefix(KG) for other in rows} - {relation})
    more = f"  [also {', '.join(others)}]" if others else ""
    return [
        f"{number:>3}. {name['subject']} · {relation} · {name['object']}{status}{more}",
        f'     "{harmless(str(row["quote"]))}" — {name["source"]}',
    ]
