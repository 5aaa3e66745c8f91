"""The commands that write files from a graph: view and export."""

import argparse
from pathlib import Path

__all__ = ["export", "view"]


def view(options: argparse.Namespace) -> int:
    """Write a page."""
    from kg import store, view
    from kg.project import project

    graph = project(
        store.open(Path(options.graph)),
        focus=options.focus,
        hops=options.hops,
        relations=options.relation,
        document=options.article or options.document,
        min_confidence=options.min_confidence,
    )
    if options.article:
        view.write_document(graph, options.page, options.article)
    elif options.timeline:
        view.write_timeline(graph, options.page, options.title)
    else:
        view.write(graph, options.page, options.title)
    print(options.page)
    return 0


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
