"""Claims to quads: the room that knows how the graph writes what a record holds."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path

from kg import terms
from kg.claims import Merged, days, is_fact, merge, rounded
from kg.errors import InputError
from kg.model import Claim, Document, Record, Span, digest, slug
from kg.terms import DCTERMS, OA, OWL, PROV, RDF, RDFS, SCHEMA, Quad, kg
from kg.vocabulary import Vocabulary, load

__all__ = ["BASE", "CONTEXT", "FACT_THRESHOLD", "Names", "Settings", "declared", "inferences", "to_quads"]

BASE = "https://w3id.org/kg-builder/id/"
CONTEXT = 60
"""Code points of the text that evidence carries before and after its words."""

FACT_THRESHOLD = Decimal("0.8")
"""The least confidence with which a plain claim becomes a fact.

On the 24 texts of the calibration 0.92 of the facts are right at this threshold, 0.87 at 0.6."""

_BASE = re.compile(r"(?:https?://|urn:)[^\x00-\x20\x7f-\uffff<>\"{}|^`\\]+[/#:]")
_TYPE = f"<{RDF}type>"
_LABEL = f"<{RDFS}label>"


@dataclass(frozen=True, slots=True)
class Settings:
    """What a build decides of its graph, and records in the build's node.

    `base` is what instance IRIs start with. `software` and `extractors` name what ran, with versions.
    `options` are other settings that shape the graph. `vocabularies` are files of the user's own relations.
    """

    base: str = BASE
    fact_threshold: Decimal = FACT_THRESHOLD
    software: str = "kg"
    extractors: tuple[str, ...] = ()
    options: Mapping[str, str] = field(default_factory=dict)
    vocabularies: tuple[Path, ...] = ()

    def __post_init__(self) -> None:
        """Refuse a base that no IRI can start with.

        Raises:
            InputError: The base is no http, https or urn IRI that ends with / or # or :.
        """
        if not _BASE.fullmatch(self.base):
            asked = "give an http, https or urn IRI that ends with / or # or :, such as https://example.org/id/"
            raise InputError(f"base {self.base!r}: {asked}")

    @property
    def vocabulary(self) -> Vocabulary:
        """The relations and classes of the graph."""
        return load(*self.vocabularies)


class Names:
    """The IRIs of a graph's own things, as terms."""

    def __init__(self, settings: Settings) -> None:
        """IRIs under the base of `settings`."""
        self._base = settings.base
        self.identity = self.of("graph/identity")
        self.inferred = self.of("graph/inferred")
        self.reference = self.of("graph/reference")
        known = [settings.software, str(settings.fact_threshold), *settings.extractors]
        known += [f"{name}={value}" for name, value in sorted(settings.options.items())]
        self.build = self.of(f"build/{digest(chr(10).join(known))}")

    def of(self, path: str) -> str:
        """The IRI of `path` under the base."""
        return terms.iri(self._base + path)

    def document(self, key: str) -> str:
        """The IRI of a document."""
        return self.of(f"doc/{key}")

    def entity(self, key: str) -> str:
        """The IRI of an entity or a statement."""
        return self.of(f"entity/{key}")

    def claim(self, id: str) -> str:
        """The IRI of a claim."""
        return self.of(f"claim/{id}")

    def evidence(self, document: str, span: Span) -> str:
        """The IRI of the words of `span` as evidence."""
        return self.of(f"evidence/{document}.{span.start}-{span.end}")

    def selector(self, document: str, span: Span) -> str:
        """The IRI of what says where these words stand."""
        return self.of(f"selector/{document}.{span.start}-{span.end}")

    def extractor(self, rule: str) -> str:
        """The IRI of an extractor's rule."""
        plain = slug(rule)
        return self.of(f"extractor/{plain if plain == rule else f'{plain}-{digest(rule)}'}")


