"""How long extraction takes beside parsing: `python tests/bench/extraction.py [ROUNDS]`.

Parses and extracts the seeds and the project's own cases, and prints extraction's share of the parsing time for each
language. Then joins documents to longer ones, to show that the time grows as the text does. Ends with 1 where
extraction takes more than half of the parsing time, or where a character of the longest text costs more than
one and a half times what a character of the shortest costs. Seconds are of processor time, the best of the rounds.
"""

import argparse
import os
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

# Several threads for the small products of a sentence only wait for each other, which would count as parsing.
os.environ |= {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}

from kg.extract import extract
from kg.languages import analyse, identify
from kg.model import Analysis, Document

ROOT = Path(__file__).resolve().parent.parent.parent
TEXTS = (ROOT / "seeds", ROOT / "tests" / "gold")
SHARE = 0.5
GROWTH = 1.5
JOINED = (1, 2, 4, 8, 16)


def texts() -> dict[str, list[str]]:
    """The texts by language."""
    found: dict[str, list[str]] = {}
    for path in (path for folder in TEXTS for path in sorted(folder.glob("*.txt"))):
        text = path.read_text("utf-8")
        found.setdefault(str(identify(text)[0]), []).append(text)
    return found


def seconds(work: Callable[[], object], rounds: int) -> float:
    """Processor time of some work, the best of some rounds."""
    best = float("inf")
    for _ in range(rounds):
        start = time.process_time()
        work()
        best = min(best, time.process_time() - start)
    return best


def extracting(analyses: list[Analysis]) -> None:
    """Extract from texts that are parsed."""
    for number, analysis in enumerate(analyses):
        extract(Document(f"{number}.txt", analysis.text, issued="2024-06-19", language=analysis.language), analysis)


def share(language: str, held: list[str], rounds: int) -> float:
    """Extraction's share of the parsing time."""
    parsing = seconds(lambda: [analyse(text, language) for text in held], rounds)
    analyses = [analyse(text, language) for text in held]
    taken = seconds(lambda: extracting(analyses), rounds)
    characters = sum(map(len, held))
    print(
        f"{language}  {len(held)} texts, {characters:,} characters: parsing {parsing:.2f} s, extraction {taken:.2f} s, "
        f"share {taken / parsing:.2f}"
    )
    return taken / parsing


def growth(language: str, held: list[str], rounds: int) -> Iterator[float]:
    """Microseconds of extraction for each character, in texts that are joined of more and more."""
    for count in (count for count in JOINED if count <= len(held)):
        joined = ["\n".join(held[at : at + count]) for at in range(0, len(held) - count + 1, count)]
        analyses = [analyse(text, language) for text in joined]
        cost = seconds(lambda parsed=analyses: extracting(parsed), rounds) / sum(map(len, joined)) * 1e6  # type: ignore[misc]
        print(f"{language}  {sum(map(len, joined)) // len(joined):>7,} characters a text: {cost:.1f} µs a character")
        yield cost


def main() -> int:
    """Measure, print, and say whether all is within its limits."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("rounds", type=int, nargs="?", default=3)
    rounds = options.parse_args().rounds
    good = True
    for language, held in texts().items():
        extracting([analyse(text, language) for text in held])  # loads what is read once
        good &= share(language, held, rounds) <= SHARE
        costs = list(growth(language, held, rounds))
        print(f"{language}  longest to shortest: {costs[-1] / costs[0]:.2f}")
        good &= costs[-1] / costs[0] <= GROWTH
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
