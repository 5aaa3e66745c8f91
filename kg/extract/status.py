"""Tells whether a deed is asserted, planned or possible, affirmed or negated, by the words around and above its verb.

Order of decision: cues beside the verb; then each clause above it (a verb or noun that governs it, the word that opens
it); the first cue that tells the modality wins, negations add up.
"""

from dataclasses import dataclass

from kg.extract.clauses import Reader
from kg.languages.wordlists import Cue, Lexicon
from kg.model import Analysis

__all__ = ["Status", "StatusReader"]

REACH = 5
"""Tokens left of a verb within which an adverb or auxiliary belongs to it."""

CLIMB = 4
"""Clauses above the verb that are asked."""


@dataclass(slots=True)
class Status:
    """What the words tell, and which words told it. `denied_by` is the verb of denial above the clause."""

    negated: bool = False
    modality: str = "asserted"
    reasons: tuple[str, ...] = ()
    denied_by: int | None = None


class StatusReader:
    """Reads the status of the verbs and deeds of one text."""

    def __init__(self, analysis: Analysis, reader: Reader, words: Lexicon, stops: frozenset[int] = frozenset()) -> None:
        self.tokens, self.reader, self.words = analysis.tokens, reader, words
        self.stops = stops

    def of(self, at: int) -> Status:
        """The status of a trigger token; verbs of speech end the climb, for what is above is the speaker's."""
        status = Status()
        self._beside(at, status)
        current, seen = at, {at}
        for _ in range(CLIMB):
            above = self._above(current)
            if above is None or above in seen or above in self.stops:
                break
            seen.add(above)
            self._governed(above, status)
            if self.tokens[above].upos not in ("VERB", "AUX", "ADJ"):
                self._denied_noun(above, status)
            elif not self.tokens[current].deprel.startswith(("ccomp", "advcl", "acl")):
                self._beside(above, status)
            current = above
        return status

    def _denied_noun(self, noun: int, status: Status) -> None:
        """A "no" before a noun that governs the clause ("has no intention of")."""
        phrase = self.reader.at.get(noun)
        opening = self.tokens[phrase.first if phrase else noun - 1].text.lower()
        if self.words.has("no", opening):
            self._apply(Cue(opening, "negated", "noun"), status)

    def _beside(self, at: int, status: Status) -> None:
        """Auxiliaries, adverbs and the word that opens the clause, left of a verb; two negations here are one."""
        before = status.negated
        self._look_left(at, status)
        negations = [r for r in status.reasons if r.endswith("negated")]
        if negations and status.negated == before and len(negations) > 1 and before is False:
            status.negated = True

    def _look_left(self, at: int, status: Status) -> None:
        first = self.reader.sentences[self.reader.sentence_of[at]].first
        position, steps = at - 1, 0
        while position >= first and steps < REACH:
            token = self.tokens[position]
            text = token.text.lower()
            cue = self._cue(("adverb", "aux"), text) or self._pair(position, ("adverb", "aux"))
            if cue is not None:
                self._apply(cue, status)
            if opener := self._cue(("clause",), text) or self._pair(position, ("clause",)):
                self._apply(opener, status)
                return
            if self._stops_here(position, at):
                return
            position, steps = position - 1, steps + 1
        self._opened(at, first, status)

    def _pair(self, position: int, places: tuple[str, ...]) -> Cue | None:
        if position == 0:
            return None
        glue = " " if self.tokens[position - 1].space else ""
        text = f"{self.tokens[position - 1].text.lower()}{glue}{self.tokens[position].text.lower()}"
        return self._cue(places, text)

    def _stops_here(self, position: int, at: int) -> bool:
        token = self.tokens[position]
        if token.text in (",", ";", ":", "“", "”", '"'):
            return True
        if position in self.reader.at and self.reader.at[position].kind != "pronoun":
            return True
        return token.upos == "VERB" or self.words.has("relative", token.text.lower())

    def _opened(self, at: int, first: int, status: Status) -> None:
        """A subordinator further left that the parser hangs on the verb ("if the pact is signed")."""
        for child in self.reader.children.get(at, []):
            token = self.tokens[child]
            if token.deprel == "mark" and child < at and (cue := self._cue(("clause",), token.text.lower())):
                self._apply(cue, status)
            if token.deprel in ("aux", "advmod") and child < at - 1:
                cue = self._cue(("aux", "adverb"), token.text.lower())
                if cue is not None and cue.words not in " ".join(status.reasons):
                    self._apply(cue, status)

    def _above(self, at: int) -> int | None:
        """The verb or noun that governs a clause: its head in the tree, or the verb right before it or its "to"."""
        token = self.tokens[at]
        first = self.reader.sentences[self.reader.sentence_of[at]].first
        left = at - 1
        while (
            (left >= first
            and self.tokens[left].upos in ("PART", "ADV", "AUX", "SCONJ", "DET"))
            or (left >= first
            and self.words.has("infinitive", self.tokens[left].text.lower()))
        ):
            left -= 1
        if left >= first and self.tokens[left].upos == "VERB" and left not in self.reader.at:
            return left
        if token.deprel.startswith(("xcomp", "ccomp", "acl")) and not token.deprel.startswith("acl:relcl"):
            if self._stands_alone(at) or self._is_done(at):
                return None
            return token.head if token.head != at else None
        if token.deprel.startswith("conj") and self.tokens[token.head].upos == "VERB" and not self._own_subject(at):
            return self._conjunct(token.head)
        if token.deprel in ("obj", "obl") and self.tokens[token.head].upos == "VERB":
            return token.head
        return None

    def _stands_alone(self, at: int) -> bool:
        """Whether a clause with a subject of its own stands beside the one above ("…, but X has not ratified it")."""
        subject = next((c for c in self.reader.children.get(at, []) if self.tokens[c].deprel.startswith("nsubj")), None)
        marked = any(self.tokens[c].deprel == "mark" for c in self.reader.children.get(at, []))
        if subject is None or marked:
            return False
        phrase = self.reader.at.get(subject)
        before = (phrase.first if phrase else subject) - 1
        return before >= 0 and (self.tokens[before].upos == "CCONJ" or self.tokens[before].text in (";", "—", "–"))

    def _is_done(self, at: int) -> bool:
        """Whether a passive participle tells what was done with a noun: "the agreement, signed by X"."""
        token = self.tokens[at]
        return token.deprel.startswith("acl") and "Voice=Pass" in token.feats and "VerbForm=Part" in token.feats

    def _own_subject(self, at: int) -> bool:
        return any(self.tokens[c].deprel.startswith("nsubj") for c in self.reader.children.get(at, []))

    def _conjunct(self, head: int) -> int | None:
        return self._above(head)

    def _governed(self, above: int, status: Status) -> None:
        token = self.tokens[above]
        kind = "verb" if token.upos in ("VERB", "AUX", "ADJ") else "noun"
        for form in (token.text.lower(), token.lemma.lower()):
            if cue := self._cue((kind,), form) or self._cue(("verb",) if kind == "noun" else ("noun",), form):
                self._apply(cue, status, above)
                return

    def _cue(self, places: tuple[str, ...], text: str) -> Cue | None:
        return next((c for p in places if (c := self.words.cues.get((p, text)))), None)

    def _apply(self, cue: Cue, status: Status, at: int | None = None) -> None:
        reason = f"{cue.words!r} makes it {cue.effect}"
        if reason in status.reasons:
            return
        status.reasons = (*status.reasons, reason)
        if cue.effect in ("negated", "denied"):
            status.negated = not status.negated
            status.denied_by = at if cue.effect == "denied" else status.denied_by
        elif cue.effect in ("planned", "possible") and status.modality == "asserted":
            status.modality = cue.effect
