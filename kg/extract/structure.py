"""Reads who holds which office: titles before names, appositions, copulas, and "X of the ministry".

Gives `holds-position` with the title as written, `leader-of` where the title heads a state or body that the words
name, and `affiliated-with` where a body that is no state is named.
"""

from collections.abc import Iterator

from kg.extract.clauses import Reader
from kg.extract.discourse import Discourse, Node
from kg.extract.frames import Frames
from kg.extract.match import Draft, accepted
from kg.extract.phrases import Phrase
from kg.languages.wordlists import Lexicon
from kg.model import Analysis

__all__ = ["Offices"]

SURE = 0.92


class Offices:
    """Finds the offices in one text."""

    def __init__(
        self, analysis: Analysis, reader: Reader, discourse: Discourse, frames: Frames, words: Lexicon
    ) -> None:
        self.frames = frames
        self.text, self.tokens = analysis.text, analysis.tokens
        self.reader, self.discourse, self.words = reader, discourse, words

    def drafts(self) -> Iterator[Draft]:
        """All offices, in the order of their phrases."""
        held: set[int] = set()
        for phrase in self.reader.phrases:
            if phrase.sentence in self.discourse.headlines:
                continue
            if phrase.kind == "nominal" and phrase.title is not None:
                for draft in self._office(phrase):
                    held.add(draft.subject.number)
                    yield draft
            elif phrase.name is not None and phrase.name.type == "Person":
                yield from self._in_name(phrase)
                yield from self._of_body(phrase)
        yield from self._only_mentioned(held)

    def _only_mentioned(self, held: set[int]) -> Iterator[Draft]:
        """The offices of those whom the text names and elsewhere calls by an office: "the prime minister, who"."""
        for phrase in self.reader.phrases:
            nodes = self.discourse.choices.get(phrase.index, [])
            if phrase.title is None or phrase.kind != "nominal" or phrase.sentence in self.discourse.headlines:
                continue
            known = phrase.definite and phrase.title.role in ("leader", "office") and not phrase.plural
            person = len(nodes) == 1 and nodes[0].named and nodes[0].type == "Person"
            if known and person and nodes[0].number not in held:
                held.add(nodes[0].number)
                yield self._held(phrase, nodes[0], phrase, "in a second mention")

    def _office(self, phrase: Phrase) -> Iterator[Draft]:
        assert phrase.title is not None
        if phrase.title.role == "honorific":
            return
        if holders := self.discourse.groups.shared.get(phrase.index):
            for holder in holders:
                yield from self._shared(phrase, *holder)
            return
        for node, beside, why in self._holders(phrase):
            if phrase.title.role != "occupation":
                yield self._held(phrase, node, beside, why)
            yield from self._body(phrase, node, *self._range(phrase, beside), why)

    def _held(self, phrase: Phrase, node: Node, beside: Phrase, why: str) -> Draft:
        title, (first, last) = self._title_text(phrase), self._range(phrase, beside)
        draft = Draft("holds-position", node, None, phrase.head, first, last, f"office {why}", SURE, literal=title)
        draft.structural, draft.status_at = True, phrase.head
        return draft

    def _in_name(self, phrase: Phrase) -> Iterator[Draft]:
        """The office that a known name begins with ("King Abdullah", "Paus Fransiskus"), and its state."""
        assert phrase.name is not None
        first = phrase.name.first
        title = self.words.titles.get(self.tokens[first].text.lower())
        nodes = self.discourse.choices.get(phrase.index, [])
        if title is None or title.role == "honorific" or phrase.name.last - first < 2 or len(nodes) != 1:
            return
        draft = Draft(
            "holds-position", nodes[0], None, first, first, phrase.last, "office in the name", SURE,
            literal=self.tokens[first].text,
        )  # fmt: skip
        draft.structural, draft.status_at = True, first
        yield draft
        states = [n for n, _ in self._behind_name(phrase)]
        if title.role == "leader" and not states and (led := self.discourse.led_by(nodes[0], title.words)):
            states = [led]
        for state in states[:1] if title.role == "leader" else []:
            yield self._draft("leader-of", nodes[0], state, phrase, first, phrase.last, "in the name")

    def _behind_name(self, phrase: Phrase) -> list[tuple[Node, Phrase]]:
        """The state behind a name: "King Abdullah of Jordan"."""
        for prep, behind in self.reader.behind(phrase):
            if self.words.has("clinging", prep):
                return self.discourse.fill(behind, frozenset(["Country"]), False)[:1]
            break
        return []

    def _shared(self, phrase: Phrase, person: Phrase, place: Phrase, number: int) -> Iterator[Draft]:
        """One of several offices told in one breath: "the presidents of A and B, C and D"."""
        assert phrase.title is not None
        state = place if number < 0 else self.discourse.inner(place, number)
        nodes = self.discourse.choices.get(person.index, [])
        bodies = [n for n in self.discourse.choices.get(state.index, []) if n.type in ("Country", "Organization")]
        if nodes and bodies and phrase.title.role == "leader":
            first, last = min(phrase.first, person.first), max(state.last, person.last)
            yield self._draft("leader-of", nodes[0], bodies[0], phrase, first, last, "of several")

    def _holders(self, phrase: Phrase) -> list[tuple[Node, Phrase, str]]:
        """Whom a title is said of, with the phrase that names them."""
        for same in self.discourse.groups.same(phrase):
            nodes = self.discourse.choices.get(same.index, [])
            if phrase.plural and same.first >= phrase.last:
                members = self.discourse.fill(same, frozenset(["Person"]), False)
                return [(node, member, "of several beside the names") for node, member in members]
            if nodes and nodes[0].type == "Person":
                return [(nodes[0], same, "beside the name")]
        if left := self._copular(phrase):
            filled = self.discourse.fill(left, frozenset(["Person"]), False)
            if len(filled) == 1:
                return [(filled[0][0], left, "behind a copula")]
        if named := self._appointed(phrase):
            return [(named[0][0], named[0][1], "named to an office")]
        nodes = self.discourse.choices.get(phrase.index, [])
        if nodes and nodes[0].named and nodes[0].type == "Person" and (phrase.inner or phrase.owner):
            return [(nodes[0], phrase, "in a second mention")]
        return []

    def _appointed(self, phrase: Phrase) -> list[tuple[Node, Phrase]]:
        """The person whom a verb names to the office that follows: "appointed X (as) head of Y"."""
        end = phrase.first
        while end and (self.words.has("as", self.tokens[end - 1].text.lower()) or end - 1 in self.reader.blocked):
            end -= 1
        person = self.reader.ends.get(end)
        if person is None or person.name is None or person.sentence != phrase.sentence:
            return []
        for i in range(person.first - 1, max(person.first - 4, -1), -1):
            for form in (self.tokens[i].text.lower(), self.tokens[i].lemma.lower()):
                if any(frame.relation == "appointed" for _, frame in self.frames.verbs.get(form, ())):
                    return self.discourse.fill(person, frozenset(["Person"]), False)[:1]
        return []

    def _copular(self, phrase: Phrase) -> Phrase | None:
        """The subject of the copula right before a title."""
        position = (phrase.owner or phrase).first - 1
        while position >= 0 and (self._is_as(position) or self.tokens[position].upos in ("ADV", "PART")):
            position -= 1
        if position < 0:
            return None
        token = self.tokens[position]
        if self.words.has("relative", token.text.lower()):
            return self.reader.antecedent(position)
        texts = (token.lemma.lower(), token.text.lower())
        if any(v == "passive" and f.relation == "appointed" for v, f in self.frames.verbs.get(texts[1], ())):
            named = self.reader.clause(position, "passive").object
            return named.phrase if named is not None else None
        if not any(self.words.is_verb("copula", t) or self.words.has("be", t) for t in texts):
            return None
        subject = self.reader.clause(position, "active").subject
        return subject.phrase if subject is not None else None

    def _is_as(self, position: int) -> bool:
        """Whether an "as" leads a title behind a verb: "served as"."""
        return self.tokens[position].upos == "ADP" and self.words.has("as", self.tokens[position].text.lower())

    def _title_text(self, phrase: Phrase) -> str:
        """The title as written: owner included, determiners and praise left out."""
        first, last = phrase.first, phrase.last
        if phrase.owner is not None and phrase.owner.kind == "name":
            first = phrase.owner.name.first if phrase.owner.name else phrase.owner.first
        while first < last and self._drops(first):
            first += 1
        last = next((i for i in range(first, last) if self.words.has("aged", self.tokens[i].text.lower())), last)
        while last > first and self._drops(last - 1) and not self._ends_title(phrase, first, last):
            last -= 1
        end = self._complement(phrase, last)
        return self.text[self.tokens[first].start : self.tokens[end - 1].end]

    def _ends_title(self, phrase: Phrase, first: int, last: int) -> bool:
        """Whether a last word is of the title as written: a clitic, the "that" of another noun in it."""
        assert phrase.title is not None
        if not self.words.head_first:
            return False
        glued = not self.tokens[last - 2].space and self.words.has("clitic", self.tokens[last - 1].text.lower())
        return glued or last - 1 - first > len(phrase.title.words.split())

    def _drops(self, i: int) -> bool:
        text = self.tokens[i].text.lower()
        return any(self.words.has(kind, text) for kind in ("definite", "indefinite", "possessive"))

    def _complement(self, phrase: Phrase, last: int) -> int:
        """The end of "of the Republic" behind a title."""
        for prep, behind in self.reader.behind(phrase):
            tail = self.words.has("title-tail", prep) and (behind.name or behind.inner or behind.noun)
            body = self.words.has("title-of", prep) and self._is_body(behind)
            if not (tail or body):
                break
            last = behind.last
        return last

    def _is_body(self, phrase: Phrase) -> bool:
        known = phrase.name.type if phrase.name else phrase.noun.type if phrase.noun else ""
        return known in ("Organization", "Country", "Place")

    def _range(self, phrase: Phrase, beside: Phrase) -> tuple[int, int]:
        firsts = [phrase.first, beside.first] + ([phrase.owner.first] if phrase.owner else [])
        if beside.sentence != phrase.sentence:
            return phrase.first, phrase.last
        return min(firsts), max(phrase.last, beside.last)

    def _body(self, phrase: Phrase, node: Node, first: int, last: int, why: str) -> Iterator[Draft]:
        assert phrase.title is not None
        bodies = list(self._bodies(phrase))
        if not bodies and phrase.title.role == "leader" and (state := self.discourse.led_by(node, phrase.title.words)):
            yield self._draft("leader-of", node, state, phrase, first, last, why + ", of the state that the text names")
        one = phrase.indefinite and self.words.has("rank-and-file", phrase.title.words)
        for body, end in bodies:
            if body.type == "Organization" and (one or (body, end) == self._behind_other(phrase)):
                yield self._draft("affiliated-with", node, body, phrase, first, max(last, end), why)
            elif phrase.title.role == "leader" and body.type in accepted("leader-of", "object"):
                yield self._draft("leader-of", node, body, phrase, first, max(last, end), why)
            elif body.type == "Organization":
                yield self._draft("affiliated-with", node, body, phrase, first, max(last, end), why)

    def _joined_end(self, phrase: Phrase) -> int:
        """The end of a title that goes on behind an "and": "professor of intelligence and security at"."""
        follower = self.reader.starts.get(phrase.last + 1)
        joined = phrase.last < len(self.tokens) and self.words.has("and", self.tokens[phrase.last].text.lower())
        plain = follower is not None and follower.kind == "nominal" and follower.title is None and follower.noun is None
        return follower.last if joined and plain and follower is not None else phrase.last

    def _draft(self, relation: str, node: Node, body: Node, phrase: Phrase, first: int, last: int, why: str) -> Draft:
        draft = Draft(relation, node, body, phrase.head, first, last, f"office {why}", SURE, status_at=phrase.head)
        draft.structural = True
        return draft

    def _bodies(self, phrase: Phrase) -> Iterator[tuple[Node, int]]:
        """The state or body of an office: its owner, a name inside the title, or what stands behind "of"."""
        places = frozenset(["Country", "Organization"])
        candidates: list[Phrase] = []
        if phrase.owner is not None:
            candidates.append(phrase.owner)
        elif phrase.owned is not None and (owner := self.discourse.possessor(phrase)):
            candidates.append(owner)
        beside = self.discourse.beside_title
        candidates += [
            self.discourse.inner(phrase, n) for n, name in enumerate(phrase.inner) if beside(phrase, name.first)
        ]
        if (
            not candidates
            and phrase.title is not None
            and phrase.title.role == "leader"
            and (body := self.discourse.inner_body(phrase))
        ):
            yield body, phrase.last
        for prep, behind in self.reader.following(self._joined_end(phrase), phrase.sentence):
            if self.words.has("title-of", prep):
                candidates.append(behind)
            break
        for candidate in candidates:
            for node, member in self.discourse.fill(candidate, places, False):
                yield node, member.last
        if not candidates and (other := self._behind_other(phrase)):
            yield other

    def _behind_other(self, phrase: Phrase) -> tuple[Node, int] | None:
        """The body that ends a title behind other words ("guru besar hukum Universitas Indonesia")."""
        if not self.words.head_first or not phrase.inner or phrase.inner[-1].last != phrase.last:
            return None
        last = len(phrase.inner) - 1
        if phrase.inner[last].type != "Organization" or self.discourse.beside_title(phrase, phrase.inner[last].first):
            return None
        found = self.discourse.fill(self.discourse.inner(phrase, last), frozenset(["Organization"]), False)
        return (found[0][0], phrase.last) if found else None

    def _of_body(self, phrase: Phrase) -> Iterator[Draft]:
        """A person and the body behind "of": "Ann Lee of the trade ministry"."""
        for prep, behind in self.reader.behind(phrase):
            if not self.words.has("title-of", prep):
                return
            nodes = self.discourse.choices.get(phrase.index, [])
            for body, member in self.discourse.fill(behind, frozenset(["Organization"]), False)[:1]:
                if nodes:
                    yield self._draft("affiliated-with", nodes[0], body, phrase, phrase.first, member.last, "of a body")
            return
