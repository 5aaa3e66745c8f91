"""An answer as text: a table for people, and the formats of the SPARQL recommendation."""

import csv
import io
import json
import re
from collections.abc import Callable
from xml.etree import ElementTree

import pyoxigraph as ox

from kg.errors import QueryError
from kg.query.result import Result
from kg.query.table import to_table, value
from kg.query.values import Term

__all__ = ["FORMATS", "to_format"]

XSD = "http://www.w3.org/2001/XMLSchema#"
SPARQL_RESULTS = "http://www.w3.org/2005/sparql-results#"


def to_format(result: Result, format: str = "table", width: int | None = None, color: bool = False) -> str:
    """An answer as text, with a newline at its end.

    Args:
        result: what `run` gave.
        format: "table", "csv", "tsv", "json", "xml" or "turtle". A table shows labels and short names; the others
            hold the whole IRIs, as the SPARQL recommendation has it. Turtle is for CONSTRUCT and DESCRIBE.
        width: columns of the terminal, for a table that wraps; None for one line per row.
        color: whether a table may hold escape codes of its own; those of the data are made harmless either way.

    Raises:
        QueryError: for an unknown format, or one that cannot hold this answer.
    """
    if format not in WRITERS:
        raise QueryError(f"unknown format {format!r}; formats: {', '.join(WRITERS)}")
    if format == "table":
        return to_table(result, width, color)
    return WRITERS[format](result)


def _rows_of(result: Result, format: str) -> tuple[tuple[str, ...], list[list[Term | None]]]:
    """Columns and rows for csv and tsv; a graph gives its triples."""
    if result.answer is not None:
        raise QueryError(f"ASK answers yes or no, which {format} cannot hold; take table, json or xml")
    if result.form == "SELECT":
        return result.columns, [list(row) for row in result.terms]
    return ("subject", "predicate", "object"), [[t.subject, t.predicate, t.object] for t in result.triples]


def _csv(result: Result) -> str:
    columns, rows = _rows_of(result, "csv")
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(columns)
    writer.writerows([value(term) for term in row] for row in rows)
    return out.getvalue()


def _tsv(result: Result) -> str:
    columns, rows = _rows_of(result, "tsv")
    lines = ["\t".join(f"?{column}" for column in columns)]
    lines += ["\t".join("" if term is None else str(term).replace("\t", "\\t") for term in row) for row in rows]
    return "\n".join(lines) + "\n"


def _no_graph(result: Result, format: str) -> None:
    if result.answer is None and result.form != "SELECT":
        raise QueryError(f"{result.form} gives triples, which {format} cannot hold here; take turtle, csv or table")


def _json(result: Result) -> str:
    _no_graph(result, "json")
    body: dict[str, object] = {"head": {}}
    if result.answer is not None:
        body["boolean"] = result.answer
    else:
        rows = [{c: _json_term(t) for c, t in zip(result.columns, row, strict=True) if t is not None}
                for row in result.terms]
        body = {"head": {"vars": list(result.columns)}, "results": {"bindings": rows}}
    return json.dumps(body, ensure_ascii=False, indent=1) + "\n"


def _json_term(term: Term) -> dict[str, str]:
    if isinstance(term, ox.NamedNode):
        return {"type": "uri", "value": term.value}
    if not isinstance(term, ox.Literal):
        return {"type": "bnode", "value": str(term).removeprefix("_:")}
    extra = {"xml:lang": term.language} if term.language else {"datatype": term.datatype.value}
    plain = extra == {"datatype": XSD + "string"}
    return {"type": "literal", "value": term.value, **({} if plain else extra)}


def _xml(result: Result) -> str:
    _no_graph(result, "xml")
    root = ElementTree.Element("sparql", xmlns=SPARQL_RESULTS)
    head = ElementTree.SubElement(root, "head")
    for column in result.columns:
        ElementTree.SubElement(head, "variable", name=column)
    if result.answer is not None:
        ElementTree.SubElement(root, "boolean").text = "true" if result.answer else "false"
    else:
        results = ElementTree.SubElement(root, "results")
        for row in result.terms:
            element = ElementTree.SubElement(results, "result")
            for column, term in zip(result.columns, row, strict=True):
                if term is not None:
                    _xml_term(ElementTree.SubElement(element, "binding", name=column), term)
    ElementTree.indent(root, " ")
    return '<?xml version="1.0" encoding="utf-8"?>\n' + ElementTree.tostring(root, encoding="unicode") + "\n"


def _xml_term(binding: ElementTree.Element, term: Term) -> None:
    fields = _json_term(term)
    child = ElementTree.SubElement(binding, fields["type"])
    if "xml:lang" in fields:
        child.set("{http://www.w3.org/XML/1998/namespace}lang", fields["xml:lang"])
    if "datatype" in fields:
        child.set("datatype", fields["datatype"])
    # XML 1.0 cannot hold most control characters, not even escaped
    child.text = re.sub(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]", "\ufffd", fields["value"])


def _turtle(result: Result) -> str:
    if result.form not in ("CONSTRUCT", "DESCRIBE"):
        raise QueryError(f"{result.form} gives no triples for Turtle; ask with CONSTRUCT, or take csv or json")
    text = "".join(f"{triple}\n" for triple in result.triples)
    used = {prefix: space for prefix, space in result.prefixes.items() if f"<{space}" in text}
    data = ox.serialize(result.triples, format=ox.RdfFormat.TURTLE, prefixes=used)
    return data.decode() if data else ""


WRITERS: dict[str, Callable[[Result], str]] = {
    "table": to_table,
    "csv": _csv,
    "tsv": _tsv,
    "json": _json,
    "xml": _xml,
    "turtle": _turtle,
}
FORMATS = tuple(WRITERS)
"""The formats of `to_format`."""
