"""Finds the quotation that belongs to a word for saying: before it, behind it or around it."""

from collections.abc import Iterator
from dataclasses import dataclass

from kg.extract.reach import PREDICATE, Reach
from kg.extract.speechwords import Cue

__all__ = ["GAP", "Content", "Quoted"]

GAP = 22
"""Tokens between a verb of saying and its quotation or its "that" at most."""
ENDS = frozenset({".", "!", "?", "…"})


@dataclass(frozen=True, slots=True)
class Content:
    """What is reported: its kind, half-open token ranges, and why; `quote` is the number of a quotation or None."""

    kind: str
    ranges: tuple[tuple[int, int], ...]
    reason: str
    quote: int | None = None


class Quoted(Reach):
    """The quotations of one sentence; `taken` are those that belong to a word for saying."""

    def _quoted_before(self, cue: Cue) -> Content | None:
        kind = cue.kind("quote")
        free = (number for number, quote in self.quotes.items() if quote.closing <= cue.first)
        best = max((number for number in free if number not in self.taken), default=None)
        if kind is None or best is None or self._relative(cue) or not self._leads(self.quotes[best].closing, cue.first):
            return None
        quote = self.quotes[best]
        tail = quote.closing < self.sentence.last and self.tokens[quote.closing].text == ","
        inner = self.tokens[quote.closing - 2].text in {",", ".", "!", "?", "…"} and quote.closing - 2 >= quote.first
        if not (tail or inner or quote.closing == cue.first or cue.kind("before")):
            return None
        self.taken.add(best)
        first = quote.first
        if quote.opening > self.sentence.first and not self._cued(self.sentence.first, quote.opening):
            first = self._clause_start(quote.opening)
        ranges = [(first, quote.last), *self._second_half(cue)]
        return Content(kind, tuple(ranges), f"the quotation before {self._text(cue)!r}", best)

    def _second_half(self, cue: Cue) -> Iterator[tuple[int, int]]:
        """The rest of a quotation that the verb of saying interrupts."""
        for number, quote in sorted(self.quotes.items()):
            if quote.opening >= cue.last and number not in self.taken:
                if self.tokens[quote.opening - 1].text in {",", ":", ";"} and not self._verbs(cue.last, quote.opening):
                    self.taken.add(number)
                    yield quote.first, quote.last
                return

    def _quoted_behind(self, cue: Cue) -> Content | None:
        kind = cue.kind("quote")
        nearest = min(
            (number for number, quote in self.quotes.items() if quote.opening >= cue.last and number not in self.taken),
            default=None,
        )
        if kind is None or nearest is None:
            return None
        quote = self.quotes[nearest]
        gap = self.tokens[cue.last : quote.opening]
        if len(gap) > GAP or self._verbs(cue.last, quote.opening) or self._cued(cue.last, quote.opening):
            return None
        if any(self._is_that(token) for token in gap):
            return None
        full = bool(gap) and gap[-1].text in {",", ":"}
        if not full and cue.kind("bare") and self._goes_on(quote.closing):
            return None
        calls = any(entry.kind == "call" and "quote" in entry.takes for entry in cue.entries)
        if not full and (kind in ("vow", "demand", "accuse") or (not calls and quote.last - quote.first < 2)):
            return None
        self.taken.add(nearest)
        return Content(kind, ((quote.first, quote.last),), f"the quotation behind {self._text(cue)!r}", nearest)

    def _goes_on(self, index: int) -> bool:
        """Whether a verb follows before the next comma: the quotation is only a part of a clause."""
        for token in self.tokens[index : self.sentence.last]:
            if token.text in {",", ";"}:
                return False
            if token.upos in PREDICATE:
                return True
        return False

    def _leads(self, first: int, last: int) -> bool:
        """Whether what stands between a quotation and the verb can be its speaker and no more."""
        between = self.tokens[first:last]
        if len(between) > GAP or self._cued(first, last):
            return False
        first = self._past_relative(first, last)
        words = [token for token in between if token.text not in {",", "-", "—", "–"}]
        if words and words[0].upos in ("CCONJ", "SCONJ", "VERB"):
            return False
        return not any(token.text in ENDS | {";", ":"} for token in between) and not self._verbs(first, last)

    def _past_relative(self, first: int, last: int) -> int:
        """Behind a relative clause between commas, if one stands in `[first, last)`; else `first`."""
        for at in range(first + 1, last):
            if self.tokens[at].text.lower() in self.words.lists["relative"] and self.tokens[at - 1].text == ",":
                return next((end for end in range(at, last) if self.tokens[end].text == ","), first)
        return first

    def _verbs(self, first: int, last: int) -> bool:
        """Whether a verb stands between that is not part of a description (a relative clause, a participle)."""
        return any(
            token.upos == "VERB" and not token.deprel.startswith(("acl", "amod", "case", "appos"))
            for token in self.tokens[first:last]
        )

    def _cued(self, first: int, last: int) -> bool:
        """Whether another word for saying stands between; those of relative clauses do not count."""
        between = (cue for cue in self.cues if first <= cue.first < last and not cue.kind("noun", "source"))
        return any(not self._relative(cue) for cue in between)
