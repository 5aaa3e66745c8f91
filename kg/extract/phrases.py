"""Cuts a sentence into noun phrases by the order of its words: each name, title or common noun a phrase of its own.

The parser is not asked where a phrase ends: names and word classes are surer. Order of decision: a name is never cut;
a person's name ends the title before it; a determiner, a possessive or a time opens the next phrase.
"""

from collections.abc import Container, Sequence
from dataclasses import dataclass, field
from typing import Literal

from kg.extract.lexicon import Lexicon, Noun, Pronoun, Title
from kg.link.names import Found
from kg.model import Analysis, Token

__all__ = ["Phrase", "find_phrases"]

INSIDE = frozenset(["NOUN", "PROPN", "ADJ", "NUM", "DET", "X", "SYM"])
HYPHENS = frozenset(["-", "–"])


@dataclass(slots=True, eq=False)
class Phrase:
    """A noun phrase: half-open token indices, its head, and what its words say of it.

    `inner` are the names inside it that modify its head ("Russian", "Filipina"). `owner` is the phrase whose
    possession it is ("Egypt's president"), `owned` a possessive pronoun in it. `title` is the office its words name.
    """

    index: int
    sentence: int
    first: int
    last: int
    head: int
    kind: Literal["name", "nominal", "pronoun"]
    lemma: str
    name: Found | None = None
    noun: Noun | None = None
    title: Title | None = None
    pronoun: Pronoun | None = None
    definite: bool = False
    indefinite: bool = False
    plural: bool = False
    inner: tuple[Found, ...] = ()
    owner: "Phrase | None" = None
    owned: int | None = None
    alias: Found | None = None
    parts: "list[Phrase]" = field(default_factory=list)

    def __repr__(self) -> str:
        return f"Phrase({self.index}, {self.first}-{self.last}, {self.kind}, {self.lemma})"


def find_phrases(
    analysis: Analysis,
    names: Sequence[Found],
    words: Lexicon,
    blocked: frozenset[int] = frozenset(),
    verbs: Container[str] = (),
    fixed: Container[str] = (),
) -> list[Phrase]:
    """The noun phrases of a text, in order.

    Args:
        analysis: The text as its pipeline reads it.
        names: The names found in it.
        words: The word lists of its language.
        blocked: Tokens that belong to no phrase (dates).
        verbs: Forms that are verbs whatever the tagger says.
        fixed: Fixed groups of words that are never cut ("permanent member").
    """
    starts = {n.first: n for n in names}
    phrases: list[Phrase] = []
    for number, sentence in enumerate(analysis.sentences):
        cutter = _Cutter(analysis.tokens, starts, words, blocked, number, phrases, verbs, fixed)
        cutter.cut(sentence.first, sentence.last)
    return phrases


