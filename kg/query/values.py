"""Bound values: what a user writes after `name=`, made into a term of the graph."""

import datetime
import difflib
import re
from collections.abc import Mapping
from decimal import Decimal

import pyoxigraph as ox
from rdflib.term import Identifier

from kg.errors import QueryError
from kg.query.harmless import shown
from kg.query.prefixes import VOCABULARIES

__all__ = ["Term", "Value", "to_term"]

Term = ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple
Value = str | int | float | bool | Decimal | datetime.date | Identifier

RDF, RDFS, XSD = VOCABULARIES["rdf"], VOCABULARIES["rdfs"], VOCABULARIES["xsd"]
NAMING = [ox.NamedNode(iri) for iri in (
    RDFS + "label", VOCABULARIES["skos"] + "altLabel", VOCABULARIES["dcterms"] + "title",
    VOCABULARIES["dcterms"] + "source")]
QUOTED = re.compile(
    r'"(?P<text>(?:[^"\\]|\\.)*)"(?:@(?P<tag>[A-Za-z]+(?:-[A-Za-z0-9]+)*)|\^\^(?P<type>\S+))?', re.DOTALL)
NAME = re.compile(r"(?P<prefix>[^\W\d_][\w.-]*|):(?P<local>\S*)")


def to_term(name: str, value: Value, kind: str | None, store: ox.Store, prefixes: Mapping[str, str]) -> Term:
    """The term that `value` means for the parameter `name`.

    A term of rdflib is taken as it is. A string is read by the parameter's kind; without a kind by its look:
    `<IRI>`, `http://…`, `prefix:name`, `"text"@en`, `"2024-06-19"^^xsd:date`, a number, otherwise plain text.
    An IRI may also be its last part, or the name of an entity or the title or path of a document, if only one thing has
    it; a Wikidata item means the entity that is the same.

    Raises:
        QueryError: naming the parameter, for a value that is not of its kind.
    """
    if isinstance(value, Identifier) or not isinstance(value, str):
        return _from_python(name, value)
    if kind == "literal":
        return _quoted(name, value, prefixes) or ox.Literal(value)
    if kind == "date":
        return _date(name, value)
    if kind == "number":
        return _number(value) or _refuse(name, value, "a number")
    if kind == "relation" and re.fullmatch(r"[a-z-]+", value):
        return ox.NamedNode(VOCABULARIES["kg"] + value)
    iri = _iri(name, value, prefixes)
    if kind in ("IRI", "relation"):
        return _entity(iri, store) if iri else _by_key(value, store, prefixes) or _named(name, value, store)
    return iri or _quoted(name, value, prefixes) or _number(value) or ox.Literal(value)


def _refuse(name: str, value: str, wanted: str) -> Term:
    raise QueryError(f"{name}={shown(value)}: not {wanted}")


def _from_python(name: str, value: Value) -> Term:
    """A term of rdflib or a value of Python as a term of Oxigraph."""
    from rdflib import BNode, Literal, URIRef

    if isinstance(value, URIRef):
        return ox.NamedNode(str(value))
    term = value if isinstance(value, Identifier) else Literal(value)
    if isinstance(term, BNode) or not isinstance(term, Literal):
        raise QueryError(f"{name}: a value is an IRI or a literal, not {value!r}")
    if term.language:
        return ox.Literal(str(term), language=term.language)
    return ox.Literal(str(term), datatype=ox.NamedNode(str(term.datatype)) if term.datatype else None)


def _iri(name: str, value: str, prefixes: Mapping[str, str]) -> ox.NamedNode | None:
    """An IRI that is written as one, or None."""
    if value.startswith("<") and value.endswith(">"):
        return _node(name, value[1:-1])
    if "://" in value and not re.search(r"\s", value):
        return _node(name, value)
    match = NAME.fullmatch(value)
    if match is None:
        return None
    if match["prefix"] not in prefixes:
        unknown = f"unknown prefix {shown(match['prefix'])!r}"
        raise QueryError(f"{name}={shown(value)}: {unknown}; known: {', '.join(prefixes)}; or write <IRI>")
    return _node(name, prefixes[match["prefix"]] + match["local"])


