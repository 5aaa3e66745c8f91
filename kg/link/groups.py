"""Groups of entities taken for one: joined pair by pair, never against a number, a document or the user's word."""

from collections.abc import Callable, Mapping, Sequence

from kg.link.profiles import Profile
from kg.link.same import apart, together

__all__ = ["Groups"]


class Groups:
    """Entities in groups; each starts alone."""

    def __init__(self, profiles: Mapping[str, Profile], parted: Sequence[tuple[str, str]]) -> None:
        """Start with all entities alone.

        Args:
            profiles: What is known of each entity; keys without one are joined by the user's word only.
            parted: Pairs that the user keeps apart.
        """
        self._profiles = profiles
        self._members: dict[str, set[str]] = {}
        self._parted: dict[str, set[str]] = {}
        for one, other in parted:
            self._parted.setdefault(one, set()).add(other)
            self._parted.setdefault(other, set()).add(one)

    def one(self, one: str, other: str) -> bool:
        """Whether two entities are in one group."""
        return other in self._of(one)

    def force(self, one: str, other: str) -> None:
        """Join the groups of two entities, whatever speaks against it."""
        joined = self._of(one) | self._of(other)
        self._members.update(dict.fromkeys(joined, joined))

    def join(self, one: str, other: str) -> bool:
        """Join the groups of two entities and tell whether nothing speaks against it."""
        left, right = sorted((self._of(one), self._of(other)), key=len)
        if any(self._against(a, right) for a in left):
            return False
        self.force(one, other)
        return True

    def resolution(self, known: Callable[[str], bool]) -> dict[str, str]:
        """Each entity that another stands for, with that other: the known one of its group, else the first by key."""
        taken = {}
        for key, members in self._members.items():
            first = min(members, key=lambda member: (not known(member), member))
            if first != key:
                taken[key] = first
        return taken

    def _of(self, key: str) -> set[str]:
        return self._members.get(key, {key})

    def _against(self, one: str, others: set[str]) -> bool:
        if not others.isdisjoint(self._parted.get(one, ())):
            return True
        profile = self._profiles.get(one)
        there = [self._profiles[other] for other in others if other in self._profiles]
        return profile is not None and any(apart(profile, other) or together(profile, other) for other in there)
