"""The best tree under arc scores: each word's best head where that is a tree, else Chu-Liu and Edmonds' algorithm."""

import numpy as np
from numpy.typing import NDArray

__all__ = ["best_tree"]

NEVER = -1e9
ROOTS = 3
"""Words that are tried as the only root: the three of the highest score."""

Floats = NDArray[np.floating]
Doubles = NDArray[np.float64]
Ints = NDArray[np.int64]


def best_tree(given: Floats) -> Ints:
    """The head of each token: 0 is the root of the sentence and its own head; exactly one word hangs on it.

    Args:
        given: Scores, `given[word, head]`, the root at index 0.
    """
    scores: Doubles = np.array(given, dtype=np.float64)
    np.fill_diagonal(scores, NEVER)
    scores[0] = NEVER
    heads = _best(scores)
    if (heads[1:] == 0).sum() == 1 and not _cycle(heads):
        return heads
    best, answer = -np.inf, heads
    words = np.arange(1, len(heads))
    for root in np.argsort(-scores[1:, 0])[:ROOTS] + 1:
        only = scores.copy()
        only[1:, 0] = NEVER
        only[root] = NEVER
        only[root, 0] = scores[root, 0]
        heads = _spanning(only)
        total = only[words, heads[1:]].sum()
        if total > best:
            best, answer = total, heads
    return answer


def _best(scores: Doubles) -> Ints:
    heads: Ints = scores.argmax(1).astype(np.int64)
    heads[0] = 0
    return heads


def _cycle(heads: Ints) -> list[int]:
    """The tokens of one cycle, or none."""
    colour = [0] * len(heads)
    for start in range(1, len(heads)):
        at, path = start, []
        while at != 0 and colour[at] == 0:
            colour[at] = start
            path.append(at)
            at = int(heads[at])
        if at != 0 and colour[at] == start:
            return path[path.index(at) :]
    return []


def _spanning(scores: Doubles) -> Ints:
    """Chu-Liu and Edmonds: contract a cycle of best heads, solve the smaller graph, open the cycle at its entry."""
    heads = _best(scores)
    cycle = _cycle(heads)
    if not cycle:
        return heads
    inside = np.array(cycle)
    rest = np.setdiff1d(np.arange(len(heads)), inside)
    small = np.full((len(rest) + 1, len(rest) + 1), NEVER)
    small[:-1, :-1] = scores[np.ix_(rest, rest)]
    entering = scores[np.ix_(inside, rest)] - scores[inside, heads[inside]][:, None]
    small[-1, :-1] = entering.max(0)
    leaving = scores[np.ix_(rest, inside)]
    small[:-1, -1] = leaving.max(1)
    solved = _spanning(small)
    answer = heads.copy()
    for at, word in enumerate(rest[1:], 1):
        answer[word] = inside[leaving[at].argmax()] if solved[at] == len(rest) else rest[solved[at]]
    source = solved[-1]
    answer[inside[entering[:, source].argmax()]] = rest[source]
    return answer
