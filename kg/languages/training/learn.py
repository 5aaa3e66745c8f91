"""The training: trees and names in turn, weights averaged, the learning rate falling to the end."""

import logging
import random
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import islice
from pathlib import Path
from typing import Any

import numpy as np
import spacy

from kg.languages.network import Network
from kg.languages.reader import WEIGHTS
from kg.languages.training.batches import LABELS, Item, Vocabulary, named_item, padded, shuffled, tree_item
from kg.languages.training.conllu import Row
from kg.languages.training.data import SEED, Data, Named, headlines
from kg.languages.training.heads import learn_names
from kg.languages.training.known import known_words
from kg.languages.training.lemma_table import write_lemmas
from kg.languages.training.measures import Scores, compare
from kg.languages.training.net import Reader, functional, torch

__all__ = ["kept", "learn", "learn_heads", "write"]

RATE, WARM, STEADY, LAST = 2e-3, 100, 0.35, 0.02
"""Learning rate; steps to reach it; share of the steps that keep it; share of it at the end."""
BATCH, NAMES_EVERY, AVERAGE = 1000, 4, 0.995
LONGEST, TAUGHT = 120, 80
"""Tokens of a sentence that trains, and of one that a teacher of names labels."""

log = logging.getLogger(__name__)


def learn(data: Data, steps: int, every: int = 400, seed: int = SEED) -> tuple[Reader, Vocabulary]:
    """Train a reader: tags, heads, relations.

    Args:
        data: Trees and names; names train along, so that the states know of them.
        steps: Updates; each sees about a thousand words.
        every: Steps between two looks at the dev data; the best weights are kept.
        seed: Of all chance.
    """
    random.seed(seed)
    np.random.seed(seed)
    torch.manual_seed(seed)
    vocabulary = Vocabulary.of(data.train, data.names_train)
    reader = Reader([len(v) for v in vocabulary.features], len(vocabulary.tags), len(vocabulary.relations), len(LABELS))
    averages = {name: weights.clone() for name, weights in reader.state_dict().items()}
    best, answer = -1.0, dict(averages)
    losses = _losses(reader, [*data.train, *headlines(data.train, seed=seed)], data, vocabulary)
    optimizer = torch.optim.Adam(reader.parameters(), lr=RATE, betas=(0.9, 0.95))
    for step in range(1, steps + 1):
        _update(reader, optimizer, next(losses), step / steps, step)
        _average(averages, reader.state_dict(), min(AVERAGE, (1 + step) / (20 + step)))
        if step % every == 0 or step == steps:
            scores = _measure({name: weights.numpy() for name, weights in averages.items()}, _lists(vocabulary), data)
            log.info("step %d: UPOS %.2f UAS %.2f LAS %.2f", step, scores.upos, scores.uas, scores.las)
            if scores.las + 0.2 * scores.upos > best:
                best = scores.las + 0.2 * scores.upos
                answer = {name: weights.clone() for name, weights in averages.items()}
    reader.load_state_dict(answer)
    return reader, vocabulary


def learn_heads(
    language: str, data: Data, reader: Reader, vocabulary: Vocabulary, steps: int
) -> tuple[Mapping[str, Any], dict[str, list[str]]]:
    """Train the names of a reader; all weights and lists of the pipeline."""
    known = known_words()
    named = [*data.names_train, *data.names_dev]
    more: list[Named] = []
    if language == "en":
        from kg.languages.training.teacher import taught

        short = [[row.form for row in tree.rows] for tree in data.train if len(tree.rows) < TAUGHT]
        more = taught(data.names_train, known, short)
    weights, flags = learn_names(reader, vocabulary, known, named, more, steps)
    own = {name: values.numpy() for name, values in reader.state_dict().items() if not name.startswith("name.")}
    return {**own, **weights}, {**_lists(vocabulary), "flags": flags, "known": known}


def kept(weights: Path) -> tuple[Reader, Vocabulary]:
    """The reader of a pipeline that is there, with its vocabulary, to train its names alone."""
    network = Network.load(weights)
    vocabulary = Vocabulary(network.vocabularies, Counter(), network.tags, network.relations)
    reader = Reader([len(v) for v in vocabulary.features], len(vocabulary.tags), len(vocabulary.relations), len(LABELS))
    own = {name: torch.tensor(values) for name, values in network.weights.items() if not name.startswith("names.")}
    reader.load_state_dict(own, strict=False)
    return reader, vocabulary


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


def write(
    folder: Path, language: str, weights: Mapping[str, Any], lists: Mapping[str, list[str]], rows: Sequence[Row]
) -> None:
    """Write a pipeline that spaCy loads: its config, the reader's weights, the table of lemmas."""
    nlp = spacy.blank("xx", meta={"name": f"kg_{language}", "license": "CC BY-SA 4.0"})
    nlp.add_pipe("kg_reader")
    nlp.to_disk(folder)
    (folder / "kg_reader").mkdir(exist_ok=True)
    Network.save(folder / "kg_reader" / WEIGHTS, weights, lists)
    write_lemmas(folder / "lemmas.tsv", rows, language)
