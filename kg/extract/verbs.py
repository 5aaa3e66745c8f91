"""Matches the frames of verbs."""

from collections.abc import Iterator

from kg.extract.clauses import Clause, Slot
from kg.extract.drafting import Draft, Drafting
from kg.extract.frames import Frame
from kg.extract.phrases import Phrase
from kg.model import Token

__all__ = ["VerbMatcher"]


class VerbMatcher(Drafting):
    """Finds what the verbs of one text say."""

    def verb_frames(self, at: int) -> Iterator[tuple[str, Frame, int]]:
        """The frames whose trigger stands at a token, with the voice and the token behind the trigger."""
        token = self.tokens[at]
        phrase = self.reader.at.get(at)
        if phrase is not None and phrase.kind == "name":
            return
        found = self._known_forms(token)
        matching = [
            (v, f, end)
            for v, f in found
            if (self._is_verb(at, v) or (len(f.words) > 1 and token.upos == "AUX")) and (end := self._rest(at, f.words))
        ]
        longest = max((end for _, _, end in matching), default=0)
        yield from (match for match in matching if match[2] == longest)

    def _known_forms(self, token: Token) -> tuple[tuple[str, Frame], ...]:
        """The frames of a form: where endings tell the lemma, those of the lemma count before those of the form."""
        text, lemma = token.text.lower(), token.lemma.lower()
        by_form = self.frames.verbs.get(text, ())
        by_lemma = self.frames.verbs.get(lemma, ()) if token.upos in ("VERB", "AUX") else ()
        before = self.tokens[token.index - 1].text.lower() if token.index else ""
        base = "VerbForm=Inf" in token.feats or self.words.has("infinitive", before)
        return by_form or by_lemma if self.words.head_first or base else by_lemma or by_form

    def _is_verb(self, at: int, voice: str) -> bool:
        token = self.tokens[at]
        if voice in ("active", "passive"):
            return at not in self.reader.at or token.upos == "VERB"
        if voice == "bare":
            before = self.reader.ends.get(at)
            if before is None or not before.first:
                return False
            relative = self.words.has("relative", self.tokens[before.first - 1].text.lower())
            return token.upos == "VERB" or (relative and self.reader.at.get(at) is not before)
        kinds = ("VERB", "ADJ", "ADV") if self.words.head_first else ("VERB",)
        return token.upos in kinds and not token.deprel.startswith("aux") and not self._has_helped(at)

    def _has_helped(self, at: int) -> bool:
        """Whether a "have" only helps the verb behind it ("have both supplied")."""
        if not self.words.has("perfect", self.tokens[at].text.lower()):
            return False
        behind = self.tokens[at + 1 : at + 3]
        return any(t.upos == "VERB" and t.index not in self.reader.at for t in behind)

    def _verb(self, at: int) -> Iterator[Draft]:
        for voice, frame, end in self.verb_frames(at):
            clause = self.clause(at, voice)
            if end > at + 1:
                clause = self._shifted(clause, at, end)
            if not self._needs(frame, clause):
                continue
            subject, target = self._verb_slot(frame.subject, clause), self._verb_slot(frame.object, clause)
            yield from self._make(frame, at, at, subject, target)

    def _shifted(self, clause: Clause, at: int, end: int) -> Clause:
        """The clause with its object looked for behind the words of the trigger."""
        behind = self.reader.starts.get(end)
        if behind is not None and clause.voice == "active":
            return Clause(
                clause.trigger, clause.voice, clause.subject, Slot(behind, "order"), clause.second, clause.preps
            )
        return clause

    def _needs(self, frame: Frame, clause: Clause) -> bool:
        for slot, values in frame.needs:
            negative = slot.startswith("not-")
            name = slot.removeprefix("not-")
            if name == "prt":
                there = self._particle(clause, values)
            else:
                there = any(self._is_one_of(s.phrase, values) for s in self._slots(name, clause))
            if there == negative:
                return False
        return True

    def _particle(self, clause: Clause, values: frozenset[str]) -> bool:
        """Whether one of some words stands right behind a verb, or right behind the object that follows it."""
        places = [clause.trigger + 1, clause.trigger + 2]
        if clause.voice == "active" and clause.object is not None and clause.object.phrase.first > clause.trigger:
            places.append(clause.object.phrase.last)
        return any(self._reads(at, value) for at in places for value in values)

    def _reads(self, at: int, value: str) -> bool:
        words = value.split()
        return [t.text.lower() for t in self.tokens[at : at + len(words)]] == words

    def _slots(self, name: str, clause: Clause) -> list[Slot]:
        if name == "subj":
            return [clause.subject] if clause.subject else []
        if name == "obj2":
            return [clause.second] if clause.second else []
        if name == "obj":
            return [s for s in (clause.object, clause.second) if s]
        return clause.preps.get(name, [])

    def _verb_slot(self, names: tuple[str, ...], clause: Clause) -> list[Slot]:
        """The phrases of the first alternative that has any."""
        for name in names:
            if name == "that":
                return self._reported(clause)
            if name == "other":
                return [Slot(clause.subject.phrase, "other")] if clause.subject else []
            owner = name.removeprefix("subj-")
            if owner != name and clause.subject and (slots := self._of_subject(owner, clause.subject.phrase)):
                return slots
            if name == "obj2" and clause.second:
                return [clause.second]
            if name == "obj" and clause.object:
                return [clause.object]
            of_object = name in ("poss", "mod") and clause.object
            if of_object and clause.object and (slots := self._noun_slot(name, clause.object.phrase)):
                return slots
            if name not in ("obj", "obj2") and (slots := self._slots(name, clause)):
                return slots[:1]
        return []

    def _reported(self, clause: Clause) -> list[Slot]:
        """The subject of the clause that a verb governs ("demanded that X go")."""
        at = clause.trigger + 1
        if at >= len(self.tokens) or not self.words.has("complementizer", self.tokens[at].text.lower()):
            return []
        behind = self.reader.starts.get(at + 1)
        return [Slot(self.reader.whole(behind), "order")] if behind is not None else []

    def _of_subject(self, name: str, phrase: Phrase) -> list[Slot]:
        """The owner of the subject, or what stands behind it with a preposition ("the terms of the deal include")."""
        if name in ("poss", "mod"):
            return self._noun_slot(name, phrase)
        return [Slot(p, "order") for prep, p in self.reader.behind(phrase) if prep == name][:1]
