"""The user's own lists of names: CSV, JSON lines, and entities of FollowTheMoney.

A row has `id`, `type` (a class of the graph), `names` and perhaps `sameAs`, several names or links parted by "|"; in
JSON lines they may be lists as well. A line of JSON with `schema` and `properties` is an entity of FollowTheMoney.
"""

import csv
import io
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from kg.errors import DocumentError, TableError
from kg.model import slug
from kg.read.decode import decode

__all__ = ["TYPES", "Listed", "read_lists"]

COLUMNS = ("id", "type", "names", "sameAs")
TYPES = ("Person", "Organization", "Country", "Place", "Group", "Agreement", "Sanctions", "Law", "Event", "Thing")
"""The classes that a list may name: all but Statement."""

_NUMBER = re.compile(r"(?:wd:|https?://(?:www\.)?wikidata\.org/(?:entity|wiki)/)?(Q[1-9]\d*)")


@dataclass(frozen=True, slots=True)
class Listed:
    """An entity of a list.

    `id` is as the list has it and `slug` what it is in the graph; `names` are full names, the label first. `links` are
    IRIs of the same thing elsewhere, Wikidata's apart; `place` is the file and the line.
    """

    id: str
    slug: str
    type: str
    names: tuple[str, ...]
    wikidata: str | None = None
    links: tuple[str, ...] = ()
    identifiers: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    place: str = ""


def read_lists(paths: Iterable[Path]) -> tuple[Listed, ...]:
    """The entities of some lists, in the order of their slugs.

    Raises:
        TableError: a file cannot be read, or a line is bad: no id or name, an unknown type, an id that stands twice.
        InputError: a list has entities of FollowTheMoney, and that library is not there.
    """
    found: dict[str, Listed] = {}
    for path in sorted(set(paths)):
        for one in _read(path):
            if one.slug in found:
                raise TableError(f"{one.place}: the id {one.id} stands at {found[one.slug].place} already")
            found[one.slug] = one
    return tuple(found[key] for key in sorted(found))


def _read(path: Path) -> Iterator[Listed]:
    try:
        text, _ = decode(path.read_bytes(), str(path))
    except OSError as error:
        raise TableError(f"{path}: cannot be read: {error.strerror or error}") from error
    except DocumentError as error:
        raise TableError(str(error)) from error
    yield from _csv(text, path) if path.suffix.lower() == ".csv" else _json(text, path)


def _csv(text: str, path: Path) -> Iterator[Listed]:
    lines = csv.DictReader(io.StringIO(text), strict=True)
    try:
        header = [cell.strip() for cell in lines.fieldnames or ()]
        for column in COLUMNS[:3]:
            if column not in header:
                raise TableError(f"{path} line 1: no column {column!r}; the columns are {', '.join(COLUMNS)}")
        lines.fieldnames = header
        for row in lines:
            if None in row or None in row.values():
                raise TableError(f"{path} line {lines.line_num}: another number of values than of columns")
            yield _listed(row, f"{path} line {lines.line_num}")
    except csv.Error as error:
        raise TableError(f"{path} line {lines.line_num}: {error}") from error


def _json(text: str, path: Path) -> Iterator[Listed]:
    from kg.link.money import from_money

    for number, line in enumerate(text.split("\n"), 1):
        place = f"{path} line {number}"
        if not line.strip():
            continue
        try:
            row = json.loads(line)
        except ValueError as error:
            raise TableError(f"{place}: is no JSON: {error}") from error
        if not isinstance(row, dict):
            raise TableError(f"{place}: is no JSON object")
        if "schema" in row:
            if (one := from_money(row, place)) is not None:
                yield one
        else:
            yield _listed(row, place)


def _listed(row: Mapping[str, object], place: str) -> Listed:
    id, type = (" ".join(str(row.get(column) or "").split()) for column in ("id", "type"))
    names, links = _many(row.get("names"), place), _many(row.get("sameAs"), place)
    if not id or not names:
        raise TableError(f"{place}: no {'names' if id else 'id'}")
    if type not in TYPES:
        raise TableError(f"{place}: the type cannot be {type!r}; it is one of {', '.join(TYPES)}")
    numbers = {found[1] for link in links if (found := _NUMBER.fullmatch(link))}
    if len(numbers) > 1:
        raise TableError(f"{place}: two numbers of Wikidata, {' and '.join(sorted(numbers))}")
    others = tuple(link for link in links if not _NUMBER.fullmatch(link))
    for link in others:
        if not re.fullmatch(r"[A-Za-z][A-Za-z0-9+.-]*:[^\s<>\"{}|^`\\]+", link):
            raise TableError(f"{place}: {link!r} is no IRI and no number of Wikidata")
    return Listed(id, slug(id), type, names, next(iter(numbers), None), others, (id,), place=place)


def _many(value: object, place: str) -> tuple[str, ...]:
    """The values of a cell, or of a list of JSON, each once."""
    if isinstance(value, list) and not all(isinstance(part, str) for part in value):
        raise TableError(f"{place}: a list may hold words only")
    parts = value if isinstance(value, list) else str(value or "").split("|")
    return tuple(dict.fromkeys(plain for part in parts if (plain := " ".join(part.split()))))
