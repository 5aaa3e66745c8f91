"""A name in a text, and what it may be."""

from dataclasses import dataclass

__all__ = ["Found"]


@dataclass(frozen=True, slots=True)
class Found:
    """A name in the text: half-open token indices, what it may be, and how it was found.

    `slugs` are the entries of the reference data that bear it. `adjective` marks a word for what belongs to a country
    ("Russian"), `people` its plural ("Russians"), `short` a person's bare name, `pair` two names in one
    word ("AS-Taliban"). `source` is "known", "trained" or "pattern".
    """

    first: int
    last: int
    type: str
    slugs: tuple[str, ...]
    source: str
    adjective: bool = False
    people: bool = False
    short: bool = False
    pair: bool = False

    def __len__(self) -> int:
        return self.last - self.first
