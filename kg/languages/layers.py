"""The two layers of our own in the trained pipelines: word features with an unknown word, and an LSTM that reads both ways.

Both are registered with spaCy under "kg." names, so this module is imported before a pipeline is loaded
or trained. A word that training saw less than twice is one unknown word, told from others by its affixes
and shape alone: with a treebank of a hundred thousand words that is a better guess than a hash of its own.
Typographic quotes and dashes are read as their plain forms.
"""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy
from spacy import registry
from spacy.language import Language
from spacy.strings import get_string_id
from spacy.tokens import Doc
from thinc.api import (
    LSTM,
    HashEmbed,
    Maxout,
    Model,
    chain,
    concatenate,
    list2ragged,
    ragged2list,
    with_array,
    with_padded,
)
from thinc.types import Floats2d

__all__ = ["known_words", "lstm_encoder", "word_features"]

NODE = "kg-features"
PLAIN = str.maketrans(
    {"“": '"', "”": '"', "„": '"', "«": '"', "»": '"', "‘": "'", "’": "'", "`": "'", "–": "-", "—": "-"}
)
CACHE = 200_000
"""Words whose features are kept in memory."""


def to_features(word: str) -> list[str]:
    """The strings that stand for a word: its lower-case form with digits as 0, affixes and shape."""
    plain = word.translate(PLAIN)
    lower = "".join("0" if letter.isdigit() else letter for letter in plain.lower())
    shape = "".join(
        "d" if letter.isdigit() else "X" if letter.isupper() else "x" if letter.isalpha() else letter
        for letter in plain
    )
    short = "".join(letter for at, letter in enumerate(shape) if at < 2 or shape[at - 2 : at] != letter * 2)
    return [lower, lower[:2] + "+", lower[:4] + "+", "-" + lower[-2:], "-" + lower[-3:], "-" + lower[-4:], short]


def _extract(cache: dict[str, Any], model: Model[list[Doc], Any], docs: list[Doc], is_train: bool) -> Any:
    known = cache.get("")
    if known is None:
        known = cache[""] = set(model.attrs["known"].tolist())
    arrays = []
    for doc in docs:
        rows = []
        for token in doc:
            row = cache.get(token.text)
            if row is None:
                row = [get_string_id(f"{at}{text}") for at, text in enumerate(to_features(token.text))]
                if known and row[0] not in known:
                    row[0] = get_string_id("unknown")
                if len(cache) < CACHE:
                    cache[token.text] = row
            rows.append(row)
        arrays.append(numpy.asarray(rows, dtype="uint64").reshape((len(doc), -1)))
    return arrays, lambda gradient: []


@registry.architectures("kg.WordFeatures.v1")
def word_features(width: int, rows: list[int]) -> Model[list[Doc], list[Floats2d]]:
    """Hash embeddings of the seven features of a word, mixed into one vector.

    Args:
        width: Of the vector.
        rows: Of each feature's table, in the order of `to_features`.
    """
    cache: dict[str, Any] = {}
    extract: Model[list[Doc], Any] = Model(
        NODE,
        lambda model, docs, is_train: _extract(cache, model, docs, is_train),
        attrs={"known": numpy.zeros(0, "uint64")},
    )
    tables = [HashEmbed(width, count, column=at, seed=at + 7, dropout=0.0) for at, count in enumerate(rows)]
    mix: Any = Maxout(width, width * len(rows), nP=3, dropout=0.0, normalize=True)
    return chain(extract, list2ragged(), with_array(concatenate(*tables)), with_array(mix), ragged2list())  # type: ignore[arg-type, misc, return-value]


@registry.architectures("kg.LSTMEncoder.v1")
def lstm_encoder(width: int, depth: int, dropout: float) -> Model[list[Floats2d], list[Floats2d]]:
    """Reads the vectors of a sentence from both sides."""
    return with_padded(LSTM(nO=width, nI=width, bi=True, depth=depth, dropout=dropout))  # type: ignore[arg-type, return-value]


@registry.callbacks("kg.known_words.v1")
def known_words(path: str) -> Callable[[Language], None]:
    """For training: give every feature layer of a pipeline the words of the file at `path`, one a line."""

    def give(nlp: Language) -> None:
        ids = sorted({get_string_id(f"0{word}") for word in Path(path).read_text(encoding="utf-8").split("\n") if word})
        for name, component in nlp.pipeline:
            for node in component.model.walk() if hasattr(component, "model") else ():
                if node.name == NODE:
                    node.attrs["known"] = numpy.asarray(ids, dtype="uint64")

    return give
