"""The command that asks a reader: review."""

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from kg.cli.ask import binding
from kg.cli.say import plain, say
from kg.errors import QueryError

if TYPE_CHECKING:
    from kg.review import Review

__all__ = ["review"]


def review(options: argparse.Namespace) -> int:
    """Walk through claims, take a verdict for each, and say what was decided."""
    from kg.review import Review, export

    bindings = dict(binding(given) for given in options.bind)
    file = Path(options.file) if options.file else None
    walk = Review(Path(options.graph), file, options.query, bindings, options.again)
    if options.export:
        cases, notes = export(walk, Path(options.export))
        for note in notes:
            print(f"kg: note: {plain(note)}", file=sys.stderr)
        say(f"{cases} cases in {options.export}")
        return 0
    decided = _walk(walk)
    left = len(walk.claims) - decided
    say(f"{decided} decided, {left} left; all decisions are in {walk.file}")
    return 0


def _walk(walk: "Review") -> int:
    """Ask about each claim until the end of the claims or of the answers; how many were decided."""
    if hasattr(sys.stdin, "reconfigure"):
        sys.stdin.reconfigure(errors="replace")
    decided = 0
    for number, claim in enumerate(walk.claims, 1):
        say(f"{number} of {len(walk.claims)}: {walk.tell(claim)}")
        answer = _answer(walk, claim)
        if answer is None:
            break
        decided += answer
    return decided


def _answer(walk: "Review", claim: dict[str, object]) -> bool | None:
    """Whether the claim was decided; None where the reader wants no more."""
    from kg.review.walk import HELP

    while True:
        print("a accept, r reject, c correct, s skip, q quit, ? help > ", end="", flush=True)
        line = sys.stdin.readline()
        word = line.strip()
        if not sys.stdin.isatty():  # nobody's return key has ended the line
            print()
        if not line or word in ("q", "quit"):
            return None
        if word in ("", "s", "skip"):
            return False
        if word in ("?", "help"):
            print(HELP)
            continue
        try:
            walk.decide(claim, word)
        except QueryError as error:
            say(str(error))
            continue
        return True
