"""The commands that ask a graph: query, queries, check, explain, entities, report, path, diff."""

import argparse
import csv
import json
import os
import shutil
import sys
from collections import Counter
from pathlib import Path

from kg.cli.say import is_terminal, plain_lines, say, table
from kg.errors import QueryError

__all__ = ["binding", "check", "diff", "entities", "explain", "path", "queries", "query", "report"]

# Characters of a cell of the table of changes.
_CELL = 80


def query(options: argparse.Namespace) -> int:
    """Ask a question and print the answer."""
    from kg import store
    from kg.query import run, to_format

    bindings = dict(binding(given) for given in options.bind)
    result = run(store.open(Path(options.graph)), options.query, bindings)
    usual = "turtle" if result.form in ("CONSTRUCT", "DESCRIBE") else "table"
    _print(to_format(result, options.format or usual, *_look()))
    return 0


def binding(given: str) -> tuple[str, str]:
    """Name and value of a --bind."""
    name, equals, value = given.partition("=")
    if not equals or not name:
        raise QueryError(f"--bind {given}: give it as name=value")
    return name.lstrip("?$"), value


def _look() -> tuple[int | None, bool]:
    """The width of the terminal and whether it has colours; no width where there is no terminal."""
    if not is_terminal():
        return None, False
    return shutil.get_terminal_size().columns, not os.environ.get("NO_COLOR")


def _print(text: str) -> None:
    """Print an answer that is already safe, or that a program reads."""
    sys.stdout.write(text)


def queries(options: argparse.Namespace) -> int:
    """List the shipped questions."""
    from kg.query import shipped

    for question in shipped():
        params = "; ".join(map(str, question.params or ()))
        print(f"{question.name}\n    {question.title}" + (f"\n    --bind {params}" if params else ""))
    return 0


def check(options: argparse.Namespace) -> int:
    """Say what is wrong with a graph, and end with 1 where something is."""
    from kg import store
    from kg.check import check

    problems = check(store.open(Path(options.graph)))
    for problem in problems:
        say(str(problem))
    print(f"{len(problems)} problems" if problems else "no problems")
    return 1 if problems else 0


def explain(options: argparse.Namespace) -> int:
    """Tell how a claim or an edge came to be."""
    from kg.explain import explain

    decisions = Path(options.review) if options.review else None
    say(explain(Path(options.graph), " ".join(options.what), decisions))
    return 0


def entities(options: argparse.Namespace) -> int:
    """List entities."""
    from kg import store
    from kg.report import Row, entities

    rows = entities(store.open(Path(options.graph)), options.type)
    if options.format == "table":
        table(rows, Row._fields)
    elif options.format == "json":
        _print(json.dumps([row._asdict() for row in rows], ensure_ascii=False, indent=1) + "\n")
    else:
        written = csv.writer(sys.stdout, "excel-tab" if options.format == "tsv" else "excel", lineterminator="\n")
        written.writerows([Row._fields, *rows])
    return 0


def report(options: argparse.Namespace) -> int:
    """Tell all about one thing, as Markdown."""
    from kg import store
    from kg.report import report

    _print(plain_lines(report(store.open(Path(options.graph)), options.what)))
    return 0


def path(options: argparse.Namespace) -> int:
    """Tell the shortest chain between two entities."""
    from kg import store
    from kg.report import chain

    say(chain(store.open(Path(options.graph)), options.start, options.end))
    return 0


def diff(options: argparse.Namespace) -> int:
    """Tell what two graphs know differently."""
    from kg import store
    from kg.diff import COLUMNS, diff, to_csv, to_turtle
    from kg.query.harmless import shown

    changes = diff(store.open(Path(options.one)), store.open(Path(options.other)))
    changes = [change for change in changes if not options.kind or change.kind in options.kind]
    if options.format == "csv":
        _print(to_csv(changes))
    elif options.format == "turtle":
        _print(to_turtle(changes))
    elif not changes:
        print("no differences")
    else:
        table([[shown(getattr(change, name), _CELL) for name in COLUMNS[:-1]] for change in changes], COLUMNS[:-1])
        counts = Counter(change.how for change in changes)
        print("\n" + ", ".join(f"{counts[how]} {how}" for how in ("removed", "added", "changed")))
    return 0
