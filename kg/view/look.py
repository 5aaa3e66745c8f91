"""How classes, families of relations and statuses look: read from `look.json`."""

import json
from collections.abc import Iterable, Mapping
from functools import cache
from importlib import resources
from typing import Any

__all__ = ["look", "look_of"]


@cache
def look() -> Mapping[str, Any]:
    """Colours, shapes and line styles by class, family and status."""
    text = resources.files("kg.view").joinpath("look.json").read_text(encoding="utf-8")
    data: dict[str, Any] = json.loads(text)
    return data


def look_of(part: str, used: Iterable[str]) -> list[dict[str, Any]]:
    """The entries of "classes" or "families" that a page needs, in the order of the data file.

    A class or family that the file does not know (a user's own) comes last and gets a neutral look.

    >>> [entry["name"] for entry in look_of("families", ["trade", "force", "agreement"])]
    ['agreement', 'force', 'trade']
    """
    wanted = set(used)
    known = [dict(entry) for entry in look()[part] if entry["name"] in wanted]
    names = {entry["name"] for entry in known}
    rest = [{**look()["other"], "name": name, "plural": name, "shown": True} for name in sorted(wanted - names)]
    return known + rest
