"""What two builds know differently."""

import csv
import io
from collections.abc import Callable
from pathlib import Path

import pytest
from rdflib import RDF, Graph, Namespace

import kg
from kg.diff import Change

CS = Namespace("http://purl.org/vocab/changeset/schema#")
Command = Callable[..., tuple[int, str, str]]


@pytest.fixture
def two(tmp_path: Path, toy: str) -> tuple[Path, Path]:
    """A build, and one after a document was changed, one went and one came."""
    news = tmp_path / "news"
    news.mkdir()
    (news / "a.txt").write_text("Anna Berg met Carl Dahl in the morning, it was said.\n")
    (news / "b.txt").write_text("=Erik Falk then met Gina Hult; the two of them talked.\x1b[31m\n")
    kg.build(news, tmp_path / "one", extractor=toy)
    (news / "a.txt").write_text("Anna Berg met Ivar Jons in the morning, it was said.\n")
    (news / "b.txt").rename(news / "c.txt")
    kg.build(news, tmp_path / "two", extractor=toy, base="https://example.org/other/")
    return tmp_path / "one", tmp_path / "two"


def edges(changes: list[Change], how: str, kind: str) -> set[str]:
    return {change.what for change in changes if (change.how, change.kind) == (how, kind)}


def test_what_went_came_and_changed(two: tuple[Path, Path]) -> None:
    changes = kg.open(two[0]).diff(kg.open(two[1]))
    met = "Anna Berg · met-with · {}"
    assert edges(changes, "removed", "fact") >= {met.format("Carl Dahl")}
    assert edges(changes, "added", "fact") >= {met.format("Ivar Jons")}
    assert edges(changes, "removed", "entity") == {"Carl Dahl"}
    assert edges(changes, "added", "entity") == {"Ivar Jons"}
    papers = {(change.how, change.more) for change in changes if change.kind == "document"}
    assert papers >= {("removed", "b.txt"), ("added", "c.txt")}
    # The claim of b.txt is now one of c.txt, and the fact is the same.
    falk = "Erik Falk · met-with · Gina Hult"
    assert falk in edges(changes, "removed", "claim") & edges(changes, "added", "claim")
    assert falk not in edges(changes, "removed", "fact") | edges(changes, "added", "fact")


def test_a_changed_value_is_told_as_it_was_and_as_it_is(two: tuple[Path, Path], toy: str) -> None:
    table = two[0].parent / "t.csv"
    table.write_text("path,publisher\na.txt,Kabar\n")
    kg.build(two[0].parent / "news", two[0], extractor=toy, documents=table)
    (change,) = kg.open(two[0]).diff(kg.open(two[1]))
    assert (change.how, change.kind, change.more) == ("changed", "document", "publisher Kabar → none")


def test_the_same_with_another_base_or_another_order_is_no_difference(tmp_path: Path, toy: str) -> None:
    (tmp_path / "a.txt").write_text("Anna Berg met Carl Dahl in the morning, it was said.\n")
    for out, base in (("one", None), ("two", "https://example.org/other/")):
        kg.build(tmp_path / "a.txt", tmp_path / out, extractor=toy, base=base)
    assert kg.open(tmp_path / "one").diff(kg.open(tmp_path / "two")) == []
    kg.open(tmp_path / "one").export(tmp_path / "one.nq")
    assert kg.open(tmp_path / "one.nq").diff(kg.open(tmp_path / "two")) == []


def test_the_command_tells_in_three_forms(two: tuple[Path, Path], command: Command) -> None:
    status, out, _ = command("diff", *two, "--kind", "fact", "--kind", "entity")
    assert status == 0
    assert "\x1b" not in out
    assert out.splitlines()[-1] == "3 removed, 3 added, 0 changed"
    assert command("diff", two[0], two[0])[1] == "no differences\n"
    out = command("diff", *two, "--format", "csv")[1]
    rows = list(csv.DictReader(io.StringIO(out)))
    assert {row["how"] for row in rows} >= {"removed", "added"}
    assert not any(cell.startswith("=") for row in rows for cell in row.values())
    graph = Graph().parse(data=command("diff", *two, "--format", "turtle")[1], format="turtle")
    (node,) = graph.subjects(RDF.type, CS.ChangeSet)
    gone = {str(graph.value(s, RDF.object)).rpartition("/")[2] for s in graph.objects(node, CS.removal)}
    assert any(name.startswith("carl-dahl") for name in gone)
    assert list(graph.objects(node, CS.addition))


def test_a_graph_that_is_not_there_is_named(two: tuple[Path, Path], command: Command) -> None:
    status, _, err = command("diff", two[0], "nowhere")
    assert (status, "nowhere" in err) == (2, True)
