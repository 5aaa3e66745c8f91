"""The commands that write files from a graph: view and export."""

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from kg.errors import QueryError

if TYPE_CHECKING:
    from rdflib import Dataset

__all__ = ["export", "view"]


def view(options: argparse.Namespace) -> int:
    """Write a page."""
    from kg import store, view
    from kg.project import project

    dataset = store.open(Path(options.graph))
    graph = project(
        dataset,
        focus=options.focus,
        hops=options.hops,
        relations=options.relation,
        document=options.article or options.document,
        min_confidence=options.min_confidence,
    )
    if options.article:
        view.write_document(graph, options.page, options.article, _text(dataset, options.article))
    elif options.timeline:
        view.write_timeline(graph, options.page, options.title)
    else:
        view.write(graph, options.page, options.title)
    print(options.page)
    return 0


def _text(dataset: "Dataset", document: str) -> str:
    """The text of the document of that path or IRI."""
    from rdflib import DCTERMS, SDO, Literal, URIRef

    for known in (dataset.value(None, DCTERMS.source, Literal(document)), URIRef(document)):
        text = dataset.value(known, SDO.text)
        if text is not None:
            return str(text)
    raise QueryError(f"the graph has no text of {document!r}; it was exported without, or the path is another")


def export(options: argparse.Namespace) -> int:
    """Write a graph in another format."""
    from kg import store
    from kg.export import export

    dataset = store.open(Path(options.graph))
    export(
        dataset,
        Path(options.file),
        options.format,
        facts_only=options.facts_only,
        without_text=options.without_text,
    )
    print(options.file)
    return 0
