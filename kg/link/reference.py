"""The reference data: what names in Indonesian and English news stand for, checked as it is loaded.

The tables lie in `data/`: UTF-8, tab-separated, a header line, `#` for comments, "|" between several values.
"""

import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

from kg.link.rules import Choice, Rule, overlaps, parse_steps
from kg.link.tables import OFFICES, RULES, TABLES, Row, read_table

__all__ = ["Known", "Office", "Reference", "load", "normalise", "read"]

FOLDER = Path(__file__).parent / "data"
SEATS = ("capital", "seat")
LABELS = ("en", "id")
"""The languages of the labels of an entity, in their order."""

TYPES = {
    "countries.tsv": ("Country",),
    "places.tsv": ("Place",),
    "organizations.tsv": ("Organization", "Group"),
    "agreements.tsv": ("Agreement", "Law"),
    "sanctions.tsv": ("Sanctions",),
    "things.tsv": ("Thing", "Event"),
    "people.tsv": ("Person",),
}

# Letters that NFKD leaves whole; hyphens, which part words as spaces do; marks that are not read.
_LETTERS = str.maketrans({"ł": "l", "Ł": "L", "ø": "o", "Ø": "O", "đ": "d", "Đ": "D", "ı": "i", "æ": "ae", "Æ": "Ae"})
_HYPHENS = re.compile(r"[\s\-‐‑‒–—−_]+")
_UNREAD = re.compile(r"[.,'’‘ʼʻ`´\"“”()]")


@dataclass(frozen=True, slots=True)
class Known:
    """An entity of the reference data.

    `type` is a class of the graph; `kind` tells more: "state" or "former" of a Country, the role of a Place
    ("capital", "seat", "city" …), the kind of an Organization or Thing, else empty. `labels` are the English and the
    Indonesian name. `names` are all full names, labels first; `short` the bare forms of a person's name, which several
    people may share. `country` is a slug: where it is, whose it is, or for whom a seat of power stands. `parties` are
    those of an agreement or the imposers of sanctions, `target` whom sanctions hit. `start` and `end` (EDTF level 0)
    bound the life of a state; the day or year of an agreement is its `start`.
    """

    slug: str
    type: str
    kind: str
    wikidata: str | None
    labels: tuple[str, str]
    names: tuple[str, ...]
    short: tuple[str, ...] = ()
    country: str | None = None
    parent: str | None = None
    parties: tuple[str, ...] = ()
    target: str | None = None
    start: str | None = None
    end: str | None = None
    source: str = ""

    def label(self, language: str) -> str:
        """The label in a language of LABELS, else the English one."""
        return self.labels[LABELS.index(language) if language in LABELS else 0]

    @property
    def seat(self) -> bool:
        """Whether it is a capital or a seat of power, which acts for its state."""
        return self.type == "Place" and self.kind in SEATS and self.country is not None


@dataclass(frozen=True, slots=True)
class Office:
    """An office that a person holds or held, of a country or an organization, between two dates (EDTF level 0)."""

    person: str
    role: str
    office_en: str
    office_id: str
    of: str
    start: str | None
    end: str | None
    source: str


