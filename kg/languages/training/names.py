"""Reads name data: one word and its label a line, sentences apart by an empty line, in three spellings."""

from collections.abc import Iterator
from pathlib import Path

__all__ = ["LABELS", "read_names"]

LABELS = {"PER": "PER", "PERSON": "PER", "ORG": "ORG", "ORGANISATION": "ORG", "LOC": "LOC", "PLACE": "LOC"}


def read_names(path: Path) -> Iterator[list[tuple[str, str]]]:
    """Sentences of (word, label), labels "O" or "B-" and "I-" with PER, ORG or LOC; other labels are O.

    In `.iob2` files the word is the second column, elsewhere the first; the label is the third, else the last.
    """
    sentence: list[tuple[str, str]] = []
    for line in [*path.read_text(encoding="utf-8").split("\n"), ""]:
        cells = line.split("\t") if path.suffix == ".iob2" else line.split()
        if not line.strip():
            if sentence:
                yield sentence
            sentence = []
        elif not line.startswith("# "):
            word, label = (cells[1], cells[2]) if path.suffix == ".iob2" else (cells[0], cells[-1])
            sentence.append((word, _label(label, sentence[-1][1] if sentence else "O")))


def _label(label: str, before: str) -> str:
    place, _, kind = label.partition("-")
    kind = LABELS.get(kind, "")
    if not kind:
        return "O"
    follows = place == "I" and before[2:] == kind
    return f"{'I' if follows else 'B'}-{kind}"
