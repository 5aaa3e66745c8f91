"""The tables of the reference data as rows: read, counted and checked line by line."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from kg.errors import DataError

__all__ = ["OFFICES", "RULES", "TABLES", "Row", "read_table"]

TABLES: dict[str, tuple[str, ...]] = {
    "countries": (
        *("slug", "wikidata", "iso2", "en", "id", "aliases"),
        *("demonyms_en", "demonyms_id", "from", "to", "source"),
    ),
    "places": ("slug", "wikidata", "en", "id", "aliases", "country", "role", "source"),
    "organizations": ("slug", "type", "kind", "wikidata", "en", "id", "aliases", "country", "parent", "source"),
    "agreements": ("slug", "type", "wikidata", "en", "id", "aliases", "parties", "year", "source"),
    "sanctions": ("slug", "wikidata", "en", "id", "aliases", "imposer", "target", "source"),
    "things": ("slug", "type", "wikidata", "en", "id", "aliases", "country", "kind", "source"),
    "people": ("slug", "wikidata", "en", "id", "aliases", "short", "source"),
}
"""The tables of entities and their columns."""
OFFICES = ("person", "role", "office_en", "office_id", "of", "from", "to", "source")
"""Columns of offices.tsv."""
RULES = ("alias", "slugs", "rule", "source")
"""Columns of ambiguous.tsv."""

_PATTERNS = {
    "slug": re.compile(r"[a-z0-9]+(-[a-z0-9]+)*"),
    "wikidata": re.compile(r"(Q[1-9][0-9]*)?"),
    "en": re.compile(r"\S(.*\S)?"),
    "from": re.compile(r"(\d{4}(-\d\d){0,2})?"),
    "to": re.compile(r"(\d{4}(-\d\d){0,2})?"),
    "year": re.compile(r"(\d{4}(-\d\d){0,2})?"),
    "source": re.compile(r"\S(.*\S)?"),
}


@dataclass(frozen=True, slots=True)
class Row:
    """A line of a table, with its place for errors."""

    file: str
    line: int
    values: Mapping[str, str]

    def one(self, column: str) -> str | None:
        """The value of a column; None where it is empty or the table has no such column."""
        return self.values.get(column, "").strip() or None

    def many(self, column: str) -> tuple[str, ...]:
        """The values of a column, which "|" separates."""
        value = self.values.get(column)
        return tuple(part for part in map(str.strip, value.split("|")) if part) if value else ()

    def error(self, what: str) -> DataError:
        """A fault of this line."""
        return DataError(f"{self.file}:{self.line}: {what}")


def read_table(folder: Path, table: str, columns: tuple[str, ...]) -> Iterator[Row]:
    """The lines of `folder/table.tsv`, empty lines and `#` comments left out.

    Raises:
        DataError: The file cannot be read; its header is another; a line has more or fewer columns, or a value that
            its column does not allow.
    """
    file, header = f"{table}.tsv", False
    try:
        lines = (folder / file).read_text(encoding="utf-8").split("\n")
    except (OSError, UnicodeDecodeError) as error:
        raise DataError(f"{folder / file}: cannot be read as UTF-8 text: {error}") from error
    for number, line in enumerate(lines, start=1):
        if not line or line.startswith("#"):
            continue
        values = line.split("\t")
        if header:
            yield _row(file, number, columns, values)
        elif tuple(values) != columns:
            raise DataError(f"{file}:{number}: the header must be {' '.join(columns)}, separated by tabs")
        header = True


def _row(file: str, number: int, columns: tuple[str, ...], values: list[str]) -> Row:
    if len(values) != len(columns):
        raise DataError(f"{file}:{number}: {len(values)} columns where {len(columns)} are asked; check the tabs")
    row = Row(file, number, dict(zip(columns, values, strict=True)))
    for column, value in row.values.items():
        pattern = _PATTERNS.get(column)
        if pattern and not pattern.fullmatch(value):
            raise row.error(f"{column} cannot be {value!r}; see the other lines")
    return row
