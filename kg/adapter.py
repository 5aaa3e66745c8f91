"""Oxigraph's store as rdflib sees it: read-only, with literals in the form that rdflib itself gives them."""

import os
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, cast

import pyoxigraph as ox
from oxrdflib import OxigraphStore
from rdflib import BNode, Graph, Literal, URIRef
from rdflib.namespace import XSD
from rdflib.query import Result
from rdflib.term import Identifier, Node

__all__ = ["ReadOnlyStore", "to_rdflib"]


class ReadOnlyStore(OxigraphStore):
    """A store that is asked and never changed.

    oxrdflib gives plain strings a datatype, and Oxigraph a decimal of 1.0 the form "1": a graph parsed by rdflib
    would not be equal to the same graph from the store. Here both are undone.
    """

    def __init__(self, store: ox.Store, lock: int | None = None, folder: Path | None = None, digest: str = "") -> None:
        """Stand before `store`.

        Args:
            store: The store.
            lock: An open file that is closed with it.
            folder: The build's folder that the store stands in, if it stands in one.
            digest: The digest in the name of the store there.
        """
        super().__init__(store=store)
        self._lock = lock
        self.folder = folder
        self.digest = digest

    @property
    def oxigraph(self) -> ox.Store:
        """The store itself, for what rdflib is too slow for."""
        return self._inner

    def triples(self, triple_pattern: Any, context: Graph | None = None) -> Iterator[Any]:
        """The triples of a pattern, as rdflib asks for them."""
        for (subject, predicate, object), contexts in super().triples(triple_pattern, context):
            yield (subject, predicate, _tidy(object)), contexts

    def query(
        self,
        query: Any,
        initNs: Mapping[str, Any],
        initBindings: Mapping[str, Identifier],
        queryGraph: str,
        **kwargs: object,
    ) -> Result:
        """The answer to a question, by Oxigraph's engine."""
        result = super().query(query, initNs, initBindings, queryGraph, **kwargs)
        if result.type == "SELECT":
            rows = result.bindings
            result.bindings = ({name: _tidy(value) for name, value in row.items()} for row in rows)
        elif result.graph is not None:
            tidy = Graph()
            for subject, predicate, object in result.graph:
                tidy.add((subject, predicate, _tidy(object)))
            result.graph = tidy
        return result

    def close(self, commit_pending_transaction: bool = False) -> None:
        """Let go of the store and its lock."""
        if self._lock is not None:
            os.close(self._lock)
            self._lock = None

    def __del__(self) -> None:
        self.close()


def to_rdflib(term: ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple) -> Node:
    """An Oxigraph term as rdflib itself would parse it."""
    if isinstance(term, ox.NamedNode):
        return URIRef(term.value)
    if isinstance(term, ox.Literal):
        datatype = None if term.language else URIRef(term.datatype.value)
        return cast(Node, _tidy(Literal(term.value, lang=term.language, datatype=datatype)))
    return BNode(str(term))


def _tidy(term: Any) -> Any:
    if isinstance(term, Literal):
        if term.datatype == XSD.string:
            return Literal(str(term))
        if term.datatype == XSD.decimal and "." not in term:
            return Literal(f"{term}.0", datatype=XSD.decimal)
    return term
