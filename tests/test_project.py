import subprocess
import sys

import pytest
from samples import EN, PACT, TREATY, build

from kg import store
from kg.assemble import BASE
from kg.errors import QueryError
from kg.project import entity, project


def iri(key):
    return f"{BASE}entity/{key}"


@pytest.fixture(scope="module")
def dataset(tmp_path_factory):
    return store.open(build(tmp_path_factory.mktemp("project") / "g"))


def keys(graph):
    return {node.removeprefix(f"{BASE}entity/") for node in graph}


def test_nodes_tell_what_is_known_of_an_entity(dataset):
    node = project(dataset).nodes[iri("russia")]
    assert (node["label"], node["type"], node["wikidata"]) == ("Russia", "Country", "Q159")
    assert node["labels"] == {"en": "Russia", "id": "Rusia"}
    assert node["names"] == ["Russia", "Moscow", "Rusia"]
    assert node["documents"] == [f"{BASE}doc/news-pact-en-txt-79202cd7"]
    words = project(dataset).nodes[iri("we-will-stand-together-41a432df")]
    assert (words["text"], words["speaker"]) == ("We will stand together", iri("kim-jong-un"))
    assert "wikidata" not in project(dataset).nodes[iri(PACT)]
    assert project(dataset).nodes["literal:Russian President"]["type"] == "Literal"


def test_edges_gather_the_claims_of_a_triple(dataset):
    edge = project(dataset).edges[iri("vladimir-putin"), iri(PACT), "signed"]
    assert (edge["relation"], edge["family"], edge["symmetric"], edge["fact"]) == ("signed", "agreement", False, True)
    assert edge["labels"]["id"] == "menandatangani"
    assert len(edge["claims"]) == 2
    claim = edge["claims"][0]
    assert (claim["polarity"], claim["modality"], claim["speaker"], claim["carrier"]) == (
        "affirmed", "asserted", None, None,
    )  # fmt: skip
    assert (claim["time"], claim["earliest"], claim["latest"]) == ("2024-06-19", "2024-06-19", "2024-06-19")
    assert claim["confidence"] == 0.9
    assert claim["rule"] == "frames signed"
    (words,) = claim["evidence"]
    assert EN[words["start"] : words["end"]] == words["exact"]
    assert EN[: words["start"]].endswith(words["prefix"])


def test_what_is_denied_or_reported_is_no_fact(dataset):
    graph = project(dataset)
    denied = graph.edges[iri("russia"), iri("north-korea"), "supplied-arms-to"]
    assert (denied["fact"], denied["claims"][0]["polarity"]) == (False, "negated")
    said = graph.edges[iri(PACT), iri("un-sanctions-north-korea"), "violates-sanctions"]
    assert (said["fact"], len(said["claims"])) == (False, 2)
    assert {claim["speaker"] for claim in said["claims"]} == {iri("south-korean-officials-901b4885"), iri("yonhap")}


def test_a_symmetric_relation_is_one_edge(dataset):
    graph = project(dataset, relations=["met-with"])
    assert graph.number_of_edges() == 1
    assert next(iter(graph.edges(data=True)))[2]["symmetric"]


def test_documents_are_told_of(dataset):
    documents = project(dataset).graph["documents"]
    assert documents[f"{BASE}doc/news-pact-en-txt-79202cd7"] == {
        "title": "Russia and North Korea sign defence pact",
        "source": "news/pact-en.txt",
        "publisher": "The Example Post",
        "issued": "2024-06-19",
        "language": "en",
    }


@pytest.mark.parametrize("focus", [iri(TREATY), TREATY, f"entity:{TREATY}", "treaty of 2000", "Treaty of 2000"])
def test_focus_by_any_of_its_names(dataset, focus):
    assert keys(project(dataset, focus=focus)) == {TREATY, PACT}


def test_hops(dataset):
    near, far = project(dataset, focus=TREATY, hops=1), project(dataset, focus=TREATY, hops=2)
    assert keys(near) < keys(far)
    assert "vladimir-putin" in keys(far)
    assert keys(project(dataset, focus=TREATY, hops=9)) == keys(project(dataset))


def test_parts(dataset):
    part = project(dataset, relations=["kg:signed", "sanctions"])
    assert {data["relation"] for *_, data in part.edges(data=True)} == {"signed", "violates-sanctions"}
    for name in ("news/pakta-id.txt", "pakta-id.txt", "news-pakta-id-txt-2da3cae2"):
        part = project(dataset, document=name)
        assert part.number_of_edges() == 4
        assert list(part.graph["documents"]) == [f"{BASE}doc/news-pakta-id-txt-2da3cae2"]
    sure = project(dataset, min_confidence=0.9)
    assert "pyongyang" not in keys(sure)
    assert "pyongyang" in keys(project(dataset, min_confidence=0.55))


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ({"focus": "Atlantis"}, "no entity"),
        ({"document": "absent.txt"}, "no document"),
        ({"relations": ["tickled"]}, "'tickled' is no relation"),
        ({"focus": "Kantor Berita Yonhap", "relations": ["signed"]}, "no claim that is shown here"),
    ],
)
def test_what_is_not_there(dataset, options, said):
    with pytest.raises(QueryError, match=said):
        project(dataset, **options)


def test_a_name_of_two_is_asked_back(dataset):
    assert entity(dataset, "Pyongyang") == iri("pyongyang")  # its label, before another's further name
    assert entity(dataset, "pact") == iri(PACT)
    with pytest.raises(QueryError, match="no entity"):
        entity(dataset, "")


def test_the_same_graph_in_the_same_order(dataset):
    one, two = project(dataset), project(dataset)
    assert list(one.edges(keys=True)) == list(two.edges(keys=True))
    assert list(one) == list(two)


def test_importing_the_room_imports_no_networkx():
    code = "import sys, kg.project, kg.store, kg.rows; print('networkx' in sys.modules, 'pyvis' in sys.modules)"
    shown = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert shown.stdout.split() == ["False", "False"]
