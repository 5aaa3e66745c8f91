import csv
import subprocess
import sys
from pathlib import Path

import pytest
from rdflib import Graph, Namespace
from rdflib.namespace import RDF

from kg.errors import DataError
from kg.vocabulary import KG, SHAPES, classes, fits, load, relations, shipped

CONTRACT = Path(__file__).with_name("golden") / "relations.tsv"
SH = Namespace("http://www.w3.org/ns/shacl#")


def _contract():
    with CONTRACT.open(encoding="utf-8") as lines:
        return list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))


def test_the_relations_are_those_of_the_contract_in_every_column():
    found = {
        name: (
            one.family,
            one.domain,
            one.range,
            "yes" if one.symmetric else "no",
            one.plover or "",
            one.wikidata or "",
        )
        for name, one in relations().items()
    }
    wanted = {
        row["relation"]: (
            row["family"],
            frozenset(row["domain"].split("|")),
            frozenset(row["range"].split("|")),
            row["symmetric"],
            row["plover"],
            row["wikidata"],
        )
        for row in _contract()
    }
    assert found == wanted
    assert len(found) == 78


def test_every_relation_and_class_has_labels_and_definitions_in_both_languages():
    for one in (*relations().values(), *classes().values()):
        assert set(one.labels) == {"en", "id"}, one.name
        assert one.labels["en"] != one.labels["id"], one.name
        assert set(one.definitions) == {"en", "id"}, one.name
    for language in ("en", "id"):
        labels = [one.labels[language] for one in relations().values()]
        assert len(labels) == len(set(labels))


@pytest.mark.parametrize(
    ("type", "ends", "fit"),
    [
        ("Country", {"Place"}, True),
        ("Country", {"Agent"}, True),
        ("Place", {"Country"}, False),
        ("Place", {"Agent"}, False),
        ("Group", {"Agent"}, True),
        ("Group", {"Organization"}, False),
        ("Statement", {"Any"}, True),
        ("Law", {"Agreement", "Law"}, True),
        ("Literal", {"Literal"}, True),
        ("Literal", {"Any"}, False),
        ("Nonsense", {"Any"}, False),
    ],
)
def test_what_fits_where(type, ends, fit):
    assert fits(type, ends) is fit


def test_sub_relations():
    assert relations()["permanent-member-of"].implies == ("member-of",)
    assert relations()["member-of"].implies == ()


def test_a_users_relation_is_added_and_ours_stay(tmp_path):
    own = tmp_path / "own.ttl"
    own.write_text(
        f"""@prefix kg: <{KG}> . @prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
        @prefix schema: <https://schema.org/> .
        kg:trained a kg:Relation ; rdfs:label "trained" ; kg:family "force" ; rdfs:subPropertyOf kg:supports ;
          schema:domainIncludes kg:Agent ; schema:rangeIncludes kg:Agent ."""
    )
    found = load(own).relations
    assert len(found) == 79
    assert found["trained"].implies == ("supports",)
    assert found["trained"].label_id == found["trained"].label_en == "trained"
    assert "trained" not in relations()


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("kg:trained a kg:Relation .", "kg:trained needs"),
        ("kg:trained a kg:Relation", "is no Turtle file"),
        (
            'kg:x a kg:Relation ; rdfs:label "x" ; kg:family "force" ; schema:domainIncludes kg:Robot ; '
            "schema:rangeIncludes kg:Agent .",
            "kg:Robot, which is no class",
        ),
        (
            'kg:x a kg:Relation ; rdfs:label "x" ; kg:family "force" ; schema:domainIncludes kg:Agent ; '
            "schema:rangeIncludes kg:Agent ; rdfs:subPropertyOf kg:y .",
            "kg:y, which is no relation",
        ),
    ],
)
def test_a_bad_vocabulary_is_named_with_what_it_lacks(tmp_path, text, said):
    own = tmp_path / "own.ttl"
    own.write_text(
        f"@prefix kg: <{KG}> . @prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> . "
        f"@prefix schema: <https://schema.org/> . {text}"
    )
    with pytest.raises(DataError) as caught:
        load(own)
    assert str(own) in str(caught.value)
    assert said in str(caught.value)
    assert "\n" not in str(caught.value)


def test_the_shapes_ask_for_the_ends_of_the_vocabulary():
    shapes, kinds = Graph().parse(SHAPES, format="turtle"), set(classes()) - {"Any", "Agent"}
    for name, relation in relations().items():
        shape = shapes.value(predicate=SH.targetSubjectsOf, object=Namespace(KG)[name])
        asked = {"domain": kinds, "range": kinds}
        for rule in shapes.objects(shape, SH.property):
            path, allowed = shapes.value(rule, SH.path), shapes.value(rule, SH["in"])
            if allowed is not None:
                end = "domain" if path == RDF.type else "range"
                asked[end] = {str(one).removeprefix(KG) for one in shapes.collection(allowed)}
        assert asked["domain"] == {kind for kind in kinds if fits(kind, relation.domain)}, name
        if not relation.literal:
            assert asked["range"] == {kind for kind in kinds if fits(kind, relation.range)}, name


def test_reading_the_vocabulary_needs_no_rdflib():
    code = "import sys, kg.vocabulary as v; v.relations(); print('rdflib' in sys.modules, 'pyshacl' in sys.modules)"
    shown = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert shown.stdout.split() == ["False", "False"]


def test_the_same_files_give_the_same_vocabulary():
    assert load() is shipped()
