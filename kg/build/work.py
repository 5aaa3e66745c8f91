"""One document through the house: language, analysis, extraction, record; in this process or in several."""

import multiprocessing
import os
import signal
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from dataclasses import dataclass, replace
from functools import cache
from importlib.metadata import entry_points
from pathlib import Path

from kg import records
from kg.build import RULES
from kg.build.own import Lists, marked
from kg.build.ways import Ways
from kg.errors import InputError
from kg.model import Analysis, Document, Record
from kg.read import Skipped

__all__ = ["Extractor", "Task", "extractor_named", "work"]

# The matrices of a sentence are small: several threads for one product only wait for each other, and take twice as
# long. Said before anything loads numpy, which reads it then; workers inherit it.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

Extractor = Callable[[Document, Analysis], Record]

# Documents in the hands of each worker or waiting for it: enough to keep it busy, few enough to stay in memory.
_AHEAD = 4


@dataclass(frozen=True, slots=True)
class Task:
    """A document to take through the house, and the record that is to come of it."""

    document: Document
    stamp: str
    folder: Path
    extractor: str
    own: Lists
    ways: Ways


@cache
def extractor_named(name: str) -> Extractor:
    """The extractor of that name: `rules`, or one that an installed package offers in the group `kg.extractors`.

    Raises:
        InputError: there is none.
    """
    if name == RULES:
        from kg.extract import extract

        return extract
    offered = {entry.name: entry for entry in entry_points(group="kg.extractors")}
    if name not in offered:
        raise InputError(f"no extractor is called {name!r}; there are: {', '.join([RULES, *sorted(offered)])}")
    found: Extractor = offered[name].load()
    return found


def work(tasks: Iterable[Task], workers: int) -> Iterator[str | Skipped]:
    """Take documents through the house.

    Args:
        tasks: the documents; taken as they are needed.
        workers: processes; with 1, all is done in this one.

    Yields:
        For each document its key, or why it was skipped.
    """
    if workers <= 1:
        yield from map(_one, tasks)
        return
    # Fresh processes: a copy of this one would copy its threads' locks as well.
    with ProcessPoolExecutor(workers, multiprocessing.get_context("spawn"), _begin) as pool:
        waiting: deque[Future[str | Skipped]] = deque()
        try:
            for task in tasks:
                waiting.append(pool.submit(_one, task))
                if len(waiting) >= workers * _AHEAD:
                    yield waiting.popleft().result()
            while waiting:
                yield waiting.popleft().result()
        finally:
            pool.shutdown(cancel_futures=True)


def _begin() -> None:
    """Make a worker leave interrupts to the process that started it, and end with it however it ends."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    parent = multiprocessing.parent_process()

    def watch() -> None:
        if parent is not None:
            parent.join()
            os._exit(1)

    threading.Thread(target=watch, daemon=True).start()


def _one(task: Task) -> str | Skipped:
    """Make and keep the record of one document."""
    from kg import languages

    document = task.document
    if document.language is None:
        language, reason = languages.identify(document.text)
        if language is None:
            return Skipped(document.path, reason)
        document = replace(document, language=language, origins={**document.origins, "language": "identified"})
    elif document.language not in languages.languages():
        known = ", ".join(languages.languages())
        return Skipped(document.path, f"language {document.language!r} is not supported; there are: {known}")
    analysis = languages.analyse(document.text, str(document.language))
    records.write(task.folder, _record(task, document, analysis), task.stamp)
    return document.key


def _record(task: Task, document: Document, analysis: Analysis) -> Record:
    """What extraction gives; names and frames of the user's are for kg's own extractor, which knows how to use them."""
    if task.extractor != RULES:
        return extractor_named(task.extractor)(document, analysis)
    from kg.extract import extract

    frames = task.ways.frames(analysis.language)
    if not task.own.paths:
        return extract(document, analysis, frames=frames)
    return marked(extract(document, analysis, task.own.extended().reference, frames=frames), task.own)
