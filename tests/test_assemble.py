import json
import os
import random
import subprocess
import sys
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from rdflib import Dataset, Literal, Namespace, URIRef
from rdflib.namespace import PROV, RDF, RDFS, SKOS, XSD
from samples import EN, PACT, TREATY, english, indonesian, records

from kg import store
from kg.assemble import BASE, Settings, assemble
from kg.check import check
from kg.errors import DataError, InputError
from kg.link.reference import load
from kg.model import Claim, Document, Entity, Record, Span
from kg.terms import Quad

KG, OA, SCHEMA = (
    Namespace(f"https://{place}") for place in ("w3id.org/kg-builder/vocab#", "www.w3.org/ns/oa#", "schema.org/")
)
OA = Namespace("http://www.w3.org/ns/oa#")
DOC, ENTITY, GRAPH = Namespace(f"{BASE}doc/"), Namespace(f"{BASE}entity/"), Namespace(f"{BASE}graph/")


def graph(given=None, settings=None, reference=None, **more):
    dataset = Dataset()
    lines = "".join(f"{quad.line()}\n" for quad in assemble(given or records(), settings, reference, **more))
    dataset.parse(data=lines, format="nquads")
    return dataset


def claims(dataset, subject, relation, object=None):
    default = dataset.default_graph
    found = default.subjects(RDF.subject, ENTITY[subject])
    wanted = (node for node in found if (node, RDF.predicate, KG[relation]) in default)
    return [node for node in wanted if object is None or (node, RDF.object, ENTITY[object]) in default]


def test_a_document_is_told_as_the_contract_says():
    default = graph().default_graph
    node = DOC[english().document.key]
    assert default.value(node, RDF.type) == SCHEMA.NewsArticle
    assert default.value(node, SCHEMA.text) == Literal(EN)
    assert str(default.value(node, URIRef("http://purl.org/dc/terms/source"))) == "news/pact-en.txt"
    assert default.value(node, URIRef("http://purl.org/dc/terms/issued")) == Literal("2024-06-19", datatype=XSD.date)
    assert {str(one).removeprefix(ENTITY) for one in default.objects(node, SCHEMA.mentions)} == {
        entity.key for entity in english().entities
    }
    build = default.value(node, PROV.wasGeneratedBy)
    assert default.value(build, KG["fact-threshold"]) == Literal(Decimal("0.8"))


def test_a_claim_is_told_as_the_contract_says():
    dataset = graph()
    default = dataset.default_graph
    first, second = claims(dataset, "vladimir-putin", "signed", PACT)
    assert {default.value(one, PROV.wasDerivedFrom) for one in (first, second)} == {
        DOC[record.document.key] for record in records()
    }
    for claim in (first, second):
        assert default.value(claim, RDF.type) == KG.Claim
        assert default.value(claim, KG.polarity) == KG.affirmed
        assert default.value(claim, KG.modality) == KG.asserted
        assert default.value(claim, KG["attributed-to"]) is None
        assert default.value(claim, KG.time) == Literal("2024-06-19")
        assert default.value(claim, KG.earliest) == Literal("2024-06-19", datatype=XSD.date)
        assert default.value(claim, KG.confidence) == Literal("0.9", datatype=XSD.decimal)
        evidence = default.value(claim, KG.evidence)
        selector = default.value(evidence, OA.hasSelector)
        start, end = (int(default.value(selector, name)) for name in (OA.start, OA.end))
        text = str(default.value(default.value(evidence, OA.hasSource), SCHEMA.text))
        assert str(default.value(selector, OA.exact)) == text[start:end]
        assert text[:start].endswith(str(default.value(selector, OA.prefix)))
        assert text[end:].startswith(str(default.value(selector, OA.suffix)))


def test_facts_are_exactly_the_plain_and_sure_claims():
    default = graph().default_graph
    facts = {
        (str(s).removeprefix(ENTITY), str(p).removeprefix(KG), str(o).removeprefix(ENTITY))
        for s, p, o in default
        if s.startswith(ENTITY) and p.startswith(KG) and p != KG["attributed-to"]
    }
    assert facts == {
        ("kim-jong-un", "met-with", "vladimir-putin"),
        ("kim-jong-un", "said", "kami-tidak-takut-28b737d2"),
        ("kim-jong-un", "said", "we-will-stand-together-41a432df"),
        ("kim-jong-un", "signed", PACT),
        (PACT, "replaces", TREATY),
        ("north-korea", "party-to", PACT),
        ("russia", "party-to", PACT),
        ("russia", "permanent-member-of", "un-security-council"),
        ("vladimir-putin", "holds-position", "Presiden Rusia"),
        ("vladimir-putin", "holds-position", "Russian President"),
        ("vladimir-putin", "leader-of", "russia"),
        ("vladimir-putin", "met-with", "kim-jong-un"),
        ("vladimir-putin", "signed", PACT),
    }


