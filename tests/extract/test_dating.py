"""Times that a deed has from elsewhere in its text."""

import pytest

from kg.extract import extract
from kg.languages import analyse
from kg.model import Document


def times(text: str, language: str = "en", issued: str = "2022-08-05") -> dict[str, str | None]:
    """The time of each relation that a text claims."""
    record = extract(Document("x.txt", text, issued=issued, language=language), analyse(text, language))
    return {claim.relation: claim.time for claim in record.claims if claim.relation != "said"}


CASES = [
    (
        "then: the story goes on",
        "The presidents of Peru and Chile met in Lima on Tuesday. Then Peru and Chile signed the accord.",
        {"signed": "2022-08-02"},
    ),
    (
        "without a word that goes on, nothing is carried over",
        "The presidents of Peru and Chile met in Lima on Tuesday. Peru and Chile signed the accord.",
        {"signed": None},
    ),
    (
        "a chronicle: the day at the head of an entry",
        "A week in the strait.\n\nThursday —\nChina attacked Taiwan.\n\nWednesday —\nNancy Pelosi visited Taipei.",
        {"attacked": "2022-08-04", "visited": "2022-08-03"},
    ),
    (
        "several do one deed at one time",
        "Peru and Chile signed the Lima Accord on Friday. The Lima Accord was signed by Ana Ruiz in a hotel.",
        {"signed": "2022-08-05"},
    ),
    ("a deed told twice, once with its time, is one claim",
     "Peru invaded Chile.\n\nOn Friday Peru invaded Chile.", {"invaded": "2022-08-05"}),
    ("a denial takes no time from beside it",
     "In 2007 Peru signed the Lima Accord, but Chile never ratified the Lima Accord.",
     {"signed": "2007", "ratified": None}),
    ("what is reported has no time of the reporting", "On Monday Chile said Peru had violated the Lima Treaty.",
     {"violates": None}),
    ("what somebody is has no time", "In June 2017 Peru condemned Chile, a member of the Andean Community.",
     {"condemned": "2017-06", "member-of": None}),
]  # fmt: skip


@pytest.mark.parametrize(("about", "text", "wanted"), CASES, ids=[about for about, _, _ in CASES])
def test_a_time_from_elsewhere(about: str, text: str, wanted: dict[str, str | None]) -> None:
    found = times(text)
    assert {relation: found.get(relation, "no claim") for relation in wanted} == wanted, about


def test_the_story_goes_on_in_indonesian() -> None:
    text = "Prabowo Subianto tiba di Ankara pada Rabu. Dalam kunjungan itu, Indonesia menandatangani nota kesepahaman."
    assert times(text, "id")["signed"] == "2022-08-03"
