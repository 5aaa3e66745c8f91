"""Vocabularies and batches: words as the numbers of their features, sentences of like length together."""

import random
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from kg.languages.features import FEATURES, to_features
from kg.languages.network import ROOT, UNKNOWN
from kg.languages.training.conllu import Tree
from kg.languages.training.data import Named

__all__ = ["LABELS", "Item", "Vocabulary", "named_item", "padded", "shuffled", "tree_item", "words_of"]

LABELS = ["O", "B-LOC", "I-LOC", "B-ORG", "I-ORG", "B-PER", "I-PER"]
LEAST = 2
"""A word, an affix or a shape seen less often is the unknown one."""
FORGET = 0.25
"""A word seen n times is the unknown word with probability FORGET / (FORGET + n), so that it is learnt."""

Ints = NDArray[np.int64]


@dataclass(frozen=True)
class Vocabulary:
    """What the network knows: feature strings by kind, tags ("UPOS|feats"), relations."""

    features: list[dict[str, int]]
    counts: Counter[str]
    tags: list[str]
    relations: list[str]

    @classmethod
    def of(cls, trees: Sequence[Tree], named: Sequence[Named]) -> "Vocabulary":
        """The vocabulary of the training data."""
        counts: list[Counter[str]] = [Counter() for _ in range(FEATURES)]
        for word in words_of(trees, named):
            for counter, text in zip(counts, to_features(word), strict=True):
                counter[text] += 1
        rows = [row for tree in trees for row in tree.rows]
        features = [
            {text: at for at, text in enumerate(["<pad>", "<unk>", "<root>", *(t for t, n in c.items() if n >= LEAST)])}
            for c in counts
        ]
        tags = sorted({f"{row.upos}|{row.feats}" for row in rows})
        return cls(features, counts[0], tags, sorted({row.deprel for row in rows}))

    def numbers(self, word: str) -> list[int]:
        """A word's features as numbers."""
        return [known.get(text, UNKNOWN) for known, text in zip(self.features, to_features(word), strict=True)]


@dataclass(frozen=True)
class Item:
    """A sentence ready for the network; `forget` is each word's chance to be the unknown word."""

    words: Ints
    forget: NDArray[np.float64]
    targets: dict[str, Ints]


def words_of(trees: Iterable[Tree], named: Iterable[Named]) -> Iterator[str]:
    """All words of trees and named sentences."""
    for tree in trees:
        yield from (row.form for row in tree.rows)
    for sentence in named:
        yield from (word for word, _ in sentence)


def tree_item(tree: Tree, vocabulary: Vocabulary) -> Item:
    """A tree as an item with the targets tag, head and relation."""
    tags = {tag: at for at, tag in enumerate(vocabulary.tags)}
    relations = {name: at for at, name in enumerate(vocabulary.relations)}
    targets = {
        "tag": [tags.get(f"{row.upos}|{row.feats}", -1) for row in tree.rows],
        "head": [row.head + 1 for row in tree.rows],
        "relation": [relations.get(row.deprel, -1) for row in tree.rows],
    }
    return _item([row.form for row in tree.rows], vocabulary, targets)


def named_item(sentence: Named, vocabulary: Vocabulary) -> Item:
    """A named sentence as an item with the target name."""
    return _item([word for word, _ in sentence], vocabulary, {"name": [LABELS.index(label) for _, label in sentence]})


def _item(forms: Sequence[str], vocabulary: Vocabulary, targets: dict[str, list[int]]) -> Item:
    counts = np.array([vocabulary.counts.get(to_features(form)[0], 0) for form in forms])
    words = np.array([vocabulary.numbers(form) for form in forms], dtype=np.int64)
    return Item(words, FORGET / (FORGET + counts), {name: np.array(values) for name, values in targets.items()})


def shuffled(items: Sequence[Item], words: int) -> Iterator[list[Item]]:
    """Endless batches of about `words` words, sentences of like length together, in random order."""
    while True:
        order = sorted(items, key=lambda item: len(item.words) + random.random() * 6)
        batches: list[list[Item]] = [[]]
        for item in order:
            if sum(len(other.words) for other in batches[-1]) >= words:
                batches.append([])
            batches[-1].append(item)
        random.shuffle(batches)
        yield from batches


def padded(items: Sequence[Item], forget: bool = False) -> tuple[Ints, Ints, dict[str, Ints]]:
    """Features with the root first, lengths, and targets (-1 where there is none) of sentences side by side."""
    lengths = np.array([len(item.words) + 1 for item in items])
    features = np.zeros((len(items), lengths.max(), FEATURES), dtype=np.int64)
    targets = {name: np.full(features.shape[:2], -1, dtype=np.int64) for name in items[0].targets}
    for at, item in enumerate(items):
        end = lengths[at]
        features[at, 0] = ROOT
        features[at, 1:end] = item.words
        if forget:
            features[at, 1:end, 0][np.random.rand(end - 1) < item.forget] = UNKNOWN
        for name, values in item.targets.items():
            targets[name][at, 1:end] = values
    return features, lengths, targets
