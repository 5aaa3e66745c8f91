"""How alike two names are: by their words, function words aside."""

import re
import unicodedata
from functools import cache
from pathlib import Path

__all__ = ["overlap", "shared", "words"]


@cache
def words(text: str) -> tuple[str, ...]:
    """The comparable words of a name: case, marks, punctuation and function words gone.

    >>> words("The Treaty of Évian")
    ('treaty', 'evian')
    """
    text = unicodedata.normalize("NFKD", text).casefold()
    found = re.findall(r"[^\W_]+", "".join(c for c in text if not unicodedata.combining(c)))
    return tuple(word for word in found if word not in _stop()) or tuple(found)


@cache
def _stop() -> frozenset[str]:
    lines = Path(__file__).with_name("stop.txt").read_text(encoding="utf-8").splitlines()
    return frozenset(word for line in lines if not line.startswith("#") for word in line.split())


def overlap(one: tuple[str, ...], other: tuple[str, ...]) -> float:
    """The words that two names share, as a part of all their words: 0 to 1."""
    a, b = set(one), set(other)
    return len(a & b) / len(a | b) if a and b else 0.0


def shared(one: tuple[int, int], other: tuple[int, int]) -> int:
    """The code points that two spans share."""
    return max(0, min(one[1], other[1]) - max(one[0], other[0]))
