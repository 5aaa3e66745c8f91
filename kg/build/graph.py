"""Records → the graph's files: the store, N-Quads, Turtle and the page, each swapped in when whole."""

from collections.abc import Iterator
from pathlib import Path

from kg import records, store
from kg.assemble import BASE, Settings, assemble
from kg.build import Progress
from kg.build.changes import changed
from kg.build.own import Lists, added
from kg.build.stamp import versions
from kg.build.ways import Ways
from kg.link.reference import load
from kg.link.resolve import resolve
from kg.model import Record
from kg.rdf import Names
from kg.read import Skipped
from kg.summary import Counts
from kg.version import __version__

__all__ = ["write_graph"]


def write_graph(
    folder: Path,
    base: str | None,
    extractor: str,
    skipped: list[Skipped],
    given: tuple[Path | None, Lists, Ways],
    progress: Progress,
) -> tuple[Counts, tuple[str, ...]]:
    """Assemble the records of a build's folder and swap the new graph in.

    Args:
        folder: the build's folder.
        base: what the graph's own IRIs start with; the usual if None.
        extractor: the extractor's name, for the build's node.
        skipped: inputs that gave no document, for the build's own record.
        given: the user's file of what is the same and what is different, names, and relations with their frames.
        progress: told of each step.

    Returns:
        What the graph holds, and what is one or apart since the last build, in words.
    """
    progress("graph", 0, 1)
    decisions, own, ways = given
    base = base or BASE
    settings = _settings(base, extractor, own, ways)
    known = own.extended().reference if own.paths else load()
    resolution, reasons = resolve(lambda: records.read(folder / "records"), decisions, known)
    met: set[str] = set()
    quads = assemble(
        _watched(records.read(folder / "records"), met),
        settings,
        known,
        folder=folder,
        resolution=resolution,
        decisions=reasons,
        extra=added(own, met, resolution, Names(settings)),
    )
    details = {
        "software": settings.software,
        "code": versions(),
        "extractor": extractor,
        "options": dict(settings.options),
        "threshold": str(settings.fact_threshold),
        "skipped": [{"path": other.path, "reason": other.reason} for other in skipped],
        "merged": dict(sorted(resolution.items())),
    }
    changes = changed(folder, resolution, reasons)
    counts = store.write(folder, quads, base, details)
    progress("graph", 1, 1)
    _page(folder, progress)
    return counts, changes


def _settings(base: str, extractor: str, own: Lists, ways: Ways) -> Settings:
    """What the build decides of its graph."""
    options = {name: given.digest for name, given in (("names", own), ("frames", ways)) if given.digest}
    return Settings(
        base=base,
        software=f"kg {__version__}",
        extractors=(f"{extractor} {__version__}",),
        options=options,
        vocabularies=ways.vocabularies,
    )


def _watched(found: Iterator[Record], met: set[str]) -> Iterator[Record]:
    """The records, while `met` takes in the keys of their entities."""
    for record in found:
        met.update(entity.key for entity in record.entities)
        yield record


def _page(folder: Path, progress: Progress) -> None:
    """Draw the graph as a page."""
    from kg import view
    from kg.project import project

    progress("page", 0, 1)
    view.write(project(store.open(folder)), folder / "graph.html", "Knowledge graph")
    progress("page", 1, 1)
