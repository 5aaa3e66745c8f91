"""What reference data adds about the entities of a graph: the quads of its reference graph."""

from collections.abc import Iterator

from kg import terms
from kg.claims import days
from kg.link.reference import Known, Office, Reference
from kg.model import digest
from kg.rdf import Names
from kg.terms import RDF, RDFS, SKOS, Quad, kg

__all__ = ["background", "labels_of"]

_LABEL = f"<{RDFS}label>"


def background(key: str, reference: Reference, names: Names) -> Iterator[Quad]:
    """Offices, ties and further names of an entity; nothing where the reference data does not know the key."""
    known = reference.known.get(key)
    if known is None:
        return
    node, graph = names.entity(key), names.reference
    for name in known.names:
        yield Quad(node, f"<{SKOS}altLabel>", terms.literal(name), graph)
    for subject, relation, object in _ties(known):
        yield Quad(names.entity(subject), kg(relation), names.entity(object), graph)
        other = reference.known.get(object if subject == key else subject)
        if other:
            yield from _labels(other, names)
    for office in reference.offices_of(key):
        yield from _office(office, names)
        yield from _labels(reference.known[office.of], names)


def labels_of(known: Known) -> dict[str, str]:
    """The labels of an entity of the reference data, by language."""
    return dict(zip(("en", "id"), known.labels, strict=True))


def _ties(known: Known) -> Iterator[tuple[str, str, str]]:
    """The relations between entities that a line of the reference data says."""
    if known.country and known.type == "Place":
        yield known.slug, "capital-of" if known.kind == "capital" else "located-in", known.country
    elif known.country and known.type == "Organization":
        yield known.slug, "located-in", known.country
    if known.parent:
        yield known.slug, "part-of", known.parent
    for party in known.parties if known.type == "Agreement" else ():
        yield party, "party-to", known.slug


def _labels(known: Known, names: Names) -> Iterator[Quad]:
    """The labels of an entity that perhaps no document names, so that a tie to it can be read."""
    labels = labels_of(known)
    plain = len(set(labels.values())) == 1
    for language, label in labels.items():
        tag = None if plain else language
        yield Quad(names.entity(known.slug), _LABEL, terms.literal(label, tag), names.reference)


def _office(office: Office, names: Names) -> Iterator[Quad]:
    graph, person, of = names.reference, names.entity(office.person), names.entity(office.of)
    identity = f"{office.person} {office.office_en} {office.of} {office.start} {office.end}"
    node = names.of(f"office/{digest(identity, 16)}")
    yield Quad(node, f"<{RDF}type>", kg("Office"), graph)
    yield Quad(node, f"<{RDF}subject>", person, graph)
    yield Quad(node, kg("office-of"), of, graph)
    yield Quad(node, kg("role"), terms.literal(office.role), graph)
    for language, label in (("en", office.office_en), ("id", office.office_id)):
        yield Quad(node, _LABEL, terms.literal(label, language), graph)
    if office.start:
        yield Quad(node, kg("earliest"), terms.date(days(office.start)[0]), graph)
    if office.end:
        yield Quad(node, kg("latest"), terms.date(days(office.end)[1]), graph)
    if office.role == "leader":
        yield Quad(person, kg("leader-of"), of, graph)
