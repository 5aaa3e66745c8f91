"""The pipeline itself: inputs → documents → a record each → one graph, its files and its page."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from kg.errors import InputError

if TYPE_CHECKING:
    from kg.read import Skipped

__all__ = ["RULES", "Progress", "Summary", "build"]

RULES = "rules"
"""The name of the extractor that comes with kg."""

Progress = Callable[[str, int, int], None]
"""Told of each step: its name ("documents", "graph", "page"), how much of it is done, and of how much."""


@dataclass(frozen=True, slots=True)
class Summary:
    """What a build did.

    The counts are those of the graph; `reused` is how many documents kept their record. `notes` are words to the
    user, such as rows of a table that fit no document, or
    entities that are one since this build.
    """

    out: Path
    documents: int
    claims: int
    facts: int
    entities: int
    relations: int
    reused: int = 0
    skipped: tuple[Skipped, ...] = ()
    notes: tuple[str, ...] = ()


def build(
    inputs: Iterable[str | Path] | str | Path,
    out: str | Path = "graph",
    *,
    documents: str | Path | None = None,
    language: str | None = None,
    strict: bool = False,
    base: str | None = None,
    workers: int = 1,
    decisions: str | Path | None = None,
    names: Iterable[str | Path] | str | Path = (),
    frames: Iterable[str | Path] | str | Path = (),
    vocabulary: Iterable[str | Path] | str | Path = (),
    extractor: str = RULES,
    keep_missing: bool = False,
    progress: Progress | None = None,
) -> Summary:
    """Build a graph from documents, or bring one up to date.

    Documents whose content and settings are as they were keep their records; the graph is the same as that of a
    build from nothing. Until the new graph is whole, readers see the old one.

    Args:
        inputs: folders, files, patterns, http addresses of pages or feeds, or "-" for standard input.
        out: the folder of the graph.
        documents: a CSV table with what the texts do not tell; see `kg.read.table`.
        language: the language of all documents that the table gives none; identified if None.
        strict: whether a document that cannot be read fails the build.
        base: what the graph's own IRIs start with; `kg.rdf.BASE` if None.
        workers: processes that analyse documents.
        decisions: a file of what is the same and what is different.
        names: files of names of the user's own, see `kg.link.lists`.
        frames: folders of the user's own ways of saying relations, see `kg.extract.frames`.
        vocabulary: files of the user's own relations, Turtle or tables, see `kg.vocabulary.own`.
        extractor: `rules`, or the name of one that an installed package offers.
        keep_missing: whether documents that are not among the inputs any more stay in the graph.
        progress: told of each step.

    Returns:
        What was done.

    Raises:
        InputError: an input, a table or an option cannot be used, or no document can be read.
        DataError: a line of the user's frames or relations is bad.
        LockError: another build is writing into the folder.
    """
    # What follows is slow to import, and `import kg` shall be quick.
    from kg.build.gather import gather
    from kg.build.graph import write_graph
    from kg.build.lock import lock
    from kg.build.own import lists
    from kg.build.ways import ways
    from kg.build.work import extractor_named
    from kg.link.decisions import read_decisions
    from kg.read import documents_table, plan

    folder, given = Path(out), _several(inputs)
    extractor_named(extractor)
    lists_of_names, said = _several(names), ways(_several(frames), _several(vocabulary), extractor)
    tables = [Path(table) for table in (documents, decisions, *lists_of_names, *said.files) if table is not None]
    sources = plan(given, [folder, *tables])
    table = documents_table(Path(documents) if documents is not None else None)
    decided = Path(decisions) if decisions is not None else None
    own = lists(lists_of_names)
    read_decisions(decided)  # what is wrong with it is said before the work, not after
    tell = progress or _nobody
    _prepare(folder)
    with lock(folder):
        found = gather(sources, table, folder / "records", (extractor, language), (own, said), workers, tell)
        found.check(strict)
        found.forget_others(keep_missing)
        counts, merged = write_graph(folder, base, extractor, found.skipped, (decided, own, said), tell)
    return Summary(folder, counts.documents, counts.claims, counts.facts, counts.entities, counts.relations,
                   found.reused, tuple(found.skipped), (*table.unused(found.paths), *merged))  # fmt: skip


def _several(given: Iterable[str | Path] | str | Path) -> list[str | Path]:
    """A list of paths, also of one that stands alone."""
    return [given] if isinstance(given, str | Path) else list(given)


def _nobody(step: str, done: int, of: int) -> None:
    """Tell nobody of the progress."""


def _prepare(folder: Path) -> None:
    """The folder of the graph, made where it is absent; one that holds other things is left alone."""
    if folder.is_dir() and not any((folder / name).exists() for name in ("build.json", "records", "lock")):
        for other in folder.iterdir():
            raise InputError(f"{folder}: holds {other.name} and no graph of kg; give an empty folder as --out")
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise InputError(f"{folder}: cannot be made: {error.strerror}") from error
