"""Entities listed, one thing reported, two things connected."""

from pathlib import Path

import desk
import pytest
import rdflib

from kg import store
from kg.errors import QueryError
from kg.report import Row, chain, entities, report


@pytest.fixture(scope="module")
def dataset(tmp_path_factory: pytest.TempPathFactory) -> rdflib.Dataset:
    return store.open(desk.build(tmp_path_factory.mktemp("desk") / "graph"))


def test_entities(dataset: rdflib.Dataset) -> None:
    rows = entities(dataset)
    assert rows[0] == Row("entity:bostan", "Country", 9, 3, "", "Bostan")
    assert Row("entity:arland", "Country", 7, 3, "Q1001", "Arland") in rows
    assert "Statement" not in {row.type for row in rows}
    assert rows == sorted(rows, key=lambda row: (-row.documents, -row.claims, row.entity))


@pytest.mark.parametrize("type", ["Person", "kg:Person", "https://w3id.org/kg-builder/vocab#Person"])
def test_entities_of_a_class(type: str, dataset: rdflib.Dataset) -> None:
    assert {row.entity for row in entities(dataset, type)} == {"entity:mira-holt", "entity:juno-vale"}


def test_statements_are_listed_when_asked_for(dataset: rdflib.Dataset) -> None:
    assert [row.names for row in entities(dataset, "Statement")] == ["We wait"]


@pytest.mark.parametrize(("type", "says"), [("person", "did you mean Person"), ("Xyz", "classes: Agreement, Country")])
def test_a_class_that_is_not_there(type: str, says: str, dataset: rdflib.Dataset) -> None:
    with pytest.raises(QueryError, match=says):
        entities(dataset, type)


def test_report_on_an_entity(dataset: rdflib.Dataset) -> None:
    text = report(dataset, "Bostan")
    assert text.startswith("# Bostan\n\nCountry · 9 claims in 3 documents · `entity:bostan`\n")
    assert [line for line in text.splitlines() if line.startswith("## ")] == [
        "## Facts",
        "## What documents say",
        "## Denied, planned, possible, or said by others",
        "## Timeline",
        "## Documents",
    ]
    for line in (
        "- **signed** Lake Pact",
        "- … **accused** this: Cordia",
        "- Bostan **attacked** Dorne, 2024-01-01: “Bostan attacked Dorne.” — Evening Star of 2024-01-02",
        "- Bostan **signed** Lake Pact (denied): “Bostan never signed it.” — Evening Star of 2023-06-10",
        "- Bostan **supplied-arms-to** Dorne (denied, says Juno Vale): “Juno Vale denied that Bostan armed Dorne.”"
        " — Morning Post of 2023-05-04",
        "- 2022: Cordia **imposed-sanctions-on** Bostan",
    ):
        assert line in text.splitlines()


def test_report_on_who_speaks(dataset: rdflib.Dataset) -> None:
    text = report(dataset, "wd:Q1002")
    assert "[Wikidata Q1002](http://www.wikidata.org/entity/Q1002)" in text
    assert "## In its own words\n\n- “We wait” — Evening Star of 2024-01-02\n" in text
    assert "## What it claims, as others report\n\n- Bostan **supplied-arms-to** Dorne" in report(dataset, "cordia")


@pytest.mark.parametrize("name", ["evening.txt", "Evening Star of 2023-06-10"])
def test_report_on_a_document(name: str, dataset: rdflib.Dataset) -> None:
    text = report(dataset, name)
    assert text.startswith("# Evening Star of 2023-06-10\n\nEvening Star · 2023-06-10 · en · evening.txt · 5 claims\n")
    assert "## What others are reported to claim\n\n- Bostan **supplied-arms-to** Dorne (says Cordia): “" in text
    assert "## What is denied, planned or possible\n\n- Bostan **signed** Lake Pact (denied): “" in text
    assert "## Timeline\n\n- 2023-06-09: Arland **ratified** Lake Pact\n" in text


@pytest.mark.parametrize("name", ["nobody", "entity:nobody", "kg:signed", "claim:x"])
def test_nothing_to_report(name: str, dataset: rdflib.Dataset) -> None:
    with pytest.raises(QueryError):
        report(dataset, name)


def test_words_of_a_document_are_no_markup(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    words = "<script>*Bostan* [attacked](http://x) `Dorne` \x1b[31m # | _x_"
    paper = ("<b>.txt", "2024-01-01", "# Post", [(words, [("bostan attacked dorne", {})])])
    monkeypatch.setattr(desk, "PAPERS", [paper])
    graph = store.open(desk.build(tmp_path / "graph"))
    for text in (report(graph, "bostan"), report(graph, "<b>.txt")):
        assert r"&lt;script&gt;\*Bostan\* \[attacked\](http://x) \`Dorne\`" in text
        assert "<" not in text and "\x1b" not in text


def test_a_chain_of_facts_with_its_words(dataset: rdflib.Dataset) -> None:
    assert chain(dataset, "Juno Vale", "the-league").splitlines() == [
        "Juno Vale to The League: 3 facts",
        "  1. Mira Holt · met-with · Juno Vale",
        '     "Mira Holt, president of Arland, met Juno Vale in Port Sel." — Morning Post of 2023-05-04',
        "  2. Mira Holt · leader-of · Arland",
        '     "Mira Holt, president of Arland, met Juno Vale in Port Sel." — Morning Post of 2023-05-04',
        "  3. Arland · joined · The League",
        '     "Arland joined the League." — Evening Star of 2024-01-02',
    ]


def test_a_chain_of_claims_where_no_facts_connect(dataset: rdflib.Dataset) -> None:
    first, *lines = chain(dataset, "bostan", "cordian-sanctions").splitlines()
    assert first == "Bostan to Cordian Sanctions: 1 claim"
    assert lines[0] == "  1. Bostan · violates-sanctions · Cordian Sanctions (asserted, says Officials)"


@pytest.mark.parametrize(
    ("start", "end", "says"),
    [
        ("bostan", "Bostan", "both ends are Bostan"),
        ("bostan", "officials", "no claims connect Bostan and Officials"),
        ("nobody", "bostan", "from=nobody: nothing has this name"),
        ("bostan", "wd:Q1", "to=wd:Q1: the graph has no such entity"),
    ],
)
def test_no_chain(start: str, end: str, says: str, dataset: rdflib.Dataset) -> None:
    with pytest.raises(QueryError, match=says):
        chain(dataset, start, end)
