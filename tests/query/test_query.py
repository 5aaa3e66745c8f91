"""Questions found, values bound, answers written: by cases and their near-misses."""

import csv
import io
import json
import re
from collections import Counter
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import desk
import pytest
import rdflib
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from rdflib import Literal, URIRef

from kg import store
from kg.errors import QueryError
from kg.query import FORMATS, PREFIXES, find, run, shipped, to_format
from kg.query.prefixes import shorten
from kg.query.question import to_question
from kg.query.sparql import look
from kg.query.table import cells

BASE = "https://w3id.org/kg-builder/id/"
EDGES = "SELECT ?who ?what { ?claim rdf:subject ?who ; rdf:object ?what ; rdf:predicate kg:signed } ORDER BY ?who ?what"
NASTY = "\x1b[31m<b>\u202e|\x00'\"\\"


@pytest.fixture(scope="module")
def dataset(tmp_path_factory: pytest.TempPathFactory) -> rdflib.Dataset:
    return store.open(desk.build(tmp_path_factory.mktemp("desk") / "graph"))


def ends(result: Any) -> list[tuple[str, ...]]:
    return [tuple(str(term).removeprefix(f"{BASE}entity/") for term in row) for row in result.rows]


# Finding a question


def test_a_shipped_question_by_its_name_with_or_without_its_ending() -> None:
    assert find("signatories") is find("signatories.rq") is find(" signatories ")
    assert find("signatories").params is not None


def test_a_file(tmp_path: Path) -> None:
    file = tmp_path / "mine.rq"
    file.write_text("\ufeff# title: Mine?\n# params: n (number)\nASK { ?s ?p ?n }\n", encoding="utf-8")
    question = find(str(file))
    assert (question.name, question.title, [str(p) for p in question.params or ()]) == ("mine", "Mine?", ["n (number)"])


def test_a_file_whose_name_has_spaces_and_no_ending(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "my question").write_text("ASK {}", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    assert find("my question").text == "ASK {}"


@pytest.mark.parametrize(
    "text", ["ASK{}", "ASK { }", "DESCRIBE entity:russia", "SELECT *\nWHERE {}", "ASK {" + "#" * 9999 + "\n}"]
)
def test_sparql_itself(text: str) -> None:
    assert find(text).text == text
    assert find(text).params is None


@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("signatorie", "did you mean signatories"),
        ("time", "did you mean timeline-of, timeline"),
        ("xyzzy", "`kg queries` lists"),
        ("nowhere/signatories.rq", "No such file or directory; did you mean signatories"),
        ("", "no question is called ''"),
    ],
)
def test_what_cannot_be_found(name: str, says: str) -> None:
    with pytest.raises(QueryError, match=says.replace("?", r"\?")):
        find(name)


def test_files_that_are_no_question(tmp_path: Path) -> None:
    binary, folder, large = tmp_path / "a.rq", tmp_path / "b.rq", tmp_path / "c.rq"
    binary.write_bytes(b"\xff\xfe\x00")
    folder.mkdir()
    large.write_text("#" * 1_000_001)
    for path, says in ((binary, "not UTF-8"), (folder, "directory"), (large, "larger than")):
        with pytest.raises(QueryError, match=says):
            find(str(path))


def test_a_header_goes_on_over_lines_and_ends_with_the_first_line_of_code() -> None:
    question = to_question("# title:  What?\n# rows:   a, b; by a,\n#         then b\n# by hand\nASK {}\n# title: No\n")
    assert (question.title, question.rows, question.params) == ("What?", "a, b; by a, then b", None)


@pytest.mark.parametrize("params", ["who", "who (Person)", "who (IRI, needed)", "(IRI)", "who (IRI) what (IRI)"])
def test_a_header_with_a_parameter_that_is_none(params: str) -> None:
    with pytest.raises(QueryError, match="is not 'name"):
        to_question(f"# params: {params}\nASK {{}}", place="mine.rq")


# What a query may be


@pytest.mark.parametrize(
    "verb", ["INSERT DATA", "DELETE WHERE", "LOAD <http://x.org/>", "CLEAR ALL", "drop all", "WITH <http://x> DELETE"]
)
def test_an_update_is_refused(verb: str, dataset: rdflib.Dataset) -> None:
    with pytest.raises(QueryError, match="only read"):
        run(dataset, f"PREFIX a: <http://a.org/#> # SELECT\n{verb} {{ ?s ?p ?o }}")


