"""Says what day, month or year the words of a time mean, from the day of issue and the times before it in the text."""

import datetime
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal

from kg.extract.moments import Moment
from kg.extract.timewords import Meaning, Pattern, TimeWords
from kg.model import Analysis, Token

__all__ = ["Found", "Reading", "Role", "resolve"]

Role = Literal["when", "noun", "following", "dateline"]

NEAR = 2
"""Days after the issue that a date without a year may lie and be of this year: papers are dated early or late."""
REACH = 12
"""Tokens over which a word of what is to come reaches at most."""
LEAD = 2
"""Number of the last sentence, from 0, that opens a text: headline and dateline count."""
OPENING = 2
"""Tokens that may stand before what opens a sentence."""
PLACE = re.compile(r"[^a-z\n]?(?:[^\W\d_][\w'.-]*[\s/,]+){1,6}\Z")
DASH = re.compile(r"\s*(?:\([^)\n]{0,40}\)\s*)?(?:[-–—]|--)\s")


@dataclass(slots=True)
class Found:
    """A match in the text: where it stands and what it came to.

    `parts` are the slots of its pattern; `chained` says that it was counted from a time before it.
    """

    start: int
    end: int
    pattern: Pattern
    parts: dict[str, str]
    moment: Moment | None = None
    why: str = ""
    role: Role = "when"
    chained: bool = False


@dataclass
class Reading:
    """A text while its times are resolved, from left to right.

    `tokens` gives the token of each code point, `sentences` the sentence of each token; `last` is the time before.
    """

    analysis: Analysis
    words: TimeWords
    issued: datetime.date | None
    tokens: dict[int, int] = field(default_factory=dict)
    sentences: list[int] = field(default_factory=list)
    last: Found | None = None

    def token(self, place: int) -> int:
        """The index of the token that covers a code point."""
        return self.tokens.get(place, -1)


def resolve(reading: Reading, found: Found, first: int) -> None:
    """Set what moment a match means, why, and what it can belong to."""
    meaning = found.pattern.meaning
    if meaning.kind in ("date", "bare"):
        found.role = "noun" if meaning.kind == "bare" else "when"
        _date(reading, found, meaning, first)
    elif meaning.kind == "fixed":
        found.moment, found.why = Moment.of(meaning.fixed), "a day known by name"
    else:
        _counted(reading, found, meaning, first)
    text = reading.analysis.text
    line = text[text.rfind("\n", 0, found.start) + 1 : found.start]
    if len(line) <= 60 and PLACE.match(line) and line.rstrip().endswith(",") and DASH.match(text, found.end):
        found.role = "dateline"


def _counted(reading: Reading, found: Found, meaning: Meaning, first: int) -> None:
    """A time counted from the day of issue or from the last time in the text."""
    if meaning.count is None:
        count, unit = reading.words.span(found.parts["span"])
        count *= meaning.sign
    else:
        unit = meaning.unit if meaning.unit != "unit" else reading.words.value("unit", found.parts["unit"])
        count = meaning.count
    if meaning.kind == "issue":
        base, source = _issue(reading), "the day of issue"
    else:
        found.chained = True
        base, source = _anchor(reading, found, meaning, unit, first)
    if base is not None:
        found.moment = base.to(unit) if count == 0 and unit != "day" else base.plus(count, unit)
        if count == 0 and unit == "day" and base.day is None:
            found.moment = None
        found.why = f"{count:+} {unit} from {source}" if count else f"the same {unit} as {source}"


def _anchor(reading: Reading, found: Found, meaning: Meaning, unit: str, first: int) -> tuple[Moment | None, str]:
    """What a time is counted from: the last time before it, for "after" one of its own sentence.

    "Twenty months after…" that opens a text counts from the issue: the text tells of now.
    """
    last, number = reading.last, reading.sentences[first]
    if meaning.kind == "after":
        found.role = "following"
        if last is None or reading.sentences[reading.token(last.start)] != number:
            opens = first - reading.analysis.sentences[number].first <= OPENING and number <= LEAD
            return (_issue(reading), "the day of issue") if opens and unit in ("month", "year") else (None, "")
    return (last.moment, repr(_words(reading, last))) if last else (None, "")


def _words(reading: Reading, found: Found) -> str:
    return reading.analysis.text[found.start : found.end]


