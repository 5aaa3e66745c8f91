"""The tables of people and their offices: form, unique keys and names, ISO dates, known people."""

import re
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

import kg

DATA = Path(kg.__file__).parent / "link" / "data"
PEOPLE = ["slug", "wikidata", "en", "id", "aliases", "short", "source"]
OFFICES = ["person", "role", "office_en", "office_id", "of", "from", "to", "source"]
ROLES = {"leader", "minister", "head", "envoy", "spokesperson", "general", "other"}
DATE = re.compile(r"\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?")
SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")

Row = dict[str, str]


def table(name: str, columns: list[str]) -> list[Row]:
    """The rows of a table; a comment line starts with #, the first other line is the header."""
    lines = (DATA / name).read_text(encoding="utf-8").splitlines()
    cells = [line.split("\t") for line in lines if line and not line.startswith("#")]
    assert cells[0] == columns
    wrong = [row for row in cells if len(row) != len(columns)]
    assert not wrong
    return [dict(zip(columns, row, strict=True)) for row in cells[1:]]


def full_names(row: Row) -> set[str]:
    """The names that stand for one person alone, folded."""
    return {name.casefold() for name in [row["en"], row["id"], *row["aliases"].split("|")] if name}


def repeated(values: Iterable[str]) -> list[str]:
    return sorted(value for value, times in Counter(values).items() if value and times > 1)


def faults_of_people(people: list[Row]) -> list[str]:
    found = [f"slug twice: {slug}" for slug in repeated(row["slug"] for row in people)]
    found += [f"number twice: {number}" for number in repeated(row["wikidata"] for row in people)]
    found += [f"name of two: {name}" for name in repeated(name for row in people for name in full_names(row))]
    for row in people:
        forms = [*row["aliases"].split("|"), *row["short"].split("|")]
        if not SLUG.fullmatch(row["slug"]):
            found.append(f"no slug: {row['slug']}")
        if row["wikidata"] and not re.fullmatch(r"Q[1-9]\d*", row["wikidata"]):
            found.append(f"no number: {row['wikidata']}")
        if not row["en"] or not row["source"] or row["id"] == row["en"]:
            found.append(f"label or source: {row['slug']}")
        if any(cell != cell.strip() for cell in [*row.values(), *forms]):
            found.append(f"space at an edge: {row['slug']}")
        if repeated(row["aliases"].split("|")) or repeated(row["short"].split("|")):
            found.append(f"form twice: {row['slug']}")
    return found


def faults_of_offices(offices: list[Row], known: set[str]) -> list[str]:
    found = [f"office twice: {row}" for row in repeated("\t".join(row.values()) for row in offices)]
    for row in offices:
        place = f"{row['person']}, {row['office_en']}"
        begin, end = row["from"], row["to"]
        if row["person"] not in known:
            found.append(f"no such person: {place}")
        if row["role"] not in ROLES or not row["office_en"] or not row["office_id"] or not row["source"]:
            found.append(f"role, office or source: {place}")
        if row["office_en"] != row["office_en"].lower() or row["office_id"] != row["office_id"].lower():
            found.append(f"capital: {place}")
        if not SLUG.fullmatch(row["of"]):
            found.append(f"of: {place}")
        if not DATE.fullmatch(begin) or (end and not DATE.fullmatch(end)):
            found.append(f"date: {place}")
        shared = min(len(begin), len(end))
        if end and begin[:shared] > end[:shared]:
            found.append(f"ends before it begins: {place}")
    return found


def test_people_are_sound() -> None:
    people = table("people.tsv", PEOPLE)
    assert len(people) >= 300
    assert faults_of_people(people) == []


def test_offices_are_sound() -> None:
    known = {row["slug"] for row in table("people.tsv", PEOPLE)}
    assert faults_of_offices(table("offices.tsv", OFFICES), known) == []


def test_namesakes_are_apart() -> None:
    short = {row["slug"]: row["short"].split("|") for row in table("people.tsv", PEOPLE)}
    for form, bearers in {
        "Bush": {"george-w-bush", "george-h-w-bush"},
        "Assad": {"bashar-al-assad", "hafez-al-assad"},
        "Trudeau": {"justin-trudeau", "pierre-trudeau"},
        "Marcos": {"bongbong-marcos", "ferdinand-marcos"},
    }.items():
        assert {slug for slug, forms in short.items() if form in forms} == bearers
    assert {"kim-il-sung", "kim-jong-il", "kim-jong-un"} <= {slug for slug, forms in short.items() if "Kim" in forms}


def person(**cells: str) -> Row:
    return dict.fromkeys(PEOPLE, "") | {"slug": "a-b", "en": "A B", "source": "x"} | cells


def office(**cells: str) -> Row:
    sound = {"person": "a-b", "role": "leader", "office_en": "president", "office_id": "presiden", "of": "c"}
    return dict.fromkeys(OFFICES, "") | sound | {"from": "2000-05", "to": "2001", "source": "x"} | cells


def test_a_sound_row_has_no_fault() -> None:
    assert faults_of_people([person(), person(slug="c-d", en="C D", short="B")]) == []
    assert faults_of_offices([office(), office(to="2000-05-07"), office(to="")], {"a-b"}) == []


def test_a_fault_is_found() -> None:
    assert faults_of_people([person(), person(en="C D")]) == ["slug twice: a-b"]
    assert faults_of_people([person(), person(slug="c-d", en="C D", aliases="E|a b")]) == ["name of two: a b"]
    assert faults_of_people([person(wikidata="7747")]) == ["no number: 7747"]
    assert faults_of_offices([office()], set()) == ["no such person: a-b, president"]
    assert faults_of_offices([office(to="2000-13")], {"a-b"}) == ["date: a-b, president"]
    assert faults_of_offices([office(to="2000-04-30")], {"a-b"}) == ["ends before it begins: a-b, president"]
