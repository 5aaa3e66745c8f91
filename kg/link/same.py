"""Says of two entities whether they are one, how sure that is, and why."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from kg.link.blocks import is_acronym, is_full
from kg.link.profiles import DATED, Profile
from kg.link.spelling import EQUAL, SLIP, SPELLED, closeness, fold, joined, skeleton, spelling, title, words

__all__ = ["Match", "apart", "compare", "supported", "together"]

ORDER, MIDDLE, INITIAL, SHORT, ACRONYM, CONCLUDED = 0.75, 0.85, 0.75, 0.7, 0.8, 0.75
"""How sure a match is: other order of words, a middle name more, an initial, a short form, an acronym, one year."""
RUN = 8
"""Letters from which a name run together is as good as its words."""


@dataclass(frozen=True, slots=True)
class Match:
    """Why two entities may be one, and how sure that is; `weak` asks for something else that they share."""

    score: float
    reason: str
    weak: bool = False


def compare(one: Profile, other: Profile) -> Match | None:
    """Whether two entities may be one, and why; None where nothing says so or something speaks against it."""
    if one.type != other.type or apart(one, other):
        return None
    if one.type == "Person":
        return _best(_people(a, b) for a in sorted(one.names) for b in sorted(other.names))
    if one.local or other.local:
        return _concluded(one, other)
    found = _best(_titles(a, b, one.type) for a in sorted(one.names) for b in sorted(other.names))
    return found or _acronym(one, other) or _concluded(one, other)


def supported(match: Match, one: Profile, other: Profile) -> Match | None:
    """A match with what both entities share in its reason; None where it needs that and there is nothing."""
    if not match.weak:
        return match
    shared = sorted(one.near & other.near)
    return replace(match, reason=f"{match.reason}, beside {shared[0]} in both", weak=False) if shared else None


def apart(one: Profile, other: Profile) -> bool:
    """Whether two entities cannot be one: two entries of the data, two numbers, other years or parties."""
    if (one.known and other.known) or (one.wikidata and other.wikidata and one.wikidata != other.wikidata):
        return True
    if one.type not in DATED:
        return False
    years = bool(one.years) and bool(other.years) and one.years.isdisjoint(other.years)
    parties = len(one.parties) > 1 and len(other.parties) > 1 and one.parties != other.parties
    return years or parties


def together(one: Profile, other: Profile) -> bool:
    """Whether a document names both, and so tells them apart."""
    return not one.documents.isdisjoint(other.documents)


def _best(found: Iterable[Match | None]) -> Match | None:
    """The surest of some matches."""
    return max((one for one in found if one), key=lambda one: (not one.weak, one.score, one.reason), default=None)


def _people(one: str, other: str) -> Match | None:
    a, b = words(one), words(other)
    told = f"{one!r} and {other!r}"
    if not a or not b:
        return None
    if not is_full(one) or not is_full(other):
        return _bare(one, other) if is_full(one) != is_full(other) else None
    marks = spelling().apart
    if marks.intersection(a) != marks.intersection(b):
        return None
    spelled = joined(a) == joined(b) or [*map(fold, a)] == [*map(fold, b)]
    if spelled and len(joined(a)) >= RUN:
        return Match(SPELLED, f"{told} are spellings of one name")
    if Counter(map(fold, a)) == Counter(map(fold, b)):
        return Match(ORDER, f"{told} have the same words", weak=True)
    return _word_by_word(a, b, told)


def _word_by_word(a: Sequence[str], b: Sequence[str], told: str) -> Match | None:
    """Compares two full names from both ends; the longer may have more in the middle."""
    if len(a) > len(b):
        a, b = b, a
    last, first = _alike(a[-1], b[-1]), _alike(a[0], b[0])
    initial = 1 in (len(a[0]), len(b[0])) and a[0][0] == b[0][0] and len(a[0]) != len(b[0])
    if not last or not (first or initial):
        return None
    middle = _middle(a[1:-1], b[1:-1])
    if middle is None or (middle < EQUAL and initial):
        return None
    if initial:
        return Match(INITIAL, f"{told} have one last name and initial", weak=True)
    if SLIP in (last, first, middle):
        return Match(SLIP, f"{told} are one letter apart", weak=True)
    short = len(a) < len(b)
    if short and min(len(a[0]), len(a[-1])) < 4 and any(len(word) > 1 for word in b[1:-1]):
        return None
    score = min(first, last, middle, MIDDLE if short else EQUAL)
    return Match(score, f"{told} are one name, {'one with more in the middle' if short else 'spelled in two ways'}")


def _alike(one: str, other: str) -> float:
    """How close two words of people's names are: a slip changes no consonant into another, as other names do."""
    close = closeness(one, other)
    a, b = fold(one), fold(other)
    other_letter = len(a) == len(b) and sorted(a) != sorted(b) and skeleton(a) != skeleton(b)
    return 0.0 if close == SLIP and other_letter else close


