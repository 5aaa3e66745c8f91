"""Reads tab-separated data files line by line, so that a bad line is named by file and number."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from kg.errors import DataError

__all__ = ["Row", "State", "read", "state"]


@dataclass(frozen=True, slots=True)
class State:
    """A file as it stands: what is made of it holds as long as this is the same."""

    path: str
    size: int
    changed: int


def state(path: Path) -> State:
    """The state of a file; size and time are 0 where it is not there."""
    try:
        found = path.stat()
    except OSError:
        return State(str(path), 0, 0)
    return State(str(path), found.st_size, found.st_mtime_ns)


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


def read(path: Path, columns: tuple[str, ...], needed: int | None = None) -> Iterator[Row]:
    """Yield the rows of a table; missing cells at the end of a line are empty.

    Args:
        path: The file: UTF-8, a header line, cells split by tabs; lines that start with "#" are comments.
        columns: The names that the header must have, in order.
        needed: How many of them must be there, the first ones; all if None.

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
            if header != columns[: max(len(header), needed or len(columns))]:
                raise DataError(f"{path}:{number}: the header must be {' '.join(columns)}, split by tabs")
            continue
        if len(cells) > len(header):
            raise DataError(f"{path}:{number}: {len(cells)} cells, expected at most {len(header)}")
        yield Row(path, number, dict(zip(columns, cells + ("",) * (len(columns) - len(cells)), strict=True)))
