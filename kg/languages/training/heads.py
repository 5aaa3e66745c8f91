"""The second training: names, by a small layer over the reader's states, the word's features and the name lists.

The reader stays as it is, so that names and parses come out of one pass. For English, whose name data are
2,000 sentences, the treebank's train sentences help, labelled by teachers (`kg.languages.training.teacher`).
"""

import logging
import random
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from kg.languages.features import FEATURES, to_flag
from kg.languages.network import ROOT, UNKNOWN
from kg.languages.training.batches import LABELS, Vocabulary
from kg.languages.training.data import SEED, Named
from kg.languages.training.net import Reader, functional, run, torch

__all__ = ["NO_LABEL", "learn_names"]

nn: Any = torch.nn
DIMENSIONS, FLAG, WIDTH, DROP = (40, 8, 16, 8, 16, 16, 16), 16, 128, 0.4
RATE, BATCH, TAUGHT_EVERY, AVERAGE = 3e-3, 24, 2, 0.995
NO_LABEL = "?"

log = logging.getLogger(__name__)


class Names(nn.Module):  # type: ignore[misc]
    """Label scores of words; its weights are named as `Network` expects them."""

    def __init__(self, features: Sequence[int], flags: int, states: int) -> None:
        super().__init__()
        self.emb = nn.ModuleList([nn.Embedding(size, dim) for size, dim in zip(features, DIMENSIONS, strict=True)])
        for table in self.emb:
            nn.init.normal_(table.weight, 0, 0.2)
        self.fl = nn.Embedding(flags, FLAG)
        self.lstm = nn.LSTM(states + sum(DIMENSIONS) + FLAG, WIDTH, bidirectional=True, batch_first=True)
        self.out = nn.Linear(2 * WIDTH, len(LABELS))

    def forward(self, states: Any, rows: Any, lengths: Any) -> Any:
        """Scores of `LABELS`; the last of the `rows` of a word is its flag."""
        parts = [table(rows[:, :, at]) for at, table in enumerate(self.emb)]
        if self.training:
            parts = [part * torch.empty(*rows.shape[:2], 1).bernoulli_(0.75) / 0.75 for part in parts]
        own = self._drop(torch.cat(parts, -1), DROP / 2)
        joined = torch.cat([self._drop(states, DROP), own, self.fl(rows[:, :, FEATURES])], -1)
        return self.out(self._drop(run(self.lstm, joined, lengths), DROP))

    def _drop(self, values: Any, share: float) -> Any:
        if not self.training:
            return values
        return values * values.new_empty(values.shape[0], 1, values.shape[2]).bernoulli_(1 - share) / (1 - share)


def learn_names(
    reader: Reader, vocabulary: Vocabulary, known: Sequence[str], named: list[Named], more: list[Named], steps: int
) -> tuple[Mapping[str, Any], list[str]]:
    """Train the names of a trained reader.

    Args:
        reader: It is not changed.
        vocabulary: The reader's.
        known: Lines of `known_words`.
        named: Sentences with labels.
        more: Sentences that teachers labelled; every second batch is of them.
        steps: Updates, of 24 sentences each.

    Returns:
        Weights under "names.", and the flags in their order.
    """
    random.seed(SEED)
    torch.manual_seed(SEED)
    lists = dict(line.split("\t") for line in known)
    flags = ["?", *sorted({to_flag(word, lists) for sentence in named + more for word, _ in sentence})]
    numbers = {flag: at for at, flag in enumerate(flags)}
    items = [[_item(reader, vocabulary, s, numbers, lists) for s in part] for part in (named, more)]
    names = Names([len(known) for known in vocabulary.features], len(flags), 2 * reader.lstm[0].hidden_size)
    averages = {name: weights.clone() for name, weights in names.state_dict().items()}
    optimizer = torch.optim.Adam(names.parameters(), lr=RATE, betas=(0.9, 0.95))
    batches = [_batches(part) for part in items if part]
    for step in range(steps):
        _step(names, optimizer, next(batches[-1 if step % TAUGHT_EVERY == 1 else 0]), step, steps)
        share = min(AVERAGE, (1 + step) / (20 + step))
        with torch.no_grad():
            for name, values in names.state_dict().items():
                averages[name].mul_(share).add_(values, alpha=1 - share)
    log.info("names: %d steps", steps)
    return {f"names.{name}": weights.numpy() for name, weights in averages.items()}, flags


def _step(names: Names, optimizer: Any, batch: list[tuple[Any, Any, Any]], step: int, steps: int) -> None:
    for group in optimizer.param_groups:
        group["lr"] = RATE * min(1.0, (step + 1) / 50) * max(0.03, 1 - step / steps)
    states, rows, labels = (
        nn.utils.rnn.pad_sequence(part, batch_first=True, padding_value=fill)
        for part, fill in zip(zip(*batch, strict=True), (0, 0, -1), strict=True)
    )
    lengths = torch.tensor([len(part[0]) for part in batch])
    rows[:, :, 0][(torch.rand(rows.shape[:2]) < 0.1) & (rows[:, :, 0] > ROOT)] = UNKNOWN
    scores = names(states.float(), rows, lengths)
    loss = functional.cross_entropy(scores.reshape(-1, len(LABELS)), labels.reshape(-1), ignore_index=-1)
    optimizer.zero_grad()
    loss.backward()
    nn.utils.clip_grad_norm_(names.parameters(), 5.0)
    optimizer.step()


def _item(
    reader: Reader, vocabulary: Vocabulary, sentence: Named, flags: Mapping[str, int], lists: Mapping[str, str]
) -> tuple[Any, Any, Any]:
    rows = [[*vocabulary.numbers(word), flags.get(to_flag(word, lists), 0)] for word, _ in sentence]
    labels = [LABELS.index(label) if label != NO_LABEL else -1 for _, label in sentence]
    tensor = torch.tensor([[ROOT] * FEATURES + [0], *rows])
    reader.eval()
    with torch.no_grad():
        states = reader.encode(tensor[None, :, :FEATURES], torch.tensor([len(tensor)]))[0]
    return states.half(), tensor, torch.tensor([-1, *labels])


def _batches(items: list[Any]) -> Iterator[list[Any]]:
    while True:
        order = sorted(items, key=lambda item: len(item[0]) + random.random() * 5)
        groups = [order[at : at + BATCH] for at in range(0, len(order), BATCH)]
        random.shuffle(groups)
        yield from groups
