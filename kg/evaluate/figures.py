"""The figures of an evaluation."""

from collections import Counter, defaultdict
from dataclasses import dataclass, field

__all__ = ["Figures", "Group", "Miss"]


@dataclass(slots=True)
class Group:
    """Counts of one group of claims: `strict` are right in relation, ends and status, `lenient` but for status."""

    wanted: int = 0
    found: int = 0
    strict: int = 0
    lenient: int = 0

    @property
    def precision(self) -> float:
        """The share of the found claims that are right."""
        return self.strict / self.found if self.found else 0.0

    @property
    def recall(self) -> float:
        """The share of the wanted claims that were found."""
        return self.strict / self.wanted if self.wanted else 0.0

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall."""
        return _f1(self.strict, self.found, self.wanted)

    @property
    def lenient_f1(self) -> float:
        """The same where status and speaker do not count."""
        return _f1(self.lenient, self.found, self.wanted)


def _f1(right: int, found: int, wanted: int) -> float:
    precision, recall = right / found if found else 0.0, right / wanted if wanted else 0.0
    return 2 * precision * recall / (precision + recall) if precision + recall else 0.0


@dataclass(frozen=True, slots=True)
class Miss:
    """A claim that is missing or wrong: `kind` is "missed", "extra", "status" or "time"."""

    kind: str
    case: str
    claim: str
    why: str = ""


@dataclass(slots=True)
class Figures:
    """All figures: groups by name ("all", "language id", "family force", "relation signed") and counts by name.

    Counts: `time`, `evidence`, `link` and `facts` with their `… right`; `false facts` are facts that the cases know
    only as negated, planned, possible or attributed; `wrong links` lead to another Wikidata number than the case's;
    `groundless` facts are carried by no plain claim.
    """

    cases: int = 0
    groups: dict[str, Group] = field(default_factory=lambda: defaultdict(Group))
    counts: Counter[str] = field(default_factory=Counter)
    misses: list[Miss] = field(default_factory=list)

    @property
    def macro_f1(self) -> float:
        """The mean F1 of the families."""
        families = [group.f1 for name, group in sorted(self.groups.items()) if name.startswith("family ")]
        return sum(families) / len(families) if families else 0.0

    def share(self, name: str) -> float | None:
        """The share of right ones among `time`, `evidence`, `link` or `facts`; None where there are none."""
        return self.counts[f"{name} right"] / self.counts[name] if self.counts[name] else None
