"""How a claim came to be, told; and what is asked for, found or refused in one line."""

from pathlib import Path

import desk
import pytest

from kg import records, store
from kg.assemble import assemble
from kg.errors import GraphError, QueryError
from kg.explain import explain
from kg.query import run


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return desk.build(tmp_path_factory.mktemp("desk") / "graph")


def claim_of(folder: Path, edge: str) -> str:
    """The IRI of the one claim of an edge, in full."""
    subject, relation, object = edge.split()
    query = "SELECT ?claim { ?claim rdf:subject ?s ; rdf:predicate ?p ; rdf:object ?o }"
    bind = {"s": f"entity:{subject}", "p": f"kg:{relation}", "o": f"entity:{object}"}
    ((claim,),) = run(store.open(folder), query, bind).rows
    return str(claim)


def test_a_claim_tells_words_status_rule_reasons_and_ends(folder: Path) -> None:
    told = explain(folder, claim_of(folder, "bostan attacked dorne"))
    for line in (
        "  Bostan · attacked · Dorne",
        "  said to be so by the document itself; time 2024-01-01; confidence 0.9",
        "  a fact: at least as sure as 0.6, the build's threshold",
        "  Evening Star of 2024-01-02, Evening Star, 2024-01-02, en",
        "  night.txt (issued from: table)",
        "  in the words [0, 22): [Bostan attacked Dorne.]",
        "  by the rule by hand attacked, with confidence 0.9",
        "  because: read by hand",
        "  subject: Bostan, entity:bostan, Country",
        "    known from texts alone, score 1: 'Bostan' is its name",
        "  object: Dorne, entity:dorne, Country",
    ):
        assert line in told.splitlines()


@pytest.mark.parametrize(
    ("edge", "why"),
    [
        ("juno-vale denied", None),
        ("bostan supplied-arms-to dorne", "denied; said by somebody, not by the document"),
        ("arland ratified lake-pact", "only planned"),
        ("bostan signed lake-pact", "denied; less sure than 0.6, the build's threshold"),
        ("bostan violates-sanctions cordian-sanctions", "said by somebody, not by the document"),
    ],
)
def test_what_keeps_a_claim_from_being_a_fact(edge: str, why: str | None, folder: Path) -> None:
    if why is None:
        with pytest.raises(QueryError):
            explain(folder, edge)
    else:
        assert f"  a claim and no fact: {why}" in explain(folder, edge).splitlines()


def test_a_speaker_and_a_carrier_are_told(folder: Path) -> None:
    told = explain(folder, "bostan violates-sanctions cordian-sanctions")
    assert "said to be so by Officials, the document reports; no time said" in told
    assert "reported by The Agency, which is no attribution" in told
    assert "speaker: Officials, entity:officials, Group" in told


def test_an_edge_tells_all_its_claims_the_surest_first(folder: Path) -> None:
    told = explain(folder, "Bostan signed Lake Pact")
    assert [line for line in told.splitlines() if line.startswith("  said") or line.startswith("  denied")] == [
        "  said to be so by the document itself; time 2023-05-03; confidence 0.9",
        "  denied to be so by the document itself; no time said; confidence 0.5",
    ]


@pytest.mark.parametrize(
    "edge",
    [
        "mira-holt met-with juno-vale",
        "juno-vale met-with mira-holt",
        "Juno Vale kg:met-with entity:mira-holt",
        "wd:Q1002 met-with Juno Vale",
        "mira-holt holds-position president",
        'Mira Holt holds-position "President"',
    ],
)
def test_an_edge_in_its_many_forms(edge: str, folder: Path) -> None:
    assert explain(folder, edge).count("claim:") == 1


def test_a_claim_in_its_many_forms(folder: Path) -> None:
    claim = claim_of(folder, "bostan attacked dorne")
    id = claim.rpartition("/")[2]
    told = explain(folder, claim)
    for form in (f"<{claim}>", f"claim:{id}", id, id[:6], f"claim:{id[:6]}"):
        assert explain(folder, form) == told


@pytest.mark.parametrize(
    ("what", "says"),
    [
        ("", "neither a claim nor"),
        ("bostan", "neither a claim nor"),
        ("bostan hugged dorne", "neither a claim nor"),
        ("abc", "neither a claim nor"),
        ("0000", "no claim's id begins with 0000"),
        ("claim:xyz", "4 or more of the digits"),
        ("claim:abc", "4 or more of the digits"),
        ("bostann attacked dorne", "did you mean bostan"),
        ("dorne attacked bostan", "no claim says: Dorne attacked Bostan; between them: attacked, supplied-arms-to"),
        ("arland sold the-league", "between them: joined"),
        ("arland sold dorne", "nothing is claimed between them"),
        ("mira-holt holds-position king", 'there is "president"'),
    ],
)
def test_what_is_not_there(what: str, says: str, folder: Path) -> None:
    with pytest.raises(QueryError, match=says) as error:
        explain(folder, what)
    assert "\n" not in str(error.value)


def test_digits_that_several_claims_begin_with(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    ids = [str(row[0]).rpartition("/")[2] for row in run(store.open(folder), "SELECT ?c { ?c a kg:Claim }").rows]
    monkeypatch.setattr("kg.explain.find.ID", __import__("re").compile("(?P<digits>[0-9a-f]+)"))
    first = next(one[0] for one in ids if sum(other[0] == one[0] for other in ids) > 1)
    with pytest.raises(QueryError, match=rf"claims begin with {first}: claim:{first}.* give more digits"):
        explain(folder, first)


def test_only_a_build_explains(folder: Path, tmp_path: Path) -> None:
    for path in (folder / "graph.nq", folder / "graph.ttl", tmp_path, tmp_path / "nowhere"):
        with pytest.raises(GraphError):
            explain(path, "bostan attacked dorne")


def test_a_claim_without_its_record_asks_for_another_build(tmp_path: Path) -> None:
    folder = desk.build(tmp_path / "graph")
    for file in (folder / "records").glob("night*"):
        file.unlink()
    with pytest.raises(GraphError, match=r"records do not have claim:.*; build again"):
        explain(folder, "bostan attacked dorne")


def test_names_taken_for_one_are_told_with_the_reason(tmp_path: Path) -> None:
    folder = desk.build(tmp_path / "graph")
    quads = assemble(
        records.read(folder / "records"),
        resolution={"dorne": "cordia"},
        decisions=[("cordia", "dorne", 0.8, "both are written the same")],
    )
    store.write(folder, quads)
    told = explain(folder, "bostan attacked cordia")
    assert "    dorne was taken for it: both are written the same (score 0.8)" in told.splitlines()


def test_nothing_that_a_terminal_obeys(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    paper = ("a\x1b.txt", "2024-01-01", "Post", [("Bostan\x1b[31m attacked Dorne.", [("bostan attacked dorne", {})])])
    monkeypatch.setattr(desk, "PAPERS", [paper])
    told = explain(desk.build(tmp_path / "graph"), "bostan attacked dorne")
    assert "[31m" in told and "\x1b" not in told
