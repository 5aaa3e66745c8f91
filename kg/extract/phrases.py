"""Cuts a sentence into noun phrases by the order of its words: each name, title or common noun a phrase of its own.

The parser is not asked where a phrase ends: names and word classes are surer. Order of decision: a name is never cut;
a person's name ends the title before it; a determiner, a possessive or a time opens the next phrase.
"""

from collections.abc import Sequence
from dataclasses import replace
from typing import Literal

from kg.extract.frames import Frames
from kg.extract.heads import Heads
from kg.extract.phrase import Phrase
from kg.extract.runs import INSIDE
from kg.languages.wordlists import Lexicon
from kg.link.names import Found
from kg.model import Analysis

__all__ = ["Phrase", "find_phrases"]


def find_phrases(
    analysis: Analysis,
    names: Sequence[Found],
    words: Lexicon,
    blocked: frozenset[int],
    frames: Frames,
) -> list[Phrase]:
    """The noun phrases of a text, in order.

    Args:
        analysis: The text as its pipeline reads it.
        names: The names found in it.
        words: The word lists of its language.
        blocked: Tokens that belong to no phrase (dates).
        frames: The frames of its language: forms that are verbs whatever the tagger says, nouns of several words
            that are never cut, nouns for deeds whose object follows at once.
    """
    starts = {n.first: n for n in names}
    phrases: list[Phrase] = []
    for number, sentence in enumerate(analysis.sentences):
        cutter = _Cutter(analysis.tokens, starts, words, blocked, number, phrases, frames)
        cutter.cut(sentence.first, sentence.last)
    return phrases


