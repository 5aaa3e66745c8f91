"""Says whether one noun phrase stands in apposition to another: "A, the president of B,"."""

from abc import ABC, abstractmethod
from collections.abc import Sequence

from kg.extract.phrases import Phrase
from kg.languages.wordlists import Lexicon
from kg.model import Token

__all__ = ["Appositions"]


class Appositions(ABC):
    """The rules for appositions. `end` and `kind` are told by the reader of lists."""

    phrases: Sequence[Phrase]
    tokens: tuple[Token, ...]
    words: Lexicon
    starts: dict[int, Phrase]
    described: dict[int, tuple[Phrase, ...]]

    @abstractmethod
    def end(self, phrase: Phrase) -> int:
        """The token behind a phrase and what clings to it."""

    @abstractmethod
    def kind(self, phrase: Phrase) -> str | None:
        """What a phrase names, as its own words say."""

    def _is_apposition(self, one: Phrase, other: Phrase, comma: bool) -> bool:
        if not comma or one.kind == "pronoun" or other.kind == "pronoun":
            return False
        if self._more_list(other) or self._is_adverbial(one) or self._is_source(one, other):
            return False
        if self._leads_name(other):
            return self._is_kin(one) and self.tokens[self.end(other)].text == ","
        if self._describes_unknown(one, other):
            return True
        kinds = (self.kind(one), self.kind(other))
        if "Person" in kinds and one.kind != other.kind:
            nominal = one if one.kind == "nominal" else other
            return nominal.title is not None or self._is_describing(nominal)
        if one.kind != other.kind:
            nominal, name = (one, other) if one.kind == "nominal" else (other, one)
            if name.name is not None and name.name.type == "Person":
                return False
            return self._fits(nominal, name) or self._role(nominal)
        return one.kind == other.kind == "nominal" and other.indefinite and kinds[0] == kinds[1]

    def _is_kin(self, phrase: Phrase) -> bool:
        """Whether a phrase is somebody's relative, guest or counterpart, whom a title and a name may tell."""
        owned = phrase.owned is not None or phrase.owner is not None
        role = self._role(phrase) or (phrase.title is not None and phrase.title.role == "occupation")
        return phrase.kind == "nominal" and owned and role

    def _describes_unknown(self, one: Phrase, other: Phrase) -> bool:
        """Whether a noun of no list tells who or what a name is: "Kister, penyelam yang memasang bom itu,"."""
        if one.name is None or one.name.adjective or other.kind != "nominal" or not self.words.head_first:
            return False
        plain = other.noun is None and other.title is None and not other.indefinite and other.owned is None
        if not plain or other.first != self.end(one) + 1 or not self.tokens[other.first].text[:1].islower():
            return False
        if one.first and self.tokens[one.first - 1].upos == "ADP":
            return False
        return self.words.has("relative", self.tokens[min(other.last, len(self.tokens) - 1)].text.lower())

    def _is_source(self, one: Phrase, other: Phrase) -> bool:
        """Whether a name but opens its sentence behind a preposition, and the subject follows ("Menurut X, polisi")."""
        if one.kind != "name" or not one.first or other.kind != "nominal":
            return False
        opens = one.index == 0 or self.phrases[one.index - 1].sentence != one.sentence
        lead = self.tokens[one.first - 1]
        end = self.end(other)
        closed = end < len(self.tokens) and self.tokens[end].text == ","
        return opens and not closed and (lead.upos == "ADP" or self.words.has("source", lead.text.lower()))

    def _is_adverbial(self, phrase: Phrase) -> bool:
        """Whether a phrase opens its sentence behind a preposition ("Before the council, X said")."""
        if phrase.kind != "nominal" or phrase.first == 0 or self.tokens[phrase.first - 1].upos != "ADP":
            return False
        return phrase.title is None and (
            phrase.index == 0 or self.phrases[phrase.index - 1].sentence != phrase.sentence
        )

    def _more_list(self, phrase: Phrase) -> bool:
        """Whether a phrase goes on into "and …" without a comma, as the last but one of a list does."""
        end = self.end(phrase)
        return (
            phrase.title is None
            and not self._role(phrase)
            and end < len(self.tokens)
            and self.words.has("and", self.tokens[end].text.lower())
        )

    def _leads_name(self, phrase: Phrase) -> bool:
        """Whether a title has its name right behind it: then it starts a member of its own."""
        follower = self.starts.get(phrase.last)
        return follower is not None and follower in self.described.get(phrase.index, ())

    def _is_describing(self, nominal: Phrase) -> bool:
        behind = self.tokens[nominal.last].text.lower() if nominal.last < len(self.tokens) else ""
        known = nominal.noun is not None and nominal.noun.type in ("Person", "Group")
        return known or self._role(nominal) or (nominal.noun is None and self.words.has("personal", behind))

    def _fits(self, nominal: Phrase, name: Phrase) -> bool:
        kind = self.kind(name)
        noun = nominal.noun.type if nominal.noun else None
        if kind == "?" and noun is not None and self.tokens[self.end(name)].upos == "PUNCT":
            return True
        if noun is None or kind is None:
            return False
        return noun == kind or {noun, kind} <= {"Place", "Country"} or {noun, kind} <= {"Organization", "Group"}

    def _role(self, phrase: Phrase) -> bool:
        return self.words.has("role", phrase.lemma)
