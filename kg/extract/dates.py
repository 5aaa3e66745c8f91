"""Finds the times that a text names, and what day, month or year each is."""

import datetime
from collections.abc import Iterator
from dataclasses import dataclass

from kg.extract.resolving import Found, Reading, Role, resolve
from kg.extract.timewords import KEY, TimeWords, time_words
from kg.model import Analysis

__all__ = ["Time", "calendar_words", "find_times"]


@dataclass(frozen=True, slots=True)
class Time:
    """Words that say when: half-open token indices, the time in EDTF level 0, and why.

    `role` says what it can belong to: "when" a clause or a noun, "noun" only the noun beside it ("the 1994 treaty"),
    "following" the clause or noun after it ("two days after the vote"), "dateline" nothing.
    """

    first: int
    last: int
    edtf: str
    reason: str
    role: Role = "when"


def find_times(analysis: Analysis, issued: str | None = None) -> tuple[Time, ...]:
    """The times in a text, in order; what cannot be resolved is left out.

    Decides in this order: the longest pattern of the language at each place, then the next behind it; a count of
    people or things, a part of a person's name, and what the patterns call none are no times; a time without a
    year continues the story it stands in, or is the last such day or month up to the day of issue, or the next
    one where the clause looks ahead.

    Args:
        analysis: The text; its parse is used only to tell years from counts and is not needed.
        issued: The ISO date of issue; without it relative times give nothing, unless counted from the text.

    Returns:
        Times with tokens, EDTF and reason, no two overlapping.
    """
    reading = Reading(analysis, time_words(analysis.language), datetime.date.fromisoformat(issued) if issued else None)
    for token in analysis.tokens:
        reading.tokens.update(dict.fromkeys(range(token.start, token.end), token.index))
    for number, sentence in enumerate(analysis.sentences):
        reading.sentences.extend([number] * (sentence.last - sentence.first))
    times: list[Time] = []
    for found in _matches(analysis.text, reading.words):
        first, last = reading.token(found.start), reading.token(found.end - 1)
        if first < 0 or last < 0 or not _is_time(reading, found, first, last):
            continue
        resolve(reading, found, first)
        if found.moment is None:
            continue
        times.append(Time(first, last + 1, found.moment.edtf, found.why, found.role))
        if found.role == "when":
            reading.last = found
    return tuple(times)


def calendar_words(analysis: Analysis) -> frozenset[int]:
    """The tokens of all phrases that tell of time, resolved or not: none of them is ever somebody who acts."""
    places = {place: token.index for token in analysis.tokens for place in range(token.start, token.end)}
    found: set[int] = set()
    for match in _matches(analysis.text, time_words(analysis.language)):
        if match.pattern.meaning.kind != "none":
            found.update(places[place] for place in range(match.start, match.end) if place in places)
    return frozenset(found)


def _matches(text: str, words: TimeWords) -> Iterator[Found]:
    """The longest pattern at each word that can open one, from left to right, no two overlapping."""
    end = 0
    for word in KEY.finditer(text):
        if word.start() < end:
            continue
        key = "#" if word[0][0].isdigit() else word[0].lower()
        best: Found | None = None
        for pattern in words.patterns.get(key, ()):
            match = pattern.regex.match(text, word.start())
            if match and (best is None or match.end() > best.end):
                parts = {name: part for name, part in match.groupdict().items() if part}
                best = Found(match.start(), match.start() + len(match[0].rstrip()), pattern, parts)
        if best:
            end = best.end
            yield best


def _is_time(reading: Reading, found: Found, first: int, last: int) -> bool:
    """Whether the match is a time at all: no person's name, no count, no swallowed phrase."""
    if found.pattern.meaning.kind == "none":
        return False
    if any(name.label == "PER" and name.first <= last and first < name.last for name in reading.analysis.names):
        return False
    lone = set(found.parts) == {"year"}
    return not (lone and _is_count(reading, last, found.parts["year"]))


def _is_count(reading: Reading, index: int, year: str) -> bool:
    """Whether a number that could be a year counts the noun behind it ("in 2000 villages")."""
    tokens = reading.analysis.tokens
    if index + 1 >= len(tokens) or reading.sentences[index] != reading.sentences[index + 1] or int(year) % 50:
        return False
    number, noun = tokens[index], tokens[index + 1]
    if number.deprel.startswith("nummod") and number.head > index:
        return True
    return noun.text.islower() and noun.upos in ("NOUN", "ADJ", "NUM")
