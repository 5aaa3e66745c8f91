"""A relation of the user's own, from its line in a table through the whole house."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

import kg
from kg.errors import DataError, InputError
from kg.vocabulary import load

Command = Callable[..., tuple[int, str, str]]

RELATIONS = "relation\tfamily\tsubject\tobject\timplies\tnotes\ntrained\tforce\tAgent\tAgent\tsupports\t\n"
FRAMES = {
    "en.tsv": "relation\ttrigger\tsubject\tobject\ntrained\tv:train|coach\tsubj\tobj\n",
    "id/frames.tsv": "relation\ttrigger\tsubject\tobject\tneeds\ntrained\tv:melatih\tsubj\tobj\tobj=Agent\n",
}
NEWS = {
    "en.txt": "Drill\n\nOSLO, 3 May 2024 – Norway trained Ukraine for a month. Sweden has not trained Ukraine.\n",
    "id.txt": "Latihan\n\nJAKARTA, 3 Mei 2024 – Filipina dilatih oleh Jepang selama sebulan di Manila.\n",
}


@pytest.fixture
def own(tmp_path: Path) -> Path:
    """A folder with relations, frames, and news that need them."""
    held = {"relations.tsv": RELATIONS} | {f"own/{name}": text for name, text in FRAMES.items()}
    held |= {f"news/{name}": text for name, text in NEWS.items()}
    for name, text in held.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text, "utf-8")
    return tmp_path


def build(own: Path, **options: object) -> kg.Summary:
    return kg.build(own / "news", own / "g", frames=own / "own", vocabulary=own / "relations.tsv", **options)  # type: ignore[arg-type]


@pytest.mark.slow
def test_a_relation_of_ones_own_works_in_every_room(own: Path, command: Command) -> None:
    assert build(own).relations == 1
    graph = own / "g"
    assert command("query", graph, "ASK { entity:norway kg:trained entity:ukraine }")[1].split()[-1] == "yes"
    assert command("query", graph, "ASK { entity:sweden kg:trained entity:ukraine }")[1].split()[-1] == "no"
    assert command("query", graph, "ASK { entity:japan kg:trained entity:philippines }")[1].split()[-1] == "yes"
    inferred = "ASK { GRAPH ?g { entity:norway kg:supports entity:ukraine } }"
    assert command("query", graph, inferred)[1].split()[-1] == "yes"
    assert command("check", graph)[1] == "no problems\n"
    told = command("explain", graph, "entity:norway", "kg:trained", "entity:ukraine")[1]
    assert "by the rule own/en:2 train" in told
    assert "because: frame own/en:2 train" in told
    assert "own/id/frames:2 melatih" in command("explain", graph, "Japan", "trained", "Philippines")[1]
    assert "force" in command("query", graph, "relations")[1]
    assert "trained" in command("report", graph, "Norway")[1]
    assert command("view", graph, own / "v.html", "--relation", "trained")[0] == 0
    assert "trained" in (own / "v.html").read_text("utf-8")
    assert command("export", graph, own / "x.csv")[0] == 0
    assert "trained" in (own / "x.csv").read_text("utf-8")
    assert command("export", graph, own / "x.nq")[0] == 0
    assert command("check", own / "x.nq")[1] == "no problems\n"


@pytest.mark.slow
def test_cases_may_have_a_relation_of_ones_own(own: Path, command: Command) -> None:
    build(own)
    cases = own / "cases"
    cases.mkdir()
    things = [{"id": "n", "type": "Country", "names": ["Norway"]}, {"id": "u", "type": "Country", "names": ["Ukraine"]}]
    claim = {"subject": "n", "relation": "trained", "object": "u", "evidence": "Norway trained Ukraine"}
    (cases / "en.txt").write_text(NEWS["en.txt"], "utf-8")
    (cases / "en.gold.json").write_text(json.dumps({"language": "en", "entities": things, "claims": [claim]}))
    status, out, err = command("evaluate", own / "g", cases, "--json")
    assert status == 0, err
    assert json.loads(out)["groups"]["family force"]["recall"] == 1
    assert json.loads(out)["groundless"] == 0


@pytest.mark.slow
def test_a_changed_frame_reads_the_documents_again(own: Path) -> None:
    build(own)
    before = (own / "g" / "graph.nq").read_text("utf-8")
    assert build(own).reused == 2
    assert (own / "g" / "graph.nq").read_text("utf-8") == before
    frames = own / "own" / "en.tsv"
    frames.write_text(frames.read_text("utf-8").replace("v:train|coach", "v:school"), "utf-8")
    assert build(own, workers=2).reused == 0
    assert not kg.open(own / "g").query("ASK { entity:norway kg:trained entity:ukraine }")
    plain = kg.build(own / "news", own / "g")
    assert (plain.reused, plain.relations) == (0, 0)
    assert "vocab#trained" not in (own / "g" / "graph.nq").read_text("utf-8")


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("trained\tforce\tAgent", ":2: relation, family, subject and object must be told"),
        ("trained\tforce\tRobot\tAgent", ":2: an end of kg:trained is kg:Robot, which is no class"),
        ("trained\tforce\tAgent\tLiteral", ":2: the object of trained takes Literal, not a class"),
        ("trained\tforce\tAgent\tAgent\tlikes", ":2: kg:trained implies kg:likes, which is no relation"),
        ("trained\tforce\tAgent\tAgent\t\ttwice", ":2: no note 'twice'; it can be symmetric"),
        ("signed\tforce\tAgent\tAgent", ":2: kg:signed is there already; give yours another name"),
        ("evidence\tforce\tAgent\tAgent", ":2: kg:evidence is there already"),
        ("Has Trained\tforce\tAgent\tAgent", ":2: 'Has Trained' is no name"),
        ("a\tb\tAgent\tAgent\t\t\t", ":2: 7 cells, expected at most 6"),
    ],
)
def test_a_bad_line_of_relations_is_named(tmp_path: Path, line: str, said: str) -> None:
    table = tmp_path / "r.tsv"
    table.write_text(RELATIONS.splitlines()[0] + f"\n{line}\n", "utf-8")
    with pytest.raises(DataError) as error:
        load(table)
    assert f"{table}{said}" in str(error.value)


def test_a_relation_in_turtle_is_named_by_its_line(tmp_path: Path) -> None:
    file = tmp_path / "own.ttl"
    file.write_text("@prefix kg: <https://w3id.org/kg-builder/vocab#> .\n\nkg:trained a kg:Relation .\n")
    with pytest.raises(DataError, match=r"own\.ttl:3: kg:trained needs"):
        load(file)
    file.write_text("@prefix kg: <https://w3id.org/kg-builder/vocab#> .\nkg:trained a a .\n")
    with pytest.raises(DataError, match=r"own\.ttl:2: is no Turtle"):
        load(file)


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("traind\tv:train\tsubj\tobj", ":2: no relation 'traind' in the vocabulary; did you mean trained?"),
        ("trained\ttrain\tsubj\tobj", ":2: the trigger is v:, n:, r: or a: and words"),
        ("trained\tv:train\tsubj", ":2: both subject and object must be told"),
        ("trained\tv:train\tSubject\tobj", ":2: 'Subject' is no place for an end"),
        ("trained\tv:train\tsubj\tobj\tobj", ":2: 'obj': a need is SLOT=word|word"),
        ("trained\tv:train\tsubj\tobj\tobj=Army", ":2: 'obj=Army': 'Army' is no class"),
        ("trained\tv:train\tsubj\tobj\tobj=@toys", ":2: 'obj=@toys': no noun of nouns.tsv has the sense"),
        ("trained\tv:train\tsubj\tobj\t\tmaybe", ":2: no note 'maybe'"),
    ],
)
def test_a_bad_frame_is_named_before_the_build(own: Path, line: str, said: str) -> None:
    (own / "own" / "en.tsv").write_text(f"relation\ttrigger\tsubject\tobject\tneeds\tnotes\n{line}\n", "utf-8")
    with pytest.raises(DataError) as error:
        build(own)
    assert f"{own / 'own' / 'en.tsv'}{said}" in str(error.value)
    assert not (own / "g").exists()


def test_frames_that_nobody_would_see_are_an_error(own: Path, toy: str) -> None:
    with pytest.raises(InputError, match="frames are for the extractor rules; toy would not see them"):
        build(own, extractor=toy)
    with pytest.raises(DataError, match=r"news: no frames there; a folder of frames holds en\.tsv or id\.tsv"):
        kg.build(own / "news", own / "g", frames=own / "news")
    with pytest.raises(DataError, match=r"none\.tsv: no such file"):
        kg.build(own / "news", own / "g", vocabulary=own / "none.tsv")
