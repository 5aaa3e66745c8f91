"""Finds what is reported beside a word for saying: a quotation, a clause behind, before or around it, or a deed."""

from collections.abc import Iterator
from dataclasses import dataclass

from kg.extract.quotes import Quote
from kg.extract.speakers import Voices
from kg.extract.speechwords import Cue, SpeechWords
from kg.model import Sentence, Token

__all__ = ["Content", "Reports"]

GAP = 22
"""Tokens between a verb of saying and its quotation or its "that" at most."""
PREDICATE = frozenset({"VERB", "AUX"})
ENDS = frozenset({".", "!", "?", "…"})


@dataclass(frozen=True, slots=True)
class Content:
    """What is reported: its kind, half-open token ranges, and why; `quote` is the number of a quotation, if it is one."""

    kind: str
    ranges: tuple[tuple[int, int], ...]
    reason: str
    quote: int | None = None


class Reports:
    """The reports of one sentence."""

    def __init__(
        self,
        tokens: tuple[Token, ...],
        sentence: Sentence,
        words: SpeechWords,
        quotes: dict[int, Quote],
        voices: Voices,
    ) -> None:
        self.tokens, self.sentence, self.words, self.voices = tokens, sentence, words, voices
        self.quotes = quotes
        self.cues = list(words.cues(tokens, sentence.first, sentence.last))
        self.taken: set[int] = set()
        self.opened: set[int] = set()

    def content(self, cue: Cue, speaker: int | None) -> Content | None:
        """What a word for saying reports, or None where it reports nothing.

        Decides in this order: a quotation before it, one behind it; a clause behind "that"; a deed behind its
        object; one right behind it; a clause without "that"; a noun phrase; a clause before or around it.
        """
        if not self._licensed(cue):
            return None
        if cue.kind("noun"):
            found = self._behind_that(cue)
            return None if found and found.ranges[0][0] in self.opened else found
        if cue.kind("source") and not cue.kind("clause", "bare", "before"):
            return self._sourced(cue, speaker)
        for find in (
            self._quoted_before, self._quoted_behind, self._behind_that, self._deed, self._gerund, self._bare, self._topic
        ):  # fmt: skip
            found = find(cue)
            if found:
                return found
        return self._around(cue, speaker)

    def _licensed(self, cue: Cue) -> bool:
        """Whether a word that only stands before its speaker does so: behind a mark, or opening the sentence."""
        if not cue.kind("before") or any("before" not in entry.takes for entry in cue.entries):
            return True
        if cue.last >= self.sentence.last:
            return False
        after = self.tokens[cue.last]
        named = after.upos in ("PROPN", "PRON", "NOUN", "DET", "ADJ") or after.text.lower() == "nya"
        if cue.first == self.sentence.first:
            return named and cue.kind("before") is not None and after.upos != "NOUN"
        before = self.tokens[cue.first - 1]
        return named and (before.text in {",", "?", "!", "—", "–"} or self._closes(cue.first - 1))

    def _closes(self, index: int) -> bool:
        return any(quote.closing - 1 == index for quote in self.quotes.values())

    # Quotations

    def _quoted_before(self, cue: Cue) -> Content | None:
        kind = cue.kind("quote")
        best = max(
            (number for number, quote in self.quotes.items() if quote.closing <= cue.first and number not in self.taken),
            default=None,
        )
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
        if not full and (kind in ("vow", "demand", "accuse") or (kind != "call" and quote.last - quote.first < 2)):
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
        words = [token for token in between if token.text not in {",", "-", "—", "–"}]
        if words and words[0].upos in ("CCONJ", "SCONJ", "VERB"):
            return False
        return not any(token.text in ENDS | {";", ":"} for token in between) and not self._verbs(first, last)

    def _verbs(self, first: int, last: int) -> bool:
        """Whether a verb stands between that is not part of a description (a relative clause, a participle)."""
        return any(
            token.upos == "VERB" and not token.deprel.startswith(("acl", "amod", "case", "appos"))
            for token in self.tokens[first:last]
        )

    def _cued(self, first: int, last: int) -> bool:
        return any(
            first <= cue.first < last and not cue.kind("noun", "source") and not self._relative(cue) for cue in self.cues
        )

    def _relative(self, cue: Cue) -> bool:
        """Whether a word for saying stands right behind "who" or "yang"."""
        near = self.tokens[max(self.sentence.first, cue.first - 2) : cue.first]
        return any(token.text.lower() in self.words.lists["relative"] for token in near)

    # Clauses behind the verb

    def _is_that(self, token: Token) -> bool:
        """Whether a token opens a reported clause: no demonstrative, no relative pronoun."""
        if token.text.lower() not in self.words.lists["that"]:
            return False
        if any(cue.last == token.index and not cue.kind("noun") for cue in self.cues):
            return True
        return token.upos != "DET" and not token.deprel.startswith(("det", "nsubj", "obj", "obl"))

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
        if described and self.tokens[at].upos == "PRON" and not self._speech_noun(at - 1):
            if not any(self.tokens[index].upos == "ADP" for index in gap):
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
            if token.text in {";", ":", "."} or (at > cue.last and self._cue_at(at) and not self._cue_at(at).kind("noun")):  # type: ignore[union-attr]
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
        later = self.tokens[first : min(opened + GAP, self.sentence.last)]
        return any(token.text.lower() in self.words.lists["deed"] for token in later)

    def _gerund(self, cue: Cue) -> Content | None:
        kind = cue.kind("gerund")
        if kind is None:
            return None
        for at in range(cue.last, min(cue.last + 3, self.sentence.last)):
            token = self.tokens[at]
            if token.upos in PREDICATE and (token.text.endswith("ing") or not token.feats.startswith("Mood")):
                return Content(kind, ((cue.last, self.end(cue.last, cue)),), f"the deed right behind {self._text(cue)!r}")
            if token.upos not in ("ADV", "PART"):
                return None
        return None

    def _bare(self, cue: Cue) -> Content | None:
        """A clause without "that": there must be a verb in it, and its subject right behind or a parse that says so."""
        kind = cue.kind("bare")
        if kind is None or cue.last >= self.sentence.last or self.voices.turned(cue):
            return None
        clause = [token for token in self.tokens[cue.last : self.sentence.last] if token.head == cue.first]
        complement = next((token for token in clause if token.deprel.startswith(("ccomp", "xcomp"))), None)
        opens = self.tokens[cue.last]
        if opens.text.lower() in self.words.lists["deed"] - {"telah", "sudah"} or opens.start == self.tokens[cue.last - 1].end:
            return None
        if opens.text == "," and not cue.kind("listener"):
            return self._behind_comma(cue, kind)
        if opens.upos in ("PUNCT", "CCONJ", "ADP", "SCONJ") and (complement is None or opens.upos == "PUNCT"):
            return None
        end = self.end(cue.last, cue)
        predicates = [
            token for token in self.tokens[cue.last : end] if token.upos in PREDICATE and token.deprel not in ("case", "amod")
        ]
        if not predicates:
            return None
        framed = opens.upos in ("ADP", "ADV") or self.voices.dated(opens) or bool(cue.kind("listener"))
        start = self._leftmost(complement, cue.last, end) if complement and framed else cue.last
        return Content(kind, ((start, end),), f"the clause behind {self._text(cue)!r}") if end > start else None

    def _behind_comma(self, cue: Cue, kind: str) -> Content | None:
        """The clause behind "X mengatakan,": nothing but a frame stands before X, and the clause has a verb."""
        commas = [at for at in range(self.sentence.first, cue.first) if self.tokens[at].text == ","]
        frame = self.tokens[self._clause_start(cue.first)]
        if commas and frame.upos not in ("ADP", "SCONJ", "ADV"):
            return None
        start = cue.last + 1
        end = self.end(start, cue)
        if not any(token.upos in PREDICATE for token in self.tokens[start:end]) or "VerbForm=Ger" in self.tokens[start].feats:
            return None
        return Content(kind, ((start, end),), f"the clause behind {self._text(cue)!r} and a comma")

    def _leftmost(self, token: Token, first: int, last: int) -> int:
        """The first token of the clause of a predicate, not before `first`; a subject may hang on it wrongly."""
        inside = [at for at in range(first, min(token.index + 1, last)) if self._under(at, token.index)]
        return min(inside, default=first)

    def _under(self, index: int, top: int) -> bool:
        for _ in range(20):
            if index == top:
                return True
            head = self.tokens[index].head
            if head == index or not self._inside(head):
                return False
            index = head
        return False

    def _topic(self, cue: Cue) -> Content | None:
        kind = cue.kind("topic")
        if kind is None or cue.last >= self.sentence.last or self.tokens[cue.last].upos == "PUNCT":
            return None
        return Content(kind, ((cue.last, self.end(cue.last, cue)),), f"what {self._text(cue)!r} names")

    # Clauses before and around the verb

    def _around(self, cue: Cue, speaker: int | None) -> Content | None:
        """The clause that ends with ", X said" or that it interrupts."""
        kind = cue.kind("clause", "bare")
        if kind is None or not (cue.kind("bare", "before", "listener") or self.voices.turned(cue)):
            return None
        head = cue.first if speaker is None or speaker > cue.first else self._phrase_start(speaker)
        comma = self._comma_before(head)
        if comma is None or self._verbs(comma + 1, cue.first) or not self._complete(cue):
            return None
        start = self._clause_start(comma)
        before = self.tokens[start:comma]
        if not any(token.upos in PREDICATE for token in before) and not self._more(cue):
            return None
        if before and before[0].upos == "SCONJ" and not self._more(cue):
            return None
        ranges = ((start, comma), *self._more(cue))
        return Content(kind, ranges, f"the clause before {self._text(cue)!r}")

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
                if any(one.upos in PREDICATE for one in rest) and not self._cued(at + 1, at + 2) and self._same(rest):
                    return ((at + 1, end),)
            elif token.upos == "VERB" and at > cue.last:
                return ()
        return ()

    def _same(self, rest: tuple[Token, ...]) -> bool:
        """Whether a clause can be the rest of an interrupted one: no participle, no new subject behind "and"."""
        if rest[0].upos == "CCONJ":
            return len(rest) > 1 and rest[1].upos in (*PREDICATE, "PART", "ADV")
        return "VerbForm=Ger" not in rest[0].feats

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
            ranges = (behind,) if any(self._content(*behind)) else ()
        else:
            told = any(token.upos in PREDICATE for token in self.tokens[behind[0] : behind[1]])
            ranges = (before, behind) if told else (before,)
        return Content(kind, ranges, f"the clause beside {self._text(cue)!r}") if ranges else None

    def _content(self, first: int, last: int) -> Iterator[bool]:
        return (token.upos in ("VERB", "AUX", "NOUN", "ADJ", "PROPN") for token in self.tokens[first:last])

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

    # Where clauses begin and end

    def end(self, start: int, cue: Cue) -> int:
        """Where a reported clause that begins at `start` ends, without the marks at its end."""
        end = next((at for at in range(start, self.sentence.last) if self._ends_at(at, start, cue)), self.sentence.last)
        while end > start and self.tokens[end - 1].upos == "PUNCT" and not self._closes(end - 1):
            end -= 1
        return end

    def _ends_at(self, at: int, start: int, cue: Cue) -> bool:
        token = self.tokens[at]
        if token.text in {";", "|"}:
            return True
        joined = token.upos == "CCONJ" and at > start
        if (not joined and token.text != ",") or at + 1 >= self.sentence.last:
            return False
        comma, opens = token.text == ",", self.tokens[at + 1]
        both = comma and opens.upos == "CCONJ"
        if comma and (opens.text.lower() in self.words.lists["outside"] or self._judged(at + 1)):
            return True
        if comma and self._resumes(at + 1, cue):
            return True
        other = self._next_cue(at + 1 + both)
        if other and other.first > start and not other.kind("noun", "call"):
            return both or self._speaks(other, cue, joined)
        return both and self._outside(at + 2, start, cue)

    def _resumes(self, index: int, cue: Cue) -> bool:
        """Whether a verb here goes on with the sentence that a relative clause with the cue interrupted."""
        opened = any(
            self.tokens[at].text.lower() in self.words.lists["relative"] and self.tokens[at - 1].text == ","
            for at in range(max(self.sentence.first + 1, cue.first - 6), cue.first)
        )
        while index < self.sentence.last and self.tokens[index].upos in ("ADV", "PART"):
            index += 1
        token = self.tokens[min(index, self.sentence.last - 1)]
        return opened and token.upos in PREDICATE and "VerbForm=Ger" not in token.feats

    def _next_cue(self, index: int) -> Cue | None:
        """The word for saying that stands here, behind adverbs and auxiliaries at most."""
        while index < self.sentence.last:
            cue = self._cue_at(index)
            if cue or self.tokens[index].upos not in ("ADV", "AUX", "PART"):
                return cue
            index += 1
        return None

    def _judged(self, index: int) -> bool:
        """Whether the article itself judges what was said: ", a charge that Moscow rejects"."""
        noun = index + (self.tokens[index].upos == "DET")
        cue = self._cue_at(noun)
        if cue is None or not cue.kind("noun") or cue.last >= self.sentence.last:
            return False
        after = self.tokens[cue.last].text.lower()
        return after in self.words.lists["that"] | self.words.lists["relative"]

    def _cue_at(self, index: int) -> Cue | None:
        return next((cue for cue in self.cues if cue.first == index), None)

    def _speaks(self, other: Cue, cue: Cue, joined: bool) -> bool:
        """Whether another word for saying opens a report of its own, beside this one and not in it."""
        if other.kind("source") and not joined:
            return True
        if other.kind("before") and not joined:
            return self._licensed(other)
        token = self.tokens[other.first]
        return self._climbs(token.index, cue) is not False and token.upos == "VERB"

    def _outside(self, index: int, start: int, cue: Cue) -> bool:
        """Whether the clause behind ", and" belongs to the article: by the parse, else if it has its own subject."""
        verb = next((at for at in range(index, self.sentence.last) if self.tokens[at].upos in PREDICATE), None)
        if verb is None or self._is_that(self.tokens[index]):
            return False
        while self.tokens[verb].deprel.startswith(("aux", "cop")) and self._inside(self.tokens[verb].head):
            verb = self.tokens[verb].head
        if cue.kind("source"):
            return False
        own = any(token.upos in ("NOUN", "PROPN", "PRON") for token in self.tokens[index:verb])
        if own and not any(self._is_that(token) for token in self.tokens[cue.last : start]):
            return True
        if not own and self.tokens[index - 1].text.lower() in self.words.lists["but"]:
            return False
        climbs = self._climbs(verb, cue, start)
        return own if climbs is None else climbs

    def _climbs(self, index: int, cue: Cue, start: int | None = None) -> bool | None:
        """Whether the parse hangs a verb on the word for saying (True), or inside its clause (False); None else."""
        for _ in range(12):
            token = self.tokens[index]
            if token.deprel.startswith(("ccomp", "xcomp")) and token.head == cue.first:
                return False
            if token.head == index or not self._inside(token.head):
                return True if start is not None and index < start else None
            if token.head == cue.first:
                return True
            index = token.head
            if start is not None and start <= index and self.tokens[index].upos in PREDICATE and index < token.index:
                return False
        return None

    def _clause_start(self, before: int) -> int:
        """Where the clause that ends at `before` begins: the sentence, or behind a semicolon or a dateline's dash."""
        marks = [at for at in range(self.sentence.first, before) if self.tokens[at].text in {";", "—"}]
        start = max(marks, default=self.sentence.first - 1) + 1
        while start < before and self.tokens[start].upos in ("PUNCT", "CCONJ"):
            start += 1
        return start

    def _comma_before(self, index: int) -> int | None:
        if index - 1 >= self.sentence.first and self.tokens[index - 1].text in {",", "—", "–", "?", "!"}:
            return index - 1
        return next(
            (at for at in range(index - 1, max(self.sentence.first, index - 8), -1) if self.tokens[at].text == ","), None
        )

    def _phrase_start(self, index: int) -> int:
        return min((at for at in range(max(self.sentence.first, index - 12), index) if self._direct(at, index)), default=index)

    def _direct(self, index: int, top: int) -> bool:
        return self._under(index, top) and not any(self.tokens[at].text == "," for at in range(index, top))

    def _inside(self, index: int) -> bool:
        return self.sentence.first <= index < self.sentence.last

    def _text(self, cue: Cue) -> str:
        return " ".join(token.text for token in self.tokens[cue.first : cue.last])