class _Cutter:
    """Walks over one sentence and cuts it."""

    def __init__(
        self,
        tokens: tuple[Token, ...],
        starts: dict[int, Found],
        words: Lexicon,
        blocked: frozenset[int],
        sentence: int,
        phrases: list[Phrase],
        verbs: Container[str],
        fixed: Container[str],
    ) -> None:
        self.verbs, self.fixed = verbs, fixed
        self.tokens, self.starts, self.words = tokens, starts, words
        self.blocked, self.sentence, self.phrases = blocked, sentence, phrases
        self.glued: set[int] = set()

    def cut(self, first: int, last: int) -> None:
        self.glued = self._long_titles(first, last)
        position = first
        while position < last:
            if position in self.blocked:
                position += 1
                continue
            position = self._pronoun(position, last) or self._run(position, last)

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

    def _pronoun(self, at: int, last: int) -> int:
        """A pronoun or a phrase that works as one; the token behind it, or 0."""
        for end in range(min(last, at + 4), at, -1):
            text = " ".join(t.text.lower() for t in self.tokens[at:end])
            pronoun = self.words.pronouns.get(text)
            if pronoun is None or self._leads_noun(at, end, last, text):
                continue
            self._add(at, end, end - 1, "pronoun", lemma=text, pronoun=pronoun, plural=pronoun.number != "one")
            return end
        return 0

    def _leads_noun(self, at: int, end: int, last: int, text: str) -> bool:
        """Whether a pronoun is the determiner of the noun behind it ("his part", "both countries")."""
        if self.words.head_first or end >= last:
            return self.words.head_first and text in ("nya", "-nya") and at > 0 and self._joins_nya(at)
        token = self.tokens[end]
        opens = token.upos in INSIDE or (token.upos == "VERB" and token.deprel == "amod")
        bound = self.words.has("possessive", text) or self.words.has("both", text)
        return bound and opens and end not in self.blocked

    def _joins_nya(self, at: int) -> bool:
        return bool(self.phrases) and self.phrases[-1].last == at and self.phrases[-1].sentence == self.sentence

    def _run(self, at: int, last: int) -> int:
        end = self._extent(at, last)
        if end == at:
            return at + 1
        self._split(at, end)
        return end

    def _extent(self, at: int, last: int) -> int:
        """The end of the run of words that may belong to one phrase."""
        end = at
        while end < last and end not in self.blocked:
            name = self.starts.get(end)
            if name is not None:
                if end > at and self._new_after_person(at, end):
                    break
                end = name.last
                continue
            if end > at and self._pair_starts(end, last):
                break
            if not (self._belongs(end, at, last) or self._inside_title(at, end, last) or self._partitive(end, at, last) or end in self.glued):
                break
            end += 1
        return self._shorten(at, end)

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
        if not self.words.has("clinging", self.tokens[i].text.lower()) or i == at or i + 1 >= last or self.words.head_first:
            return False
        before = self.tokens[i - 1]
        return self.words.has("partitive", before.text.lower()) and i + 1 not in self.blocked

    def _new_after_person(self, at: int, end: int) -> bool:
        before = [n for n in self.starts.values() if at <= n.first and n.last == end]
        return bool(before) and before[0].type == "Person"

    def _belongs(self, i: int, at: int, last: int) -> bool:
        token = self.tokens[i]
        text = token.text.lower()
        if text in self.verbs and token.upos != "PROPN":
            return False
        if self.words.head_first and self.words.has("auxiliary", text):
            return False
        if i > at and self._opens(i) and not self.words.has("clinging", self.tokens[i - 1].text.lower()):
            return False
        if token.text in HYPHENS:
            return at < i < last - 1 and not self.tokens[i - 1].space and not token.space
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

    def _opens(self, i: int) -> bool:
        """Whether a token opens a new phrase after another one."""
        token = self.tokens[i]
        text = token.text.lower()
        if self.words.head_first:
            return self.words.has("indefinite", text) and token.upos in ("DET", "NUM", "NOUN")
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
            end -= 1
        return end

    def _split(self, at: int, end: int) -> None:
        """One phrase, or a title and the person's name behind it."""
        for i in range(at, end):
            name = self.starts.get(i)
            if name is None or name.adjective:
                continue
            if name.type in ("Person", "?") and (i > at or name.last < end) and not self._owns(name, end):
                honored = i > at and self._is_honorific(at, i)
                if i > at and not honored:
                    self._nominal(at, i)
                phrase = self._named(name, at if honored else None)
                if self._modified(name, end):
                    phrase.last, phrase.inner = end, (self.starts[name.last],)
                elif name.last < end:
                    self._split(name.last, end)
                return
        name = self.starts.get(at) or self.starts.get(at + 1)
        if name is not None and name.last == end and self._stands_alone(name, at) and self._only_determiner(at, name.first):
            self._named(name, at)
            return
        closing = next((n for n in self.starts.values() if n.first > at and n.last == end), None)
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

    def _modified(self, name: Found, end: int) -> bool:
        """Whether only the name of a state stands behind a thing's name, as its adjective ("Aurus Rusia")."""
        rest = self.starts.get(name.last)
        return self.words.head_first and rest is not None and rest.last == end and rest.type == "Country" and name.type not in (
            "Person",
            "Country",
            "Place",
        )

    def _is_honorific(self, at: int, end: int) -> bool:
        """Whether the words before a name are but forms of address ("His Highness Sheikh")."""
        return all(self.tokens[i].text.lower().rstrip(".") in self.words.honorifics for i in range(at, end))

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
        return all(t.upos in ("DET", "ADJ", "NUM", "PUNCT", "VERB", "ADV", "PROPN", "NOUN") for t in self.tokens[at : name.first])

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

    def _named(self, name: Found, first: int | None = None) -> Phrase:
        start = name.first if first is None else first
        text = " ".join(t.text for t in self.tokens[name.first : name.last])
        return self._add(start, name.last, name.last - 1, "name", lemma=text.lower(), name=name, plural=name.people)

    def _nominal(self, at: int, end: int) -> None:
        head = self._head(at, end)
        if head is None:
            return
        inner = tuple(n for i in range(at, end) if (n := self.starts.get(i)) and n.last <= end)
        texts = [t.text.lower() for t in self.tokens[at:end]]
        noun, lemma = self._noun(at, end, head)
        phrase = self._add(at, end, head, "nominal", lemma=lemma, noun=noun, title=self._title(at, end, head), inner=inner)
        phrase.definite = any(self.words.has("definite", text) for text in texts)
        phrase.indefinite = any(self.words.has("indefinite", text) for text in texts)
        phrase.plural = self._plural(texts, head)

    def _plural(self, texts: list[str], head: int) -> bool:
        token = self.tokens[head]
        if any(self.words.has("plural", text) for text in texts) or self.words.singular(token.text.lower()) == token.lemma.lower() != token.text.lower():
            return True
        return self.words.head_first and "-" in token.text and len(set(token.text.lower().split("-"))) == 1

    def _head(self, at: int, end: int) -> int | None:
        order = range(at, end) if self.words.head_first else range(end - 1, at - 1, -1)
        inside = {i for n in self.starts.values() if n.first >= at for i in range(n.first, n.last)}
        for i in order:
            known = self.words.head_first and self.tokens[i].text.lower() in self.words.nouns
            if (self.tokens[i].upos in ("NOUN", "PROPN", "X") or known) and i not in inside:
                if self.words.has("measure", self.tokens[i].text.lower()) and i + 1 < end:
                    continue
                return i
        people = next((n for n in self.starts.values() if n.first >= at and n.last == end and n.people), None)
        if people is not None:
            return people.last - 1
        return next((i for i in order if self.tokens[i].upos in ("NOUN", "PROPN", "NUM")), None)

    def _noun(self, at: int, end: int, head: int) -> tuple[Noun | None, str]:
        """The longest entry of the nouns that the head ends or begins, and its words."""
        token = self.tokens[head]
        if self.words.head_first:
            spans = [(head, stop) for stop in range(min(end, head + 4), head, -1)]
        else:
            spans = [(start, head + 1) for start in range(max(at, head - 3), head + 1)]
        for first, last in spans:
            text = " ".join(t.text.lower() for t in self.tokens[first:last])
            for form in (text, " ".join([*text.split()[:-1], token.lemma.lower()])):
                if form in self.words.nouns:
                    return self.words.nouns[form], form
        for form in (token.lemma.lower(), token.text.lower(), self.words.singular(token.text.lower())):
            if form in self.words.nouns:
                return self.words.nouns[form], form
        return None, token.lemma.lower()

    def _title(self, at: int, end: int, head: int) -> Title | None:
        """The longest title that the head begins or ends, hyphens read as they stand."""
        if self.words.head_first:
            spans = [(head, stop) for stop in range(min(end, head + 5), head, -1)]
        else:
            spans = [(start, head + 1) for start in range(max(at, head - 6), head + 1)]
        for first, last in spans:
            text = " ".join(t.text.lower() for t in self.tokens[first:last]).replace(" - ", "-").replace(" – ", "-")
            if title := self.words.titles.get(text) or self.words.titles.get(self.words.singular(text)):
                return title
        return None

    def _add(self, first: int, last: int, head: int, kind: Literal["name", "nominal", "pronoun"], **more: object) -> Phrase:
        phrase = Phrase(len(self.phrases), self.sentence, first, last, head, kind, **more)  # type: ignore[arg-type]
        self._possess(phrase)
        self.phrases.append(phrase)
        return phrase

    def _possess(self, phrase: Phrase) -> None:
        """Find the owner before an 's, or a possessive pronoun at an end of the phrase."""
        before = self.tokens[phrase.first - 1].text.lower() if phrase.first else ""
        if before in self.words.genitives and self.phrases and self.phrases[-1].last == phrase.first - 1:
            phrase.owner = self.phrases[-1]
        previous = self.phrases[-1] if self.phrases else None
        if phrase.pronoun is not None and phrase.pronoun.number == "two" and self.words.head_first:
            if previous is not None and previous.last == phrase.first and previous.kind == "nominal":
                previous.owner = phrase
        for i in (phrase.first, phrase.last - 1):
            if phrase.kind == "nominal" and self.words.has("possessive", self.tokens[i].text.lower()):
                phrase.owned = i
