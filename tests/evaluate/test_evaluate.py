"""The figures of `kg evaluate` on two cases: a graph made by hand, right and wrong in known ways."""

import json
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from kg import store
from kg.assemble import assemble
from kg.errors import InputError
from kg.evaluate import evaluate, judge, to_json, to_text
from kg.model import Claim, Document, Entity, Record, Span

HERE = Path(__file__).resolve().parent
OTHER = HERE.parents[2] / "shared" / "tools" / "score.py"


def _record(name: str, language: str, things: dict[str, str], told: list[tuple[str, dict[str, object]]]) -> Record:
    """A record of a text: things by key with class and name, claims by the words of their evidence."""
    text = (HERE / f"{name}.txt").read_text(encoding="utf-8")
    entities = tuple(Entity(key, *named.split(":")[:1], (named.split(":")[1],)) for key, named in things.items())
    claims = []
    for words, claim in told:
        start = text.index(words)
        claims.append(Claim(evidence=(Span(start, start + len(words)),), **claim))  # type: ignore[arg-type]
    return Record(Document(f"{name}.txt", text, language=language), entities, (), tuple(claims))


@pytest.fixture(scope="module")
def graph(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A graph with right claims, a wrong status, a wrong time, an extra and an optional one."""
    english = _record(
        "arlen",
        "en",
        {"holt": "Person:Mira Holt", "arlenia": "Country:Arlenia", "borduria": "Country:Borduria",
         "pact": "Agreement:Teal River Treaty"},
        [
            ("signed the Teal River Treaty", {"subject": "holt", "relation": "signed", "object": "pact"}),
            ("President Mira Holt of Arlenia", {"subject": "holt", "relation": "leader-of", "object": "arlenia"}),
            ("Borduria has not ratified the treaty", {"subject": "borduria", "relation": "ratified", "object": "pact"}),
            ("of Arlenia signed", {"subject": "arlenia", "relation": "party-to", "object": "pact"}),
            ("signed the Teal River Treaty with Borduria",
             {"subject": "borduria", "relation": "signed", "object": "pact"}),
        ],
    )  # fmt: skip
    indonesian = _record(
        "sengkala",
        "id",
        {"rahmat": "Person:Rahmat Tirta", "lestari": "Person:Lestari Wibisono", "marung": "Country:Marung",
         "piagam": "Agreement:Piagam Teluk Biru"},
        [
            ("bertemu dengan Lestari Wibisono",
             {"subject": "rahmat", "relation": "met-with", "object": "lestari", "time": "2020-03-12"}),
            ("Marung akan menandatangani Piagam Teluk Biru",
             {"subject": "marung", "relation": "signed", "object": "piagam", "modality": "planned",
              "speaker": "lestari"}),
        ],
    )  # fmt: skip
    out = tmp_path_factory.mktemp("evaluated") / "graph"
    store.write(out, assemble([english, indonesian], reference=None))
    return out


def test_the_figures_are_those_counted_by_hand(graph: Path) -> None:
    figures = evaluate(graph, HERE)
    every = figures.groups["all"]
    assert (figures.cases, every.wanted, every.found, every.strict, every.lenient) == (2, 10, 6, 4, 5)
    assert figures.share("time") == 0.5
    assert figures.share("evidence") == 1.0
    assert (figures.counts["facts"], figures.counts["facts right"], figures.counts["false facts"]) == (6, 4, 1)
    assert figures.groups["relation signed"].precision == pytest.approx(2 / 3)


def test_a_language_alone(graph: Path) -> None:
    figures = evaluate(graph, HERE, "id")
    assert figures.cases == 1
    assert figures.groups["language id"] == figures.groups["all"]
    assert "language en" not in figures.groups


def test_every_miss_is_named(graph: Path) -> None:
    said = to_text(evaluate(graph, HERE), misses=True)
    assert "extra   arlen                      Borduria signed 'Teal River Treaty'" in said
    assert "status  arlen                      borduria ratified 'pact' wants negated=True asserted by None" in said
    assert "time    arlen                      holt signed 'pact' wants 2021-05-04 has None" in said
    assert "missed  sengkala                   rahmat rejected 'usulan' | Rahmat Tirta menolak usulan itu" in said


def test_an_optional_claim_counts_on_neither_side(graph: Path) -> None:
    party = [one for one in judge(graph, HERE) if one.found.relation == "party-to"]
    assert [(one.right, one.counts) for one in party] == [(True, False)]


@pytest.mark.skipif(not OTHER.is_file(), reason="the other scorer is not here")
def test_another_scorer_says_the_same(graph: Path) -> None:
    for extra in ([], ["--language", "en"], ["--language", "id"]):
        line = [sys.executable, str(OTHER), str(graph / "graph.nq"), str(HERE), "--json", *extra]
        theirs = json.loads(subprocess.run(line, capture_output=True, text=True, check=True).stdout)
        ours = json.loads(to_json(evaluate(graph, HERE, *extra[1:])))
        ours["groups"] = {name: row for name, row in ours["groups"].items() if not name.startswith("relation ")}
        assert ours.pop("groups") == theirs.pop("groups")
        assert ours == pytest.approx(theirs)


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('"holt", "relation"', '"bolt", "relation"', "claim 1: no entity has the id 'bolt'"),
        ("signed the Teal", "signed a Teal", "claim 1: its evidence is not in the text"),
        ('"signed"', '"autographed"', "claim 1: no relation 'autographed'"),
        ('"planned"', '"hoped"', "claim 5: modality 'hoped'"),
        ('"names": ["Arlenia"]', '"names": []', "entity 2: 'names'"),
        ('"literal": "President of Arlenia", ', "", "claim 3: must have either an object or a literal"),
        ('{"language"', '["language"', "is no JSON"),
        ('"language": "en", ', "", "has no 'language'"),
    ],
)
def test_a_bad_case_is_named(graph: Path, tmp_path: Path, old: str, new: str, said: str) -> None:
    shutil.copy(HERE / "arlen.txt", tmp_path)
    told = (HERE / "arlen.gold.json").read_text(encoding="utf-8")
    assert old in told
    (tmp_path / "arlen.gold.json").write_text(told.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(InputError) as caught:
        evaluate(graph, tmp_path)
    assert str(caught.value).startswith(f"{tmp_path / 'arlen.gold.json'}: ")
    assert said in str(caught.value)
    assert "\n" not in str(caught.value)


def test_the_command_tells_tables_and_json(graph: Path, command: Callable[..., tuple[int, str, str]]) -> None:
    status, out, _ = command("evaluate", graph, HERE, "--misses")
    assert status == 0
    for line in ("missed", "extra", "language id", "family agreement", "relation met-with", "time right"):
        assert line in out
    status, out, _ = command("evaluate", graph, HERE, "--json", "--language", "en")
    assert (status, json.loads(out)["cases"]) == (0, 1)
