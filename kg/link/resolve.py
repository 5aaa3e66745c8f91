"""Resolution over a whole build: which entities of its documents are one, how sure that is, and why.

In this order:

1. What the user says is the same is one; what the user keeps apart stays apart, whatever else joins.
2. Entities that meet in a block of names are compared (`kg.link.blocks`, `kg.link.same`).
3. An entity with two candidates that are not one with each other is joined to neither.
4. What is left is joined, the surest first, unless a member of one group cannot be one with a member of the other.

Nothing here depends on the order of the records.
"""

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from kg.errors import TableError
from kg.link.blocks import pairs
from kg.link.decisions import Decided, read_decisions
from kg.link.groups import Groups
from kg.link.profiles import Profile, profiles
from kg.link.reference import Reference, load
from kg.link.same import Match, compare, supported, together
from kg.model import Record

__all__ = ["Decision", "resolve"]

Decision = tuple[str, str, float, str]
"""Two keys taken for one, the score (0 to 1) and the reason in words."""


def resolve(
    records: Callable[[], Iterator[Record]], decisions: Path | None = None, reference: Reference | None = None
) -> tuple[dict[str, str], list[Decision]]:
    """Which entities of some records are one.

    Args:
        records: Gives the records anew at each call, in any order.
        decisions: The user's file of what is the same and what is different.
        reference: Known names; those of the package if None.

    Returns:
        Key → key that it is taken for: the known one among them, else the one that sorts first; and the decisions
        behind it.

    Raises:
        TableError: A line of the user's file is wrong, contradicts others, or joins entities of two types.
    """
    decided = read_decisions(decisions)
    known = reference or load()
    found = profiles(records(), known)
    parted = [(line.one, line.other) for line in decided.apart]
    groups = Groups(found, parted)
    told = [_join(groups, found, line) for line in decided.same]
    matches = _decisive(_matches(found, parted), found)
    for match, one, other in sorted(matches, key=lambda item: (-item[0].score, item[1:])):
        if groups.one(one, other) or groups.join(one, other):
            told.append((one, other, match.score, match.reason))
    return groups.resolution(lambda key: key in known.known), sorted(told)


def _join(groups: Groups, found: dict[str, Profile], line: Decided) -> Decision:
    """Join what the user says is the same."""
    one, other = (found[key].type if key in found else None for key in (line.one, line.other))
    if one and other and one != other:
        raise TableError(f"{line.place}: {line.one} is a {one} and {line.other} a {other}; they cannot be the same")
    groups.force(line.one, line.other)
    first, second = sorted((line.one, line.other))
    return first, second, 1.0, f"{Path(line.place).name} says so"


def _matches(found: dict[str, Profile], parted: Iterable[tuple[str, str]]) -> dict[tuple[str, str], Match]:
    """The pairs that may be one, but for those that the user keeps apart."""
    never = {tuple(sorted(pair)) for pair in parted}
    compared = (((one.key, other.key), compare(one, other)) for one, other in pairs(found.values()))
    return {pair: match for pair, match in compared if match is not None and pair not in never}


def _decisive(
    matches: dict[tuple[str, str], Match], found: dict[str, Profile]
) -> Iterator[tuple[Match, str, str]]:
    """The matches that have support, and of which neither end has a second candidate that is not one with the first."""
    near: dict[str, set[str]] = {}
    for one, other in matches:
        near.setdefault(one, set()).add(other)
        near.setdefault(other, set()).add(one)

    def rivals(one: str, other: str) -> bool:
        return any(_rival(third, other, matches, found) for third in near[one] if third != other)

    for (one, other), match in matches.items():
        sure = supported(match, found[one], found[other])
        if sure and not rivals(one, other) and not rivals(other, one):
            yield sure, one, other


def _rival(one: str, other: str, matches: dict[tuple[str, str], Match], found: dict[str, Profile]) -> bool:
    """Whether two candidates of one entity are not one with each other."""
    pair = (one, other) if one < other else (other, one)
    if together(found[one], found[other]):
        return True
    return pair not in matches and compare(found[one], found[other]) is None
