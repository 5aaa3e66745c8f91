"""The user's table of documents: what a desk knows of a text beyond its words."""

import csv
import io
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from kg.errors import DocumentError, TableError
from kg.model import Document
from kg.read.dates import iso_date
from kg.read.decode import decode

__all__ = ["COLUMNS", "Table", "documents_table"]

COLUMNS = ("path", "issued", "publisher", "title", "url", "language")


@dataclass(frozen=True, slots=True)
class Table:
    """Values by document path and column, and the line of each path."""

    file: str
    rows: Mapping[str, Mapping[str, str]]
    lines: Mapping[str, int]

    def complete(self, document: Document) -> Document:
        """The document with the table's values, which go before what the document itself tells."""
        row = self.rows.get(document.path)
        if not row:
            return document
        origins = {**document.origins, **dict.fromkeys(row, "table")}
        return replace(document, origins=origins, **row)  # type: ignore[arg-type]

    def unused(self, paths: set[str]) -> list[str]:
        """A line of words for each row whose document is not there."""
        return [f"{self.file} line {self.lines[path]}: no document {path}" for path in self.rows if path not in paths]


def documents_table(path: Path | None) -> Table:
    """The table of documents in a CSV file with a header of `COLUMNS`, of which only `path` must be there.

    An empty one where `path` is None.

    Raises:
        TableError: the file cannot be read, a column is unknown, or a line is bad.
    """
    if path is None:
        return Table("", {}, {})
    try:
        text, _ = decode(path.read_bytes(), str(path))
    except OSError as error:
        raise TableError(f"{path}: cannot be read: {error.strerror or error}") from error
    except DocumentError as error:
        raise TableError(str(error)) from error
    lines = csv.reader(io.StringIO(text), strict=True)
    rows: dict[str, Mapping[str, str]] = {}
    numbers: dict[str, int] = {}
    try:
        header = [cell.strip() for cell in next(lines, [])]
        _check_header(header, path)
        for cells in lines:
            if any(cell.strip() for cell in cells):
                name, row = _row(header, cells, path, lines.line_num)
                if name in rows:
                    raise TableError(f"{path} line {lines.line_num}: {name} stands on line {numbers[name]} already")
                rows[name], numbers[name] = row, lines.line_num
    except csv.Error as error:
        raise TableError(f"{path} line {lines.line_num}: {error}") from error
    return Table(str(path), rows, numbers)


def _check_header(header: list[str], path: Path) -> None:
    """Every column known, and `path` among them."""
    for column in header:
        if column not in COLUMNS:
            raise TableError(f"{path} line 1: unknown column {column!r}; the columns are {', '.join(COLUMNS)}")
    if "path" not in header:
        raise TableError(f"{path} line 1: no column 'path'")


def _row(header: list[str], cells: list[str], path: Path, number: int) -> tuple[str, Mapping[str, str]]:
    """The document's path and its values, empty cells left out."""
    if len(cells) != len(header):
        raise TableError(f"{path} line {number}: {len(cells)} values for {len(header)} columns")
    row = {column: cell.strip() for column, cell in zip(header, cells, strict=True) if cell.strip()}
    name = row.pop("path", "")
    if not name:
        raise TableError(f"{path} line {number}: no path")
    if "issued" in row and iso_date(row["issued"]) != row["issued"]:
        raise TableError(f"{path} line {number}: {row['issued']!r} is no date such as 2024-06-19")
    return name, row
