"""The table of lemmas in which the treebanks differ from the dictionary, made from their train files."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path

from kg.languages.lemmas import lemmatizer
from kg.languages.training.conllu import Row

__all__ = ["write_lemmas"]

CLOSED = frozenset({"PROPN", "PUNCT", "NUM", "SYM", "X"})


def write_lemmas(path: Path, rows: Iterable[Row], language: str, least: int = 2) -> int:
    """Write `form upos lemma` for words seen at least `least` times whose commonest lemma the dictionary misses.

    Returns:
        The number of lines.
    """
    lines = sorted(_exceptions(rows, language, least))
    text = "# Lemmas as the treebanks write them, where the dictionary differs\nform\tupos\tlemma\n"
    path.write_text(text + "".join(f"{line}\n" for line in lines), encoding="utf-8")
    return len(lines)


def _exceptions(rows: Iterable[Row], language: str, least: int) -> Iterator[str]:
    seen: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    for row in rows:
        if row.lemma and row.upos not in CLOSED:
            seen[row.form.lower(), row.upos][row.lemma.lower()] += 1
    lemma = lemmatizer(language, table=False)
    for (form, upos), counts in seen.items():
        best, count = counts.most_common(1)[0]
        if count >= least and best != lemma(form, upos) and best.strip() == best != "":
            yield f"{form}\t{upos}\t{best}"