def to_quads(record: Record, settings: Settings, resolution: Mapping[str, str] | None = None) -> Iterator[Quad]:
    """What the graph says of a document, its claims, their evidence and facts; its entities are `assemble`'s.

    Args:
        record: What extraction gave for the document.
        settings: Base, fact threshold and vocabulary.
        resolution: Key → key that it is taken for.

    Returns:
        Quads of the default graph and of the inferred graph, unsorted, some of them twice.

    Raises:
        DataError: A claim that the vocabulary or the calendar does not know.
    """
    resolution = resolution or {}
    names = Names(settings)
    vocabulary = settings.vocabulary
    document = names.document(record.document.key)
    yield from _document(record.document, document, names)
    for key in {resolution.get(entity.key, entity.key) for entity in record.entities}:
        yield Quad(document, f"<{SCHEMA}mentions>", names.entity(key))
    spans: set[Span] = set()
    for merged in merge(record, vocabulary, resolution):
        yield from _claim(merged, record.document.key, names)
        yield from declared(merged.claim.relation, vocabulary)
        if is_fact(merged.claim, settings.fact_threshold):
            yield from _facts(merged.claim, names, vocabulary)
            yield from inferences(merged, names, vocabulary)
        spans.update(merged.claim.evidence)
    for span in spans:
        yield from _evidence(span, record.document, names)


def _document(document: Document, node: str, names: Names) -> Iterator[Quad]:
    yield Quad(node, _TYPE, f"<{SCHEMA}NewsArticle>")
    yield Quad(node, f"<{DCTERMS}source>", terms.literal(document.path))
    yield Quad(node, f"<{SCHEMA}text>", terms.literal(document.text))
    yield Quad(node, f"<{PROV}wasGeneratedBy>", names.build)
    for predicate, value in (
        (f"{DCTERMS}title", document.title),
        (f"{DCTERMS}language", document.language),
        (f"{DCTERMS}publisher", document.publisher),
        (f"{SCHEMA}url", document.url),
    ):
        if value:
            yield Quad(node, f"<{predicate}>", terms.literal(value))
    if document.issued and len(set(days(document.issued))) == 1:  # a month or a year alone is no xsd:date
        yield Quad(node, f"<{DCTERMS}issued>", terms.date(document.issued))
    for author in document.authors:
        yield Quad(node, f"<{SCHEMA}author>", terms.literal(author))
    for name, origin in document.origins.items():
        yield Quad(node, kg("origin"), terms.literal(f"{name}: {origin}"))


def _claim(merged: Merged, document: str, names: Names) -> Iterator[Quad]:
    node, claim = names.claim(merged.id), merged.claim
    yield Quad(node, _TYPE, kg("Claim"))
    yield Quad(node, f"<{RDF}subject>", names.entity(claim.subject))
    yield Quad(node, f"<{RDF}predicate>", kg(claim.relation))
    yield Quad(node, f"<{RDF}object>", _object(claim, names))
    yield Quad(node, kg("polarity"), kg("negated" if claim.negated else "affirmed"))
    yield Quad(node, kg("modality"), kg(claim.modality))
    yield Quad(node, kg("confidence"), terms.decimal(rounded(claim.confidence)))
    yield Quad(node, f"<{PROV}wasDerivedFrom>", names.document(document))
    if claim.speaker:
        yield Quad(node, kg("attributed-to"), names.entity(claim.speaker))
    for carrier in merged.carriers:
        yield Quad(node, kg("reported-by"), names.entity(carrier))
    if claim.time:
        yield Quad(node, kg("time"), terms.literal(claim.time))
        earliest, latest = days(claim.time)
        yield Quad(node, kg("earliest"), terms.date(earliest))
        yield Quad(node, kg("latest"), terms.date(latest))
    for rule in merged.rules or ("unnamed",):
        yield Quad(node, kg("extracted-by"), names.extractor(rule))
        yield Quad(names.extractor(rule), _TYPE, f"<{PROV}SoftwareAgent>")
        yield Quad(names.extractor(rule), _LABEL, terms.literal(rule))
    for span in claim.evidence:
        yield Quad(node, kg("evidence"), names.evidence(document, span))


def _object(claim: Claim, names: Names) -> str:
    return terms.literal(claim.literal or "") if claim.object is None else names.entity(claim.object)


