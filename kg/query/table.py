"""An answer as a table for people: labels and short names, safe for a terminal and for a page."""

import html
import io
import textwrap

import pyoxigraph as ox

from kg.query.harmless import harmless
from kg.query.prefixes import shorten
from kg.query.result import Result
from kg.query.values import Term

__all__ = ["cells", "to_html", "to_table", "value"]

LONGEST = 12
"""Characters of a column's longest word for which it has room, at most; where that does not fit, rows become blocks."""


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
        return harmless(value(term))
    kg = result.prefixes.get("kg")
    if kg and term.value.startswith(kg):
        return harmless(term.value.removeprefix(kg))
    label = result.name_of(term.value)
    return harmless(label if label else shorten(term.value, result.prefixes))


def to_table(result: Result, width: int | None = None, color: bool = False) -> str:
    """The table: drawn to a terminal's width where there is one, otherwise one line per row."""
    columns, rows = cells(result)
    if width is None:
        return _plain(columns, rows)
    widths = _widths([list(column) for column in zip(columns, *rows, strict=True)], width - 2 * len(columns))
    table = _drawn(columns, rows, widths, width, color) if widths else _blocks(columns, rows, width)
    return table + _count(result)


def _blocks(columns: list[str], rows: list[list[str]], width: int) -> str:
    """Each row as a block of lines, a line or more for each column that holds something."""
    indent = max(map(len, columns)) + 2
    lines = []
    for row in rows:
        for column, cell in zip(columns, row, strict=True):
            if cell:
                lines += textwrap.wrap(cell, max(width - 1, indent + LONGEST), initial_indent=column.ljust(indent),
                                       subsequent_indent=" " * indent)
        lines.append("")
    return "".join(f"{line}\n" for line in lines)


def _drawn(columns: list[str], rows: list[list[str]], widths: list[int], width: int, color: bool) -> str:
    """The table as rich draws it."""
    from rich.box import SIMPLE_HEAD
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table(box=SIMPLE_HEAD, show_edge=False, pad_edge=False, padding=(0, 1, 0, 0), header_style="bold")
    table.row_styles = ["", "dim"] if color else []
    for column, room in zip(columns, widths, strict=True):
        table.add_column(Text(column), overflow="fold", width=room)
    for row in rows:
        table.add_row(*map(Text, row))
    out = io.StringIO()
    Console(file=out, width=width, force_terminal=color, no_color=not color, highlight=False).print(table)
    return out.getvalue() if color else "".join(f"{line.rstrip()}\n" for line in out.getvalue().splitlines())


def _widths(columns: list[list[str]], room: int) -> list[int]:
    """Widths that together fit the room: narrow columns as they are, the others share; none where words do not fit."""
    from rich.cells import cell_len

    natural = [max(map(cell_len, cells)) for cells in columns]
    least = [min(max(cell_len(word) for cell in cells for word in cell.split() or [""]), LONGEST) for cells in columns]
    spare = room - sum(least)
    if spare < 0:
        return []
    widths = list(natural)
    for place, column in enumerate(sorted(range(len(columns)), key=lambda column: natural[column] - least[column])):
        widths[column] = min(natural[column], least[column] + spare // (len(columns) - place))
        spare -= widths[column] - least[column]
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


def value(term: Term | None) -> str:
    """The IRI or the words of a term; nothing for what is not bound."""
    if term is None:
        return ""
    return term.value if isinstance(term, (ox.NamedNode, ox.Literal)) else str(term)
