"""Things of one name in two texts: the key keeps apart what parties, year or state tell apart, and nothing else."""

import pytest

from kg import languages
from kg.extract import extract
from kg.model import Document, Record


def record(path: str, text: str, language: str) -> Record:
    return extract(Document(path, text, language=language), languages.analyse(text, language))


def keys(text: str, language: str, name: str, path: str = "a.txt") -> set[str]:
    """The keys of the things of a name in a text."""
    found = record(path, text, language).entities
    return {one.key for one in found if any(form.lower().endswith(name.lower()) for form in one.names)}


TREATIES = [
    ("Oman and Chad signed the Treaty of Lasting Peace in 1961.", "en", "Treaty of Lasting Peace"),
    ("Oman and Chad signed the Treaty of Lasting Peace in 2000.", "en", "Treaty of Lasting Peace"),
    ("Peru and Chad signed the Treaty of Lasting Peace in 1961.", "en", "Treaty of Lasting Peace"),
]


def test_treaties_of_one_title_are_told_apart_by_parties_and_year() -> None:
    found = [keys(*treaty) for treaty in TREATIES]
    assert all(len(one) == 1 for one in found)
    assert len(set.union(*found)) == len(TREATIES)


def test_the_same_treaty_in_another_text_has_the_same_key() -> None:
    text, language, name = TREATIES[0]
    assert keys(text, language, name) == keys(f"It rained. {text}", language, name, "b.txt")


BODIES = [
    ("en", "Peru's Supreme Court rejected the plan.", "Chad's Supreme Court rejected the plan.", "Supreme Court"),
    ("en", "The Supreme Court rejected the plan.", "The Supreme Court condemned the raid.", "Supreme Court"),
]


@pytest.mark.parametrize(("language", "one", "other", "name"), BODIES)
def test_bodies_that_many_states_have_are_not_one_by_their_name(language: str, one: str, other: str, name: str) -> None:
    first, second = keys(one, language, name), keys(other, language, name, "b.txt")
    assert first and second
    assert first.isdisjoint(second)


def test_a_body_of_its_own_name_is_one_in_two_texts() -> None:
    first = keys("The Harbour Trust Foundation rejected the plan.", "en", "Harbour Trust Foundation")
    assert first == keys("The Harbour Trust Foundation left.", "en", "Harbour Trust Foundation", "b.txt")
    assert first
