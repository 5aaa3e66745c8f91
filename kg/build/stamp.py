"""What made a record, in one word: where it is the same, the record is still good."""

import hashlib
import re
from collections.abc import Iterable
from functools import cache
from pathlib import Path

from kg.model import Document, digest

__all__ = ["stamp", "versions"]

# All that extraction is made of; a change in any of these files makes every record anew.
_ROOMS = ("errors.py", "model.py", "vocabulary", "languages", "link", "extract")
_NEVER = re.compile(r"\.|__pycache__$|training$")


def stamp(document: Document, settings: Iterable[str]) -> str:
    """The stamp of the record that a document gives under some settings.

    Args:
        document: as read and completed, before its language is identified.
        settings: what else decides what extraction gives.
    """
    origins = sorted(document.origins.items())
    values = [getattr(document, name) for name in document.__slots__ if name != "origins"]
    return digest("\n".join([repr(values), repr(origins), versions(), *settings]), 32)


@cache
def versions() -> str:
    """A digest of the code and the data that extraction is made of."""
    root = Path(__file__).resolve().parent.parent
    found = hashlib.sha256()
    for room in _ROOMS:
        place = root / room
        for path in sorted(place.rglob("*")) if place.is_dir() else [place]:
            if path.is_file() and not any(_NEVER.match(part) for part in path.relative_to(root).parts):
                found.update(f"{path.relative_to(root).as_posix()}\0".encode())
                found.update(hashlib.sha256(path.read_bytes()).digest())
    return found.hexdigest()[:16]
