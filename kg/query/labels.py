"""The label of a thing in a graph, for people to read."""

from collections.abc import Callable

import pyoxigraph as ox

from kg.query.prefixes import VOCABULARIES

__all__ = ["best", "namer"]

LABELS = tuple(ox.NamedNode(VOCABULARIES[prefix] + name) for prefix, name in (
    ("rdfs", "label"), ("dcterms", "title"), ("schema", "name"), ("skos", "prefLabel"), ("dcterms", "source")))


def best(labels: list[ox.Literal]) -> str | None:
    """One of several labels, always the same: English first, then untagged, then by language and text."""
    ranked = sorted(labels, key=lambda label: (label.language != "en", label.language or "", label.value))
    return ranked[0].value if ranked else None


def namer(store: ox.Store) -> Callable[[str], str | None]:
    """A function from an IRI to its label in the default graph, None where it has none."""

    def name_of(iri: str) -> str | None:
        node = ox.NamedNode(iri)
        for naming in LABELS:
            quads = store.quads_for_pattern(node, naming, None, ox.DefaultGraph())
            found = best([quad.object for quad in quads if isinstance(quad.object, ox.Literal)])
            if found:
                return found
        return None

    return name_of
