"""Reads where things are: "the university in Hull", "Bintan, Riau Islands"."""

from collections.abc import Iterator

from kg.extract.clauses import Reader
from kg.extract.discourse import Discourse
from kg.extract.match import Draft, accepted
from kg.extract.phrases import Phrase
from kg.languages.wordlists import Lexicon
from kg.model import Analysis

__all__ = ["Places"]

PLACED = 0.85


class Places:
    """Finds where things are: "the university in Hull", "Bintan, Riau Islands"."""

    def __init__(self, analysis: Analysis, reader: Reader, discourse: Discourse, words: Lexicon) -> None:
        self.tokens, self.reader, self.discourse, self.words = analysis.tokens, reader, discourse, words

    def drafts(self) -> Iterator[Draft]:
        """All places told by a preposition of place right behind a thing, or by the next name behind a comma."""
        for phrase in self.reader.phrases:
            place = self._behind(phrase)
            if place is None:
                continue
            ends = accepted("located-in", "subject"), accepted("located-in", "object")
            ours = self.discourse.fill(phrase, ends[0], True)
            theirs = self.discourse.fill(place, ends[1], True)
            if len(ours) != 1 or not theirs or ours[0][0] is theirs[0][0]:
                continue
            one, other = ours[0][0], theirs[0][0]
            draft = Draft("located-in", one, other, phrase.head, phrase.first, place.last, "place behind", PLACED)
            draft.structural = True
            yield draft

    def _behind(self, phrase: Phrase) -> Phrase | None:
        end = phrase.last
        if end + 1 >= len(self.tokens) or phrase.kind == "pronoun":
            return None
        text, follower = self.tokens[end].text.lower(), self.reader.starts.get(end + 1)
        if follower is None or follower.sentence != phrase.sentence or not self._is_place(follower):
            return None
        if self.words.has("in", text) and self._is_thing(phrase):
            return follower
        named = phrase.name is not None and phrase.name.type in ("Place", "?") and follower.name is not None
        before = self.tokens[phrase.first - 1].text.lower() if phrase.first else ""
        if (
            text == ","
            and named
            and self.words.has("place-preposition", before)
            and follower not in self.reader.groups.all_of(phrase)
        ):
            return follower
        return None

    def _acts(self, phrase: Phrase) -> bool:
        """Whether a body is the doer right behind its verb: the place then belongs to the deed."""
        if not phrase.first:
            return False
        before = self.tokens[phrase.first - 1]
        return before.upos == "VERB" or self.words.has("by", before.text.lower())

    def _is_place(self, phrase: Phrase) -> bool:
        return phrase.name is not None and not phrase.name.adjective and phrase.name.type in ("Place", "Country")

    def _is_thing(self, phrase: Phrase) -> bool:
        if phrase.name is not None and phrase.name.type == "Place":
            return bool(phrase.first) and self.words.has(
                "place-preposition", self.tokens[phrase.first - 1].text.lower()
            )
        if self._acts(phrase):
            return False
        if phrase.name is not None:
            return phrase.name.type == "Organization"
        if any(self.tokens[i].upos == "NUM" for i in range(phrase.first, phrase.last)):
            return False
        kinds = ("Organization", "Place", "Event")
        if phrase.owned is not None:
            return False
        deed = phrase.noun is not None and self.words.has("no-place", phrase.noun.sense)
        return phrase.noun is not None and phrase.noun.type in kinds and not deed
