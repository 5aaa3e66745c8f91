"""Asking: a question and its bound values, put to Oxigraph."""

import difflib
import re
from collections.abc import Mapping
from dataclasses import replace
from functools import cache

import pyoxigraph as ox
from rdflib import Dataset, Graph

from kg.errors import QueryError
from kg.query import sparql
from kg.query.harmless import shown
from kg.query.labels import namer
from kg.query.prefixes import of_store
from kg.query.question import Question, find
from kg.query.result import Result, Row
from kg.query.values import Term, Value, to_term
from kg.rows import inner

__all__ = ["run", "store_of"]


def run(dataset: Graph, query: str | Question, bindings: Mapping[str, Value] | None = None) -> Result:
    """Ask a graph a question.

    Args:
        dataset: what `kg.open` gives; any other graph of rdflib is copied into memory first.
        query: the name of a shipped question, a file, SPARQL itself, or a question already found.
        bindings: a value for each variable to bind, see `kg.query.values.to_term`. Values never become text.

    Returns:
        The rows of a SELECT, the triples of CONSTRUCT and DESCRIBE, the answer of ASK.

    Raises:
        QueryError: for a question that cannot be found, parsed, bound or answered.
    """
    question = find(query) if isinstance(query, str) else query
    shape = sparql.look(question.text)
    kinds = _kinds(question, shape, bindings or {})
    store = store_of(dataset)
    prefixes = of_store(store)
    terms = {name: to_term(name, value, kinds[name], store, prefixes) for name, value in (bindings or {}).items()}
    hidden = sparql.not_selected(shape, terms)
    text = sparql.bound(question.text, shape, terms)
    answer = _ask(store, text, terms, prefixes, question.name, hidden)
    result = Result(shape.form, prefixes=prefixes, name_of=cache(namer(store)))
    if isinstance(answer, ox.QueryBoolean):
        return replace(result, answer=bool(answer))
    if isinstance(answer, ox.QueryTriples):
        return replace(result, triples=tuple(sorted(set(answer), key=str)))
    columns, rows = _rows(answer, shape, hidden)
    return replace(result, columns=columns, terms=rows)


def store_of(graph: Graph) -> ox.Store:
    """Oxigraph's store under a graph of rdflib; a copy in memory where something else lies under it."""
    if isinstance(graph, Dataset):
        return inner(graph)
    store = ox.Store()
    store.load(graph.serialize(format="nt", encoding="utf-8"), ox.RdfFormat.N_TRIPLES)
    return store


def _kinds(question: Question, shape: sparql.Shape, bindings: Mapping[str, Value]) -> dict[str, str | None]:
    """The kind of each bound variable, after checking that all may be bound and none that must be is missing."""
    if question.params is None:
        known: dict[str, str | None] = dict.fromkeys(shape.variables)
        listed = ", ".join(known) or "none"
    else:
        known = {param.name: param.kind for param in question.params}
        listed = ", ".join(map(str, question.params)) or "none"
    name = question.name or "the query"
    for given in bindings:
        if given not in known:
            near = difflib.get_close_matches(given, known, n=1)
            hint = f"did you mean {near[0]}? " if near else ""
            raise QueryError(f"{name}: no parameter {shown(given)!r}; {hint}parameters: {listed}")
    missing = [str(param) for param in question.params or () if not param.optional and param.name not in bindings]
    if missing:
        raise QueryError(f"{name}: needs a value for {', '.join(missing)}; bind it as name=value")
    return known


def _ask(store: ox.Store, text: str, terms: Mapping[str, Term], prefixes: Mapping[str, str], name: str,
         hidden: list[str]) -> ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples:
    """Oxigraph's answer, its complaints in our words."""
    where = f"{name}: " if name else ""
    try:
        return store.query(text, prefixes=dict(prefixes),
                           substitutions={ox.Variable(variable): term for variable, term in terms.items()})
    except SyntaxError as error:
        if hidden:
            raise QueryError(f"{where}?{hidden[0]} cannot be bound: "
                             "name it after SELECT, and in GROUP BY where rows are grouped") from None
        raise QueryError(f"{where}no valid SPARQL: {_brief(str(error), text)}") from None
    except (RuntimeError, ValueError) as error:
        raise QueryError(f"{where}{_brief(str(error), text)}") from None


def _brief(message: str, text: str) -> str:
    """A parser's complaint in one line: the place with its words, and what was expected if that is short."""
    if "Prefix not found" in message:
        return "a prefix is not known; declare it with PREFIX"
    place = re.match(r"error at (\d+):(\d+)", message)
    if place is None:
        return shown(message, 200)
    line, column = int(place[1]), int(place[2])
    lines = text.splitlines() or [""]
    words = lines[min(line, len(lines)) - 1][max(0, column - 1):][:40].strip()
    return f"line {line}, column {column}" + (f", at {shown(words)!r}" if words else ": it ends too early")


def _rows(answer: ox.QuerySolutions, shape: sparql.Shape, hidden: list[str]) -> tuple[tuple[str, ...], tuple[Row, ...]]:
    """Columns and rows, without the columns that were selected only to be bound.

    Those of "*" come in the order of the text, for Oxigraph's own order is that of the alphabet.
    """
    names = [variable.value for variable in answer.variables]
    kept = [place for place, name in enumerate(names) if name not in hidden]
    if shape.selected is None:
        kept.sort(key=lambda place: shape.variables.index(names[place]))
    try:
        rows = tuple(tuple(solution[place] for place in kept) for solution in answer)
    except (RuntimeError, OSError) as error:
        raise QueryError(f"the query failed: {_brief(str(error), '')}") from None
    return tuple(names[place] for place in kept), rows
