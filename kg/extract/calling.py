"""Finds what somebody is called or judged ("called the verdict a farce") and what a speaker vows to do."""

from kg.extract.quoted import Content, Quoted
from kg.extract.reach import PREDICATE
from kg.extract.speechwords import Cue

__all__ = ["Calling"]

JUDGING = frozenset({"NOUN", "PROPN", "ADJ", "ADV"})
OPENS = frozenset({"NOUN", "ADJ", "PART", "ADV", "VERB"})


class Calling(Quoted):
    """The names, judgements and vows of one sentence."""

    def _named(self, cue: Cue) -> Content | None:
        """An object and what it is called: by the parse, behind "as", or where a noun phrase is closed and goes on."""
        kind = cue.kind("named")
        if kind is None or cue.last >= self.sentence.last or self.voices.passive(cue) or self._relative(cue):
            return None
        end = self._named_end(cue)
        if self.tokens[cue.last].upos in ("PUNCT", "ADP", "SCONJ", "CCONJ", "VERB"):
            return None
        if not (self._judged_by(cue, end) or self.goes_on(cue.last, end)):
            return None
        return Content(kind, ((cue.last, end),), f"what {self._text(cue)!r} calls it")

    def _named_end(self, cue: Cue) -> int:
        """Where the judgement ends: with its clause or at a comma."""
        end = self.end(cue.last, cue)
        joined = (
            at
            for at in range(cue.last + 1, end)
            if self.tokens[at].text == ","
            or (self.tokens[at].upos == "CCONJ" and at + 1 < end and self.tokens[at + 1].upos in PREDICATE)
        )
        return next(joined, end)

    def _judged_by(self, cue: Cue, end: int) -> bool:
        """Whether the parse hangs an object and a judgement on the verb."""
        under = [token for token in self.tokens[cue.last : end] if token.head == cue.first]
        if any(token.deprel == "xcomp" and token.upos in JUDGING and token.index > cue.last for token in under):
            return True
        objects = [token for token in under if token.deprel == "obj" and not self.voices.dated(token)]
        if len(objects) > 1:
            return True
        behind = objects[0].index if objects else cue.last
        words = self.words.lists["as"]
        return any(self.tokens[at].text.lower() in words for at in range(behind + 1, min(behind + 5, end - 1)))

    def goes_on(self, first: int, last: int) -> bool:
        """Whether a word that closes a noun phrase is followed by what is said of it, without a verb."""
        closing = self.words.lists["closes"]
        for at in range(first + 1, last - 1):
            token, after = self.tokens[at], self.tokens[at + 1]
            if token.text in {",", ";"} or token.upos in PREDICATE:
                return False
            owned = token.upos == "PRON" and token.start == self.tokens[at - 1].end
            if closing and (token.text.lower() in closing or owned) and not self._behind_preposition(first, at):
                return after.upos in OPENS and not self.voices.dated(after)
        return False

    def _behind_preposition(self, first: int, at: int) -> bool:
        """Whether the noun phrase that ends here hangs on a preposition or a relative word."""
        hidden = self.words.lists["relative"]
        return any(token.upos == "ADP" or token.text.lower() in hidden for token in self.tokens[first:at])

    def _resolved(self, cue: Cue) -> Content | None:
        """The infinitive right behind a vow."""
        kind = cue.kind("resolved")
        if kind is None or cue.last + 1 >= self.sentence.last or self.voices.passive(cue):
            return None
        opens, verb = self.tokens[cue.last], self.tokens[cue.last + 1]
        if opens.text.lower() not in self.words.lists["deed"] or verb.upos not in PREDICATE:
            return None
        return Content("resolve", ((cue.last + 1, self.end(cue.last + 1, cue)),), f"the vow behind {self._text(cue)!r}")
