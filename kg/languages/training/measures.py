"""The measures of the CoNLL 2018 shared task, and F1 of names."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from kg.languages.training.conllu import Row

__all__ = ["Scores", "compare", "names_f1"]


@dataclass(frozen=True, slots=True)
class Scores:
    """F1 of each measure in per cent; relations count without their subtypes, as in the shared task."""

    tokens: float
    sentences: float
    upos: float
    uas: float
    las: float
    lemmas: float


Placed = Sequence[Sequence[Row]]
"""Sentences of words; a word's place is counted in the letters of the words before it."""


def compare(gold: Placed, system: Placed) -> Scores:
    """Scores of a system's sentences against those of a treebank over the same text, white space left out.

    Words are matched by their first and last letter. A head is right when it is matched to the right head.
    """
    ours, theirs = _words(system), _words(gold)
    matched = {place: theirs[place] for place in ours if place in theirs}
    right = dict.fromkeys(("upos", "uas", "las", "lemmas"), 0)
    for place, (row, head) in matched.items():
        other, other_head = ours[place]
        right["upos"] += row.upos == other.upos
        right["lemmas"] += row.lemma.lower() == other.lemma.lower()
        if head == other_head:
            right["uas"] += 1
            right["las"] += row.deprel.partition(":")[0] == other.deprel.partition(":")[0]
    ends, own_ends = _ends(gold), _ends(system)

    def f1(hits: int) -> float:
        return 200 * hits / max(1, len(ours) + len(theirs))

    sentences = 200 * len(ends & own_ends) / max(1, len(ends) + len(own_ends))
    return Scores(f1(len(matched)), sentences, *(f1(right[name]) for name in ("upos", "uas", "las", "lemmas")))


Place = tuple[int, int]


def _words(sentences: Placed) -> dict[Place, tuple[Row, Place | None]]:
    words: dict[Place, tuple[Row, Place | None]] = {}
    at = 0
    for rows in sentences:
        places = []
        for row in rows:
            length = len("".join(row.form.split()))
            places.append((at, at + length))
            at += length
        for place, row in zip(places, rows, strict=True):
            words[place] = (row, places[row.head] if row.head >= 0 else None)
    return words


def _ends(sentences: Placed) -> set[Place]:
    spans = set()
    at = 0
    for rows in sentences:
        start, at = at, at + sum(len("".join(row.form.split())) for row in rows)
        spans.add((start, at))
    return spans


def names_f1(gold: Iterable[set[tuple[int, int, str]]], system: Iterable[set[tuple[int, int, str]]]) -> float:
    """F1 of names in per cent: a name is right when its first word, last word and label are."""
    hits = total = 0
    for expected, found in zip(gold, system, strict=True):
        hits += len(expected & found)
        total += len(expected) + len(found)
    return 200 * hits / max(1, total)
