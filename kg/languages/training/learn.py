"""The training: trees and names in turn, weights averaged, the learning rate falling to the end."""

import logging
import random
from collections.abc import Iterator, Mapping
from itertools import islice
from pathlib import Path
from typing import Any

import numpy as np

from kg.languages.network import Network
from kg.languages.training.batches import LABELS, Item, Vocabulary, named_item, padded, shuffled, tree_item
from kg.languages.training.data import SEED, Data, headlines
from kg.languages.training.measures import Scores, compare
from kg.languages.training.net import Reader, functional, torch

__all__ = ["learn"]

RATE, WARM, STEADY, LAST = 2e-3, 100, 0.35, 0.02
"""Learning rate; steps to reach it; share of the steps that keep it; share of it at the end."""
BATCH, NAMES_EVERY, AVERAGE = 1000, 4, 0.995
LONGEST = 120

log = logging.getLogger(__name__)


def learn(data: Data, steps: int, every: int = 400, seed: int = SEED) -> tuple[Mapping[str, Any], dict[str, list[str]]]:
    """Train a reader.

    Args:
        data: Trees and names.
        steps: Updates; each sees about a thousand words.
        every: Steps between two looks at the dev data; the best weights are kept.
        seed: Of all chance.

    Returns:
        The weights and the lists that `Network.save` writes.
    """
    random.seed(seed)
    np.random.seed(seed)
    torch.manual_seed(seed)
    trees = [*data.train, *headlines(data.train, seed=seed)]
    vocabulary = Vocabulary.of(data.train, data.names_train)
    lists = _lists(vocabulary)
    reader = Reader([len(v) for v in vocabulary.features], len(vocabulary.tags), len(vocabulary.relations), len(LABELS))
    averages = {name: weights.clone() for name, weights in reader.state_dict().items()}
    best, answer = -1.0, dict(averages)
    losses = _losses(reader, trees, data, vocabulary)
    optimizer = torch.optim.Adam(reader.parameters(), lr=RATE, betas=(0.9, 0.95))
    for step in range(1, steps + 1):
        _update(reader, optimizer, next(losses), step / steps, step)
        _average(averages, reader.state_dict(), min(AVERAGE, (1 + step) / (20 + step)))
        if step % every == 0 or step == steps:
            scores = _measure({name: weights.numpy() for name, weights in averages.items()}, lists, data)
            log.info("step %d: UPOS %.2f UAS %.2f LAS %.2f", step, scores.upos, scores.uas, scores.las)
            if scores.las + 0.2 * scores.upos > best:
                best = scores.las + 0.2 * scores.upos
                answer = {name: weights.clone() for name, weights in averages.items()}
    return {name: weights.numpy() for name, weights in answer.items()}, lists


def _lists(vocabulary: Vocabulary) -> dict[str, list[str]]:
    features = {f"feature{at}": list(known) for at, known in enumerate(vocabulary.features)}
    return {**features, "tags": vocabulary.tags, "relations": vocabulary.relations, "names": LABELS}


def _losses(reader: Any, trees: Any, data: Data, vocabulary: Vocabulary) -> Iterator[Any]:
    parsed = shuffled([tree_item(tree, vocabulary) for tree in trees if len(tree.rows) <= LONGEST], BATCH)
    named = shuffled([named_item(s, vocabulary) for s in data.names_train if len(s) <= LONGEST], BATCH // 2)
    for step, batch in enumerate(parsed):
        reader.train()
        loss = _tree_loss(reader, batch)
        if step % NAMES_EVERY == 0:
            features, lengths, targets = _tensors(next(named))
            loss = loss + _cross(reader.name(reader.encode(features, lengths)), targets["name"])
        yield loss


def _tensors(batch: list[Item]) -> tuple[Any, Any, dict[str, Any]]:
    features, lengths, targets = padded(batch, forget=True)
    tensors = {name: torch.from_numpy(values) for name, values in targets.items()}
    return torch.from_numpy(features), torch.from_numpy(lengths), tensors


def _tree_loss(reader: Any, batch: list[Item]) -> Any:
    features, lengths, targets = _tensors(batch)
    states = reader.encode(features, lengths)
    arcs, words, sources = reader.arcs(states)
    within = torch.arange(features.shape[1])[None, :] < lengths[:, None]
    heads = targets["head"]
    relations = reader.relations(words, sources, heads)
    return (
        _cross(arcs.masked_fill(~within[:, None, :], -1e9), heads)
        + _cross(relations, targets["relation"])
        + 0.5 * _cross(reader.tag(states), targets["tag"])
    )


def _cross(scores: Any, targets: Any) -> Any:
    return functional.cross_entropy(scores.reshape(-1, scores.shape[-1]), targets.reshape(-1), ignore_index=-1)


def _update(reader: Any, optimizer: Any, loss: Any, progress: float, step: int) -> None:
    falling = 1.0 if progress < STEADY else max(LAST, (1 - progress) / (1 - STEADY))
    for group in optimizer.param_groups:
        group["lr"] = RATE * min(1.0, step / WARM) * falling
    optimizer.zero_grad()
    loss.backward()
    torch.nn.utils.clip_grad_norm_(reader.parameters(), 5.0)
    optimizer.step()


def _average(averages: dict[str, Any], weights: Mapping[str, Any], share: float) -> None:
    with torch.no_grad():
        for name, values in weights.items():
            averages[name].mul_(share).add_(values, alpha=1 - share)


def _measure(weights: Mapping[str, Any], lists: Mapping[str, list[str]], data: Data) -> Scores:
    network = Network(weights, lists)
    sentences = iter(data.dev)
    system = []
    while batch := list(islice(sentences, 64)):
        readings = network.read([[row.form for row in tree.rows] for tree in batch])
        for tree, reading in zip(batch, readings, strict=True):
            rows = zip(tree.rows, reading.tags, reading.heads, reading.relations, strict=True)
            system.append([r.but(upos=tag.split("|")[0], head=head, deprel=rel) for r, tag, head, rel in rows])
    return compare([tree.rows for tree in data.dev], system)


def save(folder: Path, weights: Mapping[str, Any], lists: Mapping[str, list[str]]) -> None:
    """Write the reader's part of a pipeline folder."""
    (folder / "kg_reader").mkdir(parents=True, exist_ok=True)
    Network.save(folder / "kg_reader" / "weights.npz", weights, lists)
