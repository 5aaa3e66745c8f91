"""Finds the subject of a verb that has none of its own: inherited, lent by the main clause, or told behind it."""

from kg.extract.phrases import Phrase
from kg.extract.reading import Text

__all__ = ["Hidden"]


class Hidden(Text):
    """The rules for hidden subjects. `left` is the rule for subjects that stand to the left of their verb."""

    def left(self, verb: int) -> tuple[Phrase | None, Phrase | None]:
        """The subject to the left of a verb, and the antecedent where a relative clause has its subject inside."""
        raise NotImplementedError

    def _is_participle(self, verb: int, comma: int) -> bool:
        """Whether a verb right behind a comma is a participle ("…, accusing it of")."""
        text = self.tokens[verb].text.lower()
        return verb == comma + 1 and any(text.endswith(e) for e in self.words.words.get("active-ending", ()))

    def _subordinate(self, verb: int, position: int, first: int) -> Phrase | None:
        """The hidden subject behind a subordinator in mid-sentence ("after signing", "for having mediated")."""
        if self.tokens[position].upos not in ("SCONJ", "ADP") or position + 1 in self.at:
            return None
        for i in range(position - 1, first - 1, -1):
            if self.tokens[i].upos != "VERB" or i in self.at:
                continue
            mark = self.words.has("object-mark", self.tokens[position].text.lower())
            if self.words.has("postposed", self.tokens[i].text.lower()):
                return self._speaker_behind(i, position)
            if mark and self._controls_object(self.tokens[i]) and i + 1 in self.starts:
                return self.whole(self.starts[i + 1])
            return self.left(i)[0]
        return None

    def _speaker_behind(self, verb: int, before: int) -> Phrase | None:
        """The speaker behind a word for saying ("ujar Menteri X saat mengunjungi"): the last of title and name."""
        phrase = self.starts.get(verb + 1)
        while phrase is not None and (follower := self.starts.get(phrase.last)) and follower.last <= before:
            phrase = follower
        return phrase

    def main_subject(self, comma: int, first: int) -> Phrase | None:
        """The subject of the last verb before a comma."""
        for i in range(comma - 1, first - 1, -1):
            if self.tokens[i].upos == "VERB" and i not in self.at:
                return self.left(i)[0]
        return None

    def _after_opener(self, verb: int, position: int, first: int) -> Phrase | None:
        """The subject of the main clause, for a clause without one that opens the sentence ("After signing …, X")."""
        token = self.tokens[position]
        opens = token.upos in ("SCONJ", "ADP", "ADV", "PUNCT") and all(
            self.tokens[i].upos in ("SCONJ", "ADP", "ADV", "PUNCT", "CCONJ") for i in range(first, position + 1)
        )
        return self.cataphoric(verb) if opens else None

    def cataphoric(self, verb: int) -> Phrase | None:
        """The first phrase behind the comma that ends the clause of a verb which opens its sentence."""
        last = self.sentences[self.sentence_of[verb]].last
        for i in range(verb + 1, last - 1):
            if self.tokens[i].text == "," and i + 1 in self.starts:
                candidate = self.starts[i + 1]
                if not self._in_list(i) and self.tokens[candidate.head].deprel != "appos":
                    follower = self._past(candidate)
                    return candidate if follower < last and self.tokens[follower].upos != "PUNCT" else None
        return None

    def next_subject(self, position: int, last: int) -> Phrase | None:
        """The subject of the first verb behind a token."""
        for i in range(position, last):
            if self.tokens[i].upos == "VERB" and i not in self.at:
                return self.left(i)[0]
        return None

    def _in_list(self, comma: int) -> bool:
        before, after = self.ends.get(comma), self.starts.get(comma + 1)
        return before is not None and after is not None and after in self.groups.all_of(before)

    def _inherited(self, verb: int, position: int, first: int) -> Phrase | None:
        """The subject of the verb before, for "signed and ratified" or "agreed to sign"."""
        token = self.tokens[position]
        text = token.text.lower()
        carries = self.words.has("and", text) or self.words.has("infinitive", text) or token.upos == "VERB"
        if not carries:
            return None
        head = self.tokens[verb].head
        if self.words.has("and", text) and (higher := self._higher(verb, position, first)) is not None:
            return self.left(higher)[0]
        if (
            self.words.has("and", text)
            and first <= head < position
            and self.tokens[head].upos == "VERB"
            and head not in self.at
        ):
            return self.left(head)[0]
        for i in range(position if token.upos == "VERB" else position - 1, first - 1, -1):
            if self.tokens[i].upos == "VERB" and i not in self.at:
                if self.words.has("and", text) and self._is_finite(verb) and not self._is_finite(i):
                    continue
                if not self.words.has("and", text) and self._controls_object(self.tokens[i]):
                    return self.starts.get(i + 1)
                return self.left(i)[0]
        return None

    def _higher(self, verb: int, position: int, first: int) -> int | None:
        """The verb of asking or accusing that another such verb goes on from, past the clause below the first."""
        if not self._controls_object(self.tokens[verb]):
            return None
        verbs = [i for i in range(first, position) if self.tokens[i].upos == "VERB" and i not in self.at]
        controlling = [i for i in verbs if self._controls_object(self.tokens[i])]
        return controlling[-1] if controlling and controlling[-1] != verbs[-1] else None
