"""How long the shipped questions take: `python tests/bench/questions.py [PAPERS]`, or `--rdflib` for the ratio.

Builds a graph of PAPERS invented papers (4,000 are about 1,000,000 triples), asks every question, with and without its
optional values, and ends with 1 where one takes longer than a second of processor time. `--rdflib` also asks
rdflib's own engine over the same triples, at most a minute each, and ends with 1 where the median is not ten times
slower; take it with 400 papers.
"""

import argparse
import signal
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pyoxigraph as ox
import rdflib
from papers import records

from kg import store
from kg.assemble import Settings, assemble
from kg.query import PREFIXES, Question, run, shipped
from kg.query.ask import store_of
from kg.query.result import to_rdflib
from kg.query.values import to_term

SECONDS = 1.0
RATIO = 10.0
MINUTE = 60
VALUES = {"IRI": "thing-5", "relation": "signed", "date": "2023-01-01", "literal": "force"}
NAMED = {"document": "paper-5.txt", "type": "kg:Person", "instrument": "thing-4", "other": "thing-12", "led": "thing-2"}


def bindings(question: Question) -> Iterator[dict[str, str]]:
    """The values that a question needs, then these with each optional one."""
    params = question.params or ()
    value = {param.name: NAMED.get(param.name, VALUES[param.kind]) for param in params}
    needed = {param.name: value[param.name] for param in params if not param.optional}
    yield needed
    for param in params:
        if param.optional:
            yield {**needed, param.name: value[param.name]}


def seconds(work: Callable[[], object]) -> float:
    """Processor time of some work, cut at a minute."""

    def stop(*_: object) -> None:
        raise TimeoutError

    signal.signal(signal.SIGALRM, stop)
    start = time.process_time()
    signal.alarm(MINUTE)
    try:
        work()
    except TimeoutError:
        return float(MINUTE)
    finally:
        signal.alarm(0)
    return time.process_time() - start


def main() -> int:
    """Build, ask, tell."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("papers", type=int, nargs="?", default=4000)
    options.add_argument("--rdflib", action="store_true")
    asked = options.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        counts = store.write(Path(folder), assemble(records(asked.papers), Settings()))
        dataset = store.open(Path(folder))
        print(f"{counts.quads:,} triples, {counts.claims:,} claims")
        return compare(dataset) if asked.rdflib else measure(dataset)


def measure(dataset: rdflib.Dataset) -> int:
    """Whether every question is answered within a second."""
    slowest = 0.0
    for question in shipped():
        for bind in bindings(question):
            took = seconds(lambda question=question, bind=bind: run(dataset, question, bind))  # type: ignore[misc]
            slowest = max(slowest, took)
            print(f"{took:7.3f} s  {question.name} {' '.join(f'{k}={v}' for k, v in bind.items())}")
    print(f"slowest {slowest:.3f} s, at most {SECONDS} s")
    return int(slowest > SECONDS)


def compare(dataset: rdflib.Dataset) -> int:
    """Whether rdflib's own engine takes ten times as long, by the median question."""
    inner = store_of(dataset)
    triples = ox.serialize((quad.triple for quad in inner.quads_for_pattern(None, None, None, ox.DefaultGraph())),
                           format=ox.RdfFormat.N_TRIPLES)  # fmt: skip
    graph = rdflib.Graph().parse(data=triples, format="nt")
    ratios = []
    for question in shipped():
        bind = next(bindings(question))
        kinds = {param.name: param.kind for param in question.params or ()}
        terms = {name: to_rdflib(to_term(name, value, kinds[name], inner, PREFIXES)) for name, value in bind.items()}
        ours = seconds(lambda question=question, terms=terms: run(dataset, question, terms).rows)  # type: ignore[misc]
        theirs = seconds(lambda question=question, terms=terms: list(graph.query(question.text, initBindings=terms)))  # type: ignore[misc]
        ratios.append(theirs / ours)
        print(f"{ours:7.3f} s  {theirs:7.3f} s  {theirs / ours:8.1f} times  {question.name}", flush=True)
    print(f"median {statistics.median(ratios):.1f} times, at least {RATIO} times")
    return int(statistics.median(ratios) < RATIO)


if __name__ == "__main__":
    sys.exit(main())
