"""Fits `kg/extract/confidence.tsv` anew: `python tests/calibrate.py GRAPH GOLD`, to be run after extraction changed.

GRAPH is a build of the texts of GOLD, a folder of cases. Each claim that counts is right or wrong; a logistic
regression with a ridge (weights are drawn to 0, as strongly as by three wrong guesses) weighs the signs that the
claim's reasons tell. It prints how the facts would do at several thresholds, each document judged by weights that
were fitted without it.
"""

import math
import sys
from collections import Counter, defaultdict
from dataclasses import dataclass
from pathlib import Path

from kg import records
from kg.claims import merge
from kg.evaluate import judge
from kg.extract.confidence import ALWAYS, TABLE, WEIGHED
from kg.vocabulary import load

RIDGE, STEPS, RATE, FOLDS, FEWEST = 3.0, 4000, 0.02, 8, 4


@dataclass(frozen=True)
class Case:
    """A claim that was judged."""

    document: str
    signs: tuple[str, ...]
    right: bool
    plain: bool


def cases(graph: Path, gold: Path) -> list[Case]:
    """The claims of a graph that count."""
    judged = {j.found.id.rpartition("/")[2]: j for j in judge(graph, gold) if j.counts}
    found = []
    for record in records.read(graph / "records"):
        for merged in merge(record, load()):
            if one := judged.get(merged.id):
                told = next((r for r in merged.claim.reasons if r.startswith(WEIGHED)), WEIGHED)
                signs = tuple(sign for sign in told.removeprefix(WEIGHED).split(", ") if sign)
                plain = one.found.plain and one.found.relation != "said"
                found.append(Case(record.document.path, (ALWAYS, *signs), one.right, plain))
    return found


def fit(known: list[Case]) -> dict[str, float]:
    """The weights of the signs that enough claims have."""
    counts = Counter(sign for case in known for sign in case.signs)
    weights = {sign: 0.0 for sign, count in sorted(counts.items()) if count >= FEWEST}
    for _ in range(STEPS):
        slope: dict[str, float] = defaultdict(float)
        for case in known:
            off = case.right - probability(weights, case)
            for sign in case.signs:
                slope[sign] += off
        for sign in weights:
            ridge = 0.0 if sign == ALWAYS else RIDGE * weights[sign]
            weights[sign] += RATE * (slope[sign] - ridge) * min(1.0, 40 / counts[sign])
    return weights


def probability(weights: dict[str, float], case: Case) -> float:
    """How sure a claim is by these weights."""
    return 1 / (1 + math.exp(-sum(weights.get(sign, 0.0) for sign in case.signs)))


def unseen(known: list[Case]) -> list[float]:
    """How sure each claim is by weights that were fitted without its document."""
    fold = {name: n % FOLDS for n, name in enumerate(sorted({case.document for case in known}))}
    weights = [fit([case for case in known if fold[case.document] != n]) for n in range(FOLDS)]
    return [probability(weights[fold[case.document]], case) for case in known]


def write(weights: dict[str, float], known: list[Case]) -> None:
    """Write the table."""
    all_of = Counter(sign for case in known for sign in case.signs)
    right = Counter(sign for case in known if case.right for sign in case.signs)
    lines = [
        "# What each sign of a claim adds to the log odds that it is right (see confidence.py), and how many claims",
        f"# of the cases had it, and were right. Fitted by tests/calibrate.py on {len(known)} claims of news texts",
        "# in all languages: a logistic regression, its weights drawn to 0 by a ridge; others weigh nothing.",
        "sign\tweight\tclaims\tright",
    ]
    for sign in sorted(weights, key=lambda s: (s != ALWAYS, s)):
        lines.append(f"{sign}\t{weights[sign]:.2f}\t{all_of[sign]}\t{right[sign]}")
    TABLE.write_text("\n".join(lines) + "\n", encoding="utf-8")


def main() -> None:
    """Fit, tell and write."""
    known = cases(Path(sys.argv[1]), Path(sys.argv[2]))
    sure = unseen(known)
    for threshold in (0, 0.4, 0.5, 0.6, 0.65, 0.7, 0.75, 0.8, 0.85, 0.9):
        kept = [case.right for case, p in zip(known, sure, strict=True) if p >= threshold]
        facts = [case.right for case, p in zip(known, sure, strict=True) if p >= threshold and case.plain]
        told = f"{len(kept)} claims, {sum(kept)} right; {len(facts)} facts, {sum(facts) / max(1, len(facts)):.3f} right"
        print(f"from {threshold:.2f}: {told}")
    if "--dry" not in sys.argv:
        write(fit(known), known)


if __name__ == "__main__":
    main()
