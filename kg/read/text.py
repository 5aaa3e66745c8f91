"""Plain text and Markdown → Document: the first line is the headline."""

import re
from collections.abc import Iterator

from kg.model import Document
from kg.read.decode import decode

__all__ = ["read_markdown", "read_text"]


def read_text(data: bytes, name: str) -> Iterator[Document]:
    """The one document of a text file; its title is its first line that is not blank."""
    text, encoding = decode(data, name)
    title = next((line.strip() for line in text.splitlines() if line.strip()), None)
    yield _document(name, text, title, encoding)


def read_markdown(data: bytes, name: str) -> Iterator[Document]:
    """The one document of a Markdown file; its title is its first heading, else its first line."""
    text, encoding = decode(data, name)
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    heading = next((line for line in lines if re.match(r"#{1,6} ", line)), None)
    title = re.sub(r"^#+ +| +#+$|[*_`]", "", heading) if heading else next(iter(lines), None)
    yield _document(name, text, title, encoding)


def _document(name: str, text: str, title: str | None, encoding: str) -> Document:
    """A document that says where its title comes from and, where it is not UTF-8, its encoding."""
    origins = {"title": "first line"} if title else {}
    if encoding != "utf-8":
        origins["encoding"] = encoding
    return Document(name, text, title=title, origins=origins)