@pytest.mark.parametrize(("threshold", "fact"), [("0.55", True), ("0.56", False)])
def test_the_fact_threshold_is_a_setting(threshold, fact):
    default = graph(settings=Settings(fact_threshold=Decimal(threshold))).default_graph
    assert ((ENTITY["vladimir-putin"], KG.visited, ENTITY.pyongyang) in default) is fact


def test_what_a_fact_implies_stands_in_its_own_graph_with_rule_and_premise():
    dataset = graph()
    inferred = dataset.graph(GRAPH.inferred)
    triple = (ENTITY.russia, KG["member-of"], ENTITY["un-security-council"])
    assert triple in inferred
    assert triple not in dataset.default_graph
    (node,) = inferred.subjects(RDF.predicate, KG["member-of"])
    (premise,) = inferred.objects(node, KG.premise)
    assert (premise, RDF.predicate, KG["permanent-member-of"]) in dataset.default_graph
    assert inferred.value(inferred.value(node, KG.rule), RDFS.label) is not None


def test_what_is_no_fact_implies_nothing():
    record = english()
    doubted = [replace(one, modality="possible") for one in record.claims if one.relation == "permanent-member-of"]
    inferred = graph([replace(record, claims=tuple(doubted))]).graph(GRAPH.inferred)
    assert len(inferred) == 0


def test_labels_have_a_language_where_it_differs():
    default = graph().default_graph
    assert set(default.objects(ENTITY.russia, RDFS.label)) == {Literal("Russia", "en"), Literal("Rusia", "id")}
    assert set(default.objects(ENTITY["vladimir-putin"], RDFS.label)) == {Literal("Vladimir Putin")}
    assert set(default.objects(ENTITY.russia, SKOS.altLabel)) == {Literal("Moscow")}
    assert default.value(ENTITY.russia, SCHEMA.sameAs) == URIRef("http://www.wikidata.org/entity/Q159")
    assert default.value(ENTITY[PACT], SCHEMA.sameAs) is None


def test_a_statement_has_its_words_and_speaker():
    default = graph().default_graph
    (words,) = (one for one in default.subjects(RDF.type, KG.Statement) if "stand" in one)
    assert str(default.value(words, SCHEMA.text)) == "We will stand together"
    assert default.value(words, KG["attributed-to"]) == ENTITY["kim-jong-un"]


def test_no_blank_node_and_nothing_outside_the_base():
    for quad in assemble(records(), Settings(base="https://desk.example/a/")):
        assert "_:" not in (quad.subject[:2], quad.object[:2])
        assert quad.subject.startswith(("<https://desk.example/a/", f"<{KG}"))
        assert BASE not in quad.line()


@pytest.mark.parametrize(
    "base", ["", "id/", "https://example.org", "https://exa mple.org/", "ftp://x/", "https://é.org/"]
)
def test_a_base_that_is_none(base):
    with pytest.raises(InputError, match="base"):
        Settings(base=base)


def test_reference_data_stands_beside_and_labels_its_entities():
    dataset = graph(reference=load())
    default, beside = dataset.default_graph, dataset.graph(GRAPH.reference)
    assert (ENTITY["vladimir-putin"], KG["leader-of"], ENTITY.russia) in beside
    assert (ENTITY.pyongyang, KG["capital-of"], ENTITY["north-korea"]) in beside
    assert (ENTITY.pyongyang, KG["capital-of"], ENTITY["north-korea"]) not in default
    offices = list(beside.subjects(RDF.type, KG.Office))
    assert offices
    assert all(beside.value(one, KG["office-of"]) is not None for one in offices)
    plain = graph([indonesian()], reference=load()).default_graph
    assert Literal("Russia", "en") in set(plain.objects(ENTITY.russia, RDFS.label))


def test_identity_says_what_was_taken_for_one_and_why():
    merged = {TREATY: PACT}
    dataset = graph(resolution=merged, decisions=[(TREATY, PACT, 0.87, "the same title and parties")])
    default, identity = dataset.default_graph, dataset.graph(GRAPH.identity)
    assert (ENTITY[TREATY], KG["same-as"], ENTITY[PACT]) in identity
    (node,) = identity.subjects(RDF.predicate, KG["same-as"])
    assert (node, RDF.type, RDF.Statement) in identity
    assert identity.value(node, KG.score) == Literal(Decimal("0.87"))
    assert str(identity.value(node, KG.reason)) == "the same title and parties"
    assert ENTITY[TREATY] not in set(default.all_nodes())
    names = {str(one) for one in default.objects(ENTITY[PACT], SKOS.altLabel)}
    assert "treaty of 2000" in names  # nothing is lost by a merge
    assert claims(dataset, PACT, "replaces", PACT)


def test_an_entity_of_two_types_is_an_error_that_says_where():
    other = replace(indonesian(), entities=(Entity(PACT, "Law", ("pakta",)),), claims=(), mentions=())
    with pytest.raises(DataError, match=r"Agreement in news-pact.*Law in news-pakta"):
        list(assemble([english(), other]))


