"""A report on an entity or a document, as Markdown."""

import re
from collections.abc import Iterable, Iterator

import pyoxigraph as ox
from rdflib import Graph, URIRef

from kg.errors import QueryError
from kg.query import Result, run
from kg.query.ask import store_of
from kg.query.harmless import harmless, shown
from kg.query.labels import namer
from kg.query.prefixes import of_store, shorten
from kg.query.values import to_term
from kg.report.entities import names_of, wikidata_of
from kg.rows import match
from kg.terms import DCTERMS, KG, RDF, SCHEMA

__all__ = ["report"]

SPECIAL = re.compile(r"([\\`*_\[\]#|~])")


def report(graph: Graph, what: str) -> str:
    """A report on one thing: what it is, facts, claims with their words, who says what, timeline.

    Args:
        graph: What `kg.store.open` gave.
        what: An entity or a document, as IRI, prefixed name, last part of its IRI, name, title or path.

    Returns:
        Markdown, in which nothing from a document is markup.

    Raises:
        QueryError: Nothing in the graph has this name, or several things have.
    """
    store = store_of(graph)
    prefixes = of_store(store)
    term = to_term("report", what, "IRI", store, prefixes)
    if not isinstance(term, ox.NamedNode):
        raise QueryError(f"{shown(what)}: no entity and no document")
    kinds = {quad.object.value for quad in match(store, term, f"{RDF}type")}
    if kinds & {f"{SCHEMA}NewsArticle", f"{SCHEMA}CreativeWork"}:
        return "\n".join(_document(graph, store, term.value)) + "\n"
    if any(kind.startswith(KG) for kind in kinds - {f"{KG}Claim", f"{KG}Relation"}):
        return "\n".join(_entity(graph, store, term.value)) + "\n"
    raise QueryError(f"{shown(what)}: the graph has no such entity or document; the question entities lists them")


def _text(words: object) -> str:
    """Words as Markdown shows them: nothing in them is markup."""
    plain = harmless(str(words)).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return SPECIAL.sub(r"\\\1", plain)


class _Row:
    """A row of an answer, read by column as Markdown."""

    def __init__(self, result: Result, row: dict[str, object]) -> None:
        self._result, self._row = result, row

    def __getitem__(self, column: str) -> str:
        """A relation's bare name, the label of another IRI, a literal's words; nothing where it is not bound."""
        value = self._row.get(column, "")
        if isinstance(value, URIRef):
            iri = str(value)
            return _text(iri.removeprefix(KG) if iri.startswith(KG) else self._result.name_of(iri) or iri)
        return _text(value)

    @property
    def edge(self) -> str:
        """Subject, relation and object, and in brackets what keeps it from being a plain assertion."""
        status = self["status"] if self["status"] != "asserted" else ""
        speaker = f"says {self['speaker']}" if self["speaker"] else ""
        notes = ", ".join(filter(None, (status, speaker)))
        return f"{self['subject']} **{self['relation']}** {self['object']}" + (f" ({notes})" if notes else "")

    @property
    def told(self) -> str:
        """The edge with its time, its quote and its document."""
        time = f", {self['time']}" if self["time"] else ""
        return f"{self.edge}{time}: {self.words}"

    @property
    def words(self) -> str:
        """The quote and its document."""
        return f"“{self['quote']}”" + (f" — {self['source']}" if self["source"] else "")

    @property
    def plain(self) -> bool:
        """Whether the document itself asserts it."""
        return self["status"] == "asserted" and not self["speaker"]


def _ask(graph: Graph, question: str, **bindings: str) -> list[_Row]:
    result = run(graph, question, bindings)
    return [_Row(result, row) for row in result]


def _section(title: str, lines: Iterable[str]) -> Iterator[str]:
    """A section with its list, or nothing where the list is empty."""
    if listed := list(dict.fromkeys(lines)):
        yield from ("", f"## {title}", "", *(f"- {line}" for line in listed))


