"""Relations of the user's own: a table of them, and what is asked of those in Turtle as well.

The table has a header line and these columns, split by tabs; all but the first four may be left out,
from the end:

- relation: the name, lower-case words joined by hyphens ("trained");
- family: one of ours ("force") or another word;
- subject, object: the classes that may stand at the ends, split by "|" ("Agent", "Person|Organization", "Any");
- implies: relations that hold whenever this one does, split by "|";
- notes: "symmetric" where the relation says the same both ways;
- label, label_id: what it is called in English and in Indonesian; the name with spaces where they are not told;
- definition: what it means, in a sentence.
"""

import re
from collections.abc import Collection, Iterable, Mapping
from pathlib import Path
from types import MappingProxyType

from kg.errors import DataError
from kg.tables import Row, read
from kg.vocabulary.values import KG, Class, Relation, Vocabulary

__all__ = ["COLUMNS", "TABLES", "check_ends", "check_name", "place", "rows"]

COLUMNS = ("relation", "family", "subject", "object", "implies", "notes", "label", "label_id", "definition")
TABLES = frozenset([".tsv", ".txt"])
"""Endings of files that are tables; others are Turtle."""

_NAME = re.compile(r"[a-z]+(-[a-z]+)*")
_NOT_FOUND = frozenset(["Statement"])
"""Classes whose things no frame finds."""


def rows(file: Path) -> list[tuple[str, Relation]]:
    """The relations of a table, by name.

    Raises:
        DataError: The file cannot be read, or a line is not as the format says.
    """
    found: dict[str, Relation] = {}
    for row in read(file, COLUMNS, 4):
        if not (row["relation"] and row["family"] and row.several("subject") and row.several("object")):
            raise row.fail("relation, family, subject and object must be told")
        if row["relation"] in found:
            raise row.fail(f"a second {row['relation']!r}")
        if row["notes"] not in ("", "symmetric"):
            raise row.fail(f"no note {row['notes']!r}; it can be symmetric")
        found[row["relation"]] = _relation(row)
    return list(found.items())


def _relation(row: Row) -> Relation:
    label = row["label"] or row["relation"].replace("-", " ")
    return Relation(
        name=row["relation"],
        family=row["family"],
        domain=frozenset(row.several("subject")),
        range=frozenset(row.several("object")),
        symmetric=row["notes"] == "symmetric",
        labels=MappingProxyType({"en": label, "id": row["label_id"] or label}),
        definitions=MappingProxyType({"en": row["definition"], "id": row["definition"]} if row["definition"] else {}),
        implies=row.several("implies"),
    )


def check_name(file: Path, name: str, taken: Collection[str]) -> None:
    """See that a name of the user's can be asked for and is free.

    Raises:
        DataError: It is not of lower-case words and hyphens, or a term of kg has it.
    """
    if not _NAME.fullmatch(name):
        raise DataError(f"{place(file, name)}: {name!r} is no name; take lower-case words joined by hyphens")
    if name in taken:
        raise DataError(f"{place(file, name)}: kg:{name} is there already; give yours another name")


def check_ends(file: Path, relations: Iterable[Relation], classes: Mapping[str, Class]) -> None:
    """See that things can stand at the ends of the user's relations.

    Raises:
        DataError: An end takes only what no text gives.
    """
    known = Vocabulary({}, classes)
    kinds = [name for name in classes if "Any" in known.above(name) and name not in _NOT_FOUND]
    for relation in relations:
        for end, takes in (("subject", relation.domain), ("object", relation.range)):
            if not any(known.fits(kind, takes) for kind in kinds):
                told = " or ".join(sorted(takes))
                raise DataError(f"{place(file, relation.name)}: the {end} of {relation.name} takes {told}, not a class")


def place(file: Path, name: str) -> str:
    """The file, and the line in it where a relation is told if that can be found."""
    begins = re.compile(rf"(<{re.escape(KG)}{re.escape(name)}>|(?:[\w-]*:)?{re.escape(name)})(?![\w-])")
    try:
        lines = file.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError):
        return str(file)
    return next((f"{file}:{number}" for number, line in enumerate(lines, 1) if begins.match(line.strip())), str(file))
