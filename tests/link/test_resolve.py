"""Resolution over a build: variants of a name are one, namesakes stay apart, and nothing depends on the order."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from kg.link.reference import normalise
from kg.link.resolve import Decision, resolve
from kg.model import Claim, Document, Entity, Record, Span, digest, slug

PLACE = (Span(0, 1),)


def entity(type: str, *names: str, clues: tuple[str, ...] = (), path: str = "") -> Entity:
    """An entity as extraction makes one that no data knows; with a `path`, one without a name outside its document."""
    told = "|".join([type, normalise(names[0]), *clues, path])
    clues = (*clues, "local") if path else clues
    return Entity(f"{slug(names[0])}-{digest(told)}", type, names, clues=clues)


def person(*names: str) -> Entity:
    return entity("Person", *names)


def body(*names: str) -> Entity:
    return entity("Organization", *names)


def pact(*names: str, clues: tuple[str, ...] = (), path: str = "") -> Entity:
    return entity("Agreement", *names, clues=clues, path=path)


def known(key: str, type: str, *names: str) -> Entity:
    return Entity(key, type, names, origin="reference")


def record(path: str, *entities: Entity, claims: tuple[Claim, ...] = ()) -> Record:
    return Record(Document(path, "x", language="en"), entities, (), claims)


def claim(subject: Entity, relation: str, object: Entity | None = None, **more: Any) -> Claim:
    return Claim(subject.key, relation, object.key if object else None, PLACE, **more)


def run(*records: Record, decisions: Path | None = None) -> tuple[dict[str, str], list[Decision]]:
    def give() -> Iterator[Record]:
        return iter(records)

    return resolve(give, decisions)


def one(*entities: Entity) -> bool:
    """Whether entities of as many documents are taken for one."""
    taken, _ = run(*(record(f"{n}.txt", e) for n, e in enumerate(entities)))
    return len({taken.get(e.key, e.key) for e in entities}) == 1


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("Mohammed Sallam", "Muhammad Salam"),
        ("Piotr Hofmański", "Piotr Hofmanski"),
        ("Soekiman Wirjosandjojo", "Sukiman Wirjosanjoyo"),
        ("Yulia Svetlova", "Julia Swetlowa"),
        ("Park Ji-won Song", "Park Jiwon Song"),
        ("Robert James Dover", "Robert Dover"),
        ("Dmitri Volkonsky", "Dmitry Volkonskiy"),
    ],
)
def test_spellings_of_a_person_are_one(left: str, right: str) -> None:
    assert one(person(left), person(right))


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("Kim Yong Su", "Kim Yong Ho"),
        ("Kim Yong Su", "Kim Su"),
        ("Hassan Karimi", "Hussein Karimi"),
        ("Nikola Dimitrov", "Nikolai Dimitrov"),
        ("Alexander Brandt", "Alexandra Brandt"),
        ("Martin Keller", "Marvin Keller"),
        ("Robert Hansen", "Robert Hanson"),
        ("Frank Delmas", "Frank Delmas Jr."),
        ("Mario Delmas", "Maria Delmas"),
        ("Salman bin Faisal", "Faisal bin Salman"),
        ("Ali Hassan", "Hassan Ali"),
        ("Delmas", "Frank Delmas"),
        ("R. Dover", "Robert Dover"),
    ],
)
def test_namesakes_stay_apart(left: str, right: str) -> None:
    assert not one(person(left), person(right))
