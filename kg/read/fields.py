"""Named fields → Documents: JSON lines with an object each, CSV with a row each."""

import csv
import io
import json
from collections.abc import Iterator, Mapping
from dataclasses import replace

from kg.errors import DocumentError
from kg.model import Document
from kg.read.dates import iso_date
from kg.read.decode import decode, newlines

__all__ = ["FIELDS", "from_fields", "read_csv", "read_jsonl"]

#: The fields that are read; `text` must be there. Others are left alone.
FIELDS = ("id", "text", "title", "issued", "publisher", "url", "language", "authors")


def read_jsonl(data: bytes, name: str) -> Iterator[Document | DocumentError]:
    """A document per line, called `NAME#ID`, or `NAME#LINE` where it has no id; bad lines as errors."""
    text, encoding = decode(data, name)
    for number, line in enumerate(text.split("\n"), 1):
        if not line.strip():
            continue
        try:
            yield _with_encoding(from_fields(_object(line, name, number), name, number, "json"), encoding)
        except DocumentError as error:
            yield error


def read_csv(data: bytes, name: str) -> Iterator[Document | DocumentError]:
    """A document per row of a table whose first line names its columns; bad rows as errors.

    Raises:
        DocumentError: there is no column `text`, or the table breaks off.
    """
    text, encoding = decode(data, name)
    lines = csv.reader(io.StringIO(text), strict=True)
    try:
        head = [cell.strip() for cell in next(lines, [])]
        if "text" not in head:
            raise DocumentError(f"{name}: no column 'text', so no documents")
        for cells in lines:
            if cells:
                try:
                    fields = dict(zip(head, cells, strict=False))
                    yield _with_encoding(from_fields(fields, name, lines.line_num, "csv"), encoding)
                except DocumentError as error:
                    yield error
    except csv.Error as error:
        raise DocumentError(f"{name} line {lines.line_num}: {error}") from error


def _with_encoding(document: Document, encoding: str) -> Document:
    """The document, saying its file's encoding where it is not UTF-8."""
    if encoding == "utf-8":
        return document
    return replace(document, origins={**document.origins, "encoding": encoding})


def _object(line: str, name: str, number: int) -> Mapping[str, object]:
    """The object of a line."""
    try:
        value = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise DocumentError(f"{name} line {number}: not JSON ({error})") from error
    if not isinstance(value, dict):
        raise DocumentError(f"{name} line {number}: not a JSON object")
    return value


def from_fields(fields: Mapping[str, object], name: str, number: int, origin: str) -> Document:
    """The document that named fields describe.

    Args:
        fields: values by name, of `FIELDS`.
        name: the file.
        number: its line, from 1.
        origin: what `Document.origins` says of each value.

    Raises:
        DocumentError: the text is missing, or a value is not what its field asks.
    """
    try:
        known = {field: _string(fields, field) for field in FIELDS if field != "authors"}
        authors = _authors(fields.get("authors"))
    except DocumentError as error:
        raise DocumentError(f"{name} line {number}: {error}") from error
    text, key = known.pop("text"), known.pop("id")
    if not text:
        raise DocumentError(f'{name} line {number}: no "text"')
    if known["issued"] and not iso_date(known["issued"]):
        raise DocumentError(f'{name} line {number}: "issued" must be a date such as 2024-06-19')
    known["issued"] = iso_date(known["issued"] or "")
    if known["title"] and not text.lstrip().startswith(known["title"]):
        text = f"{known['title']}\n\n{text}"
    origins = {field: origin for field, value in known.items() if value} | ({"authors": origin} if authors else {})
    return Document(f"{name}#{key or number}", text, **known, authors=authors, origins=origins, pages=())


def _string(fields: Mapping[str, object], field: str) -> str | None:
    """A field's text, None where it is missing or empty."""
    value = fields.get(field)
    if value is None:
        return None
    if isinstance(value, bool | list | dict):
        raise DocumentError(f'"{field}" must be a string')
    text = newlines(str(value)).encode("utf-8", "replace").decode("utf-8")  # JSON can hold lone surrogates
    return (text if field == "text" else text.strip()) or None


def _authors(value: object) -> tuple[str, ...]:
    """Authors as a string or a list of strings."""
    if value is None:
        return ()
    if isinstance(value, str):
        return (value.strip(),) if value.strip() else ()
    if isinstance(value, list) and all(isinstance(author, str) for author in value):
        return tuple(author.strip() for author in value if author.strip())
    raise DocumentError('"authors" must be a string or a list of strings')