def _node(name: str, iri: str) -> ox.NamedNode:
    try:
        return ox.NamedNode(iri)
    except ValueError as error:
        raise QueryError(f"{name}={shown(iri)}: no IRI: {shown(str(error))}") from None


def _quoted(name: str, value: str, prefixes: Mapping[str, str]) -> ox.Literal | None:
    """A literal in quotation marks, with its language or type, or None."""
    match = QUOTED.fullmatch(value)
    if match is None:
        return None
    text = re.sub(r"\\(.)", lambda m: {"n": "\n", "t": "\t", "r": "\r"}.get(m[1], m[1]), match["text"], flags=re.DOTALL)
    if match["tag"]:
        return ox.Literal(text, language=match["tag"].lower())
    return ox.Literal(text, datatype=_iri(name, match["type"], prefixes) if match["type"] else None)


def _date(name: str, value: str) -> ox.Literal:
    try:
        day = datetime.date.fromisoformat(value)
    except ValueError:
        raise QueryError(f"{name}={shown(value)}: not a day; write it as 2024-06-19") from None
    return ox.Literal(day.isoformat(), datatype=ox.NamedNode(XSD + "date"))


def _number(value: str) -> ox.Literal | None:
    if re.fullmatch(r"[+-]?\d+", value):
        return ox.Literal(value, datatype=ox.NamedNode(XSD + "integer"))
    if re.fullmatch(r"[+-]?\d*\.\d+", value):
        return ox.Literal(value, datatype=ox.NamedNode(XSD + "decimal"))
    return None


def _entity(iri: ox.NamedNode, store: ox.Store) -> ox.NamedNode:
    """The entity that says it is the same as `iri`, where one does: so `wd:Q7747` finds Vladimir Putin."""
    same = ox.NamedNode(VOCABULARIES["schema"] + "sameAs")
    subjects = [q.subject for q in store.quads_for_pattern(None, same, iri, ox.DefaultGraph())]
    return min((s for s in subjects if isinstance(s, ox.NamedNode)), key=lambda s: s.value, default=iri)


def _by_key(value: str, store: ox.Store, prefixes: Mapping[str, str]) -> ox.NamedNode | None:
    """The entity or document whose IRI ends in `value`."""
    if re.fullmatch(r"[a-z0-9-]+", value):
        for node in (ox.NamedNode(prefixes["entity"] + value), ox.NamedNode(prefixes["doc"] + value)):
            if any(store.quads_for_pattern(node, None, None, ox.DefaultGraph())):
                return node
    return None


def _named(name: str, value: str, store: ox.Store) -> ox.NamedNode:
    """The one entity or document with this name, whatever its case."""
    found: dict[str, set[str]] = {}
    for naming in NAMING:
        for quad in store.quads_for_pattern(None, naming, None, ox.DefaultGraph()):
            if isinstance(quad.subject, ox.NamedNode) and isinstance(quad.object, ox.Literal):
                found.setdefault(quad.object.value.casefold(), set()).add(quad.subject.value)
    holders = sorted(found.get(value.casefold(), ()))
    if len(holders) == 1:
        return ox.NamedNode(holders[0])
    if holders:
        listed = ", ".join(f"<{holder}>" for holder in holders[:5])
        raise QueryError(f"{name}={shown(value)}: {len(holders)} have this name: {listed}")
    near = ", ".join(map(shown, difflib.get_close_matches(value.casefold(), found, n=3)))
    hint = f"did you mean {near}?" if near else "give an IRI, a prefixed name or a name in the graph"
    raise QueryError(f"{name}={shown(value)}: nothing has this name; {hint}")