class _Cutter(Heads):
    """Walks over one sentence and cuts it."""

    def cut(self, first: int, last: int) -> None:
        self.glued = self._long_titles(first, last)
        position = first
        while position < last:
            if position in self.blocked:
                position += 1
                continue
            amount = self._amount(position, last)
            before = len(self.phrases)
            position = (
                self._happening(position, last)
                or self._pronoun(position, last)
                or self._run(position + amount, last)
            )
            if amount and len(self.phrases) > before:
                self.phrases[before].amount = amount

    def _amount(self, at: int, last: int) -> int:
        """How many words before a number only tell how exact it is ("at least 50", "more than 100")."""
        for end in range(min(last - 1, at + 4), at, -1):
            text = " ".join(t.text.lower() for t in self.tokens[at:end])
            if self.words.has("amount", text) and self.tokens[end].upos == "NUM" and end not in self.blocked:
                return end - at
        return 0

    def _happening(self, at: int, last: int) -> int:
        """A noun made of a verb by a clitic, its doer right behind it ("masuknya Swedia"); the token behind, or 0."""
        if at + 2 >= last or not self.words.has("nominalizer", self.tokens[at + 1].text.lower()):
            return 0
        token, follower = self.tokens[at], self.tokens[at + 2]
        if (
            token.space
            or at in self.starts
            or f"{token.text.lower()} {self.tokens[at + 1].text.lower()}" not in self.fixed
        ):
            return 0
        if at + 2 not in self.starts and follower.upos not in ("NOUN", "PROPN", "DET", "NUM"):
            return 0
        doer = self.starts.get(at + 2)
        end, inner = (doer.last, (doer,)) if doer is not None else (at + 2, ())
        self._add(at, end, at, "nominal", lemma=token.text.lower() + self.tokens[at + 1].text.lower(), inner=inner)
        return end

    def _pronoun(self, at: int, last: int) -> int:
        """A pronoun or a phrase that works as one; the token behind it, or 0."""
        for end in range(min(last, at + 4), at, -1):
            text = " ".join(t.text.lower() for t in self.tokens[at:end])
            pronoun = self.words.pronouns.get(text) or self.words.pronouns.get(self._whole_word(at, end))
            if pronoun is None or self._leads_noun(at, end, last, text):
                continue
            self._add(at, end, end - 1, "pronoun", lemma=text, pronoun=pronoun, plural=pronoun.number != "one")
            return end
        return 0

    def _whole_word(self, at: int, end: int) -> str:
        """The words as they stand in the text, clitics joined to what they end ("keduanya")."""
        parts = [t.text.lower() + (" " if t.space else "") for t in self.tokens[at:end]]
        return "".join(parts).strip()

    def _leads_noun(self, at: int, end: int, last: int, text: str) -> bool:
        """Whether a pronoun is the determiner of the noun behind it ("his part", "both countries")."""
        if self.words.head_first or end >= last:
            return self.words.head_first and self.words.has("clitic", text) and at > 0 and self._joins_clitic(at)
        token = self.tokens[end]
        opens = token.upos in INSIDE or (token.upos == "VERB" and token.deprel == "amod")
        bound = self.words.has("possessive", text) or self.words.has("both", text)
        return bound and opens and end not in self.blocked

    def _joins_clitic(self, at: int) -> bool:
        return bool(self.phrases) and self.phrases[-1].last == at and self.phrases[-1].sentence == self.sentence

    def _run(self, at: int, last: int) -> int:
        end = self._extent(at, last)
        if end == at:
            return at + 1
        self._split(at, end)
        return end

    def _split(self, at: int, end: int) -> None:
        """One phrase, or a title and the person's name behind it."""
        for i in range(at, end):
            name = self.starts.get(i)
            if name is None or name.adjective:
                continue
            if self._in_title(name, at, end):
                self.starts[i] = replace(name, type="Organization")
                continue
            if name.type in ("Person", "?") and (i > at or name.last < end) and not self._owns(name, end):
                honored = i > at and self._is_honorific(at, i)
                owned = self._before_person(at, i) if i > at and not honored else None
                phrase = self._named(name, at if honored else None)
                if owned is not None:
                    owned.owner = phrase
                if self._modified(name, end):
                    phrase.last, phrase.inner = end, (self.starts[name.last],)
                elif name.last < end:
                    self._split(name.last, end)
                return
        name = self.starts.get(at) or self.starts.get(at + 1)
        if (
            name is not None
            and name.last == end
            and self._stands_alone(name, at)
            and self._only_determiner(at, name.first)
        ):
            self._named(name, at)
            return
        closing = next((n for i in range(at + 1, end) if (n := self.starts.get(i)) and n.last == end), None)
        if closing is not None and self._only_adjectives(at, closing):
            phrase = self._named(closing, at)
            phrase.inner = tuple(n for n in self.starts.values() if at <= n.first < closing.first)
            return
        if self.words.head_first and name is not None and name.first == at and not name.adjective:
            phrase = self._named(name)
            if self._modified(name, end):
                phrase.last, phrase.inner = end, (self.starts[name.last],)
            else:
                self._split_rest(name.last, end)
            return
        self._nominal(at, end)

    def _in_title(self, name: Found, at: int, end: int) -> bool:
        """Whether an unknown name between a title and a person is the body of the title ("Peneliti Imparsial Budi")."""
        behind = self.starts.get(name.last)
        if not self.words.head_first or name.type != "?" or name.first == at or behind is None or name.last >= end:
            return False
        return behind.type == "Person" and self._title(at, name.first, at) is not None

    def _before_person(self, at: int, end: int) -> Phrase | None:
        """What stands right before a person's name: a title, or the name of the state that closes one.

        Returns what the person owns, where a title stands between ("kunjungan Menteri Luar Negeri X").
        """
        name = self.starts.get(at)
        title = self._title_inside(at, end)
        if title:
            self._nominal(at, title)
            owned = self.phrases[-1] if self.phrases and self.phrases[-1].first == at else None
            self._nominal(title, end)
            return owned
        if name is not None and name.last == end and not name.adjective:
            self._named(name)
        else:
            self._nominal(at, end)
        return None

    def _title_inside(self, at: int, end: int) -> int:
        """Where an office begins behind the noun that its holder owns ("putra | mantan presiden"), else 0."""
        head = self._head(at, end)
        if not self.words.head_first or head is None or self._title(at, end, head) is not None:
            return 0
        for i in range(head + 1, end):
            title = None if i in self.starts else self._title(i, end, i)
            if title is not None and title.role in ("leader", "office"):
                return i
        return 0

    def _modified(self, name: Found, end: int) -> bool:
        """Whether only the name of a state stands behind a thing's name, as its adjective ("Aurus Rusia")."""
        rest = self.starts.get(name.last)
        return (
            self.words.head_first
            and rest is not None
            and rest.last == end
            and rest.type == "Country"
            and name.type
            not in (
                "Person",
                "Country",
                "Place",
            )
        )

    def _stands_alone(self, name: Found, at: int) -> bool:
        """Whether a name is a phrase by itself: no adjective, and a people only with its article ("the Americans")."""
        if not name.adjective:
            return True
        return name.people and name.first > at

    def _only_adjectives(self, at: int, name: Found) -> bool:
        """Whether only adjectives and compounds of them stand before a name ("Russian-occupied Crimea")."""
        if self.words.head_first or name.adjective or name.type in ("Person", "?"):
            return False
        before = self.tokens[name.first - 1]
        if before.upos in ("NOUN", "PROPN"):
            return False
        return all(
            t.upos in ("DET", "ADJ", "NUM", "PUNCT", "VERB", "ADV", "PROPN", "NOUN")
            for t in self.tokens[at : name.first]
        )

    def _owns(self, name: Found, end: int) -> bool:
        """Whether a person's name modifies the noun behind it ("the Trump administration")."""
        if self.words.head_first or name.last >= end or self.tokens[end - 1].upos not in ("NOUN", "PROPN"):
            return False
        return self._title(name.last, end, end - 1) is None

    def _split_rest(self, at: int, end: int) -> None:
        while at < end and self.tokens[at].upos in ("DET", "ADJ", "ADV"):
            at += 1
        if at < end:
            self._split(at, end)

    def _only_determiner(self, at: int, first: int) -> bool:
        return at == first or self.tokens[at].upos == "DET" or self.words.has("definite", self.tokens[at].text.lower())

    def _is_money(self, at: int, i: int) -> bool:
        """Whether a state's name but tells a currency ("dolar AS")."""
        return i > at and self.words.has("currency", self.tokens[i - 1].text.lower())

    def _named(self, name: Found, first: int | None = None) -> Phrase:
        start = name.first if first is None else first
        text = " ".join(t.text for t in self.tokens[name.first : name.last])
        return self._add(start, name.last, name.last - 1, "name", lemma=text.lower(), name=name, plural=name.people)

    def _nominal(self, at: int, end: int) -> None:
        head = self._head(at, end)
        if head is None:
            return
        inner = tuple(
            n for i in range(at, end) if (n := self.starts.get(i)) and n.last <= end and not self._is_money(at, i)
        )
        texts = [t.text.lower() for t in self.tokens[at:end]]
        noun, lemma = self._noun(at, end, head)
        phrase = self._add(
            at, end, head, "nominal", lemma=lemma, noun=noun, title=self._title(at, end, head), inner=inner
        )
        phrase.definite = any(self.words.has("definite", text) for text in texts)
        phrase.indefinite = any(self.words.has("indefinite", text) for text in texts)
        phrase.plural = self._plural(texts, head)
        phrase.deed = self.words.head_first and end - at == 1 and texts[0] in self.frames.deeds

    def _add(
        self, first: int, last: int, head: int, kind: Literal["name", "nominal", "pronoun"], **more: object
    ) -> Phrase:
        phrase = Phrase(len(self.phrases), self.sentence, first, last, head, kind, **more)  # type: ignore[arg-type]
        self._possess(phrase)
        self.phrases.append(phrase)
        return phrase

    def _owns_before(self, thing: Phrase, owner: Phrase) -> bool:
        """Whether a phrase owns the noun right before it ("putri sang presiden", "putra mereka")."""
        first = self.tokens[owner.first].text.lower()
        if thing.kind != "nominal" or thing.owner is not None or not self.words.head_first or thing.definite:
            return False
        if owner.kind == "nominal":
            return self.words.has("article", first)
        known = thing.noun is not None or thing.title is not None or self.words.has("role", thing.lemma)
        return known and self.words.has("owner", first)

    def _possess(self, phrase: Phrase) -> None:
        """Find the owner before an 's, or a possessive pronoun at an end of the phrase."""
        before = self.tokens[phrase.first - 1].text.lower() if phrase.first else ""
        if before in self.words.genitives and self.phrases and self.phrases[-1].last == phrase.first - 1:
            phrase.owner = self.phrases[-1]
        previous = self.phrases[-1] if self.phrases else None
        pair = phrase.pronoun is not None and phrase.pronoun.number == "two" and self.words.head_first
        if pair and previous is not None and previous.last == phrase.first and previous.kind == "nominal":
            previous.owner = phrase
        if previous is not None and previous.last == phrase.first and self._owns_before(previous, phrase):
            previous.owner = phrase
        for i in (phrase.first, phrase.last - 1):
            if phrase.kind == "nominal" and self.words.has("possessive", self.tokens[i].text.lower()):
                phrase.owned = i
