"""The scores of extraction on texts that people have read, where they are at hand: floors that only rise.

The floors stand in `scores.toml`. Each test prints its figures and how reliable the confidence is (`pytest -s`).
The texts of tests/gold, tests/fresh and tests/unread were written for these tests: the events are real or made up,
and words in quotation marks are not authentic. Rules are worked on with the first two in view; what is missed in
tests/unread is not looked at, so that its score tells how far the rules carry.
"""

import tomllib
from itertools import pairwise
from pathlib import Path

import pytest

import kg
from kg import store
from kg.check import check
from kg.evaluate import Figures, evaluate, judge, to_text

ROOT = Path(__file__).resolve().parent.parent
GOLD = ROOT.parent / "shared" / "gold"
FLOORS = tomllib.loads(Path(__file__).with_name("scores.toml").read_text(encoding="utf-8"))
AT_MOST = ("false_facts", "wrong_links", "groundless")
BINS = (0.0, 0.5, 0.6, 0.7, 0.8, 0.9, 1.01)



def _folder(name: str) -> Path:
    """Where the texts of a set lie: among the tests, or beside the checkout."""
    own = ROOT / "tests" / name
    return own if own.is_dir() else GOLD / name


@pytest.fixture(scope="session", params=list(FLOORS))
def built(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> tuple[str, Path]:
    """A set of texts and its graph, built once."""
    name = request.param
    if not _folder(name).is_dir():
        pytest.skip("the read texts are not here")
    out = tmp_path_factory.mktemp("scores") / name
    kg.build(_folder(name), out, documents=_folder(name) / "documents.csv")
    return name, out


def test_no_score_falls(built: tuple[str, Path]) -> None:
    name, graph = built
    figures = evaluate(graph, _folder(name))
    print(f"\n{name}\n{to_text(figures)}")
    measured = _measured(figures)
    for score, floor in FLOORS[name].items():
        if score in AT_MOST:
            assert measured[score] <= floor, f"{name}: {score} {measured[score]}, at most {floor}"
        else:
            assert measured[score] >= floor, f"{name}: {score} {measured[score]:.3f}, at least {floor}"


def _measured(figures: Figures) -> dict[str, float]:
    """The figures by the names of the floors."""
    found: dict[str, float] = {"macro_f1": figures.macro_f1}
    for name, group in figures.groups.items():
        kind, _, language = name.partition(" ")
        if kind in ("all", "language"):
            ending = f"_{language}" if language else ""
            found |= {f"f1{ending}": group.f1, f"precision{ending}": group.precision}
    found |= {share: figures.share(share) or 0.0 for share in ("time", "evidence", "link", "facts")}
    return found | {name: figures.counts[name.replace("_", " ")] for name in AT_MOST}


def test_surer_claims_are_right_more_often(built: tuple[str, Path]) -> None:
    name, graph = built
    judged = [(one.found.confidence, one.right) for one in judge(graph, _folder(name)) if one.counts]
    print(f"\n{name}: reliability of the confidence\nconfidence    claims  mean  right")
    for low, high in pairwise(BINS):
        inside = [(sure, right) for sure, right in judged if low <= sure < high]
        if inside:
            mean, right = (sum(column) / len(inside) for column in zip(*inside, strict=True))
            print(f"{low:.1f} to {min(high, 1):.1f}  {len(inside):8}  {mean:.2f}  {right:.2f}")
    surer = [right for sure, right in judged if sure >= 0.85]
    others = [right for sure, right in judged if sure < 0.85]
    if len(surer) >= 50 and len(others) >= 50:
        assert sum(surer) / len(surer) > sum(others) / len(others)


def test_the_graph_keeps_its_contract(built: tuple[str, Path]) -> None:
    assert check(store.open(built[1])) == []
