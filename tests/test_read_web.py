"""Addresses, feeds and standard input, against a real server on this machine."""

import http.server
import io
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from papers import pdf

import kg
from kg.errors import DocumentError
from kg.model import Document
from kg.read import Skipped, plan, read_source, web
from kg.read.feed import entries, is_feed

Command = Callable[..., tuple[int, str, str]]

STORY = """<html><head><title>{title}</title><meta property="og:site_name" content="Kabar">{more}</head><body>
<nav>Menu</nav><article><h1>{title}</h1><p>Anna Berg met Carl Dahl in Oslo in the morning, a spokesman told reporters
after the talks had ended in the old town hall.</p>
<p>The talks will go on in the spring, and both sides said that they had been useful.</p>
</article></body></html>"""
DAY = '<meta property="article:published_time" content="2024-05-02T08:00:00Z">'
LONG = "&lt;p&gt;Erik Falk met Gina Hult in Bergen.&lt;/p&gt; " + "&lt;p&gt;The talks were useful.&lt;/p&gt;" * 12
RSS = f"""<?xml version="1.0"?><rss version="2.0"><channel><title>Desk</title>
<item><title>One</title><link>/one.html</link><pubDate>Fri, 03 May 2024 10:00:00 GMT</pubDate></item>
<item><title>Dated</title><link>/dated.html</link><pubDate>Fri, 03 May 2024 10:00:00 GMT</pubDate></item>
<item><title>Gone</title><link>/gone.html</link><description>Short.</description></item>
<item><title>Whole</title><link>/gone2.html</link><pubDate>Sat, 04 May 2024 10:00:00 GMT</pubDate>
<description>{LONG}</description></item>
<item><title>Evil</title><link>file:///etc/hostname</link></item>
<item><title>Inside</title><link>http://127.0.0.2:9/secret</link></item>
<item><title>No link</title></item></channel></rss>"""
ATOM = """<feed xmlns="http://www.w3.org/2005/Atom"><title>Desk</title><entry><title>One</title>
<link rel="edit" href="/edit"/><link href="one.html"/><published>2024-05-03T10:00:00Z</published>
<author><name>Sari Dewi</name></author></entry></feed>"""
PAGES: dict[str, tuple[str, bytes]] = {
    "/one.html": ("text/html; charset=utf-8", STORY.format(title="One", more="").encode()),
    "/dated.html": ("text/html", STORY.format(title="Dated", more=DAY).encode()),
    "/rss": ("application/rss+xml", RSS.encode()),
    "/atom": ("application/xml", ATOM.encode()),
    "/plain": ("text/plain", b"A visit\n\nAnna Berg met Carl Dahl in the morning, it was said.\n"),
    "/talks": ("application/pdf", pdf([["A visit", "Anna Berg met Carl Dahl in the morning, it was said."]])),
    "/lines.jsonl": ("application/octet-stream", b'{"id": "a", "text": "Anna Berg met Carl Dahl, it was said."}\n'),
    "/entities": ("application/rss+xml", b'<?xml version="1.0"?><!DOCTYPE r [<!ENTITY a "a">]><rss>&a;</rss>'),
    "/broken": ("application/rss+xml", b"<rss><channel>"),
}


