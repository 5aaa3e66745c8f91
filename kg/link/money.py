"""Entities of FollowTheMoney, the form of OpenSanctions and of many lists of companies and officials."""

from collections.abc import Iterable, Mapping
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kg.errors import InputError, TableError
from kg.link.tables import read_table
from kg.model import slug

if TYPE_CHECKING:
    from followthemoney.proxy import EntityProxy

    from kg.link.lists import Listed

__all__ = ["from_money"]

FOLDER = Path(__file__).parent / "data"
WEAK = "weakAlias"
"""The property of names that are too common to link by."""
LINK = "wikidataId"


def from_money(row: Mapping[str, Any], place: str) -> "Listed | None":
    """The entity of a line; None where its schema is none of a thing that news names, such as an address.

    Args:
        row: the line, with `id`, `schema` and `properties`.
        place: the file and the line.

    Raises:
        TableError: the line is no such entity.
        InputError: the library is not installed.
    """
    from kg.link.lists import Listed

    proxy = _proxy(row, place)
    types = _types()
    type = next((types[name] for name in (proxy.schema.name, *sorted(_above(proxy))) if name in types), None)
    names = _names(proxy)
    if type is None or not names:
        return None
    numbers = {value for value in (*proxy.get(LINK, quiet=True), str(proxy.id)) if _is_number(value)}
    identifiers = {str(proxy.id), *_of_type(proxy, "identifier")} - numbers
    return Listed(
        str(proxy.id),
        slug(str(proxy.id)),
        type,
        names,
        numbers.pop() if len(numbers) == 1 else None,
        identifiers=tuple(sorted(identifiers)),
        topics=tuple(sorted(proxy.get("topics", quiet=True))),
        place=place,
    )


def _proxy(row: Mapping[str, Any], place: str) -> "EntityProxy":
    try:
        from followthemoney import model
        from followthemoney.exc import FollowTheMoneyException
    except ImportError as error:
        raise InputError(f"{place}: to read entities of FollowTheMoney, pip install 'kg[ftm]'") from error
    if not row.get("id") or not isinstance(row.get("properties"), dict):
        raise TableError(f"{place}: an entity of FollowTheMoney has an id and properties")
    try:
        return model.get_proxy(dict(row))
    except FollowTheMoneyException as error:
        raise TableError(f"{place}: is no entity of FollowTheMoney: {error}") from error


def _names(proxy: "EntityProxy") -> tuple[str, ...]:
    """The names of an entity, its caption first, weak ones left out."""
    weak = set(proxy.get(WEAK, quiet=True))
    names = sorted(name for name in _of_type(proxy, "name") if name not in weak)
    first = proxy.caption if proxy.caption in names else None
    return tuple(dict.fromkeys([*([first] if first else []), *names]))


def _of_type(proxy: "EntityProxy", type: str) -> set[str]:
    return {value for prop, value in proxy.itervalues() if prop.type.name == type}


def _above(proxy: "EntityProxy") -> Iterable[str]:
    """The schemata that an entity's own is a kind of."""
    return (schema.name for schema in proxy.schema.schemata)


def _is_number(value: str) -> bool:
    return value[:1] == "Q" and value[1:].isdigit()


@lru_cache(maxsize=1)
def _types() -> dict[str, str]:
    """The class of the graph for each schema that has one.

    Raises:
        DataError: A line of the table is wrong.
    """
    rows = read_table(FOLDER, "schemata", ("schema", "type", "source"))
    return {row.values["schema"]: row.values["type"] for row in rows}
