"""Finds where sentences end, by rule and before the parser looks at them.

The order in which it decides, for the place between two tokens: an empty line ends a sentence; a line
break does, unless the next line goes on in lower case; a dateline at the head of a paragraph
("RIYADH, Dec 23 -") is a sentence of its own; after a full stop, question mark or exclamation mark (and
the quotes and brackets that close on it) a sentence ends if the next word is not in lower case; an
abbreviation or an initial ends one only before a word that opens sentences ("The", "Namun"); a number
that opens a line ("1.") never does. A sentence over `LONGEST` tokens is cut at a mark, or where it must be.
"""

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from kg.languages.folders import folder, words
from kg.languages.tokens import Piece

__all__ = ["LONGEST", "Splitter", "splitter"]

LONGEST = 150
"""Tokens in a sentence at most: longer ones are lists and tables, and the treebanks hold none."""
ENDERS = frozenset({".", "!", "?", "…", "。", "！", "？"})
CLOSERS = frozenset("\"'”’»)]}")
DASHES = frozenset({"-", "–", "—", "--"})
MARKS = frozenset({";", ":", ",", "–", "—", "|"})
DATELINE = 12


@dataclass(frozen=True)
class Splitter:
    """The sentence rules of one language: `starters` are words that open a sentence, in lower case."""

    abbreviations: frozenset[str]
    starters: frozenset[str]

    def split(self, text: str, pieces: list[Piece]) -> list[tuple[int, int]]:
        """Half-open index pairs of the sentences, without gaps, each at most `LONGEST` tokens."""
        sentences: list[tuple[int, int]] = []
        first = 0
        paragraph = True
        for index in range(1, len(pieces) + 1):
            if index < len(pieces):
                gap = text[pieces[index - 1].end : pieces[index].start]
                broken = "\n" in gap and self._breaks(gap, pieces[index - 1], pieces[index])
                if (
                    not broken
                    and not self._ends(pieces, first, index)
                    and not (paragraph and self._dateline(pieces, first, index))
                ):
                    continue
                paragraph = broken
            sentences.extend(_shortened(pieces, first, index))
            first = index
        return sentences

    def _breaks(self, gap: str, before: Piece, after: Piece) -> bool:
        return gap.count("\n") > 1 or before.text in ENDERS or not after.text[0].islower()

    def _ends(self, pieces: list[Piece], first: int, index: int) -> bool:
        """Whether a sentence that began at `first` ends before `index`, by its marks."""
        last = index - 1
        while last > first and pieces[last].text in CLOSERS and not pieces[last - 1].space:
            last -= 1
        end = pieces[last]
        if not pieces[index - 1].space:
            return False
        word = _next_word(pieces, index)
        if end.text in ENDERS or re.fullmatch(r"\.{2,}|[?!]+", end.text):
            listed = last - first == 1 and re.fullmatch(r"\d{1,2}|[a-zA-Z]", pieces[first].text)
            return not listed and not word[:1].islower()
        if end.text.endswith(".") and len(end.text) > 1:
            return word[:1].isupper() and word.lower() in self.starters
        return False

    def _dateline(self, pieces: list[Piece], first: int, index: int) -> bool:
        """Whether `[first, index)` is a dateline: names, dates and brackets only, then a dash."""
        if pieces[index - 1].text not in DASHES or not 1 < index - first <= DATELINE:
            return False
        if not pieces[index - 1].space or not pieces[index - 2].space:
            return False
        head = [piece.text for piece in pieces[first : index - 1]]
        if not all(word[0].isupper() or not word[0].isalpha() for word in head):
            return False
        place = head[0]
        return (place.isupper() and len(place) > 2) or place[0].isdigit() or ")" in head or len(head) == 1


def _next_word(pieces: list[Piece], index: int) -> str:
    for piece in pieces[index : index + 4]:
        if piece.text[0].isalnum():
            return piece.text
    return ""


def _shortened(pieces: list[Piece], first: int, last: int) -> list[tuple[int, int]]:
    parts: list[tuple[int, int]] = []
    while last - first > LONGEST:
        cut = next((at for at in range(first + LONGEST, first + LONGEST // 2, -1) if pieces[at - 1].text in MARKS), 0)
        cut = cut or first + LONGEST
        parts.append((first, cut))
        first = cut
    return [*parts, (first, last)]


def splitter(language: str) -> Splitter:
    """The sentence splitter of a language, with its data files: abbreviations and starters."""
    return _splitter(language, folder(language))


@cache
def _splitter(language: str, place: Path) -> Splitter:
    return Splitter(words(language, "abbreviations"), words(language, "starters"))
