"""Rules that decide between the entities of one name: parsed from `data/ambiguous.tsv`, applied to a mention."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

__all__ = ["Choice", "Rule", "Step", "overlaps", "parse_steps"]

Kind = Literal["acts", "context", "date", "none", "prefer", "word"]


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a rule: its kind, the entity it gives, and what it asks for.

    `words` are the words of a `context` step, `place` is the place of an `acts` step where nothing acts,
    `start` and `end` bound a `date` step (EDTF level 0, either may be None). A `word` step decides nothing: it says
    that the name is a common word as well.
    """

    kind: Kind
    slug: str | None = None
    words: tuple[str, ...] = ()
    place: str | None = None
    start: str | None = None
    end: str | None = None


@dataclass(frozen=True, slots=True)
class Choice:
    """What a rule decided, and why; `slug` is None where the name alone must not be linked."""

    slug: str | None
    reason: str


@dataclass(frozen=True, slots=True)
class Rule:
    """How a name that several entities share is decided: the first step that applies gives the entity."""

    alias: str
    slugs: tuple[str, ...]
    steps: tuple[Step, ...]
    source: str

    @property
    def word(self) -> bool:
        """Whether the name is a common word as well."""
        return any(step.kind == "word" for step in self.steps)

    @property
    def decides(self) -> bool:
        """Whether it says more than that the name is a common word."""
        return any(step.kind != "word" for step in self.steps)

    def choose(self, around: Callable[[str], bool], date: str | None = None, acts: bool | None = None) -> Choice:
        """The entity for a mention.

        Args:
            around: Whether a word of a `context` step stands near the mention or elsewhere in its document.
            date: When the sentence or the document speaks (EDTF level 0).
            acts: Whether the mention acts (True), is acted upon as a place (False), or neither is known.

        Returns:
            The first step that applies, in the order of the file; no entity where none does.
        """
        for step in self.steps:
            choice = self._apply(step, around, date, acts)
            if choice:
                return choice
        return Choice(None, f"{self.alias!r} may be {' or '.join(self.slugs)}")

    def _apply(self, step: Step, around: Callable[[str], bool], date: str | None, acts: bool | None) -> Choice | None:
        if step.kind == "none":
            return Choice(None, f"{self.alias!r} alone names nothing for certain")
        if step.kind == "prefer":
            return Choice(step.slug, f"{self.alias!r} is mostly {step.slug}")
        if step.kind == "context":
            word = next((word for word in step.words if around(word)), None)
            return Choice(step.slug, f"{self.alias!r} beside {word!r}") if word else None
        if step.kind == "date" and date and overlaps(date, step.start, step.end):
            return Choice(step.slug, f"{self.alias!r} in {date}")
        if step.kind == "acts" and acts is not None:
            return Choice(step.slug if acts else step.place, f"{self.alias!r} {'acts' if acts else 'is a place here'}")
        return None


def overlaps(date: str, start: str | None, end: str | None) -> bool:
    """Whether a date (EDTF level 0) can lie between two others, which are as wide as they are vague.

    >>> overlaps("2012", "2012-05-07", None), overlaps("2012-05-06", "2012-05-07", None)
    (True, False)
    """
    first, last = _bounds(date)
    return not (start and last < _bounds(start)[0]) and not (end and first > _bounds(end)[1])


def _bounds(date: str) -> tuple[str, str]:
    return (date + "-01-01"[len(date) - 4 :], date + "-12-31"[len(date) - 4 :])


def parse_steps(text: str) -> tuple[Step, ...]:
    """The steps of a rule, which " then " separates.

    `prefer:SLUG`, `none`, `word`, `acts:STATE/PLACE`, `context:word|word=SLUG` or `date:..1960=SLUG;1960..=SLUG`, which
    gives one step for each of its intervals.

    >>> [step.slug for step in parse_steps("context:atlanta=georgia-us then prefer:georgia")]
    ['georgia-us', 'georgia']

    Raises:
        ValueError: The text is no such rule.
    """
    steps: list[Step] = []
    for part in text.split(" then "):
        kind, _, rest = part.strip().partition(":")
        if kind == "date":
            steps.extend(_interval(item) for item in rest.split(";"))
        else:
            steps.append(_step(kind, rest))
    return tuple(steps)


def _step(kind: str, rest: str) -> Step:
    if kind in ("none", "word") and not rest:
        return Step("none" if kind == "none" else "word")
    if kind == "prefer" and rest:
        return Step("prefer", rest)
    if kind == "acts" and rest.count("/") == 1:
        state, place = rest.split("/")
        return Step("acts", state, place=place)
    if kind == "context" and rest.count("=") == 1:
        words, slug = rest.split("=")
        return Step("context", slug, words=tuple(word for word in words.split("|") if word))
    raise ValueError(f"{kind}:{rest}" if rest else kind)


def _interval(item: str) -> Step:
    years, _, slug = item.partition("=")
    start, dots, end = years.partition("..")
    if not (dots and slug and (start or end)):
        raise ValueError(f"date:{item}")
    return Step("date", slug, start=start or None, end=end or None)
