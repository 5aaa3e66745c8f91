"""Loads the words for saying of a language (speech.tsv) and finds them in a sentence."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from kg.languages.folders import folder
from kg.model import Token
from kg.tables import Row, read

__all__ = ["Cue", "Entry", "SpeechWords", "speech_words"]

KINDS = frozenset({"say", "report", "vow", "demand", "deny", "admit", "accuse", "call", "view"})
TAKES = frozenset(
    {
        *{"clause", "bare", "quote", "listener", "object", "gerund"},
        *{"topic", "before", "turned", "passive", "source", "noun", "named", "resolved"},
    }
)
LISTS = frozenset(
    {
        *{"that", "audience", "by", "be", "deed", "outside", "speech"},
        *{"relative", "silent", "but", "front", "closes", "as", "unsaid", "oblique"},
    }
)
INNER = frozenset({"DET", "ADP", "ADJ", "PART", "PRON"})
VERBAL = frozenset({"VERB", "AUX", "", "X"})


@dataclass(frozen=True, slots=True)
class Entry:
    """A word for saying, as one line has it: its kind and what it takes."""

    kind: str
    takes: frozenset[str]


@dataclass(frozen=True, slots=True)
class Cue:
    """A word for saying in a text: half-open token indices, and what the lines that hold it say together."""

    first: int
    last: int
    entries: tuple[Entry, ...]

    def kind(self, *takes: str) -> str | None:
        """The kind of the first line that takes one of these, or None."""
        return next((entry.kind for entry in self.entries if entry.takes.intersection(takes)), None)


@dataclass(frozen=True)
class SpeechWords:
    """The words of one language: entries by their words in lower case, and lists."""

    entries: dict[tuple[str, ...], tuple[Entry, ...]] = field(default_factory=dict)
    lists: dict[str, frozenset[str]] = field(default_factory=dict)
    longest: int = 1

    def cues(self, tokens: tuple[Token, ...], first: int, last: int) -> Iterator[Cue]:
        """The words for saying among the tokens `[first, last)`, the longest at each place."""
        at = first
        while at < last:
            cue = self._at(tokens, at, last)
            if cue and cue.entries:
                yield cue
            at = cue.last if cue else at + 1

    def _at(self, tokens: tuple[Token, ...], first: int, last: int) -> Cue | None:
        for length in range(min(self.longest, last - first), 0, -1):
            words = tuple(token.text.lower() for token in tokens[first : first + length])
            if length > 1 and " ".join(words) in self.lists["silent"]:
                return Cue(first, first + length, ())
            inner = first > 0 and tokens[first - 1].upos in INNER
            found = tuple(
                entry for entry in self.entries.get(words, ()) if self._fits(tokens[first], words, entry, inner)
            )
            if found:
                return Cue(first, first + length, found)
        return None

    def _fits(self, token: Token, words: tuple[str, ...], entry: Entry, inner: bool) -> bool:
        """Whether a form is a verb or a noun here, as its line asks; the tagger decides only where it must."""
        if inner and token.deprel.startswith("amod") and not entry.takes & {"listener", "passive", "before"}:
            return False
        if entry.takes & {"source", "before"}:
            return True
        if "noun" in entry.takes:
            return token.upos in ("NOUN", "PROPN", "")
        return token.upos in VERBAL or not (len(words) == 1 and self._nominal(words))

    def _nominal(self, words: tuple[str, ...]) -> bool:
        nouns = any("noun" in entry.takes for entry in self.entries[words])
        return nouns or words[0] in self.lists["speech"]


@cache
def speech_words(language: str) -> SpeechWords:
    """The words for saying of a language, checked.

    Raises:
        DataError: A line of speech.tsv is not as its format says.
    """
    return load(folder(language) / "speech.tsv")


def load(path: Path) -> SpeechWords:
    """The words for saying in a file, checked.

    Raises:
        DataError: A line is not as the format says.
    """
    entries: dict[tuple[str, ...], list[Entry]] = {}
    lists: dict[str, frozenset[str]] = dict.fromkeys(LISTS, frozenset())
    for row in read(path, ("kind", "takes", "words")):
        words = row.several("words")
        if row["kind"] in LISTS and not row["takes"]:
            lists[row["kind"]] |= frozenset(word.lower() for word in words)
            continue
        entry = _entry(row)
        for verb in words:
            for form in verb.split("/"):
                if not form.strip():
                    raise row.fail(f"{verb!r} has an empty form")
                entries.setdefault(tuple(form.lower().split()), []).append(entry)
    longest = max((len(words) for words in (*entries, *(words.split() for words in lists["silent"]))), default=1)
    return SpeechWords({words: tuple(found) for words, found in entries.items()}, lists, longest)


def _entry(row: Row) -> Entry:
    takes = frozenset(row.several("takes"))
    if row["kind"] not in KINDS:
        raise row.fail(f"no kind {row['kind']!r}; one of {', '.join(sorted(KINDS | LISTS))}")
    if not takes or takes - TAKES:
        raise row.fail(f"takes is one or more of {', '.join(sorted(TAKES))}, split by |; of a list it is empty")
    if not row.several("words"):
        raise row.fail("no words")
    return Entry(row["kind"], takes)
