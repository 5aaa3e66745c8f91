"""Takes names for things: known ones by their entry, persons by full and short names, bodies and their acronyms."""

from kg.extract.phrases import Phrase
from kg.extract.scene import Node, Scene, inside
from kg.languages.wordlists import Noun
from kg.link.reference import Office, normalise
from kg.link.rules import overlaps

__all__ = ["Naming", "in_office"]


class Naming(Scene):
    """The rules for names. Nothing is decided by a bare surname that two persons share."""

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
        open_ones = {n for n in found["?"] if len(n) > 1 and any(inside(p, n) for p in found["Person"])}
        return sorted(found["Person"] | open_ones, key=lambda n: (-len(n), n))

    def _key(self, phrase: Phrase) -> tuple[str, ...]:
        key = tuple(normalise(self.head_text(phrase)).split())
        while len(key) > 1 and key[0] in self.words.honorifics:
            key = key[1:]
        return key

    def _name(self, phrase: Phrase) -> None:
        name = phrase.name
        assert name is not None
        if name.slugs:
            if name.pair:
                self.pairs[phrase.index] = [self.known(slug) for slug in name.slugs]
                return
            slug = self._decide(phrase, name.slugs)
            node = self.known(slug) if slug else None
            if slug is not None and node is not None:
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
        serving = [s for s in slugs if any(in_office(o, self.issued) for o in self.reference.offices_of(s))]
        return serving[0] if len(serving) == 1 else None

    def _patronym(self, key: tuple[str, ...], full: tuple[str, ...]) -> bool:
        """Whether a word stands in a full name only behind a "bin": it is the father's name, not the bearer's."""
        at = full.index(key[0])
        return len(key) == 1 and at > 0 and self.words.has("patronymic", full[at - 1])

    def _all_names(self, slug: str) -> frozenset[str]:
        return frozenset(normalise(n) for n in self.reference.known[slug].names)

    def _person(self, phrase: Phrase) -> None:
        key = self._key(phrase)
        longer = [n for n in self._persons if len(n) > len(key) and inside(key, n) and not self._patronym(key, n)]
        target = max(longer, key=lambda n: (self._count(n), len(n), n), default=key)
        if target != key and (slugs := self.reference.by_name.get(" ".join(target), ())) and len(slugs) == 1:
            self._see(self.known(slugs[0]), phrase, "a short form of the full name used most in the text")
            return
        reason = "a short form of a full name in the text" if target != key else "a person's name"
        self._see(self._by("Person", " ".join(target), phrase), phrase, reason)

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
            words = self._key(phrase)
            if any(len(n) > len(words) and inside(words, n) for n in self._persons):
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

    def inner(self, phrase: Phrase, number: int) -> Phrase:
        """A name inside a phrase as a phrase of its own, taken for its thing."""
        name = phrase.inner[number]
        text = self.analysis.text[self.tokens[name.first].start : self.tokens[name.last - 1].end]
        made = Phrase(
            -1 - name.first, phrase.sentence, name.first, name.last, name.last - 1, "name", text.lower(), name
        )
        if made.index not in self.choices:
            self._name(made)
        return made

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


def in_office(office: Office, date: str) -> bool:
    """Whether an office was held at a date."""
    return overlaps(date, office.start, office.end)
