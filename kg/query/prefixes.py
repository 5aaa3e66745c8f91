"""The prefixes that every question may use, and the short form of an IRI."""

from collections.abc import Mapping

import pyoxigraph as ox

from kg import terms
from kg.rdf import BASE

__all__ = ["PREFIXES", "of_store", "shorten"]

KINDS = ("entity", "claim", "doc", "evidence", "selector", "statement", "graph")

VOCABULARIES: Mapping[str, str] = {
    **terms.PREFIXES,
    "wdt": "http://www.wikidata.org/prop/direct/",
    "owl": "http://www.w3.org/2002/07/owl#",
    "foaf": "http://xmlns.com/foaf/0.1/",
}


def with_base(base: str) -> dict[str, str]:
    """All prefixes, those of instances under `base`."""
    return {**VOCABULARIES, **{kind: f"{base}{kind}/" for kind in KINDS}}


PREFIXES: Mapping[str, str] = with_base(BASE)


def of_store(store: ox.Store) -> dict[str, str]:
    """The prefixes of a graph: `entity:`, `claim:` and their like follow the base that its build was given.

    The base is read from any claim, for a file of quads remembers no prefixes.
    """
    a = ox.NamedNode(VOCABULARIES["rdf"] + "type")
    for quad in store.quads_for_pattern(None, a, ox.NamedNode(VOCABULARIES["kg"] + "Claim"), ox.DefaultGraph()):
        head, found, _ = str(getattr(quad.subject, "value", "")).rpartition("claim/")
        return with_base(head if found else BASE)
    return dict(PREFIXES)


def shorten(iri: str, prefixes: Mapping[str, str]) -> str:
    """`iri` as a prefixed name where a prefix fits, the longest namespace first; otherwise `<iri>`.

    >>> shorten("https://w3id.org/kg-builder/vocab#signed", PREFIXES)
    'kg:signed'
    """
    fitting = [(len(space), prefix) for prefix, space in prefixes.items() if iri.startswith(space)]
    if not fitting:
        return f"<{iri}>"
    length, prefix = max(fitting)
    rest = iri[length:]
    return f"{prefix}:{rest}" if rest and "/" not in rest and "#" not in rest else f"<{iri}>"
