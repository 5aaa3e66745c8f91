"""The user's word on which entities are the same: read from a file, checked, and never overwritten.

A line is `same A B` or `different A B`, the two being entities as `kg entities` lists them (`entity:kim-jong-un`,
without the prefix too), parted by spaces or tabs; `#` begins a comment.
"""

from dataclasses import dataclass
from pathlib import Path

from kg.errors import DocumentError, TableError
from kg.read.decode import decode

__all__ = ["Decided", "Decisions", "read_decisions"]

_WORDS = ("same", "different")


@dataclass(frozen=True, slots=True)
class Decided:
    """A line of the file: two keys, and its place in words for errors and reasons."""

    one: str
    other: str
    place: str


@dataclass(frozen=True, slots=True)
class Decisions:
    """What the user decided, line by line."""

    same: tuple[Decided, ...] = ()
    apart: tuple[Decided, ...] = ()


def read_decisions(path: Path | None) -> Decisions:
    """The decisions of a file; none where `path` is None.

    Raises:
        TableError: a line that is no decision, or one that contradicts others.
    """
    if path is None:
        return Decisions()
    found: dict[str, list[Decided]] = {word: [] for word in _WORDS}
    for number, line in enumerate(_text(path).split("\n"), 1):
        words = line.partition("#")[0].split()
        if words and (len(words) != 3 or words[0] not in _WORDS):
            raise TableError(f"{path} line {number}: write 'same A B' or 'different A B', with entities for A and B")
        if words:
            one, other = (word.strip("<>").removeprefix("entity:").rpartition("/")[2] for word in words[1:])
            found[words[0]].append(Decided(one, other, f"{path} line {number}"))
    decided = Decisions(tuple(found["same"]), tuple(found["different"]))
    _check(decided)
    return decided


def _text(path: Path) -> str:
    try:
        return decode(path.read_bytes(), str(path))[0]
    except OSError as error:
        raise TableError(f"{path}: cannot be read: {error.strerror or error}") from error
    except DocumentError as error:
        raise TableError(str(error)) from error


def _check(decided: Decisions) -> None:
    """Refuse a pair that one line keeps apart and others, together, take for one."""
    group: dict[str, set[str]] = {}
    for line in decided.same:
        joined = group.get(line.one, {line.one}) | group.get(line.other, {line.other})
        group.update(dict.fromkeys(joined, joined))
    for line in decided.apart:
        if line.other in group.get(line.one, {line.one}):
            raise TableError(f"{line.place}: {line.one} and {line.other} are the same by other lines")
