"""What the commands print: safe for a terminal, whatever a document holds."""

import re
import sys
from collections.abc import Iterable

__all__ = ["plain", "plain_lines", "say", "table"]

# Control characters, which a terminal obeys, and those that turn the direction of writing.
_OBEYED = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")


def plain_lines(text: str) -> str:
    r"""`text` with nothing in it that a terminal would obey; its lines stay.

    >>> plain_lines("red \x1b[31malert\x07\n")
    'red �[31malert�\n'
    """
    return _OBEYED.sub("\ufffd", text)


def plain(text: str) -> str:
    r"""The same in one line.

    >>> plain("two\nlines")
    'two lines'
    """
    return " ".join(plain_lines(text).split())


def say(text: str) -> None:
    """Print lines for a person."""
    print(plain_lines(text))


def table(rows: Iterable[Iterable[object]], head: Iterable[str] = ()) -> None:
    """Print rows in columns, numbers to the right; the last column is as wide as it is."""
    cells = [[plain(str(cell)) for cell in row] for row in rows]
    lines = [list(head), *cells] if head else cells
    if not lines:
        return
    widths = [max(len(line[column]) for line in lines) for column in range(len(lines[0]))]
    for line in lines:
        shown = [
            cell.rjust(width) if cell.replace(",", "").isdigit() else cell.ljust(width)
            for cell, width in zip(line, widths, strict=True)
        ]
        print("  ".join(shown).rstrip())


def is_terminal() -> bool:
    """Whether a person reads what is printed."""
    return sys.stdout.isatty()
