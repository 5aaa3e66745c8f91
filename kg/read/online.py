"""Addresses and standard input → Documents, by the readers that files have."""

import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from urllib.parse import urlsplit

from kg.errors import DocumentError
from kg.model import Document
from kg.read.feed import Entry, entries, is_feed
from kg.read.skipped import Skipped
from kg.read.web import Fetched, fetch

__all__ = ["STDIN", "read_stdin", "read_url"]

STDIN = "-"
"""The input that stands for standard input."""

_Reader = Callable[[bytes, str], Iterator[Document | Skipped]]

# A feed's own words on a story that cannot be fetched: fewer are a teaser.
_ENOUGH = 200
_HEADS = (
    (b"%pdf-", ".pdf"),
    (b"pk\x03\x04", ".docx"),
    (b"<!doctype html", ".html"),
    (b"<html", ".html"),
    (b'{"', ".jsonl"),
)
_WEAK = ("dateline", "file name", "pdf", "docx")


def read_stdin(reader: _Reader, limit: int) -> Iterator[Document | Skipped]:
    """The documents of standard input, called "stdin"; its first bytes tell what it is, text where they tell nothing.

    Args:
        reader: Gives the documents in some bytes with a name.
        limit: Bytes that are read, at most.
    """
    data = sys.stdin.buffer.read(limit + 1)
    if len(data) > limit:
        yield Skipped("stdin", f"more than the limit of {limit:,} bytes")
        return
    head = data[:1000].lstrip().lower()
    ending = next((meant for magic, meant in _HEADS if head.startswith(magic)), ".txt")
    yield from reader(data, f"stdin{ending}")


def read_url(url: str, reader: _Reader) -> Iterator[Document | Skipped]:
    """The documents at an address: a page, a file, or the stories of a feed; each is called by its address.

    Args:
        url: The address.
        reader: Gives the documents in some bytes with a name.
    """
    try:
        found = fetch(url)
        if not is_feed(found.data):
            yield from _documents(found, url, reader)
            return
        host, seen = urlsplit(url).hostname or "", set[str]()
        for entry in entries(found.data, found.url):
            if entry.url not in seen:
                seen.add(entry.url)
                yield from _story(entry, host, reader)
    except DocumentError as error:
        yield _skipped(url, error)


def _story(entry: Entry, host: str, reader: _Reader) -> Iterator[Document | Skipped]:
    """The document of an entry: its page with what the feed adds, or the feed's own words where there is no page."""
    try:
        for document in _documents(fetch(entry.url, host), entry.url, reader):
            yield document if isinstance(document, Skipped) else _completed(document, entry)
    except DocumentError as error:
        if len(entry.text) < _ENOUGH:
            yield _skipped(entry.url, error)
        else:
            text = f"{entry.title}\n\n{entry.text}" if entry.title else entry.text
            yield _completed(Document(entry.url, text, url=entry.url, origins={"text": "feed", "url": "feed"}), entry)


def _documents(found: Fetched, url: str, reader: _Reader) -> Iterator[Document | Skipped]:
    """The documents in what an address gave, called by the address that was asked for."""
    name = url if url.lower().endswith(found.ending) else url + found.ending
    for document in reader(found.data, name):
        path = url + document.path.removeprefix(name) if document.path.startswith(name) else document.path
        if isinstance(document, Skipped):
            yield Skipped(path, document.reason)
        elif document.url:
            yield replace(document, path=path)
        else:
            yield replace(document, path=path, url=found.url, origins={**document.origins, "url": "fetched"})


def _completed(document: Document, entry: Entry) -> Document:
    """The document with what the feed tells and the page does not, or less surely."""
    told: dict[str, object] = {}
    if entry.issued and (not document.issued or document.origins.get("issued") in _WEAK):
        told["issued"] = entry.issued
    if entry.title and not document.title:
        told["title"] = entry.title
    if entry.publisher and not document.publisher:
        told["publisher"] = entry.publisher
    if entry.authors and not document.authors:
        told["authors"] = entry.authors
    origins = {**document.origins, **dict.fromkeys(told, "feed")}
    return replace(document, origins=origins, **told)  # type: ignore[arg-type]


def _skipped(url: str, error: DocumentError) -> Skipped:
    """What could not be fetched today may be there tomorrow."""
    return Skipped(url, str(error).removeprefix(url).lstrip(": "), passing=True)
