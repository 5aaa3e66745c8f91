"""Takes pronouns, possessives and words for a pair ("both countries") for the things named before."""

from kg.extract.naming import Naming
from kg.extract.phrases import Phrase
from kg.extract.scene import REACH, Node

__all__ = ["Pronouns"]


class Pronouns(Naming):
    """The rules for pronouns: subjects before others, near before far, the gender that the text tells."""

    def _pronoun(self, phrase: Phrase) -> None:
        pronoun = phrase.pronoun
        assert pronoun is not None
        if pronoun.number == "two":
            pair = self._pair(phrase, pronoun.types)
            if len(pair) == 2:
                self.pairs[phrase.index] = pair
                self.reasons[phrase.index] = (
                    f"{pronoun.words!r}: the two named last, {pair[0].names[0]} and {pair[1].names[0]}"
                )
            return
        candidates = self._ranked(phrase, pronoun.types, pronoun.number == "many")
        if candidates:
            self.choices[phrase.index] = candidates
            self.reasons[phrase.index] = f"{pronoun.words!r} stands for {candidates[0].names[0]}, named before"

    def _pair(self, phrase: Phrase, types: frozenset[str]) -> list[Node]:
        """The last list of two of the types; else the last two named; else the next two of the sentence."""
        for earlier in reversed(self.phrases[: phrase.index]):
            pair = self.pairs.get(earlier.index)
            if pair and all(self._is(n, types) for n in pair):
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
        inner = [self.known(s) for n in phrase.inner for s in n.slugs[:1] if self.state(s)]
        return [*own, *inner] if not own or own[0].type in ("Country", "Place") else inner

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
