"""Which claims of a graph a user means by an id or by an edge in words."""

import re
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

import pyoxigraph as ox

from kg import store
from kg.errors import GraphError, QueryError
from kg.query import run
from kg.query.harmless import shown
from kg.query.labels import namer
from kg.query.prefixes import of_store, shorten
from kg.query.values import to_term
from kg.rows import inner, match
from kg.terms import KG, OWL, PROV, RDF
from kg.vocabulary import relations

__all__ = ["Finder", "Stated"]

ID = re.compile(r"(?P<space>claim:|<?[a-z]+://\S*/claim/)?(?P<digits>[0-9a-f]{4,64})>?")


@dataclass(frozen=True, slots=True)
class Stated:
    """A claim as the graph states it; ends, speaker and document as IRIs, a literal object in `literal`."""

    iri: str
    subject: str
    relation: str
    object: str | None
    literal: str | None
    negated: bool
    modality: str
    speaker: str | None
    time: str | None
    confidence: str
    document: str


class Finder:
    """A build's folder, open for finding claims."""

    def __init__(self, folder: Path) -> None:
        """Open a build's folder.

        Raises:
            GraphError: It is no build.
        """
        if folder.is_file():
            raise GraphError(f"{folder}: a file has no records to explain a claim from; give a build's folder")
        self.folder = folder
        self.dataset = store.open(folder)
        self.store = inner(self.dataset)
        self.prefixes = of_store(self.store)
        self._name_of = namer(self.store)

    def symmetric(self, name: str) -> bool:
        """Whether a relation says the same both ways, as the graph declares it."""
        return any(match(self.store, KG + name, f"{RDF}type", f"{OWL}SymmetricProperty"))

    def label(self, iri: str) -> str:
        """The label of a thing, or its short name where it has none."""
        return self._name_of(iri) or self.short(iri)

    def short(self, iri: str) -> str:
        """An IRI as a prefixed name."""
        return shorten(iri, self.prefixes)

    def edge(self, claim: Stated) -> str:
        """A claim's subject, relation and object in words."""
        object = self.label(claim.object) if claim.object else f'"{claim.literal}"'
        return f"{self.label(claim.subject)} · {claim.relation} · {object}"

    def find(self, what: str) -> list[Stated]:
        """The claims that `what` means, the surest first."""
        if found := ID.fullmatch(what):
            return [self._by_id(found["digits"])]
        if re.match(r"claim:|<?[a-z]+://\S*/claim/\S*$", what):
            raise QueryError(f"{shown(what)}: the id of a claim is 4 or more of the digits 0-9 and a-f")
        return self._by_words(what)

    def _by_id(self, digits: str) -> Stated:
        """The one claim whose id begins with these digits."""
        whole = self.prefixes["claim"] + digits
        if any(match(self.store, whole, f"{RDF}type")):
            return self.stated(whole)
        quads = match(self.store, None, f"{RDF}type", f"{KG}Claim")
        fitting = sorted(quad.subject.value for quad in quads if quad.subject.value.startswith(whole))
        if not fitting:
            raise QueryError(f"no claim's id begins with {digits}; ask by subject, relation and object")
        if len(fitting) > 1:
            told = "; ".join(f"{self.short(iri)} ({self.edge(self.stated(iri))})" for iri in fitting[:5])
            raise QueryError(f"{len(fitting)} claims begin with {digits}: {told}; give more digits")
        return self.stated(fitting[0])

    def _by_words(self, what: str) -> list[Stated]:
        """The claims of an edge in words; any word between two others may be the relation."""
        words = what.split()
        fault: QueryError | None = None
        for place, word in enumerate(words[1:-1], start=1):
            name = word.removeprefix("kg:").removeprefix(KG)
            if name in relations() or any(match(self.store, None, f"{RDF}predicate", KG + name)):
                try:
                    return self._between(" ".join(words[:place]), name, " ".join(words[place + 1 :]))
                except QueryError as error:
                    fault = fault or error
        raise fault or QueryError(
            f"{shown(what)!r} is neither a claim nor SUBJECT RELATION OBJECT; the question relations lists them"
        )

    def _between(self, subject: str, name: str, object: str) -> list[Stated]:
        """The claims with these ends, in either direction where the relation is symmetric."""
        start = self._end("subject", subject)
        claims = self._of(start, name)
        found = [claim for claim in claims if claim.object is None and _same(claim.literal, object)]
        if not found and any(claim.object is None for claim in claims):
            told = ", ".join(sorted({f'"{claim.literal}"' for claim in claims}))
            raise QueryError(f"no claim says: {self.label(start)} {name} {shown(object)!r}; there is {told}")
        if not found:
            end = self._end("object", object)
            found = [claim for claim in claims if claim.object == end]
            if self.symmetric(name):
                found += [claim for claim in self._of(end, name) if claim.object == start]
            if not found:
                raise QueryError(self._nothing(start, name, end))
        return sorted(found, key=lambda claim: (-Decimal(claim.confidence), claim.iri))

    def _of(self, subject: str, name: str) -> list[Stated]:
        """The claims of a subject with one relation."""
        claims = [self.stated(quad.subject.value) for quad in match(self.store, None, f"{RDF}subject", subject)]
        return [claim for claim in claims if claim.relation == name]

    def _nothing(self, subject: str, name: str, object: str) -> str:
        """That no claim stands behind an edge, and which relations stand between its ends."""
        result = run(self.dataset, "between", {"one": f"<{subject}>", "other": f"<{object}>"})
        others = sorted({str(row["relation"]).removeprefix(KG) for row in result})
        hint = f"between them: {', '.join(others)}" if others else "nothing is claimed between them"
        return f"no claim says: {self.label(subject)} {name} {self.label(object)}; {hint}"

    def _end(self, role: str, name: str) -> str:
        """The IRI that a user means by an IRI, a prefixed name, the last part of an IRI, or a name."""
        term = to_term(role, name.strip("\"'"), "IRI", self.store, self.prefixes)
        return str(getattr(term, "value", ""))

    def stated(self, iri: str) -> Stated:
        """What the graph states of a claim."""
        values = {quad.predicate.value: quad.object for quad in match(self.store, iri)}
        text = {predicate: str(getattr(term, "value", "")) for predicate, term in values.items()}
        object = text.get(f"{RDF}object", "")
        literal = isinstance(values.get(f"{RDF}object"), ox.Literal)
        return Stated(
            iri=iri,
            subject=text.get(f"{RDF}subject", ""),
            relation=text.get(f"{RDF}predicate", "").removeprefix(KG),
            object=None if literal else object,
            literal=object if literal else None,
            negated=text.get(f"{KG}polarity") == f"{KG}negated",
            modality=text.get(f"{KG}modality", "").removeprefix(KG),
            speaker=text.get(f"{KG}attributed-to"),
            time=text.get(f"{KG}time"),
            confidence=text.get(f"{KG}confidence", "0"),
            document=text.get(f"{PROV}wasDerivedFrom", ""),
        )


def _same(literal: str | None, words: str) -> bool:
    return literal is not None and literal.casefold() == words.strip("\"'").casefold()
