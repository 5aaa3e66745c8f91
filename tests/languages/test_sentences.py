"""Sentences: where one ends and where it does not."""

import pytest

from kg.languages.sentences import LONGEST, splitter
from kg.languages.tokens import tokenizer


def split(text: str, language: str) -> list[str]:
    pieces = tokenizer(language).cut(text)
    spans = splitter(language).split(text, pieces)
    return [" ".join(text[pieces[first].start : pieces[last - 1].end].split()) for first, last in spans]


@pytest.mark.parametrize(
    ("language", "text", "sentences"),
    [
        ("en", "Good. Bad.", ["Good.", "Bad."]),
        ("en", "Mr. Smith met Gen. Li. They spoke.", ["Mr. Smith met Gen. Li.", "They spoke."]),
        ("en", "It left the U.S. The rest stayed.", ["It left the U.S.", "The rest stayed."]),
        ("en", "the U.S. Secretary of State", ["the U.S. Secretary of State"]),
        ("en", "It rose 3.5 percent. Then fell.", ["It rose 3.5 percent.", "Then fell."]),
        ("en", "“Who is it?” she asked.", ["“Who is it?” she asked."]),
        ("en", "“It is over.” He left.", ["“It is over.”", "He left."]),
        ("en", 'He said "no." Then he left.', ['He said "no."', "Then he left."]),
        ("en", "RIYADH, Dec 23 - A court met.", ["RIYADH, Dec 23 -", "A court met."]),
        ("en", "WASHINGTON — Few wore masks.", ["WASHINGTON —", "Few wore masks."]),
        ("en", "The deal - a bad one - fell.", ["The deal - a bad one - fell."]),
        ("en", "Headline without a stop\n\nThe text begins.", ["Headline without a stop", "The text begins."]),
        ("en", "a line that is\nwrapped by hand", ["a line that is wrapped by hand"]),
        ("en", "1. First point\n2. Second point", ["1. First point", "2. Second point"]),
        ("en", "- one\n- two", ["- one", "- two"]),
        ("id", "Moskow (ANTARA) - Rusia menolak.", ["Moskow (ANTARA) -", "Rusia menolak."]),
        ("id", "JAKARTA, KOMPAS.com – Presiden tiba.", ["JAKARTA, KOMPAS.com –", "Presiden tiba."]),
        ("id", "Menteri K. Shanmugam tiba. Ia pulang.", ["Menteri K. Shanmugam tiba.", "Ia pulang."]),
        ("id", "Harga naik 2,5 persen. Namun turun.", ["Harga naik 2,5 persen.", "Namun turun."]),
        ("id", '"Mengapa?" tanyanya.', ['"Mengapa?" tanyanya.']),
        ("id", "Prof. Dr. Ir. Hasan dkk. datang.", ["Prof. Dr. Ir. Hasan dkk. datang."]),
    ],
)
def test_sentences(language: str, text: str, sentences: list[str]) -> None:
    assert split(text, language) == sentences


def test_overlong_sentence_is_cut_at_a_mark() -> None:
    text = ", ".join(["kata"] * 400)
    pieces = tokenizer("id").cut(text)
    spans = splitter("id").split(text, pieces)
    assert all(last - first <= LONGEST for first, last in spans)
    assert [first for first, _ in spans[1:]] == [last for _, last in spans[:-1]]
    assert all(pieces[last - 1].text == "," for _, last in spans[:-1])
