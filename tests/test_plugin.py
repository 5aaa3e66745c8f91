"""An extractor of another package, from the entry point to the graph, on the command line."""

from collections.abc import Callable
from pathlib import Path

from kg import records, store
from kg.check import check

Command = Callable[..., tuple[int, str, str]]


def test_an_installed_extractor_is_found_and_used(tmp_path: Path, toy: str, command: Command) -> None:
    news = tmp_path / "news"
    news.mkdir()
    (news / "talk.txt").write_text("Talks\n\nAnna Berg met with Carl Dorn for an hour in the morning.\n", "utf-8")
    status, out, _ = command("build", news, "--out", tmp_path / "g", "--language", "en", "--extractor", toy)
    assert status == 0, out
    (record,) = records.read(tmp_path / "g" / "records")
    assert {(claim.relation, claim.rule) for claim in record.claims} == {("met-with", "toy")}
    assert check(store.open(tmp_path / "g")) == []
    status, out, _ = command("query", tmp_path / "g", "ASK { ?anna rdfs:label 'Anna Berg' ; kg:met-with ?carl }")
    assert (status, out.split()[-1:]) == (0, ["yes"])


def test_an_extractor_that_is_not_installed_is_named(tmp_path: Path, command: Command) -> None:
    (tmp_path / "talk.txt").write_text("Anna Berg met with Carl Dorn.\n", "utf-8")
    status, _, err = command("build", tmp_path, "--out", tmp_path / "g", "--extractor", "oracle")
    assert status == 2
    assert "no extractor is called 'oracle'" in err
    assert err.count("\n") == 1