def _issue(reading: Reading) -> Moment | None:
    return Moment(reading.issued.year, reading.issued.month, reading.issued.day) if reading.issued else None


def _date(reading: Reading, found: Found, meaning: Meaning, first: int) -> None:
    """A time that names its day, month or year."""
    named = _named(reading, found.parts)
    if named is None:
        return
    year, month, day, weekday = named
    if year is not None:
        moment = Moment(year, month, day)
        found.moment, found.why = (moment if moment.real else None), "the date as written"
    elif month is not None:
        _without_year(reading, found, meaning, Moment(2000, month, day), weekday, first)
    elif weekday is not None and reading.issued:
        _weekday(reading, found, meaning, weekday, first)
    elif "season" in found.parts and reading.issued:
        begins = reading.words.value("season", found.parts["season"])
        if begins:
            past = int(begins) + 2 < reading.issued.month
            found.moment = Moment(reading.issued.year - (0 if past else 1))
            found.why = "the last such season before the issue"


def _named(reading: Reading, parts: dict[str, str]) -> tuple[int | None, int | None, int | None, int | None] | None:
    """Year, month, day and weekday of the parts found; None for a date of which no order is real."""
    value = reading.words.value
    year = int(parts["year"]) if "year" in parts else int(parts["year2"]) if "year2" in parts else None
    month = int(value("month", parts["month"]).split()[0]) if "month" in parts else None
    weekday = int(value("weekday", parts["weekday"])) if "weekday" in parts else None
    day = int(re.match(r"\d+", parts["day"])[0]) if "day" in parts else None  # type: ignore[index]
    if "yy" in parts and year is None:
        year = 2000 + int(parts["yy"])
    if "m" in parts:
        month = int(parts["m"])
    if "a" in parts:
        one, other = int(parts["a"]), int(parts["b"])
        if max(one, other) > 31 or min(one, other) > 12:
            return None
        if max(one, other) > 12 or one == other:
            day, month = max(one, other), min(one, other)
    if month is None and "month2" in parts and day is not None:
        month = int(value("month", parts["month2"]).split()[0])
    if "year2" in parts and "year" not in parts and "month" in parts and "month2" in parts and month and year:
        year -= int(value("month", parts["month2"]).split()[0]) < month
    return year, month, day, weekday


def _without_year(
    reading: Reading, found: Found, meaning: Meaning, shape: Moment, weekday: int | None, first: int
) -> None:
    """A day or month without its year: the year that is said, that of the story, or the one nearest to the issue."""
    issue = reading.issued
    if meaning.unit == "year":
        if issue:
            found.moment = _on(shape, issue.year + (meaning.count or 0))
            found.why = "its year counted from the issue's"
        return
    if meaning.which == "story":
        if reading.last and reading.last.moment:
            found.moment, found.chained = _on(shape, reading.last.moment.year), True
            found.why = f"the year of {_words(reading, reading.last)!r}"
        return
    story = None if meaning.which else _story(reading, found, shape, first)
    if story is not None:
        found.moment, found.chained = story, True
        found.why = f"the year of {_words(reading, reading.last)!r}" if reading.last else ""
        return
    if issue is None:
        return
    ahead = _ahead(reading, found, meaning, first)
    choices = [_on(shape, issue.year + offset) for offset in (-4, -3, -2, -1, 0, 1, 2, 3, 4)]
    real = [moment for moment in choices if moment is not None]
    if weekday is not None and shape.day is not None:
        near = [moment for moment in real if abs(moment.year - issue.year) < 2]
        real = [moment for moment in near if moment.first_day.isoweekday() == weekday] or real
    found.moment = _nearest(real, issue, ahead, strict=bool(meaning.which))
    found.why = "the next one after the issue" if ahead else "the last one up to the issue"


def _on(shape: Moment, year: int) -> Moment | None:
    moment = Moment(year, shape.month, shape.day)
    return moment if moment.real else None


def _nearest(choices: list[Moment], issue: datetime.date, ahead: bool, strict: bool) -> Moment | None:
    """The first moment from the issue on, or the last one up to it; `strict` leaves out the issue's own."""
    now = Moment(issue.year, issue.month, issue.day if choices and choices[0].day else None).first_day
    if ahead:
        later = [one for one in choices if one.first_day > now or (one.first_day == now and not strict)]
        return later[0] if later else None
    slack = datetime.timedelta(NEAR if choices and choices[0].day and not strict else 0)
    earlier = [one for one in choices if one.first_day < now or (one.first_day <= now + slack and not strict)]
    return earlier[-1] if earlier else None


