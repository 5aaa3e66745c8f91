"""Takes up things by common nouns and titles: "the pact", "the Russian president", "kota itu"."""

from kg.extract.naming import Naming, in_office
from kg.extract.phrases import Phrase
from kg.extract.scene import REACH, Node
from kg.link.reference import normalise
from kg.link.rules import overlaps

__all__ = ["PLACES", "SecondMentions"]

PLACES = frozenset(["Place", "Country"])
BODIES = frozenset(["Organization", "Group"])
TEXTS = frozenset(["Agreement", "Law"])


class SecondMentions(Naming):
    """The rules for second mentions: by apposition, by office, by head word, nearness and salience."""

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
        if (phrase.title is not None and phrase.plural) or any(
            n.people and n.last == phrase.last for n in phrase.inner
        ):
            kind = "Group"
        if kind == "Thing" and noun is None and self._before_who(phrase):
            kind = "Group" if phrase.plural else "Person"
        node = self._antecedent(phrase, kind)
        if node is None:
            node = self._new(kind, self._owned_text(phrase))
            node.sense, node.plural = (noun.sense if noun else phrase.lemma), phrase.plural
            self._see(node, phrase, "a thing first named here")
        else:
            self._see(node, phrase, f"takes up {node.names[0]!r}")

    def _owned_text(self, phrase: Phrase) -> str:
        """The words of a phrase with the name of its owner: "pasukan Rwanda", "Rwanda's soldiers"."""
        owner = phrase.owner
        if owner is None or owner.kind != "name" or owner.sentence != phrase.sentence:
            return self.text(phrase)
        first, last = min(owner.first, phrase.first), max(owner.last, phrase.last)
        return self.analysis.text[self.tokens[first].start : self.tokens[last - 1].end]

    def _before_who(self, phrase: Phrase) -> bool:
        """Whether "who" takes up a phrase whose noun is not known."""
        return phrase.last < len(self.tokens) and self.words.has("personal", self.tokens[phrase.last].text.lower())

    def _is_class_of_name(self, phrase: Phrase) -> bool:
        """Take "the town of Shusha", "kota Shusha" for the place that they name."""
        if phrase.noun is None or phrase.noun.type not in PLACES:
            return False
        follower = self.phrases[phrase.index + 1] if phrase.index + 1 < len(self.phrases) else None
        clings = (
            self.words.has("clinging", self.tokens[phrase.last].text.lower())
            if phrase.last < len(self.tokens)
            else False
        )
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
            if (
                self.words.has("class-noun", phrase.lemma)
                and name.first == phrase.head + 1
                and name.type in ("Place", "?")
            ):
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
            return any(in_office(o, self.issued) for o in held)
        if state and node.slug and leader:
            return any(o.of == state and o.role == "leader" for o in self.reference.offices_of(node.slug))
        return False

    def _antecedent(self, phrase: Phrase, kind: str) -> Node | None:
        """The thing that a second mention takes up: of its kind, by its head word first, the last one named."""
        if kind in TEXTS and (entitled := self._entitled(phrase)):
            return entitled
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
        recent = self._recent(phrase, kind)
        found = next((node for node in recent if self._takes_up(phrase, node)), None)
        return found or next((node for node in recent if self._widely(phrase, node)), None)

    def _widely(self, phrase: Phrase, node: Node) -> bool:
        """Whether a noun of wide sense takes up a body named shortly before: "the group" a militia or a firm."""
        near = node.named and bool(node.phrases) and phrase.sentence - node.phrases[-1].sentence <= REACH
        return near and not phrase.plural and self.words.has("wide-noun", f"{phrase.lemma} {node.sense}")

    def _entitled(self, phrase: Phrase) -> Node | None:
        """The agreement or law whose title holds the words of a phrase: two words, or three behind an article."""
        kinds = ("definite", "indefinite")
        texts = [t.text.lower() for t in self.tokens[phrase.first : phrase.last]]
        own = {normalise(t) for t in texts if t.isalpha() and not any(self.words.has(kind, t) for kind in kinds)}
        if len(own) < 2 + phrase.indefinite:
            return None
        for node in reversed(self._named_until):
            if node.named and node.type in TEXTS and any(own <= set(normalise(n).split()) for n in node.names):
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
        if node.type == "Country" and self.words.has("form-of-state", phrase.lemma):
            return self._formed(node, phrase.lemma) and phrase.sentence - last <= REACH
        if node.type in ("Country", "Place") and noun.type in ("Country", "Place"):
            return noun.sense == "country" and node.type == "Country" and phrase.sentence - last <= REACH
        if node.type in ("Organization", "Group"):
            return node.sense == noun.sense != "" and node.named
        if node.type in ("Thing", "Event"):
            return False
        return phrase.sentence - last <= REACH * 2

    def _formed(self, node: Node, lemma: str) -> bool:
        """Whether the known names of a state say that it is a kingdom or the like."""
        names = self.reference.known[node.slug].names if node.slug else ()
        return any(lemma in normalise(name).split() for name in names)

    def inner_body(self, phrase: Phrase) -> Node | None:
        """The body whose common noun stands inside a title ("ketua dewan", "panglima militer", "the army chief").

        A bare noun is the last body of its sense named before; with words of its own ("dewan politik Houthi") it is a
        body of that name.
        """
        assert phrase.title is not None
        title = phrase.title.words.split()
        for i in range(phrase.first, phrase.last):
            noun = self.words.nouns.get(self.tokens[i].text.lower())
            if noun is None or noun.type != "Organization" or (noun.lemma in title and not self.words.head_first):
                continue
            whole = self._inner_text(i, phrase)
            if whole == self.tokens[i].text:
                before = [n for n in self.nodes if n.phrases and n.phrases[0].index < phrase.index]
                named = [n for n in before if n.type == "Organization" and n.sense == noun.sense]
            else:
                named = [n for n in self.nodes if normalise(whole) in map(normalise, n.names)]
            if named:
                return named[-1]
            node = self._new("Organization", whole)
            node.sense, node.reason = noun.sense, "a body named inside a title"
            return node
        return None

    def _inner_text(self, at: int, phrase: Phrase) -> str:
        """The words of a body inside a title: those behind its noun, or before it where heads come last."""
        if not self.words.head_first:
            return self.tokens[at].text
        last = phrase.last
        while last > at + 1 and self.words.has("definite", self.tokens[last - 1].text.lower()):
            last -= 1
        return self.analysis.text[self.tokens[at].start : self.tokens[last - 1].end]

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


def _compatible(one: str, other: str) -> bool:
    return one == other or any({one, other} <= kinds for kinds in (PLACES, BODIES, TEXTS))
