"""The user's word on which entities are the same: read from a file, checked, and never overwritten.

A line is `same A B` or `different A B`, the two being entities as `kg entities` lists them (`entity:kim-jong-un`,
without the prefix too); `#` begins a comment.
"""

from dataclasses import dataclass
from pathlib import Path

from kg.assemble import Decision
from kg.errors import DocumentError, TableError
from kg.read.decode import decode

__all__ = ["Decisions", "read_decisions"]

_WORDS = ("same", "different")


@dataclass(frozen=True, slots=True)
class Decisions:
    """What the user decided: `resolution` maps keys to the one that stands for them; `apart` are pairs kept apart."""

    resolution: dict[str, str]
    reasons: tuple[Decision, ...]
    apart: tuple[tuple[str, str], ...]


def read_decisions(path: Path | None) -> Decisions:
    """The decisions of a file; none where `path` is None.

    Of entities that are the same, the one whose key sorts first stands for all.

    Raises:
        TableError: a line that is no decision, or one that contradicts others.
    """
    if path is None:
        return Decisions({}, (), ())
    same, apart = _lines(path)
    groups = _groups([ends for ends, _ in same])
    for (one, other), number in apart:
        if groups.get(one, one) == groups.get(other, other):
            raise TableError(f"{path} line {number}: {one} and {other} are the same by other lines")
    reasons = tuple((*ends, 1.0, f"{path.name} line {number} says so") for ends, number in same)
    return Decisions(groups, reasons, tuple(ends for ends, _ in apart))


_Numbered = list[tuple[tuple[str, str], int]]


def _lines(path: Path) -> tuple[_Numbered, _Numbered]:
    """The pairs that are the same and those that are different, each with the number of its line."""
    try:
        text, _ = decode(path.read_bytes(), str(path))
    except OSError as error:
        raise TableError(f"{path}: cannot be read: {error.strerror or error}") from error
    except DocumentError as error:
        raise TableError(str(error)) from error
    found: dict[str, _Numbered] = {word: [] for word in _WORDS}
    for number, line in enumerate(text.split("\n"), 1):
        words = line.partition("#")[0].split()
        if words and (len(words) != 3 or words[0] not in _WORDS):
            raise TableError(f"{path} line {number}: write 'same A B' or 'different A B', with entities for A and B")
        if words:
            one, other = (word.removeprefix("entity:").rpartition("/")[2] for word in words[1:])
            found[words[0]].append(((one, other), number))
    return found["same"], found["different"]


def _groups(pairs: list[tuple[str, str]]) -> dict[str, str]:
    """Each key of the pairs with the first of all keys that it is one with."""
    first: dict[str, str] = {}

    def find(key: str) -> str:
        while first.get(key, key) != key:
            key = first[key]
        return key

    for one, other in pairs:
        head, tail = sorted((find(one), find(other)))
        first[one] = first.get(one, one)
        first[other] = first.get(other, other)
        first[tail] = head
    return {key: find(key) for key in first if find(key) != key}
