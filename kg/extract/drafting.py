"""Makes drafts of claims: fills the slots of a frame with things and gives each draft its words and confidence."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache

from kg.extract.clauses import Clause, Reader, Slot
from kg.extract.discourse import Discourse, Node
from kg.extract.frames import Frame, Frames
from kg.extract.phrases import Phrase
from kg.languages.wordlists import Lexicon
from kg.model import Analysis, Span
from kg.vocabulary import Vocabulary, shipped

__all__ = ["Draft", "Drafting", "accepted"]

TYPES = ("Person", "Organization", "Country", "Place", "Group", "Agreement", "Sanctions", "Law", "Event", "Thing")
SURE = {"both": 0.93, "self": 0.85, "order": 0.8, "tree": 0.72, "near": 0.7, "self near": 0.7}
"""How sure a slot is by who found it."""


@dataclass(slots=True, eq=False)
class Draft:
    """A claim in the making.

    `first` and `last` are the tokens of its words, `status_at` the token that tells its status. A `presupposed` deed is
    no part of what a speaker reports; a `structural` draft has the status of the document itself.
    """

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
    signs: tuple[str, ...] = ()


@cache
def accepted(relation: str, end: str, vocabulary: Vocabulary | None = None) -> frozenset[str]:
    """The types that may stand at the "subject" or "object" of a relation."""
    known = vocabulary or shipped()
    told = known.relations[relation]
    ends = told.domain if end == "subject" else told.range
    return frozenset(t for t in TYPES if known.fits(t, ends))


class Drafting:
    """What the matchers of verbs and of nouns share: one text, its frames, and the making of drafts."""

    def __init__(
        self, analysis: Analysis, reader: Reader, discourse: Discourse, frames: Frames, words: Lexicon
    ) -> None:
        self.tokens, self.reader, self.discourse, self.frames, self.words = (
            analysis.tokens,
            reader,
            discourse,
            frames,
            words,
        )
        self._clauses: dict[tuple[int, str], Clause] = {}

    def clause(self, verb: int, voice: str) -> Clause:
        """The clause of a verb, read once."""
        key = (verb, voice or self.reader.voice(verb))
        if key not in self._clauses:
            self._clauses[key] = self.reader.clause(verb, voice)
        return self._clauses[key]

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

    def _is_one_of(self, phrase: Phrase, values: frozenset[str]) -> bool:
        if phrase.lemma in values or "*" in values or ("Name" in values and self._is_named(phrase)):
            return True
        if phrase.noun is not None and "@" + phrase.noun.sense in values:
            return True
        texts = [t.text.lower() for t in self.tokens[phrase.first : phrase.last]]
        lemmas = [t.lemma.lower() for t in self.tokens[phrase.first : phrase.last]]
        if phrase.kind == "nominal" and any(len(v.split()) == 1 and (v in texts or v in lemmas) for v in values):
            return True
        whole = " ".join(texts)
        return any(" " in v and v in whole for v in values) or self._is_of_class(phrase, values)

    def _is_named(self, phrase: Phrase) -> bool:
        """Whether a phrase is a name, or a number of things of a name ("42 Rafale")."""
        counted = self.tokens[phrase.first].upos == "NUM" and bool(phrase.inner) and not phrase.inner[-1].adjective
        return phrase.kind == "name" or (counted and phrase.inner[-1].last == phrase.last)

    def _is_of_class(self, phrase: Phrase, values: frozenset[str]) -> bool:
        """Whether a need names a class of the vocabulary (they have capitals) that the phrase's thing is of."""
        classes = frozenset(v for v in values if v[:1].isupper())
        if not classes:
            return False
        nodes = [*self.discourse.pairs.get(phrase.index, []), *self.discourse.choices.get(phrase.index, [])]
        fits = self.frames.vocabulary.fits
        return any(n.type == "?" or fits(n.type, classes) for n in nodes[: None if phrase.kind == "pronoun" else 1])

    def _noun_slot(self, name: str, phrase: Phrase) -> list[Slot]:
        """The owner of a noun, or the names inside its phrase, as phrases of their own."""
        if name == "mods":
            inner = [Slot(self._inner(phrase, number), "order") for number in range(len(phrase.inner))]
            inner += self._joined(phrase)
            return inner if len(inner) > 1 else []
        if name == "poss":
            if phrase.owner is not None:
                return [Slot(phrase.owner, "order")]
            if phrase.owned is not None and (pronoun := self._owned(phrase)):
                return [Slot(pronoun, "near")]
            return []
        return [Slot(self._inner(phrase, number), "order") for number in range(len(phrase.inner))][:1]

    def _joined(self, phrase: Phrase) -> list[Slot]:
        """The names joined to the one that ends a phrase ("perang Israel dan Hamas"), or its owners of several."""
        if not self.words.head_first:
            return []
        if phrase.owner is not None and phrase.owner.name is not None:
            members = self.discourse.groups.all_of(phrase.owner)
            return [Slot(m, "self") for m in members] if len(members) > 1 else []
        follower = self.reader.starts.get(phrase.last + 1)
        joined = phrase.last < len(self.tokens) and self.words.has("and", self.tokens[phrase.last].text.lower())
        if not phrase.inner or phrase.inner[-1].last != phrase.last or not joined or follower is None:
            return []
        return [Slot(follower, "order")] if follower.name is not None else []

    def _inner(self, phrase: Phrase, number: int) -> Phrase:
        """A name inside a phrase, as a phrase that the discourse knows."""
        return self.discourse.inner(phrase, number)

    def _owned(self, phrase: Phrase) -> Phrase | None:
        return self.discourse.possessor(phrase)

    def _make(self, frame: Frame, at: int, status_at: int, subject: list[Slot], target: list[Slot]) -> Iterator[Draft]:
        if not subject or not target:
            return
        vocabulary = self.frames.vocabulary
        relation = vocabulary.relations[frame.relation]
        place_first = "Place" in relation.range
        ends = accepted(frame.relation, "subject", vocabulary)
        places = "Place" in relation.domain
        subjects = [filled for slot in subject for filled in self._fill(slot, ends, places, frozenset())]
        known = frozenset(n.number for n, _ in subjects) if subject[0].phrase.kind != "pronoun" else frozenset()
        targets = self._fill(target[0], accepted(frame.relation, "object", vocabulary), place_first, known)
        if targets and len(subjects) == 1 and subjects[0][0] is targets[0][0]:
            subjects = self.discourse.fill(subject[0].phrase, ends, False, frozenset([targets[0][0].number]))
        pair = target[0].by == "other"
        if "things" in frame.notes and any(n.type == "Person" for n, _ in (*subjects, *targets)):
            return
        subjects = [(node, phrase) for node, phrase in subjects if not self._is_nobody(phrase)]
        for one, one_phrase in subjects:
            for other, other_phrase in targets:
                if one is other or (pair and other.number <= one.number):
                    continue
                yield self._draft(
                    frame, at, status_at, (one, one_phrase, subject[0].by), (other, other_phrase, target[0].by)
                )

    def _is_nobody(self, phrase: Phrase) -> bool:
        """Whether a phrase is one such as "no country", of which nothing can be claimed."""
        return self.words.has("no", self.tokens[phrase.first].text.lower())

    def _fill(
        self, slot: Slot, ends: frozenset[str], place_first: bool, others: frozenset[int]
    ) -> list[tuple[Node, Phrase]]:
        if slot.by.startswith("self"):
            return self.discourse.alone(slot.phrase, ends, place_first)
        return self.discourse.fill(slot.phrase, ends, place_first, others)

    def _draft(
        self, frame: Frame, at: int, status_at: int, one: tuple[Node, Phrase, str], other: tuple[Node, Phrase, str]
    ) -> Draft:
        inside = [p for p in (one[1], other[1]) if p.sentence == self.reader.sentence_of[at]]
        titles = [same for p in inside for same in self.reader.groups.same(p) if same.last == p.first]
        first = min([at, *(p.first for p in (*inside, *titles))])
        last = max([at + 1, *(p.last for p in inside)])
        confidence = min(SURE.get(one[2], 0.8), SURE.get(other[2], 0.8))
        reasons = [f"frame {frame.rule}", f"subject found by {one[2]}, object by {other[2]}"]
        for node, phrase, _ in (one, other):
            self.discourse.act(phrase, node)
            if reason := self.discourse.reasons.get(phrase.index):
                reasons.append(reason)
            if phrase.kind == "pronoun":
                confidence *= 0.9
        draft = Draft(
            frame.relation,
            one[0],
            other[0],
            at,
            first,
            last,
            frame.rule,
            confidence,
            status_at=status_at,
            reasons=reasons,
        )
        pronouns = (f"{end} a pronoun" for end, p in (("subject", one[1]), ("object", other[1])) if p.kind == "pronoun")
        draft.signs = (f"frame of a {frame.kind}", *pronouns)
        draft.negated = "negated" in frame.notes
        draft.modality = next((n for n in ("planned", "possible") if n in frame.notes), "asserted")
        return draft
