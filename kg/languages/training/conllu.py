"""Reads CoNLL-U files into plain rows and writes nothing."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from kg.errors import DataError

__all__ = ["Row", "Tree", "read_conllu"]


@dataclass(frozen=True, slots=True)
class Row:
    """A word of a tree: `head` is an index into the tree's rows, -1 for the root; `space` when white space follows."""

    form: str
    lemma: str
    upos: str
    xpos: str
    feats: str
    head: int
    deprel: str
    space: bool = True

    def but(self, **changes: object) -> "Row":
        """The row with some fields changed."""
        return replace(self, **changes)  # type: ignore[arg-type]


@dataclass(frozen=True, slots=True)
class Tree:
    """A sentence of a treebank; `opens` where it is the first of a document or a paragraph."""

    text: str
    rows: tuple[Row, ...]
    key: str = ""
    opens: bool = False


def read_conllu(path: Path) -> Iterator[Tree]:
    """The sentences of a file, words split off a written word as rows of their own.

    Raises:
        DataError: A line has not ten columns.
    """
    text = key = ""
    opens = False
    lines: list[list[str]] = []
    for number, line in enumerate(path.read_text(encoding="utf-8").split("\n"), 1):
        if line.startswith("#"):
            name, _, value = line[1:].partition("=")
            text = value.strip() if name.strip() == "text" else text
            key = value.strip() if name.strip() == "sent_id" else key
            opens = opens or name.strip().split(" ")[0] in ("newdoc", "newpar")
        elif line:
            cells = line.split("\t")
            if len(cells) != 10:
                raise DataError(f"{path}:{number}: {len(cells)} columns where CoNLL-U has 10")
            lines.append(cells)
        elif lines:
            yield Tree(text, tuple(_rows(lines)), key, opens)
            lines, opens = [], False


def _rows(lines: list[list[str]]) -> Iterator[Row]:
    joined: dict[int, bool] = {}
    for cells in lines:
        if "-" in cells[0]:
            first, last = (int(part) for part in cells[0].split("-"))
            joined.update(dict.fromkeys(range(first, last), False))
            joined[last] = "SpaceAfter=No" not in cells[9]
    for cells in lines:
        if cells[0].isdigit():
            space = joined.get(int(cells[0]), "SpaceAfter=No" not in cells[9])
            lemma, feats = (cells[at] if cells[at] != "_" or cells[1] == "_" else "" for at in (2, 5))
            yield Row(cells[1], lemma, cells[3], cells[4], feats, int(cells[6]) - 1, cells[7], space)
