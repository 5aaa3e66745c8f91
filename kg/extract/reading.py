"""What the readers of clauses share: a text with its phrases, and slots for what stands around a trigger."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from kg.extract.groups import Groups
from kg.extract.phrases import Phrase
from kg.languages.wordlists import Lexicon
from kg.model import Analysis, Token

__all__ = ["Clause", "Slot", "Text", "slot"]


NOMINAL = frozenset(["NUM", "NOUN", "PROPN", "ADJ"])


@dataclass(frozen=True, slots=True)
class Slot:
    """A phrase in a slot, and who found it: "both", "tree" or "order"."""

    phrase: Phrase
    by: str


@dataclass(slots=True)
class Clause:
    """What one reader or both found around a trigger. `preps` holds phrases by the preposition before them."""

    trigger: int
    voice: str
    subject: Slot | None = None
    object: Slot | None = None
    second: Slot | None = None
    preps: dict[str, list[Slot]] = field(default_factory=dict)


class Text:
    """One text as its readers see it: tokens with their children, and phrases by their tokens."""

    def __init__(
        self,
        analysis: Analysis,
        phrases: Sequence[Phrase],
        groups: Groups,
        words: Lexicon,
        blocked: frozenset[int] = frozenset(),
    ) -> None:
        self.blocked = blocked
        self.tokens, self.sentences = analysis.tokens, analysis.sentences
        self.phrases, self.groups, self.words = phrases, groups, words
        self.at: dict[int, Phrase] = {i: p for p in phrases for i in range(p.start, p.last)}
        self.starts = {i: p for p in phrases for i in (p.start, p.first)}
        self.ends = {p.last: p for p in phrases}
        self.children: dict[int, list[int]] = {}
        for token in self.tokens:
            if token.head != token.index:
                self.children.setdefault(token.head, []).append(token.index)
        self.sentence_of = [n for n, s in enumerate(self.sentences) for _ in range(s.first, s.last)]

    def _own_subject(self, verb: int) -> Phrase | None:
        for child in self.children.get(verb, []):
            if self.tokens[child].deprel.startswith("nsubj") and child in self.at:
                return self.at[child]
        return None

    def _is_relative(self, phrase: Phrase) -> bool:
        return self.words.has("relative", self.tokens[phrase.head].text.lower())

    def _controls_object(self, token: Token) -> bool:
        return any(self.words.is_verb("object-control", w) for w in (token.lemma.lower(), token.text.lower()))

    def _is_finite(self, verb: int) -> bool:
        """Whether a verb is no participle and no infinitive, as far as its form and the word before it tell."""
        text = self.tokens[verb].text.lower()
        if any(text.endswith(ending) for ending in self.words.words.get("active-ending", ())):
            return False
        return not (verb and self.words.has("infinitive", self.tokens[verb - 1].text.lower()))

    def whole(self, phrase: Phrase) -> Phrase:
        """What a phrase owns, where it is only the owner: "the Union's envoy" for "the Union"."""
        for _ in range(3):
            if phrase.last < len(self.tokens) and self.tokens[phrase.last].text.lower() in self.words.genitives:
                owned = self.starts.get(phrase.last + 1)
                if owned is not None and owned.owner is phrase:
                    phrase = owned
                    continue
            break
        return phrase

    def _past(self, phrase: Phrase) -> int:
        """The token behind a phrase and the list it leads."""
        members = self.groups.all_of(phrase)
        end = max(m.last for m in members) if members[0] is phrase else phrase.last
        for same in self.groups.same(phrase):
            if same.first >= phrase.last and same.first <= end + 1:
                end = max(end, same.last)
        return end

    def behind(self, phrase: Phrase) -> Iterator[tuple[str, Phrase]]:
        """The phrases behind prepositions that follow a noun phrase at once: "of X in Y by Z"."""
        owner = phrase.owner
        touching = owner if owner is not None and phrase.last in self._begins(owner) else None
        if touching is None and phrase.deed:
            touching = self.starts.get(phrase.last)
        return self.following(self._past(touching) if touching is not None else phrase.last, phrase.sentence)

    def _begins(self, phrase: Phrase) -> set[int]:
        """Where a phrase begins, with or without the title before it."""
        return {phrase.first, *(same.first for same in self.groups.same(phrase) if same.last == phrase.first)}

    def following(self, position: int, sentence: int) -> Iterator[tuple[str, Phrase]]:
        """The phrases behind prepositions from a token on."""
        last = self.sentences[sentence].last
        while position + 1 < last:
            token = self.tokens[position]
            behind = self.starts.get(position + 1)
            if position in self.blocked:
                position += 1
                continue
            if behind is None and token.upos == "ADP" and self.tokens[position + 1].upos == "ADP":
                behind = self.starts.get(position + 2)
            if token.upos == "ADP" and behind is not None:
                behind = self.whole(behind)
                yield token.text.lower(), behind
                position = self._past(behind)
            elif token.text in ("(", ")") or (position not in self.at and token.upos in NOMINAL):
                position += 1
            else:
                return


def slot(phrase: Phrase | None, by: str = "tree") -> Slot | None:
    """A slot with a phrase; none without."""
    return None if phrase is None else Slot(phrase, by)
