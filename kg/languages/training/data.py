"""The data of each language: which files train, which stop the training, which measure; all harmonised."""

import random
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from kg.errors import InputError
from kg.languages.tokens import tokenizer
from kg.languages.training.conllu import Row, Tree, read_conllu
from kg.languages.training.harmonise import chained, features, harmonised
from kg.languages.training.names import read_names

__all__ = ["SEED", "Data", "Named", "headlines", "read_data"]

SEED = 1
LONGEST = 120
DEV_TRAINED = 400
"""Sentences of the Indonesian dev split (559) that train, as its release has no train split; 159 stop the training."""

Named = list[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Data:
    """Trees and named sentences: `train` repeats what weighs more; `table` gives the lemmas."""

    train: list[Tree]
    dev: list[Tree]
    test: list[Tree]
    table: list[Row]
    names_train: list[Named]
    names_dev: list[Named]
    names_test: list[Named]


def read_data(language: str, folder: Path) -> Data:
    """The data of a language under `folder` (its README names the sources).

    Raises:
        InputError: The language has no data there.
    """
    if language == "id":
        return _indonesian(folder / "ud", folder / "ner")
    if language == "en":
        return _english(folder / "ud" / "UD_English-EWT", folder / "ner" / "UNER_English-EWT")
    raise InputError(f"no training data is known for language {language!r}; add it to {__file__}")


def _indonesian(ud: Path, ner: Path) -> Data:
    gsd, news = ud / "UD_Indonesian-GSD", list(read_conllu(ud / "UD_Indonesian-CSUI" / "id_csui-ud-train.conllu"))
    dev = list(read_conllu(gsd / "id_gsd-ud-dev.conllu"))
    known = {**features(news), **features(dev)}
    old = [
        harmonised(tree, tokenizer("id"), known) for tree in read_conllu(gsd / "id_gsd-ud-train.v2.1.conllu")
    ]  # fmt: skip
    mixed = dev[:]
    random.Random(SEED).shuffle(mixed)
    nergrit = ner / "nergrit"
    return Data(
        train=old + 2 * [chained(tree) for tree in news] + 3 * mixed[:DEV_TRAINED],
        dev=mixed[DEV_TRAINED:],
        test=list(read_conllu(gsd / "id_gsd-ud-test.conllu")),
        table=[row for tree in dev for row in tree.rows],
        names_train=[
            sentence
            for path in (
                nergrit / "train_preprocess.txt",
                *(ner / "idner-news-2k" / f"{n}.txt" for n in ("train", "dev")),
            )
            for sentence in read_names(path)
        ],
        names_dev=list(read_names(nergrit / "valid_preprocess.txt")),
        names_test=list(read_names(nergrit / "test_preprocess.txt")),
    )


def _english(ewt: Path, uner: Path) -> Data:
    train = list(read_conllu(ewt / "en_ewt-ud-train.conllu"))
    named = list(read_names(uner / "en_ewt-ud-dev.iob2"))
    return Data(
        train=train,
        dev=list(read_conllu(ewt / "en_ewt-ud-dev.conllu")),
        test=list(read_conllu(ewt / "en_ewt-ud-test.conllu")),
        table=[row for tree in train for row in tree.rows],
        names_train=[sentence for at, sentence in enumerate(named) if at % 20],
        names_dev=named[::20],
        names_test=list(read_names(uner / "en_ewt-ud-test.iob2")),
    )


def headlines(trees: Sequence[Tree], share: float = 0.12, seed: int = SEED) -> list[Tree]:
    """Copies of a share of the trees as headlines are written: no full stop, Words In Capitals, lower or UPPER case."""
    chance = random.Random(seed)
    return [_headline(tree, chance) for tree in trees if chance.random() < share]


def _headline(tree: Tree, chance: random.Random) -> Tree:
    rows, kind = list(tree.rows), chance.random()
    leaf = not any(row.head == len(rows) - 1 for row in rows)
    if rows[-1].deprel == "punct" and len(rows) > 3 and leaf and chance.random() < 0.7:
        rows.pop()
    if kind < 0.45:
        content = {"NOUN", "VERB", "ADJ"}
        rows = [
            row.but(form=row.form[:1].upper() + row.form[1:])
            if not at or len(row.form) > 3 or row.upos in content
            else row
            for at, row in enumerate(rows)
        ]
    elif kind < 0.55:
        rows = [row.but(form=row.form.lower()) for row in rows]
    elif kind < 0.65:
        rows = [row.but(form=row.form.upper()) for row in rows]
    return Tree(tree.text, tuple(rows), tree.key)
