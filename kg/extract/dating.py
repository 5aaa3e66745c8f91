"""Gives drafts of claims their times: by their own words, by the verb that lends them, or by the sentence before."""

from bisect import bisect_right
from collections.abc import Collection, Sequence

from kg.extract.dates import Time
from kg.extract.drafting import Draft
from kg.extract.timewords import time_words
from kg.extract.timing import attach, hosts
from kg.languages.wordlists import lexicon
from kg.model import Analysis, Sentence

__all__ = ["date"]

WHEN = 12
"""Tokens behind a "when" within which its verb stands."""

BACK = 3
"""Sentences over which a story keeps its time."""

FEWEST = 2
"""Lines that open with a day and nothing else that make a text a chronicle."""

ONCE = frozenset(["signed", "ratified", "vetoed", "replaces"])
"""Relations whose object meets the deed once: what several do to it, they do at one time."""

STATES = frozenset(["includes", "resembles"])
"""Relations that tell what something is like, whenever it was made."""


def date(drafts: Sequence[Draft], times: Sequence[Time], analysis: Analysis, nouns: Collection[int]) -> None:
    """Set the time of each draft where the text tells one; what somebody is has none.

    Args:
        drafts: The drafts of a text, their speakers known.
        times: The times of the text.
        analysis: The text.
        nouns: The tokens that stand in noun phrases.
    """
    told = [draft for draft in drafts if not _is_state(draft)]
    deeds = frozenset(draft.trigger for draft in told if draft.trigger in nouns)
    dating = _Dating(times, analysis, deeds)
    for draft in told if times or dating.headings else ():
        time = dating.of(draft)
        if time is not None:
            draft.time = time.edtf
            draft.reasons.append(time.reason)
    _share(told)


def _share(drafts: Sequence[Draft]) -> None:
    """Give a deed that is told twice the time that it has in one place."""
    found: dict[tuple[str, int], set[str]] = {}
    plain = [d for d in drafts if d.relation in ONCE and d.object is not None and _is_plain(d)]
    for draft in plain:
        if draft.time and draft.object is not None:
            found.setdefault((draft.relation, draft.object.number), set()).add(draft.time)
    for draft in plain:
        times = found.get((draft.relation, draft.object.number), set()) if draft.object is not None else set()
        if draft.time is None and len(times) == 1:
            draft.time = min(times)
            draft.reasons.append("the time of the same deed elsewhere in the text")


def _is_plain(draft: Draft) -> bool:
    return not draft.negated and draft.modality == "asserted"


def _is_state(draft: Draft) -> bool:
    """Whether a draft tells what somebody or something is, not what was done."""
    return draft.structural or draft.relation in STATES or "frame of a role" in draft.signs