@dataclass(frozen=True)
class Reference:
    """The reference data, ready for look-up; the keys of its tables of names are normalised names.

    `by_name` holds full names and the bare forms of people's names, these only where nothing else has such a full name
    or a rule decides; `demonyms` the adjectives and peoples of states ("russian"); `seats` the names of capitals and
    seats of power, with the state they act for; `rules` what decides between entities that share a name; `words` the
    names that are common words as well ("Lima", "Nice"), so that their capital says nothing where they open a sentence.
    """

    known: Mapping[str, Known]
    by_name: Mapping[str, tuple[str, ...]]
    demonyms: Mapping[str, tuple[str, ...]]
    seats: Mapping[str, str]
    rules: Mapping[str, Rule]
    words: frozenset[str]
    offices: Mapping[str, tuple[Office, ...]] = field(repr=False)
    offices_by_body: Mapping[str, tuple[Office, ...]] = field(repr=False)

    def choose(
        self, name: str, around: Callable[[str], bool], date: str | None = None, acts: bool | None = None
    ) -> Choice:
        """The entity that a name stands for, and why; none where several remain.

        Args:
            name: The name as written.
            around: Whether a word or phrase stands near the mention.
            date: When the sentence or the document speaks (EDTF level 0).
            acts: Whether the mention acts, is acted upon as a place, or neither is known.
        """
        key = normalise(name)
        slugs = self.by_name.get(key) or self.demonyms.get(key, ())
        if (rule := self.rules.get(key)) and rule.decides:
            return rule.choose(around, date, acts)
        if len(slugs) == 1:
            return Choice(slugs[0], f"{name!r} is a name of {slugs[0]} only")
        return Choice(None, f"{name!r} may be {' or '.join(slugs)}" if slugs else f"{name!r} is unknown")

    def decide(
        self, name: str, slugs: Iterable[str], around: str, date: str | None = None, acts: bool | None = None
    ) -> str | None:
        """Which of some entities a name stands for, by its rule; None where no rule decides.

        Args:
            name: The name as written.
            slugs: The entities that it may be.
            around: The words near the mention, in which a rule looks for words that decide.
            date: When the sentence or the document speaks (EDTF level 0).
            acts: Whether the mention acts, is acted upon as a place, or neither is known.
        """
        choice = self.choose(name, _near(around), date, acts)
        return choice.slug if choice.slug in set(slugs) else None

    def offices_of(self, person: str) -> tuple[Office, ...]:
        """The offices of a person (slug), in the order of the file."""
        return self.offices.get(person, ())

    def holders(self, office: str, of: str, date: str | None = None) -> tuple[Office, ...]:
        """Who held an office of a country or body.

        Args:
            office: A role ("leader", "minister") or a title in English or Indonesian ("presiden").
            of: Slug of the country or organization.
            date: EDTF level 0; offices that nobody held then are left out. None asks for all.
        """
        wanted = normalise(office)
        return tuple(
            one
            for one in self.offices_by_body.get(of, ())
            if wanted in (one.role, normalise(one.office_en), normalise(one.office_id))
            and (date is None or overlaps(date, one.start, one.end))
        )


@lru_cache(maxsize=1 << 16)
def normalise(name: str) -> str:
    """The form under which a name is looked up.

    In this order: hyphens and white space become one space; full stops, commas, apostrophes, quotation marks and
    brackets go ("U.S." is "US", "Sana'a" is "Sanaa"); a leading "the" goes; marks on letters go; then everything is
    case-folded, except a name of at most three letters that is all in capitals: US, AS, UN and WHO are found only
    where they are written so.

    >>> normalise("the Hague"), normalise("Türkiye"), normalise("U.S."), normalise("al‑Qa'ida"), normalise("as")
    ('hague', 'turkiye', 'US', 'al qaida', 'as')
    """
    plain = _plain(name)
    if plain[:4].lower() == "the ":
        plain = plain[4:]
    return plain if len(plain) <= 3 and plain.isalpha() and plain.isupper() else plain.casefold()


def _plain(text: str) -> str:
    """A text without hyphens, unread marks and marks on letters, its case kept."""
    plain = _HYPHENS.sub(" ", _UNREAD.sub("", text)).strip()
    if plain.isascii():
        return plain
    parts = unicodedata.normalize("NFKD", plain.translate(_LETTERS))
    return "".join(char for char in parts if not unicodedata.combining(char))


@lru_cache(maxsize=16)
def _near(text: str) -> Callable[[str], bool]:
    """Whether a word or phrase stands in a text; US and AS only in capitals, as in `normalise`."""
    written = f" {_plain(text)} "
    folded = written.casefold()

    def stands(word: str) -> bool:
        key = normalise(word)
        return f" {key} " in (written if key.isupper() else folded)

    return stands


@lru_cache(maxsize=1)
def load() -> Reference:
    """The reference data of the package, read once.

    Raises:
        DataError: A line of a table is wrong; see `read`.
    """
    return read(FOLDER)


def read(folder: Path) -> Reference:
    """The reference data of a folder of tables.

    Raises:
        DataError: A table is missing, or a line is wrong: its columns, slug, number, date or type; a slug that is
            unknown or stands twice; a number that two entities have; a name that two entities share without a rule.
    """
    rows = [row for table, columns in TABLES.items() for row in read_table(folder, table, columns)]
    known = _known(rows)
    rules = _rules(folder, known)
    offices = _offices(folder, known)
    return Reference(
        known=known,
        by_name=_names(rows, known, rules),
        demonyms=_shared(((row, name) for row in rows for name in _demonyms(row)), rules),
        seats={normalise(n): one.country for one in known.values() if one.seat and one.country for n in one.names},
        rules=rules,
        words=frozenset(key for key, rule in rules.items() if rule.word),
        offices=_grouped(offices, lambda one: one.person),
        offices_by_body=_grouped(offices, lambda one: one.of),
    )


