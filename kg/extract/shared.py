"""Matches persons with states where one plural title is said of several: "the presidents of A and B, C and D"."""

from collections.abc import Mapping, Sequence

from kg.extract.phrase import Phrase
from kg.languages.wordlists import Lexicon
from kg.model import Token

__all__ = ["Holder", "SharedTitles"]

Holder = tuple[Phrase, Phrase, int]
"""A person, the phrase that names the state, and which of its inner names does; -1 for the phrase itself."""

STATES = frozenset(["Country", "Organization", "Place"])
PERSONS = frozenset(["Person", "?"])


class SharedTitles:
    """The titles of one text that several persons share, each with a state of its own.

    The persons stand behind the states ("the presidents of A and B, C and D") or before the title ("C and D, presidents
    of A and B"), a comma between, and are as many as the states.
    """

    def __init__(self, phrases: Sequence[Phrase], tokens: tuple[Token, ...], words: Lexicon) -> None:
        self.phrases, self.tokens, self.words = phrases, tokens, words
        self.starts = {p.first: p for p in phrases}
        self.ends = {p.last: p for p in phrases}

    def told(self) -> Mapping[int, tuple[Holder, ...]]:
        """The holders of each shared title, by the index of its phrase."""
        return {phrase.index: found for phrase in self.phrases if (found := self.holders(phrase))}

    def holders(self, title: Phrase) -> tuple[Holder, ...]:
        """The persons that share a title with their states; none where it is not shared."""
        if title.title is None or title.kind != "nominal":
            return ()
        states, end = self._states(title)
        if len(states) < 2:
            return ()
        persons = self._behind(end) or self._before(title)
        if len(persons) != len(states):
            return ()
        return tuple((person, *state) for person, state in zip(persons, states, strict=True))

    def _states(self, title: Phrase) -> tuple[list[tuple[Phrase, int]], int]:
        """The states of a title, and the token behind the last one."""
        states: list[tuple[Phrase, int]] = []
        position = title.last
        if self.words.head_first:
            inner = title.inner[-1] if title.inner else None
            if inner is None or inner.last != title.last or inner.type not in STATES:
                return [], position
            states, position = [(title, len(title.inner) - 1)], self._next(position)
        elif title.plural and position < len(self.tokens) and self._is("clinging", position):
            position += 1
        else:
            return [], position
        more, end = self._listed(position, STATES)
        return [*states, *((phrase, -1) for phrase in more)], end

    def _behind(self, end: int) -> list[Phrase]:
        if end >= len(self.tokens) or self.tokens[end].text != ",":
            return []
        return self._listed(self._skip(end + 1), PERSONS)[0]

    def _before(self, title: Phrase) -> list[Phrase]:
        """The persons of a list that ends in a comma before a title."""
        position = title.first - 1
        while position > 0 and self._is("respectively", position):
            position -= 1
        if position <= 0 or self.tokens[position].text != ",":
            return []
        persons: list[Phrase] = []
        while (person := self.ends.get(position)) and person.name is not None and person.name.type in PERSONS:
            persons.insert(0, person)
            position = person.first
            if position and self._is("and", position - 1):
                position -= 1
            if position and self.tokens[position - 1].text == ",":
                position -= 1
            if position == person.first:
                break
        return persons

    def _listed(self, position: int, types: frozenset[str]) -> tuple[list[Phrase], int]:
        """The names of some types that a list holds, and the token behind it; none where no "and" closes it."""
        found: list[Phrase] = []
        closed = False
        while (phrase := self.starts.get(position)) and phrase.name is not None and phrase.name.type in types:
            found.append(phrase)
            if closed:
                break
            behind = self._next(phrase.last)
            closed = any(self._is("and", i) for i in range(phrase.last, behind))
            if behind == phrase.last:
                break
            position = behind
        return (found, found[-1].last) if found else ([], position)

    def _next(self, position: int) -> int:
        """The token behind a comma and an "and"."""
        while position < len(self.tokens) and (self.tokens[position].text == "," or self._is("and", position)):
            position += 1
        return position

    def _skip(self, position: int) -> int:
        while position < len(self.tokens) and self._is("respectively", position):
            position += 1
        return position

    def _is(self, kind: str, position: int) -> bool:
        return self.words.has(kind, self.tokens[position].text.lower())