class _Dating:
    """The times of one text."""

    def __init__(self, times: Sequence[Time], analysis: Analysis, deeds: frozenset[int]) -> None:
        self.times, self.analysis, self.deeds, self.tokens = times, analysis, deeds, analysis.tokens
        self.words = lexicon(analysis.language)
        self.firsts = [sentence.first for sentence in analysis.sentences]
        self.by_sentence: dict[int, list[Time]] = {}
        for time in times:
            if time.role != "dateline":
                self.by_sentence.setdefault(self._place(time.first), []).append(time)
        self.headings = self._headings()
        lists = time_words(analysis.language).lists
        self.narrative = tuple(f"{phrase} " for phrase, _ in lists["narrative"])
        self.thus = tuple(f" {phrase}" for phrase, _ in lists["thus"])

    def of(self, draft: Draft) -> Time | None:
        """The time of a draft, or None."""
        time = attach(self.times, self.analysis, draft.trigger, self.deeds)
        if time is None and draft.status_at >= 0 and draft.status_at != draft.trigger:
            time = attach(self.times, self.analysis, draft.status_at, self.deeds)
        if time is not None and (draft.speaker is not None or draft.negated) and not self._inside(time, draft):
            return None
        return time or self._when(draft) or self._carried(draft) or self._under_heading(draft)

    def _inside(self, time: Time, draft: Draft) -> bool:
        """Whether a time belongs to the deed itself, and not to its report or to what stands beside a denial."""
        return draft.trigger in hosts(time, self.analysis, self.deeds)

    def _when(self, draft: Draft) -> Time | None:
        """The time right before the "when" that opens the clause of a draft: "since January 2020, when X shot"."""
        for time in self.times:
            at = time.last + (time.last < len(self.tokens) and self.tokens[time.last].text == ",")
            if at < draft.trigger <= at + WHEN and self.words.has("when", self.tokens[at].text.lower()):
                return time
        return None

    def _carried(self, draft: Draft) -> Time | None:
        """The time of the sentence before, where words such as "then" go on with its story."""
        place = self._place(draft.trigger)
        token = self.tokens[draft.trigger]
        if draft.relation in ("said", "told") or token.upos != "VERB" or draft.modality != "asserted":
            return None
        here = self.analysis.sentences[place]
        thus = self._is_thus(here, draft.trigger)
        if not thus and (place in self.by_sentence or not self._goes_on(here)):
            return None
        before = next((n for n in range(place - 1, place - BACK - 1, -1) if n in self.by_sentence), None)
        if before is None or len(self.by_sentence[before]) != 1:
            return None
        (time,) = self.by_sentence[before]
        return None if self._is_aside(time, self.analysis.sentences[before]) else time

    def _is_aside(self, time: Time, sentence: Sentence) -> bool:
        """Whether a time stands behind a semicolon: it tells of the last clause alone."""
        return any(token.text == ";" for token in self.tokens[sentence.first : time.first])

    def _headings(self) -> dict[int, Time]:
        """The sentences that are the heading of an entry of a chronicle, each with its time."""
        found: dict[int, Time] = {}
        for number, sentence in enumerate(self.analysis.sentences):
            text = self.analysis.text
            start = self.tokens[sentence.first].start
            opens = not start or text[start - 1] == "\n"
            here = self.by_sentence.get(number, [])
            alone = len(here) == 1 and sentence.last - sentence.first <= here[0].last - here[0].first + 1
            if opens and alone:
                found[number] = here[0]
        return found if len(found) >= FEWEST else {}

    def _under_heading(self, draft: Draft) -> Time | None:
        """The time of the entry of a chronicle that a main clause stands in."""
        place = self._place(draft.trigger)
        number = max((n for n in self.headings if n <= place), default=-1)
        token = self.tokens[draft.trigger]
        main = token.deprel in ("root", "conj", "parataxis") or draft.relation in ("said", "told")
        if number < 0 or draft.modality != "asserted" or draft.speaker is not None or not main:
            return None
        return None if place in self.by_sentence and number != place else self.headings[number]

    def _place(self, index: int) -> int:
        """The number of the sentence that holds a token."""
        return bisect_right(self.firsts, index) - 1

    def _is_thus(self, sentence: Sentence, trigger: int) -> bool:
        """Whether "thus" right before a verb tells what comes of the sentence before: "have thus normalised"."""
        words = " ".join(token.text.lower() for token in self.tokens[max(sentence.first, trigger - 2) : trigger])
        return f" {words}".endswith(self.thus)

    def _goes_on(self, sentence: Sentence) -> bool:
        words = " ".join(token.text.lower() for token in self.tokens[sentence.first : sentence.first + 6])
        return words.startswith(self.narrative) or self._in_a_place(sentence)

    def _in_a_place(self, sentence: Sentence) -> bool:
        """Whether a sentence opens with the place of its deed ("In Minsk, …")."""
        opens = self.words.has("in", self.tokens[sentence.first].text.lower())
        names = (n for n in self.analysis.names if n.first == sentence.first + 1 and n.label == "LOC")
        return opens and any(n.last < sentence.last and self.tokens[n.last].text == "," for n in names)
