import csv
from dataclasses import replace
from xml.etree import ElementTree

import networkx as nx
import pytest
from rdflib import Dataset, Graph
from samples import EN, PACT, build, english

from kg import store
from kg.assemble import assemble
from kg.check import check
from kg.errors import InputError
from kg.export import COLUMNS, FORMATS, export
from kg.model import Claim, Document, Entity, Record, Span

NASTY = "=cmd|' /C calc'!A0 \x00\x01\x08\x0c\x1f\ufffe <script>alert(1)</script> ]]> & \"'"


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return build(tmp_path_factory.mktemp("export") / "g")


@pytest.fixture(scope="module")
def dataset(folder):
    return store.open(folder)


@pytest.fixture
def nasty(tmp_path):
    entities = (Entity("a", "Person", (NASTY,)), Entity("b", "Thing", ("B",)))
    claims = (
        Claim("a", "praised", "b", (Span(0, len(NASTY)),)),
        Claim("a", "holds-position", None, (Span(0, 4),), NASTY),
    )
    record = Record(Document("x.txt", NASTY * 3, title=NASTY), entities, (), claims)
    store.write(tmp_path / "nasty", assemble([record]))
    return store.open(tmp_path / "nasty")


def test_the_builds_own_files_come_out_as_they_are(folder, dataset, tmp_path):
    for name in ("graph.nq", "graph.ttl"):
        export(dataset, tmp_path / name)
        assert (tmp_path / name).read_bytes() == (folder / name).read_bytes()
        export(store.open(folder / "graph.nq"), tmp_path / name)  # not copied, but written anew
        assert (tmp_path / name).read_bytes() == (folder / name).read_bytes()


def test_a_file_that_is_not_the_stores_own_is_not_copied(tmp_path):
    folder = build(tmp_path / "g")
    wanted, reader = (folder / "graph.ttl").read_bytes(), store.open(folder)
    (folder / "graph.ttl").write_text("# another")
    export(reader, tmp_path / "x.ttl")
    assert (tmp_path / "x.ttl").read_bytes() == wanted
    store.write(folder, assemble([english()]))
    export(reader, tmp_path / "y.ttl")
    assert (tmp_path / "y.ttl").read_bytes() == wanted


@pytest.mark.parametrize("ending", [".ttl", ".nt", ".rdf"])
def test_formats_of_one_graph_hold_the_default_graph(dataset, tmp_path, ending):
    export(dataset, tmp_path / f"x{ending}")
    assert set(Graph().parse(tmp_path / f"x{ending}")) == set(dataset.default_graph)


@pytest.mark.parametrize("ending", [".trig", ".nq", ".jsonld"])
def test_formats_of_datasets_hold_all_graphs(dataset, tmp_path, ending):
    export(dataset, tmp_path / f"x{ending}")
    found = Dataset()
    found.parse(tmp_path / f"x{ending}")
    assert {str(one.identifier) for one in found.graphs()} == {str(one.identifier) for one in dataset.graphs()}
    for graph in dataset.graphs():
        assert set(found.graph(graph.identifier)) == set(graph)


@pytest.mark.parametrize("name", FORMATS)
def test_every_format_gives_the_same_bytes_each_time(dataset, tmp_path, name):
    first, second = tmp_path / "first", tmp_path / "second"
    export(dataset, first, name)
    export(dataset, second, name)
    assert first.read_bytes() == second.read_bytes()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["first", "second"]


@pytest.mark.parametrize("name", FORMATS)
def test_no_text_breaks_a_format(nasty, tmp_path, name):
    path = tmp_path / f"x{FORMATS[name]}"
    export(nasty, path, name)
    if name in ("rdfxml", "graphml", "gexf"):
        ElementTree.parse(path)
    if name == "graphml":
        assert len(nx.read_graphml(path)) == 3
    elif name == "gexf":
        assert len(nx.read_gexf(path)) == 3
    elif name == "csv":
        assert len(list(csv.reader(path.open(encoding="utf-8", newline="")))) == 3
    else:
        found = Dataset()
        found.parse(path)
        assert len(found.default_graph) == len(set(nasty.default_graph))
    if name in ("turtle", "nquads", "ntriples", "trig"):
        assert set(found.default_graph) == set(nasty.default_graph)


