"""Reads tab-separated data files line by line, so that a bad line is named by file and number."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from kg.errors import DataError

__all__ = ["Row", "read"]


@dataclass(frozen=True, slots=True)
class Row:
    """A line of a table: where it stands and its cells by column name."""

    path: Path
    number: int
    cells: dict[str, str]

    def __getitem__(self, column: str) -> str:
        return self.cells[column]

    def several(self, column: str) -> tuple[str, ...]:
        """The parts of a cell, split at "|"."""
        return tuple(part.strip() for part in self.cells[column].split("|") if part.strip())

    def fail(self, why: str) -> DataError:
        """An error that names this line."""
        return DataError(f"{self.path}:{self.number}: {why}")


def read(path: Path, columns: tuple[str, ...]) -> Iterator[Row]:
    """Yield the rows of a table; missing cells at the end of a line are empty.

    Args:
        path: The file: UTF-8, a header line, cells split by tabs; lines that start with "#" are comments.
        columns: The names that the header must have, in order.

    Raises:
        DataError: The file cannot be read, its header differs, or a line has too many cells.
    """
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise DataError(f"{path}: cannot be read: {error}") from None
    header: tuple[str, ...] | None = None
    for number, line in enumerate(lines, 1):
        if not line.strip() or line.startswith("#"):
            continue
        cells = tuple(cell.strip() for cell in line.split("\t"))
        if header is None:
            header = cells
            if header != columns:
                raise DataError(f"{path}:{number}: the header must be {' '.join(columns)}, split by tabs")
            continue
        if len(cells) > len(columns):
            raise DataError(f"{path}:{number}: {len(cells)} cells, expected at most {len(columns)}")
        yield Row(path, number, dict(zip(columns, cells + ("",) * (len(columns) - len(cells)), strict=True)))