class Handler(http.server.BaseHTTPRequestHandler):
    """Gives the pages above, and some that would do harm."""

    def do_GET(self) -> None:
        if self.path in PAGES:
            kind, body = PAGES[self.path]
            self.send_response(200)
            self.send_header("Content-Type", kind)
            self.end_headers()
            self.wfile.write(body)
        elif self.path.startswith("/to"):
            self.send_response(302)
            self.send_header("Location", self.path.partition("?")[2])
            self.end_headers()
        elif self.path in ("/big", "/slow"):
            self.send_response(200)
            self.send_header("Content-Type", "text/html")
            self.end_headers()
            try:
                for _ in range(2000):
                    self.wfile.write(b"x" * 1000)
                    time.sleep(0.2 if self.path == "/slow" else 0)
            except OSError:
                pass
        elif self.path == "/packed":
            self.send_response(200)
            self.send_header("Content-Encoding", "gzip")
            self.end_headers()
        else:
            self.send_error(404, "Gone \x1b[31m")

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture
def site(monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """The address of a server."""
    for name in ("http_proxy", "https_proxy", "HTTP_PROXY", "HTTPS_PROXY", "all_proxy", "ALL_PROXY"):
        monkeypatch.delenv(name, raising=False)
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


def all_of(url: str) -> list[Document | Skipped]:
    (source,) = plan([url])
    return list(read_source(source))


def one(url: str) -> Document:
    (found,) = all_of(url)
    assert isinstance(found, Document), found
    return found


def test_a_page_a_file_and_lines_are_read_by_their_type(site: str) -> None:
    page = one(f"{site}/one.html")
    assert (page.path, page.url, page.title, page.publisher) == (f"{site}/one.html", f"{site}/one.html", "One", "Kabar")
    assert "Menu" not in page.text
    assert page.origins["url"] in ("fetched", "html")
    plain = one(f"{site}/plain")
    assert (plain.path, plain.title, plain.origins["url"]) == (f"{site}/plain", "A visit", "fetched")
    talks = one(f"{site}/talks")
    assert (talks.path, talks.pages) == (f"{site}/talks", (0,))
    assert one(f"{site}/lines.jsonl").path == f"{site}/lines.jsonl#a"
    assert one(f"{site}/to?/plain").path == f"{site}/to?/plain"


def test_a_feed_gives_its_stories_and_what_it_knows_of_them(site: str) -> None:
    found = {document.path.removeprefix(site): document for document in all_of(f"{site}/rss")}
    first, dated, whole = found["/one.html"], found["/dated.html"], found["/gone2.html"]
    assert isinstance(first, Document) and isinstance(dated, Document) and isinstance(whole, Document)
    assert (first.issued, first.origins["issued"]) == ("2024-05-03", "feed")
    assert (dated.issued, dated.origins["issued"]) == ("2024-05-02", "html")
    assert (first.publisher, whole.publisher, whole.origins["publisher"]) == ("Kabar", "Desk", "feed")
    assert whole.text.startswith("Whole\n\nErik Falk met Gina Hult in Bergen.\n\nThe talks")
    gone = found["/gone.html"]
    assert gone == Skipped(f"{site}/gone.html", "cannot be fetched: the server says 404", passing=True)
    reasons = {path: other.reason for path, other in found.items() if isinstance(other, Skipped)}
    assert "no http address" in reasons["file:///etc/hostname"]
    assert "it leads into the local network" in reasons["http://127.0.0.2:9/secret"]
    atom = one(f"{site}/atom")
    assert (atom.path, atom.issued, atom.authors) == (f"{site}/one.html", "2024-05-03", ("Sari Dewi",))


@pytest.mark.parametrize(
    ("path", "said"),
    [
        ("/nothing", "the server says 404"),
        ("/to?file:///etc/hostname", "cannot be fetched"),
        ("/to?http://127.0.0.2:9/", "it leads into the local network"),
        ("/packed", "it comes packed"),
        ("/entities", "a feed that declares entities"),
        ("/broken", "a broken feed"),
        ("/big", "larger than the limit of 100,000 bytes"),
        ("/slow", "it takes more than 1.5 seconds"),
    ],
)
def test_what_does_harm_is_skipped_in_time(site: str, monkeypatch: pytest.MonkeyPatch, path: str, said: str) -> None:
    monkeypatch.setattr(web, "SECONDS", 1.5)
    monkeypatch.setattr(web, "BYTES", 100_000)
    began = time.monotonic()
    (found,) = all_of(site + path)
    assert isinstance(found, Skipped)
    assert said in found.reason
    assert "\x1b" not in found.reason
    assert time.monotonic() - began < 6


def test_a_build_reads_addresses_and_keeps_what_is_away(site: str, tmp_path: Path, toy: str) -> None:
    urls = [f"{site}/one.html", f"{site}/plain"]
    summary = kg.build(urls, tmp_path / "g", extractor=toy)
    assert (summary.documents, summary.skipped) == (2, ())
    assert kg.build(urls, tmp_path / "g", extractor=toy).reused == 2
    plain = PAGES.pop("/plain")
    try:
        kept = kg.build(urls, tmp_path / "g", extractor=toy, keep_missing=True)
        assert (kept.documents, len(kept.skipped)) == (2, 1)
        assert kg.build(urls, tmp_path / "g", extractor=toy).documents == 1
    finally:
        PAGES["/plain"] = plain


@pytest.mark.parametrize(
    ("data", "path"),
    [
        (b"A visit\n\nAnna Berg met Carl Dahl in the morning, it was said.\n", "stdin.txt"),
        (STORY.format(title="One", more="").encode(), "stdin.html"),
        (b'{"id": 7, "text": "Anna Berg met Carl Dahl in the morning, it was said."}\n', "stdin.jsonl#7"),
        (pdf([["A visit", "Anna Berg met Carl Dahl in the morning, it was said."]]), "stdin.pdf"),
    ],
)
def test_standard_input_is_what_its_first_bytes_say(
    tmp_path: Path, toy: str, command: Command, monkeypatch: pytest.MonkeyPatch, data: bytes, path: str
) -> None:
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(data)))
    status, out, err = command("build", "-", "--out", tmp_path / "g", "--extractor", toy)
    assert (status, err) == (0, ""), out
    rows = kg.open(tmp_path / "g").query("SELECT ?s { ?d dcterms:source ?s }")
    assert [str(row["s"]) for row in rows] == [path]


def test_a_feed_is_told_by_its_first_words() -> None:
    assert is_feed(RSS.encode()) and is_feed(ATOM.encode())
    assert not is_feed(STORY.encode())
    many = b"<rss>" + b"<item><link>/x</link></item>" * 200 + b"</rss>"
    assert len(list(entries(many, "http://example.org/"))) == 100
    assert not is_feed(b"<!-- a -->" * 400 + b"<html>")
    with pytest.raises(DocumentError, match="a broken feed"):
        list(entries(b"<rss>", "x"))
