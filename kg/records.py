"""What extraction gave for each document, on disk: the memory of a build.

One JSON file per document, `KEY.json`, written beside and renamed, so that a file is whole or absent. Its first
line holds the stamp, by which a build sees without reading further whether the record is still good.
"""

import json
import os
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Any

from kg.errors import DataError
from kg.model import Claim, Document, Entity, Mention, Record, Span

__all__ = ["find", "read", "remove", "stamps", "write"]


def write(folder: Path, record: Record, stamp: str) -> Path:
    """Keep a record.

    Args:
        folder: The folder of the records; made where it is absent.
        record: What extraction gave.
        stamp: What made it (content, versions, settings) in one line; see `stamps`.

    Returns:
        The file.
    """
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{record.document.key}.json"
    beside = path.with_suffix(f".{os.getpid()}.part")
    with beside.open("w", encoding="utf-8", newline="\n") as out:
        out.write(f'{{"stamp": {json.dumps(stamp)},\n"record": ')
        json.dump(asdict(record), out, separators=(",", ":"))
        out.write("}\n")
    beside.replace(path)
    return path


def read(folder: Path) -> Iterator[Record]:
    """The records of a folder, one after the other, in the order of their keys.

    Raises:
        DataError: A file that does not hold a record.
    """
    for path in _files(folder):
        yield _record(path)


def find(folder: Path, key: str) -> Record | None:
    """The record of the document with this key, or None.

    Raises:
        DataError: A file that does not hold a record.
    """
    path = folder / f"{key}.json"
    return _record(path) if path.is_file() else None


def stamps(folder: Path) -> dict[str, str]:
    """The stamp of each record by the key of its document; a file without a stamp is left out."""
    found = {}
    for path in _files(folder):
        with path.open(encoding="utf-8") as lines:
            first = lines.readline().rstrip().removesuffix(",")
        try:
            found[path.stem] = str(json.loads(first + "}")["stamp"])
        except (ValueError, KeyError, TypeError):
            continue
    return found


def remove(folder: Path, key: str) -> None:
    """Forget the record of the document with this key."""
    (folder / f"{key}.json").unlink(missing_ok=True)


def _files(folder: Path) -> list[Path]:
    return sorted(folder.glob("*.json"), key=lambda path: path.name) if folder.is_dir() else []


def _record(path: Path) -> Record:
    try:
        data = json.loads(path.read_text(encoding="utf-8"))["record"]
        return Record(
            document=_document(data["document"]),
            entities=tuple(_entity(row) for row in data["entities"]),
            mentions=tuple(_mention(row) for row in data["mentions"]),
            claims=tuple(_claim(row) for row in data["claims"]),
        )
    except (ValueError, KeyError, TypeError) as error:
        raise DataError(f"{path}: is no record of a document ({error}); delete it and build again") from error


def _document(row: dict[str, Any]) -> Document:
    return Document(**row | {"authors": tuple(row["authors"]), "pages": tuple(row.get("pages", ()))})


def _entity(row: dict[str, Any]) -> Entity:
    return Entity(**row | {"names": tuple(row["names"]), "clues": tuple(row["clues"])})


def _mention(row: dict[str, Any]) -> Mention:
    return Mention(**row | {"span": Span(**row["span"])})


def _claim(row: dict[str, Any]) -> Claim:
    spans = tuple(Span(**span) for span in row["evidence"])
    return Claim(**row | {"evidence": spans, "reasons": tuple(row["reasons"])})
