"""Says where a reported clause begins and ends in its sentence."""

from kg.extract.quotes import Quote
from kg.extract.speakers import Voices, participle
from kg.extract.speechwords import Cue, SpeechWords
from kg.model import Sentence, Token

__all__ = ["PREDICATE", "Reach"]

PREDICATE = frozenset({"VERB", "AUX"})


class Reach:
    """A sentence with its words for saying and its quotations, and the reach of what it reports."""

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
        if other and joined and self._opens_own(other, start):
            return True
        if other and other.first > start and not other.kind("noun", "call"):
            return both or self._speaks(other, cue, joined)
        return both and self._outside(at + 2, start, cue)

    def _opens_own(self, other: Cue, start: int) -> bool:
        """Whether "denied that …" goes on with "and insists that …": two clauses of one speaker."""
        that = self.words.lists["that"]
        behind = other.last < self.sentence.last and self.tokens[other.last].text.lower() in that
        return behind and self.tokens[start - 1].text.lower() in that and not other.kind("noun", "source")

    def _resumes(self, index: int, cue: Cue) -> bool:
        """Whether a verb here goes on with the sentence that a relative clause with the cue interrupted."""
        opened = any(
            self.tokens[at].text.lower() in self.words.lists["relative"] and self.tokens[at - 1].text == ","
            for at in range(max(self.sentence.first + 1, cue.first - 6), cue.first)
        )
        opened = opened or (cue.first > self.sentence.first and self.tokens[cue.first - 1].text == ",")
        while index < self.sentence.last and self.tokens[index].upos in ("ADV", "PART"):
            index += 1
        token = self.tokens[min(index, self.sentence.last - 1)]
        return opened and token.upos in PREDICATE and not participle(token)

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
        near = range(index - 1, max(self.sentence.first, index - 8), -1)
        return next((at for at in near if self.tokens[at].text == ","), None)

    def _phrase_start(self, index: int) -> int:
        near = range(max(self.sentence.first, index - 12), index)
        return min((at for at in near if self._direct(at, index)), default=index)

    def _direct(self, index: int, top: int) -> bool:
        return self._under(index, top) and not any(self.tokens[at].text == "," for at in range(index, top))

    def _inside(self, index: int) -> bool:
        return self.sentence.first <= index < self.sentence.last

    def _text(self, cue: Cue) -> str:
        return " ".join(token.text for token in self.tokens[cue.first : cue.last])

    def _under(self, index: int, top: int) -> bool:
        for _ in range(20):
            if index == top:
                return True
            head = self.tokens[index].head
            if head == index or not self._inside(head):
                return False
            index = head
        return False

    def _closes(self, index: int) -> bool:
        return any(quote.closing - 1 == index for quote in self.quotes.values())

    def _is_that(self, token: Token) -> bool:
        """Whether a token opens a reported clause: no demonstrative, no relative pronoun."""
        if token.text.lower() not in self.words.lists["that"]:
            return False
        if any(quote.opening == token.index + 1 for quote in self.quotes.values()):
            return False
        if any(cue.last == token.index and not cue.kind("noun") for cue in self.cues):
            return True
        return token.upos != "DET" and not token.deprel.startswith(("det", "nsubj", "obj", "obl"))

    def _unsaid(self, cue: Cue) -> bool:
        """Whether the text says that nothing was said ("declined to say", "tanpa mengatakan")."""
        first = cue.first
        while first - 1 > self.sentence.first and self.tokens[first - 1].upos == "ADV":
            first -= 1
        for length in (3, 2, 1):
            for end in {first, cue.first}:
                start = end - length
                words = " ".join(token.text.lower() for token in self.tokens[max(start, 0) : end])
                if start >= self.sentence.first and words in self.words.lists["unsaid"]:
                    return True
        return False

    def _relative(self, cue: Cue) -> bool:
        """Whether a word for saying stands right behind "who" or "yang"."""
        near = self.tokens[max(self.sentence.first, cue.first - 2) : cue.first]
        return any(token.text.lower() in self.words.lists["relative"] for token in near)

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
