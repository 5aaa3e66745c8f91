"""Compares names by letters and words: transliterations, old spellings, the same title in two languages."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from rapidfuzz.distance import OSA

from kg.link.reference import normalise
from kg.link.tables import read_table

__all__ = ["Spelling", "closeness", "fold", "joined", "skeleton", "spelling", "title", "words"]

FOLDER = Path(__file__).parent / "data"
COLUMNS = ("kind", "written", "read", "source")

LONG = 5
"""Letters of a folded word from which one other letter may be a slip: shorter words are other words."""
EQUAL, SPELLED, SLIP = 1.0, 0.95, 0.85
"""How close two words are: the same letters, the same when folded, one letter apart."""

_DOUBLE = re.compile(r"(.)\1+")
_VOWELS = re.compile(r"(?<=.)[aiu]|h$")


@dataclass(frozen=True, slots=True)
class Spelling:
    """The table `spellings.tsv`.

    `folds` in the order of use; words that titles leave out (`drops`) and that part namesakes (`apart`); words of
    titles that say the same (`same`, heads included); `heads` of titles; romanisations of given `names`.
    """

    folds: tuple[tuple[str, str], ...]
    drops: frozenset[str]
    apart: frozenset[str]
    same: Mapping[str, str]
    heads: frozenset[str]
    names: Mapping[str, str]


@lru_cache(maxsize=1)
def spelling() -> Spelling:
    """The table of the package, read once.

    Raises:
        DataError: A line of the table is wrong.
    """
    found: dict[str, dict[str, str]] = {kind: {} for kind in ("fold", "drop", "apart", "word", "head", "name")}
    for row in read_table(FOLDER, "spellings", COLUMNS):
        kind, before = row.values["kind"], row.values["written"]
        if kind not in found or not before or before in found[kind]:
            raise row.error(f"{kind} {before!r} is no kind of this table, is empty or stands twice")
        found[kind][before] = row.values["read"]
    folds = sorted(found["fold"].items(), key=lambda pair: -len(pair[0]))
    return Spelling(
        tuple(folds),
        frozenset(found["drop"]),
        frozenset(found["apart"]),
        found["word"] | found["head"],
        frozenset(found["head"].values()),
        found["name"],
    )


@lru_cache(maxsize=1 << 16)
def fold(word: str) -> str:
    """A normalised word as all its transliterations have it; vowels stay, in three kinds.

    >>> fold("mohammed"), fold("soekarno"), fold("zelenskyy"), fold("hussein"), fold("hassan")
    ('muhamad', 'sukarnu', 'zilinski', 'husin', 'hasan')
    """
    word = spelling().names.get(word, word)
    for before, after in spelling().folds:
        word = word.replace(before, after)
    return _DOUBLE.sub(r"\1", word.replace("c", "k") if "ch" not in word else word)


def skeleton(word: str) -> str:
    """The consonants of a folded word, behind its first letter: what words that may be one have in common.

    >>> skeleton(fold("mohammed")) == skeleton(fold("muhammad"))
    True
    """
    return _VOWELS.sub("", word)


def words(name: str) -> tuple[str, ...]:
    """The words of a name, normalised and in small letters."""
    return tuple(normalise(name).casefold().split())


def title(name: str) -> tuple[str, ...]:
    """The words of a title or a body in one language and one spelling, sorted, without those that say nothing.

    >>> title("Universitas Hull") == title("the University of Hull")
    True
    """
    table = spelling()
    plain = [table.same.get(word, word) for word in words(name) if word not in table.drops]
    return tuple(sorted(plain))


def closeness(one: str, other: str) -> float:
    """How close two normalised words are, 0 to 1; above 0 only where they may be the same word.

    A slip is one letter inside a longer word: first and last letters tell words apart ("Zambia", "Alexandra").

    >>> closeness("mohammed", "muhammad"), closeness("volkonsky", "volkonski"), closeness("volkonsky", "volkosnky")
    (0.95, 0.95, 0.85)
    >>> closeness("hassan", "hussein"), closeness("nikola", "nikolai")
    (0.0, 0.0)
    """
    if one == other:
        return EQUAL
    first, second = fold(one), fold(other)
    if first == second:
        return SPELLED
    if min(len(first), len(second)) < LONG or first[0] != second[0] or first[-1] != second[-1]:
        return 0.0
    if any(char.isdigit() for char in first + second):
        return 0.0
    return SLIP if OSA.distance(first, second, score_cutoff=1) == 1 else 0.0


def joined(parts: Sequence[str]) -> str:
    """The words of a name run together and folded, so that hyphens and spaces inside a name tell nothing."""
    return fold("".join(parts))
