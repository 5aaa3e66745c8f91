import re

import pytest
from rdflib import Dataset
from samples import PACT, build

from kg import store
from kg.assemble import BASE
from kg.check import Problem, check

CLAIM = "<https://w3id.org/kg-builder/id/claim/915dcfaffd86b629>"  # Putin signed the pact
REPLACES = "<https://w3id.org/kg-builder/id/claim/f5d1723c9b1ef1eb>"  # the pact replaces the treaty
KG = "https://w3id.org/kg-builder/vocab#"


@pytest.fixture(scope="module")
def lines(tmp_path_factory):
    folder = build(tmp_path_factory.mktemp("check") / "g")
    return (folder / "graph.nq").read_text(encoding="utf-8")


def problems(tmp_path, text, **options):
    path = tmp_path / "graph.nq"
    path.write_text(text, encoding="utf-8")
    return check(store.open(path), **options)


def test_a_build_keeps_the_contract(tmp_path, lines):
    assert problems(tmp_path, lines) == []


def test_a_dataset_of_rdflibs_own_is_checked_as_well(tmp_path, lines):
    dataset = Dataset()
    dataset.parse(data=lines, format="nquads")
    assert check(dataset) == []


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("signed a mutual defence pact that replaces a treaty of 2000\" .", 'signed"  .', "are not the text of"),
        (f"{REPLACES} <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <{KG}Claim> .", "", "no plain, sure claim"),
        (f"{REPLACES} <{KG}polarity> <{KG}affirmed> .", f"{REPLACES} <{KG}polarity> <{KG}negated> .",
         "no plain, sure claim"),
        (f"<{BASE}entity/vladimir-putin> <{KG}signed> <{BASE}entity/{PACT}> .", "", "but is no fact"),
        (f"<{BASE}entity/kim-jong-un> <{KG}met-with> <{BASE}entity/vladimir-putin> .", "", "but is no fact"),
        (f"{CLAIM} <{KG}time> \"2024-06-19\" .", f"{CLAIM} <{KG}time> \"2024-06\" .", "are not those of its time"),
        (f"{CLAIM} <{KG}time> \"2024-06-19\" .", f"{CLAIM} <{KG}time> \"June\" .", "is no year, month or day"),
        (f"entity/{PACT}> <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <{KG}Agreement> .",
         f"entity/{PACT}> <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <{KG}Person> .", "is a Person, where"),
    ],
)  # fmt: skip
def test_plain_checks_find(tmp_path, lines, old, new, said):
    assert old in lines
    found = problems(tmp_path, lines.replace(old, new), shapes=False)
    assert any(said in one.message for one in found), found


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("_:x <urn:p> <urn:o> .", "is a blank node"),
        (f"<{BASE}entity/russia> <{KG}topic> _:y .", "is a blank node"),
        ("<https://else.example/x> <urn:p> <urn:o> .", "does not start with the base"),
        ("<urn:s> <urn:p> <urn:o> <urn:graph> .", "is no graph that the contract knows"),
        (f"{CLAIM} <{KG}attributed-to> <{BASE}entity/nobody> .", "nobody is no entity"),
        (f"<{BASE}entity/russia> <{KG}invaded> <{BASE}entity/pyongyang> .", "no plain, sure claim"),
        (f"{CLAIM} <{KG}evidence> <{BASE}evidence/news-pakta-id-txt-2da3cae2.39-68> .", "of another document"),
    ],
)
def test_plain_checks_find_what_is_too_much(tmp_path, lines, line, said):
    found = problems(tmp_path, f"{lines}{line}\n", shapes=False)
    assert any(said in one.message for one in found), found


@pytest.mark.parametrize(
    ("pattern", "path"),
    [
        (rf"{CLAIM} <{KG}confidence>.*\n", "confidence"),
        (rf"{CLAIM} <{KG}modality>.*\n", "modality"),
        (rf"{CLAIM} <{KG}extracted-by>.*\n", "extracted-by"),
        (r"<[^>]*/doc/news-pact-en[^>]*> <[^>]*source>.*\n", "source"),
        (r"<[^>]*/selector/[^>]*> <[^>]*oa#prefix>.*\n", "prefix"),
        (r"<[^>]*/entity/russia> <[^>]*label>.*\n", "label"),
    ],
)
def test_shapes_find_what_is_missing(tmp_path, lines, pattern, path):
    spoilt, count = re.subn(pattern, "", lines)
    assert count
    assert any(path in one.message for one in problems(tmp_path, spoilt))


@pytest.mark.parametrize(
    ("relation", "said"),
    [
        ("capital-of", "type: Value <https://w3id.org/kg-builder/vocab#Person> not in list"),
        ("invaded", "the class of its object: Value <https://w3id.org/kg-builder/vocab#Agreement> not in list"),
        ("holds-position", "holds-position: Value is not"),
    ],
)
def test_shapes_find_ends_that_do_not_fit(tmp_path, lines, relation, said):
    predicate = "<http://www.w3.org/1999/02/22-rdf-syntax-ns#predicate>"
    spoilt = lines.replace(f"{CLAIM} {predicate} <{KG}signed> .", f"{CLAIM} {predicate} <{KG}{relation}> .")
    found = problems(tmp_path, spoilt)
    assert any(said in one.message for one in found), found


def test_quotes_without_texts_are_left_alone(tmp_path, lines):
    bare = re.sub(r"<[^>]*/doc/[^>]*> <https://schema.org/text>.*\n", "", lines)
    assert bare != lines
    assert problems(tmp_path, bare) == []


def test_a_problem_reads_as_a_line():
    assert str(Problem("urn:a", "is wrong")) == "urn:a: is wrong"
