from dataclasses import replace
from decimal import Decimal

import pytest
from samples import PACT, TREATY, english

from kg.claims import days, is_fact, merge, rounded
from kg.errors import DataError
from kg.model import Claim, Document, Record, Span
from kg.vocabulary import shipped

HERE, THERE = Span(0, 4), Span(10, 14)
BASIC = Claim("russia", "signed", PACT, (HERE,), confidence=0.7, rule="a", reasons=("one",))


def merged(*claims, resolution=None):
    return merge(Record(Document("x.txt", "x" * 50), (), (), claims), shipped(), resolution)


def test_equal_claims_become_one_with_all_evidence_and_the_best_confidence():
    again = replace(BASIC, evidence=(THERE, HERE), confidence=0.8, rule="b", reasons=("two", "one"), carrier="reuters")
    for order in ((BASIC, again), (again, BASIC)):
        (one,) = merged(*order)
        assert one.claim.evidence == (HERE, THERE)
        assert one.claim.confidence == 0.8
        assert sorted(one.claim.reasons) == ["one", "two"]
        assert (one.rules, one.carriers) == (("a", "b"), ("reuters",))
    assert merged(BASIC, again) == merged(again, BASIC)


@pytest.mark.parametrize(
    "other",
    [
        {"subject": "north-korea"},
        {"relation": "ratified"},
        {"object": TREATY},
        {"negated": True},
        {"modality": "planned"},
        {"modality": "possible"},
        {"speaker": "russia"},
        {"time": "2024"},
        {"object": None, "literal": PACT},
    ],
)
def test_what_makes_another_claim(other):
    assert len({one.id for one in merged(BASIC, replace(BASIC, **other))}) == 2


@pytest.mark.parametrize("other", [{"carrier": "reuters"}, {"confidence": 0.1}, {"evidence": (THERE,)}, {"rule": "b"}])
def test_what_makes_no_other_claim(other):
    assert len(merged(BASIC, replace(BASIC, **other))) == 1


def test_a_symmetric_relation_says_the_same_both_ways_but_signing_does_not():
    met = Claim("a", "met-with", "b", (THERE,))
    (one,) = merged(met, replace(met, subject="b", object="a", evidence=(HERE,)))
    assert (one.claim.subject, one.claim.object) == ("b", "a")  # as it is read first
    gave = Claim("a", "gave", "b", (THERE,))
    assert len(merged(gave, replace(gave, subject="b", object="a"))) == 2


def test_resolution_moves_every_end():
    claim = Claim("a", "said", "b", (HERE,), speaker="c", carrier="d")
    (one,) = merged(claim, resolution={"a": "1", "b": "2", "c": "3", "d": "4"})
    assert (one.claim.subject, one.claim.object, one.claim.speaker, one.carriers) == ("1", "2", "3", ("4",))
    two = (replace(BASIC, subject="a"), replace(BASIC, subject="b"))
    assert len(merged(*two)) == 2
    assert len(merged(*two, resolution={"b": "a"})) == 1


def test_claims_come_in_the_order_of_the_text():
    found = merge(english(), shipped())
    assert [one.claim.evidence[0] for one in found] == sorted(one.claim.evidence[0] for one in found)


@pytest.mark.parametrize(
    ("other", "fact"),
    [
        ({}, True),
        ({"confidence": 0.6}, True),
        ({"confidence": 0.5996}, True),  # written as 0.6
        ({"confidence": 0.59}, False),
        ({"negated": True}, False),
        ({"modality": "planned"}, False),
        ({"modality": "possible"}, False),
        ({"speaker": "russia"}, False),
        ({"carrier": "reuters"}, True),
    ],
)
def test_what_is_a_fact(other, fact):
    assert is_fact(replace(BASIC, **other), Decimal("0.6")) is fact


@pytest.mark.parametrize(
    ("time", "first", "last"),
    [
        ("2024", "2024-01-01", "2024-12-31"),
        ("2023-02", "2023-02-01", "2023-02-28"),
        ("2024-02", "2024-02-01", "2024-02-29"),
        ("2024-06-19", "2024-06-19", "2024-06-19"),
    ],
)
def test_days(time, first, last):
    assert days(time) == (first, last)


@pytest.mark.parametrize(
    "time", ["", "24", "2024-13", "2023-02-29", "2024-6", "2024-06-1", "2024-06-19T00", "yesterday"]
)
def test_no_days(time):
    with pytest.raises(DataError):
        days(time)


@pytest.mark.parametrize(("given", "shown"), [(0.93, "0.93"), (1.2, "1"), (-1, "0"), (2 / 3, "0.667")])
def test_rounding(given, shown):
    assert rounded(given) == Decimal(shown)


def test_an_unknown_relation_is_named():
    with pytest.raises(DataError, match="'tickled'"):
        merged(replace(BASIC, relation="tickled"))