def test_two_numbers_are_no_certain_link():
    def record(path, number):
        return Record(Document(path, "A"), (Entity("a", "Person", ("A",), wikidata=number),), (), ())

    default = graph([record("1", "Q1"), record("2", "Q2")]).default_graph
    assert default.value(ENTITY.a, SCHEMA.sameAs) is None
    default = graph([record("1", "Q1"), record("2", None)]).default_graph
    assert default.value(ENTITY.a, SCHEMA.sameAs) is not None


def test_bytes_do_not_depend_on_order_or_memory(tmp_path):
    many = [*records(), *_more(40)]
    wanted = [quad.line() for quad in assemble(many)]
    assert wanted == sorted(set(wanted))
    shuffled = many[:]
    for seed in range(3):
        random.Random(seed).shuffle(shuffled)
        inside = [
            replace(
                one,
                claims=tuple(random.Random(seed).sample(one.claims, len(one.claims))),
                entities=tuple(random.Random(seed).sample(one.entities, len(one.entities))),
            )
            for one in shuffled
        ]
        assert [quad.line() for quad in assemble(inside)] == wanted
        assert [quad.line() for quad in assemble(shuffled, folder=tmp_path, run=5000)] == wanted
    assert not list(tmp_path.iterdir())


def test_bytes_do_not_depend_on_the_hash_seed():
    code = (
        "import hashlib, samples; from kg.assemble import assemble; "
        "print(hashlib.sha256(''.join(q.line() for q in assemble(samples.records())).encode()).hexdigest())"
    )
    here = str(Path(__file__).parent)
    shown = {
        subprocess.run(
            [sys.executable, "-c", code],
            env=os.environ | {"PYTHONHASHSEED": seed, "PYTHONPATH": os.pathsep.join([here, str(Path(here).parent)])},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in ("0", "1", "42")
    }
    assert len(shown) == 1


def test_adding_a_document_leaves_what_the_others_say_as_it_was():
    before, after = ({q.line() for q in assemble(given)} for given in ([english()], [english(), indonesian()]))
    labels = {line for line in before - after if "rdf-schema#label>" not in line and "altLabel>" not in line}
    assert not labels


def test_a_users_own_relation_brings_its_family_and_label(tmp_path):
    own = tmp_path / "own.ttl"
    own.write_text(
        f"@prefix kg: <{KG}> . @prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> . "
        "@prefix schema: <https://schema.org/> . "
        'kg:trained a kg:Relation ; rdfs:label "trained"@en, "melatih"@id ; kg:family "force" ; '
        "schema:domainIncludes kg:Agent ; schema:rangeIncludes kg:Agent ."
    )
    record = english()
    record = replace(record, claims=(Claim("russia", "trained", "north-korea", (Span(0, 5),)),))
    default = graph([record], Settings(vocabularies=(own,))).default_graph
    assert (ENTITY.russia, KG.trained, ENTITY["north-korea"]) in default
    assert default.value(KG.trained, KG.family) == Literal("force")
    with pytest.raises(DataError, match="trained"):
        graph([record])
    store.write(tmp_path / "g", assemble([record], Settings(vocabularies=(own,))))
    assert check(store.open(tmp_path / "g")) == []
    wrong = replace(record, claims=(Claim("russia", "trained", "pyongyang", (Span(0, 5),)),))
    store.write(tmp_path / "g", assemble([wrong], Settings(vocabularies=(own,))))
    assert [
        str(one) for one in check(store.open(tmp_path / "g")) if "is a Place, where trained takes Agent" in str(one)
    ]


def test_records_are_read_one_by_one():
    seen = []

    def stream():
        for record in records():
            seen.append(record.document.key)
            yield record

    quads = assemble(stream())
    assert seen == []
    assert isinstance(next(quads), Quad)
    assert len(seen) == 2


def test_extra_quads_join_the_reference_graph():
    extra = [Quad(f"<{BASE}entity/russia>", f"<{KG}topic>", '"sanction"', f"<{BASE}graph/reference>")]
    assert (ENTITY.russia, KG.topic, Literal("sanction")) in graph(extra=extra).graph(GRAPH.reference)


def _more(count):
    """Documents of many claims, made from a seed."""
    chance = random.Random(7)
    keys = [f"person-{number}" for number in range(20)]
    for number in range(count):
        text = " ".join(f"word{n}" for n in range(60))
        entities = tuple(Entity(key, "Person", (key.title(), json.dumps(key))) for key in keys)
        told = tuple(
            Claim(
                chance.choice(keys),
                chance.choice(["met-with", "praised", "parent-of"]),
                chance.choice(keys),
                (Span(start, start + 30),),
                confidence=chance.random(),
                time=chance.choice([None, "2024", "2024-05"]),
                speaker=chance.choice([None, None, "person-1"]),
                rule=chance.choice(["a", "b"]),
            )
            for start in chance.sample(range(200), 20)
        )
        yield Record(Document(f"more/{number}.txt", text, language=chance.choice(["en", "id"])), entities, (), told)
