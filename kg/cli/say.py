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
    """Print rows in columns, columns of numbers to the right."""
    cells = [[plain(str(cell)) for cell in row] for row in rows]
    columns = list(zip(*[list(head), *cells] if head else cells, strict=True))
    shown = []
    for column in columns:
        numbers = all(cell.replace(",", "").isdigit() for cell in column[1 if head else 0 :])
        width = max(map(len, column))
        shown.append([cell.rjust(width) if numbers else cell.ljust(width) for cell in column])
    for line in zip(*shown, strict=True):
        print("  ".join(line).rstrip())


def is_terminal() -> bool:
    """Whether a person reads what is printed."""
    return sys.stdout.isatty()
