"""What a graph holds, counted while its quads go by."""

from kg.terms import KG, RDF, Quad

__all__ = ["Counts"]

_TYPE = f"<{RDF}type>"


class Counts:
    """Counts of documents, claims, facts, entities, relations and quads.

    A fact of a symmetric relation stands in both directions and counts twice.
    """

    def __init__(self, base: str) -> None:
        """Nothing yet, of a graph whose IRIs start with `base`."""
        self._entity, self._document = f"<{base}entity/", f"<{base}doc/"
        self.documents = self.claims = self.facts = self.entities = self.quads = 0
        self._relations: set[str] = set()

    @property
    def relations(self) -> int:
        """How many relations the claims use."""
        return len(self._relations)

    def add(self, quad: Quad) -> None:
        """Take a quad into account."""
        self.quads += 1
        subject, predicate = quad.subject, quad.predicate
        if quad.graph:
            return
        if predicate == _TYPE:
            self.documents += subject.startswith(self._document)
            self.entities += subject.startswith(self._entity)
            self.claims += quad.object == f"<{KG}Claim>"
        elif predicate == f"<{RDF}predicate>":
            self._relations.add(quad.object)
        elif subject.startswith(self._entity) and predicate.startswith(f"<{KG}"):
            self.facts += predicate != f"<{KG}attributed-to>"

    def as_dict(self) -> dict[str, int]:
        """The counts by name."""
        names = ("documents", "claims", "facts", "entities", "relations", "quads")
        return {name: getattr(self, name) for name in names}
