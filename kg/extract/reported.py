"""Finds what is reported beside a word for saying: a quotation, a clause behind, before or around it, or a deed."""

from collections.abc import Iterator

from kg.extract.calling import Calling
from kg.extract.quoted import GAP, Content
from kg.extract.reach import PREDICATE
from kg.extract.speakers import participle
from kg.extract.speechwords import Cue
from kg.model import Token

__all__ = ["Content", "Reports"]

ENDS = frozenset({".", "!", "?", "…"})
SPEAKS = ("clause", "bare", "quote", "named", "topic", "resolved")
UNSAID = frozenset({"say", "report", "vow", "view", "admit", "call"})
"""Kinds of speech that are none where they are negated."""


class Reports(Calling):
    """The reports of one sentence."""

    def content(self, cue: Cue, speaker: int | None) -> Content | None:
        """What a word for saying reports, or None where it reports nothing.

        Decides in this order: a quotation before it, one behind it; a clause behind "that"; a deed behind its
        object; one right behind it; a clause without "that"; a noun phrase; a clause before or around it.
        """
        if not self._licensed(cue) or (cue.kind(*SPEAKS) in UNSAID and self._unsaid(cue)):
            return None
        if cue.kind("noun"):
            found = self._behind_that(cue)
            return None if found and found.ranges[0][0] in self.opened else found
        if cue.kind("source") and not cue.kind("clause", "bare", "before"):
            return self._sourced(cue, speaker)
        quoted = (self._quoted_before, self._quoted_behind)
        deeds = (self._deed, self._gerund, self._resolved, self._named)
        for find in (*quoted, self._behind_that, *deeds, self._bare, self._topic):
            found = find(cue)
            if found:
                return found
        return self._around(cue, speaker)

    def _behind_that(self, cue: Cue) -> Content | None:
        kind = cue.kind("clause", "listener")
        if kind is None:
            return None
        commas = 0
        for at in range(cue.last, min(cue.last + GAP, self.sentence.last)):
            token = self.tokens[at]
            commas += token.text == ","
            if self._is_that(token):
                return self._complement(cue, kind, at) if commas % 2 == 0 else None
            if token.upos == "VERB" and not token.deprel.startswith(("acl", "amod", "case")):
                return None
            if token.text in {";", ":"}:
                return None
        return None

    def _complement(self, cue: Cue, kind: str, at: int) -> Content | None:
        """The clause behind "that", unless it describes a noun that is no noun of speech."""
        gap = range(cue.last, at)
        last = self.tokens[at - 1]
        if cue.kind("noun") and cue.first - 2 >= self.sentence.first and self.tokens[cue.first - 2].text == ",":
            return None
        described = last.upos in ("NOUN", "PROPN") and at > cue.last and not cue.kind("listener", "noun")
        pronoun = self.tokens[at].upos == "PRON" and not self._speech_noun(at - 1)
        if described and pronoun and not any(self.tokens[index].upos == "ADP" for index in gap):
            return None
        end = self.end(at + 1, cue)
        if end <= at + 1:
            return None
        if not cue.kind("noun"):
            self.opened.add(at + 1)
        return Content(kind, ((at + 1, end),), f"the clause behind {self._text(cue)!r} and {self.tokens[at].text!r}")

    def _speech_noun(self, index: int) -> bool:
        return any(cue.first <= index < cue.last and cue.kind("noun") for cue in self.cues)

    def _deed(self, cue: Cue) -> Content | None:
        """What somebody is accused of or urged to do: behind the object."""
        kind = cue.kind("object")
        if kind is None:
            return None
        starts = list(self._deeds(cue, kind))
        start = next((at for at, verbal in starts if verbal), None)
        if start is None:
            start = next((at for at, _ in starts), None)
        if start is None:
            return None
        end = self.end(start, cue)
        return Content(kind, ((start, end),), f"the deed behind {self._text(cue)!r}") if end > start else None

    def _deeds(self, cue: Cue, kind: str) -> Iterator[tuple[int, bool]]:
        """Where a deed can begin, and whether with a verb."""
        bare = any({"object", "bare"} <= entry.takes for entry in cue.entries)
        for at in range(cue.last, min(cue.last + GAP, self.sentence.last - 1)):
            token, after = self.tokens[at], self.tokens[at + 1]
            other = self._cue_at(at) if at > cue.last else None
            if token.text in {";", ":", "."} or (other and not other.kind("noun")):
                return
            if token.text == "," and not self._opens_deed(at + 1, cue.last):
                return
            if token.text.lower() in self.words.lists["deed"]:
                verbal = after.upos in (*PREDICATE, "ADV", "PART")
                if verbal or (kind == "accuse" and after.upos in ("NOUN", "ADJ", "DET")):
                    yield at + 1, verbal
            elif bare and token.upos == "VERB" and not token.deprel.startswith(("acl:relcl", "amod", "case")):
                yield at, True

    def _opens_deed(self, first: int, opened: int) -> bool:
        """Whether a list of names goes on behind a comma, and a word that opens the deed follows."""
        for token in self.tokens[first : min(opened + GAP, self.sentence.last)]:
            if token.text.lower() in self.words.lists["deed"] or token.upos == "CCONJ":
                return True
            if token.upos == "VERB":
                return False
        return False

    def _gerund(self, cue: Cue) -> Content | None:
        kind = cue.kind("gerund")
        if kind is None:
            return None
        for at in range(cue.last, min(cue.last + 3, self.sentence.last)):
            token = self.tokens[at]
            if token.upos in PREDICATE and (token.text.endswith("ing") or not token.feats.startswith("Mood")):
                scope = (cue.last, self.end(cue.last, cue))
                return Content(kind, (scope,), f"the deed right behind {self._text(cue)!r}")
            if token.upos not in ("ADV", "PART"):
                return None
        return None

    def _bare(self, cue: Cue) -> Content | None:
        """A clause without "that": there must be a verb in it, and its subject right behind or a parse that says so."""
        if cue.last < self.sentence.last - 1 and self.voices.borne(cue):
            cue = Cue(cue.first, cue.last + 1, cue.entries)
        kind = cue.kind("bare")
        if cue.last >= self.sentence.last or self.voices.turned(cue):
            return None
        under = (token for token in self.tokens[cue.last : self.sentence.last] if token.head == cue.first)
        complement = next((token for token in under if token.deprel.startswith(("ccomp", "xcomp"))), None)
        if kind is None and (self.tokens[cue.last].upos == "AUX" or self._finite(complement)):
            kind = cue.kind("clause")
        if kind is None:
            return None
        opens = self.tokens[cue.last]
        glued = opens.start == self.tokens[cue.last - 1].end and opens.upos != "PUNCT"
        if glued or (opens.text.lower() in self.words.lists["deed"] and opens.upos not in ("AUX", "ADV")):
            return None
        if opens.text == "," and not cue.kind("listener"):
            return self._behind_comma(cue, kind)
        if opens.upos in ("PUNCT", "CCONJ", "ADP", "SCONJ") and (complement is None or opens.upos == "PUNCT"):
            return None
        end = self.end(cue.last, cue)
        clause = self.tokens[cue.last : end]
        verbal = any(token.upos in PREDICATE and token.deprel not in ("case", "amod") for token in clause)
        if not verbal and (cue.kind("listener") or not self.goes_on(cue.last, end)):
            return None
        framed = opens.upos in ("ADP", "ADV") or self.voices.dated(opens) or bool(cue.kind("listener"))
        start = self._leftmost(complement, cue.last, end) if complement and framed else cue.last
        return Content(kind, ((start, end),), f"the clause behind {self._text(cue)!r}") if end > start else None

    def _finite(self, complement: Token | None) -> bool:
        """Whether a complement has a subject and an auxiliary of its own ("announced they would leave")."""
        if complement is None or not complement.deprel.startswith("ccomp"):
            return False
        under = [
            token for token in self.tokens[self.sentence.first : complement.index] if token.head == complement.index
        ]
        subject = any(token.deprel.startswith("nsubj") for token in under)
        return subject and any(token.deprel.startswith(("aux", "cop")) for token in under)

    def _behind_comma(self, cue: Cue, kind: str) -> Content | None:
        """The clause behind "X mengatakan,": nothing but a frame stands before X, and the clause has a verb."""
        commas = [at for at in range(self.sentence.first, cue.first) if self.tokens[at].text == ","]
        frame = self.tokens[self._clause_start(cue.first)]
        start = cue.last + 1
        joined = start < self.sentence.last and self.tokens[start].upos in ("CCONJ", "PUNCT")
        if joined or self._relative(cue) or (commas and frame.upos not in ("ADP", "SCONJ", "ADV")):
            return None
        end = self.end(start, cue)
        if not any(token.upos in PREDICATE for token in self.tokens[start:end]) or participle(self.tokens[start]):
            return None
        return Content(kind, ((start, end),), f"the clause behind {self._text(cue)!r} and a comma")

    def _leftmost(self, token: Token, first: int, last: int) -> int:
        """The first token of the clause of a predicate, not before `first`; a subject may hang on it wrongly."""
        inside = [at for at in range(first, min(token.index + 1, last)) if self._under(at, token.index)]
        return min(inside, default=first)

    def _topic(self, cue: Cue) -> Content | None:
        kind = cue.kind("topic")
        if kind is None or cue.last >= self.sentence.last or self.tokens[cue.last].upos == "PUNCT":
            return None
        return Content(kind, ((cue.last, self.end(cue.last, cue)),), f"what {self._text(cue)!r} names")

    def _around(self, cue: Cue, speaker: int | None) -> Content | None:
        """The clause that ends with ", X said" or that it interrupts."""
        kind = cue.kind("clause", "bare")
        if kind is None or not (cue.kind("bare", "before", "listener", "turned") or self.voices.turned(cue)):
            return None
        head = cue.first if speaker is None or speaker > cue.first else self._phrase_start(speaker)
        comma = self._comma_before(head)
        loose = cue.kind("bare", "before", "listener") or self.voices.turned(cue)
        if not loose and (comma != head - 1 or head == cue.first):
            return None
        if comma is None or self._verbs(comma + 1, cue.first) or not self._complete(cue):
            return None
        start, more = self._clause_start(comma), self._more(cue)
        before = self.tokens[start:comma]
        verbal = any(
            token.upos in PREDICATE or (token.head == cue.first and token.deprel == "ccomp") for token in before
        )
        opened = bool(before) and self._binds(before[-1])
        if not more and cue.kind("before") and (opened or not verbal):
            more = self._verbless(cue)
        if not more and (not verbal or before[0].upos == "SCONJ"):
            return None
        ranges = more if opened and more else ((start, comma), *more)
        return Content(kind, ranges, f"the clause before {self._text(cue)!r}")

    def _binds(self, token: Token) -> bool:
        """Whether a word ties what follows to what stands before ("because, he said, …")."""
        return token.upos == "SCONJ" or token.text.lower() in self.words.lists["relative"]

    def _verbless(self, cue: Cue) -> tuple[tuple[int, int], ...]:
        """The rest of an interrupted clause that has no verb ("Mesin itu, kata dia, masih buatan luar negeri")."""
        comma = next((at for at in range(cue.last, self.sentence.last) if self.tokens[at].text == ","), None)
        if comma is None or comma + 2 >= self.sentence.last or self.voices.dated(self.tokens[comma + 1]):
            return ()
        end = self.end(comma + 1, cue)
        return ((comma + 1, end),) if end > comma + 1 else ()

    def _complete(self, cue: Cue) -> bool:
        """Whether nothing that the verb could report follows: marks, adjuncts, its speaker or its audience."""
        if cue.last >= self.sentence.last or self.voices.turned(cue) or cue.kind("before"):
            return True
        after = self.tokens[cue.last]
        if cue.kind("listener") and after.upos != "PUNCT":
            return True
        return after.upos in ("PUNCT", "ADP", "ADV") or self.voices.dated(after)

    def _more(self, cue: Cue) -> tuple[tuple[int, int], ...]:
        """The rest of a clause that the verb of saying interrupts, behind the next comma."""
        for at in range(cue.last, min(cue.last + GAP, self.sentence.last)):
            token = self.tokens[at]
            if token.text == ",":
                end = self.end(at + 1, cue)
                rest = self.tokens[at + 1 : end]
                if self._apposed(at + 1):
                    continue
                if any(one.upos in PREDICATE for one in rest) and self._same(rest):
                    return ((at + 1, end),)
            elif token.upos == "VERB" and at > cue.last:
                return ()
        return ()

    def _same(self, rest: tuple[Token, ...]) -> bool:
        """Whether a clause can be the rest of an interrupted one: no participle, no new subject behind "and"."""
        if rest[0].upos == "CCONJ":
            return len(rest) > 1 and rest[1].upos in (*PREDICATE, "PART", "ADV")
        cue = self._cue_at(rest[0].index)
        return not participle(rest[0]) and (cue is None or cue.kind("clause", "object", "source") is None)

    def _apposed(self, index: int) -> bool:
        """Whether a phrase without a verb stands from here to another comma."""
        for token in self.tokens[index : self.sentence.last]:
            if token.text == "," or token.upos in PREDICATE:
                return token.text == ","
        return False

    def _sourced(self, cue: Cue, speaker: int | None) -> Content | None:
        """The clause that stands beside "according to X"."""
        kind = cue.kind("source") or "say"
        first, last = cue.first, self._phrase_end(cue, speaker)
        if speaker is None:
            return None
        opening = all(token.upos in ("ADV", "CCONJ", "PUNCT") for token in self.tokens[self.sentence.first : first])
        framed = opening or self.tokens[first - 1].text in {",", "—", "–", "("} or self._closes(first - 1)
        if kind != "say" and not framed:
            return None
        before = (self._clause_start(first), first - 1 if framed and not opening else first)
        behind = (last, self.end(last, cue))
        if opening:
            ranges: tuple[tuple[int, int], ...] = (behind,) if any(self._content(*behind)) else ()
        else:
            told = any(token.upos in PREDICATE for token in self.tokens[behind[0] : behind[1]])
            bound = self._binds(self.tokens[first - 1]) and any(self._content(*behind))
            ranges = (behind,) if bound else (before, behind) if told else (before,)
        return Content(kind, ranges, f"the clause beside {self._text(cue)!r}") if ranges else None

    def _content(self, first: int, last: int) -> Iterator[bool]:
        said = (token for token in self.tokens[first:last] if not self.voices.dated(token))
        return (token.upos in ("VERB", "AUX", "NOUN", "ADJ", "PROPN") for token in said)

    def _phrase_end(self, cue: Cue, speaker: int | None) -> int:
        """Where the noun phrase of a source ends: at its comma, an apposition between commas included."""
        start = speaker if speaker is not None else cue.last
        for at in range(start, self.sentence.last):
            token = self.tokens[at]
            if token.text in {",", ";"}:
                later = next((i for i in range(at + 1, self.sentence.last) if self.tokens[i].text == ","), None)
                apposed = later is not None and not any(one.upos in PREDICATE for one in self.tokens[at + 1 : later])
                apposed = apposed and any(one.upos in PREDICATE for one in self.tokens[later:]) if later else False
                return later + 1 if apposed and later is not None and self._appositive(at + 1) else at + 1
            if token.upos in PREDICATE and not self._under(at, start):
                return at
            if token.text in ENDS:
                return at
        return self.sentence.last

    def _appositive(self, index: int) -> bool:
        """Whether a description of the one before can begin here: a common noun or an article, no name."""
        return self.tokens[index].upos in ("NOUN", "DET", "ADJ")
