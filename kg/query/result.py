"""The answer to a question: rows, triples, or yes and no."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import pyoxigraph as ox

from kg.query.values import Term

__all__ = ["Result", "Row"]

Row = tuple[Term | None, ...]


def _nameless(iri: str) -> str | None:
    return None


@dataclass(frozen=True)
class Result:
    """What a question found.

    `form` is "SELECT", "ASK", "CONSTRUCT" or "DESCRIBE". `columns` and `terms` (rows of Oxigraph's terms) are those
    of a SELECT; the others give `triples`, sorted, or `answer`. `name_of` gives the label of an IRI in the graph
    that was asked, None where it has none.
    """

    form: str
    columns: tuple[str, ...] = ()
    terms: tuple[Row, ...] = ()
    triples: tuple[ox.Triple, ...] = ()
    answer: bool | None = None
    prefixes: Mapping[str, str] = field(default_factory=dict)
    name_of: Callable[[str], str | None] = field(default=_nameless, compare=False, repr=False)

    @cached_property
    def rows(self) -> tuple[tuple[Any, ...], ...]:
        """The rows in terms of rdflib, None where a variable is not bound."""
        return tuple(tuple(None if term is None else to_rdflib(term) for term in row) for row in self.terms)

    def __iter__(self) -> Iterator[dict[str, Any]]:
        """Each row as a dictionary from column to term of rdflib; unbound columns are left out."""
        for row in self.rows:
            yield {name: term for name, term in zip(self.columns, row, strict=True) if term is not None}

    def __len__(self) -> int:
        """The number of rows or triples."""
        return len(self.terms) or len(self.triples)

    def __bool__(self) -> bool:
        """The answer of an ASK; otherwise whether anything was found."""
        return self.answer if self.answer is not None else len(self) > 0

    def _repr_html_(self) -> str:
        """The table in a notebook."""
        from kg.query.table import to_html

        return to_html(self)


def to_rdflib(term: Term) -> Any:
    """A term of Oxigraph as a term of rdflib."""
    from rdflib import BNode, Literal, URIRef

    if isinstance(term, ox.NamedNode):
        return URIRef(term.value)
    if not isinstance(term, ox.Literal):
        return BNode(str(term).removeprefix("_:"))
    if term.language:
        return Literal(term.value, lang=term.language)
    plain = term.datatype.value == "http://www.w3.org/2001/XMLSchema#string"
    return Literal(term.value, datatype=None if plain else URIRef(term.datatype.value))
