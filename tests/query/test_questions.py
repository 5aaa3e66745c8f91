"""The shipped questions: what each finds in a small graph, by both engines, in the same order."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import desk
import pytest
import rdflib
import yaml
from rdflib.namespace import RDF

from kg import store
from kg.query import PREFIXES, Question, run, shipped, to_format
from kg.query.ask import store_of
from kg.query.result import to_rdflib
from kg.query.table import cells
from kg.query.values import to_term

CASES: list[dict[str, Any]] = yaml.safe_load((Path(__file__).parent / "questions.yaml").read_text(encoding="utf-8"))
NAMES = [question.name for question in shipped()]


def name_of(case: dict[str, Any]) -> str:
    return " ".join([case["question"], *map(str, case.get("bind", {}).values())])


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return desk.build(tmp_path_factory.mktemp("desk") / "graph")


@pytest.fixture(scope="module")
def dataset(folder: Path) -> rdflib.Dataset:
    return store.open(folder)


@pytest.fixture(scope="module")
def turtle(folder: Path) -> rdflib.Graph:
    return rdflib.Graph().parse(folder / "graph.ttl")


def plain(rows: Any) -> list[tuple[object, ...]]:
    """Rows as values that are equal wherever the terms mean the same."""
    return [tuple(t.toPython() if isinstance(t, rdflib.Literal) else t and str(t) for t in row) for row in rows]


def by_rdflib(question: Question, bind: dict[str, str], dataset: rdflib.Dataset, graph: rdflib.Graph) -> Any:
    """The rows that rdflib's own engine finds in the Turtle, with the same values bound."""
    kinds = {param.name: param.kind for param in question.params or ()}
    inner = store_of(dataset)
    terms = {name: to_rdflib(to_term(name, value, kinds[name], inner, PREFIXES)) for name, value in bind.items()}
    return graph.query(question.text, initBindings=terms)


@pytest.mark.parametrize("case", CASES, ids=name_of)
def test_rows(case: dict[str, Any], dataset: rdflib.Dataset) -> None:
    _, rows = cells(run(dataset, case["question"], case.get("bind")))
    assert [" | ".join(row) for row in rows] == case["rows"]


@pytest.mark.parametrize("case", CASES, ids=name_of)
def test_the_turtle_answers_as_the_store_does(
    case: dict[str, Any], dataset: rdflib.Dataset, turtle: rdflib.Graph
) -> None:
    question = next(one for one in shipped() if one.name == case["question"])
    bind = case.get("bind", {})
    assert plain(by_rdflib(question, bind, dataset, turtle)) == plain(run(dataset, question, bind).rows)


def test_every_question_has_a_case_with_rows() -> None:
    assert {case["question"] for case in CASES if case["rows"]} == set(NAMES)


def test_there_are_the_questions_that_a_desk_asks() -> None:
    assert len(NAMES) >= 25


@pytest.mark.parametrize("question", shipped(), ids=NAMES)
def test_header(question: Question) -> None:
    assert question.title.endswith("?")
    assert question.rows
    assert question.params is not None


@pytest.mark.parametrize("question", shipped(), ids=NAMES)
def test_header_names_the_columns(question: Question, dataset: rdflib.Dataset) -> None:
    case = next(case for case in CASES if case["question"] == question.name)
    columns = question.rows.split(";")[0].split(", ")
    assert list(run(dataset, question, case.get("bind")).columns) == columns


def test_a_graph_of_something_else_gives_no_rows() -> None:
    other = rdflib.Graph().add((rdflib.URIRef("urn:a"), RDF.type, rdflib.URIRef("urn:b")))
    for question in shipped():
        bind = {param.name: value_of(param.kind) for param in question.params or () if not param.optional}
        assert run(other, question, bind).rows == (), question.name


def value_of(kind: str) -> str:
    return {"IRI": "entity:russia", "date": "2024-01-01", "literal": "force"}[kind]


@pytest.fixture(scope="module")
def seeds(seeds_graph: Path) -> tuple[rdflib.Dataset, rdflib.Graph]:
    return store.open(seeds_graph), rdflib.Graph().parse(seeds_graph / "graph.ttl")


SEED_VALUES = {
    "about-document": ({"document": "en-russia-north-korea-2024.txt"},),
    "about-entity": ({"entity": "vladimir-putin"},),
    "between": ({"one": "vladimir-putin", "other": "kim-jong-un"},),
    "co-mentions": ({"entity": "russia"},),
    "evidence-for-edge": ({"subject": "vladimir-putin"}, {"subject": "vladimir-putin", "relation": "signed"}),
    "family": ({"family": "agreement"},),
    "leader-at": ({"led": "russia", "at": "2025-01-01"},),
    "quoted-on": ({"speaker": "kim-jong-un"},),
    "relations-by-year": ({"one": "russia", "other": "north-korea"},),
    "timeline-of": ({"entity": "vladimir-putin"},),
}


def seed_cases() -> Iterator[tuple[Question, dict[str, str]]]:
    for question in shipped():
        for bind in SEED_VALUES.get(question.name, ({},)):
            yield question, bind


@pytest.mark.parametrize(("question", "bind"), list(seed_cases()), ids=lambda value: getattr(value, "name", None))
def test_the_seeds_answer_the_same_by_both_engines(
    question: Question, bind: dict[str, str], seeds: tuple[rdflib.Dataset, rdflib.Graph]
) -> None:
    dataset, graph = seeds
    assert plain(by_rdflib(question, bind, dataset, graph)) == plain(run(dataset, question, bind).rows)


def test_every_question_prints_in_every_format(dataset: rdflib.Dataset) -> None:
    for case in CASES:
        result = run(dataset, case["question"], case.get("bind"))
        for format in ("table", "csv", "tsv", "json", "xml"):
            assert to_format(result, format).endswith("\n")
