"""Reads what stands around a verb from the parser's tree."""

from kg.extract.phrases import Phrase
from kg.extract.reading import Clause, Slot, Text, slot

__all__ = ["Tree"]

DEPTH = 6
"""Clauses that the search for a hidden subject climbs."""


class Tree(Text):
    """The reader that follows the parser's heads."""

    def _tree(self, verb: int, voice: str) -> Clause:
        clause = Clause(verb, voice)
        surface = self.surface_subject(verb, voice)
        objects = [
            self.at[c] for c in self.children.get(verb, []) if self.tokens[c].deprel in ("obj", "iobj") and c in self.at
        ]
        relative = self._object_relative(verb)
        self._tree_preps(verb, clause)
        if voice == "active":
            clause.subject = slot(surface)
            clause.object = slot(objects[0] if objects else relative)
            clause.second = slot(objects[1] if len(objects) > 1 else None)
        else:
            clause.object = slot(surface)
            agent = self._agent(verb)
            clause.subject = slot(agent or (objects[0] if objects and voice != "bare" else None))
            if voice == "bare":
                own = self._own_subject(verb)
                clause.subject, clause.object = slot(own), slot(relative or (objects[0] if objects else None))
        return clause

    def _agent(self, verb: int) -> Phrase | None:
        for child in self.children.get(verb, []):
            token = self.tokens[child]
            case = any(self.words.has("by", self.tokens[c].text.lower()) for c in self.children.get(child, []))
            if child in self.at and (token.deprel == "obl:agent" or case):
                return self.at[child]
        return None

    def _tree_preps(self, head: int, clause: Clause) -> None:
        for child in self.children.get(head, []):
            token = self.tokens[child]
            if not token.deprel.startswith(("obl", "nmod")) or child not in self.at:
                continue
            for c in self.children.get(child, []):
                if self.tokens[c].deprel == "case" and c < child:
                    clause.preps.setdefault(self.tokens[c].text.lower(), []).append(Slot(self.at[child], "tree"))

    def surface_subject(self, verb: int, voice: str = "active", depth: int = 0) -> Phrase | None:
        """The subject that the parser gives a verb: its own, that of the verb above, or what its clause modifies."""
        token = self.tokens[verb]
        own = self._own_subject(verb)
        if own is not None and not self._is_relative(own):
            return own if voice != "bare" else None
        if depth > DEPTH:
            return None
        if token.deprel.startswith("acl"):
            if own is None and self._has_relative_subject(verb):
                return self.at.get(token.head)
            return self.at.get(token.head) if own is None or self._is_relative(own) else None
        if token.head == verb:
            return None
        if token.deprel.startswith(("xcomp", "advcl", "ccomp")):
            return self._controller(token.head, depth)
        if token.deprel.startswith(("conj", "parataxis")) and self.tokens[token.head].upos in ("VERB", "AUX"):
            return self.surface_subject(token.head, depth=depth + 1)
        return None

    def _has_relative_subject(self, verb: int) -> bool:
        return any(self.tokens[c].deprel.startswith("nsubj") for c in self.children.get(verb, []))

    def _controller(self, head: int, depth: int) -> Phrase | None:
        token = self.tokens[head]
        if self._controls_object(token):
            for child in self.children.get(head, []):
                if self.tokens[child].deprel in ("obj", "iobj") and child in self.at:
                    return self.at[child]
        return self.surface_subject(head, depth=depth + 1)

    def _object_relative(self, verb: int) -> Phrase | None:
        """The phrase that a clause with a subject of its own modifies: "the treaty that both countries signed"."""
        token = self.tokens[verb]
        own = self._own_subject(verb)
        if token.deprel.startswith("acl") and own is not None and not self._is_relative(own):
            return self.at.get(token.head)
        return None
