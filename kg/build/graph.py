"""Records → the graph's files: the store, N-Quads, Turtle and the page, each swapped in when whole."""

from pathlib import Path

from kg import records, store
from kg.assemble import BASE, Settings, assemble
from kg.build import Progress
from kg.build.stamp import versions
from kg.link.reference import load
from kg.link.resolve import resolve
from kg.read import Skipped
from kg.summary import Counts
from kg.version import __version__

__all__ = ["write_graph"]


def write_graph(
    folder: Path, base: str | None, extractor: str, skipped: list[Skipped], decisions: Path | None, progress: Progress
) -> Counts:
    """Assemble the records of a build's folder and swap the new graph in.

    Args:
        folder: the build's folder.
        base: what the graph's own IRIs start with; the usual if None.
        extractor: the extractor's name, for the build's node.
        skipped: inputs that gave no document, for the build's own record.
        decisions: the user's file of what is the same and what is different.
        progress: told of each step.

    Returns:
        What the graph holds.
    """
    progress("graph", 0, 1)
    base = base or BASE
    software = f"kg {__version__}"
    settings = Settings(base=base, software=software, extractors=(f"{extractor} {__version__}",))
    known = load()
    resolution, reasons = resolve(lambda: records.read(folder / "records"), decisions, known)
    quads = assemble(
        records.read(folder / "records"),
        settings,
        known,
        folder=folder,
        resolution=resolution,
        decisions=reasons,
    )
    details = {
        "software": software,
        "code": versions(),
        "extractor": extractor,
        "threshold": str(settings.fact_threshold),
        "skipped": [{"path": other.path, "reason": other.reason} for other in skipped],
    }
    counts = store.write(folder, quads, base, details)
    progress("graph", 1, 1)
    _page(folder, progress)
    return counts


def _page(folder: Path, progress: Progress) -> None:
    """Draw the graph as a page."""
    from kg import view
    from kg.project import project

    progress("page", 0, 1)
    view.write(project(store.open(folder)), folder / "graph.html", "Knowledge graph")
    progress("page", 1, 1)
