"""An answer as text: a table for people, and the formats of the SPARQL recommendation."""

import csv
import html
import io
import json
import re
from collections.abc import Callable
from xml.etree import ElementTree

import pyoxigraph as ox

from kg.errors import QueryError
from kg.query.harmless import harmless
from kg.query.prefixes import shorten
from kg.query.result import Result
from kg.query.values import Term

__all__ = ["FORMATS", "cells", "to_format", "to_html"]

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
        return _table(result, width, color)
    return WRITERS[format](result)


NARROWEST = 6
"""Columns of the terminal that a column of a table has at least."""


def cells(result: Result) -> tuple[list[str], list[list[str]]]:
    """Headings and rows of the table that shows an answer."""
    if result.answer is not None:
        return ["answer"], [["yes" if result.answer else "no"]]
    if result.form == "SELECT":
        columns, rows = list(result.columns), [list(row) for row in result.terms]
    else:
        columns = ["subject", "predicate", "object"]
        rows = [[triple.subject, triple.predicate, triple.object] for triple in result.triples]
    shown = _shown(result, [term for row in rows for term in row])
    return columns, [["" if term is None else shown[term] for term in row] for row in rows]


def _shown(result: Result, terms: list[Term | None]) -> dict[Term, str]:
    """What a table shows for each term: its label, with the short name where two terms share a label."""
    shown: dict[Term, str] = {}
    holders: dict[str, list[ox.NamedNode]] = {}
    for term in dict.fromkeys(terms):
        if term is None:
            continue
        label = _show(result, term)
        shown[term] = label
        if isinstance(term, ox.NamedNode):
            holders.setdefault(label, []).append(term)
    for label, nodes in holders.items():
        if len(nodes) > 1:
            shown.update({node: f"{label} ({shorten(node.value, result.prefixes)})" for node in nodes})
    return shown


def _show(result: Result, term: Term) -> str:
    """A term for people: a relation by its bare name, anything else by its label or its short name."""
    if not isinstance(term, ox.NamedNode):
        return harmless(_value(term))
    kg = result.prefixes.get("kg")
    if kg and term.value.startswith(kg):
        return harmless(term.value.removeprefix(kg))
    label = result.name_of(term.value)
    return harmless(label if label else shorten(term.value, result.prefixes))


def _table(result: Result, width: int | None, color: bool) -> str:
    """The table: drawn by rich where there is a width, otherwise one line per row."""
    columns, rows = cells(result)
    if width is None:
        return _plain(columns, rows)
    from rich.box import SIMPLE_HEAD
    from rich.cells import cell_len
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    natural = [max(map(cell_len, cells)) for cells in zip(columns, *rows, strict=True)]
    widths = _widths(natural, width - 2 * len(columns))
    table = Table(box=SIMPLE_HEAD, show_edge=False, pad_edge=False, padding=(0, 1, 0, 0), header_style="bold")
    table.row_styles = ["", "dim"] if color else []
    for column, cells in zip(columns, widths, strict=True):
        table.add_column(Text(column), overflow="fold", width=cells)
    for row in rows:
        table.add_row(*map(Text, row))
    out = io.StringIO()
    wide = max(width, sum(widths) + 2 * len(columns))  # a terminal too narrow wraps; a console would cut
    Console(file=out, width=wide, force_terminal=color, no_color=not color, highlight=False).print(table)
    text = out.getvalue() if color else "".join(f"{line.rstrip()}\n" for line in out.getvalue().splitlines())
    return text + _count(result)


def _widths(natural: list[int], room: int) -> list[int]:
    """Widths of columns that together fit the room: narrow ones as wide as they are, the others share the rest."""
    widths = [0] * len(natural)
    for place, (_, column) in enumerate(sorted((width, column) for column, width in enumerate(natural))):
        widths[column] = min(natural[column], max(room // (len(natural) - place), NARROWEST))
        room -= widths[column]
    return widths


def _plain(columns: list[str], rows: list[list[str]]) -> str:
    """Columns as wide as their cells, two spaces between; the last one ragged."""
    widths = [max(map(len, cells)) for cells in zip(columns, *rows, strict=True)]
    lines = [columns, *rows]
    return "".join("  ".join(c.ljust(w) for c, w in zip(line, widths, strict=True)).rstrip() + "\n" for line in lines)


def _count(result: Result) -> str:
    if result.answer is not None:
        return ""
    noun = "row" if result.form == "SELECT" else "triple"
    return f"{len(result)} {noun}{'' if len(result) == 1 else 's'}\n"


def to_html(result: Result) -> str:
    """The table of an answer as HTML, everything in it escaped."""
    columns, rows = cells(result)
    head = "".join(f"<th>{html.escape(column)}</th>" for column in columns)
    body = "".join("<tr>" + "".join(f"<td>{html.escape(cell)}</td>" for cell in row) + "</tr>" for row in rows)
    return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"


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
    writer.writerows([_value(term) for term in row] for row in rows)
    return out.getvalue()


def _value(term: Term | None) -> str:
    if term is None:
        return ""
    return term.value if isinstance(term, (ox.NamedNode, ox.Literal)) else str(term)


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
    "table": lambda result: _table(result, None, False),
    "csv": _csv,
    "tsv": _tsv,
    "json": _json,
    "xml": _xml,
    "turtle": _turtle,
}
FORMATS = tuple(WRITERS)
"""The formats of `to_format`."""