def _middle(a: Sequence[str], b: Sequence[str]) -> float | None:
    """How well the middle words of the shorter name stand in the longer's, in order; None where one does not."""
    place, worst = 0, EQUAL
    for word in a:
        while place < len(b):
            initial = 1 in (len(word), len(b[place])) and word[0] == b[place][0]
            close = _alike(word, b[place]) or (MIDDLE if initial else 0.0)
            place += 1
            if close:
                worst = min(worst, close)
                break
        else:
            return None
    return worst


def _bare(one: str, other: str) -> Match | None:
    """Compares a bare name with a full name that it may be short for."""
    bare, full = (other, one) if is_full(one) else (one, other)
    form = fold("".join(words(bare)))
    ends = {fold(word) for word in words(full)} | {fold("".join(words(part))) for part in full.split()}
    if form in ends and len(form) > 2:
        return Match(SHORT, f"{bare!r} is short for {full!r} alone", weak=True)
    return None


def _titles(one: str, other: str, type: str) -> Match | None:
    told = f"{one!r} and {other!r}"
    a, b = title(one), title(other)
    if not a or not b or is_acronym(one) or is_acronym(other):
        return None
    if type == "Place" or len(a) == 1 or len(b) == 1:
        spelled = joined(words(one)) == joined(words(other)) and len(joined(words(one))) >= 5
        return Match(SPELLED, f"{told} are spellings of one name") if spelled else None
    general = set(a) <= set(spelling().same.values())
    if a == b:
        return Match(SPELLED, f"{told} say the same words", weak=general)
    left, right = Counter(a) - Counter(b), Counter(b) - Counter(a)
    if sum(left.values()) == sum(right.values()) == 1:
        close = closeness(next(iter(left)), next(iter(right)))
        if close:
            return Match(close, f"{told} differ in spelling only", weak=general or close == SLIP)
    return None


def _acronym(one: Profile, other: Profile) -> Match | None:
    """Compares bodies of one acronym: one has no long name, or one whose initials do not give the acronym."""
    a, b = ({n.replace(".", "") for n in p.names if is_acronym(n)} for p in (one, other))
    shared = sorted(a & b)
    if not shared:
        return None
    long = [[n for n in sorted(p.names) if not is_acronym(n) and len(words(n)) > 1] for p in (one, other)]
    if not all(long):
        full = (long[0] or long[1] or [shared[0]])[0]
        return Match(ACRONYM, f"{shared[0]!r} is short for {full!r} alone")
    spelled = [any(_initials(n, shared[0]) for n in names) for names in long]
    if spelled[0] != spelled[1]:
        return Match(ACRONYM, f"{long[0][0]!r} and {long[1][0]!r} are both called {shared[0]}", weak=True)
    return None


def _initials(name: str, acronym: str) -> bool:
    """Whether the initials of a name's words, small ones left out or not, give an acronym."""
    every = words(name)
    telling = [word for word in every if word not in spelling().drops]
    return acronym.casefold() in ("".join(word[0] for word in every), "".join(word[0] for word in telling))


def _concluded(one: Profile, other: Profile) -> Match | None:
    """Compares agreements of the same parties and year, of which each document and the data know only one."""
    years = sorted(one.years & other.years)
    if len(one.parties) < 2 or one.parties != other.parties or not years or not (one.lone and other.lone):
        return None
    a, b = (_content(profile) for profile in (one, other))
    if not a <= b and not b <= a:
        return None
    parties = " and ".join(sorted(one.parties))
    return Match(CONCLUDED, f"the only {one.type.lower()} of {parties} of {years[0]} in each")


def _content(profile: Profile) -> set[str]:
    """The words that tell an agreement from others: of its shortest title, numbers and heads left out."""
    table = spelling()
    found = [{word for word in title(name) if word not in table.heads and not word.isdigit()} for name in profile.names]
    return min(found, key=lambda words: (len(words), sorted(words)), default=set())
