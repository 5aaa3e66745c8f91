"""The trained reader at work: word features → two-way LSTM → parts of speech, heads, relations and names, in NumPy.

It was trained in PyTorch (`kg.languages.training`) and needs none of it to read. A sentence begins with a
token of its own for the root. Heads are the best tree under the arc scores (`kg.languages.trees`); names
are the best sequence of B-, I- and O labels under the label scores.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from kg.languages.features import FEATURES, to_features, to_flag
from kg.languages.trees import best_tree

__all__ = ["Network", "Reading"]

Floats = NDArray[np.float32]
Ints = NDArray[np.int64]
UNKNOWN, ROOT = 1, 2
SLOPE = 0.1
CACHE = 200_000
"""Words whose features are kept in memory."""
TOGETHER = 64
"""Sentences of like length in one batch: more measured no faster on one core."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What the network says of a sentence: `heads` are indices of words, -1 the root; `names` are B-, I-, O labels."""

    tags: list[str]
    heads: list[int]
    relations: list[str]
    names: list[str]


class Network:
    """Weights and vocabularies of one language's reader."""

    def __init__(self, weights: Mapping[str, Floats], lists: Mapping[str, list[str]]) -> None:
        self.weights = {name: np.ascontiguousarray(array, dtype=np.float32) for name, array in weights.items()}
        self.tags, self.relations, self.names = lists["tags"], lists["relations"], lists["names"]
        self.vocabularies = [{word: at for at, word in enumerate(lists[f"feature{n}"])} for n in range(FEATURES)]
        self._flags = {flag: at for at, flag in enumerate(lists.get("flags", []))}
        self._known = dict(line.split("\t") for line in lists.get("known", []))
        self._rows: dict[str, list[int]] = {}
        self._halved: dict[str, tuple[Floats, Floats, Floats]] = {}

    @classmethod
    def load(cls, path: Path) -> "Network":
        """The network that `save` wrote."""
        with np.load(path, allow_pickle=False) as archive:
            lists = {name[5:]: archive[name].tobytes().decode().split("\n") for name in archive.files if ":" in name}
            return cls({name: archive[name] for name in archive.files if ":" not in name}, lists)

    @staticmethod
    def save(path: Path, weights: Mapping[str, NDArray[np.floating]], lists: Mapping[str, list[str]]) -> None:
        """Write weights, in half precision, and vocabularies to one file."""
        packed = {f"list:{name}": np.frombuffer("\n".join(items).encode(), np.uint8) for name, items in lists.items()}
        np.savez(path, **packed, **{name: array.astype(np.float16) for name, array in weights.items()})  # type: ignore[arg-type]

    def read(self, sentences: Sequence[Sequence[str]]) -> list[Reading]:
        """The readings of sentences of words, in their order; none may be empty."""
        order = sorted(range(len(sentences)), key=lambda at: -len(sentences[at]))
        readings: dict[int, Reading] = {}
        for first in range(0, len(order), TOGETHER):
            group = order[first : first + TOGETHER]
            readings.update(zip(group, self._read([sentences[at] for at in group]), strict=True))
        return [readings[at] for at in range(len(sentences))]

    def _read(self, sentences: Sequence[Sequence[str]]) -> Iterator[Reading]:
        """Readings of sentences that come longest first."""
        lengths = [len(words) + 1 for words in sentences]
        # Those still running at a step of the LSTM are the first `active` ones.
        active = [sum(length > step for length in lengths) for step in range(lengths[0])]
        rows = self._number(sentences)
        states = self._encode(self._embed(rows, "emb"), active)
        names = self._name_scores(states, rows, active)
        # All words of all sentences in one matrix: a product of it costs less than one for each sentence.
        real = np.arange(lengths[0])[None, :] < np.array(lengths)[:, None]
        flat, ends = states[real], np.cumsum(lengths)[:-1]
        tags = np.split(self._linear(flat, "tag").argmax(-1), ends)
        layers = [np.split(self._layer(flat, name), ends) for name in ("ad", "ah", "rd", "rh")]
        for words, of_tags, of_names, *parts in zip(sentences, tags, names, *layers, strict=True):
            heads, relations = self._tree(*parts)
            yield Reading(
                [self.tags[at] for at in of_tags[1:]],
                heads,
                relations,
                self._best_names(of_names[1 : len(words) + 1]),
            )

    def _number(self, sentences: Sequence[Sequence[str]]) -> Ints:
        rows = np.zeros((len(sentences), len(sentences[0]) + 1, FEATURES + 1), dtype=np.int64)
        for at, words in enumerate(sentences):
            rows[at, 0, :FEATURES] = ROOT
            rows[at, 1 : len(words) + 1] = [self._row(word) for word in words]
        return rows

    def _embed(self, rows: Ints, name: str) -> Floats:
        return np.concatenate([self.weights[f"{name}.{n}.weight"][rows[:, :, n]] for n in range(FEATURES)], axis=-1)

    def _name_scores(self, states: Floats, rows: Ints, active: Sequence[int]) -> Floats:
        """Label scores: by a layer of their own over states, features and name lists, where training made one."""
        if "names.out.weight" not in self.weights:
            return self._linear(states, "name")
        flags = self.weights["names.fl.weight"][rows[:, :, FEATURES]]
        inputs = np.concatenate([states, self._embed(rows, "names.emb"), flags], axis=-1)
        both = [self._pass(inputs, active, "names.lstm", suffix) for suffix in ("", "_reverse")]
        return self._linear(np.concatenate(both, axis=-1), "names.out")

    def _row(self, word: str) -> list[int]:
        row = self._rows.get(word)
        if row is None:
            row = [known.get(text, UNKNOWN) for known, text in zip(self.vocabularies, to_features(word), strict=True)]
            row.append(self._flags.get(to_flag(word, self._known), 0))
            if len(self._rows) < CACHE:
                self._rows[word] = row
        return row

    def _encode(self, states: Floats, active: Sequence[int]) -> Floats:
        for layer in range(self._depth):
            states = np.concatenate(
                [self._pass(states, active, f"lstm.{layer}", suffix) for suffix in ("", "_reverse")], axis=-1
            )
        return states

    @cached_property
    def _depth(self) -> int:
        return sum(name.startswith("lstm.") and name.endswith("weight_ih_l0") for name in self.weights)

    def _pass(self, states: Floats, active: Sequence[int], name: str, suffix: str) -> Floats:
        outer, inner, bias = self._gates(name, suffix)
        width = inner.shape[0]
        given = states @ outer + bias
        result = np.zeros((*states.shape[:2], width), dtype=np.float32)
        hidden = np.zeros((states.shape[0], width), dtype=np.float32)
        cell = np.zeros_like(hidden)
        steps = range(len(active)) if not suffix else range(len(active) - 1, -1, -1)
        for step in steps:
            count = active[step]
            gates = np.tanh(given[:count, step] + hidden[:count] @ inner)
            keep, forget, new, out = (gates[:, at * width : (at + 1) * width] for at in range(4))
            cell[:count] = 0.5 * ((forget + 1) * cell[:count] + (keep + 1) * new)
            hidden[:count] = 0.5 * (out + 1) * np.tanh(cell[:count])
            result[:count, step] = hidden[:count]
        return result

    def _gates(self, name: str, suffix: str) -> tuple[Floats, Floats, Floats]:
        """An LSTM's matrices, those of its three sigmoid gates halved, as sigmoid(x) is (tanh(x / 2) + 1) / 2."""
        found = self._halved.get(name + suffix)
        if found is None:
            outer, inner = (self.weights[f"{name}.weight_{part}_l0{suffix}"].T.copy() for part in ("ih", "hh"))
            bias = self.weights[f"{name}.bias_ih_l0{suffix}"] + self.weights[f"{name}.bias_hh_l0{suffix}"]
            scale = np.full(4, 0.5, dtype=np.float32)
            scale[2] = 1
            by_gate = np.repeat(scale, len(bias) // 4)
            found = self._halved[name + suffix] = (outer * by_gate, inner * by_gate, bias * by_gate)
        return found

    def _tree(self, words: Floats, heads: Floats, labels: Floats, sources: Floats) -> tuple[list[int], list[str]]:
        chosen = best_tree(_with_one(words) @ self.weights["U"] @ heads.T)
        scores = (_with_one(labels) @ self._bilinear).reshape(len(labels), len(self.relations), -1)
        best = np.einsum("nrj,nj->nr", scores, _with_one(sources)[chosen]).argmax(-1)
        return [int(head) - 1 for head in chosen[1:]], [self.relations[at] for at in best[1:]]

    @cached_property
    def _bilinear(self) -> Floats:
        """W as one matrix: label states × (relations × head states)."""
        weights = self.weights["W"].transpose(1, 0, 2)
        return np.ascontiguousarray(weights.reshape(weights.shape[0], -1))

    def _layer(self, state: Floats, name: str) -> Floats:
        values = self._linear(state, name)
        return np.where(values > 0, values, SLOPE * values)

    def _linear(self, state: Floats, name: str) -> Floats:
        return np.asarray(state @ self.weights[f"{name}.weight"].T + self.weights[f"{name}.bias"], dtype=np.float32)

    def _best_names(self, scores: Floats) -> list[str]:
        """The best labels in which I- only follows the same name's B- or I-."""
        scores = scores - np.log(np.exp(scores - scores.max(-1, keepdims=True)).sum(-1, keepdims=True))
        best = scores[0] + self._first
        back: list[Ints] = []
        for row in scores[1:]:
            ways = best[:, None] + self._follows
            back.append(ways.argmax(0))
            best = ways.max(0) + row
        labels = [int(best.argmax())]
        for step in reversed(back):
            labels.append(int(step[labels[-1]]))
        return [self.names[at] for at in reversed(labels)]

    @cached_property
    def _first(self) -> Floats:
        return np.array([-1e4 if name.startswith("I") else 0 for name in self.names], dtype=np.float32)

    @cached_property
    def _follows(self) -> Floats:
        return np.array(
            [
                [0 if after[0] != "I" or before[1:] == after[1:] else -1e4 for after in self.names]
                for before in self.names
            ],
            dtype=np.float32,
        )


def _with_one(values: Floats) -> Floats:
    return np.concatenate([values, np.ones((values.shape[0], 1), dtype=np.float32)], axis=-1)
