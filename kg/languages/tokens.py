"""Cuts a text into words and sentences by rule, from a language's data files; offsets are kept, nothing is changed.

A word's cut is decided in this order: white space and control characters divide; web and mail addresses
stay whole; then abbreviations and initials keep their full stop, numbers keep their points and commas;
words divide at hyphens where the language asks for it
("all": well-known is three tokens, F-16 is one; "names": Rusia-Ukraina is three, negara-negara one); clitics
come off at the end. Every other sign is a token of its own.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from kg.languages.folders import folder, lexicon, settings, words

__all__ = ["Piece", "Tokenizer", "tokenizer"]

CHUNK = re.compile(r"[^\s\x00-\x1f\x7f-\x9f\u200b\u2060\ufeff]+")
PIECES = re.compile(
    r"""(?P<address>https?://[^\s"'“”‘’<>]+[^\s"'“”‘’<>.,;:!?)\]]|www\.[^\s"'“”<>]+[^\s"'“”<>.,;:!?)\]]
          |[\w.+-]+@[\w-]+(?:\.[\w-]+)+)
      |(?P<initials>(?:[^\W\d_]\.){2,}(?!\w)|[A-Z]\.(?=$|[^\w.])|[A-Z]\.(?=[A-Z]\w)
          |[BCDFGHJ-NP-TV-Z][bcdfghjklmnpqrstvwxz]{1,3}\.(?!\w))
      |(?P<dollars>[A-Z]{1,3}[$])
      |(?P<amount>(?>[+]?\d+(?:[.,]\d+)+)(?=[^\W\d_]))
      |(?P<number>(?>[+]?\d+(?:[.,:/]\d+)*(?:st|nd|rd|th|-an)?)(?![^\W\d_]))
      |(?P<word>\w+(?:['’ʼ`]\w+|-\w+|\.[a-z0-9]\w*|\.Com\b|[&](?=\w)\w+)*)
      |(?P<money>[$€£¥₩₽])
      |(?P<run>[!?]{2,}|=+|\*+|~+|<+|>+)
      |(?P<face>[:;]-?[)(DP](?!\w))
      |(?P<quotes>``|'')
      |(?P<dots>\.{2,}|…)
      |(?P<dashes>-{2,}|[–—]+)
      |(?P<sign>.)""",
    re.VERBOSE | re.DOTALL,
)
LONGEST_CHUNK = 2000
"""A run without white space is cut after so many characters, so that no pattern meets an endless one."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A token as cut: half-open `[start, end)` in code points of the text; `space` when white space follows."""

    start: int
    end: int
    text: str
    space: bool


@dataclass
class Tokenizer:
    """The word rules of one language, with its data loaded.

    `abbreviations` keep their full stop. `whole` are words that look as if they ended in a clitic and do
    not. `open_clitics` come off every word not in `whole`; `hosted` only where the rest is in `hosts`.
    """

    abbreviations: frozenset[str]
    whole: frozenset[str]
    open_clitics: tuple[tuple[str, int], ...]
    hosted: tuple[str, ...]
    hosts: frozenset[str]
    prefixes: frozenset[str]
    currencies: frozenset[str]
    fused: dict[str, tuple[int, ...]]
    split_hyphens: str
    _seen: dict[str, tuple[int, ...]] = field(default_factory=dict)

    def cut(self, text: str) -> list[Piece]:
        """The tokens of a text, in order."""
        pieces: list[Piece] = []
        for chunk in CHUNK.finditer(text):
            start, end = chunk.span()
            last = end
            for first in range(start, end, LONGEST_CHUNK):
                last = min(first + LONGEST_CHUNK, end)
                at = first
                for length in self._lengths(text[first:last]):
                    pieces.append(Piece(at, at + length, text[at : at + length], False))
                    at += length
            tail = pieces[-1]
            pieces[-1] = Piece(tail.start, tail.end, tail.text, last < len(text))
        return pieces

    def _lengths(self, chunk: str) -> tuple[int, ...]:
        known = self._seen.get(chunk)
        if known is None:
            known = tuple(self._measure(chunk))
            if len(self._seen) < 100_000:
                self._seen[chunk] = known
        return known

    def _measure(self, chunk: str) -> Iterator[int]:
        at = 0
        while at < len(chunk):
            match = PIECES.match(chunk, at)
            if match is None:
                yield 1
                at += 1
                continue
            kind, word = match.lastgroup, match.group()
            if kind == "word":
                whole = self._stopped(chunk, at, word) or self._currency(word)
                if whole:
                    yield whole
                    at += whole
                    continue
                yield from self._divide(word)
            else:
                yield len(word)
            at = match.end()

    def _stopped(self, chunk: str, at: int, word: str) -> int:
        """The length of an abbreviation with its full stop that begins at `at`, or 0."""
        longest = re.match(r"(?:[^\W\d_]+\.)+", chunk[at:])
        for length in (longest.end() if longest else 0, len(word) + 1):
            text = chunk[at : at + length]
            if text.endswith(".") and (text in self.abbreviations or text.lower() in self.abbreviations):
                return length
        return 0

    def _currency(self, word: str) -> int:
        """The length of a currency written together with its amount ("Rp50"), or 0."""
        sign = re.match(r"[^\W\d_]{1,4}(?=\d)", word)
        return sign.end() if sign and sign.group().lower() in self.currencies else 0

    def _divide(self, word: str) -> Iterator[int]:
        if "-" in word and self._at_hyphens(word.split("-")):
            for part in re.findall(r"-|[^-]+", word):
                yield from self._clitics(part)
        else:
            yield from self._clitics(word)

    def _at_hyphens(self, parts: list[str]) -> bool:
        if parts[0].lower() in self.prefixes or self.split_hyphens == "none":
            return False
        if self.split_hyphens == "all":
            return not (len(parts[0]) < 3 and parts[0].isupper() and parts[1].isdigit())
        different = len({part.lower() for part in parts}) == len(parts)
        return different and all(len(part) > 2 and part[0].isupper() for part in parts)

    def _clitics(self, word: str) -> tuple[int, ...]:
        lower = word.lower()
        if lower in self.fused:
            return self.fused[lower]
        if lower in self.whole:
            return (len(word),)
        for clitic, stem in self.open_clitics:
            rest = len(word) - len(clitic)
            if lower.endswith(clitic) and rest >= stem:
                return (rest, len(clitic)) if word[rest - 1] != "-" else (rest - 1, len(clitic) + 1)
        for clitic in self.hosted:
            if lower.endswith(clitic) and lower[: -len(clitic)] in self.hosts and len(word) - len(clitic) > 1:
                return (len(word) - len(clitic), len(clitic))
        return (len(word),)


def tokenizer(language: str) -> Tokenizer:
    """The tokenizer of a language.

    Its data files: abbreviations, clitics, whole, hosts, prefixes, currencies, fused.

    Raises:
        DataError: A data file does not hold what it should.
    """
    return _tokenizer(language, folder(language))


@cache
def _tokenizer(language: str, place: Path) -> Tokenizer:
    has = words(language, "clitics")
    clitics = lexicon(language, "clitics") if has else ()
    fused = lexicon(language, "fused") if words(language, "fused") else ()
    return Tokenizer(
        abbreviations=words(language, "abbreviations"),
        whole=words(language, "whole"),
        open_clitics=tuple((row["clitic"], int(row["stem"])) for row in clitics if row["hosts"] == "any"),
        hosted=tuple(row["clitic"] for row in clitics if row["hosts"] == "listed"),
        hosts=words(language, "hosts"),
        prefixes=words(language, "prefixes"),
        currencies=words(language, "currencies"),
        fused={row["word"]: tuple(len(part) for part in row["parts"].split("|")) for row in fused},
        split_hyphens=settings(language).split_hyphens,
    )
