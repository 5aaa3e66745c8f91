"""The trained reader as a spaCy component: one pass of the network sets tags, features, heads, relations and names.

Importing this module registers the factory `kg_reader`, which a pipeline's config names.
"""

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import Any

import numpy as np
from spacy.language import Language
from spacy.tokens import Doc, Span

from kg.languages.network import Network, Reading

__all__ = ["WEIGHTS", "Reader"]

WEIGHTS = "weights.npz"


class Reader:
    """Reads documents of one sentence each; longer ones must be cut before."""

    def __init__(self) -> None:
        self.network: Network | None = None

    def __call__(self, doc: Doc) -> Doc:
        """The document with its annotation set."""
        return next(self.pipe([doc]))

    def pipe(self, stream: Iterable[Doc], batch_size: int = 64) -> Iterator[Doc]:
        """Documents with their annotation set, read `batch_size` at a time."""
        documents = iter(stream)
        while batch := list(islice(documents, batch_size)):
            full = [doc for doc in batch if len(doc)]
            if full and self.network is not None:
                readings = self.network.read([[token.text for token in doc] for doc in full])
                for doc, reading in zip(full, readings, strict=True):
                    _annotate(doc, reading)
            yield from batch

    def to_disk(self, path: str | Path, exclude: Sequence[str] = ()) -> None:
        """Nothing: the weights are written by the training and never change."""

    def from_disk(self, path: str | Path, exclude: Sequence[str] = ()) -> "Reader":
        """The reader with the weights of the folder."""
        self.network = Network.load(Path(path) / WEIGHTS)
        return self


@Language.factory("kg_reader", assigns=["token.pos", "token.morph", "token.head", "token.dep", "doc.ents"])
def _reader(nlp: Language, name: str) -> Reader:
    return Reader()


def _annotate(doc: Doc, reading: Reading) -> None:
    table: Any = np.zeros((len(doc), 4), dtype="uint64")
    for at, (tag, head, relation) in enumerate(zip(reading.tags, reading.heads, reading.relations, strict=True)):
        upos, _, feats = tag.partition("|")
        offset = head - at if head >= 0 else 0
        table[at] = (
            doc.vocab.strings.add(upos),
            doc.vocab.morphology.add(feats),
            np.array(offset, dtype="int64").astype("uint64"),
            doc.vocab.strings.add(relation if head >= 0 else "ROOT"),
        )
    doc.from_array(["POS", "MORPH", "HEAD", "DEP"], table)
    doc.set_ents(list(_names(doc, reading.names)))


def _names(doc: Doc, labels: Sequence[str]) -> Iterator[Span]:
    first = 0
    for at, label in enumerate([*labels, "O"]):
        before = labels[at - 1] if at else "O"
        if before != "O" and not label.startswith("I"):
            yield Span(doc, first, at, label=before[2:])
        if label.startswith("B"):
            first = at
