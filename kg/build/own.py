"""The user's own names in a build: what they add to the reference data, to records and to the reference graph."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path

from kg import terms
from kg.errors import TableError
from kg.link.extend import Extended, extend
from kg.link.lists import read_lists
from kg.link.reference import load
from kg.model import Record, digest
from kg.rdf import Names
from kg.terms import SCHEMA, WD, Quad

__all__ = ["Lists", "added", "lists", "marked"]


@dataclass(frozen=True, slots=True)
class Lists:
    """The files of a build's own names, and a digest of what they hold."""

    paths: tuple[Path, ...] = ()
    digest: str = ""

    def extended(self) -> Extended:
        """The reference data with these lists in it, read once."""
        return _extended(self)


def lists(paths: Iterable[str | Path]) -> Lists:
    """The lists in some files, checked.

    Raises:
        TableError: a file cannot be read, or a line is bad.
        InputError: a list has entities of FollowTheMoney, and that library is not there.
    """
    files = tuple(sorted({Path(path) for path in paths}))
    try:
        contents = [path.read_bytes().hex() for path in files]
    except OSError as error:
        raise TableError(f"{error.filename}: cannot be read: {error.strerror or error}") from error
    found = Lists(files, digest("\n".join(sorted(contents)), 16) if files else "")
    found.extended()
    return found


@lru_cache(maxsize=2)
def _extended(own: Lists) -> Extended:
    return extend(load(), read_lists(own.paths))


def marked(record: Record, own: Lists) -> Record:
    """The record with the entities that the lists alone give marked as theirs."""
    theirs = own.extended().own
    if not any(entity.key in theirs for entity in record.entities):
        return record
    entities = (replace(e, origin="names") if e.key in theirs else e for e in record.entities)
    return replace(record, entities=tuple(entities))


def added(own: Lists, met: set[str], resolution: Mapping[str, str], names: Names) -> Iterator[Quad]:
    """Links, identifiers and topics that the lists give for the entities of a graph, and numbers that resolution gives.

    Args:
        own: the lists.
        met: the keys of the entities of all records.
        resolution: key → key that it is taken for; what no record names itself has no row that gives its number.
        names: the IRIs of the graph.
    """
    extended = own.extended()
    for key in sorted(set(resolution.values()) - met):
        known = extended.reference.known.get(key)
        if known is not None and known.wikidata:
            yield Quad(names.entity(key), f"<{SCHEMA}sameAs>", terms.iri(WD + known.wikidata))
    here = met | set(resolution.values())
    for key in sorted(here & extended.listed.keys()):
        node, graph = names.entity(key), names.reference
        for one in extended.listed[key]:
            for link in one.links:
                yield Quad(node, f"<{SCHEMA}sameAs>", terms.iri(link), graph)
            for identifier in one.identifiers:
                yield Quad(node, f"<{SCHEMA}identifier>", terms.literal(identifier), graph)
            for topic in one.topics:
                yield Quad(node, f"<{SCHEMA}keywords>", terms.literal(topic), graph)
