"""Fetches a page, a feed or a file from the network, within limits of time, size and place."""

import ipaddress
import socket
import threading
import time
import urllib.error
import urllib.request
from dataclasses import dataclass
from http.client import HTTPException, HTTPMessage
from pathlib import PurePosixPath
from typing import IO
from urllib.parse import urlsplit

from kg.errors import DocumentError
from kg.version import __version__

__all__ = ["BYTES", "SECONDS", "Fetched", "fetch", "is_url"]

SECONDS = 30.0
"""Time that one address may take, all in all."""

BYTES = 20_000_000
"""Bytes that one address may give."""

_AGENT = f"kg/{__version__} (builds a knowledge graph of news)"
_CHUNK = 1 << 16
_ENDINGS = {
    "text/html": ".html",
    "application/xhtml+xml": ".html",
    "text/plain": ".txt",
    "text/markdown": ".md",
    "text/csv": ".csv",
    "application/pdf": ".pdf",
    "application/x-ndjson": ".jsonl",
    "application/jsonl": ".jsonl",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": ".docx",
}
# Types that servers give for anything: the address's own ending says more.
_ANYTHING = ("application/octet-stream", "binary/octet-stream", "text/plain", "")


@dataclass(frozen=True, slots=True)
class Fetched:
    """What an address gave: its bytes, the address that gave them in the end, and the ending that its type means."""

    data: bytes
    url: str
    ending: str


def is_url(given: str) -> bool:
    """Whether an input is the address of a page.

    >>> is_url("https://example.org/a"), is_url("news/a.txt"), is_url("file:///etc/hosts")
    (True, False, False)
    """
    return given.lower().startswith(("http://", "https://"))


def fetch(url: str, asked: str | None = None) -> Fetched:
    """Fetch an address.

    Args:
        url: The address, http or https.
        asked: The host that the user named, where the address is another's word (a feed's): such an address, and
            where any address sends us on to, must be public or of that host.

    Raises:
        DocumentError: It cannot be fetched, is too large or too slow, or leads where it must not.
    """
    host = asked or urlsplit(url).hostname or ""
    if asked is not None:
        _check(url, host)
    found: list[Fetched | DocumentError] = []
    # A server can give a byte now and then for ever; only another thread is sure to end in time.
    fetching = threading.Thread(target=lambda: found.append(_fetched(url, host)), daemon=True)
    fetching.start()
    fetching.join(SECONDS)
    if not found:
        raise DocumentError(f"{url}: cannot be fetched: it takes more than {SECONDS:g} seconds")
    if isinstance(found[0], DocumentError):
        raise found[0]
    return found[0]


def _fetched(url: str, host: str) -> Fetched | DocumentError:
    try:
        return _get(url, host)
    except DocumentError as error:
        return error
    except urllib.error.HTTPError as error:
        return DocumentError(f"{url}: cannot be fetched: the server says {error.code}")
    except (OSError, HTTPException, ValueError) as error:
        why = getattr(error, "reason", None) or error
        return DocumentError(f"{url}: cannot be fetched: {' '.join(str(why).split())[:100]!r}")


def _get(url: str, host: str) -> Fetched:
    headers = {"User-Agent": _AGENT, "Accept-Encoding": "identity"}
    opener = urllib.request.build_opener(_Redirects(host))
    ends = time.monotonic() + SECONDS
    with opener.open(urllib.request.Request(url, headers=headers), timeout=SECONDS) as answer:
        packed = answer.headers.get("Content-Encoding", "identity")
        if packed.lower() not in ("", "identity"):
            raise DocumentError(f"{url}: cannot be fetched: it comes packed, which nobody asked for")
        data = b""
        while chunk := answer.read(_CHUNK):
            data += chunk
            if len(data) > BYTES:
                raise DocumentError(f"{url}: larger than the limit of {BYTES:,} bytes")
            if time.monotonic() > ends:
                break
        return Fetched(data, answer.url, _ending(answer.headers.get_content_type(), answer.url))


def _ending(kind: str, url: str) -> str:
    own = PurePosixPath(urlsplit(url).path).suffix.lower()
    if kind in _ANYTHING and own in _ENDINGS.values():
        return own
    return _ENDINGS.get(kind, ".html" if kind.endswith("xml") else own)


class _Redirects(urllib.request.HTTPRedirectHandler):
    """Follows where a server sends us, as far as it may."""

    def __init__(self, host: str) -> None:
        self.host = host

    def redirect_request(
        self, req: urllib.request.Request, fp: IO[bytes], code: int, msg: str, headers: HTTPMessage, newurl: str
    ) -> urllib.request.Request | None:
        _check(newurl, self.host)
        return super().redirect_request(req, fp, code, msg, headers, newurl)


def _check(url: str, host: str) -> None:
    """See that an address which the user did not give is http, and public or of the user's host.

    Raises:
        DocumentError: It is not.
    """
    named = urlsplit(url).hostname or ""
    if not is_url(url) or not named:
        raise DocumentError(f"{url}: cannot be fetched: no http address")
    if named == host:
        return
    try:
        found = {entry[4][0] for entry in socket.getaddrinfo(named, None)}
    except OSError as error:
        raise DocumentError(f"{url}: cannot be fetched: no such host") from error
    if not all(ipaddress.ip_address(str(one).partition("%")[0]).is_global for one in found):
        raise DocumentError(f"{url}: cannot be fetched: it leads into the local network")
