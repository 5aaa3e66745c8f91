"""All records to one graph: a pure function of what it is given, whatever its order."""

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from kg import terms
from kg.background import background, labels_of
from kg.claims import rounded
from kg.entities import from_rows, to_rows
from kg.link.reference import Reference
from kg.model import Record, digest
from kg.rdf import BASE, FACT_THRESHOLD, Names, Settings, declared, to_quads
from kg.sorting import RUN, Sorter
from kg.terms import PROV, RDF, RDFS, SCHEMA, Quad, kg
from kg.vocabulary import shipped

__all__ = ["BASE", "FACT_THRESHOLD", "Decision", "Settings", "assemble"]

Decision = tuple[str, str, float, str]
"""Two keys taken for one, the score (0 to 1) and the reason in words."""


def assemble(
    records: Iterable[Record],
    settings: Settings | None = None,
    reference: Reference | None = None,
    *,
    resolution: Mapping[str, str] | None = None,
    decisions: Iterable[Decision] = (),
    extra: Iterable[Quad] = (),
    folder: Path | None = None,
    run: int = RUN,
) -> Iterator[Quad]:
    """The graph of all records.

    Records are read once, one after the other; what does not fit in memory is sorted on disk.

    Args:
        records: What extraction gave, in any order.
        settings: Base, fact threshold and what else the build records; the defaults if None.
        reference: Reference data: labels of its entities and the reference graph.
        resolution: Key → key that it is taken for. The second is the one that sorts first and is not resolved
            further.
        decisions: What was taken for one and why, for the identity graph.
        extra: Further quads of the reference graph, such as those of the user's own names.
        folder: Where sorting may keep files while it lasts.
        run: Characters that sorting holds in memory.

    Returns:
        The quads in the order of their N-Quads lines, each once.

    Raises:
        DataError: A record that contradicts the vocabulary or another record.
    """
    settings, resolution = settings or Settings(), resolution or {}
    names = Names(settings)
    with Sorter(folder, run) as quads, Sorter(folder, run) as rows:
        for record in records:
            for quad in to_quads(record, settings, resolution):
                quads.add("\t".join(quad))
            for row in to_rows(record, resolution):
                rows.add(row)
        for quad in _beside(rows, names, reference):
            quads.add("\t".join(quad))
        for source in (_build(settings, names), _identity(decisions, resolution, names), extra):
            for quad in source:
                quads.add("\t".join(quad))
        for line in quads.unique():
            subject, predicate, object, graph = line.split("\t")
            yield Quad(subject, predicate, object, graph)


def _beside(rows: Sorter, names: Names, reference: Reference | None) -> Iterator[Quad]:
    """The entities, and what reference data adds about each."""
    known = reference.known if reference else {}
    yield from from_rows(rows, names, lambda key: labels_of(known[key]) if key in known else {})
    if reference is None:
        return
    last = None
    for row in rows:
        key = row.split('"', 2)[1]
        if key != last and key in known:
            yield from background(key, reference, names)
        last = key


def _build(settings: Settings, names: Names) -> Iterator[Quad]:
    node = names.build
    yield Quad(node, f"<{RDF}type>", f"<{PROV}Activity>")
    yield Quad(node, f"<{RDFS}label>", terms.literal(settings.software))
    software, _, version = settings.software.partition(" ")
    yield Quad(node, f"<{SCHEMA}name>", terms.literal(software))
    if version:
        yield Quad(node, f"<{SCHEMA}softwareVersion>", terms.literal(version))
    yield Quad(node, kg("fact-threshold"), terms.decimal(settings.fact_threshold))
    for extractor in settings.extractors:
        yield Quad(node, kg("extractor"), terms.literal(extractor))
    for name, value in settings.options.items():
        yield Quad(node, kg("setting"), terms.literal(f"{name}={value}"))
    for own in settings.vocabulary.relations.keys() - shipped().relations.keys():  # also those that no claim has
        yield from declared(own, settings.vocabulary)


def _identity(decisions: Iterable[Decision], resolution: Mapping[str, str], names: Names) -> Iterator[Quad]:
    """What was taken for one: the direct link to the node that stands for both, and each decision with its reason."""
    graph = names.identity
    for key, taken in resolution.items():
        if key != taken:
            yield Quad(names.entity(key), kg("same-as"), names.entity(taken), graph)
    for one, other, score, reason in decisions:
        first, second = sorted((one, other))
        node = names.of(f"identity/{digest(f'{first} {second}', 16)}")
        yield Quad(node, f"<{RDF}type>", f"<{RDF}Statement>", graph)
        yield Quad(node, f"<{RDF}subject>", names.entity(second), graph)
        yield Quad(node, f"<{RDF}predicate>", kg("same-as"), graph)
        yield Quad(node, f"<{RDF}object>", names.entity(first), graph)
        yield Quad(node, kg("score"), terms.decimal(rounded(score)), graph)
        yield Quad(node, kg("reason"), terms.literal(reason), graph)