def test_facts_only_and_without_text(dataset, tmp_path):
    export(dataset, tmp_path / "x.nq", facts_only=True, without_text=True)
    text = (tmp_path / "x.nq").read_text(encoding="utf-8")
    assert "vocab#signed> " in text
    assert "member-of>" in text
    for gone in ("/claim/", "/evidence/", "/selector/", EN[:30]):
        assert gone not in text.replace('Russia and North Korea sign defence pact" .', "")
    assert "We will stand together" in text  # a statement is an entity, its words stay
    export(dataset, tmp_path / "x.ttl", without_text=True)
    slim = store.open(tmp_path / "x.ttl")
    assert not slim.query("ASK { ?d a schema:NewsArticle ; schema:text ?t }").askAnswer
    assert slim.query("ASK { ?s oa:exact ?words }").askAnswer
    assert check(slim) == []


def test_networks(dataset, tmp_path):
    for name, read in (("x.graphml", nx.read_graphml), ("x.gexf", nx.read_gexf)):
        export(dataset, tmp_path / name)
        found = read(tmp_path / name)
        assert found.number_of_edges() == 19
        assert {data["type"] for _, data in found.nodes(data=True)} >= {"Person", "Country", "Literal"}
        edge = next(data for *_, data in found.edges(data=True) if data["relation"] == "supplied-arms-to")
        assert (edge["polarity"], edge["fact"], edge["family"]) == ("negated", False, "transfer")
        assert edge["words"] == "Moscow denied supplying arms to Pyongyang"
        export(dataset, tmp_path / name, facts_only=True)
        assert read(tmp_path / name).number_of_edges() == 12


def test_the_table_of_claims(dataset, tmp_path):
    export(dataset, tmp_path / "claims.csv")
    with (tmp_path / "claims.csv").open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines))
    assert tuple(rows[0]) == COLUMNS
    assert len(rows) == 19
    row = next(one for one in rows if one["relation"] == "violates-sanctions" and one["modality"] == "asserted")
    assert row["subject_label"] == "mutual defence pact"
    assert row["speaker_label"] == "South Korean officials"
    assert (row["fact"], row["source"], row["issued"]) == ("no", "news/pact-en.txt", "2024-06-19")
    assert row["quote"] == EN[int(row["start"]) : int(row["end"])]


def test_a_cell_is_no_formula(nasty, tmp_path):
    export(nasty, tmp_path / "claims.csv")
    with (tmp_path / "claims.csv").open(encoding="utf-8", newline="") as lines:
        cells = [cell for row in csv.reader(lines) for cell in row]
    assert not [cell for cell in cells if cell.startswith(("=", "+", "-", "@", "\t", "\r"))]
    assert [cell for cell in cells if cell.startswith("'=cmd")]


@pytest.mark.parametrize(
    ("name", "options", "said"),
    [
        ("x.docx", {}, "'.docx' is not known"),
        ("x.ttl", {"format": "n5"}, "'n5' is not known"),
        ("x.csv", {"facts_only": True}, "holds claims"),
        ("absent/x.ttl", {}, "cannot be written"),
        (".", {"format": "turtle"}, "cannot be written"),
    ],
)
def test_what_cannot_be_exported(dataset, tmp_path, name, options, said):
    with pytest.raises(InputError, match=said) as caught:
        export(dataset, tmp_path / name, **options)
    assert "\n" not in str(caught.value)
    assert list(tmp_path.iterdir()) == []


def test_a_failed_export_leaves_the_last_file(dataset, tmp_path):
    (tmp_path / "x.ttl").write_text("as it was")
    with pytest.raises(InputError):
        export(dataset, tmp_path / "x.ttl", "csv", facts_only=True)
    assert (tmp_path / "x.ttl").read_text() == "as it was"


def test_symmetric_facts_are_one_edge(tmp_path):
    record = replace(english(), claims=tuple(one for one in english().claims if one.relation == "met-with"))
    store.write(tmp_path / "g", assemble([record]))
    export(store.open(tmp_path / "g"), tmp_path / "x.graphml", facts_only=True)
    assert nx.read_graphml(tmp_path / "x.graphml").number_of_edges() == 1
    assert PACT
