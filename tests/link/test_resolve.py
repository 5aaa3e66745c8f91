"""Resolution over a build: variants of a name are one, namesakes stay apart, and nothing depends on the order."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from kg.errors import TableError
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
        ("Mohammed Sarwani", "Muhammad Sarwany"),
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


RUSSIA, KOREA, CHINA = (
    known(slug, "Country", name)
    for slug, name in (("russia", "Russia"), ("north-korea", "North Korea"), ("china", "China"))
)


def same(result: tuple[dict[str, str], list[Decision]], *entities: Entity) -> bool:
    """Whether a resolution takes entities for one."""
    return len({result[0].get(e.key, e.key) for e in entities}) == 1


def test_a_bare_surname_joins_the_one_full_name_that_shares_something() -> None:
    bare, full, hull = person("Dover"), person("Robert Dover"), body("Hull Institute of Ships")
    tied = record("a", bare, hull, claims=(claim(bare, "affiliated-with", hull),))
    other = record("b", full, hull, claims=(claim(full, "affiliated-with", hull),))
    assert same(run(tied, other), bare, full)
    assert not same(run(tied, record("b", full)), bare, full)


def test_a_bare_surname_with_two_candidates_joins_neither() -> None:
    bare, full, third = person("Dover"), person("Robert Dover"), person("Jane Dover")
    hull = body("Hull Institute of Ships")
    ties = [record(e.key, e, hull, claims=(claim(e, "affiliated-with", hull),)) for e in (bare, full)]
    assert not same(run(*ties, record("c", third)), bare, full)


@pytest.mark.parametrize("bare", ["Bush", "Kim", "Assad"])
def test_dynasties_of_the_data_take_no_bare_surname(bare: str) -> None:
    one = person(bare)
    state = known("united-states", "Country", "United States")
    found, _ = run(record("a", one, state, claims=(claim(one, "leader-of", state),)))
    assert one.key not in found


@pytest.mark.parametrize(
    ("name", "slug"),
    [
        ("Volodimir Zelenskij", "volodymyr-zelensky"),
        ("Kim Jongun", "kim-jong-un"),
        ("Wladimir Putin", "vladimir-putin"),
    ],
)
def test_a_spelling_that_the_data_has_not_joins_its_entity(name: str, slug: str) -> None:
    one = person(name)
    found, told = run(record("a", one))
    assert found == {one.key: slug}
    assert name in told[0][3]


@pytest.mark.parametrize("name", ["Kim Jong Ok", "Bashir al-Asad"])
def test_near_a_name_of_the_data_is_not_that_name(name: str) -> None:
    assert run(record("a", person(name)))[0] == {}


@pytest.mark.parametrize(
    ("left", "right", "expected"),
    [
        (body("Universitas Tanjung Layar"), body("University of Tanjung Layar"), True),
        (body("Centre for Ocean Defence Studies"), body("Center for Ocean Defense Studies"), True),
        (body("Layar Ocean Institute", "LOI"), body("LOI"), True),
        (body("Layar Ocean Institute", "LOI"), body("League of Islanders", "LOI"), False),
        (body("Gambia Reform Party"), body("Zambia Reform Party"), False),
        (body("North Layar Bank"), body("South Layar Bank"), False),
        (body("Third Layar Fleet"), body("Fourth Layar Fleet"), False),
        (body("Layar Party"), entity("Country", "Layar"), False),
        (body("Kementerian Pertahanan"), body("Ministry of Defence"), False),
        (entity("Place", "Tanjung Lajar"), entity("Place", "Tanjung Layar"), True),
        (entity("Thing", "Rudal-4"), entity("Thing", "Rudal-5"), False),
    ],
)
def test_bodies_places_and_things(left: Entity, right: Entity, expected: bool) -> None:
    assert one(left, right) is expected


def test_an_acronym_of_two_bodies_joins_neither() -> None:
    short = body("LOI")
    others = body("Layar Ocean Institute", "LOI"), body("League of Islanders", "LOI")
    assert run(*(record(e.key, e) for e in (short, *others)))[0] == {}


@pytest.mark.parametrize(
    ("left", "right", "expected"),
    [
        (("Treaty of Layar Friendship",), ("Perjanjian Persahabatan Layar",), True),
        (("Treaty of Layar Friendship", "year:2000"), ("Perjanjian Persahabatan Layar", "year:1961"), False),
        (("Treaty of Layar Friendship", "year:2000"), ("Perjanjian Persahabatan Layar", "year:2000"), True),
        (
            ("Treaty of Layar Friendship", "party:russia", "party:china"),
            ("Perjanjian Persahabatan Layar", "party:russia", "party:india"),
            False,
        ),
        (("the treaty of 2000",), ("the treaty of 1961",), False),
        (("Layar Protocol",), ("Layar Convention",), False),
    ],
)
def test_agreements(left: tuple[str, ...], right: tuple[str, ...], expected: bool) -> None:
    assert one(pact(left[0], clues=left[1:]), pact(right[0], clues=right[1:])) is expected


def concluded(path: str, name: str, year: str, *parties: Entity) -> tuple[Record, Entity]:
    """A document whose pact has no name outside it, but parties and a date."""
    deal = pact(name, path=path)
    claims = tuple(claim(party, "signed", deal, time=year) for party in parties)
    return record(path, deal, *parties, claims=claims), deal


def test_agreements_without_a_title_meet_by_parties_and_date() -> None:
    first, one = concluded("a", "the pact", "2031-06-19", RUSSIA, CHINA)
    second, other = concluded("b", "perjanjian itu", "2031", CHINA, RUSSIA)
    assert same(run(first, second), one, other)
    for year, parties in (("2032", (RUSSIA, CHINA)), ("2031", (RUSSIA, KOREA))):
        third, deal = concluded("c", "the pact", year, *parties)
        assert not same(run(first, third), one, deal)


def test_two_such_agreements_of_one_document_stay_apart() -> None:
    first, _ = concluded("a", "the pact", "2031", RUSSIA, CHINA)
    deals = pact("an accord", path="b"), pact("a treaty", path="b")
    claims = tuple(claim(party, "signed", deal, time="2031") for deal in deals for party in (RUSSIA, CHINA))
    found = run(first, record("b", *deals, RUSSIA, CHINA, claims=claims))
    assert found[0] == {}


def test_what_one_document_tells_apart_stays_apart() -> None:
    left, right = person("Mohammed Sarwani"), person("Muhammad Sarwany")
    assert run(record("a", left, right))[0] == {}


@pytest.fixture
def papers() -> list[Record]:
    names = [
        "Mohammed Sarwani",
        "Muhammad Sarwany",
        "Robert Dover",
        "Robert James Dover",
        "Dmitri Volkonsky",
        "Oskar Venn",
    ]
    entities = [person(name) for name in names]
    entities += [body("LOI"), body("Layar Ocean Institute", "LOI"), pact("Treaty of Layar"), pact("Perjanjian Layar")]
    return [record(f"{n}.txt", one) for n, one in enumerate(entities)]


def test_the_order_of_documents_decides_nothing(papers: list[Record]) -> None:
    first = run(*papers)
    assert first == run(*reversed(papers)) == run(*papers[3:], *papers[:3])
    assert len(first[0]) == 4


def test_another_document_changes_only_what_it_gives_evidence_for(papers: list[Record]) -> None:
    before, _ = run(*papers)
    assert run(*papers, record("z.txt", person("Anna Berg")))[0] == before
    new = person("Dmitry Volkonskiy")
    assert run(*papers, record("z.txt", new))[0].items() - before.items() == {
        tuple(sorted((new.key, person("Dmitri Volkonsky").key), reverse=True))
    }


def test_the_user_decides(tmp_path: Path) -> None:
    left, right, third = person("Mohammed Sarwani"), person("Muhammad Sarwany"), person("Oskar Venn")
    papers = [record(e.key, e) for e in (left, right, third)]
    path = tmp_path / "decisions.txt"
    path.write_text(
        f"different\tentity:{left.key}\t{right.key}\nsame {third.key} {right.key}  # known\n", encoding="utf-8"
    )
    found, told = run(*papers, decisions=path)
    assert found == {third.key: right.key}
    assert told == [(*sorted((third.key, right.key)), 1.0, "decisions.txt line 2 says so")]
    assert path.read_text(encoding="utf-8").endswith("# known\n")


def test_the_user_joins_no_two_types(tmp_path: Path) -> None:
    left, right = person("Oskar Venn"), body("Venn Ltd")
    path = tmp_path / "decisions.txt"
    path.write_text(f"same {left.key} {right.key}\n", encoding="utf-8")
    with pytest.raises(TableError, match=r"decisions\.txt line 1: .* is a Person and .* a Organization"):
        run(record("a", left), record("b", right), decisions=path)


def test_the_known_entity_stands_for_others_whatever_sorts_first() -> None:
    one = person("Aleksandr Lukashenka"), person("Vladimir V. Putin")
    found, _ = run(*(record(e.key, e) for e in one))
    assert set(found.values()) <= {"alexander-lukashenko", "vladimir-putin"}
    assert found[one[1].key] == "vladimir-putin"
