"""Quads of the default graph as Turtle that a person can read: documents with their claims, entities, facts."""

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from itertools import groupby
from operator import attrgetter
from pathlib import Path
from typing import Self

from kg.sorting import Sorter
from kg.terms import KG, PREFIXES, RDF, SCHEMA, XSD, Quad

__all__ = ["Turtle"]

_TYPE = f"<{RDF}type>"
_TEXT = f"<{SCHEMA}text>"
_LOCAL = re.compile(r"[A-Za-z0-9_](?:[A-Za-z0-9_.-]*[A-Za-z0-9_-])?")
_BARE = {
    f'"^^<{XSD}integer>': re.compile(r"[+-]?\d+"),
    f'"^^<{XSD}decimal>': re.compile(r"[+-]?\d*\.\d+"),
    f'"^^<{XSD}boolean>': re.compile("true|false"),
}
_PLACE = re.compile(r"/evidence/([^/]*)\.(\d+)-(\d+)>$")
_ESCAPED = re.compile(r"""\\(?:(n|"(?!\\"|"$))|.)""")
_LONG = 200
"""Characters from which a string with newlines is written over several lines."""

# The parts of the file and their headings; subjects that are none of ours come last.
_HEADINGS = {"0": "Relations", "1": "Documents and their claims", "2": "Entities", "3": "Facts", "4": "Others"}
_STATUS = ("polarity", "modality", "attributed-to", "reported-by", "time", "earliest", "latest")
# The order of a block's predicates; those that are not listed follow in the order of their names, a text comes last.
_FIRST = {
    name: place
    for place, name in enumerate(
        [_TYPE, *(f"<{RDF}{part}>" for part in ("subject", "predicate", "object"))]
        + [f"<{KG}{part}>" for part in _STATUS]
        + [f"<{PREFIXES['rdfs']}label>", f"<{PREFIXES['dcterms']}title>"]
        + [f"<{PREFIXES['oa']}{part}>" for part in ("hasSource", "hasSelector", "start", "end", "exact")]
    )
}