def declared(name: str, vocabulary: Vocabulary) -> Iterator[Quad]:
    """What readers need to know of a relation, so that a file answers as the store does, also for a user's own."""
    relation = vocabulary.relations[name]
    yield Quad(kg("Claim"), f"<{RDFS}subClassOf>", f"<{RDF}Statement>")
    yield Quad(kg(name), _TYPE, kg("Relation"))
    if relation.symmetric:
        yield Quad(kg(name), _TYPE, f"<{OWL}SymmetricProperty>")
    yield Quad(kg(name), kg("family"), terms.literal(relation.family))
    for language, label in relation.labels.items():
        yield Quad(kg(name), _LABEL, terms.literal(label, language))
    for predicate, ends in (("domainIncludes", relation.domain), ("rangeIncludes", relation.range)):
        for end in ends:
            yield Quad(kg(name), f"<{SCHEMA}{predicate}>", f"<{RDFS}Literal>" if end == "Literal" else kg(end))


def _facts(claim: Claim, names: Names, vocabulary: Vocabulary) -> Iterator[Quad]:
    subject, object = names.entity(claim.subject), _object(claim, names)
    yield Quad(subject, kg(claim.relation), object)
    if vocabulary.relations[claim.relation].symmetric and claim.object is not None:
        yield Quad(object, kg(claim.relation), subject)


def inferences(merged: Merged, names: Names, vocabulary: Vocabulary) -> Iterator[Quad]:
    """What a fact implies by the vocabulary's sub-relations: each triple with its rule and the claim behind it."""
    claim, graph = merged.claim, names.inferred
    subject, object = names.entity(claim.subject), _object(claim, names)
    for implied in _implied(claim.relation, vocabulary):
        yield Quad(subject, kg(implied), object, graph)
        node = names.of(f"inference/{digest(f'{subject} {implied} {object} {claim.relation}', 16)}")
        rule = names.of(f"rule/{claim.relation}.{implied}")
        yield Quad(node, _TYPE, f"<{RDF}Statement>", graph)
        yield Quad(node, f"<{RDF}subject>", subject, graph)
        yield Quad(node, f"<{RDF}predicate>", kg(implied), graph)
        yield Quad(node, f"<{RDF}object>", object, graph)
        yield Quad(node, kg("rule"), rule, graph)
        yield Quad(node, kg("premise"), names.claim(merged.id), graph)
        yield Quad(rule, _LABEL, terms.literal(f"{claim.relation} implies {implied}", "en"), graph)


def _implied(name: str, vocabulary: Vocabulary) -> list[str]:
    """All relations above one, near and far."""
    found, todo = set[str](), list(vocabulary.relations[name].implies)
    while todo:
        above = todo.pop()
        if above not in found:
            found.add(above)
            todo.extend(vocabulary.relations[above].implies)
    return sorted(found - {name})


def _evidence(span: Span, document: Document, names: Names) -> Iterator[Quad]:
    node, selector, text = names.evidence(document.key, span), names.selector(document.key, span), document.text
    yield Quad(node, _TYPE, f"<{OA}SpecificResource>")
    yield Quad(node, f"<{OA}hasSource>", names.document(document.key))
    yield Quad(node, f"<{OA}hasSelector>", selector)
    page = document.page(span.start)
    if page is not None:
        yield Quad(node, f"<{SCHEMA}pageStart>", terms.integer(page))
    yield Quad(selector, _TYPE, f"<{OA}TextPositionSelector>")
    yield Quad(selector, _TYPE, f"<{OA}TextQuoteSelector>")
    yield Quad(selector, f"<{OA}start>", terms.integer(span.start))
    yield Quad(selector, f"<{OA}end>", terms.integer(span.end))
    yield Quad(selector, f"<{OA}exact>", terms.literal(span.of(text)))
    yield Quad(selector, f"<{OA}prefix>", terms.literal(text[max(0, span.start - CONTEXT) : span.start]))
    yield Quad(selector, f"<{OA}suffix>", terms.literal(text[span.end : span.end + CONTEXT]))
