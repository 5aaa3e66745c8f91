"""Finds what stands around a verb or a noun for a deed: doer, thing done, and the phrases behind its prepositions.

Two readers look, and each slot says which of them found it: `Tree` follows the parser's heads, `Order` the order of
words and phrases. Where both agree a slot is sure; a parse is wrong too often to be trusted alone.
"""

from kg.extract.order import Order
from kg.extract.reading import Clause, Slot
from kg.extract.tree import Tree

__all__ = ["Clause", "Reader", "Slot"]


class Reader(Tree, Order):
    """Reads the clauses of one text."""

    def clause(self, verb: int, voice: str) -> Clause:
        """The clause of a verb; `voice` is what its form tells, "" where it tells nothing."""
        voice = voice or self.voice(verb)
        tree, order = self._tree(verb, voice), self._order(verb, voice)
        clause = Clause(verb, voice)
        clause.subject = _join(tree.subject, order.subject)
        clause.object = _join(tree.object, order.object)
        clause.second = _join(tree.second, order.second)
        for name in dict.fromkeys([*order.preps, *tree.preps]):
            clause.preps[name] = _merge(order.preps.get(name, []), tree.preps.get(name, []))
        return clause

    def voice(self, verb: int) -> str:
        """Active or passive, by auxiliary and form."""
        token = self.tokens[verb]
        kinds = {self.tokens[c].deprel for c in self.children.get(verb, [])}
        if any(token.text.lower().endswith(ending) for ending in self.words.words.get("active-ending", ())):
            return "active"
        if verb and self.words.has("infinitive", self.tokens[verb - 1].text.lower()):
            return "active"
        if "VerbForm=Part" in token.feats and verb == self.sentences[self.sentence_of[verb]].first:
            return "passive"
        before = []
        for i in range(verb - 1, max(-1, verb - 6), -1):
            if i in self.at or self.tokens[i].upos in ("VERB", "PUNCT", "CCONJ"):
                break
            before.append(self.tokens[i].text.lower())
        perfect, been = (any(self.words.has(kind, t) for t in before) for kind in ("perfect", "been"))
        if perfect and not been:
            return "active"
        if "aux:pass" in kinds or been or any(self.words.has("be", t) for t in before):
            return "passive"
        if "nsubj" in kinds or ("VerbForm=Fin" in token.feats and token.deprel != "acl"):
            return "active"
        if token.deprel == "acl" or self._by_follows(verb):
            return "passive" if verb + 1 not in self.starts or self._by_follows(verb) else "active"
        if token.deprel == "conj" and self.tokens[token.head].upos == "VERB" and token.head < verb and not before:
            return self.voice(token.head) if self.tokens[verb - 1].upos == "CCONJ" else "active"
        return "active"

    def _by_follows(self, verb: int) -> bool:
        """Whether "by X" stands behind a verb, before any other verb or mark."""
        for i in range(verb + 1, min(verb + 12, len(self.tokens) - 1)):
            token = self.tokens[i]
            if i in self.blocked:
                continue
            if self.words.has("by", token.text.lower()):
                return i + 1 in self.starts
            if token.upos in ("VERB", "PUNCT") or (i == verb + 1 and i in self.starts):
                return False
        return False


def _join(tree: Slot | None, order: Slot | None) -> Slot | None:
    """One slot of two: agreed, or that of the reader of word order before that of the tree."""
    if tree is None or order is None:
        return order or tree
    return Slot(order.phrase, "both") if tree.phrase is order.phrase else order


def _merge(order: list[Slot], tree: list[Slot]) -> list[Slot]:
    both = {s.phrase.index for s in order} & {s.phrase.index for s in tree}
    merged = [Slot(s.phrase, "both" if s.phrase.index in both else s.by) for s in order]
    return merged + [s for s in tree if s.phrase.index not in both]
