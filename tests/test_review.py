"""Reviewing: which claims come, what an answer does, and what becomes of it."""

import io
import json
from collections.abc import Callable
from pathlib import Path

import pytest

import kg
from kg import verdicts
from kg.errors import QueryError, TableError
from kg.review import Review

Command = Callable[..., tuple[int, str, str]]

TEXT = """Talks\x1b[31m in Oslo

Anna Berg met Carl Dahl in the morning, it was said. The talk with Erik Falk went on.
"""


@pytest.fixture
def graph(tmp_path: Path, toy: str) -> Path:
    """A graph of two claims, for the toy finds one between each name and the next."""
    (tmp_path / "news").mkdir()
    (tmp_path / "news" / "talks.txt").write_text(TEXT, "utf-8")
    (tmp_path / "news" / "more.txt").write_text("Gina Hult met Ivar Jons in the morning, it was said.\n", "utf-8")
    kg.build(tmp_path / "news", tmp_path / "g", extractor=toy)
    return tmp_path / "g"


@pytest.fixture
def answers(command: Command, monkeypatch: pytest.MonkeyPatch) -> Callable[..., tuple[int, str, str]]:
    """Runs `kg review` with lines on standard input."""

    def run(lines: str, *arguments: object) -> tuple[int, str, str]:
        monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(lines.encode("utf-8", "surrogateescape"))))
        return command("review", *arguments)

    return run


def edges(graph: Path, **options: object) -> list[str]:
    return [Review(graph).tell(claim).splitlines()[0] for claim in Review(graph, **options).claims]  # type: ignore[arg-type]


def test_a_walk_asks_keeps_and_goes_on(graph: Path, answers: Command) -> None:
    count = len(Review(graph).claims)
    assert count == 3
    status, out, err = answers("a\nwhat\nr\nq\n", graph)
    assert (status, err) == (0, "")
    assert "what: answer a, r, c FIELD=VALUE, s or q" in out
    assert "\x1b" not in out
    assert f"2 decided, 1 left; all decisions are in {graph / 'review.jsonl'}" in out
    assert len((graph / "review.jsonl").read_text("utf-8").splitlines()) == 2
    assert "1 of 1: " in answers("", graph)[1]
    assert "1 of 3: " in answers("s\n\n?\n", graph, "--again")[1]
    assert len(Review(graph).decided) == 2


def test_a_decision_outlives_builds_and_is_explained(graph: Path, answers: Command, command: Command, toy: str) -> None:
    answers("r\nc time=2024-06 modality=planned negated=yes\n", graph)
    before = {claim: verdict.verdict for claim, verdict in Review(graph).decided.items()}
    (graph.parent / "news" / "third.txt").write_text("Karl Lund met Mona Nord in the morning.\n", "utf-8")
    kg.build(graph.parent / "news", graph, extractor=toy)
    assert {claim: verdict.verdict for claim, verdict in Review(graph).decided.items()} == before
    told = {verdict: command("explain", graph, claim)[1] for claim, verdict in before.items()}
    assert "a reader decided: it is wrong" in told["reject"]
    assert "a reader decided: it is right with time 2024-06, modality planned, negated yes" in told["correct"]
    (graph / "review.jsonl").rename(graph.parent / "mine.jsonl")
    (claim, *_) = before
    assert "a reader decided" not in command("explain", graph, claim)[1]
    assert "a reader decided" in command("explain", graph, claim, "--review", graph.parent / "mine.jsonl")[1]


def test_decisions_become_cases(graph: Path, answers: Command, command: Command) -> None:
    walk = Review(graph)
    talks = [claim for claim in walk.claims if walk.documents[claim["document"]]["source"] == "talks.txt"]
    first = next(claim for claim in talks if "Anna Berg" in walk.tell(claim))
    (second,) = [claim for claim in talks if claim is not first]
    walk.decide(first, "accept")
    status, out, _ = command("review", graph, "--export", graph.parent / "cases")
    assert (status, out) == (0, f"1 cases in {graph.parent / 'cases'}\n")
    case = json.loads((graph.parent / "cases" / "talks.gold.json").read_text("utf-8"))
    assert [claim.get("optional", False) for claim in case["claims"]] == [False, True]
    figures = json.loads(command("evaluate", graph, graph.parent / "cases", "--json")[1])
    assert (figures["groups"]["all"]["precision"], figures["groups"]["all"]["recall"]) == (1, 1)
    walk.decide(second, "r")
    command("review", graph, "--export", graph.parent / "cases")
    figures = json.loads(command("evaluate", graph, graph.parent / "cases", "--json")[1])
    assert (figures["groups"]["all"]["precision"], figures["groups"]["all"]["recall"]) == (0.5, 1)
    walk.decide(first, 'c object="Erik Falk"')
    command("review", graph, "--export", graph.parent / "cases")
    figures = json.loads(command("evaluate", graph, graph.parent / "cases", "--json")[1])
    assert figures["groups"]["all"]["recall"] <= 1
    assert (graph.parent / "cases" / "documents.csv").read_text("utf-8").startswith("path,issued,language\ntalks.txt,")


def test_a_query_chooses_and_orders(graph: Path) -> None:
    query = "SELECT ?claim { ?claim rdf:subject/rdfs:label 'Gina Hult' }"
    assert [edge.partition(" ·")[0] for edge in edges(graph, query=query)] == ["Gina Hult"]
    with pytest.raises(QueryError, match="no claims in its rows"):
        Review(graph, query="SELECT ?s { ?s dcterms:title ?t }")


REFUSED = ("c", "a now", "c time=yesterday", "c relation=kissed", "c object=Nobody", "c negated=maybe", "c x", 'c "')


@pytest.mark.parametrize("answer", REFUSED)
def test_an_answer_that_cannot_be_is_refused(graph: Path, answer: str) -> None:
    walk = Review(graph)
    with pytest.raises(QueryError):
        walk.decide(walk.claims[0], answer)
    assert not walk.file.exists()


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("{oops", "line 2: not JSON"),
        ('{"claim": "a"}', "line 2: a decision is an object with claim, verdict, document, said"),
        ('{"claim": "a", "verdict": "hm", "document": "d", "said": {}}', "line 2: the verdict is one of accept"),
        ('{"claim": "a", "verdict": "accept", "document": "d", "said": 1}', "line 2: 'said' and 'correction' are"),
    ],
)
def test_a_bad_line_is_named(tmp_path: Path, line: str, said: str) -> None:
    (tmp_path / "r.jsonl").write_text(f"\n{line}\n", "utf-8")
    with pytest.raises(TableError) as error:
        verdicts.read(tmp_path / "r.jsonl")
    assert f"{tmp_path / 'r.jsonl'} {said}" in str(error.value)


def test_bytes_that_are_no_text_do_no_harm(graph: Path, answers: Command) -> None:
    status, out, _ = answers("\udcff\x1b[31m\na\n", graph)
    assert status == 0
    assert "\x1b" not in out
    assert len(Review(graph).decided) == 1
