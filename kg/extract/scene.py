"""The things of a text as they are found, and what all rules of reference ask of them."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from kg.extract.groups import Groups
from kg.extract.phrases import Phrase
from kg.languages.wordlists import Lexicon
from kg.link.names import is_headline
from kg.link.reference import Reference
from kg.model import Analysis

__all__ = ["REACH", "Node", "Scene", "inside"]

REACH = 4
"""Sentences that a pronoun or a second mention reaches back for a thing that was not the last of its kind."""


DESCRIBED = frozenset(["Thing", "Event", "Agreement", "Law", "Sanctions", "Group"])
"""The classes whose things mostly have no name: what stands about a noun tells them apart."""


@dataclass(slots=True, eq=False)
class Node:
    """One thing of the text, as it grows while the text is read."""

    number: int
    type: str
    names: list[str] = field(default_factory=list)
    slug: str | None = None
    sense: str = ""
    plural: bool = False
    named: bool = False
    offices: set[tuple[str, str]] = field(default_factory=set)
    phrases: list[Phrase] = field(default_factory=list)
    reason: str = ""
    gender: str = ""

    def add_name(self, name: str) -> None:
        """Keep a form of the name."""
        if name and name not in self.names:
            self.names.append(name)

    def __repr__(self) -> str:
        return f"<{self.type} {self.names[:1]}>"


class Scene:
    """The things of a text so far, and the phrases taken for them."""

    def __init__(
        self,
        analysis: Analysis,
        phrases: Sequence[Phrase],
        groups: Groups,
        reference: Reference,
        words: Lexicon,
        issued: str | None,
    ) -> None:
        self.analysis, self.tokens = analysis, analysis.tokens
        self.phrases, self.groups, self.reference, self.words, self.issued = phrases, groups, reference, words, issued
        self.nodes: list[Node] = []
        self.choices: dict[int, list[Node]] = {}
        self.pairs: dict[int, list[Node]] = {}
        self.acting: dict[int, Node] = {}
        self.reasons: dict[int, str] = {}
        self._by_slug: dict[str, Node] = {}
        self._by_name: dict[tuple[str, str], Node] = {}
        self.headlines = frozenset(
            n for n, s in enumerate(analysis.sentences) if is_headline(self.tokens[s.first : s.last])
        )
        self._persons: list[tuple[str, ...]] = []
        self._named_until: list[Node] = []

    def text(self, phrase: Phrase) -> str:
        """The words of a phrase."""
        return self.analysis.text[self.tokens[phrase.first].start : self.tokens[phrase.last - 1].end]

    def head_text(self, phrase: Phrase) -> str:
        """The words of a name, its determiner left out."""
        if phrase.name is None:
            return self.text(phrase)
        return self.analysis.text[self.tokens[phrase.name.first].start : self.tokens[phrase.name.last - 1].end]

    def _described(self, phrase: Phrase) -> str:
        """A thing that has no name of its own with its owner and what clings to it: "Oslo's offer"."""
        if phrase.kind != "nominal" or phrase.index < 0:
            return ""
        first, last = phrase.first, phrase.last
        if phrase.owner is not None and phrase.owner.last < first:
            first = phrase.owner.first
        behind = self.phrases[phrase.index + 1] if phrase.index + 1 < len(self.phrases) else None
        joined = behind is not None and behind.first == last + 1
        if behind is not None and joined and self.words.has("clinging", self.tokens[last].text.lower()):
            last = behind.last
        if (first, last) == (phrase.first, phrase.last):
            return ""
        return self.analysis.text[self.tokens[first].start : self.tokens[last - 1].end]

    def _new(self, kind: str, name: str, named: bool = False) -> Node:
        node = Node(len(self.nodes), kind, [name] if name else [], named=named)
        self.nodes.append(node)
        return node

    def _see(self, node: Node, phrase: Phrase, reason: str) -> None:
        node.phrases.append(phrase)
        if phrase.kind != "pronoun":
            adjective = phrase.name is not None and phrase.name.adjective
            if not adjective:
                node.add_name(self.head_text(phrase))
            if phrase.name is not None and node.type == "Person" and phrase.first < phrase.name.first:
                node.add_name(self.text(phrase))
            if node.type in DESCRIBED and (long := self._described(phrase)):
                node.add_name(long)
        node.reason = node.reason or reason
        self.choices[phrase.index] = [node]
        self.reasons[phrase.index] = reason

    def known(self, slug: str) -> Node:
        """The node of an entry of the reference data, made once."""
        if slug not in self._by_slug:
            known = self.reference.known[slug]
            node = self._new(known.type, known.label(self.analysis.language), named=True)
            node.slug = slug
            self._by_slug[slug] = node
        return self._by_slug[slug]

    def state_of(self, phrase: Phrase) -> str | None:
        """The slug of the state whose name or adjective stands in a phrase or owns it."""
        for inner in phrase.inner:
            if not self.beside_title(phrase, inner.first):
                continue
            for slug in inner.slugs:
                if state := self.state(slug):
                    return state
        if phrase.owner is not None and phrase.owner.name is not None and phrase.owner.name.slugs:
            return self.state(phrase.owner.name.slugs[0])
        return None

    def beside_title(self, phrase: Phrase, at: int) -> bool:
        """Whether no other noun stands between a title and a name behind it ("direktur program Rusia")."""
        if not self.words.head_first or phrase.title is None:
            return True
        return at <= phrase.head + len(phrase.title.words.split())

    def act(self, phrase: Phrase, node: Node) -> None:
        """Keep that a phrase that names a capital or a seat of power stands for its state in a claim."""
        if phrase.kind == "name" and node.type == "Country" and node not in self.choices.get(phrase.index, []):
            self.acting[phrase.index] = node

    def state(self, slug: str) -> str | None:
        """The state that an entry is or, being its capital or seat of power, stands for."""
        known = self.reference.known[slug]
        if known.type == "Country":
            return slug
        return known.country if known.seat else None

    def _state_node(self, node: Node) -> Node | None:
        if node.slug is None or node.type == "Country":
            return node if node.type == "Country" else None
        state = self.state(node.slug)
        return self.known(state) if state else None

    def _is(self, node: Node, types: frozenset[str]) -> bool:
        return node.type in types or ("Country" in types and self._state_node(node) is not None)

    def _acting(self, node: Node, types: frozenset[str]) -> Node:
        if node.type in types:
            return node
        return self._state_node(node) or node

    def _prominence(self, phrase: Phrase) -> float:
        token = self.tokens[phrase.head]
        lead = self.tokens[phrase.name.first] if phrase.name else token
        if token.deprel.startswith("nsubj") or lead.deprel.startswith("nsubj"):
            return 2.5
        before = self.tokens[phrase.first - 1] if phrase.first else None
        return 0.0 if before is not None and before.upos == "ADP" else 0.8


def inside(short: tuple[str, ...], full: tuple[str, ...]) -> bool:
    """Whether the words of a short name stand in a full one, side by side."""
    return any(full[i : i + len(short)] == short for i in range(len(full) - len(short) + 1))