@pytest.mark.parametrize(
    "text",
    [
        "SELECT * { SERVICE <http://127.0.0.1:1/> { ?s ?p ?o } }",
        "SELECT * { ?s ?p ?o }SERVICE<http://127.0.0.1:1/>{ }",
        "SELECT * { ?s ?p ?e service silent ?e { ?s ?p ?o } }",
        "SELECT * { ?a ?b ?c FILTER(?a<?b#>'''\n) SERVICE <http://127.0.0.1:1/> {} #'''\n}",
        "SELECT * { ?a ?b ?c FILTER(?a <?b)SERVICE#>\n<http://127.0.0.1:1/> {} }",
        "PREFIX : <#> SELECT * { ?s <#p> ?o . SERVICE <http://127.0.0.1:1/> {} }",
    ],
)
def test_the_network_is_not_asked(text: str, dataset: rdflib.Dataset) -> None:
    with pytest.raises(QueryError, match=r"SERVICE|service"):
        run(dataset, text)


@pytest.mark.parametrize(
    "text",
    [
        'SELECT * { ?s rdfs:label "service" }',
        "SELECT * { ?s a <http://example.org/service> } # no SERVICE here",
        "SELECT ?service { ?service a schema:service ; ?p ?o . FILTER(?o < 3) }",
    ],
)
def test_the_word_service_is_no_service(text: str, dataset: rdflib.Dataset) -> None:
    assert not run(dataset, text)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("hello world", "no SPARQL query"),
        ("{oops", "no SPARQL query"),
        ("SELECT ?x { ?x a }", "line 1, column"),
        ("SELECT ?x { ?x a ?y", "ends too early"),
        ("SELECT ?x {\n ?x nope:a ?y }", "prefix is not known"),
        ("SELECT ?x { ?y ?p ?o } GROUP BY ?y", "line 1|no valid"),
    ],
)
def test_what_does_not_parse_is_said_in_one_line(text: str, says: str, dataset: rdflib.Dataset) -> None:
    with pytest.raises(QueryError, match=says) as error:
        run(dataset, text)
    assert "\n" not in str(error.value)


def test_the_shape_of_a_query() -> None:
    shape = look("PREFIX a: <http://a#b>\n# ?no\nSELECT DISTINCT ?x (COUNT(?y) AS ?n) WHERE { ?x ?p '?z' }")
    assert (shape.form, shape.variables, shape.selected) == ("SELECT", ("x", "y", "n", "p"), frozenset({"x", "n"}))
    assert look("BASE <x> ask { ?x ?y ?z }").form == "ASK"
    assert look("SELECT * { ?x ?y ?z }").selected is None


# Binding values


@pytest.mark.parametrize(
    "value",
    [
        "entity:bostan", f"<{BASE}entity/bostan>", f"{BASE}entity/bostan", "bostan", "Bostan", "BOSTAN",
        URIRef(f"{BASE}entity/bostan"),
    ],
)  # fmt: skip
def test_an_iri_in_its_many_forms(value: Any, dataset: rdflib.Dataset) -> None:
    assert ends(run(dataset, "signatories", {"who": value}))[0][:2] == ("bostan", "lake-pact")


def test_a_wikidata_item_means_the_entity_that_is_the_same(dataset: rdflib.Dataset) -> None:
    assert ends(run(dataset, "signatories", {"who": "wd:Q1001"}))[0][0] == "arland"
    assert run(dataset, "signatories", {"who": "wd:Q1"}).rows == ()


@pytest.mark.parametrize(
    ("name", "bind", "says"),
    [
        ("signatories", {"whom": "x"}, "no parameter 'whom'; did you mean who"),
        ("signatories", {"nonsense": "x"}, "parameters: who .IRI, optional., instrument"),
        ("signatories", {"who": "nope:x"}, "unknown prefix 'nope'"),
        ("signatories", {"who": "Bostann"}, "did you mean bostan"),
        ("signatories", {"who": "<not an iri>"}, "no IRI"),
        ("about-entity", {}, "needs a value for entity .IRI."),
        ("timeline", {"since": "2024-06"}, "not a day"),
        ("timeline", {"since": "yesterday"}, "not a day"),
        (EDGES, {"whose": "x"}, "no parameter 'whose'; did you mean who"),
    ],
)
def test_a_value_that_cannot_be_bound(name: str, bind: dict[str, str], says: str, dataset: rdflib.Dataset) -> None:
    with pytest.raises(QueryError, match=says) as error:
        run(dataset, name, bind)
    assert "\n" not in str(error.value)


def test_a_name_that_two_have() -> None:
    graph = rdflib.Graph()
    for iri in ("urn:a", "urn:b"):
        graph.add((URIRef(iri), rdflib.RDFS.label, Literal("Same", lang="en")))
    with pytest.raises(QueryError, match="2 have this name: <urn:a>, <urn:b>"):
        run(graph, "about-entity", {"entity": "same"})


