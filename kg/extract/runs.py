"""Finds how far a run of words reaches that may belong to one noun phrase, or to a title and a name."""

from kg.extract.frames import Frames
from kg.extract.phrase import Phrase
from kg.languages.wordlists import Lexicon
from kg.link.names import Found
from kg.model import Token

__all__ = ["HYPHENS", "INSIDE", "Runs"]

INSIDE = frozenset(["NOUN", "PROPN", "ADJ", "NUM", "DET", "X", "SYM"])
BODIES = ("Country", "Organization", "Place")
HYPHENS = frozenset(["-", "–"])


AGE = 3
"""Tokens that tell an age: "berusia 79 tahun"."""


class Runs:
    """The runs of one sentence: a name is never cut; a determiner or a time opens the next phrase."""

    def __init__(
        self,
        tokens: tuple[Token, ...],
        starts: dict[int, Found],
        words: Lexicon,
        blocked: frozenset[int],
        sentence: int,
        phrases: list[Phrase],
        frames: Frames,
    ) -> None:
        self.frames, self.verbs, self.fixed = frames, frames.marked, frames.fixed
        self.tokens, self.starts, self.words = tokens, starts, words
        self.blocked, self.sentence, self.phrases = blocked, sentence, phrases
        self.glued: set[int] = set()

    def _long_titles(self, first: int, last: int) -> set[int]:
        """Tokens inside titles of several words that would be cut otherwise ("Secretary of State")."""
        inside: set[int] = set()
        for start in range(first, last):
            for end in range(min(last, start + 6), start + 1, -1):
                text = " ".join(t.text.lower() for t in self.tokens[start:end])
                if text in self.words.titles or text in self.words.nouns or text in self.fixed:
                    inside.update(range(start + 1, end))
                    break
        return inside

    def _extent(self, at: int, last: int) -> int:
        """The end of the run of words that may belong to one phrase."""
        end = at
        while end < last and end not in self.blocked:
            if self._after_deed(at, end):
                break
            if end > at and self._tells_age(end, last):
                end += AGE + 1
                continue
            name = self.starts.get(end)
            if name is not None:
                if end > at and (self._new_after_person(at, end) or self._new_after_noun(end, name, last)):
                    break
                end = name.last
                if self._closes(name, at, end, last):
                    break
                continue
            if end > at and self._pair_starts(end, last):
                break
            if not (
                self._belongs(end, at, last)
                or self._inside_title(at, end, last)
                or self._partitive(end, at, last)
                or end in self.glued
            ):
                break
            end += 1
        return self._shorten(at, end)

    def _closes(self, name: Found, at: int, end: int, last: int) -> bool:
        """Whether nothing joins a person's whole name that opens a run: "David Stern | works"."""
        if self.words.head_first or name.type != "Person" or len(name) < 2 or name.first > at or end >= last:
            return False
        return self.tokens[end].text[:1].islower()

    def _tells_age(self, i: int, last: int) -> bool:
        """Whether an age stands inside a phrase that a demonstrative closes ("presiden berusia 79 tahun itu")."""
        if not self.words.has("aged", self.tokens[i].text.lower()) or i + AGE >= last:
            return False
        return self.tokens[i + 1].upos == "NUM" and self.words.has("closing", self.tokens[i + AGE].text.lower())

    def _after_deed(self, at: int, i: int) -> bool:
        """Whether the object of a deed noun begins right behind it: "penangkapan | tiga aktivis"."""
        if i == at or (i > at + 1 and " ".join(t.text.lower() for t in self.tokens[at:i]) not in self.fixed):
            return False
        if not self.words.has_object(self.tokens[i]) or self.tokens[i - 1].text.lower() not in self.frames.deeds:
            return False
        return self.words.head_first and i not in self.starts

    def _pair_starts(self, i: int, last: int) -> bool:
        """Whether words for a pair ("kedua negara") begin here: a phrase of their own, owner of the one before."""
        if not self.words.head_first or i + 1 >= last:
            return False
        return f"{self.tokens[i].text.lower()} {self.tokens[i + 1].text.lower()}" in self.words.pronouns

    def _inside_title(self, at: int, i: int, last: int) -> bool:
        """Whether an "and" joins the parts of a capitalised title ("Menteri Hukum dan HAM")."""
        if not self.words.has("and", self.tokens[i].text.lower()) or not at < i < last - 1 or i + 1 in self.starts:
            return False
        if self.tokens[at].text.lower() not in self.words.title_words or not self.tokens[at].text[:1].isupper():
            return False
        before, after = self.tokens[i - 1], self.tokens[i + 1]
        title = after.text.lower() in self.words.title_words
        return before.text[:1].isupper() and after.text[:1].isupper() and not title and i - at > 1

    def _partitive(self, i: int, at: int, last: int) -> bool:
        """Whether an "of" stands behind a word for a quantity: the phrase goes on ("hundreds of Palestinians")."""
        if (
            not self.words.has("clinging", self.tokens[i].text.lower())
            or i == at
            or i + 1 >= last
            or self.words.head_first
        ):
            return False
        before = self.tokens[i - 1]
        return self.words.has("partitive", before.text.lower()) and i + 1 not in self.blocked

    def _new_after_person(self, at: int, end: int) -> bool:
        before = [n for n in self.starts.values() if at <= n.first and n.last == end]
        return bool(before) and before[0].type == "Person"

    def _new_after_noun(self, end: int, name: Found, last: int) -> bool:
        """Whether a state or body is a phrase of its own behind a common noun: "at that moment | Chile freed"."""
        before = self.tokens[end - 1]
        if self.words.head_first or name.adjective or name.type not in BODIES or before.upos != "NOUN":
            return False
        if before.text[:1].isupper() or before.text in HYPHENS or name.last >= last:
            return False
        known = self.words.nouns.get(before.text.lower()) or self.words.nouns.get(before.lemma.lower())
        if known is not None and known.type in (*BODIES, "Group", "Person"):
            return False
        return self.tokens[name.last].upos in ("VERB", "AUX")

    def _belongs(self, i: int, at: int, last: int) -> bool:
        token = self.tokens[i]
        text = token.text.lower()
        if text in self.verbs and (token.upos != "PROPN" or token.text.islower()) and not self._is_listed(text):
            return False
        if self.words.head_first and self.words.has("auxiliary", text):
            return False
        if self.words.head_first and (self._is_closed(i, at) or (i == at and self.words.has("both-and", text))):
            return False
        if i > at and self._opens(i) and not self.words.has("clinging", self.tokens[i - 1].text.lower()):
            return False
        if token.text in HYPHENS:
            return at < i < last - 1 and not self.tokens[i - 1].space and not token.space
        if i == at + 1 and self.words.has("article", self.tokens[at].text.lower()):
            return token.upos not in ("PUNCT", "ADP")
        if token.upos == "ADJ" and i == at and self.words.head_first:
            return text in self.words.nouns
        if token.upos in INSIDE:
            return True
        if i > at + 1 and self.tokens[i - 1].text in HYPHENS and not self.tokens[i - 1].space and i + 1 < last:
            return True
        if token.upos == "VERB" and token.deprel == "amod" and at < i < last - 1:
            opened = self.tokens[i - 1].upos in ("DET", "ADJ", "NUM", "PRON")
            return opened and not self.words.head_first
        if self.words.head_first:
            return self.words.has("definite", text) and i > at
        return i == at and self.words.has("possessive", text)

    def _is_closed(self, i: int, at: int) -> bool:
        """Whether a demonstrative right before has closed the phrase ("serangan itu | provokasi")."""
        return (
            i > at
            and self.words.has("closing", self.tokens[i - 1].text.lower())
            and not self.words.has("closing", self.tokens[i].text.lower())
        )

    def _is_listed(self, text: str) -> bool:
        """Whether a word is a noun, a title or a determiner of the lists, though it looks like a verb."""
        return text in self.words.nouns or text in self.words.titles or self.words.has("definite", text)

    def _opens(self, i: int) -> bool:
        """Whether a token opens a new phrase after another one."""
        token = self.tokens[i]
        text = token.text.lower()
        if self.words.head_first:
            article = self.words.has("article", text)
            return article or (self.words.has("indefinite", text) and token.upos in ("DET", "NUM", "NOUN"))
        return token.upos == "DET" or self.words.has("possessive", text)

    def _shorten(self, at: int, end: int) -> int:
        """Without what cannot end a phrase."""
        if self.words.head_first:
            return end
        while end > at and self.tokens[end - 1].upos in ("ADJ", "DET", "SYM", "PUNCT", "VERB"):
            if any(n.first < end <= n.last for n in self.starts.values() if at <= n.first):
                break
            if self.tokens[end - 1].upos == "ADJ" and end - 1 == at + 1 and self.tokens[at].upos == "DET":
                break
            if end - 1 in self.glued:
                break
            if end - 1 == at and self.tokens[at].text.lower() in self.words.titles:
                break
            end -= 1
        return end