def _story(reading: Reading, found: Found, shape: Moment, first: int) -> Moment | None:
    """The moment that continues a story told of another year, or None where the text is not telling one.

    It does so after a time of the same sentence that gives day or month, or of the sentence before in the same
    paragraph, or after one that was itself counted from the text; a mere year tells a story only where it
    opens its sentence. The moment must lie after that time and not after the issue.
    """
    last, issue = reading.last, reading.issued
    if last is None or last.moment is None or (not last.chained and "year" not in last.parts):
        return None
    text, tokens = reading.analysis.text, reading.analysis
    there, here = reading.sentences[reading.token(last.start)], reading.sentences[first]
    paragraph = "\n" not in text[last.end : found.start]
    if here - there > 1 or not (paragraph or last.chained):
        return None
    opens = reading.token(last.start) <= tokens.sentences[there].first + 1
    if last.moment.month is None and not (opens and paragraph and not last.chained):
        return None
    moment = _on(shape, last.moment.year)
    if moment is None or moment.first_day < last.moment.first_day:
        return None
    return None if issue and moment.first_day > issue else moment


def _weekday(reading: Reading, found: Found, meaning: Meaning, weekday: int, first: int) -> None:
    """A day of the week: the last one up to the issue, or what the words beside it say."""
    issue = reading.issued
    assert issue is not None
    back = (issue.isoweekday() - weekday) % 7
    ahead = _ahead(reading, found, meaning, first)
    if meaning.unit == "week":
        offset = weekday - issue.isoweekday() + 7 * (meaning.count or 0)
        found.why = "that day of the week named"
    elif ahead:
        offset = (weekday - issue.isoweekday()) % 7 or (7 if meaning.which else 0)
        found.why = "the next one after the issue"
    else:
        offset = -(back or (7 if meaning.which == "past" else 0))
        found.why = "the last one up to the issue"
    day = issue + datetime.timedelta(offset)
    found.moment = Moment(day.year, day.month, day.day)


def _ahead(reading: Reading, found: Found, meaning: Meaning, first: int) -> bool:
    if meaning.which or meaning.unit:
        return meaning.which == "future"
    return _looks_ahead(reading, first, reading.token(found.end - 1))


def _looks_ahead(reading: Reading, first: int, last: int) -> bool:
    """Whether the verb beside a time tells of what is to come: "akan", "plans to" before it in the same clause."""
    tokens, number = reading.analysis.tokens, reading.sentences[first]
    sentence = reading.analysis.sentences[number]
    before = list(reversed(tokens[sentence.first : first]))
    if any(token.text.isalnum() for token in before):
        return _ahead_in(reading, before, verbs=1)
    after = tokens[last + 1 : sentence.last]
    return _ahead_in(reading, list(after[1:] if after and after[0].text == "," else after), verbs=0)


def _ahead_in(reading: Reading, tokens: list[Token], verbs: int) -> bool:
    """Whether a word of what is to come stands among tokens, up to a break; going left it may follow one verb."""
    ahead = {word for word, _ in reading.words.lists["future"]}
    breaks = {word for word, _ in reading.words.lists["break"]}
    seen = 0
    for place, token in enumerate(tokens):
        word = token.text.lower()
        neighbours = {word, *(f"{a.text} {b.text}".lower() for a, b in _pairs(tokens, place))}
        if neighbours & ahead and token.upos not in ("NOUN", "PROPN"):
            return True
        if word in breaks or word in {",", ";", ":", "-", "–", "—", "(", ")"} or place > REACH:
            return False
        if seen and token.upos in ("NOUN", "PROPN", "PRON", "ADP"):
            return False
        if token.upos == "VERB":
            seen += 1
            if seen > verbs:
                return False
    return False


def _pairs(tokens: list[Token], place: int) -> Iterator[tuple[Token, Token]]:
    """The token at a place with the one beside it, in the order of the text."""
    for other in (place - 1, place + 1):
        if 0 <= other < len(tokens):
            a, b = sorted((tokens[place], tokens[other]), key=lambda token: token.index)
            yield a, b