@pytest.mark.parametrize(
    ("value", "term"),
    [
        ("words", Literal("words")),
        ("two: words", Literal("two: words")),
        ('"words"@en-GB', Literal("words", lang="en-gb")),
        (r'"a \"b\"\n"', Literal('a "b"\n')),
        ('"2024-06-19"^^xsd:date', Literal("2024-06-19", datatype=rdflib.XSD.date)),
        ("5", Literal(5)),
        ("0.5", Literal("0.5", datatype=rdflib.XSD.decimal)),
        ("kg:signed", URIRef(PREFIXES["kg"] + "signed")),
        (5, Literal(5)),
        (True, Literal(True)),
        (Literal("x", lang="id"), Literal("x", lang="id")),
    ],
)
def test_values_for_sparql_of_ones_own(value: Any, term: Any) -> None:
    graph = rdflib.Graph().add((URIRef("urn:a"), URIRef("urn:b"), term))
    assert len(run(graph, "SELECT ?s ?o { ?s <urn:b> ?o }", {"o": value})) == 1
    assert len(run(graph, "SELECT ?s { ?s <urn:b> ?o }", {"o": value})) == 1
    assert run(graph, "ASK { ?s <urn:b> ?o }", {"o": value})


def test_a_bound_variable_that_is_not_selected_stays_out_of_the_answer(dataset: rdflib.Dataset) -> None:
    result = run(dataset, EDGES.replace("?who ?what {", "?what {"), {"who": "entity:bostan"})
    assert result.columns == ("what",)
    assert ends(result) == [("lake-pact",), ("lake-pact",)]


def test_bound_is_true_of_what_is_bound(dataset: rdflib.Dataset) -> None:
    query = EDGES.replace(" }", " FILTER(!BOUND(?only) || ?who = ?only) }")
    assert {row[0] for row in ends(run(dataset, query))} == {"arland", "bostan"}
    assert {row[0] for row in ends(run(dataset, query, {"only": "entity:arland"}))} == {"arland"}


def test_a_value_cannot_leave_its_place(dataset: rdflib.Dataset) -> None:
    evil = '"x" } INSERT DATA { <urn:a> <urn:b> <urn:c> } #'
    assert run(dataset, "family", {"family": evil}).rows == ()
    with pytest.raises(QueryError):
        run(dataset, "signatories", {"who": "http://x.org/> } #"})


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(max_size=40))
def test_any_text_is_bound_or_refused(value: str) -> None:
    graph = rdflib.Graph().add((URIRef("urn:a"), URIRef("urn:b"), Literal("x")))
    for name, parameter in (("signatories", "who"), ("family", "family"), ("timeline", "since")):
        try:
            run(graph, name, {parameter: value})
        except QueryError as error:
            assert "\n" not in str(error)


def test_another_base_is_known_from_the_graph(tmp_path: Path) -> None:
    from kg.assemble import Settings

    dataset = store.open(desk.build(tmp_path / "graph", Settings(base="https://desk.example/id/")))
    assert len(run(dataset, "signatories", {"who": "entity:bostan"})) == 1


# Answers


def test_rows_read_as_dictionaries(dataset: rdflib.Dataset) -> None:
    result = run(dataset, "signatories", {"who": "bostan"})
    (row,) = list(result)
    assert row["signer"] == URIRef(f"{BASE}entity/bostan")
    assert row["time"].value == "2023-05-03"
    assert "speaker" not in row
    assert len(result) == 1 and result
    assert "<td>Bostan</td>" in result._repr_html_()


def test_everything_selected_comes_in_the_order_of_the_text(dataset: rdflib.Dataset) -> None:
    assert run(dataset, "SELECT * { ?z kg:time ?a ; kg:earliest ?m }").columns == ("z", "a", "m")


@pytest.mark.parametrize(
    ("form", "count"), [("CONSTRUCT { ?a kg:x ?b } WHERE { ?a kg:signed ?b }", 2), ("DESCRIBE entity:lake-pact", 3)]
)
def test_triples(form: str, count: int, dataset: rdflib.Dataset) -> None:
    result = run(dataset, form)
    turtle = to_format(result, "turtle")
    assert len(rdflib.Graph().parse(data=turtle, format="turtle")) == len(result) >= count
    assert turtle == to_format(run(dataset, form), "turtle")
    assert "entity:lake-pact" in turtle
    assert len(to_format(result, "csv").splitlines()) == len(result) + 1
    for format in ("json", "xml"):
        with pytest.raises(QueryError, match="gives triples"):
            to_format(result, format)


def test_yes_and_no(dataset: rdflib.Dataset) -> None:
    yes, no = run(dataset, "ASK { ?s kg:signed ?o }"), run(dataset, "ASK { ?s kg:sold ?o }")
    assert (bool(yes), bool(no)) == (True, False)
    assert to_format(yes) == "answer\nyes\n"
    assert json.loads(to_format(no, "json")) == {"head": {}, "boolean": False}
    assert "<boolean>true</boolean>" in to_format(yes, "xml")
    for format in ("csv", "tsv", "turtle"):
        with pytest.raises(QueryError):
            to_format(yes, format)


