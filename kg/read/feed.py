"""RSS and Atom feeds → their entries: where each story stands, and what the feed says of it."""

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from urllib.parse import urljoin
from xml.etree import ElementTree

from kg.errors import DocumentError
from kg.read.dates import iso_date

__all__ = ["ENTRIES", "Entry", "entries", "is_feed"]

ENTRIES = 100
"""Entries of a feed that are read, the first ones."""

# Possessive, so that many comments are not tried in every grouping.
_BEFORE = rb"(?>\s+|<\?.*?\?>|<!--.*?-->|<!DOCTYPE[^\[>]*+(?:\[.*?\]\s*+)?>)*+"
_HEAD = re.compile(rb"(?:\xef\xbb\xbf)?" + _BEFORE + rb"<(?:rss|feed|(?:\w+:)?RDF)[\s>]", re.S)
_TEXTS = ("encoded", "content", "description", "summary")


@dataclass(frozen=True, slots=True)
class Entry:
    """A story of a feed: its address, and what the feed says of it; `text` is what the feed itself has of it."""

    url: str
    title: str
    issued: str | None
    authors: tuple[str, ...]
    publisher: str
    text: str


def is_feed(data: bytes) -> bool:
    """Whether some bytes are a feed.

    >>> is_feed(b"<?xml version='1.0'?> <rss version='2.0'>"), is_feed(b"<html>")
    (True, False)
    """
    return _HEAD.match(data[:5000]) is not None


def entries(data: bytes, url: str) -> Iterator[Entry]:
    """The entries of a feed, `ENTRIES` at most.

    Args:
        data: Its bytes.
        url: Its address, which those of its entries may be relative to.

    Raises:
        DocumentError: It is no well-formed feed.
    """
    if b"<!ENTITY" in data:
        raise DocumentError(f"{url}: a feed that declares entities is not read")
    try:
        root = ElementTree.fromstring(data)
    except (ElementTree.ParseError, ValueError, LookupError) as error:
        raise DocumentError(f"{url}: a broken feed ({error})") from error
    found = [node for node in root.iter() if _name(node) in ("item", "entry")]
    publisher = next((_text(node) for node in root.iter() if _name(node) == "title"), "")
    for node in found[:ENTRIES]:
        link = _link(node)
        if link:
            yield Entry(
                urljoin(url, link),
                _first(node, "title"),
                _day(_first(node, "pubDate", "published", "date", "updated")),
                tuple(filter(None, (_first(node, "creator", "author"),))),
                publisher,
                _words(_first(node, *_TEXTS)),
            )


def _name(node: ElementTree.Element) -> str:
    return str(node.tag).rpartition("}")[2]


def _text(node: ElementTree.Element) -> str:
    return " ".join("".join(node.itertext()).split())


def _first(node: ElementTree.Element, *names: str) -> str:
    """The text of the first child that has one of some names, the names in their order."""
    for name in names:
        for child in node:
            if _name(child) == name and _text(child):
                return _text(child)
    return ""


def _link(node: ElementTree.Element) -> str:
    """Where a story stands: RSS writes the address as text, Atom as an attribute."""
    for child in node:
        if _name(child) == "link" and child.get("rel", "alternate") == "alternate":
            found = child.get("href") or _text(child)
            if found:
                return found.strip()
    return ""


def _day(value: str) -> str | None:
    """The day that a feed gives, as YYYY-MM-DD."""
    try:
        return iso_date(value) or parsedate_to_datetime(value).date().isoformat()
    except (ValueError, TypeError, IndexError):
        return None


def _words(text: str) -> str:
    """The text of a piece of HTML."""
    parts = re.split(r"(?i)</?(?:p|br|div|li|h\d)\b[^<>]{0,500}>", text)
    plain = (" ".join(html.unescape(re.sub(r"<[^<>]{0,2000}>", " ", part)).split()) for part in parts)
    return "\n\n".join(part for part in plain if part)