def _known(rows: list[Row]) -> dict[str, Known]:
    known: dict[str, Known] = {}
    numbers: dict[str, str] = {}
    for row in rows:
        one = _entity(row)
        if one.slug in known:
            raise row.error(f"the slug {one.slug} stands twice; give one of the two another")
        if one.wikidata and numbers.setdefault(one.wikidata, one.slug) != one.slug:
            raise row.error(f"{one.wikidata} is already the number of {numbers[one.wikidata]}")
        known[one.slug] = one
    for row in rows:
        one = known[row.values["slug"]]
        for other in (one.country, one.parent, one.target, *one.parties):
            if other and other not in known:
                raise row.error(f"unknown slug {other}; add its line or correct it")
    return known


def _entity(row: Row) -> Known:
    types = TYPES[row.file]
    kind = row.one("type") or types[0]
    if kind not in types:
        raise row.error(f"type cannot be {kind}; it is one of {', '.join(types)}")
    english = row.values["en"]
    labels = (english, row.one("id") or english)
    state = ("former" if row.one("to") else "state") if kind == "Country" else ""
    return Known(
        slug=row.values["slug"],
        type=kind,
        kind=row.one("kind") or row.one("role") or state,
        wikidata=row.one("wikidata"),
        labels=labels,
        names=tuple(dict.fromkeys((*labels, *row.many("aliases")))),
        short=row.many("short"),
        country=row.one("country"),
        parent=row.one("parent"),
        parties=row.many("parties") or row.many("imposer"),
        target=row.one("target"),
        start=row.one("from") or row.one("year"),
        end=row.one("to"),
        source=row.values["source"],
    )


def _demonyms(row: Row) -> tuple[str, ...]:
    return row.many("demonyms_en") + row.many("demonyms_id")


def _rules(folder: Path, known: Mapping[str, Known]) -> dict[str, Rule]:
    rules: dict[str, Rule] = {}
    for row in read_table(folder, "ambiguous", RULES):
        alias, slugs = row.values["alias"], row.many("slugs")
        try:
            steps = parse_steps(row.values["rule"])
        except ValueError as error:
            raise row.error(f"no such rule: {error}") from error
        used = [slug for step in steps for slug in (step.slug, step.place) if slug]
        for slug in (*slugs, *used):
            if slug not in known:
                raise row.error(f"unknown slug {slug}; add its line or correct it")
        if not set(used) <= set(slugs):
            raise row.error(f"the rule gives {', '.join(sorted(set(used) - set(slugs)))}, which is not in its slugs")
        if normalise(alias) in rules:
            raise row.error(f"the alias {alias} stands twice; join its rules with ' then '")
        rules[normalise(alias)] = Rule(alias, slugs, steps, row.values["source"])
    return rules


def _names(rows: list[Row], known: Mapping[str, Known], rules: Mapping[str, Rule]) -> dict[str, tuple[str, ...]]:
    full = _shared(((row, name) for row in rows for name in known[row.values["slug"]].names), rules)
    short: dict[str, tuple[str, ...]] = {}
    for one in known.values():
        for key in map(normalise, one.short):
            taken = full.get(key, ())
            if one.slug in taken or one.slug in short.get(key, ()):
                continue
            if not taken:
                short[key] = (*short.get(key, ()), one.slug)
            elif key in rules and one.slug in rules[key].slugs:
                full[key] = (*taken, one.slug)
    return full | short


def _shared(names: Iterable[tuple[Row, str]], rules: Mapping[str, Rule]) -> dict[str, tuple[str, ...]]:
    """Normalised names with the slugs that have them; two slugs of one name need a rule that knows both."""
    found: dict[str, tuple[str, ...]] = {}
    for row, name in names:
        key, slug = normalise(name), row.values["slug"]
        before = found.get(key, ())
        if slug in before:
            continue
        found[key] = (*before, slug)
        if before and not (key in rules and set(found[key]) <= set(rules[key].slugs)):
            raise row.error(f"{name!r} is also a name of {before[0]}; add a rule to ambiguous.tsv or drop one")
    return found


def _offices(folder: Path, known: Mapping[str, Known]) -> list[Office]:
    offices = []
    for row in read_table(folder, "offices", OFFICES):
        for column in ("person", "of"):
            if row.values[column] not in known:
                raise row.error(f"unknown slug {row.values[column]}; add its line or correct it")
        person, role, english, indonesian, of, start, end, source = row.values.values()
        offices.append(Office(person, role, english, indonesian, of, start or None, end or None, source))
    return offices


def _grouped(offices: Iterable[Office], key: Callable[[Office], str]) -> dict[str, tuple[Office, ...]]:
    groups: dict[str, list[Office]] = {}
    for office in offices:
        groups.setdefault(key(office), []).append(office)
    return {name: tuple(group) for name, group in groups.items()}