def test_an_unknown_format_is_named_with_the_known_ones(dataset: rdflib.Dataset) -> None:
    with pytest.raises(QueryError, match="unknown format 'docx'; formats: table, csv"):
        to_format(run(dataset, "ASK {}"), "docx")
    assert FORMATS == ("table", "csv", "tsv", "json", "xml", "turtle")


def nasty() -> rdflib.Graph:
    graph = rdflib.Graph()
    graph.add((URIRef("urn:a"), URIRef("urn:b"), Literal(f"one\ttwo\nthree {NASTY}", lang="en")))
    graph.add((URIRef("urn:a"), rdflib.RDFS.label, Literal(f"label {NASTY}")))
    return graph


@pytest.mark.parametrize("width", [None, 40, 120])
def test_a_table_obeys_nothing_that_the_data_say(width: int | None) -> None:
    text = to_format(run(nasty(), "SELECT ?s ?o { ?s <urn:b> ?o }"), "table", width, color=width is not None)
    assert "[31m" in text and "\x1b[31m" not in text
    assert "\x00" not in text and "\u202e" not in text
    if width is None:
        assert text.splitlines()[1].startswith("label \ufffd[31m<b>\ufffd|\ufffd")
        assert len(text.splitlines()) == 2
    assert "<b>" not in run(nasty(), "SELECT ?o { ?s <urn:b> ?o }")._repr_html_()


def test_the_other_formats_hold_what_the_data_say() -> None:
    value = f"one\ttwo\nthree {NASTY}"
    result = run(nasty(), "SELECT ?s ?o ?none { ?s <urn:b> ?o }")
    assert list(csv.reader(io.StringIO(to_format(result, "csv"), newline="")))[1] == ["urn:a", value, ""]
    (binding,) = json.loads(to_format(result, "json"))["results"]["bindings"]
    assert binding["o"] == {"type": "literal", "value": value, "xml:lang": "en"}
    assert "none" not in binding
    assert to_format(result, "tsv").count("\n") == 2
    xml = ElementTree.fromstring(to_format(result, "xml"))
    (literal,) = xml.iter("{http://www.w3.org/2005/sparql-results#}literal")
    assert literal.text == value.replace("\x1b", "\ufffd").replace("\x00", "\ufffd")


def test_what_shares_a_label_is_told_apart_by_its_name() -> None:
    graph = rdflib.Graph()
    for iri in ("a", "b"):
        graph.add((URIRef(f"{BASE}entity/{iri}"), rdflib.RDFS.label, Literal("Same")))
    lines = to_format(run(graph, "SELECT ?s { ?s rdfs:label ?l } ORDER BY ?s")).splitlines()
    assert lines == ["s", "Same (entity:a)", "Same (entity:b)"]


@pytest.mark.parametrize("color", [False, True])
@pytest.mark.parametrize("width", [60, 80, 120, 200])
def test_a_table_fits_the_terminal_and_loses_nothing(width: int, color: bool, dataset: rdflib.Dataset) -> None:
    result = run(dataset, "timeline")
    text = re.sub(r"\x1b\[[0-9;]*m", "", to_format(result, "table", width, color))
    assert max(map(len, text.splitlines())) <= width
    assert text.endswith("8 rows\n")
    letters = Counter("".join(map("".join, cells(result)[1])).replace(" ", ""))
    assert not letters - Counter(text)
    assert ("\n\n" in text) == (width <= 80)  # blocks where the words of the columns do not fit


def test_rows_become_blocks_where_columns_have_no_room() -> None:
    names = " ".join(f"?c{number}" for number in range(20))
    binds = " ".join(f"BIND('value {number}' AS ?c{number})" for number in range(20))
    text = to_format(run(rdflib.Graph(), f"SELECT {names} ?none {{ {binds} }}"), "table", 40)
    assert [line.split(None, 1) for line in text.splitlines()[:20]] == [[f"c{n}", f"value {n}"] for n in range(20)]
    assert text.endswith("\n\n1 row\n") and "none" not in text


@pytest.mark.parametrize(
    ("iri", "short"),
    [
        (f"{BASE}entity/x", "entity:x"),
        (f"{BASE}entity/", f"<{BASE}entity/>"),
        (f"{BASE}entity/x/y", f"<{BASE}entity/x/y>"),
        ("urn:x", "<urn:x>"),
    ],
)
def test_short_names(iri: str, short: str) -> None:
    assert shorten(iri, PREFIXES) == short


def test_the_shipped_questions_are_found_in_the_checkout() -> None:
    assert {file.stem for file in (Path(__file__).parents[2] / "queries").glob("*.rq")} == {q.name for q in shipped()}
