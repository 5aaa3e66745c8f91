"""Turns the drafts of a document into its record: entities with keys, mentions, claims with evidence."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from kg.extract.discourse import Discourse, Node
from kg.extract.match import Draft
from kg.extract.phrase import Phrase
from kg.link.found import Found
from kg.link.reference import Reference, normalise
from kg.link.shared import is_shared
from kg.model import Analysis, Claim, Document, Entity, Mention, Record, Span, digest, slug

__all__ = ["Recorder"]

REST = 12
"""Tokens behind trigger and ends within which a clause is followed to its end."""

TITLED = frozenset(["Event", "Agreement", "Sanctions", "Law", "Thing"])
"""Types of things whose known titles are looked through for the names of states."""

NAMED = frozenset(["Person", "Organization", "Place", "Agreement", "Law"])
"""Types of named things that a record tells of though nothing is claimed of them."""

CONCLUDING = frozenset(["signed", "party-to"])
"""Relations whose subject is a party to the object."""

PIECES = 5
"""Pieces of evidence that one claim keeps."""


class Recorder:
    """Writes the record of one document."""

    def __init__(self, document: Document, analysis: Analysis, discourse: Discourse, reference: Reference) -> None:
        self.document, self.analysis, self.discourse, self.reference = document, analysis, discourse, reference
        self.entities: dict[int, Entity] = {}
        self.statements: dict[str, Entity] = {}
        self.concluded: dict[int, set[str]] = {}

    def record(self, drafts: Sequence[Draft]) -> Record:
        """The record of all drafts: equal claims are one, with the best evidence first."""
        self._conclude(drafts)
        claims = [self._claim(draft) for draft in drafts]
        inner = list(self._inner())
        for node in self.discourse.nodes:
            if node.phrases and (node.slug is not None or (node.named and node.type in NAMED)):
                self.entity(node)
        return Record(
            self.document,
            tuple(sorted([*self.entities.values(), *self.statements.values()], key=lambda e: e.key)),
            tuple(sorted([*self._mentions(), *inner], key=lambda m: m.span)),
            tuple(_unique(claims)),
        )

    def entity(self, node: Node) -> Entity:
        """The entity of a node, made once."""
        if node.number not in self.entities:
            self.entities[node.number] = self._make(node)
        return self.entities[node.number]

    def _make(self, node: Node) -> Entity:
        if node.slug is not None:
            known = self.reference.known[node.slug]
            label = known.label(self.analysis.language)
            names = tuple(dict.fromkeys([label, *node.names]))
            return Entity(node.slug, known.type, names, known.wikidata, "reference", 1.0, node.reason)
        kind = "Thing" if node.type == "?" else node.type
        label = node.names[0] if node.names else node.sense or node.type
        clues = self._clues(node, kind)
        apart = [self.document.path, str(self._ordinal(node))] if "local" in clues else list(clues)
        key = f"{slug(label)}-{digest('|'.join([kind, normalise(label), *apart]))}"
        return Entity(key, kind, tuple(node.names) or (label,), reason=node.reason, clues=clues)

    def _clues(self, node: Node, kind: str) -> tuple[str, ...]:
        """What tells a thing from its namesakes: its document, the state whose body it is, its parties and year."""
        if not node.named:
            return ("local",)
        if kind == "Organization" and is_shared(node.names[0]):
            states = {state for phrase in node.phrases if (state := self.discourse.state_of(phrase))}
            return (f"of:{states.pop()}",) if len(states) == 1 else ("local",)
        return tuple(sorted(self.concluded.get(node.number, ())))

    def _conclude(self, drafts: Sequence[Draft]) -> None:
        """Enter the parties and the year of each agreement or law that the drafts tell to be signed."""
        for draft in drafts:
            thing, subject = draft.object, draft.subject
            if draft.relation not in CONCLUDING or thing is None or draft.negated or draft.modality != "asserted":
                continue
            told = self.concluded.setdefault(thing.number, set())
            if subject.slug is not None and subject.type in ("Country", "Organization"):
                told.add(f"party:{subject.slug}")
            if draft.relation == "signed" and draft.time:
                told.add(f"year:{draft.time[:4]}")

    def _ordinal(self, node: Node) -> int:
        """Which of the things of the same label in the document it is, counted in text order."""
        same = [n for n in self.discourse.nodes if n.type == node.type and n.names[:1] == node.names[:1]]
        return same.index(node)

    def _claim(self, draft: Draft) -> Claim:
        first, last = self.analysis.tokens[draft.first], self.analysis.tokens[self._clause_end(draft) - 1]
        evidence = Span(first.start, last.end)
        target = self.entity(draft.object).key if draft.object else None
        if draft.words is not None:
            target = self._statement(draft).key
            evidence = Span(min(evidence.start, draft.words.start), max(evidence.end, draft.words.end))
        return Claim(
            self.entity(draft.subject).key,
            draft.relation,
            target,
            (evidence,),
            literal=draft.literal,
            negated=draft.negated,
            modality=draft.modality,  # type: ignore[arg-type]
            speaker=self.entity(draft.speaker).key if draft.speaker else None,
            carrier=self.entity(draft.carrier).key if draft.carrier else None,
            time=draft.time,
            confidence=round(draft.confidence, 2),
            rule=draft.rule,
            reasons=tuple(draft.reasons),
        )

    def _clause_end(self, draft: Draft) -> int:
        """The token behind the words of a draft: those of a deed run on to the next mark, for what belongs to it."""
        end, tokens = draft.last, self.analysis.tokens
        if draft.structural or draft.words is not None:
            return end
        while end < min(len(tokens), draft.last + REST) and tokens[end].upos != "PUNCT" and "\n" not in self._gap(end):
            end += 1
        return end

    def _gap(self, end: int) -> str:
        """The white space before a token."""
        return self.analysis.text[self.analysis.tokens[end - 1].end : self.analysis.tokens[end].start]

    def _statement(self, draft: Draft) -> Entity:
        assert draft.words is not None
        text = draft.words.of(self.analysis.text)
        speaker = self.entity(draft.subject).key
        key = f"statement-{digest('|'.join((self.document.path, speaker, text)))}"
        self.statements[key] = Entity(key, "Statement", (text[:80],), text=text, speaker=speaker, clues=("local",))
        return self.statements[key]

    def _inner(self) -> Iterator[Mention]:
        """The known names inside longer phrases: "Ukrainian" in "Ukrainian troops", "PBB" in "resolusi PBB"."""
        for phrase in self.discourse.phrases:
            for number, name in enumerate(phrase.inner):
                if name.pair:
                    continue
                made = self.discourse.inner(phrase, number)
                node = self.discourse.choices[made.index][0]
                if node.slug is not None or node.number in self.entities:
                    span = Span(self.analysis.tokens[name.first].start, self.analysis.tokens[name.last - 1].end)
                    yield Mention(span, self.entity(node).key, "name", self.discourse.reasons[made.index])
            if phrase.name is not None and phrase.name.type in TITLED:
                yield from self._inside(phrase.name)

    def _inside(self, title: Found) -> Iterator[Mention]:
        """The states that the known title of an event, an agreement or a thing names: "the invasion of Ukraine"."""
        for token in self.analysis.tokens[title.first : title.last]:
            slugs = self.reference.by_name.get(normalise(token.text), ())
            if len(title) > 1 and len(slugs) == 1 and self.reference.known[slugs[0]].type == "Country":
                node = self.discourse.known(slugs[0])
                why = f"{token.text!r} is a known name of {node.names[0]}"
                yield Mention(Span(token.start, token.end), self.entity(node).key, "name", why)

    def _mentions(self) -> list[Mention]:
        mentions = []
        for phrase in self.discourse.phrases:
            for node in self.discourse.choices.get(phrase.index, [])[:1]:
                node = self._acting(phrase, node)
                if node.number in self.entities:
                    span = Span(self.analysis.tokens[phrase.first].start, self.analysis.tokens[phrase.last - 1].end)
                    reason = self.discourse.reasons.get(phrase.index, "")
                    mentions.append(Mention(span, self.entities[node.number].key, phrase.kind, reason))
        return mentions

    def _acting(self, phrase: Phrase, node: Node) -> Node:
        """The state for which a capital or a seat of power stands: in a claim, or as the subject of a verb."""
        if phrase.index in self.discourse.acting:
            return self.discourse.acting[phrase.index]
        state = self.discourse.state(node.slug) if node.slug is not None and phrase.kind == "name" else None
        if state is None or state == node.slug:
            return node
        token = self.analysis.tokens[phrase.head]
        subject = token.deprel == "nsubj" and "Voice=Pass" not in self.analysis.tokens[token.head].feats
        acts = self.discourse.known(state)
        return acts if acts.number in self.entities and subject else node


def _unique(claims: list[Claim]) -> list[Claim]:
    """Claims of one identity as one: the surest stays, with the words of the others beside its own.

    A claim without a time is the one that has a time elsewhere in the text, where there is just one such.
    """
    times: dict[tuple[object, ...], set[str]] = {}
    for claim in claims:
        if claim.time:
            times.setdefault(_deed(claim), set()).add(claim.time)
    found: dict[tuple[object, ...], list[Claim]] = {}
    for claim in sorted(claims, key=lambda c: (-c.confidence, c.evidence)):
        known = times.get(_deed(claim), set())
        timed = replace(claim, time=min(known)) if claim.time is None and len(known) == 1 else claim
        found.setdefault((*_deed(timed), timed.time), []).append(timed)
    best = [replace(same[0], evidence=_words(same)) for same in found.values()]
    return sorted(best, key=lambda c: (c.evidence, c.relation, c.subject, c.object or c.literal or ""))


def _deed(claim: Claim) -> tuple[object, ...]:
    """What a claim is apart from its time."""
    ends = (claim.subject, claim.relation, claim.object, claim.literal)
    return (*ends, claim.negated, claim.modality, claim.speaker)


def _words(same: list[Claim]) -> tuple[Span, ...]:
    """The words of equal claims, the surest first, none inside another."""
    spans: list[Span] = []
    for claim in same:
        for span in claim.evidence:
            if len(spans) < PIECES and not any(span in other or other in span for other in spans):
                spans.append(span)
    return tuple(spans)
