"""Takes the phrases of a text for things: names, second mentions, pronouns and pairs, each with its reason.

A phrase may stand for several things ("both countries") or for one of several, by the slot that it fills (a city
acts as its state and is visited as a place). Nothing is decided by a bare surname that two persons share
unless one of them is the one spoken of most.
"""

from collections.abc import Sequence

from kg.extract.groups import Groups
from kg.extract.homelands import Homelands
from kg.extract.phrases import Phrase
from kg.extract.scene import Node
from kg.languages.wordlists import Lexicon
from kg.link.reference import Reference
from kg.model import Analysis

__all__ = ["Discourse", "Node"]

LEAD = 4
"""Sentences that open a text, dateline included: what the headline tells of is named in them."""

ORDERED = ("Person", "Organization", "Country", "Place", "Group", "Agreement", "Sanctions", "Law", "Event", "Thing")


class Discourse(Homelands):
    """The things of a text and what each phrase stands for."""

    def __init__(
        self,
        analysis: Analysis,
        phrases: Sequence[Phrase],
        groups: Groups,
        reference: Reference,
        words: Lexicon,
        issued: str | None,
    ) -> None:
        super().__init__(analysis, phrases, groups, reference, words, issued)
        self._persons = self._full_names()
        for phrase in phrases:
            if phrase.name is not None:
                self._name(phrase)
        self._apply_titles()
        self._apply_gender()
        for phrase in phrases:
            self._resolve(phrase)
        self._join_headline()

    def _join_headline(self) -> None:
        """Take an agreement that only the headline names by a common noun for the first one that the text tells of."""
        last = max((p.sentence for n in self.nodes for p in n.phrases[:1]), default=0)
        for node in self.nodes:
            if node.type != "Agreement" or node.named or any(p.sentence for p in node.phrases) or not node.phrases:
                continue
            body = [n for n in self.nodes if n.type == "Agreement" and n is not node and n.phrases]
            near = [n for n in body if 0 < n.phrases[0].sentence <= min(LEAD, last)]
            if near:
                self._join(node, near[0])

    def _join(self, node: Node, into: Node) -> None:
        for phrase in node.phrases:
            self.choices[phrase.index] = [into]
            self.reasons[phrase.index] = f"the headline's word for {into.names[0]!r}"
        for name in node.names:
            into.add_name(name)
        into.phrases[:0], node.phrases = node.phrases, []

    def _resolve(self, phrase: Phrase) -> None:
        if phrase.kind == "pronoun":
            self._pronoun(phrase)
        elif phrase.kind == "nominal":
            self._nominal(phrase)
        for node in self.choices.get(phrase.index, [])[:1]:
            self._named_until.append(node)

    def alone(self, phrase: Phrase, accepts: frozenset[str], place_first: bool) -> list[tuple[Node, Phrase]]:
        """What a phrase itself puts into a slot, its list left aside."""
        return [(node, phrase) for node in self._fitting(phrase, accepts, place_first, frozenset())]

    def fill(
        self, phrase: Phrase, accepts: frozenset[str], place_first: bool, others: frozenset[int] = frozenset()
    ) -> list[tuple[Node, Phrase]]:
        """The things that a phrase puts into a slot: all members of its list, each fitting the types of the slot.

        Args:
            phrase: The phrase in the slot.
            accepts: The types that the slot takes.
            place_first: Whether a city is taken as a place where the slot takes both states and places.
            others: Numbers of what stands in the other slot: a pronoun does not stand for it.
        """
        filled: list[tuple[Node, Phrase]] = []
        phrase = self._through(phrase)
        for member in self.groups.all_of(phrase):
            for node in self._fitting(member, accepts, place_first, others):
                if all(node is not other for other, _ in filled):
                    filled.append((node, member))
        return filled

    def _through(self, phrase: Phrase) -> Phrase:
        """What a word such as "content" stands in front of: "isi dari perjanjian" is the treaty."""
        if not self.words.has("transparent", phrase.lemma) and not self.words.has(
            "transparent", self.tokens[phrase.head].text.lower()
        ):
            return phrase
        if self.words.head_first and phrase.inner and phrase.inner[0].first == phrase.head + 1:
            return self.inner(phrase, 0)
        follower = self.phrases[phrase.index + 1] if 0 <= phrase.index < len(self.phrases) - 1 else None
        if follower is None or follower.first != phrase.last + 1:
            return phrase.owner or phrase
        return follower if self.words.has("clinging", self.tokens[phrase.last].text.lower()) else phrase

    def _fitting(
        self, phrase: Phrase, accepts: frozenset[str], place_first: bool, others: frozenset[int]
    ) -> list[Node]:
        if phrase.index in self.pairs:
            pair = self.pairs[phrase.index]
            return [] if any(n.number in others for n in pair) else [n for n in pair if n.type in accepts]
        for node in self.choices.get(phrase.index, []):
            if phrase.kind == "pronoun" and node.number in others:
                continue
            if node.type == "?":
                self._settle(node, accepts)
            state = self._state_node(node) if node.type != "Country" else None
            if state is not None and "Country" in accepts and not (place_first and "Place" in accepts):
                if phrase.kind == "pronoun" and state.number in others:
                    continue
                if phrase.kind == "name":
                    state.add_name(self.head_text(phrase))
                return [state]
            if node.type in accepts or (node.type == "Country" and "Place" in accepts):
                return [node]
            if phrase.kind != "pronoun":
                return []
        return []

    def _settle(self, node: Node, accepts: frozenset[str]) -> None:
        """Give a name of open type the type that its first slot asks for."""
        for kind in ("Person", "Organization", "Place", "Thing"):
            if kind in accepts and (kind != "Thing" or len(accepts) < len(ORDERED)):
                node.type = kind
                return
