"""Matches frames against a text: each trigger with its ends becomes a draft of a claim."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache

from kg.extract.clauses import Clause, Reader, Slot
from kg.extract.discourse import Discourse, Node
from kg.extract.frames import Frame, Frames
from kg.extract.lexicon import Lexicon
from kg.extract.phrases import Phrase
from kg.model import Analysis, Span
from kg.vocabulary import fits, relations

__all__ = ["Draft", "Matcher"]

TYPES = ("Person", "Organization", "Country", "Place", "Group", "Agreement", "Sanctions", "Law", "Event", "Thing")
SURE = {"both": 0.93, "self": 0.85, "order": 0.8, "tree": 0.72, "near": 0.7, "self near": 0.7}
"""How sure a slot is by who found it."""


@dataclass(slots=True, eq=False)
class Draft:
    """A claim in the making. `first` and `last` are the tokens of its words, `status_at` the token that tells its status."""

    relation: str
    subject: Node
    object: Node | None
    trigger: int
    first: int
    last: int
    rule: str
    confidence: float
    literal: str | None = None
    status_at: int = -1
    negated: bool = False
    modality: str = "asserted"
    speaker: Node | None = None
    carrier: Node | None = None
    time: str | None = None
    reasons: list[str] = field(default_factory=list)
    structural: bool = False
    denied_by: int | None = None
    presupposed: bool = False
    words: Span | None = None


@cache
def accepted(relation: str, end: str) -> frozenset[str]:
    """The types that may stand at the "subject" or "object" of a relation."""
    told = relations()[relation]
    ends = told.domain if end == "subject" else told.range
    return frozenset(t for t in TYPES if fits(t, ends))


class Matcher:
    """Finds what the frames of a language say of one text."""

    def __init__(self, analysis: Analysis, reader: Reader, discourse: Discourse, frames: Frames, words: Lexicon) -> None:
        self.tokens, self.reader, self.discourse, self.frames, self.words = (
            analysis.tokens,
            reader,
            discourse,
            frames,
            words,
        )
        self._clauses: dict[tuple[int, str], Clause] = {}

    def drafts(self) -> Iterator[Draft]:
        """All drafts, in the order of their triggers."""
        for token in self.tokens:
            yield from self._verb(token.index)
        for phrase in self.reader.phrases:
            yield from self._nominal(phrase)

    def clause(self, verb: int, voice: str) -> Clause:
        """The clause of a verb, read once."""
        key = (verb, voice or self.reader.voice(verb))
        if key not in self._clauses:
            self._clauses[key] = self.reader.clause(verb, voice)
        return self._clauses[key]

    # -- verbs

    def verb_frames(self, at: int) -> Iterator[tuple[str, Frame, int]]:
        """The frames whose trigger stands at a token, with the voice and the token behind the trigger."""
        token = self.tokens[at]
        phrase = self.reader.at.get(at)
        if phrase is not None and phrase.kind == "name":
            return
        text, lemma = token.text.lower(), token.lemma.lower()
        found = self.frames.verbs.get(text, ()) or (self.frames.verbs.get(lemma, ()) if token.upos in ("VERB", "AUX") else ())
        matching = [
            (v, f, end)
            for v, f in found
            if (self._is_verb(at, v) or len(f.words) > 1 and token.upos == "AUX") and (end := self._rest(at, f.words))
        ]
        longest = max((end for _, _, end in matching), default=0)
        yield from (match for match in matching if match[2] == longest)

    def _is_verb(self, at: int, voice: str) -> bool:
        token = self.tokens[at]
        if voice in ("active", "passive"):
            return at not in self.reader.at or token.upos == "VERB"
        if voice == "bare":
            before = self.reader.ends.get(at)
            if before is None or not before.first:
                return False
            relative = self.words.has("relative", self.tokens[before.first - 1].text.lower())
            return token.upos == "VERB" or relative and self.reader.at.get(at) is not before
        kinds = ("VERB", "ADJ", "ADV") if self.words.head_first else ("VERB",)
        return token.upos in kinds and not token.deprel.startswith("aux") and not self._has_helped(at)

    def _has_helped(self, at: int) -> bool:
        """Whether a "have" only helps the verb behind it ("have both supplied")."""
        if not self.words.has("perfect", self.tokens[at].text.lower()):
            return False
        behind = self.tokens[at + 1 : at + 3]
        return any(t.upos == "VERB" and t.index not in self.reader.at for t in behind)

    def _rest(self, at: int, words: tuple[str, ...]) -> int:
        position = at + 1
        if len(words) > 1 and self.tokens[at].upos == "AUX":
            while position < len(self.tokens) and self.tokens[position].upos in ("ADV", "PART"):
                if words[1] == self.tokens[position].text.lower():
                    break
                position += 1
        for word in words[1:]:
            if position >= len(self.tokens):
                return 0
            token = self.tokens[position]
            if word not in (token.text.lower(), token.lemma.lower()):
                return 0
            position += 1
        return position

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
            return Clause(clause.trigger, clause.voice, clause.subject, Slot(behind, "order"), clause.second, clause.preps)
        return clause

    def _needs(self, frame: Frame, clause: Clause) -> bool:
        for slot, values in frame.needs:
            negative = slot.startswith("not-")
            name = slot.removeprefix("not-")
            if name == "prt":
                there = self._particle(clause.trigger, values)
            else:
                there = any(self._is_one_of(s.phrase, values) for s in self._slots(name, clause))
            if there == negative:
                return False
        return True

    def _particle(self, verb: int, values: frozenset[str]) -> bool:
        return any(self.tokens[i].text.lower() in values for i in range(verb + 1, min(verb + 3, len(self.tokens))))

    def _is_one_of(self, phrase: Phrase, values: frozenset[str]) -> bool:
        if phrase.lemma in values or "*" in values or "Name" in values and phrase.kind == "name":
            return True
        if phrase.noun is not None and "@" + phrase.noun.sense in values:
            return True
        texts = [t.text.lower() for t in self.tokens[phrase.first : phrase.last]]
        lemmas = [t.lemma.lower() for t in self.tokens[phrase.first : phrase.last]]
        if phrase.kind == "nominal" and any(len(v.split()) == 1 and (v in texts or v in lemmas) for v in values):
            return True
        whole = " ".join(texts)
        return any(" " in v and v in whole for v in values) or self._is_of_class(phrase, values)

    def _is_of_class(self, phrase: Phrase, values: frozenset[str]) -> bool:
        """Whether a need names a class of the vocabulary (they have capitals) that the phrase's thing is of."""
        classes = frozenset(v for v in values if v[:1].isupper())
        if not classes:
            return False
        nodes = [*self.discourse.pairs.get(phrase.index, []), *self.discourse.choices.get(phrase.index, [])]
        return any(n.type == "?" or fits(n.type, classes) for n in nodes[: None if phrase.kind == "pronoun" else 1])

    def _slots(self, name: str, clause: Clause) -> list[Slot]:
        if name == "subj":
            return [clause.subject] if clause.subject else []
        if name == "obj":
            return [s for s in (clause.object, clause.second) if s]
        return clause.preps.get(name, [])

    def _verb_slot(self, names: tuple[str, ...], clause: Clause) -> list[Slot]:
        """The phrases of the first alternative that has any."""
        for name in names:
            if name == "other":
                return [Slot(clause.subject.phrase, "other")] if clause.subject else []
            if name.startswith("subj-") and clause.subject:
                if slots := self._of_subject(name.removeprefix("subj-"), clause.subject.phrase):
                    return slots
            if name == "obj2" and clause.second:
                return [clause.second]
            if name == "obj" and clause.object:
                return [clause.object]
            if name in ("poss", "mod") and clause.object:
                if slots := self._noun_slot(name, clause.object.phrase):
                    return slots
            if name not in ("obj", "obj2") and (slots := self._slots(name, clause)):
                return slots[:1]
        return []

    def _of_subject(self, name: str, phrase: Phrase) -> list[Slot]:
        """The owner of the subject, or what stands behind it with a preposition ("the terms of the deal include")."""
        if name == "poss":
            return self._noun_slot(name, phrase)
        return [Slot(p, "order") for prep, p in self.reader.behind(phrase) if prep == name][:1]

    # -- nouns

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
                slots = {"near": [Slot(self._inner(phrase, number), "order")]}
                one = self._pick(frame.subject, slots, phrase)
                for draft in self._make(frame, i, phrase.head, one, self._pick(frame.object, slots, phrase)):
                    draft.presupposed = draft.structural = True
                    yield draft

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
        lent = clause is not None and "subj" in frame.subject and "subj" in slots
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
            elif name == "other":
                found = [Slot(s.phrase, "other") for s in taken or []]
            else:
                found = slots.get(name, [])
            found = [s for s in found if not taken or s.phrase is not taken[0].phrase or s.by == "other"]
            if found:
                return found if name == "mods" else found[:1]
        return []

    def _noun_slot(self, name: str, phrase: Phrase) -> list[Slot]:
        """The owner of a noun, or the names inside its phrase, as phrases of their own."""
        if name == "mods":
            inner = [Slot(self._inner(phrase, number), "order") for number in range(len(phrase.inner))]
            return inner if len(inner) > 1 else []
        if name == "poss":
            if phrase.owner is not None:
                return [Slot(phrase.owner, "order")]
            if phrase.owned is not None and (pronoun := self._owned(phrase)):
                return [Slot(pronoun, "near")]
            return []
        return [Slot(self._inner(phrase, number), "order") for number in range(len(phrase.inner))][:1]

    def _inner(self, phrase: Phrase, number: int) -> Phrase:
        """A name inside a phrase, as a phrase that the discourse knows."""
        return self.discourse.inner(phrase, number)

    def _owned(self, phrase: Phrase) -> Phrase | None:
        return self.discourse.possessor(phrase)

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

    # -- roles

    def _role(self, frame: Frame, phrase: Phrase, at: int) -> Iterator[Draft]:
        bearers = self._bearers(phrase)
        slots: dict[str, list[Slot]] = {}
        for prep, behind in self.reader.behind(phrase):
            slots.setdefault(prep, []).append(Slot(behind, "order"))
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
        tree = next((self.reader.at[c] for c in self.reader.children.get(phrase.head, []) if self.tokens[c].deprel.startswith("nsubj") and c in self.reader.at), None)
        left, _ = self.reader.left(copula)
        if left is None:
            return Slot(tree, "tree") if tree else None
        return Slot(left, "both" if tree is left else "order")

    def _copula(self, phrase: Phrase) -> int | None:
        """The copula right before a phrase, adverbs between."""
        position = phrase.first - 1
        while position >= 0 and self.tokens[position].upos in ("ADV", "PART", "DET") and phrase.first - position < 4:
            position -= 1
        if position < 0:
            return None
        token = self.tokens[position]
        is_copula = self.words.is_verb("copula", token.lemma.lower()) or self.words.is_verb("copula", token.text.lower())
        return position if is_copula or self.words.has("be", token.text.lower()) else None

    # -- drafts

    def _make(
        self, frame: Frame, at: int, status_at: int, subject: list[Slot], target: list[Slot]
    ) -> Iterator[Draft]:
        if not subject or not target:
            return
        relation = relations()[frame.relation]
        place_first = "Place" in relation.range
        ends = accepted(frame.relation, "subject")
        subjects = [filled for slot in subject for filled in self._fill(slot, ends, False, frozenset())]
        known = frozenset(n.number for n, _ in subjects) if subject[0].phrase.kind != "pronoun" else frozenset()
        targets = self._fill(target[0], accepted(frame.relation, "object"), place_first, known)
        if targets and len(subjects) == 1 and subjects[0][0] is targets[0][0]:
            subjects = self.discourse.fill(subject[0].phrase, ends, False, frozenset([targets[0][0].number]))
        pair = target[0].by == "other"
        if "things" in frame.notes and any(n.type == "Person" for n, _ in (*subjects, *targets)):
            return
        for one, one_phrase in subjects:
            for other, other_phrase in targets:
                if one is other or pair and other.number <= one.number:
                    continue
                yield self._draft(frame, at, status_at, (one, one_phrase, subject[0].by), (other, other_phrase, target[0].by))

    def _fill(
        self, slot: Slot, ends: frozenset[str], place_first: bool, others: frozenset[int]
    ) -> list[tuple[Node, Phrase]]:
        if slot.by.startswith("self"):
            return self.discourse.alone(slot.phrase, ends)
        return self.discourse.fill(slot.phrase, ends, place_first, others)

    def _draft(
        self, frame: Frame, at: int, status_at: int, one: tuple[Node, Phrase, str], other: tuple[Node, Phrase, str]
    ) -> Draft:
        inside = [p for p in (one[1], other[1]) if p.sentence == self.reader.sentence_of[at]]
        first, last = min([at, *(p.first for p in inside)]), max([at + 1, *(p.last for p in inside)])
        confidence = min(SURE.get(one[2], 0.8), SURE.get(other[2], 0.8))
        reasons = [f"frame {frame.rule}", f"subject found by {one[2]}, object by {other[2]}"]
        for _, phrase, _ in (one, other):
            if reason := self.discourse.reasons.get(phrase.index):
                reasons.append(reason)
            if phrase.kind == "pronoun":
                confidence *= 0.9
        draft = Draft(frame.relation, one[0], other[0], at, first, last, frame.rule, confidence, status_at=status_at, reasons=reasons)
        draft.negated = "negated" in frame.notes
        draft.modality = next((n for n in ("planned", "possible") if n in frame.notes), "asserted")
        return draft
