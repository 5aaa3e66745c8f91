"""Takes "his country", "negaranya" for the state of the person or body that owns it in the text."""

from kg.extract.naming import in_office
from kg.extract.phrases import Phrase
from kg.extract.pronouns import Pronouns
from kg.extract.scene import Node
from kg.extract.second import SecondMentions

__all__ = ["Homelands"]


class Homelands(SecondMentions, Pronouns):
    """The rule for the country of somebody: that of the office beside the name, of a known office, of a body."""

    def _nominal(self, phrase: Phrase) -> None:
        state = self._homeland(phrase)
        if state is None:
            super()._nominal(phrase)
        else:
            self._see(state, phrase, f"the country of whom {self.tokens[phrase.owned or 0].text!r} stands for")

    def _homeland(self, phrase: Phrase) -> Node | None:
        """The state that a phrase such as "his country" stands for; None where the text and the data do not tell."""
        own = phrase.noun is not None and phrase.noun.type == "Country" and phrase.noun.sense == "country"
        if not own or phrase.owned is None or phrase.plural or self.words.has("not-own", phrase.lemma):
            return None
        owner = self.possessor(phrase)
        nodes = self.choices.get(owner.index, [])[:1] if owner else []
        slug = self._state_of_node(nodes[0]) if nodes else None
        return self.known(slug) if slug else None

    def _state_of_node(self, node: Node) -> str | None:
        if node.type == "Person":
            told = {state for _, state in node.offices if state}
            if told or node.slug is None:
                return told.pop() if len(told) == 1 else None
            offices = self.reference.offices_of(node.slug)
            held = {self.state(o.of) for o in offices if self.issued is None or in_office(o, self.issued)}
            states = {state for state in held or {self.state(o.of) for o in offices} if state}
            return states.pop() if len(states) == 1 else None
        if node.slug is None:
            return None
        return node.slug if node.type == "Country" else self.reference.known[node.slug].country
