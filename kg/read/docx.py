"""Word documents (.docx) → Document: the paragraphs of the text, and what the file says of itself."""

import io
import zipfile
import zlib
from collections.abc import Iterator
from xml.etree import ElementTree

from kg.errors import DocumentError
from kg.model import Document
from kg.read.dates import dateline, in_name, iso_date

__all__ = ["PART_BYTES", "read_docx"]

PART_BYTES = 50_000_000
"""Bytes of a part of the file when it is unpacked: a small file can hold gigabytes."""

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_DC = "{http://purl.org/dc/elements/1.1/}"
_TERMS = "{http://purl.org/dc/terms/}"
_PIECES = {f"{_W}tab": " ", f"{_W}br": "\n", f"{_W}cr": "\n", f"{_W}noBreakHyphen": "-"}


def read_docx(data: bytes, name: str) -> Iterator[Document]:
    """The one document of a Word file; its title is the one that the file gives itself, else its first paragraph.

    The day that the file was made is the day of issue only where neither a dateline nor the name tells one.

    Raises:
        DocumentError: the file is broken, or a part of it is larger than it may be.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            text = "\n\n".join(_paragraphs(_part(archive, "word/document.xml", name)))
            core = _part(archive, "docProps/core.xml", name) if "docProps/core.xml" in archive.namelist() else b"<x/>"
            told = {node.tag: " ".join((node.text or "").split()) for node in _parsed(core).iter()}
    except KeyError as error:
        raise DocumentError(f"{name}: no Word document: it holds no word/document.xml") from error
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, OSError) as error:
        raise DocumentError(f"{name}: a broken or locked Word file ({error})") from error
    except (ElementTree.ParseError, ValueError) as error:
        if isinstance(error, DocumentError):
            raise
        raise DocumentError(f"{name}: a broken Word file ({error})") from error
    title = told.get(f"{_DC}title") or next((line for line in text.split("\n") if line.strip()), "")
    issued = None if dateline(text) or in_name(name) else iso_date(told.get(f"{_TERMS}created", ""))
    authors = tuple(author.strip() for author in told.get(f"{_DC}creator", "").split(";") if author.strip())
    origins = {"title": "docx" if told.get(f"{_DC}title") else "first line"}
    origins |= {"issued": "docx"} if issued else {}
    origins |= {"authors": "docx"} if authors else {}
    yield Document(name, text, title=title[:300] or None, issued=issued, authors=authors, origins=origins)


def _part(archive: zipfile.ZipFile, part: str, name: str) -> bytes:
    """A part of the file, unpacked no further than it may be, whatever the file says of its size."""
    with archive.open(part) as packed:
        data = packed.read(PART_BYTES + 1)
    if len(data) > PART_BYTES:
        raise DocumentError(f"{name}: {part} is larger than the limit of {PART_BYTES:,} bytes")
    return data


def _parsed(data: bytes) -> ElementTree.Element:
    if b"<!DOCTYPE" in data or b"<!ENTITY" in data:  # no Word file has one; entities can grow without end
        raise ValueError("it declares entities")
    return ElementTree.fromstring(data)


def _paragraphs(data: bytes) -> Iterator[str]:
    """The text of each paragraph that has one; what a change has removed is left out."""
    if b"<!DOCTYPE" in data or b"<!ENTITY" in data:
        raise ValueError("it declares entities")
    said: list[str] = []
    hidden = 0
    for event, node in ElementTree.iterparse(io.BytesIO(data), ("start", "end")):
        if node.tag == _FALLBACK:
            hidden += 1 if event == "start" else -1
        elif event == "end" and not hidden:
            if node.tag == f"{_W}t":
                said.append(node.text or "")
            elif node.tag == f"{_W}p":
                text = "".join(said).strip()
                said.clear()
                if text:
                    yield text
                node.clear()
            else:
                said.append(_PIECES.get(node.tag, ""))
