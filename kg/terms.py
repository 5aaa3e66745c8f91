"""Terms of the graph as N-Triples writes them: plain strings, quick to make and to sort."""

import re
from decimal import Decimal
from typing import NamedTuple

from kg.vocabulary import KG

__all__ = ["DCTERMS", "KG", "OA", "OWL", "PREFIXES", "PROV", "RDF", "RDFS", "SCHEMA", "SKOS", "WD", "XSD", "Quad",
           "date", "decimal", "integer", "iri", "kg", "literal"]  # fmt: skip

DCTERMS = "http://purl.org/dc/terms/"
OA = "http://www.w3.org/ns/oa#"
OWL = "http://www.w3.org/2002/07/owl#"
PROV = "http://www.w3.org/ns/prov#"
RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
RDFS = "http://www.w3.org/2000/01/rdf-schema#"
SCHEMA = "https://schema.org/"
SKOS = "http://www.w3.org/2004/02/skos/core#"
WD = "http://www.wikidata.org/entity/"
XSD = "http://www.w3.org/2001/XMLSchema#"

PREFIXES = {
    "dcterms": DCTERMS,
    "kg": KG,
    "oa": OA,
    "owl": OWL,
    "prov": PROV,
    "rdf": RDF,
    "rdfs": RDFS,
    "schema": SCHEMA,
    "skos": SKOS,
    "wd": WD,
    "xsd": XSD,
}

_ESCAPES = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t", "\b": "\\b", "\f": "\\f"}
_SPECIAL = re.compile(r'[\\"\x00-\x1f\x7f\ufffe\uffff]')
_SURROGATE = re.compile("[\ud800-\udfff]")
_NOT_IRI = re.compile(r"[^!-~]|[<>\"{}|^`\\[\]]|%(?![0-9A-Fa-f]{2})")


class Quad(NamedTuple):
    """A statement as four terms of N-Triples; `graph` is "" for the default graph.

    Quads sort as the lines of their N-Quads do.
    """

    subject: str
    predicate: str
    object: str
    graph: str = ""

    def line(self) -> str:
        """The line of N-Quads, without its newline.

        >>> Quad("<urn:a>", "<urn:b>", '"c"').line()
        '<urn:a> <urn:b> "c" .'
        """
        end = f"{self.graph} ." if self.graph else "."
        return f"{self.subject} {self.predicate} {self.object} {end}"


def iri(value: str) -> str:
    """An IRI as a term; what an IRI cannot hold is percent-encoded.

    >>> iri("https://example.org/a b")
    '<https://example.org/a%20b>'
    """
    return f"<{_NOT_IRI.sub(_percent, value)}>"


def kg(name: str) -> str:
    """A term of our vocabulary."""
    return f"<{KG}{name}>"


def literal(value: str, language: str | None = None) -> str:
    r"""A string as a term; a lone surrogate, which no file can hold, becomes U+FFFD (one code point for one).

    >>> print(literal("a\n", "en"))
    "a\n"@en
    """
    if not value.isascii():
        value = _SURROGATE.sub("\ufffd", value)
    quoted = f'"{_SPECIAL.sub(_escape, value)}"'
    return f"{quoted}@{language}" if language else quoted


def integer(value: int) -> str:
    """A whole number as a term."""
    return f'"{value}"^^<{XSD}integer>'


def decimal(value: Decimal) -> str:
    """A decimal as a term, in the form that Turtle prints bare.

    >>> decimal(Decimal("0.930"))
    '"0.93"^^<http://www.w3.org/2001/XMLSchema#decimal>'
    >>> decimal(Decimal(1))
    '"1.0"^^<http://www.w3.org/2001/XMLSchema#decimal>'
    """
    text = format(value, "f")
    text = text.rstrip("0") if "." in text else f"{text}."
    return f'"{text}0"^^<{XSD}decimal>' if text.endswith(".") else f'"{text}"^^<{XSD}decimal>'


def date(value: str) -> str:
    """An ISO day as a term."""
    return f'"{value}"^^<{XSD}date>'


def _escape(found: re.Match[str]) -> str:
    return _ESCAPES.get(found[0]) or f"\\u{ord(found[0]):04X}"


def _percent(found: re.Match[str]) -> str:
    return "".join(f"%{byte:02X}" for byte in found[0].encode("utf-8", "replace"))
