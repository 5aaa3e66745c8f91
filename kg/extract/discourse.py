"""Takes the phrases of a text for things: names, second mentions, pronouns and pairs, each with its reason.

A phrase may stand for several things ("both countries") or for one of several, by the slot that it fills (a city
acts as its state and is visited as a place). Nothing is decided by a bare surname that two persons share
unless one of them is the one spoken of most.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

from kg.extract.groups import Groups
from kg.extract.phrases import Phrase
from kg.languages.wordlists import Lexicon, Noun
from kg.link.names import is_headline
from kg.link.reference import Office, Reference, normalise
from kg.link.rules import overlaps
from kg.model import Analysis

__all__ = ["Discourse", "Node"]

ORDERED = ("Person", "Organization", "Country", "Place", "Group", "Agreement", "Sanctions", "Law", "Event", "Thing")
PLACES = frozenset(["Place", "Country"])
BODIES = frozenset(["Organization", "Group"])
TEXTS = frozenset(["Agreement", "Law"])
REACH = 4
"""Sentences that a pronoun or a second mention reaches back for a thing that was not the last of its kind."""


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
        if name and name not in self.names:
            self.names.append(name)

    def __repr__(self) -> str:
        return f"<{self.type} {self.names[:1]}>"


class Discourse:
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
        self.analysis, self.tokens = analysis, analysis.tokens
        self.phrases, self.groups, self.reference, self.words, self.issued = phrases, groups, reference, words, issued
        self.nodes: list[Node] = []
        self.choices: dict[int, list[Node]] = {}
        self.pairs: dict[int, list[Node]] = {}
        self.reasons: dict[int, str] = {}
        self._by_slug: dict[str, Node] = {}
        self._by_name: dict[tuple[str, str], Node] = {}
        self.headlines = frozenset(
            n for n, s in enumerate(analysis.sentences) if is_headline(self.tokens[s.first : s.last])
        )
        self._persons = self._full_names()
        for phrase in phrases:
            if phrase.name is not None:
                self._name(phrase)
        self._apply_titles()
        self._apply_gender()
        self._named_until: list[Node] = []
        for phrase in phrases:
            self._resolve(phrase)

    def text(self, phrase: Phrase) -> str:
        """The words of a phrase."""
        return self.analysis.text[self.tokens[phrase.first].start : self.tokens[phrase.last - 1].end]

    def head_text(self, phrase: Phrase) -> str:
        """The words of a name, its determiner left out."""
        if phrase.name is None:
            return self.text(phrase)
        return self.analysis.text[self.tokens[phrase.name.first].start : self.tokens[phrase.name.last - 1].end]

    # -- names

    def _full_names(self) -> list[tuple[str, ...]]:
        """The names of persons by their words, longest first: shorter ones are looked up in them.

        A name of open type counts where a part of it stands alone as a person's name ("Meng Wanzhou", "Ms Meng").
        """
        found: dict[str, set[tuple[str, ...]]] = {"Person": set(), "?": set()}
        for phrase in self.phrases:
            if phrase.name is not None and phrase.name.type in found:
                key = self._key(phrase)
                honoured = phrase.first < phrase.name.first
                found["Person" if honoured else phrase.name.type].add(key)
        open_ones = {n for n in found["?"] if len(n) > 1 and any(_inside(p, n) for p in found["Person"])}
        return sorted(found["Person"] | open_ones, key=lambda n: (-len(n), n))

    def _key(self, phrase: Phrase) -> tuple[str, ...]:
        assert phrase.name is not None
        return tuple(normalise(t.text) for t in self.tokens[phrase.name.first : phrase.name.last])

    def _name(self, phrase: Phrase) -> None:
        name = phrase.name
        assert name is not None
        if name.slugs:
            if name.pair:
                self.pairs[phrase.index] = [self._known(slug) for slug in name.slugs]
                return
            slug = self._decide(phrase, name.slugs)
            node = self._known(slug) if slug else None
            if node is not None:
                noun = self._noun(phrase)
                kind = self.reference.known[slug].kind
                node.sense = node.sense or self.words.kinds.get(kind) or (noun.sense if noun else "")
                self._see(node, phrase, f"{self.head_text(phrase)!r} is a known name of {node.names[0]}")
                return
        if name.type == "Person" or (name.type == "?" and self._key(phrase) in self._persons):
            self._person(phrase)
            return
        self._other(phrase, self._by_place(phrase) if name.type == "?" else name.type)

    def _by_place(self, phrase: Phrase) -> str:
        """The type of a name that nothing else tells: a place behind a preposition of place, else left open."""
        same = self.groups.same(phrase)
        if any(p.title is not None for p in same):
            return "Person"
        members = [m.name.type for m in self.groups.all_of(phrase) if m.name is not None and m.name.type != "?"]
        if members:
            return members[0]
        before = self.tokens[phrase.first - 1].text.lower() if phrase.first else ""
        return "Place" if self.words.has("place-preposition", before) else "?"

    def _decide(self, phrase: Phrase, slugs: tuple[str, ...]) -> str | None:
        """The entry that a known name stands for here."""
        assert phrase.name is not None
        if phrase.name.short:
            return self._short(phrase, slugs)
        if len(slugs) == 1:
            return slugs[0]
        here = [s for s in slugs if s in self._by_slug]
        if len(here) == 1:
            return here[0]
        return self.reference.decide(self.head_text(phrase), slugs, self.analysis.text, self.issued)

    def _short(self, phrase: Phrase, slugs: tuple[str, ...]) -> str | None:
        """The person of a bare name: the one whose full name the text has; else the only one, or the one in office."""
        word = normalise(self.head_text(phrase))
        longer = [n for n in self._persons if len(n) > 1 and word in n and not self._patronym((word,), n)]
        if longer:
            named = [s for s in slugs if any(" ".join(n) in self._all_names(s) for n in longer)]
            return named[0] if len(named) == 1 == len(longer) else None
        if len(slugs) == 1:
            return slugs[0]
        if self.issued is None:
            return None
        serving = [s for s in slugs if any(_in_office(o, self.issued) for o in self.reference.offices_of(s))]
        return serving[0] if len(serving) == 1 else None

    def _all_names(self, slug: str) -> frozenset[str]:
        return frozenset(normalise(n) for n in self.reference.known[slug].names)

    def _known(self, slug: str) -> Node:
        if slug not in self._by_slug:
            known = self.reference.known[slug]
            node = self._new(known.type, known.labels[self.analysis.language == "id"], named=True)
            node.slug = slug
            self._by_slug[slug] = node
        return self._by_slug[slug]

    def _person(self, phrase: Phrase) -> None:
        assert phrase.name is not None
        key = tuple(normalise(t.text) for t in self.tokens[phrase.name.first : phrase.name.last])
        longer = [n for n in self._persons if len(n) > len(key) and _inside(key, n) and not self._patronym(key, n)]
        target = max(longer, key=lambda n: (self._count(n), len(n), n), default=key)
        if target != key and (slugs := self.reference.by_name.get(" ".join(target), ())) and len(slugs) == 1:
            self._see(self._known(slugs[0]), phrase, "a short form of the full name used most in the text")
            return
        reason = "a short form of a full name in the text" if target != key else "a person's name"
        self._see(self._by("Person", " ".join(target), phrase), phrase, reason)

    def _patronym(self, key: tuple[str, ...], full: tuple[str, ...]) -> bool:
        """Whether a word stands in a full name only behind a "bin": it is the father's name, not the bearer's."""
        at = full.index(key[0])
        return len(key) == 1 and at > 0 and self.words.has("patronymic", full[at - 1])

    def _count(self, name: tuple[str, ...]) -> int:
        """How often the text has named the bearer of a full name so far."""
        slugs = self.reference.by_name.get(" ".join(name), ())
        node = self._by_slug.get(slugs[0]) if len(slugs) == 1 else self._by_name.get(("Person", " ".join(name)))
        return len(node.phrases) if node else 0

    def _by(self, kind: str, key: str, phrase: Phrase) -> Node:
        if (kind, key) not in self._by_name:
            self._by_name[kind, key] = self._new(kind, self.head_text(phrase), named=True)
        return self._by_name[kind, key]

    def _other(self, phrase: Phrase, kind: str) -> None:
        key = normalise(self.head_text(phrase))
        if self._acronym(phrase, kind):
            return
        if kind in ("?", "Person", "Organization", "Place"):
            words_ = tuple(normalise(t.text) for t in self.tokens[phrase.name.first : phrase.name.last]) if phrase.name else ()
            if any(len(n) > len(words_) and _inside(words_, n) for n in self._persons):
                self._person(phrase)
                return
        for other in ("?", "Organization", "Place", "Person", "Agreement", "Law", "Thing", "Group"):
            if (other, key) in self._by_name:
                kind = other
                break
        node = self._by(kind, key, phrase)
        if node.type == "?" and phrase.name is not None and phrase.name.type != "?":
            node.type = phrase.name.type
        noun = self._noun(phrase)
        node.sense = node.sense or (noun.sense if noun else "")
        self._see(node, phrase, "a name")

    def _noun(self, phrase: Phrase) -> Noun | None:
        assert phrase.name is not None
        at = phrase.name.first if self.words.head_first else phrase.name.last - 1
        for i in (at, phrase.name.first, phrase.name.last - 1):
            token = self.tokens[i]
            if noun := self.words.nouns.get(token.lemma.lower()) or self.words.nouns.get(token.text.lower()):
                return noun
        return None

    def _acronym(self, phrase: Phrase, kind: str) -> bool:
        """Whether a phrase in brackets is the acronym of the phrase before them."""
        first = phrase.first
        if first < 2 or self.tokens[first - 1].text != "(" or not phrase.index:
            return False
        before = self.phrases[phrase.index - 1]
        if before.last != first - 1 or not self.head_text(phrase).isupper() or before.index not in self.choices:
            return False
        node = self.choices[before.index][0]
        self._by_name[node.type, normalise(self.head_text(phrase))] = node
        self._see(node, phrase, "an acronym in brackets behind its name")
        return True

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
        node.reason = node.reason or reason
        self.choices[phrase.index] = [node]
        self.reasons[phrase.index] = reason

    # -- titles

    def _apply_titles(self) -> None:
        """Give each person the offices that stand beside the name."""
        for phrase in self.phrases:
            if phrase.name is None or phrase.index not in self.choices:
                continue
            for same in self.groups.same(phrase):
                if same.kind == "nominal" and same.title is not None:
                    self.choices[phrase.index][0].offices.add((same.title.words, self.state_of(same) or ""))

    def _apply_gender(self) -> None:
        """Give persons the gender that a form of address or a noun beside the name tells ("Ms", "his daughter")."""
        for phrase in self.phrases:
            nodes = self.choices.get(phrase.index, [])
            if phrase.name is None or not nodes or nodes[0].type not in ("Person", "?"):
                continue
            spans = [(phrase.first, phrase.name.first), *((p.first, p.last) for p in self.groups.same(phrase))]
            texts = [self.tokens[i].text.lower().rstrip(".") for first, last in spans for i in range(first, last)]
            for gender in ("male", "female"):
                if any(self.words.has(gender, text) for text in texts):
                    nodes[0].gender = nodes[0].gender or gender

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

    def state(self, slug: str) -> str | None:
        """The state that an entry is or, being its capital or seat of power, stands for."""
        known = self.reference.known[slug]
        if known.type == "Country":
            return slug
        return known.country if known.seat else None

    # -- second mentions

    def _resolve(self, phrase: Phrase) -> None:
        if phrase.kind == "pronoun":
            self._pronoun(phrase)
        elif phrase.kind == "nominal":
            self._nominal(phrase)
        for node in self.choices.get(phrase.index, [])[:1]:
            self._named_until.append(node)

    def _nominal(self, phrase: Phrase) -> None:
        for same in self.groups.same(phrase):
            if same.name is not None or same.index < phrase.index:
                node = self.choices.get(same.index, [None])[0]
                if node is not None and self._may_describe(phrase, node):
                    if node.type == "?" and phrase.noun is not None:
                        node.type = phrase.noun.type
                    self._see(node, phrase, "stands in apposition to the name")
                    return
        if phrase.title is not None and not phrase.indefinite and self._office_holder(phrase):
            return
        if self._is_class_of_name(phrase):
            return
        noun = phrase.noun
        kind = "Person" if phrase.title else noun.type if noun else "Thing"
        if (phrase.title is not None and phrase.plural) or any(n.people and n.last == phrase.last for n in phrase.inner):
            kind = "Group"
        node = self._antecedent(phrase, kind)
        if node is None:
            node = self._new(kind, self.text(phrase))
            node.sense, node.plural = (noun.sense if noun else phrase.lemma), phrase.plural
            self._see(node, phrase, "a thing first named here")
        else:
            self._see(node, phrase, f"takes up {node.names[0]!r}")

    def _is_class_of_name(self, phrase: Phrase) -> bool:
        """Take "the town of Shusha", "kota Shusha" for the place that they name."""
        if phrase.noun is None or phrase.noun.type not in PLACES:
            return False
        follower = self.phrases[phrase.index + 1] if phrase.index + 1 < len(self.phrases) else None
        clings = self.words.has("clinging", self.tokens[phrase.last].text.lower()) if phrase.last < len(self.tokens) else False
        if follower is not None and clings and follower.first == phrase.last + 1 and not self.words.head_first:
            nodes = self.choices.get(follower.index, [])
            if nodes and follower.name is not None and nodes[0].type in (*PLACES, "?"):
                members = [self.choices[m.index][0] for m in self.groups.all_of(follower) if m.index in self.choices]
                for node in members:
                    node.type = "Place" if node.type == "?" else node.type
                self.choices[phrase.index] = members[:1]
                if len(members) == 2:
                    self.pairs[phrase.index] = members
                self.reasons[phrase.index] = "a class word with the name of the place"
                return True
        for number, name in enumerate(phrase.inner):
            if self.words.has("class-noun", phrase.lemma) and name.first == phrase.head + 1 and name.type in ("Place", "?"):
                made = self.inner(phrase, number)
                self._see(self.choices[made.index][0], phrase, "a class word with the name of the place")
                return True
        return False

    def _may_describe(self, phrase: Phrase, node: Node) -> bool:
        if phrase.title is not None:
            return node.type == "Person"
        return not (node.type == "Person" and phrase.noun is not None and phrase.noun.type not in ("Person", "Group"))

    def _office_holder(self, phrase: Phrase) -> bool:
        """Take "the Russian president" for the president of Russia that the text names."""
        assert phrase.title is not None
        state = self.state_of(phrase)
        if state is None and not phrase.definite:
            return False
        persons = [n for n in self.nodes if n.type == "Person" and n.named]
        fitting = [n for n in persons if self._holds(n, phrase.title.words, state)]
        if len(fitting) > 1:
            before = [n for n in self._named_until if n in fitting]
            fitting = before[-1:] if phrase.definite else []
        if len(fitting) != 1 or phrase.plural:
            return False
        self._see(fitting[0], phrase, f"the {phrase.title.words} that the text names")
        return True

    def _holds(self, node: Node, title: str, state: str | None) -> bool:
        leader = self.words.titles[title].role == "leader"
        for words, of in node.offices:
            same = words == title or (leader and self.words.titles[words].role == "leader" and state is not None)
            if same and (state is None or of in ("", state)):
                return True
        if state is None and node.slug and self.issued is not None:
            held = (o for o in self.reference.offices_of(node.slug) if title in (o.office_en, o.office_id))
            return any(_in_office(o, self.issued) for o in held)
        if state and node.slug and leader:
            return any(o.of == state and o.role == "leader" for o in self.reference.offices_of(node.slug))
        return False

    def _antecedent(self, phrase: Phrase, kind: str) -> Node | None:
        """The thing that a second mention takes up: of its kind, by its head word first, the last one named."""
        if phrase.indefinite:
            return None
        own = normalise(self.text(phrase))
        for node in reversed(self._named_until):
            if node.type == kind and any(normalise(n) == own for n in node.names):
                return node
        bare = self.words.head_first and kind == "Organization" and phrase.last == phrase.first + 1
        if not (phrase.definite or bare) or phrase.owned is not None or phrase.inner:
            return None
        if phrase.owner is not None and (phrase.owner.pronoun is None or phrase.owner.pronoun.number != "two"):
            return None
        for node in self._recent(phrase, kind):
            if self._takes_up(phrase, node):
                return node
        return None

    def _recent(self, phrase: Phrase, kind: str) -> list[Node]:
        """Things of a kind, the likeliest antecedent first: same head word, often named, near, a subject."""
        scores: dict[int, float] = {}
        for node in dict.fromkeys(reversed(self._named_until)):
            if not (_compatible(node.type, kind) or (node.named and self._same_head(node, phrase.lemma))):
                continue
            last = [p for p in node.phrases if p.index < phrase.index][-1:]
            if last and self._in_one_clause(last[0], phrase):
                continue
            distance = phrase.sentence - last[0].sentence if last else REACH
            subject = max((self._prominence(p) for p in node.phrases if p.index < phrase.index), default=0.0)
            head = 0.6 if self._same_head(node, phrase.lemma) else 0.0
            scores[node.number] = head + 0.6 * min(len(node.phrases), 4) + 0.3 * subject - 0.4 * distance
        return [self.nodes[n] for n in sorted(scores, key=lambda n: (-scores[n], -n))]

    def _in_one_clause(self, one: Phrase, other: Phrase) -> bool:
        """Whether only a verb stands between two phrases: its subject and object are two things."""
        if one.sentence != other.sentence:
            return False
        between = self.tokens[one.last : other.first]
        verbs = sum(t.upos == "VERB" for t in between)
        return verbs == 1 and all(t.upos in ("VERB", "AUX", "ADV", "PART", "ADP", "DET") for t in between)

    def _same_head(self, node: Node, lemma: str) -> bool:
        return any(p.lemma == lemma or lemma in normalise(self.text(p)).split() for p in node.phrases)

    def _takes_up(self, phrase: Phrase, node: Node) -> bool:
        if phrase.plural and not (node.plural or node.type in ("Group", "Organization", "Agreement", "Sanctions")):
            return False
        last = node.phrases[-1].sentence if node.phrases else 0
        noun = phrase.noun
        if noun is None:
            return self._same_head(node, phrase.lemma)
        if self._same_head(node, phrase.lemma):
            return True
        if node.type in ("Country", "Place") and noun.type in ("Country", "Place"):
            return noun.sense == "country" and node.type == "Country" and phrase.sentence - last <= REACH
        if node.type in ("Organization", "Group"):
            return node.sense == noun.sense != "" and node.named
        if node.type in ("Thing", "Event"):
            return False
        return phrase.sentence - last <= REACH * 2

    # -- pronouns

    def _pronoun(self, phrase: Phrase) -> None:
        pronoun = phrase.pronoun
        assert pronoun is not None
        if pronoun.number == "two":
            pair = self._pair(phrase, pronoun.types)
            if len(pair) == 2:
                self.pairs[phrase.index] = pair
                self.reasons[phrase.index] = f"{pronoun.words!r}: the two named last, {pair[0].names[0]} and {pair[1].names[0]}"
            return
        candidates = self._ranked(phrase, pronoun.types, pronoun.number == "many")
        if candidates:
            self.choices[phrase.index] = candidates
            self.reasons[phrase.index] = f"{pronoun.words!r} stands for {candidates[0].names[0]}, named before"

    def _pair(self, phrase: Phrase, types: frozenset[str]) -> list[Node]:
        """The last list of two of the types; else the last two named; else the next two of the sentence."""
        for earlier in reversed(self.phrases[: phrase.index]):
            if pair := self.pairs.get(earlier.index):
                if all(self._is(n, types) for n in pair):
                    return pair
            members = self.groups.all_of(earlier)
            nodes = [n for m in members for n in self.choices.get(m.index, [])[:1]]
            if len(nodes) == 2 and nodes[0] is not nodes[1] and all(self._is(n, types) for n in nodes):
                return [self._acting(n, types) for n in nodes]
        last: list[Node] = []
        ahead = [p for p in self.phrases[phrase.index + 1 :] if p.sentence == phrase.sentence]
        behind = list(reversed(self.phrases[: phrase.index]))
        for other in behind + ahead:
            for node in self._countries_in(other) if "Country" in types else self.choices.get(other.index, [])[:1]:
                if node.named and self._is(node, types) and self._acting(node, types) not in last:
                    last.append(self._acting(node, types))
            if len(last) >= 2:
                return last[:2][::-1]
        return []

    def _countries_in(self, phrase: Phrase) -> list[Node]:
        own = self.choices.get(phrase.index, [])[:1]
        inner = [self._known(s) for n in phrase.inner for s in n.slugs[:1] if self.state(s)]
        return [*own, *inner] if not own or own[0].type in ("Country", "Place") else inner

    def _is(self, node: Node, types: frozenset[str]) -> bool:
        return node.type in types or ("Country" in types and self._state_node(node) is not None)

    def _acting(self, node: Node, types: frozenset[str]) -> Node:
        if node.type in types:
            return node
        return self._state_node(node) or node

    def _state_node(self, node: Node) -> Node | None:
        if node.slug is None or node.type == "Country":
            return node if node.type == "Country" else None
        state = self.state(node.slug)
        return self._known(state) if state else None

    def _ranked(self, phrase: Phrase, types: frozenset[str], many: bool, before: int | None = None) -> list[Node]:
        """Things that a pronoun may stand for, the likeliest first: subjects before others, near before far."""
        scores: dict[int, float] = {}
        acts = self._acts(phrase)
        for other in self.phrases[: phrase.index if before is None else before]:
            distance = phrase.sentence - other.sentence
            nodes = self.choices.get(other.index, [])[:1]
            if distance > REACH or not nodes or other.last > phrase.first:
                continue
            node = nodes[0]
            if not (self._is(node, types) or (many and node.type == "Group")) or (node.plural != many and not many):
                continue
            if node.gender and self._gender(phrase) not in ("", node.gender):
                continue
            if many and not (node.plural or node.type in ("Group", "Organization")):
                continue
            prominence = self._prominence(other) if acts else 1.2 + 0.2 * self._prominence(other)
            weight = 0.2 if acts else 0.35
            score = -3.0 * distance + prominence + weight * min(len(node.phrases), 6) + other.index * 0.001
            scores[node.number] = max(scores.get(node.number, -99.0), score)
        return [self.nodes[n] for n, _ in sorted(scores.items(), key=lambda item: (-item[1], item[0]))]

    def _gender(self, phrase: Phrase) -> str:
        return next((g for g in ("male", "female") if self.words.has(g, phrase.lemma)), "")

    def _acts(self, phrase: Phrase) -> bool:
        """Whether a pronoun is a subject or a possessive, which take up subjects before objects."""
        token = self.tokens[phrase.head]
        before = self.tokens[phrase.first - 1] if phrase.first else None
        return token.deprel.startswith("nsubj") or before is None or before.upos not in ("VERB", "ADP")

    def _prominence(self, phrase: Phrase) -> float:
        token = self.tokens[phrase.head]
        lead = self.tokens[phrase.name.first] if phrase.name else token
        if token.deprel.startswith("nsubj") or lead.deprel.startswith("nsubj"):
            return 2.5
        before = self.tokens[phrase.first - 1] if phrase.first else None
        return 0.0 if before is not None and before.upos == "ADP" else 0.8

    # -- what a slot gets

    def alone(self, phrase: Phrase, accepts: frozenset[str]) -> list[tuple[Node, Phrase]]:
        """What a phrase itself puts into a slot, its list left aside."""
        return [(node, phrase) for node in self._fitting(phrase, accepts, False, frozenset())]

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
        if not self.words.has("transparent", phrase.lemma) and not self.words.has("transparent", self.tokens[phrase.head].text.lower()):
            return phrase
        follower = self.phrases[phrase.index + 1] if 0 <= phrase.index < len(self.phrases) - 1 else None
        if follower is None or follower.first != phrase.last + 1:
            return phrase.owner or phrase
        return follower if self.words.has("clinging", self.tokens[phrase.last].text.lower()) else phrase

    def _fitting(
        self, phrase: Phrase, accepts: frozenset[str], place_first: bool, others: frozenset[int]
    ) -> list[Node]:
        if phrase.index in self.pairs:
            return [n for n in self.pairs[phrase.index] if n.type in accepts]
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

    def inner(self, phrase: Phrase, number: int) -> Phrase:
        """A name inside a phrase as a phrase of its own, taken for its thing."""
        name = phrase.inner[number]
        text = self.analysis.text[self.tokens[name.first].start : self.tokens[name.last - 1].end]
        made = Phrase(-1 - name.first, phrase.sentence, name.first, name.last, name.last - 1, "name", text.lower(), name)
        if made.index not in self.choices:
            self._name(made)
        return made

    def inner_body(self, phrase: Phrase) -> Node | None:
        """The body whose common noun stands inside a title ("panglima militer", "army chief")."""
        assert phrase.title is not None
        title = phrase.title.words.split()
        for i in range(phrase.first, phrase.last):
            noun = self.words.nouns.get(self.tokens[i].text.lower())
            if noun is None or noun.type != "Organization" or noun.lemma in title:
                continue
            for node in self.nodes:
                if node.type == "Organization" and node.sense == noun.sense:
                    return node
            node = self._new("Organization", self.tokens[i].text)
            node.sense, node.reason = noun.sense, "a body named inside a title"
            return node
        return None

    def led_by(self, node: Node, title: str) -> Node | None:
        """The one state named in the text that a known person led under a title at the date of issue."""
        if node.slug is None:
            return None
        states = {
            o.of
            for o in self.reference.offices_of(node.slug)
            if title in (o.office_en, o.office_id) and o.of in self._by_slug and self._by_slug[o.of].type == "Country"
            if self.issued is None or overlaps(self.issued, o.start, None)
        }
        return self._by_slug[states.pop()] if len(states) == 1 else None

    def possessor(self, phrase: Phrase) -> Phrase | None:
        """The possessive pronoun of a phrase as a phrase of its own, taken for what it stands for."""
        at = phrase.owned
        if at is None:
            return None
        text = self.tokens[at].text.lower()
        pronoun = self.words.pronouns.get(text)
        if pronoun is None:
            return None
        made = Phrase(-1 - at, phrase.sentence, at, at + 1, at, "pronoun", text, pronoun=pronoun)
        if made.index not in self.choices:
            ranked = self._ranked(made, pronoun.types, pronoun.number == "many", before=phrase.index)
            listed = [m for m in self.groups.all_of(phrase) if m.index < phrase.index]
            nearest = self.choices.get(listed[-1].index, [])[:1] if listed else []
            if nearest and nearest[0] in ranked:
                ranked = [*nearest, *(n for n in ranked if n is not nearest[0])]
            if ranked:
                self.choices[made.index] = ranked
                self.reasons[made.index] = f"{text!r} stands for {ranked[0].names[0]}, named before"
        return made


def _inside(short: tuple[str, ...], full: tuple[str, ...]) -> bool:
    """Whether the words of a short name stand in a full one, side by side."""
    return any(full[i : i + len(short)] == short for i in range(len(full) - len(short) + 1))


def _in_office(office: Office, date: str) -> bool:
    return overlaps(date, office.start, office.end)


def _compatible(one: str, other: str) -> bool:
    return one == other or any({one, other} <= kinds for kinds in (PLACES, BODIES, TEXTS))
