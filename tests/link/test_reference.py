"""The reference data and its loader: what names stand for, what decides between namesakes, what is refused."""

import shutil
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from kg.errors import DataError
from kg.link import reference
from kg.link.reference import Reference, load, normalise, read
from kg.link.rules import overlaps, parse_steps


@pytest.fixture(scope="module")
def known() -> Reference:
    return load()


@pytest.fixture
def tables(tmp_path: Path) -> Path:
    """A copy of the tables, to spoil."""
    return Path(shutil.copytree(reference.FOLDER, tmp_path / "data"))


def add(folder: Path, table: str, *values: str) -> str:
    """Add a line to a table and return "file:line" of it."""
    path = folder / table
    text = path.read_text(encoding="utf-8") + "\t".join(values) + "\n"
    path.write_text(text, encoding="utf-8")
    return f"{table}:{len(text.splitlines())}"


@pytest.mark.parametrize(
    ("name", "slug"),
    [
        ("Korut", "north-korea"),
        ("Korea Utara", "north-korea"),
        ("DPRK", "north-korea"),
        ("AS", "united-states"),
        ("U.S.", "united-states"),
        ("Amerika Serikat", "united-states"),
        ("Tiongkok", "china"),
        ("Cina", "china"),
        ("the Netherlands", "netherlands"),
        ("Türkiye", "turkey"),
        ("Perancis", "france"),
        ("Burma", "myanmar"),
        ("Uni Soviet", "soviet-union"),
        ("Jerman Timur", "east-germany"),
        ("Moskow", "moscow"),
        ("Kiev", "kyiv"),
        ("Gedung Putih", "white-house"),
        ("Zhongnanhai", "zhongnanhai"),
        ("Istana Merdeka", "merdeka-palace"),
        ("Jalur Gaza", "gaza-strip"),
        ("DK PBB", "un-security-council"),
        ("Badan Tenaga Atom Internasional", "iaea"),
        ("Hizbullah", "hezbollah"),
        ("al‑Qaida", "al-qaeda"),
        ("JCPOA", "jcpoa"),
        ("Perjanjian Linggarjati", "linggadjati-agreement"),
        ("Resolusi 2375", "unsc-resolution-2375"),
        ("F-16", "f-16"),
        ("F16", "f-16"),
        ("Perang Dunia II", "world-war-ii"),
        ("sanksi PBB terhadap Korea Utara", "un-sanctions-on-north-korea"),
        ("Vladimir Putin", "vladimir-putin"),
    ],
)
def test_name_in_either_language(known: Reference, name: str, slug: str) -> None:
    assert known.by_name[normalise(name)] == (slug,)


@pytest.mark.parametrize("word", ["as", "us", "who", "As", "Us", "is", "un", "korea"])
def test_word_like_an_acronym_is_no_name(known: Reference, word: str) -> None:
    assert normalise(word) not in known.by_name


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("THE  HAGUE", "hague"),
        ("Theresa", "theresa"),
        ("Sana’a", "sanaa"),
        ("Erdoğan", "erdogan"),
        ("Wałęsa", "walesa"),
        ("Molotov–Ribbentrop", "molotov ribbentrop"),
        ("WHO", "WHO"),
        ("W.H.O.", "WHO"),
        ("IAEA", "iaea"),
        ("DK PBB", "dk pbb"),
    ],
)
def test_normalise(name: str, key: str) -> None:
    assert normalise(name) == key


def test_demonyms_name_their_state(known: Reference) -> None:
    assert known.demonyms["russian"] == known.demonyms["russians"] == ("russia",)
    assert known.demonyms["north koreans"] == ("north-korea",)
    assert known.demonyms["dutch"] == ("netherlands",)
    assert set(known.demonyms["congolese"]) == {"dr-congo", "republic-of-the-congo"}


def test_seats_act_for_their_state(known: Reference) -> None:
    for name, state in [("Kremlin", "russia"), ("Gedung Putih", "united-states"), ("Pyongyang", "north-korea")]:
        assert known.seats[normalise(name)] == state
    assert known.known["moscow"].seat
    assert not known.known["istanbul"].seat
    assert "istanbul" not in known.seats


def near(text: str) -> Callable[[str], bool]:
    return lambda word: word in text


