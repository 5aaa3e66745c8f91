"""Sorting more lines than memory should hold: sorted runs on disk, merged."""

import heapq
import os
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack
from itertools import groupby
from pathlib import Path
from types import TracebackType
from typing import Self

__all__ = ["Sorter"]

# Enough for about 100,000 lines of a graph: a bigger run gains little time, a smaller one makes many files.
RUN = 16_000_000


class Sorter:
    """Takes lines in any order and gives them back in the order of their code points.

    Up to `run` characters stay in memory; beyond that, sorted runs go to a folder that is removed on exit.

    >>> with Sorter() as lines:
    ...     lines.add("b"); lines.add("a"); lines.add("b")
    ...     list(lines), list(lines.unique())
    (['a', 'b', 'b'], ['a', 'b'])
    """

    def __init__(self, folder: Path | None = None, run: int = RUN) -> None:
        """Set up an empty sorter.

        Args:
            folder: Where the folder of runs may stand; the system's place for such things if None.
            run: Characters to hold in memory.
        """
        self._folder = folder
        self._run = run
        self._lines: list[str] = []
        self._size = 0
        self._files: list[Path] = []
        self._stack = ExitStack()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._stack.close()

    def add(self, line: str) -> None:
        """Take a line, which holds no newline."""
        self._lines.append(line)
        self._size += len(line)
        if self._size > self._run:
            self._spill()

    def __iter__(self) -> Iterator[str]:
        """All lines in order."""
        self._lines.sort()
        if not self._files:
            yield from self._lines
            return
        with ExitStack() as stack:
            runs = [stack.enter_context(path.open(encoding="utf-8", newline="\n")) for path in self._files]
            ended = ((line[:-1] for line in run) for run in runs)
            yield from heapq.merge(*ended, self._lines)

    def unique(self) -> Iterator[str]:
        """All lines in order, equal ones once."""
        return (line for line, _ in groupby(self))

    def _spill(self) -> None:
        if not self._files:
            made = tempfile.TemporaryDirectory(prefix=f"kg-sort-{os.getpid()}-", dir=self._folder)
            self._place = Path(self._stack.enter_context(made))
        path = self._place / f"{len(self._files)}.run"
        self._lines.sort()
        with path.open("w", encoding="utf-8", newline="\n") as out:
            out.writelines(f"{line}\n" for line in self._lines)
        self._files.append(path)
        self._lines, self._size = [], 0
