"""Matches the frames of nouns for a deed or a role, and of adjectives with a name at their side."""

from collections.abc import Iterator

from kg.extract.clauses import Clause, Slot
from kg.extract.drafting import Draft, Drafting
from kg.extract.frames import Frame
from kg.extract.phrases import Phrase

__all__ = ["NounMatcher"]


class NounMatcher(Drafting):
    """Finds what the nouns of one text say."""

    def _nominal(self, phrase: Phrase) -> Iterator[Draft]:
        if phrase.kind != "nominal":
            return
        for frame, at in self._noun_frames(phrase):
            if frame.kind == "noun":
                yield from self._deed(frame, phrase, at)
            elif frame.kind == "role":
                yield from self._role(frame, phrase, at)
        yield from self._adjectives(phrase)

    def _adjectives(self, phrase: Phrase) -> Iterator[Draft]:
        """Participles inside a phrase with a name at their side: "Russian-brokered", "buatan Rusia"."""
        for i in range(phrase.first, phrase.last):
            for frame in self.frames.nouns.get(self.tokens[i].text.lower(), ()):
                if frame.kind != "adjective":
                    continue
                at = i - 2 if not self.words.head_first else i + 1
                number = next((n for n, name in enumerate(phrase.inner) if name.first <= at < name.last), None)
                if number is None:
                    continue
                thing = self._modified(phrase) if i == phrase.first and self.words.head_first else phrase
                if thing is None:
                    continue
                slots = {"near": [Slot(self._inner(phrase, number), "order")]}
                one = self._pick(frame.subject, slots, thing)
                for draft in self._make(frame, i, phrase.head, one, self._pick(frame.object, slots, thing)):
                    draft.presupposed = draft.structural = True
                    yield draft

    def _modified(self, phrase: Phrase) -> Phrase | None:
        """The phrase right before an adjective that opens a phrase of its own ("Shahed-136 buatan Iran")."""
        return self.reader.ends.get(phrase.first)

    def _noun_frames(self, phrase: Phrase) -> Iterator[tuple[Frame, int]]:
        """The frames of the head noun, those of the longest trigger before the others of its kind."""
        matching: list[tuple[int, Frame, int]] = []
        for i in range(phrase.first, phrase.last):
            if i == phrase.head or self._in_head(phrase, i):
                for frame in self._frames_at(i):
                    end = self._rest(i, frame.words)
                    if end and (end - 1 == phrase.head or i == phrase.head):
                        matching.append((len(frame.words), frame, i))
        for length, frame, i in matching:
            if not any(n > length and other.kind == frame.kind for n, other, _ in matching):
                yield frame, i
        if phrase.noun is not None:
            for frame in self.frames.nouns.get("@" + phrase.noun.sense, ()):
                yield frame, phrase.head

    def _frames_at(self, i: int) -> tuple[Frame, ...]:
        token = self.tokens[i]
        for form in (token.text.lower(), token.lemma.lower(), self.words.singular(token.text.lower())):
            if found := self.frames.nouns.get(form):
                return found
        return ()

    def _in_head(self, phrase: Phrase, i: int) -> bool:
        return i <= phrase.head if not self.words.head_first else i >= phrase.head

    def _deed(self, frame: Frame, phrase: Phrase, at: int) -> Iterator[Draft]:
        verb = self._governor(phrase)
        clause = self._light(verb, phrase) if verb is not None else None
        slots = self._deed_slots(phrase, clause)
        if "subj" not in slots and (hidden := self._hidden(phrase)):
            slots["subj"] = [Slot(hidden, "near")]
        own = "by" in slots or phrase.owner is not None
        own = own or (bool(phrase.inner) and any(name in slots for name in frame.object))
        lent = clause is not None and "subj" in frame.subject and "subj" in slots and not own
        subject = slots["subj"][:1] if lent else self._pick(frame.subject, slots, phrase)
        target = self._pick(frame.object, slots, phrase, taken=subject)
        if not self._filled(frame, slots):
            return
        for draft in self._make(frame, at, verb if clause and verb is not None else phrase.head, subject, target):
            draft.presupposed = clause is None
            yield draft

    def _filled(self, frame: Frame, slots: dict[str, list[Slot]]) -> bool:
        """Whether the slots of a noun are filled as its frame needs."""
        for name, values in frame.needs:
            there = any(self._is_one_of(s.phrase, values) for s in slots.get(name.removeprefix("not-"), []))
            if there == name.startswith("not-"):
                return False
        return True

    def _hidden(self, phrase: Phrase) -> Phrase | None:
        """The doer of a deed told beside the main clause: "on a visit to Beijing, X said"."""
        if not phrase.first or phrase.owner is not None or phrase.owned is not None:
            return None
        if phrase.inner and self.words.head_first:
            return None
        sentence = self.reader.sentences[phrase.sentence]
        if not self.words.has("beside", self.tokens[phrase.first - 1].text.lower()) or phrase.first == sentence.first:
            return None
        if phrase.first - 1 == sentence.first:
            return self.reader.cataphoric(phrase.last - 1) or self.reader.next_subject(phrase.last, sentence.last)
        return self.reader.main_subject(phrase.first - 1, sentence.first)

    def _deed_slots(self, phrase: Phrase, clause: Clause | None) -> dict[str, list[Slot]]:
        slots: dict[str, list[Slot]] = {}
        for prep, behind in self.reader.behind(phrase):
            slots.setdefault("by" if self.words.has("by", prep) else prep, []).append(Slot(behind, "order"))
        touching = self.reader.starts.get(phrase.last)
        if self.words.head_first and touching is not None and touching is not phrase.owner:
            slots["of"] = [Slot(touching, "order")]
        if clause is not None:
            if clause.subject:
                slots["subj"] = [clause.subject]
            for prep, found in clause.preps.items():
                known = {s.phrase.index for s in slots.get(prep, [])}
                slots.setdefault(prep, []).extend(s for s in found if s.phrase.index not in known)
        return slots

    def _pick(
        self, names: tuple[str, ...], slots: dict[str, list[Slot]], phrase: Phrase, taken: list[Slot] | None = None
    ) -> list[Slot]:
        for name in names:
            if name in ("poss", "mod", "mods"):
                found = self._noun_slot(name, phrase)
            elif name == "pair":
                owner = phrase.owner
                found = [Slot(owner, "order")] if owner is not None and owner.index in self.discourse.pairs else []
            elif name == "itself":
                found = [Slot(phrase, "order")]
            elif name == "of-mod":
                found = [s for of in slots.get("of", []) for s in self._noun_slot("mod", of.phrase)]
            elif name == "other":
                found = [Slot(s.phrase, "other") for s in taken or []]
            else:
                found = slots.get(name, [])
            found = [s for s in found if not taken or s.phrase is not taken[0].phrase or s.by == "other"]
            if found:
                return found if name == "mods" else found[:1]
        return []

    def _governor(self, phrase: Phrase) -> int | None:
        """The verb that a phrase is the object or, in the passive, the subject of."""
        token = self.tokens[phrase.head]
        if token.deprel in ("obj", "nsubj:pass") and self.tokens[token.head].upos == "VERB":
            return token.head
        before = phrase.first - 1
        if before >= 0 and self.tokens[before].upos == "VERB" and before not in self.reader.at:
            return before
        return None

    def _light(self, verb: int, phrase: Phrase) -> Clause | None:
        token = self.tokens[verb]
        for form in (token.text.lower(), token.lemma.lower()):
            for light, voice in self.words.light_forms.get(form, ()):
                if light:
                    clause = self.clause(verb, voice)
                    return clause
        return None

    def _role(self, frame: Frame, phrase: Phrase, at: int) -> Iterator[Draft]:
        bearers = self._bearers(phrase)
        slots: dict[str, list[Slot]] = {}
        for prep, behind in self.reader.behind(phrase):
            slots.setdefault(prep, []).append(Slot(behind, "order"))
        touching = self.reader.starts.get(phrase.last)
        if self.words.head_first and touching is not None and touching.kind == "nominal":
            slots["of"] = [Slot(touching, "order")]
        slots["self"] = bearers
        if not self._filled(frame, slots):
            return
        subject, target = self._pick(frame.subject, slots, phrase), self._pick(frame.object, slots, phrase)
        copular = self._copula(phrase) is not None
        for draft in self._make(frame, at, phrase.first if copular else phrase.head, subject, target):
            draft.presupposed = not copular
            yield draft

    def _bearers(self, phrase: Phrase) -> list[Slot]:
        """What a role noun is said of: the name beside it, the subject of the copula, or what it was taken for."""
        for same in self.discourse.groups.same(phrase):
            return [Slot(same, "self")]
        if subject := self._copular_subject(phrase):
            return [subject]
        chosen = self.discourse.choices.get(phrase.index, [])
        if chosen and (chosen[0].named or phrase.definite or phrase.owner is not None):
            return [Slot(phrase, "self near")]
        return []

    def _copular_subject(self, phrase: Phrase) -> Slot | None:
        copula = self._copula(phrase)
        if copula is None:
            return None
        tree = next(
            (
                self.reader.at[c]
                for c in self.reader.children.get(phrase.head, [])
                if self.tokens[c].deprel.startswith("nsubj") and c in self.reader.at
            ),
            None,
        )
        left, _ = self.reader.left(copula)
        if left is None:
            return Slot(tree, "tree") if tree else None
        return Slot(left, "both" if tree is left else "order")

    def _copula(self, phrase: Phrase) -> int | None:
        """The copula right before a phrase, adverbs between."""
        for position in range(phrase.first - 1, max(phrase.first - 5, -1), -1):
            token = self.tokens[position]
            texts = (token.lemma.lower(), token.text.lower())
            if any(self.words.is_verb("copula", text) or self.words.has("be", text) for text in texts):
                return position
            if token.upos not in ("ADV", "PART", "DET"):
                return None
        return None
