"""An extractor as another package would offer it: who stands next to whom in a text has met."""

import re

from kg.model import Analysis, Claim, Document, Entity, Mention, Record, Span, digest, slug

NAME = re.compile(r"[A-Z][a-z]+(?: [A-Z][a-z]+)+")


def extract(document: Document, analysis: Analysis) -> Record:
    """One `met-with` for each name and the next in the text."""
    spans = [Span(*found.span()) for found in NAME.finditer(document.text)]
    keys = [_key(span.of(document.text)) for span in spans]
    entities = {key: Entity(key, "Person", (span.of(document.text),)) for key, span in zip(keys, spans, strict=True)}
    claims = {
        (first, second): Claim(first, "met-with", second, (Span(one.start, two.end),), confidence=0.9, rule="toy")
        for first, second, one, two in zip(keys, keys[1:], spans, spans[1:], strict=False)
        if first != second
    }
    return Record(
        document,
        tuple(entities[key] for key in sorted(entities)),
        tuple(Mention(span, key, "name", "looks like a name") for span, key in zip(spans, keys, strict=True)),
        tuple(claims[ends] for ends in sorted(claims)),
    )


def _key(name: str) -> str:
    return f"{slug(name)}-{digest(name)}"
