"""Joins noun phrases that stand side by side: lists ("A, B and C") and appositions ("A, the president of B,").

Both are read from the order of words and marks; the parser is asked only whether the last member of a list
is the subject of a verb of its own.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from kg.extract.appositions import Appositions
from kg.extract.phrases import Phrase
from kg.extract.shared import Holder, SharedTitles
from kg.languages.wordlists import Lexicon
from kg.model import Token

__all__ = ["Groups", "find_groups"]

AGENTS = frozenset(["Person", "Organization", "Country", "Group", "Place"])
SUBJECTS = ("nsubj", "csubj")
BODIES = frozenset(["Organization", "Country", "Place"])
QUOTES = frozenset(['"', "“", "”", "'", "‘", "’"])


@dataclass(frozen=True, slots=True)
class Groups:
    """Lists by each of their members, appositions in both directions, and titles that several persons share."""

    members: Mapping[int, tuple[Phrase, ...]]
    described: Mapping[int, tuple[Phrase, ...]]
    shared: Mapping[int, tuple[Holder, ...]]

    def all_of(self, phrase: Phrase) -> tuple[Phrase, ...]:
        """The list that a phrase belongs to, or the phrase alone."""
        return self.members.get(phrase.index, (phrase,))

    def same(self, phrase: Phrase) -> tuple[Phrase, ...]:
        """The phrases that stand in apposition to a phrase."""
        return self.described.get(phrase.index, ())


def find_groups(phrases: Sequence[Phrase], tokens: tuple[Token, ...], words: Lexicon) -> Groups:
    """All lists and appositions of a text."""
    return _Joiner(phrases, tokens, words).join()


class _Joiner(Appositions):
    def __init__(self, phrases: Sequence[Phrase], tokens: tuple[Token, ...], words: Lexicon) -> None:
        self.phrases, self.tokens, self.words = phrases, tokens, words
        self.starts = {i: p for p in phrases for i in (p.start, p.first)}
        self.inside: set[int] = set()
        self.members: dict[int, tuple[Phrase, ...]] = {}
        self.described: dict[int, tuple[Phrase, ...]] = {}

    def join(self) -> Groups:
        for phrase in self.phrases:
            if title := self._title_before(phrase):
                self._describe(title, phrase)
        shared = SharedTitles(self.phrases, self.tokens, self.words).told()
        for phrase in self.phrases:
            if phrase.index in shared:
                self._share(phrase, shared[phrase.index])
        for phrase in self.phrases:
            if phrase.index not in self.members and phrase.index not in self.inside:
                self._read(phrase)
        for phrase in self.phrases:
            if phrase.index in self.inside and not self.described.get(phrase.index):
                self._describe_inside(phrase)
        return Groups(self.members, self.described, shared)

    def _describe_inside(self, phrase: Phrase) -> None:
        """Read the apposition of a phrase behind an "of": "with the help of the envoy, Ann Lee"."""
        joint, follower, comma = self._joint(self.end(phrase), phrase.sentence)
        if follower is None or joint or not self._is_apposition(phrase, follower, comma):
            return
        kinds = {self.kind(phrase), self.kind(follower)}
        unknown = kinds == {"Person", None}
        if len(kinds) == 1 or unknown:
            self._describe(phrase, follower)

    def _share(self, phrase: Phrase, holders: tuple[Holder, ...]) -> None:
        """Make the persons that share a title a list in its place, and keep the list of states as it is told."""
        persons = tuple(person for person, _, _ in holders)
        states = tuple(state for _, state, number in holders if number < 0)
        for item in (*persons, phrase):
            self.members[item.index] = persons
        for state in states:
            self.members[state.index] = states
            self.inside.add(state.index)

    def _title_before(self, phrase: Phrase) -> Phrase | None:
        """The title that stands right before a person's name."""
        if phrase.index == 0 or phrase.name is None or phrase.name.type not in ("Person", "?"):
            return None
        before = self.phrases[phrase.index - 1]
        if self.tokens[phrase.first - 1].text == ")" and self.tokens[before.first - 1].text == "(" and phrase.index > 1:
            long = self.phrases[phrase.index - 2]
            close = long.last == before.first - 1 and before.last == phrase.first - 1
            return long if close and long.title is not None else None
        if before.last != phrase.first or before.sentence != phrase.sentence:
            return None
        if before.kind != "nominal":
            return self._title_with_tail(before)
        role = self._role(before)
        if phrase.name.type == "?" and before.title is None:
            return None
        if (before.title is not None and not role) or (before.noun is not None and before.noun.type == "Person"):
            return before
        collective = self.words.has("collective", before.lemma)
        if before.noun is not None and before.noun.type == "Group" and not (role or before.plural or collective):
            return before
        if role and before.owned is not None:
            return before
        if self.words.head_first and before.owner is None:
            before.owner = phrase
        return None

    def _title_with_tail(self, tail: Phrase) -> Phrase | None:
        """The title that a state or body behind a preposition closes: "Duta Besar A untuk B" before a name."""
        if not self.words.head_first or tail.first < 2 or tail.index == 0 or tail.name is None:
            return None
        title = self.phrases[tail.index - 1]
        close = title.last == tail.first - 1 and title.title is not None and title.sentence == tail.sentence
        return title if close and self._belongs_to(title.last) else None

    def _describe(self, one: Phrase, other: Phrase) -> None:
        for a, b in ((one, other), (other, one)):
            if b not in self.described.get(a.index, ()):
                self.described[a.index] = (*self.described.get(a.index, ()), b)

    def _read(self, first: Phrase) -> None:
        """Read a list that begins with a phrase, its appositions on the way."""
        items, position, closed = [first], self.end(first), False
        while True:
            joint, follower, comma = self._joint(position, first.sentence)
            if follower is None:
                break
            if self._covers(items[-1], follower):
                items[-1] = follower
            elif joint and self._second_title(items[-1], follower):
                self._describe(items[-1], follower)
            elif not joint and self._is_apposition(items[-1], follower, comma):
                told = self.starts[follower.last] if self._leads_name(follower) else follower
                self._describe(items[-1], told)
                if items[-1].kind == "nominal" and told.kind == "name":
                    items[-1] = told
            elif closed and not joint and self._of_other_kind(items[-1], follower):
                break
            elif self._alike(items[-1], follower) and not (joint and self._own_subject(items, follower, comma)):
                items.append(follower)
                closed = closed or joint
            else:
                break
            position = self.end(follower)
        if closed and len(items) > 1:
            for item in items:
                self.members[item.index] = tuple(items)
                for same in self.described.get(item.index, ()):
                    self.members.setdefault(same.index, tuple(items))

    def _of_other_kind(self, one: Phrase, other: Phrase) -> bool:
        """Whether one phrase names a person and the other something else."""
        return (self.kind(one) == "Person") != (self.kind(other) == "Person")

    def _covers(self, before: Phrase, phrase: Phrase) -> bool:
        return phrase in self.described.get(before.index, ()) and before.last == phrase.first

    def end(self, phrase: Phrase) -> int:
        """The token behind a phrase and what clings to it: a name behind a title, brackets, "of …"."""
        position = phrase.last
        while position < len(self.tokens):
            nxt = self.starts.get(position)
            if nxt is not None and nxt in self.described.get(phrase.index, ()):
                return self.end(nxt)
            if self.tokens[position].text == "(":
                close = next(
                    (i for i in range(position, min(position + 8, len(self.tokens))) if self.tokens[i].text == ")"), 0
                )
                if not close:
                    break
                position = close + 1
            elif self._clings(position) or (phrase.title is not None and self._belongs_to(position)):
                self.inside.add(self.starts[position + 1].index)
                position = self.starts[position + 1].last
            elif self.words.has("emphatic", self.tokens[position].text.lower()) and position + 1 < len(self.tokens):
                if self.tokens[position + 1].text != ",":
                    break
                position += 1
            elif self.tokens[position].text in QUOTES and self._is_quoted(phrase):
                position += 1
            else:
                break
        return position

    def _clings(self, position: int) -> bool:
        text = self.tokens[position].text.lower()
        return self.words.has("clinging", text) and position + 1 in self.starts

    def _is_quoted(self, phrase: Phrase) -> bool:
        return phrase.first > 0 and self.tokens[phrase.first - 1].text in QUOTES

    def _belongs_to(self, position: int) -> bool:
        """Whether a title goes on with the body or state behind a preposition: "a colonel in the army"."""
        follower = self.starts.get(position + 1)
        if follower is None or not self.words.has("title-of", self.tokens[position].text.lower()):
            return False
        return self.kind(follower) in BODIES

    def _joint(self, position: int, sentence: int) -> tuple[bool, Phrase | None, bool]:
        """Whether "and" stands at a place, the phrase behind comma and "and", and whether a comma stood."""
        joint, comma, start = False, False, position
        while position < len(self.tokens) and position < start + 4:
            text = self.tokens[position].text.lower()
            if text == ",":
                comma = True
            elif self.words.has("and", text):
                joint = True
            elif not (self.words.has("list-filler", text) or (comma and self._leads_apposition(position))):
                break
            position += 1
        phrase = self.starts.get(position)
        if phrase is None or position == start or not (joint or comma) or phrase.sentence != sentence:
            return joint, None, comma
        return joint, self._owned(phrase), comma

    def _leads_apposition(self, position: int) -> bool:
        """Whether a word may stand between a comma and an apposition: "X, once a colonel", a quote before a title."""
        return self.words.has("once", self.tokens[position].text.lower()) or self.tokens[position].text in QUOTES

    def _owned(self, phrase: Phrase) -> Phrase:
        """What a phrase owns, where it is only the owner: "China's foreign minister" for "China"."""
        owned = self.starts.get(phrase.last + 1)
        mark = self.tokens[phrase.last].text.lower() if phrase.last < len(self.tokens) else ""
        if mark in self.words.genitives and owned is not None and owned.owner is phrase:
            return self._owned(owned)
        return phrase

    def _second_title(self, item: Phrase, follower: Phrase) -> bool:
        """Whether a second office follows a first one: "X, a fellow at A and director of B"."""
        if follower.kind != "nominal" or follower.title is None or follower.plural or self._leads_name(follower):
            return False
        end = self.end(follower)
        behind = self.starts.get(end + 1) if end < len(self.tokens) and self.tokens[end].text == "," else None
        if behind is not None and behind.name is not None and behind.name.type in ("Person", "?"):
            return False
        first = [
            same for same in self.described.get(item.index, ()) if same.title is not None and same.first > item.first
        ]
        return item.name is not None and bool(first) and not self.tokens[follower.first].text[:1].isupper()

    def kind(self, phrase: Phrase) -> str | None:
        """What a phrase names, as its own words say."""
        if phrase.name is not None:
            return phrase.name.type
        if phrase.title is not None:
            return "Person"
        if phrase.noun is not None:
            return phrase.noun.type
        if phrase.pronoun is not None:
            return "Person" if "Person" in phrase.pronoun.types else min(phrase.pronoun.types)
        return None

    def _alike(self, one: Phrase, other: Phrase) -> bool:
        a, b = self.kind(one), self.kind(other)
        if a is None or b is None:
            return a == b
        if "?" in (a, b):
            return one.kind == other.kind
        return a == b or {a, b} <= AGENTS or not {a, b} & AGENTS

    def _verb_before(self, phrase: Phrase) -> bool:
        """Whether a verb of the sentence stands before a phrase: only then can the phrase be an object."""
        for i in range(phrase.first - 1, -1, -1):
            token = self.tokens[i]
            if token.upos in ("VERB", "AUX"):
                return True
            if token.text in (".", "!", "?", ";", "”"):
                return False
        return False

    def _own_subject(self, items: list[Phrase], last: Phrase, comma: bool) -> bool:
        """Whether the last member of a list is rather the subject of a verb of its own: "…, and B did"."""
        end = self.end(last)
        if comma and len(items) == 1 and end < len(self.tokens) and self.tokens[end].upos in ("VERB", "AUX"):
            return True
        if not comma and not self._verb_before(items[0]):
            return False
        token, lead = self.tokens[last.head], self.tokens[items[0].head]
        for i in range(last.first, last.last):
            if self.tokens[i].deprel.startswith(SUBJECTS) and not last.first <= self.tokens[i].head < last.last:
                token = self.tokens[i]
        return token.deprel.startswith(SUBJECTS) and not lead.deprel.startswith(SUBJECTS) and token.head > token.index
