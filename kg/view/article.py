"""The article page: a document with its claims marked in the text and the graph of its claims beside it."""

import itertools
import os
from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from kg.errors import InputError
from kg.view.gather import Picture, gather
from kg.view.graph import SCRIPTS, picture_data
from kg.view.network import to_network
from kg.view.page import render, save

if TYPE_CHECKING:
    import networkx as nx

__all__ = ["document_to_html", "passages", "write_document"]


def write_document(
    graph: "nx.MultiDiGraph[str]",
    path: str | os.PathLike[str],
    document: str,
    text: str | None = None,
    *,
    title: str | None = None,
) -> None:
    """Write the article page of one document of a projection (see `kg.project`) to `path`.

    Args:
        graph: entities as nodes, relations as edges with their claims; claims of other documents are left out.
        path: the file to write; its folder is made where it is missing.
        document: the document, as IRI, last part of its IRI, or source.
        text: the whole text that the offsets of the evidence count in; what the graph tells of the document
            ("text") where it is not given.
        title: heading of the page; the document's title where it is not given.

    Raises:
        InputError: where the graph does not know the document or its text, or the file cannot be written.
    """
    save(path, document_to_html(graph, document, text, title=title))


def document_to_html(
    graph: "nx.MultiDiGraph[str]", document: str, text: str | None = None, *, title: str | None = None
) -> str:
    """The article page as text; arguments as in `write_document`."""
    iri = _document(graph, document)
    about = graph.graph["documents"][iri]
    if text is None:
        text = about.get("text")
    if text is None:
        raise InputError(f"the text of {document!r} is not in the graph; build it again without leaving texts out")
    picture = gather(graph, keep=lambda claim: claim.get("document") == iri)
    heading = title or about.get("title") or about.get("source") or iri
    pieces = passages(text, _spans(picture))
    data = picture_data(picture) | {"title": heading, "limit": len(picture.entities), "passages": pieces}
    scripts = [*SCRIPTS, "graph.js", "article.js"]
    return render("article.html", heading, scripts, "startArticle", data, to_network(picture))


def passages(text: str, spans: Iterable[tuple[int, int, int]]) -> list[list[tuple[str, list[int]]]]:
    r"""Cut a text into paragraphs of pieces, each with the numbers of the claims that rest on it.

    Args:
        text: the text.
        spans: claim number, start and end, half-open in code points; what lies outside the text is cut off.

    >>> passages("Ann met Bo.\n\nNo.", [(7, 0, 11), (8, 4, 7)])
    [[('Ann ', [7]), ('met', [7, 8]), (' Bo.', [7])], [('No.', [])]]
    """
    starts, ends = defaultdict(list), defaultdict(list)
    for claim, start, end in spans:
        if 0 <= start < min(end, len(text)):
            starts[start].append(claim)
            ends[min(end, len(text))].append(claim)
    active: list[int] = []
    pieces: list[tuple[str, list[int]]] = []
    cuts = sorted({0, len(text), *starts, *ends})
    for left, right in itertools.pairwise(cuts):
        for claim in ends[left]:
            active.remove(claim)
        active.extend(starts[left])
        pieces.append((text[left:right], sorted(set(active))))
    return _paragraphs(pieces)


def _paragraphs(pieces: Sequence[tuple[str, list[int]]]) -> list[list[tuple[str, list[int]]]]:
    """A new paragraph at every line break; empty lines vanish."""
    paragraphs: list[list[tuple[str, list[int]]]] = [[]]
    for words, claims in pieces:
        for number, line in enumerate(words.split("\n")):
            if number:
                paragraphs.append([])
            if line:
                paragraphs[-1].append((line, claims))
    return [paragraph for paragraph in paragraphs if "".join(words for words, _ in paragraph).strip()]


def _spans(picture: Picture) -> Iterable[tuple[int, int, int]]:
    for number, claim in enumerate(picture.claims):
        for piece in claim["evidence"]:
            if "end" in piece:
                yield number, int(piece.get("start", 0)), int(piece["end"])


def _document(graph: "nx.MultiDiGraph[str]", name: str) -> str:
    documents: dict[str, dict[str, Any]] = graph.graph.get("documents", {})
    for iri in sorted(documents):
        if name in (iri, iri.rpartition("/")[2], documents[iri].get("source")):
            return iri
    raise InputError(f"the graph has no claim of a document {name!r}; give its path as in dcterms:source, or its IRI")
