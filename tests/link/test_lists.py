"""The user's own lists of names: read, refused where they are wrong, and linked to in a build."""

import json
from pathlib import Path

import pytest

import kg
from kg import store
from kg.errors import TableError
from kg.link.extend import extend
from kg.link.lists import read_lists
from kg.link.reference import load, normalise

CSV = """id,type,names,sameAs
acme-1,Organization,Batam Shipyards|Galangan Batam,https://example.org/acme|Q99999999
p-7,Person,Oskar Venn|Venn,
vp,Person,V. V. Putin,wd:Q7747
"""
MONEY = {
    "id": "NK-abc",
    "schema": "Company",
    "properties": {
        "name": ["Tirta Samudra Lines"],
        "alias": ["TSL Shipping"],
        "weakAlias": ["Tirta"],
        "topics": ["sanction"],
        "innCode": ["7707083893"],
        "wikidataId": ["Q88888888"],
    },
}


@pytest.fixture
def table(tmp_path: Path) -> Path:
    path = tmp_path / "names.csv"
    path.write_text(CSV, encoding="utf-8")
    return path


@pytest.fixture
def money(tmp_path: Path) -> Path:
    pytest.importorskip("followthemoney")
    address = {"id": "addr", "schema": "Address", "properties": {"full": ["Jl. Merdeka 1"]}}
    path = tmp_path / "list.json"
    path.write_text(f"{json.dumps(MONEY)}\n\n{json.dumps(address)}\n", encoding="utf-8")
    return path


def test_a_table_of_names(table: Path) -> None:
    acme, venn, putin = read_lists([table])
    assert (acme.slug, acme.names, acme.wikidata) == ("acme-1", ("Batam Shipyards", "Galangan Batam"), "Q99999999")
    assert acme.links == ("https://example.org/acme",)
    assert (venn.slug, venn.wikidata, putin.wikidata) == ("p-7", None, "Q7747")


def test_lines_of_json(tmp_path: Path, table: Path) -> None:
    path = tmp_path / "names.jsonl"
    rows = [{"id": "a b", "type": "Group", "names": ["Alpha", "Beta"]}, {"id": "c", "type": "Law", "names": "C|D"}]
    path.write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    assert [(one.slug, one.names) for one in read_lists([path, table, path])][:3] == [
        ("a-b", ("Alpha", "Beta")),
        ("acme-1", ("Batam Shipyards", "Galangan Batam")),
        ("c", ("C", "D")),
    ]


def test_entities_of_follow_the_money(money: Path) -> None:
    (one,) = read_lists([money])
    assert (one.slug, one.type, one.names) == ("nk-abc", "Organization", ("Tirta Samudra Lines", "TSL Shipping"))
    assert (one.wikidata, one.topics) == ("Q88888888", ("sanction",))
    assert one.identifiers == ("7707083893", "NK-abc")


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("a.csv", "id,names\n", "line 1: no column 'type'"),
        ("a.csv", "id,type,names\na,Robot,A\n", "line 2: the type cannot be 'Robot'"),
        ("a.csv", "id,type,names\na,Person\n", "line 2: another number of values"),
        ("a.csv", "id,type,names\na,Person,A\nA,Person,B\n", "line 3: the id A stands at"),
        ("a.csv", "id,type,names,sameAs\na,Person,A B,Q1|Q2\n", "line 2: two numbers of Wikidata"),
        ("a.csv", "id,type,names,sameAs\na,Person,A B,no link\n", "line 2: 'no link' is no IRI"),
        ("a.jsonl", '{"id": "a"\n', "line 1: is no JSON"),
        ("a.jsonl", "[]\n", "line 1: is no JSON object"),
        ("a.jsonl", '\n{"id": "a", "type": "Person"}\n', "line 2: no names"),
        ("a.jsonl", '{"id": "a", "schema": "Person"}\n', "line 1: an entity of FollowTheMoney has"),
        ("a.jsonl", '{"id": "a", "schema": "Nothing", "properties": {}}\n', "line 1: is no entity of FollowTheMoney"),
    ],
)
def test_a_bad_line_is_named(tmp_path: Path, name: str, text: str, said: str) -> None:
    if "schema" in text:
        pytest.importorskip("followthemoney")
    (tmp_path / name).write_text(text, encoding="utf-8")
    with pytest.raises(TableError) as error:
        read_lists([tmp_path / name])
    assert said in str(error.value)


def test_a_missing_list_is_named(tmp_path: Path) -> None:
    with pytest.raises(TableError, match=r"none\.csv: cannot be read"):
        kg.build(tmp_path, tmp_path / "g", names=tmp_path / "none.csv")


def test_a_list_extends_the_data(table: Path) -> None:
    known = extend(load(), read_lists([table])).reference
    assert known.by_name[normalise("Galangan Batam")] == ("acme-1",)
    assert known.by_name[normalise("V. V. Putin")] == ("vladimir-putin",)
    assert known.known["vladimir-putin"].labels == load().known["vladimir-putin"].labels
    assert known.by_name["venn"] == ("p-7",)
    assert "venn" not in load().by_name


def test_a_name_of_another_type_stays_with_the_data(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("id,type,names\nx,Organization,Iran Trading|Iran|Russian\n", encoding="utf-8")
    known = extend(load(), read_lists([path])).reference
    assert known.by_name["iran"] == ("iran",)
    assert "russian" not in known.by_name
    assert known.by_name["iran trading"] == ("x",)


def test_two_of_one_name_link_to_neither(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("id,type,names\nx,Person,Oskar Venn\ny,Person,Oskar Venn\n", encoding="utf-8")
    known = extend(load(), read_lists([path])).reference
    assert known.choose("Oskar Venn", lambda word: False).slug is None


def test_a_name_in_the_data_with_another_number_is_another(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("id,type,names,sameAs\nx,Person,Vladimir Putin,Q1\n", encoding="utf-8")
    found = extend(load(), read_lists([path])).reference
    assert found.by_name["vladimir putin"] == ("vladimir-putin", "x")


def test_names_of_documents_link_to_the_lists(tmp_path: Path, table: Path, money: Path) -> None:
    news, out = tmp_path / "news", tmp_path / "g"
    news.mkdir()
    text = "Ship sold\n\nBatam Shipyards sold a ship to Tirta Samudra Lines on Monday, President Vladimir Putin said.\n"
    (news / "a.txt").write_text(text, encoding="utf-8")
    assert kg.build(news, out).reused == 0
    assert kg.build(news, out, names=[money, table]).reused == 0
    assert kg.build(news, out, names=[table, money]).reused == 1
    rows = {row.entity: row for row in kg.open(out).entities()}
    assert rows["entity:acme-1"].wikidata == "Q99999999"
    assert "entity:nk-abc" in rows
    base = store.about(out)["base"]
    lines = (out / "graph.nq").read_text(encoding="utf-8")
    for key, predicate, value in (
        ("nk-abc", "keywords", '"sanction"'),
        ("nk-abc", "identifier", '"7707083893"'),
        ("acme-1", "sameAs", "<https://example.org/acme>"),
    ):
        assert f"<{base}entity/{key}> <https://schema.org/{predicate}> {value} <{base}graph/reference> ." in lines
    assert kg.open(out).check() == []
    table.write_text(CSV + "q,Person,Else One,\n", encoding="utf-8")
    assert kg.build(news, out, names=[table, money]).reused == 0
