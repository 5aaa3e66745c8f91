"""Resolution over a whole build: which entities of its documents are one, how sure that is, and why.

In this order:

1. What the user says is the same is one; what the user keeps apart stays apart, whatever else joins.
2. Entities that meet in a block of names are compared (`kg.link.blocks`, `kg.link.same`).
3. An entity with two candidates that are not one with each other is joined to neither.
4. What is left is joined, the surest first, unless a member of one group cannot be one with a member of the other.

Nothing here depends on the order of the records.
"""

from collections.abc import Callable, Iterator
from pathlib import Path

from kg.errors import TableError
from kg.link.blocks import pairs
from kg.link.decisions import Decided, Decisions, read_decisions
from kg.link.groups import Groups
from kg.link.profiles import Profile, profiles
from kg.link.reference import Reference, load
from kg.link.same import Match, apart, compare
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
    groups = Groups(found, [(line.one, line.other) for line in decided.apart])
    told = [_join(groups, found, line, known) for line in decided.same]
    matches = _without_rivals(_matches(found), found, decided)
    for (one, other), match in sorted(matches.items(), key=lambda item: (-item[1].score, item[0])):
        if groups.one(one, other) or groups.join(one, other):
            told.append((one, other, match.score, match.reason))
    return groups.resolution(lambda key: key in known.known), sorted(told)


def _join(groups: Groups, found: dict[str, Profile], line: Decided, known: Reference) -> Decision:
    """Join what the user says is the same."""
    types = [found[key].type if key in found else None for key in (line.one, line.other)]
    if all(types) and types[0] != types[1]:
        raise TableError(f"{line.place}: {line.one} is a {types[0]} and {line.other} a {types[1]}; they cannot be the same")
    if line.one in known.known and line.other in known.known and line.one != line.other:
        raise TableError(f"{line.place}: {line.one} and {line.other} are two entries of the reference data")
    groups.force(line.one, line.other)
    return (*sorted((line.one, line.other)), 1.0, f"{Path(line.place).name} says so")  # type: ignore[return-value]


def _matches(found: dict[str, Profile]) -> dict[tuple[str, str], Match]:
    """The pairs that may be one."""
    matches = {}
    for one, other in pairs(found.values()):
        match = compare(one, other)
        if match is not None:
            matches[one.key, other.key] = match
    return matches


def _without_rivals(
    matches: dict[tuple[str, str], Match], found: dict[str, Profile], decided: Decisions
) -> dict[tuple[str, str], Match]:
    """The matches of which neither end has a second candidate that cannot be one with the first."""
    parted = {frozenset((line.one, line.other)) for line in decided.apart}
    live = {pair: match for pair, match in matches.items() if frozenset(pair) not in parted}
    near: dict[str, set[str]] = {}
    for one, other in live:
        near.setdefault(one, set()).add(other)
        near.setdefault(other, set()).add(one)

    def rivals(one: str, other: str) -> bool:
        return any(_rival(third, other, live, found) for third in near[one] if third != other)

    return {(one, other): m for (one, other), m in live.items() if not rivals(one, other) and not rivals(other, one)}


def _rival(one: str, other: str, matches: dict[tuple[str, str], Match], found: dict[str, Profile]) -> bool:
    """Whether two candidates of one entity are not one with each other."""
    pair = (one, other) if one < other else (other, one)
    return pair not in matches and (apart(found[one], found[other]) or compare(found[one], found[other]) is None)
