"""Sources → a record for each document: what is as it was stays, the rest goes through the house."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

from kg import records
from kg.build import Progress
from kg.build.own import Lists
from kg.build.stamp import stamp
from kg.build.ways import Ways
from kg.build.work import Task, work
from kg.errors import InputError
from kg.read import Skipped, Source, Table, read_source

__all__ = ["Gathered", "gather"]

# Skipped inputs that an error names; the others are counted.
_NAMED = 3


@dataclass(slots=True)
class Gathered:
    """What became of the inputs: `keys` are those of the documents whose record is good."""

    folder: Path
    paths: set[str] = field(default_factory=set)
    keys: set[str] = field(default_factory=set)
    reused: int = 0
    skipped: list[Skipped] = field(default_factory=list)

    def check(self, strict: bool) -> None:
        """Raise InputError where nothing could be read, or where `strict` and something could not."""
        said = "; ".join(f"{other.path}: {other.reason}" for other in self.skipped[:_NAMED])
        if len(self.skipped) > _NAMED:
            said += f"; and {len(self.skipped) - _NAMED} more"
        if not self.keys:
            raise InputError(f"no document to build from{': ' + said if said else ': the folder is empty'}")
        if strict and self.skipped:
            raise InputError(f"{len(self.skipped)} of the inputs cannot be used, and --strict asks for all: {said}")

    def forget_others(self, keep_missing: bool) -> None:
        """Remove the records of documents that were skipped or are not among the inputs any more."""
        skipped = {other.path for other in self.skipped if not other.passing}
        for key in records.stamps(self.folder).keys() - self.keys:
            record = records.find(self.folder, key) if keep_missing else None
            if record is None or record.document.path in skipped:
                records.remove(self.folder, key)


def gather(
    sources: list[Source],
    table: Table,
    folder: Path,
    settings: tuple[str, str | None],
    own: tuple[Lists, Ways],
    workers: int,
    progress: Progress,
) -> Gathered:
    """See to it that `folder` holds a good record of every document.

    Args:
        sources: the files.
        table: what the user tells of documents.
        folder: the folder of the records.
        settings: the extractor's name, and the language of documents that nothing else tells (None: identified).
        own: the user's own names, and relations with the ways of saying them.
        workers: processes.
        progress: told of each document.
    """
    found = Gathered(folder)
    of = len(sources)
    progress("documents", 0, of)
    for result in work(_tasks(sources, table, settings, own, found), workers):
        _note(found, result)
        done = len(found.keys) + len(found.skipped)
        progress("documents", done, max(of, done))
    found.skipped.sort(key=lambda other: (other.path, other.reason))
    return found


def _note(found: Gathered, result: str | Skipped) -> None:
    """Enter what became of a document that went through the house: its key, or why it was skipped."""
    if isinstance(result, Skipped):
        found.skipped.append(result)
    else:
        found.keys.add(result)


def _tasks(
    sources: Iterable[Source], table: Table, settings: tuple[str, str | None], own: tuple[Lists, Ways], found: Gathered
) -> Iterator[Task]:
    """The documents that have no good record yet; the others are entered as they pass."""
    extractor, language = settings
    lists, ways = own
    known = records.stamps(found.folder)
    for source in sources:
        for document in read_source(source):
            if isinstance(document, Skipped):
                found.skipped.append(document)
                continue
            if document.path in found.paths:
                raise InputError(f"two documents have the path {document.path}; give each its own id")
            found.paths.add(document.path)
            document = table.complete(document)
            if language and not document.language:
                document = replace(document, language=language, origins={**document.origins, "language": "option"})
            made = stamp(document, [extractor, lists.digest, ways.digest])
            if known.get(document.key) == made:
                found.keys.add(document.key)
                found.reused += 1
            else:
                yield Task(document, made, found.folder, extractor, lists, ways)
