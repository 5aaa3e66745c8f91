"""Files, addresses and standard input → Documents: one reader per format, chosen by the ending.

A reader takes the bytes of a file and its name, and gives its documents; a document in it that cannot be
read is given as the error itself, so that the others go on. To add a format, write a reader and enter it in
`READERS`.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path, PurePosixPath

from kg.errors import DocumentError
from kg.model import Document
from kg.read.dates import dateline, in_name
from kg.read.docx import read_docx
from kg.read.fields import read_csv, read_jsonl
from kg.read.html import read_html
from kg.read.online import STDIN, read_stdin, read_url
from kg.read.pdf import read_pdf
from kg.read.plan import Source, plan
from kg.read.skipped import Skipped
from kg.read.table import Table, documents_table
from kg.read.text import read_markdown, read_text

__all__ = [
    "MAX_BYTES",
    "MAX_TEXT",
    "READERS",
    "Reader",
    "Skipped",
    "Source",
    "Table",
    "documents_table",
    "plan",
    "read",
    "read_bytes",
    "read_source",
]

Reader = Callable[[bytes, str], Iterator[Document | DocumentError]]

#: Readers by ending, lower case.
READERS: Mapping[str, Reader] = {
    ".txt": read_text,
    ".md": read_markdown,
    ".html": read_html,
    ".htm": read_html,
    ".jsonl": read_jsonl,
    ".csv": read_csv,
    ".pdf": read_pdf,
    ".docx": read_docx,
}

#: A larger file is no news story; it is skipped with this said.
MAX_BYTES = 200_000_000

#: A longer text is no news story either; its analysis would take minutes. Code points.
MAX_TEXT = 500_000

# A larger page or text is over that limit whatever its encoding; to look into it takes long.
_MOST = {".txt": 4 * MAX_TEXT, ".md": 4 * MAX_TEXT, ".html": 20 * MAX_TEXT, ".htm": 20 * MAX_TEXT}

# What the first bytes of a file say of it, whatever its name says.
_MAGIC = ((b"%PDF-", ".pdf"), (b"PK\x03\x04", ".docx"))


def read_source(source: Source) -> Iterator[Document | Skipped]:
    """The documents of a source: a file, an address, or standard input; what cannot be read as `Skipped`."""
    if source.reason:
        yield Skipped(source.name, source.reason)
    elif source.url == STDIN:
        yield from read_stdin(read_bytes, MAX_BYTES)
    elif source.url:
        yield from read_url(source.url, read_bytes)
    else:
        yield from read(source.path, source.root)


def read(path: Path, root: Path) -> Iterator[Document | Skipped]:
    """The documents of a file, what cannot be read as `Skipped`.

    The day of issue is the metadata's, else the dateline's, else the file name's.

    Args:
        path: the file.
        root: the folder that document paths are relative to.
    """
    name = path.relative_to(root).as_posix()
    try:
        size = path.stat().st_size
        if size > MAX_BYTES:
            yield Skipped(name, f"{size:,} bytes, more than the limit of {MAX_BYTES:,}")
            return
        data = path.read_bytes()
    except OSError as error:
        yield Skipped(name, f"cannot be read: {error.strerror or error}")
        return
    yield from read_bytes(data, name)


def read_bytes(data: bytes, name: str) -> Iterator[Document | Skipped]:
    """The documents in the bytes of a file called `name`; its ending chooses the reader."""
    name = name.encode("utf-8", "surrogateescape").decode("utf-8", "replace")  # names may be no UTF-8 on disk
    reader = READERS.get(PurePosixPath(name).suffix.lower())
    if reader is None:
        yield Skipped(name, f"no reader for {PurePosixPath(name).suffix or 'a name without an ending'}")
        return
    if not data.strip():
        yield Skipped(name, "empty")
        return
    most = _MOST.get(PurePosixPath(name).suffix.lower(), MAX_BYTES)
    if len(data) > most:
        yield Skipped(name, f"{len(data):,} bytes, more than the limit of {most:,} for such a file")
        return
    for magic, ending in _MAGIC:
        if data.startswith(magic) and READERS[ending] is not reader:
            yield Skipped(name, f"holds a {ending} file by its first bytes; give it its ending")
            return
    try:
        for found in reader(data, name):
            if isinstance(found, DocumentError):
                yield Skipped(name, _without(name, found))
            elif not found.text.strip():
                yield Skipped(found.path, "empty")
            elif len(found.text) > MAX_TEXT:
                yield Skipped(found.path, f"{len(found.text):,} characters, more than the limit of {MAX_TEXT:,}")
            else:
                yield _dated(found, name)
    except DocumentError as error:
        yield Skipped(name, _without(name, error))


def _without(name: str, error: DocumentError) -> str:
    """The error's words without the file's name, which stands beside them already."""
    return str(error).removeprefix(name).lstrip(": ")


def _dated(document: Document, name: str) -> Document:
    """The document with its day of issue, from its dateline or its file's name where nothing else told it."""
    for value, origin in ((document.issued, ""), (dateline(document.text), "dateline"), (in_name(name), "file name")):
        if value:
            origins = {**document.origins, "issued": origin} if origin else document.origins
            return replace(document, issued=value, origins=origins)
    return document
