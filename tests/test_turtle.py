from hypothesis import given, settings
from hypothesis import strategies as st
from rdflib import Dataset, Graph
from rdflib.compare import isomorphic
from samples import records

from kg import terms
from kg.assemble import BASE, assemble
from kg.terms import Quad
from kg.turtle import Turtle

TEXT = st.text(st.characters(exclude_categories=["Cs"]) | st.sampled_from('"\\\n\r\t'))


def written(quads, folder):
    turtle = Turtle(BASE)
    turtle.add(quad for quad in quads if not quad.graph)
    turtle.write(folder / "graph.ttl")
    return (folder / "graph.ttl").read_text(encoding="utf-8")


def parsed(quads):
    dataset = Dataset()
    dataset.parse(data="".join(f"{quad.line()}\n" for quad in quads), format="nquads")
    return dataset.default_graph


def test_rdflib_alone_reads_the_same_triples(tmp_path):
    text = written(assemble(records()), tmp_path)
    assert set(Graph().parse(data=text, format="turtle")) == set(parsed(assemble(records())))


def test_it_is_written_for_a_person(tmp_path):
    text = written(assemble(records()), tmp_path)
    assert "kg:violates-sanctions ;" in text
    assert "kg:confidence 0.93 ;" in text
    assert "oa:start 0 ;" in text
    assert 'rdfs:label "Rusia"@id, "Russia"@en ;' in text
    assert '\n"We will stand together," Kim said.' in text  # the text as it is, its lines as lines
    headings = [line for line in text.splitlines() if line.startswith("# ")]
    assert headings == ["# Relations", "# Documents and their claims", "# Entities", "# Facts", "# Others"]
    body = text.split("\n\n", 1)[1]
    assert f"<{BASE}doc" not in body
    assert f"<{BASE}claim" not in body


def test_claims_follow_their_document_in_the_order_of_the_text(tmp_path):
    text = written(assemble(records()), tmp_path)
    english, indonesian = text.index("\ndoc:news-pact-en"), text.index("\ndoc:news-pakta-id")
    part = text[english:indonesian]
    places = [int(line.split(".")[-1].split("-")[0]) for line in part.splitlines() if line.startswith("evidence:")]
    assert places == sorted(places)
    assert part.count(" a kg:Claim ;") == 15
    first = part.index("kg:evidence evidence:")
    assert part.index("\nevidence:") > first


@settings(max_examples=200, deadline=None)
@given(st.lists(TEXT, min_size=1, max_size=4), st.booleans())
def test_any_literal_survives(tmp_path_factory, texts, long):
    tail = "x\n" * 150 if long else ""
    quads = [Quad(f"<{BASE}doc/a>", f"<{terms.SCHEMA}text>", terms.literal(text + tail + text)) for text in texts]
    quads += [Quad(f"<{BASE}doc/a>", f"<{terms.DCTERMS}title>", terms.literal(text, "id")) for text in texts]
    text = written(sorted(set(quads)), tmp_path_factory.mktemp("ttl"))
    assert set(Graph().parse(data=text, format="turtle")) == set(parsed(quads))


def test_foreign_terms_survive(tmp_path):
    numbers = ("1", "01", "+1", "1.5", ".5", "1.", "1e3", "true", "maybe")
    kinds = ("integer", "decimal", "double", "boolean", "string", "date")
    quads = [Quad("<urn:s>", "<urn:p>", f'"{one}"^^<{terms.XSD}{kind}>') for one in numbers for kind in kinds]
    odd = ("a.b", "a.", ".a", "a%20b", "a'b", "a/b", "é", "", "a,b", "1a", "-a")
    quads += [Quad(f"<{BASE}entity/{one}>", "<urn:p>", f"<{terms.KG}{one}>") for one in odd]
    quads += [Quad("_:b1", "<urn:p>", "_:b2"), Quad("<urn:s>", "<urn:p>", "_:b1")]
    text = written(sorted(quads), tmp_path)
    assert isomorphic(Graph().parse(data=text, format="turtle"), parsed(quads))
