"""Puts claims into the mouth of their speakers, and makes `said` and `told` of what is reported."""

from collections.abc import Iterator

from kg.extract.clauses import Reader
from kg.extract.discourse import Discourse, Node
from kg.extract.match import Draft, accepted
from kg.extract.speech import Speech, find_speech
from kg.languages.wordlists import Lexicon
from kg.model import Analysis

__all__ = ["Speaking"]

SAYING = frozenset(["say", "admit", "vow", "view", "call", "warn", "report", "resolve", "head"])
"""Kinds of speech that make a statement; an accusation, a denial or a demand is a relation of its own."""

WANTED = frozenset(["demand", "vow"])
SPEAKS = frozenset(["Person", "Organization", "Country", "Group"])


PERFORMED = frozenset(["supports", "rejected", "condemned", "praised", "recognized", "apologized-to"])
"""Relations that hold by being said."""

REACH = 4
"""Tokens from the word for saying to the word for what is done by it at most."""


class Speaking:
    """The speech of one text."""

    def __init__(self, analysis: Analysis, reader: Reader, discourse: Discourse, words: Lexicon) -> None:
        self.analysis, self.reader, self.discourse, self.words = analysis, reader, discourse, words
        self.speeches = find_speech(analysis)
        self.verbs = frozenset(s.verb for s in self.speeches)

    def _speakers(self, speech: Speech) -> list[Node]:
        phrase = self.reader.at.get(speech.speaker) if speech.speaker is not None else None
        if phrase is None:
            return []
        accepts = SPEAKS
        if speech.kind == "head":
            near = [p for p in self.discourse.phrases if p.last <= speech.verb]
            phrase, accepts = max(near, key=lambda p: p.last, default=phrase), frozenset({"Person"})
        one = phrase.pronoun if phrase.kind == "pronoun" else None
        if one is not None and one.number == "one" and "Person" in one.types:
            accepts = frozenset({"Person"})
        filled = self.discourse.fill(phrase, accepts, False)
        if not filled and speech.kind != "head":
            filled = self.discourse.fill(phrase, SPEAKS, False)
        for node, member in filled:
            self.discourse.act(member, node)
        return [node for node, _ in filled]

    def attribute(self, draft: Draft) -> None:
        """Set the speaker of a draft whose trigger stands inside reported words."""
        if draft.structural and "copula" not in draft.rule:
            return
        if draft.presupposed and draft.modality == "asserted" and not draft.negated:
            return
        told = (s for s in self.speeches if s.kind != "resolve")
        inner = [s for s in told if any(a <= draft.trigger < b for a, b in s.scope)]
        for speech in sorted(inner, key=lambda s: sum(b - a for a, b in s.scope)):
            speakers = self._speakers(speech)
            if speakers:
                self._colour(draft, speech.kind)
                if self._is_act(draft, speech, speakers[0]):
                    return
                draft.speaker = speakers[0]
                draft.reasons.append(f"reported by {speech.reason}")
                return

    def _is_act(self, draft: Draft, speech: Speech, speaker: Node) -> bool:
        """Whether saying it is doing it: "menyatakan mendukung", "said it rejected", told of the speaker at once."""
        own = draft.subject is speaker and draft.relation in PERFORMED and speech.kind == "say"
        return own and 0 < draft.trigger - speech.verb <= REACH

    def _colour(self, draft: Draft, kind: str) -> None:
        """What is demanded or vowed is planned; what is denied is negated."""
        if kind in WANTED and draft.modality == "asserted":
            draft.modality = "planned"
            draft.reasons.append(f"a {kind} makes it planned")
        if kind == "deny" and draft.denied_by is None:
            draft.negated = not draft.negated
            draft.reasons.append("a denial makes it negated")

    def drafts(self) -> Iterator[Draft]:
        """`said` for each speech with words, `told` for each audience."""
        for speech in self.speeches:
            speakers = self._speakers(speech)
            for node in speakers:
                if speech.audience is not None and (phrase := self.reader.at.get(speech.audience)):
                    for other, _ in self.discourse.fill(phrase, accepted("told", "object"), False):
                        if other == node:
                            continue
                        draft = self._draft("told", node, other, speech)
                        if phrase.sentence == self.reader.sentence_of[speech.verb]:
                            draft.first, draft.last = min(draft.first, phrase.first), max(draft.last, phrase.last)
                        yield draft
                if speech.kind in SAYING and speech.words.end > speech.words.start:
                    draft = self._draft("said", node, None, speech)
                    draft.words = speech.words
                    yield draft

    def _draft(self, relation: str, node: Node, other: Node | None, speech: Speech) -> Draft:
        first = min(x for x in (speech.verb, speech.speaker) if x is not None)
        draft = Draft(
            relation, node, other, speech.verb, first, max(speech.verb, speech.speaker or 0) + 1, "speech", 0.85
        )
        draft.reasons.append(speech.reason)
        return draft
