"""The day of a document where its dateline or its file name tells it."""

import re
from datetime import date
from functools import cache

from kg.languages.folders import folder, languages

__all__ = ["dateline", "in_name", "iso_date"]

# A dateline stands at the head of a text; a date further down is part of the story.
_LINES = 6
_DASH = r"[-–—]"


@cache
def _months() -> dict[str, int]:
    """Every name of a month in any of the languages, lower case and without a full stop, with its number."""
    found: dict[str, int] = {}
    for language in languages():
        table = folder(language) / "times.tsv"
        for line in table.read_text("utf-8").splitlines() if table.is_file() else ():
            kind, *cells = line.split("\t")
            if kind == "month":
                found |= {name.lower().rstrip("."): int(cells[1].split()[0]) for name in cells[0].split("|")}
    return found


@cache
def _patterns() -> tuple[re.Pattern[str], ...]:
    """A date between a place and a dash, and a date alone on its line, in each order of its parts."""
    month = rf"(?P<month>(?i:{'|'.join(sorted(_months(), key=lambda name: (-len(name), name)))}))\.?"
    year = r"(?P<year>(?:19|20)\d\d)"
    day = r"(?P<day>[0-3]?\d)(?:st|nd|rd|th)?"
    orders = (f"{day} {month},? {year}", f"{month} {day},? {year}", rf"{day}([/.])(?P<month>[01]?\d)\2{year}")
    before = r"[^\W\d_][^\n–—]{0,60}?[,(] ?(?:[A-Z][a-z]+,? \(?)?"
    after = rf"\)? ?(?:\([^()\n]{{1,40}}\) ?)?{_DASH}"
    clock = r"(?i:,? (?:pukul |at )?\d\d?[:.]\d\d(?: ?[A-Za-z]{2,4})?)?"
    datelines = [re.compile(before + order + after) for order in orders]
    alone = [re.compile(rf"(?:[^\W\d_]+,? ){{0,3}}{order}{clock}(?: ?[|(].{{0,40}})?") for order in orders]
    return (*datelines, *alone)


def dateline(text: str) -> str | None:
    r"""The date of the dateline at the head of `text`, as YYYY-MM-DD.

    A month and a day without a year tell no day: the year would be a guess.

    >>> dateline("Perjanjian baru\n\nJAKARTA, 19 Juni 2024 – Kedua negara sepakat.")
    '2024-06-19'
    >>> dateline("A verdict\n\nRIYADH, Dec 23 - A court ruled on Monday.") is None
    True
    """
    lines = [line.strip() for line in text[:5000].splitlines() if line.strip()][:_LINES]
    for line in lines:
        for pattern in _patterns():
            # A dateline is the start of a line; a date alone is the whole of it.
            found = pattern.match(line) if pattern.pattern.endswith(_DASH) else pattern.fullmatch(line)
            if found:
                month = found["month"].lower()
                return _valid(found["year"], _months().get(month) or month, found["day"])
    return None


def in_name(name: str) -> str | None:
    """The date in a file's name or its folders: 2024-06-19, 2024_06_19, 2024/06/19 or 20240619.

    >>> in_name("2024-06-19-treaty.txt"), in_name("news/2024/06/19/treaty.txt"), in_name("12345678.txt")
    ('2024-06-19', '2024-06-19', None)
    """
    found = re.search(r"(?<!\d)((?:19|20)\d\d)([-_./]?)([01]\d)\2([0-3]\d)(?!\d)", name)
    return _valid(found[1], found[3], found[4]) if found else None


def iso_date(value: str) -> str | None:
    """The day of a value that starts with YYYY-MM-DD, else None.

    >>> iso_date("2024-06-19T08:30:00Z"), iso_date("2024-13-01"), iso_date("soon")
    ('2024-06-19', None, None)
    """
    found = re.match(r"(\d{4})-(\d\d)-(\d\d)(?=$|[T ])", value.strip())
    return _valid(*found.groups()) if found else None


def _valid(year: str, month: str | int, day: str) -> str | None:
    """The date in ISO form, None where the calendar has no such day."""
    try:
        return date(int(year), int(month), int(day)).isoformat()
    except ValueError:
        return None
