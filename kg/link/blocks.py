"""Which entities are worth comparing: those that meet in a block of names which may be one, never all with all."""

from collections.abc import Iterable, Iterator
from functools import lru_cache

from kg.link.profiles import DATED, Profile
from kg.link.spelling import fold, joined, skeleton, title, words

__all__ = ["is_acronym", "is_full", "pairs"]

FULL_BLOCK = 24
"""Entities in a block that are all compared with all; in a larger one, each with as many as sort next to it."""
CROWDED = 200
"""Entities in a block of short forms above which no short form can be of one alone."""
PARTS = 2
"""A title or a name of this many words and more is also looked for by its halves, one of which a slip leaves whole."""


def is_full(name: str) -> bool:
    """Whether a person's name is more than one word, which a hyphen does not make."""
    return len(name.split()) > 1


def is_acronym(name: str) -> bool:
    """Whether a name is one word of three capitals or more."""
    plain = name.replace(".", "").replace("-", "")
    return len(plain) > 2 and plain.isalpha() and plain.isupper()


def pairs(profiles: Iterable[Profile]) -> Iterator[tuple[Profile, Profile]]:
    """Pairs that may be one, each once, known entities never with one another."""
    blocks: dict[tuple[str, ...], dict[str, Profile]] = {}
    for profile in sorted(profiles, key=lambda profile: profile.known):
        for block in _of(profile):
            if not profile.known:
                blocks.setdefault(block, {})[profile.key] = profile
            elif block in blocks:  # known entities alone make no block: most of them no document names
                blocks[block][profile.key] = profile
    seen: set[tuple[str, str]] = set()
    for block, members in sorted(blocks.items()):
        for one, other in _inside(block[1], members):
            pair = (one.key, other.key)
            if pair not in seen and not (one.known and other.known):
                seen.add(pair)
                yield one, other


def _of(profile: Profile) -> Iterator[tuple[str, ...]]:
    """The blocks of an entity."""
    for name in () if profile.local else profile.names:
        for block in _of_name(name, profile.type == "Person"):
            yield (profile.type, *block)
    if profile.type in DATED and len(profile.parties) > 1:
        for year in profile.years:
            yield (profile.type, "parties", year, *sorted(profile.parties))


@lru_cache(maxsize=1 << 15)
def _of_name(name: str, person: bool) -> tuple[tuple[str, ...], ...]:
    return tuple(_of_person(name) if person else _of_title(name))


def _of_title(name: str) -> Iterator[tuple[str, ...]]:
    if is_acronym(name):
        yield "short", name.replace(".", "").casefold()
    parts = tuple(skeleton(fold(word)) for word in title(name))
    if parts:
        yield "all", *parts
        yield "run", skeleton(joined(words(name)))
    if len(parts) >= PARTS:
        yield "first", *parts[: (len(parts) + 1) // 2]
        yield "last", *parts[len(parts) // 2 :]


def _of_person(name: str) -> Iterator[tuple[str, ...]]:
    parts = words(name)
    if not parts:
        return
    bones = [skeleton(fold(word)) for word in parts]
    if not is_full(name):
        yield "short", fold("".join(parts))
        return
    yield "all", *sorted(bones)
    yield "run", skeleton(joined(parts))
    yield "ends", bones[0], bones[-1]
    yield "initial", parts[0][0], bones[-1]
    for word in {*parts, parts[-1]}:
        yield "short", fold(word)


def _inside(kind: str, members: dict[str, Profile]) -> Iterator[tuple[Profile, Profile]]:
    """The pairs of a block: all of a small one, neighbours of a larger one, of a crowd nothing."""
    row = sorted(members.values(), key=lambda profile: (min(profile.names, default=""), profile.key))
    if kind in ("short", "initial"):
        if len(row) <= CROWDED:
            yield from _short(row, kind)
        return
    for place, one in enumerate(row):
        for other in row[place + 1 : place + 1 + FULL_BLOCK]:
            yield (one, other) if one.key < other.key else (other, one)


def _short(row: list[Profile], kind: str) -> Iterator[tuple[Profile, Profile]]:
    """Pairs of which one has a short form or an initial."""
    brief = {one.key for one in row if _is_brief(one, kind)}
    for one in row:
        for other in row:
            if one.key in brief and one.key != other.key and (other.key not in brief or one.key < other.key):
                yield (one, other) if one.key < other.key else (other, one)


def _is_brief(one: Profile, kind: str) -> bool:
    if kind == "initial":
        return any(len(words(name)[0]) == 1 for name in one.names if is_full(name) and words(name))
    if one.type == "Person":
        return not any(is_full(name) for name in one.names)
    return any(is_acronym(name) for name in one.names)
