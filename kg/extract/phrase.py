"""A noun phrase of a sentence, and what its words say of it."""

from dataclasses import dataclass, field
from typing import Literal

from kg.languages.wordlists import Noun, Pronoun, Title
from kg.link.names import Found

__all__ = ["Phrase"]

PEOPLE = frozenset(["Person", "Group"])


@dataclass(slots=True, eq=False)
class Phrase:
    """A noun phrase: half-open token indices, its head, and what its words say of it.

    `inner` are the names inside it that modify its head ("Russian", "Filipina"). `owner` is the phrase whose
    possession it is ("Egypt's president"); `owned` is a possessive pronoun in it; a
    `deed` is a lone noun whose object may follow. `title` is the office its words name.
    `amount` words before it tell how many ("at least").
    """

    index: int
    sentence: int
    first: int
    last: int
    head: int
    kind: Literal["name", "nominal", "pronoun"]
    lemma: str
    name: Found | None = None
    noun: Noun | None = None
    title: Title | None = None
    pronoun: Pronoun | None = None
    definite: bool = False
    indefinite: bool = False
    plural: bool = False
    deed: bool = False
    inner: tuple[Found, ...] = ()
    owner: "Phrase | None" = None
    owned: int | None = None
    alias: Found | None = None
    amount: int = 0
    parts: "list[Phrase]" = field(default_factory=list)

    @property
    def start(self) -> int:
        """The first token of the phrase, with the words that tell how many."""
        return self.first - self.amount

    @property
    def is_thing(self) -> bool:
        """Whether its own words name no person: a place, a body or a thing."""
        if self.name is not None:
            return self.name.type in ("Place", "Country", "Organization", "Event", "Thing") and not self.name.people
        return self.kind == "nominal" and self.title is None and self.noun is not None and self.noun.type not in PEOPLE

    def __repr__(self) -> str:
        return f"Phrase({self.index}, {self.first}-{self.last}, {self.kind}, {self.lemma})"