def _entity(graph: Graph, store: ox.Store, iri: str) -> Iterator[str]:
    """The lines of a report on an entity."""
    rows = [row for row in _ask(graph, "about-entity", entity=f"<{iri}>") if row["role"] != "is"]
    ends = [row for row in rows if row["role"] != "speaker"]
    yield from _head(store, iri, len(ends), len({row["source"] for row in rows}))
    yield from _section("Facts", _facts(store, iri))
    yield from _section("What documents say", (row.told for row in ends if row.plain))
    yield from _section("Denied, planned, possible, or said by others", (row.told for row in ends if not row.plain))
    yield from _section("What it claims, as others report", (row.told for row in rows if row["role"] == "speaker"))
    spoken = _ask(graph, "statements", speaker=f"<{iri}>")
    yield from _section("In its own words", (f"“{row['words']}” — {row['source']}" for row in spoken))
    dated = _ask(graph, "timeline-of", entity=f"<{iri}>")
    yield from _section("Timeline", (f"{row['time']}: {row.edge}" for row in dated))
    yield from _section("Documents", sorted({row["source"] for row in rows}))


def _head(store: ox.Store, iri: str, claims: int, documents: int) -> Iterator[str]:
    """Title, class, counts, link and other names."""
    first, *others = names_of(store, iri)
    kinds = sorted(quad.object.value.removeprefix(KG) for quad in match(store, iri, f"{RDF}type"))
    number = wikidata_of(store, iri)
    link = f" · [Wikidata {number}](http://www.wikidata.org/entity/{number})" if number else ""
    yield from (f"# {_text(first)}", "")
    counts = f"{_many(claims, 'claim')} in {_many(documents, 'document')}"
    yield f"{', '.join(kinds)} · {counts} · `{shorten(iri, of_store(store))}`{link}"
    if others:
        yield from ("", f"Also called {', '.join(map(_text, others))}.")


def _many(count: int, noun: str) -> str:
    return f"{count} {noun}{'' if count == 1 else 's'}"


def _facts(store: ox.Store, iri: str) -> Iterator[str]:
    """The facts of an entity, those of one relation and direction in one line."""
    name_of = namer(store)
    node = ox.NamedNode(iri)
    for relation in sorted(quad.subject.value for quad in match(store, None, f"{RDF}type", f"{KG}Relation")):
        name = relation.removeprefix(KG)
        ends = [quad.object for quad in match(store, node, relation)]
        origins = [quad.subject for quad in match(store, None, relation, node) if quad.subject not in ends]
        for words, terms in ((f"**{name}** ", ends), (f"… **{name}** this: ", origins)):
            labels = sorted({name_of(term.value) or term.value if _is_iri(term) else term.value for term in terms})
            if labels:
                yield words + "; ".join(map(_text, labels))


def _is_iri(term: object) -> bool:
    return isinstance(term, ox.NamedNode)


def _document(graph: Graph, store: ox.Store, iri: str) -> Iterator[str]:
    """The lines of a report on a document."""
    rows = _ask(graph, "about-document", document=f"<{iri}>")
    values = {quad.predicate.value: quad.object.value for quad in match(store, iri) if not _is_iri(quad.object)}
    source = values.get(f"{DCTERMS}source", iri)
    known = [values.get(DCTERMS + name, "") for name in ("publisher", "issued", "language")]
    yield from (f"# {_text(values.get(f'{DCTERMS}title', source))}", "")
    yield " · ".join(map(_text, filter(None, [*known, source, _many(len(rows), "claim")])))
    yield from _section("What it says", (row.told for row in rows if row.plain))
    rest = [row for row in rows if not row.plain]
    yield from _section("What is denied, planned or possible", (row.told for row in rest if not row["speaker"]))
    spoken = sorted((row for row in rest if row["speaker"]), key=lambda row: row["speaker"])
    yield from _section("What others are reported to claim", (row.told for row in spoken))
    dated = sorted((row["time"], row.edge) for row in rows if row["time"])
    yield from _section("Timeline", (f"{time}: {edge}" for time, edge in dated))
    name_of = namer(store)
    named = {name_of(quad.object.value) or quad.object.value for quad in match(store, iri, f"{SCHEMA}mentions")}
    yield from _section("Who and what it names", map(_text, sorted(named)))
