"""Matches frames against a text: each trigger with its ends becomes a draft of a claim."""

from collections.abc import Iterator

from kg.extract.drafting import Draft, accepted
from kg.extract.nouns import NounMatcher
from kg.extract.verbs import VerbMatcher

__all__ = ["Draft", "Matcher", "accepted"]


class Matcher(VerbMatcher, NounMatcher):
    """Finds what the frames of a language say of one text."""

    def drafts(self) -> Iterator[Draft]:
        """All drafts, in the order of their triggers."""
        for token in self.tokens:
            yield from self._verb(token.index)
        for phrase in self.reader.phrases:
            yield from self._nominal(phrase)