@pytest.mark.parametrize(
    ("name", "around", "date", "slug"),
    [
        ("Georgia", "troops crossed into Georgia from Russia", None, "georgia"),
        ("Georgia", "a recount in Georgia, said officials in Atlanta", None, "georgia-us"),
        ("Kongo", "tentara Kongo memukul mundur pemberontak di Goma", None, "dr-congo"),
        ("Kongo", "Presiden Kongo Sassou Nguesso", None, "republic-of-the-congo"),
        ("Congress", "Congress in Bogotá ratified the accord", None, "congress-of-colombia"),
        ("Congress", "President Biden told Congress", None, "us-congress"),
        ("Congress", "the US Congress, or so Congress says", None, "us-congress"),
        ("Congress", "Congress, as it told us, met", None, None),
        ("George Bush", "George Bush said", "1991-01", "george-h-w-bush"),
        ("George Bush", "George Bush said", "2003", "george-w-bush"),
        ("George Bush", "George Bush said", None, None),
        ("Doha Agreement", "the Taliban broke the Doha Agreement", "2021-08", "doha-agreement-2020"),
        ("Doha Agreement", "Beirut factions and the Doha Agreement", "2021-08", "doha-agreement-2008"),
        (
            "Treaty of Friendship, Cooperation and Mutual Assistance",
            "the treaty of 1961 between Beijing and Pyongyang",
            None,
            "sino-north-korean-treaty-1961",
        ),
        (
            "Treaty of Friendship, Cooperation and Mutual Assistance",
            "signed with the Soviet Union in 1961",
            None,
            "soviet-north-korean-treaty-1961",
        ),
        ("Treaty of Friendship, Cooperation and Mutual Assistance", "a pact of 1961", None, None),
        ("Comprehensive Strategic Partnership Treaty", "Putin and Kim Jong Un", None, "russia-north-korea-treaty-2024"),
        ("Comprehensive Strategic Partnership Treaty", "Putin and Pezeshkian", None, "russia-iran-treaty-2025"),
    ],
)
def test_rule_decides_between_namesakes(
    known: Reference, name: str, around: str, date: str | None, slug: str | None
) -> None:
    slugs = known.by_name[normalise(name)]
    assert len(slugs) > 1
    assert known.decide(name, slugs, around, date) == slug
    choice = known.choose(name, near(around), date)
    assert choice.slug == slug
    assert choice.reason


def test_bare_surname_of_several_people_is_not_decided(known: Reference) -> None:
    slugs = known.by_name["kim"]
    assert {"kim-jong-un", "kim-jong-il", "kim-il-sung"} <= set(slugs)
    assert known.decide("Kim", slugs, "Kim said") is None


def test_common_words_are_told(known: Reference) -> None:
    assert {"lima", "antara"} <= known.words
    assert not {"rusia", "iran", "turkey"} & known.words
    assert known.choose("Lima", near("")).slug == "lima"


def test_offices_by_person_and_by_date(known: Reference) -> None:
    assert "russia" in {office.of for office in known.offices_of("vladimir-putin")}
    assert known.offices_of("nobody") == ()
    leaders = known.holders("leader", "russia", "2010")
    assert "dmitry-medvedev" in {office.person for office in leaders}
    presidents = {office.person for office in known.holders("presiden", "united-states", "2010-06-01")}
    assert presidents == {"barack-obama"}
    assert known.holders("presiden", "united-states", "1700") == ()


@pytest.mark.parametrize(
    ("date", "start", "end", "within"),
    [
        ("2012", "2012-05-07", None, True),
        ("2012-05", "2012-05-07", None, True),
        ("2012-05-06", "2012-05-07", None, False),
        ("2019-12", None, "2019", True),
        ("2020-01", None, "2019", False),
        ("1500", None, None, True),
    ],
)
def test_overlaps(date: str, start: str | None, end: str | None, within: bool) -> None:
    assert overlaps(date, start, end) is within


def test_as_much_as_was_asked(known: Reference) -> None:
    """The least that the data must hold; the numbers only rise."""
    kinds: dict[str, int] = {}
    for one in known.known.values():
        kinds[one.type] = kinds.get(one.type, 0) + 1
        if one.type == "Organization":
            kinds[one.kind] = kinds.get(one.kind, 0) + 1
    least = {"Country": 235, "Place": 1200, "Agreement": 320, "Law": 125, "Sanctions": 100, "Event": 200, "Thing": 260}
    least |= {
        "Person": 300,
        "armed-group": 90,
        "media": 120,
        "newsagency": 35,
        "maker": 80,
        "party": 75,
        "parliament": 50,
    }
    assert {kind: (kinds.get(kind, 0), number) for kind, number in least.items() if kinds.get(kind, 0) < number} == {}


def test_every_state_has_number_and_capital(known: Reference) -> None:
    capitals = {one.country for one in known.known.values() if one.kind == "capital"}
    states = [one for one in known.known.values() if one.kind == "state" and one.start is None]
    assert [one.slug for one in states if one.wikidata is None] == []
    cities_that_are_states = {"singapore", "monaco", "san-marino", "vatican", "hong-kong", "macau"}
    assert {one.slug for one in states} - capitals == cities_that_are_states


