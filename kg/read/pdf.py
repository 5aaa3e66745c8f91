"""PDF → Document: the text of its pages, where each page starts, and what the file says of itself."""

import io
import logging
import struct
import time
import zlib
from collections.abc import Iterator
from datetime import datetime
from typing import TYPE_CHECKING

from kg.errors import DocumentError
from kg.model import Document
from kg.read.dates import dateline, in_name
from kg.read.pages import running_text

if TYPE_CHECKING:
    from pypdf import PdfReader

__all__ = ["PAGES", "SECONDS", "read_pdf"]

PAGES = 2000
"""Pages of a file, at most."""

SECONDS = 60.0
"""Time that the pages of a file may take."""

# A broken file breaks pypdf in the middle of its work, wherever that is.
_BROKEN = (ValueError, KeyError, TypeError, AttributeError, IndexError, RecursionError, AssertionError, OSError,
           ArithmeticError, NotImplementedError, MemoryError, struct.error, zlib.error)  # fmt: skip
_NO_TITLE = ("untitled", "microsoft word", "layout ", "document")


def read_pdf(data: bytes, name: str) -> Iterator[Document]:
    """The one document of a PDF file; its title is the one that the file gives itself, else its first line.

    The day that the file was made is the day of issue only where neither a dateline nor the name tells one.

    Raises:
        DocumentError: the file is broken, locked, holds no text, or is more than it may be.
    """
    from pypdf.errors import PyPdfError

    logging.getLogger("pypdf").setLevel(logging.CRITICAL + 1)  # it would say the file's own bytes
    try:
        text, pages, told = _read(data, name)
    except (PyPdfError, *_BROKEN) as error:
        if isinstance(error, DocumentError):
            raise
        why = " ".join(str(error).split())[:100] or type(error).__name__
        raise DocumentError(f"{name}: a broken PDF file ({why!r})") from error
    if not text.strip():
        raise DocumentError(f"{name}: a PDF file without text; it may be scanned, and needs OCR first")
    title = told.get("title") or next(line.strip() for line in text.split("\n") if line.strip())
    issued = None if dateline(text) or in_name(name) else told.get("issued")
    authors = tuple(author.strip() for author in told.get("author", "").split(";") if author.strip())
    origins = {"title": "pdf" if told.get("title") else "first line"}
    origins |= {"issued": "pdf"} if issued else {}
    origins |= {"authors": "pdf"} if authors else {}
    yield Document(name, text, title=title[:300], issued=issued, authors=authors, origins=origins, pages=pages)


def _read(data: bytes, name: str) -> tuple[str, tuple[int, ...], dict[str, str]]:
    """Text, the starts of its pages, and metadata."""
    from pypdf import PdfReader

    began = time.monotonic()
    file = PdfReader(io.BytesIO(data))
    if file.is_encrypted and not file.decrypt(""):
        raise DocumentError(f"{name}: a locked PDF file; save it without a password")
    if len(file.pages) > PAGES:
        raise DocumentError(f"{name}: {len(file.pages):,} pages, more than the limit of {PAGES:,}")
    found = []
    for page in file.pages:
        found.append(_plain(page.extract_text()))
        if time.monotonic() - began > SECONDS:
            raise DocumentError(f"{name}: its pages take more than {SECONDS:g} seconds")
    text, pages = running_text(found)
    return text, pages, _told(file)


def _plain(text: str) -> str:
    """Text that can be kept: lone halves of surrogate pairs and NUL go."""
    return text.replace("\0", "").encode("utf-8", "replace").decode("utf-8")


def _told(file: "PdfReader") -> dict[str, str]:
    """What the file says of itself, where it can be believed."""
    about = file.metadata
    if about is None:
        return {}
    title, author = (" ".join(_plain(str(value or "")).split()) for value in (about.title, about.author))
    told = {"author": author}
    if len(title) > 3 and not title.lower().startswith(_NO_TITLE) and "." not in title[-6:]:
        told["title"] = title
    try:
        made = about.creation_date
    except ValueError:
        made = None
    return told | ({"issued": made.date().isoformat()} if isinstance(made, datetime) else {})
