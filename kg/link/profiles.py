"""What all documents together tell of each entity: its names, who stands beside it, its years and parties."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from kg.link.reference import Known, Reference
from kg.model import Claim, Entity, Record

__all__ = ["Profile", "of_known", "profiles"]

LEFT_OUT = ("Statement", "Country")
"""Types that are never taken for one: words are their speaker's, and states are all known."""
DATED = ("Agreement", "Law", "Sanctions", "Event")
"""Types whose namesakes are told apart by their year and parties."""
PARTY = ("signed", "party-to", "ratified")
"""Relations whose subject is a party to the object."""

_YEAR = re.compile(r"\b(1[6-9]\d\d|20\d\d)\b")


@dataclass(slots=True)
class Profile:
    """An entity over all documents.

    `names` are the forms that name it, descriptions left out; `known` says that it has an entry in the reference
    data or in the user's list. `documents` are keys; `near` the keys of what claims tie it to, and its positions as
    "position:…". `years` and `parties` are those of an agreement, an event or a law; `lone` says that no
    document has another thing of its type with these parties and this year.
    """

    key: str
    type: str
    names: set[str] = field(default_factory=set)
    wikidata: str | None = None
    known: bool = False
    local: bool = False
    documents: set[str] = field(default_factory=set)
    near: set[str] = field(default_factory=set)
    years: set[str] = field(default_factory=set)
    parties: frozenset[str] = frozenset()
    lone: bool = True


def profiles(records: Iterable[Record], reference: Reference) -> dict[str, Profile]:
    """The profiles of all entities that can be one with another, by key; known ones that no record names included."""
    found = {key: of_known(known, reference) for key, known in reference.known.items() if known.type not in LEFT_OUT}
    for record in records:
        _read(record, found, reference)
    return found


def of_known(known: Known, reference: Reference) -> Profile:
    """The profile that an entry of the reference data has before any document is read."""
    ties = {tie for tie in (known.country, known.parent, known.target, *known.parties) if tie}
    ties |= {office.of for office in reference.offices_of(known.slug)}
    years = {known.start[:4]} if known.start and known.type in DATED else set()
    parties = frozenset(known.parties)
    return Profile(
        known.slug, known.type, set(known.names), known.wikidata, True, near=ties, years=years, parties=parties
    )


def _read(record: Record, found: dict[str, Profile], reference: Reference) -> None:
    here = {entity.key: entity for entity in record.entities if _counts(entity)}
    named = _named(record)
    for entity in here.values():
        profile = found.setdefault(entity.key, Profile(entity.key, entity.type))
        _enter(profile, entity, named.get(entity.key, set()))
        profile.documents.add(record.document.key)
    public = {e.key for e in record.entities if "local" not in e.clues and e.type != "Statement"}
    parties: dict[str, set[str]] = {}
    years: dict[str, set[str]] = {}
    for claim in record.claims:
        _tie(claim, found, here, public)
        if claim.relation in PARTY and claim.object in here and not claim.negated:
            parties.setdefault(claim.object, set()).update(_state(claim.subject, record, reference))
            if claim.time:
                years.setdefault(claim.object, set()).add(claim.time[:4])
    _date(here, found, parties, years)


def _counts(entity: Entity) -> bool:
    return entity.type not in LEFT_OUT and ("local" not in entity.clues or entity.type in DATED)


def _named(record: Record) -> dict[str, set[str]]:
    """The words of the mentions that name each entity."""
    named: dict[str, set[str]] = {}
    for mention in record.mentions:
        if mention.kind == "name":
            named.setdefault(mention.entity, set()).add(mention.span.of(record.document.text))
    return named


def _enter(profile: Profile, entity: Entity, named: set[str]) -> None:
    profile.wikidata = profile.wikidata or entity.wikidata
    profile.known = profile.known or entity.origin != "text"
    profile.local = "local" in entity.clues
    if not profile.known:
        profile.names.update(name for name in entity.names if name in named or name == entity.names[0])
        if not named and not profile.local:
            profile.names.update(name for name in entity.names if name[:1].isupper())


def _tie(claim: Claim, found: dict[str, Profile], here: dict[str, Entity], public: set[str]) -> None:
    """Enter what a claim ties its ends to."""
    if claim.subject in here and claim.literal and claim.relation == "holds-position":
        found[claim.subject].near.add(f"position:{claim.literal.casefold()}")
    if claim.object is None:
        return
    for one, other in ((claim.subject, claim.object), (claim.object, claim.subject)):
        if one in here and other in public:
            found[one].near.add(other)


def _state(subject: str, record: Record, reference: Reference) -> Iterator[str]:
    """The state or body for which somebody signs: itself, or the one that the text or the known offices give it."""
    known = reference.known.get(subject)
    if known is None or known.type == "Person":
        led = [c.object for c in record.claims if c.subject == subject and c.relation == "leader-of" and c.object]
        offices = [o.of for o in reference.offices_of(subject) if o.role in ("leader", "minister")]
        yield from sorted({*led, *offices}) if len({*led, *offices}) == 1 else ()
    else:
        yield subject


def _date(
    here: dict[str, Entity], found: dict[str, Profile], parties: dict[str, set[str]], years: dict[str, set[str]]
) -> None:
    """Enter years and parties, from clues, names and claims; a known entity keeps its own."""
    seen: dict[tuple[str, frozenset[str], str], str] = {}
    for key, entity in sorted(here.items()):
        if entity.type not in DATED:
            continue
        profile, clues = found[key], [clue.partition(":") for clue in entity.clues]
        if not profile.known:
            told = {year for name in profile.names for year in _YEAR.findall(name)}
            told = told or {value[:4] for kind, _, value in clues if kind == "year"} or years.get(key, set())
            profile.years |= told
            profile.parties |= {value for kind, _, value in clues if kind == "party"} | parties.get(key, set())
        for year in profile.years:
            first = seen.setdefault((entity.type, profile.parties, year), key)
            if first != key:
                profile.lone = found[first].lone = False