class Turtle:
    """Takes the subjects of a graph one after the other and writes them in an order to read.

    A document is followed by its claims in the order of the text, each piece of evidence after the first claim that
    it carries; then come the entities, then the facts by subject. The same quads give the same bytes.
    """

    def __init__(self, base: str, folder: Path | None = None) -> None:
        """Set up an empty file.

        Args:
            base: What the graph's own IRIs start with: its parts get prefixes.
            folder: Where sorting may keep files while it lasts.
        """
        self._prefixes = PREFIXES | {
            name: f"{base}{name}/" for name in ("claim", "doc", "entity", "evidence", "extractor", "selector")
        }
        self._by_namespace = {namespace: name for name, namespace in self._prefixes.items()}
        self._blocks = Sorter(folder)
        self.term = lru_cache(maxsize=65536)(self._term)

    def add(self, quads: Iterable[Quad]) -> None:
        """Take quads of the default graph; those of one subject stand together."""
        for subject, group in groupby(quads, key=attrgetter("subject")):
            for key, block in self._written(subject, list(group)):
                self._blocks.add(f"{key}\x01{block}".replace("\n", "\x00"))

    def write(self, path: Path, graphs: Mapping[str, Self] | None = None) -> None:
        """Write the file, and drop what was taken.

        Args:
            path: The file.
            graphs: Named graphs by their IRIs as terms, which makes it TriG; their own prefixes are not written.
        """
        with path.open("w", encoding="utf-8", newline="\n") as out:
            out.writelines(f"@prefix {name}: <{iri}> .\n" for name, iri in sorted(self._prefixes.items()))
            part = ""
            for place, block in self.blocks():
                if place != part:
                    part = place
                    out.write(f"\n# {_HEADINGS[part]}\n")
                out.write(f"\n{block}\n")
            for graph, quads in sorted((graphs or {}).items()):
                out.write(f"\n{graph} {{\n")
                out.writelines(f"\n{block}\n" for _, block in quads.blocks())
                out.write("\n}\n")

    def blocks(self) -> Iterator[tuple[str, str]]:
        """The blocks of the file in order, each with the part of the file that it belongs to."""
        with self._blocks:
            for line in self._blocks:
                key, _, block = line.partition("\x01")
                yield key[0], block.replace("\x00", "\n")

    def _written(self, subject: str, quads: list[Quad]) -> Iterator[tuple[str, str]]:
        """The blocks of a subject, each with the key that gives its place in the file."""
        types = {quad.object for quad in quads if quad.predicate == _TYPE}
        key = self._key(subject, types, quads)
        if key[0] != "2":
            yield key, self._block(subject, quads)
            return
        facts = [quad for quad in quads if _is_fact(quad)]
        if len(facts) < len(quads):
            yield key, self._block(subject, [quad for quad in quads if not _is_fact(quad)])
        if facts:
            yield f"3\x02{subject}", self._block(subject, facts)

    def _key(self, subject: str, types: set[str], quads: list[Quad]) -> str:
        kind = subject.removeprefix("<").removeprefix(self._prefixes["doc"][:-4]).partition("/")[0]
        if subject.startswith(f"<{KG}"):
            return f"0\x02{subject}"
        if kind == "doc":
            return f"1\x02{subject.rpartition('/')[2][:-1]}"
        if kind == "claim":
            places = [place for quad in quads if (place := _PLACE.search(quad.object))]
            first = min((_place(place) for place in places), default="")
            return f"1\x02{first}\x021{subject}"
        if kind in ("evidence", "selector"):
            place = _PLACE.search(subject.replace("/selector/", "/evidence/"))
            return f"1\x02{_place(place) if place else ''}\x02{2 if kind == 'evidence' else 3}{subject}"
        return f"{2 if kind == 'entity' else 4}\x02{subject}"

    def _block(self, subject: str, quads: list[Quad]) -> str:
        lines = []
        ordered = sorted(quads, key=lambda quad: (*_order(quad.predicate), quad.object))
        for predicate, group in groupby(ordered, key=attrgetter("predicate")):
            verb = "a" if predicate == _TYPE else self.term(predicate)
            objects = ", ".join(
                self.term(quad.object) if len(quad.object) < 200 else self._term(quad.object) for quad in group
            )
            lines.append(f"{verb} {objects}")
        return f"{self.term(subject)} " + " ;\n    ".join(lines) + " ."

    def _term(self, term: str) -> str:
        """A term as Turtle writes it, shorter than N-Triples where it can be."""
        if term.startswith("<"):
            cut = max(term.rfind("/"), term.rfind("#")) + 1
            name = self._by_namespace.get(term[1:cut])
            return f"{name}:{term[cut:-1]}" if name and _LOCAL.fullmatch(term, cut, len(term) - 1) else term
        for end, pattern in _BARE.items():
            if term.endswith(end):
                value = term[1 : -len(end)]
                return value if pattern.fullmatch(value) else self._typed(term)
        if len(term) > _LONG and "\\n" in term and term.endswith('"'):
            return f'""{_ESCAPED.sub(_unescape, term)}""'
        return self._typed(term) if term.endswith(">") else term

    def _typed(self, term: str) -> str:
        value, _, datatype = term.rpartition("^^")
        return f"{value}^^{self._term(datatype)}"


def _is_fact(quad: Quad) -> bool:
    """Whether a quad about an entity is a fact: all other terms of ours about one are those of a statement."""
    return quad.predicate.startswith(f"<{KG}") and quad.predicate != f"<{KG}attributed-to>"


def _place(found: re.Match[str]) -> str:
    return f"{found[1]}\x02{int(found[2]):012}-{int(found[3]):012}"


def _order(predicate: str) -> tuple[int, str]:
    return (len(_FIRST) + 1 if predicate == _TEXT else _FIRST.get(predicate, len(_FIRST))), predicate


def _unescape(found: re.Match[str]) -> str:
    """In a long string a newline stands for itself, and a quotation mark that no other one follows."""
    return {"n": "\n", '"': '"'}.get(found[1], found[0])
