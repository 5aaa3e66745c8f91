"""Reads what stands around a verb from the order of words and phrases."""

from kg.extract.hidden import Hidden
from kg.extract.phrases import Phrase
from kg.extract.reading import Clause, Slot, slot
from kg.model import Token

__all__ = ["Order"]

OPENING = frozenset(["“", '"', "‘"])

STEPS = 24
"""Words and phrases that the search for a subject goes over to the left."""


ASIDE = 4
"""Tokens from the first comma of an aside to the second at most."""


class Order(Hidden):
    """The reader that follows the order of words."""

    def _order(self, verb: int, voice: str) -> Clause:
        clause = Clause(verb, voice)
        left, antecedent = self.left(verb)
        right = self._right(verb, clause)
        if voice == "active":
            clause.subject = slot(left, "order")
            clause.object = slot(right[0] if right else antecedent, "order")
            clause.second = slot(right[1] if len(right) > 1 else None, "order")
        elif voice == "bare":
            clause.subject, clause.object = slot(left, "order"), slot(antecedent, "order")
        else:
            clause.object = slot(self._reduced(verb) or left, "order")
            by = next((slots[0].phrase for p, slots in clause.preps.items() if self.words.has("by", p)), None)
            bare = right[0] if right and self.words.head_first else None
            clause.subject = slot(by or bare, "order")
            clause.second = slot(right[0] if right and (by or not bare) else None, "order")
        return clause

    def _reduced(self, verb: int) -> Phrase | None:
        """The phrase right before a participle that modifies it: "under a deal brokered by"."""
        position = verb - 1
        while self.tokens[position].upos == "ADV" and position not in self.at and position > 0:
            position -= 1
        return None if self.words.head_first else self.ends.get(position + 1)

    def left(self, verb: int) -> tuple[Phrase | None, Phrase | None]:
        """The subject to the left of a verb, and the antecedent where a relative clause has its subject inside."""
        first = self.sentences[self.sentence_of[verb]].first
        position = self._skip_left(verb - 1, first)
        touching = True
        for _ in range(STEPS):
            if position < first:
                return self.cataphoric(verb), None
            text = self.tokens[position].text.lower()
            if self.words.has("relative", text):
                return self._before(position, first), None
            if position in self.blocked or text in ("(", ")"):
                position -= 1
                continue
            if text == "," and self._is_participle(verb, position):
                return self.main_subject(position, first), None
            touching = touching and text != ","
            if text == ",":
                opening = self._over_parenthesis(position, first)
                if opening < 0:
                    return self.main_subject(position, first) or self._undergoing(verb, position), None
                position = opening
                continue
            phrase = self.ends.get(position + 1)
            if phrase is None:
                found = self._inherited(verb, position, first) or self._after_opener(verb, position, first)
                return found or self._subordinate(verb, position, first), None
            if phrase.owned is not None and self.words.has("adverbial", phrase.lemma) and touching:
                position = phrase.first - 1
                continue
            phrase = self._owned(phrase)
            lead = self._lead(phrase)
            before = self.tokens[lead.start - 1] if lead.start > first else None
            joins = before is not None and self.words.has("subordinator", before.text.lower()) and touching
            if (
                before is not None
                and before.upos == "ADP"
                and not self.words.has("relative", before.text.lower())
                and not joins
            ):
                position = lead.start - 2
                while position > first and self.tokens[position].upos == "ADP" and position not in self.at:
                    position -= 1
                continue
            if (start := self._place_tail(lead, first)) is not None:
                position = start
                continue
            if (relative := self._relative_before(before, first)) is not None:
                return self._before(relative, first), None
            if before is not None and self._is_reduced(before.index, first):
                position = before.index - 2
                continue
            if before is not None and before.text.lower() in self.words.genitives:
                return phrase, None
            if before is not None and self.words.has("relative", before.text.lower()):
                return phrase, self._before(lead.first - 1, first)
            return phrase, self._adjacent(phrase, first)
        return None, None

    def _is_undergone(self, verb: int) -> bool:
        """Whether a verb is a passive by its beginning, in a language where that shows."""
        beginnings = tuple(self.words.words.get("passive-beginning", ()))
        return bool(beginnings) and self.tokens[verb].text.lower().startswith(beginnings)

    def _is_reduced(self, verb: int, first: int) -> bool:
        """Whether a passive behind a comma is no predicate but goes with the subject ("X, didampingi Y, …")."""
        behind = verb - 1 > first and self.tokens[verb - 1].text == "," and verb - 1 in self.ends
        return behind and verb not in self.at and self.tokens[verb].upos == "VERB" and self._is_undergone(verb)

    def _undergoing(self, verb: int, comma: int) -> Phrase | None:
        """What a passive right behind a comma is said of ("X, didukung oleh Y, …")."""
        phrase = self.ends.get(comma) if comma == verb - 1 else None
        if phrase is None or not self._is_undergone(verb):
            return None
        clings = phrase.first and self.words.has("clinging", self.tokens[phrase.first - 1].text.lower())
        return self.ends.get(phrase.first - 1) if clings else phrase

    def _place_tail(self, phrase: Phrase, first: int) -> int | None:
        """Where to go on left of "in Camp Zeist, Netherlands,": the place behind the comma is no subject."""
        if phrase.first <= first + 1 or self.tokens[phrase.first - 1].text != "," or phrase.name is None:
            return None
        before = self.ends.get(phrase.first - 1)
        if before is None or before.first <= first or phrase.name.type not in ("Place", "Country"):
            return None
        place = before.name is None or before.name.type in ("Place", "Country", "?")
        inside = self.words.has("place-preposition", self.tokens[before.first - 1].text.lower())
        return before.first - 2 if place and inside and phrase not in self.groups.all_of(before) else None

    def _relative_before(self, verb: Token | None, first: int) -> int | None:
        """The relative pronoun that opens the clause of a verb before its agent ("yang didukung Rwanda merebut")."""
        if verb is None or verb.upos != "VERB" or not self.words.head_first or verb.index in self.at:
            return None
        position = self._skip_left(verb.index - 1, first)
        return (
            position if position >= first and self.words.has("relative", self.tokens[position].text.lower()) else None
        )

    def _owned(self, phrase: Phrase) -> Phrase:
        """What stands before a phrase that is but its owner: "pakta" for "kedua negara" in "pakta kedua negara"."""
        before = self.ends.get(phrase.first)
        return before if before is not None and (before.owner is phrase or before.deed) else phrase

    def _lead(self, phrase: Phrase) -> Phrase:
        """The phrase that opens what a phrase ends: the first of its list, the title before the name."""
        members = self.groups.all_of(phrase)
        lead = members[0] if phrase in members or any(phrase in self.groups.same(m) for m in members) else phrase
        for same in self.groups.same(lead):
            if same.last == lead.first:
                return same
            if same.last == lead.first - 1 and self.tokens[same.last].text == "," and same.sentence == lead.sentence:
                return next((title for title in self.groups.same(same) if title.last == same.first), same)
        return lead

    def _adjacent(self, phrase: Phrase, first: int) -> Phrase | None:
        """The phrase that a contact clause modifies: "the peninsula it had annexed"."""
        if phrase.kind != "pronoun" or phrase.first <= first:
            return None
        before = self.ends.get(phrase.first)
        return before if before is not None and before.kind == "nominal" and not self.words.head_first else None

    def _before(self, position: int, first: int) -> Phrase | None:
        """The phrase that a relative pronoun takes up: right before it, a comma or a preposition between."""
        i = position - 1
        while i >= first and (
            self.tokens[i].text in (",", "(", ")") or self.tokens[i].upos == "ADP" or i not in self.at
        ):
            if self.tokens[i].upos in ("VERB", "SCONJ"):
                return None
            i -= 1
        phrase = self.ends.get(i + 1)
        if phrase is not None and self.words.has("personal", self.tokens[position].text.lower()):
            phrase = self._person_before(phrase)
        if phrase is not None and self.tokens[position - 1].text == "," and (tied := self._tied(phrase, first)):
            return tied
        return self._owned(phrase) if phrase is not None else None

    def _tied(self, phrase: Phrase, first: int) -> Phrase | None:
        """The deal or event that a name only completes: "kesepakatan dengan A dan B, yang …"."""
        lead = self._lead(phrase)
        before = self.ends.get(lead.first - 1) if lead.first - 1 > first else None
        if before is None or before.kind != "nominal" or before.noun is None:
            return None
        tie = self.words.has("tying", self.tokens[lead.first - 1].text.lower())
        return before if tie and before.noun.type in ("Agreement", "Event", "Law") else None

    def antecedent(self, position: int) -> Phrase | None:
        """The phrase that a relative pronoun takes up."""
        return self._before(position, self.sentences[self.sentence_of[position]].first)

    def _person_before(self, phrase: Phrase) -> Phrase:
        """What "who" takes up: not the place or body that ends the phrase ("an envoy from Riga, who")."""
        found = phrase
        while found.is_thing and found.index > 0:
            before = self.phrases[found.index - 1]
            if before.sentence != phrase.sentence or self.tokens[found.start - 1].upos != "ADP":
                return phrase
            if before.last != found.start - 1 and before is not found.owner:
                return phrase
            found = before
        return found

    def _skip_left(self, position: int, first: int) -> int:
        while position >= first:
            token = self.tokens[position]
            phrase = self.at.get(position)
            skip = (
                token.upos in ("AUX", "ADV", "PART") or position in self.blocked or token.text in ("“", "”", '"', "‘")
            )
            if phrase is not None and not self.words.has("auxiliary", token.text.lower()):
                break
            if not skip and not self.words.has("auxiliary", token.text.lower()):
                break
            if self.words.has("infinitive", token.text.lower()):
                break
            position -= 1
        return position

    def _over_parenthesis(self, comma: int, first: int) -> int:
        """From the comma behind a parenthesis to the token before the comma that opens it; -1 where none does."""
        start = comma - 1
        while start > first and (start in self.blocked or self.tokens[start].text in ("(", ")")):
            start -= 1
        if start < comma - 1 and self.tokens[start].text == ",":
            return start - 1
        for i in range(start, first, -1):
            if self.tokens[i].text != "," or self._goes_on(i, comma):
                continue
            if self._opens_parenthesis(i, comma) or self._is_aside(i, comma):
                return i - 1
        return -1

    def _goes_on(self, opening: int, closing: int) -> bool:
        """Whether a clause goes on between two commas: "…, Xi Jinping, mengunjungi Laos, …" is no parenthesis."""
        if not self.words.head_first or self._is_undergone(opening + 1):
            return False
        for i in range(opening + 1, closing):
            if self.words.has("relative", self.tokens[i].text.lower()):
                return False
            if self.tokens[i].upos == "VERB" and i not in self.at:
                return True
        return False

    def _is_aside(self, opening: int, closing: int) -> bool:
        """Whether but a word or two without a noun stand between two commas ("misalnya", "kata dia", "however")."""
        if closing - opening > ASIDE or closing - opening < 2:
            return False
        inside = [self.at[i] for i in range(opening + 1, closing) if i in self.at]
        return all(p.kind == "pronoun" for p in inside) and opening in self.ends

    def _is_predicate(self, i: int) -> bool:
        """Whether a token is a verb that ends an apposition: one with a subject of its own or an auxiliary."""
        token = self.tokens[i]
        if token.upos not in ("AUX", "VERB") or i in self.at:
            return False
        behind_comma = i + 1 < len(self.tokens) and self.tokens[i - 1].text == self.tokens[i + 1].text == ","
        return "VerbForm=Fin" in token.feats or behind_comma

    def _opens_parenthesis(self, comma: int, end: int) -> bool:
        """Whether a relative clause, an apposition or a participle stands behind a comma and a phrase before it."""
        before = next((self.ends[i] for i in range(comma, max(comma - 4, 0), -1) if i in self.ends), None)
        follows = self.tokens[comma + 1]
        if before is None:
            return False
        closes = before.start > 0 and self.tokens[before.start - 1].text == "," and bool(self.groups.same(before))
        if closes and not self.words.head_first:
            return False
        if self.words.has("relative", follows.text.lower()) or self.words.has("together", follows.text.lower()):
            return True
        behind = self.starts.get(comma + 1)
        if behind is not None and any(self._is_predicate(i) for i in range(comma + 1, end)):
            return False
        if behind is not None:
            return behind in self.groups.same(before) or behind.kind == "pronoun" or behind.title is not None
        return follows.upos == "VERB" or (follows.upos == "ADP" and before.index > 0)

    def _right(self, verb: int, clause: Clause) -> list[Phrase]:
        """The bare phrases right of a verb; those behind prepositions go into the clause."""
        last = self.sentences[self.sentence_of[verb]].last
        objects: list[Phrase] = []
        position, touching = verb + 1, True
        while position < last:
            token = self.tokens[position]
            text = token.text.lower()
            phrase = self.starts.get(position)
            if phrase is not None:
                phrase = self.whole(phrase)
                if touching and len(objects) < 2:
                    objects.append(phrase)
                position = self._past(phrase)
                while position < last and self.tokens[position].text in OPENING:
                    position += 1
                touching = touching and position in self.starts
                continue
            if self._ends_clause(token, position):
                break
            if token.upos == "ADP" and position + 1 < last:
                behind = self.starts.get(position + 1)
                if behind is not None and position == verb + 1 and self.words.has("particle", text) and touching:
                    position += 1
                    continue
                if behind is not None:
                    behind = self.whole(behind)
                    clause.preps.setdefault(text, []).append(Slot(behind, "order"))
                    position = self._past(behind)
                    touching = False
                    continue
            if token.upos not in ("ADV", "PART", "ADP", "DET", "PRON", "ADJ") and token.text not in ("“", '"'):
                touching = False
            position += 1
        return objects

    def _ends_clause(self, token: Token, position: int) -> bool:
        text = token.text.lower()
        if self.words.has("relative", text) or self.words.has("complementizer", text) or text in (";", ":"):
            return True
        return (token.upos == "VERB" and position not in self.at) or (
            token.upos == "SCONJ" and position + 1 not in self.starts
        )
