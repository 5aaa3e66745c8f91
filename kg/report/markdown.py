"""A report on an entity or a document, as Markdown."""

import re
from collections.abc import Iterator

import pyoxigraph as ox
from rdflib import Graph

from kg.errors import QueryError
from kg.query import Result, run
from kg.query.formats import harmless
from kg.query.prefixes import of_store, shorten
from kg.query.run import store_of
from kg.query.values import to_term
from kg.report.entities import Row, entities
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
        raise QueryError(f"{what}: no entity and no document")
    kinds = {quad.object.value for quad in match(store, term, f"{RDF}type")}
    if kinds & {f"{SCHEMA}NewsArticle", f"{SCHEMA}CreativeWork"}:
        return "\n".join(_document(graph, store, term.value)) + "\n"
    if any(kind.startswith(KG) for kind in kinds):
        return "\n".join(_entity(graph, term.value, shorten(term.value, prefixes))) + "\n"
    raise QueryError(f"{what}: the graph has no such entity or document; the question entities lists the entities")


def _text(words: object) -> str:
    """Words as Markdown shows them: nothing in them is markup."""
    plain = harmless(str(words)).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return SPECIAL.sub(r"\\\1", plain)


class _Row:
    """A row of an answer, read by column as Markdown text."""

    def __init__(self, result: Result, row: dict[str, object]) -> None:
        self._result, self._row = result, row

    def __getitem__(self, column: str) -> str:
        """The label of an IRI, the bare name of a relation, the words of a literal; nothing where it is not bound."""
        value = str(self._row.get(column, ""))
        name = value.removeprefix(KG)
        return _text(name if name != value else self._result.name_of(value) or value) if "://" in value else _text(value)

    @property
    def edge(self) -> str:
        """Subject, relation and object."""
        return f"{self['subject']} **{self['relation']}** {self['object']}"

    @property
    def status(self) -> str:
        """What keeps a claim from being a plain assertion, in brackets."""
        speaker = f"says {self['speaker']}" if "speaker" in self._row else ""
        status = "" if self["status"] == "asserted" else self["status"]
        return f" ({', '.join(filter(None, (status, speaker, self['time'])))})".replace(" ()", "")

    @property
    def words(self) -> str:
        """The quote and its document."""
        return f"“{self['quote']}” — {self['source']}"


def _ask(graph: Graph, question: str, **bindings: str) -> list[_Row]:
    result = run(graph, question, bindings)
    return [_Row(result, row) for row in result]


def _section(title: str, lines: list[str]) -> Iterator[str]:
    """A section with its list, or nothing where the list is empty."""
    if lines:
        yield from ("", f"## {title}", "", *(f"- {line}" for line in dict.fromkeys(lines)))


def _entity(graph: Graph, iri: str, short: str) -> Iterator[str]:
    """The lines of a report on an entity."""
    rows = _ask(graph, "about-entity", entity=f"<{iri}>")
    listed = _listed(graph, short)
    yield f"# {_text(listed.names.split(' | ')[0])}"
    yield ""
    link = f" · [Wikidata {listed.wikidata}](http://www.wikidata.org/entity/{listed.wikidata})" if listed.wikidata else ""
    yield f"{listed.type} · {listed.claims} claims in {listed.documents} documents · `{short}`{link}"
    if others := listed.names.split(" | ")[1:]:
        yield ""
        yield f"Also called {', '.join(map(_text, others))}."
    ends = [row for row in rows if row["role"] in ("subject", "object")]
    plain = [row for row in ends if row["status"] == "asserted" and not row["speaker"]]
    rest = [row for row in ends if row["status"] != "asserted" or row["speaker"]]
    yield from _section("What documents say", [f"{row.edge}{row.status}: {row.words}" for row in plain])
    yield from _section("Denied, planned, possible, or said by others", [f"{row.edge}{row.status}: {row.words}" for row in rest])
    said = [f"{row.edge}{row.status}: {row.words}" for row in rows if row["role"] == "speaker"]
    yield from _section("What it says, as others report", said)
    spoken = _ask(graph, "statements", speaker=f"<{iri}>")
    yield from _section("In its own words", [f"“{row['words']}” ({row['source']})" for row in spoken])
    dated = _ask(graph, "timeline-of", entity=f"<{iri}>")
    yield from _section("Timeline", [f"{row['time']}: {row.edge}{_unless(row)}" for row in dated])
    yield from _section("Documents", sorted({row["source"] for row in rows if row["source"]}))