def test_agreements_have_parties_that_are_known(known: Reference) -> None:
    treaty = known.known["russia-north-korea-treaty-2000"]
    assert treaty.parties == ("russia", "north-korea")
    assert treaty.start == "2000-02-09"
    regime = known.known["un-sanctions-on-north-korea"]
    assert (regime.parties, regime.target) == (("un-security-council",), "north-korea")


def test_loads_fast() -> None:
    start = time.process_time()
    read(reference.FOLDER)
    assert time.process_time() - start < 0.6, "meant: under 0.15 s; the limit leaves room for a slow machine"


def test_name_of_two_entities_without_rule_is_refused(tables: Path) -> None:
    place = add(tables, "places.tsv", "moskow-idaho", "", "Moscow", "Moskow", "", "united-states", "city", "test")
    with pytest.raises(DataError, match=f"{place}: 'Moscow' is also a name of moscow; add a rule"):
        read(tables)
    add(
        tables,
        "ambiguous.tsv",
        "Moscow",
        "moscow|moskow-idaho",
        "context:Idaho=moskow-idaho then prefer:moscow",
        "test",
    )
    add(tables, "ambiguous.tsv", "Moskow", "moscow|moskow-idaho", "prefer:moscow", "test")
    both = read(tables)
    assert both.decide("Moscow", both.by_name["moscow"], "police in Idaho") == "moskow-idaho"
    assert both.decide("Moscow", both.by_name["moscow"], "Moscow warned Kyiv") == "moscow"


@pytest.mark.parametrize(
    ("table", "values", "what"),
    [
        ("places.tsv", ("atlantis", "", "Atlantis", "", "", "nowhere", "city", "test"), "unknown slug nowhere"),
        ("places.tsv", ("moscow", "", "Other", "", "", "russia", "city", "test"), "the slug moscow stands twice"),
        ("places.tsv", ("x-town", "Q649", "Xtown", "", "", "russia", "city", "test"), "Q649 is already the number of"),
        ("places.tsv", ("x-town", "649", "Xtown", "", "", "russia", "city", "test"), "wikidata cannot be '649'"),
        ("places.tsv", ("X Town", "", "Xtown", "", "", "russia", "city", "test"), "slug cannot be 'X Town'"),
        ("places.tsv", ("x-town", "", "Xtown", "", "", "russia", "test"), "7 columns where 8 are asked"),
        ("places.tsv", ("x-town", "", "Xtown", "", "", "russia", "city", ""), "source cannot be ''"),
        ("agreements.tsv", ("x-pact", "Treaty", "", "X Pact", "", "", "", "", "test"), "type cannot be Treaty"),
        ("agreements.tsv", ("x-pact", "Agreement", "", "X Pact", "", "", "", "May 2000", "test"), "year cannot be"),
        ("agreements.tsv", ("x-pact", "Agreement", "", "X Pact", "", "", "russia|oz", "", "test"), "unknown slug oz"),
        ("offices.tsv", ("nobody", "leader", "president", "presiden", "russia", "", "", "test"), "unknown slug nobody"),
        ("offices.tsv", ("vladimir-putin", "leader", "tsar", "tsar", "oz", "", "", "test"), "unknown slug oz"),
        ("ambiguous.tsv", ("Oz", "oz", "none", "test"), "unknown slug oz"),
        ("ambiguous.tsv", ("Oz", "russia|china", "perhaps:russia", "test"), "no such rule: perhaps:russia"),
        ("ambiguous.tsv", ("Oz", "russia", "prefer:china", "test"), "the rule gives china"),
        ("ambiguous.tsv", ("Congress", "us-congress", "none", "test"), "the alias Congress stands twice"),
    ],
)
def test_wrong_line_is_named(tables: Path, table: str, values: tuple[str, ...], what: str) -> None:
    place = add(tables, table, *values)
    with pytest.raises(DataError, match=f"^{place}: {what}"):
        read(tables)


def test_missing_table_is_named(tables: Path) -> None:
    (tables / "things.tsv").unlink()
    with pytest.raises(DataError, match=r"things\.tsv: cannot be read"):
        read(tables)


@pytest.mark.parametrize("text", ["", "prefer:", "acts:a", "context:a|b", "date:1990=a", "none:a", "prefer:a then x"])
def test_no_rule(text: str) -> None:
    with pytest.raises(ValueError):
        parse_steps(text)


def test_acts_and_dates_in_rules() -> None:
    acts, before, after = parse_steps("acts:russia/moscow then date:..1991=soviet-union;1992..=russia")
    assert (acts.slug, acts.place) == ("russia", "moscow")
    assert (before.slug, before.end, after.slug, after.start) == ("soviet-union", "1991", "russia", "1992")
