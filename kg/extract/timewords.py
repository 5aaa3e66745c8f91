"""Loads how a language says when (times.tsv) into word lists and patterns."""

import re
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from kg.extract.moments import UNITS, Moment
from kg.languages.folders import folder
from kg.tables import Row, read

__all__ = ["Meaning", "Pattern", "TimeWords", "time_words"]

LISTS = frozenset(
    (
        *("month", "weekday", "number", "unit", "period", "season"),
        *("part", "ordinal", "numbered", "future", "break", "along", "perfect", "narrative", "thus"),
    )
)
NUMBERS = {"m": r"0?[1-9]|1[0-2]", "year": r"1\d{3}|2[01]\d\d", "yy": r"\d\d", "a": r"\d{1,2}", "b": r"\d{1,2}"}
MEANING = re.compile(
    r"(?P<kind>date|bare)( (?P<which>past|future|story|(?P<unit>year|week)(?P<shift>[+-]\d)))?"
    r"|(?P<anchor>issue|text|after) (?P<count>[+-]?\d+|[+-]span)( (?P<by>\w+))?"
    r"|none|\d{4}(-\d\d){0,2}"
)
START = r"(?<![\w$€£#@])(?<!\d[.,:/])(?<!\w[-–/])"
END = r"(?!\w|[-–/]\w|[.,:]\d|%)"
PAUSE = r"(?=\s*(?:[.,;:!?)\]}—–\"”’»\n]|$))"
KEY = re.compile(r"\d|\w+|\(")


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a pattern says.

    `kind`: "date", "bare" (a date that belongs to the noun beside it), "issue", "text", "after" (counted from
    there), "fixed" or "none". `which`: "past", "future", "story" (of the
    year named before) or "". `unit` and `count`: what is counted; the count is
    None where the text gives it, with `sign` before it.
    """

    kind: str
    which: str = ""
    unit: str = ""
    count: int | None = None
    sign: int = 1
    fixed: str = ""


@dataclass(frozen=True, slots=True)
class Pattern:
    """A way of saying when: its regular expression, its meaning, its words and line in the file."""

    regex: re.Pattern[str]
    meaning: Meaning
    words: str
    line: int


@dataclass(frozen=True)
class TimeWords:
    """The words of one language: lists of `(word, value)` by kind, and patterns by the word that opens them."""

    lists: dict[str, tuple[tuple[str, str], ...]]
    patterns: dict[str, tuple[Pattern, ...]] = field(default_factory=dict)

    def value(self, kind: str, word: str) -> str:
        """The value of a word found in the text; its own capitals first, then without them."""
        table = dict(self.lists[kind])
        return table.get(word) or {known.lower(): value for known, value in self.lists[kind]}[word.lower()]

    def number(self, words: str) -> int:
        """The number that digits or number words name, also "twenty-five"."""
        if words.isdigit():
            return int(words)
        table = {word.lower(): int(value) for word, value in self.lists["number"]}
        plain = re.sub(r"\s+", " ", words.lower())
        if plain in table:
            return table[plain]
        tens, _, ones = plain.replace("-", " ").rpartition(" ")
        return table[tens] + table[ones]

    def span(self, words: str) -> tuple[int, str]:
        """The count and the unit of "two years" or of a period in one word."""
        plain = re.sub(r"\s+", " ", words.lower())
        for period, value in self.lists["period"]:
            if plain == period.lower():
                count, unit = value.split()
                return int(count), unit
        number, _, unit = plain.rpartition(" ")
        return self.number(number), self.value("unit", unit)


@cache
def time_words(language: str) -> TimeWords:
    """The time words of a language, checked.

    Raises:
        DataError: A line of times.tsv is not as its format says.
    """
    return load(folder(language) / "times.tsv")


def load(path: Path) -> TimeWords:
    """The time words in a file, checked.

    Raises:
        DataError: A line is not as the format says.
    """
    rows = list(read(path, ("kind", "words", "value")))
    lists: dict[str, list[tuple[str, str]]] = {kind: [] for kind in LISTS}
    for row in rows:
        if row["kind"] in LISTS:
            lists[row["kind"]].extend((word, _checked(row)) for word in row.several("words"))
        elif row["kind"] != "time":
            raise row.fail(f"no kind {row['kind']!r}; time or one of {', '.join(sorted(LISTS))}")
    words = TimeWords({kind: tuple(pairs) for kind, pairs in lists.items()})
    patterns: dict[str, list[Pattern]] = {}
    for row in rows:
        if row["kind"] == "time":
            source, keys = _Reader(row, words).regex()
            pattern = Pattern(_compiled(row, source), _meaning(row), row["words"], row.number)
            _check_slots(row, pattern)
            for key in sorted(keys):
                patterns.setdefault(key, []).append(pattern)
    return TimeWords(words.lists, {key: tuple(found) for key, found in patterns.items()})


def _checked(row: Row) -> str:
    """The value of a line of a word list, or an error that says what it must be."""
    kind, value = row["kind"], row["value"]
    shapes = {
        "month": r"([1-9]|1[0-2])( name)?", "weekday": r"[1-7]", "number": r"\d+", "unit": "|".join(UNITS),
        "period": rf"\d+ ({'|'.join(UNITS)})", "season": r"([1-9]|1[0-2])?",
    }  # fmt: skip
    if not re.fullmatch(shapes.get(kind, ""), value):
        raise row.fail(f"{kind} cannot have the value {value!r}; see the head of the file")
    if not row.several("words"):
        raise row.fail(f"{kind} without words")
    return value


def _meaning(row: Row) -> Meaning:
    found = MEANING.fullmatch(row["value"])
    if (
        not found
        or (found["by"] and found["by"] not in (*UNITS, "unit"))
        or (found["anchor"] and bool(found["by"]) == found["count"].endswith("span"))
    ):
        raise row.fail(f"no meaning {row['value']!r}; see the head of the file")
    if found["kind"]:
        which = found["which"] if not found["unit"] else ""
        return Meaning(found["kind"], which or "", found["unit"] or "", int(found["shift"] or 0))
    if found["anchor"]:
        counted = found["count"].endswith("span")
        sign = -1 if found["count"].startswith("-") else 1
        return Meaning(found["anchor"], "", found["by"] or "", None if counted else int(found["count"]), sign)
    if row["value"] == "none":
        return Meaning("none")
    try:
        return Meaning("fixed", fixed=Moment.of(row["value"]).edtf)
    except ValueError as error:
        raise row.fail(str(error)) from None


def _check_slots(row: Row, pattern: Pattern) -> None:
    """Whether the pattern has the slots that its meaning counts with."""
    slots, meaning = pattern.regex.groupindex, pattern.meaning
    if meaning.unit == "unit" and "unit" not in slots:
        raise row.fail("the meaning counts a unit, and the pattern has no {unit}")
    if meaning.kind in ("issue", "text", "after") and meaning.count is None and "span" not in slots:
        raise row.fail("the meaning counts a span, and the pattern has no {span}")
    if meaning.kind in ("date", "bare") and not slots:
        raise row.fail("the meaning is a date, and the pattern has no slot")


def _compiled(row: Row, source: str) -> re.Pattern[str]:
    try:
        return re.compile(f"{START}{source}{END}")
    except re.error as error:
        raise row.fail(f"the pattern cannot be read: {error}") from None


def _literal(words: str) -> str:
    """A regular expression for words of a list: any case, unless they are written with a capital."""
    source = r"[^\S\n]+".join(re.escape(word) for word in words.split())
    return source if words != words.lower() else f"(?i:{source})"


def _key(words: str) -> str:
    """What a pattern that begins so is filed under: a digit, the first word in lower case, or a sign."""
    found = KEY.match(words.lower())
    return "#" if found and found[0].isdigit() else found[0] if found else words[:1]


class _Reader:
    """Turns the pattern of one line into a regular expression and the keys of its first words."""

    def __init__(self, row: Row, words: TimeWords) -> None:
        self.row, self.words = row, words
        self.text, self.at = row["words"], 0

    def regex(self) -> tuple[str, set[str]]:
        source, keys, optional = self._choice("")
        if self.at < len(self.text) or optional:
            raise self.row.fail("the pattern has a bracket that does not match, or nothing that must be there")
        return source, keys

    def _choice(self, close: str) -> tuple[str, set[str], bool]:
        """Alternatives up to `close`: their expression, first keys, and whether nothing of them need be there."""
        sources: list[str] = []
        keys: set[str] = set()
        optional = False
        while True:
            source, first, empty = self._sequence()
            sources.append(source)
            keys |= first
            optional = optional or empty
            if self.text[self.at : self.at + 1] != "|":
                break
            self.at += 1
        if close and self.text[self.at : self.at + 1] != close:
            raise self.row.fail(f"the pattern lacks a {close!r}")
        self.at += len(close)
        return f"(?:{'|'.join(sources)})", keys, optional

    def _sequence(self) -> tuple[str, set[str], bool]:
        source, keys, started = "", set[str](), False
        while self.at < len(self.text) and self.text[self.at] not in "|>]":
            if self.text[self.at] == " ":
                self.at += 1
                continue
            item, first, optional = self._item()
            if not started:
                keys |= first
            if optional:
                source += rf"(?:[^\S\n]+{item})?" if started else rf"(?:{item}[^\S\n]+)?"
            else:
                source += rf"[^\S\n]+{item}" if started else item
                started = True
        return source, keys, not started

    def _item(self) -> tuple[str, set[str], bool]:
        """What stands up to the next space: glued parts."""
        source, keys, optional = "", set[str](), True
        while self.at < len(self.text) and self.text[self.at] not in " |>]":
            part, first, empty = self._part()
            if optional:
                keys |= first
            glued = f"(?:{part})?" if empty else part
            source += glued
            optional = optional and empty
        return (source if not optional else f"(?:{source})"), keys, optional

    def _part(self) -> tuple[str, set[str], bool]:
        sign = self.text[self.at]
        if sign in "<[":
            self.at += 1
            source, keys, empty = self._choice(">" if sign == "<" else "]")
            return source, keys, empty or sign == "["
        if sign == "{":
            end = self.text.find("}", self.at)
            name, self.at = self.text[self.at + 1 : end], end + 1
            return self._slot(name)
        if sign == "$":
            self.at += 1
            return PAUSE, set(), False
        found = re.match(r"[^\s|<>\[\]{}$]+", self.text[self.at :])
        if not found:
            raise self.row.fail(f"the pattern has a {sign!r} too many")
        self.at += found.end()
        return _literal(found[0]), {_key(found[0])}, False

    def _slot(self, name: str) -> tuple[str, set[str], bool]:
        kind = name.rstrip("2!")
        if kind in NUMBERS:
            source, keys = NUMBERS[kind], {"#"}
        elif kind == "day":
            endings = self._any("ordinal")[0]
            source = r"(?:0?[1-9]|[12]\d|3[01])(?!\d)" + (f"(?:{endings})?" if endings else "")
            keys = {"#"}
        elif kind == "word":
            source, keys = r"[\w./-]*\w", set()
        elif kind in ("n", "span"):
            source, keys = self._number() if kind == "n" else self._span()
        elif kind in ("month", "weekday", "unit", "season", "part", "numbered"):
            source, keys = self._any(kind, plain=name.endswith("!"))
        else:
            raise self.row.fail(f"no slot {{{name}}}; see the head of the file")
        return f"(?P<{name.rstrip('!')}>{source})", keys, False

    def _any(self, kind: str, plain: bool = False) -> tuple[str, set[str]]:
        found = [word for word, value in self.words.lists[kind] if not (plain and value.endswith("name"))]
        found.sort(key=len, reverse=True)
        return "|".join(_literal(word) for word in found), {_key(word) for word in found}

    def _number(self) -> tuple[str, set[str]]:
        every, keys = self._any("number")
        values = [(word, int(value)) for word, value in self.words.lists["number"]]
        tens = "|".join(_literal(word) for word, value in values if 20 <= value < 100)
        ones = "|".join(_literal(word) for word, value in values if value < 10)
        compound = rf"(?:{tens})(?:-|[^\S\n]+)(?:{ones})\b" if tens else r"(?!)"
        return rf"\d{{1,3}}|{compound}|(?:{every})\b", keys | {"#"}

    def _span(self) -> tuple[str, set[str]]:
        number, keys = self._number()
        unit, _ = self._any("unit")
        period, more = self._any("period")
        return rf"(?:{period})\b|(?:{number})[^\S\n]+(?:{unit})\b", keys | more
