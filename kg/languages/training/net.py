"""The network while it learns, in PyTorch; `kg.languages.network` is the same network at work.

PyTorch is needed for training alone and is no dependency of kg: `pip install torch`.
"""

from importlib import import_module
from typing import Any

from kg.languages.features import FEATURES

__all__ = ["Reader", "functional", "torch"]

torch: Any = import_module("torch")
functional: Any = torch.nn.functional
nn: Any = torch.nn

DIMENSIONS = (100, 20, 40, 20, 40, 40, 20)
SLOPE = 0.1


class Reader(nn.Module):  # type: ignore[misc]
    """Word features, two layers of two-way LSTM, then tags, heads and relations (Dozat and Manning 2017), and names."""

    def __init__(
        self, features: list[int], tags: int, relations: int, names: int,
        width: int = 200, depth: int = 2, arc: int = 300, label: int = 100, drop: float = 0.33,
    ) -> None:  # fmt: skip
        super().__init__()
        self.emb = nn.ModuleList(
            [nn.Embedding(size, dim, padding_idx=0) for size, dim in zip(features, DIMENSIONS, strict=True)]
        )
        for table in self.emb:
            nn.init.normal_(table.weight, 0, 0.3)
            table.weight.data[0] = 0
        self.lstm = nn.ModuleList(
            [
                nn.LSTM(2 * width if layer else sum(DIMENSIONS), width, bidirectional=True, batch_first=True)
                for layer in range(depth)
            ]
        )
        for layer in self.lstm:
            _calm(layer, width)
        self.tag, self.name = nn.Linear(2 * width, tags), nn.Linear(2 * width, names)
        self.ad, self.ah = nn.Linear(2 * width, arc), nn.Linear(2 * width, arc)
        self.rd, self.rh = nn.Linear(2 * width, label), nn.Linear(2 * width, label)
        self.U = nn.Parameter(torch.zeros(arc + 1, arc))
        self.W = nn.Parameter(torch.zeros(relations, label + 1, label + 1))
        nn.init.orthogonal_(self.U)
        nn.init.xavier_uniform_(self.W)
        self.share = drop

    def drop(self, values: Any) -> Any:
        """Dropout with one mask for all words of a sentence."""
        if not self.training:
            return values
        mask = values.new_empty(values.shape[0], 1, values.shape[2]).bernoulli_(1 - self.share)
        return values * mask / (1 - self.share)

    def encode(self, features: Any, lengths: Any) -> Any:
        """The states of all words, root first."""
        parts = [table(features[:, :, at]) for at, table in enumerate(self.emb)]
        if self.training:
            masks = [torch.empty(*features.shape[:2], 1).bernoulli_(0.85) for _ in range(FEATURES)]
            kept = sum(mask * size for mask, size in zip(masks, DIMENSIONS, strict=True)).clamp(min=1)
            parts = [part * mask * (sum(DIMENSIONS) / kept) for part, mask in zip(parts, masks, strict=True)]
        states = torch.cat(parts, -1)
        for layer in self.lstm:
            states = run(layer, self.drop(states), lengths)
        return self.drop(states)

    def arcs(self, states: Any) -> tuple[Any, Any, Any]:
        """Scores of heads, and what `relations` needs."""
        hidden = [
            self.drop(functional.leaky_relu(layer(states), SLOPE)) for layer in (self.ad, self.ah, self.rd, self.rh)
        ]
        return with_one(hidden[0]) @ self.U @ hidden[1].transpose(1, 2), with_one(hidden[2]), with_one(hidden[3])

    def relations(self, words: Any, sources: Any, heads: Any) -> Any:
        """Scores of relations, given each word's head."""
        index = heads.clamp(min=0).unsqueeze(-1).expand(-1, -1, sources.shape[-1])
        return torch.einsum("bni,rij,bnj->bnr", words, self.W, sources.gather(1, index))


def run(layer: Any, states: Any, lengths: Any) -> Any:
    """An LSTM over sentences of unlike length."""
    packed = nn.utils.rnn.pack_padded_sequence(states, lengths, batch_first=True, enforce_sorted=False)
    return nn.utils.rnn.pad_packed_sequence(layer(packed)[0], batch_first=True, total_length=states.shape[1])[0]


def with_one(values: Any) -> Any:
    """The values with a 1 behind each row, for the bias."""
    return torch.cat([values, values.new_ones(*values.shape[:2], 1)], -1)


def _calm(layer: Any, width: int) -> None:
    for name, weights in layer.named_parameters():
        if "weight_hh" in name:
            for gate in range(4):
                nn.init.orthogonal_(weights.data[gate * width : (gate + 1) * width])
        elif "bias" in name:
            weights.data.zero_()
