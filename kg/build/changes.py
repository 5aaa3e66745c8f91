"""What a build changed in the identity of entities that were in the graph before."""

from collections.abc import Iterable, Mapping
from pathlib import Path

from kg import store
from kg.errors import GraphError
from kg.link.resolve import Decision

__all__ = ["changed"]

# Changes that are named; the others are counted.
_NAMED = 5


def changed(folder: Path, resolution: Mapping[str, str], reasons: Iterable[Decision]) -> tuple[str, ...]:
    """Which entities are one, or are apart again, since the last build into a folder; nothing for the first build.

    Args:
        folder: the build's folder, as the last build left it.
        resolution: key → key that it is taken for now.
        reasons: the decisions behind it.
    """
    try:
        before = store.about(folder).get("merged")
    except GraphError:
        before = None
    if not isinstance(before, dict):
        return ()
    why: dict[str, str] = {}
    for one, other, _, reason in reasons:
        why.setdefault(one, reason)
        why.setdefault(other, reason)
    words = [
        f"{key} is one with {taken} since this build: {why.get(key, 'both are one with a third')}"
        for key, taken in sorted(resolution.items())
        if before.get(key) != taken
    ]
    gone = sorted((key, taken) for key, taken in before.items() if key not in resolution)
    words += [f"{key} is apart from {taken} since this build" for key, taken in gone]
    more = [f"{len(words) - _NAMED} more entities are one or apart since this build"] if len(words) > _NAMED else []
    return (*words[:_NAMED], *more)
