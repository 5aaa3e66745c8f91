"""The best tree: what it must be for any scores."""

import itertools

import numpy as np
import pytest

from kg.languages.trees import best_tree


def is_tree(heads: list[int]) -> bool:
    if sum(head == 0 for head in heads[1:]) != 1:
        return False
    for word in range(1, len(heads)):
        at, steps = word, 0
        while at and steps < len(heads):
            at, steps = heads[at], steps + 1
        if at:
            return False
    return True


def test_single_word() -> None:
    assert best_tree(np.zeros((2, 2))).tolist() == [0, 0]


@pytest.mark.parametrize("seed", range(40))
def test_is_the_best_tree(seed: int) -> None:
    words = 3
    scores = np.random.default_rng(seed).normal(size=(words + 1, words + 1))
    heads = best_tree(scores).tolist()
    assert is_tree(heads)
    total = sum(scores[word, heads[word]] for word in range(1, words + 1))
    best = max(
        sum(scores[word, head] for word, head in enumerate(others, 1))
        for others in itertools.product(range(words + 1), repeat=words)
        if is_tree([0, *others]) and all(word != head for word, head in enumerate(others, 1))
    )
    assert total == pytest.approx(best, abs=1e-9)


@pytest.mark.parametrize("seed", range(20))
def test_long_sentences_give_trees(seed: int) -> None:
    scores = np.random.default_rng(seed).normal(size=(61, 61))
    assert is_tree(best_tree(scores).tolist())
