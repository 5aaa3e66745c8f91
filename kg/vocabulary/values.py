"""What a vocabulary is made of: relations and classes, as frozen values."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

__all__ = ["KG", "Class", "Relation", "Vocabulary"]

KG = "https://w3id.org/kg-builder/vocab#"


@dataclass(frozen=True, slots=True)
class Class:
    """A class of things: `parents` are the classes above it, `labels` and `definitions` are by language."""

    name: str
    parents: frozenset[str]
    labels: Mapping[str, str] = field(hash=False)
    definitions: Mapping[str, str] = field(hash=False)


@dataclass(frozen=True, slots=True)
class Relation:
    """What a claim can say of two things.

    `domain` and `range` name the classes of its ends as the file has them ("Agent", "Any", "Literal"): ask
    `fits`. `implies` are the relations that hold whenever this one does. `plover` is the event type of PLOVER;
    `wikidata` a property, with "^" where its ends are the other way round and "~" where it only touches.
    """

    name: str
    family: str
    domain: frozenset[str]
    range: frozenset[str]
    symmetric: bool
    labels: Mapping[str, str] = field(hash=False)
    definitions: Mapping[str, str] = field(hash=False)
    implies: tuple[str, ...] = ()
    plover: str | None = None
    wikidata: str | None = None

    @property
    def label_en(self) -> str:
        """The English label."""
        return self.labels["en"]

    @property
    def label_id(self) -> str:
        """The Indonesian label."""
        return self.labels["id"]

    @property
    def literal(self) -> bool:
        """Whether the object is a literal and no entity."""
        return "Literal" in self.range


@dataclass(frozen=True, slots=True, eq=False)
class Vocabulary:
    """Relations and classes by name; the same only as itself, so that what is made of it can be kept beside it."""

    relations: Mapping[str, Relation]
    classes: Mapping[str, Class]

    def above(self, type: str) -> frozenset[str]:
        """The class itself and all classes above it.

        >>> from kg.vocabulary import shipped
        >>> sorted(shipped().above("Country"))
        ['Agent', 'Any', 'Country', 'Place']
        """
        found, todo = set(), [type]
        while todo:
            name = todo.pop()
            if name not in found:
                found.add(name)
                todo.extend(self.classes[name].parents if name in self.classes else ())
        return frozenset(found)

    def fits(self, type: str, ends: Iterable[str]) -> bool:
        """Whether a thing of class `type` may stand where the classes `ends` are asked for."""
        return not self.above(type).isdisjoint(ends)
