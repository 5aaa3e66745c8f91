"""The commands that work on texts: build, analyse, evaluate."""

import argparse
import os
import sys
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from kg.build import Progress, Summary
from kg.cli.say import plain, plain_lines, say, table
from kg.errors import InputError

__all__ = ["analyse", "build", "evaluate"]

# Starting another process and loading its models costs as much as some documents.
_FEW = 20
# File names shown for each reason of skipping.
_NAMED = 3


def build(options: argparse.Namespace) -> int:
    """Build a graph and tell what it holds."""
    from kg.build import build

    with _progress() as progress:
        summary = build(
            options.inputs,
            options.out,
            documents=options.documents,
            language=options.language,
            strict=options.strict,
            base=options.base,
            workers=_workers(options),
            decisions=options.decisions,
            names=options.names,
            frames=options.frames,
            vocabulary=options.vocabulary,
            extractor=options.extractor,
            keep_missing=options.keep_missing,
            progress=progress,
        )
    for note in summary.notes:
        print(f"kg: note: {plain(note)}", file=sys.stderr)
    _tell(summary)
    return 0


def _workers(options: argparse.Namespace) -> int:
    """How many processes: as told, else one for few documents and one per core for many."""
    if options.workers < 0:
        raise InputError(f"--workers {options.workers}: give a number of processes, or 0 for the usual")
    if options.workers:
        return int(options.workers)
    from kg.read import plan

    return 1 if len(plan(options.inputs)) < _FEW else os.cpu_count() or 1


def _tell(summary: Summary) -> None:
    """The table at the end of a build."""
    out = plain(str(summary.out))
    table(
        [
            ("documents", f"{summary.documents:,}", f"({summary.reused:,} unchanged)" if summary.reused else ""),
            *((name, f"{getattr(summary, name):,}", "") for name in ("claims", "facts", "entities", "relations")),
            ("skipped", f"{len(summary.skipped):,}", ""),
        ]
    )
    by_reason: defaultdict[str, list[str]] = defaultdict(list)
    for skipped in summary.skipped:
        by_reason[skipped.reason].append(skipped.path)
    for reason, paths in by_reason.items():
        more = f" and {len(paths) - _NAMED} more" if len(paths) > _NAMED else ""
        print(f"  {plain(', '.join(paths[:_NAMED]))}{more}: {plain(reason)}")
    print(f"\nNext: open {out}/graph.html in a browser, or try")
    for line in ("queries", f"query {out} signatories", f"entities {out}"):
        print(f"  kg {line}")


@contextmanager
def _progress() -> Iterator[Progress | None]:
    """A bar on a terminal; nothing where the words go to a file."""
    if not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (TextColumn("{task.description:9}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bars:
        shown = {}

        def tell(step: str, done: int, of: int) -> None:
            if step not in shown:
                shown[step] = bars.add_task(step, total=of)
            bars.update(shown[step], completed=done, total=of)

        yield tell


def analyse(options: argparse.Namespace) -> int:
    """Show sentences, words and names of a text."""
    from kg import languages
    from kg.languages.show import COLUMNS, to_conllu, to_table
    from kg.read import Skipped, read

    path = Path(options.file)
    if not path.is_file():
        raise InputError(f"{path}: no such file")
    for document in read(path, path.parent):
        if isinstance(document, Skipped):
            raise InputError(f"{document.path}: {document.reason}")
        language, reason = options.language, "given"
        if language is None:
            language, reason = languages.identify(document.text)
        if language is None:
            raise InputError(f"{document.path}: {reason}; --language overrides")
        analysis = languages.analyse(document.text, language)
        if options.format == "conllu":
            sys.stdout.write(plain_lines(to_conllu(analysis)))
        else:
            table(to_table(analysis), COLUMNS)
    return 0


def evaluate(options: argparse.Namespace) -> int:
    """Score a graph."""
    from kg.evaluate import evaluate, to_json, to_text

    figures = evaluate(Path(options.graph), Path(options.cases), options.language)
    say(to_json(figures) if options.json else to_text(figures, options.misses))
    return 0
