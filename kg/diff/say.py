"""Says changes for a program: as CSV, and as Turtle in the ChangeSet vocabulary."""

import csv
import io
from collections.abc import Iterable, Iterator

import pyoxigraph as ox

from kg.diff.changes import Change, Triple
from kg.model import digest
from kg.terms import PREFIXES, RDF, RDFS

__all__ = ["COLUMNS", "FORMATS", "to_csv", "to_turtle"]

COLUMNS = ("how", "kind", "what", "more", "id")
FORMATS = ("table", "csv", "turtle")

CS = "http://purl.org/vocab/changeset/schema#"
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def to_csv(changes: Iterable[Change]) -> str:
    """A line for each change; a cell that a spreadsheet would take for a formula gets an apostrophe before it."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(COLUMNS)
    for change in changes:
        cells = (getattr(change, column) for column in COLUMNS)
        writer.writerow([f"'{cell}" if cell.startswith(_FORMULA) else cell for cell in cells])
    return out.getvalue()


def to_turtle(changes: Iterable[Change]) -> str:
    """A change set: each triple that went or came as a statement, with the change in words as its label."""
    node = ox.NamedNode("urn:kg:changes")
    quads = [ox.Triple(node, ox.NamedNode(f"{RDF}type"), ox.NamedNode(f"{CS}ChangeSet"))]
    for change in changes:
        for predicate, triples in (("removal", change.before), ("addition", change.after)):
            for triple in triples:
                quads.extend(_statement(node, predicate, triple, change))
    data = ox.serialize(sorted(set(quads), key=str), format=ox.RdfFormat.TURTLE, prefixes={**PREFIXES, "cs": CS})
    return data.decode() if data else ""


def _statement(node: ox.NamedNode, predicate: str, triple: Triple, change: Change) -> Iterator[ox.Triple]:
    said = f"{change.kind} {change.id}" if change.kind == "claim" else change.kind
    statement = ox.NamedNode(f"urn:kg:{predicate}:{digest(chr(10).join([said, *triple]), 16)}")
    subject, name, object = triple
    literal = object.startswith("literal:")
    yield ox.Triple(node, ox.NamedNode(CS + predicate), statement)
    yield ox.Triple(statement, ox.NamedNode(f"{RDF}type"), ox.NamedNode(f"{RDF}Statement"))
    yield ox.Triple(statement, ox.NamedNode(f"{RDF}subject"), ox.NamedNode(subject))
    yield ox.Triple(statement, ox.NamedNode(f"{RDF}predicate"), ox.NamedNode(name))
    end = ox.Literal(object.removeprefix("literal:")) if literal else ox.NamedNode(object)
    yield ox.Triple(statement, ox.NamedNode(f"{RDF}object"), end)
    yield ox.Triple(statement, ox.NamedNode(f"{RDFS}label"), ox.Literal(f"{change.kind}: {change.what}"))
