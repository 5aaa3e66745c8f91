"""The values that walk through a build: frozen, and free of I/O, RDF and language processing."""

import hashlib
import re
import unicodedata
from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

__all__ = [
    "Analysis",
    "Claim",
    "Document",
    "Entity",
    "Mention",
    "Name",
    "Record",
    "Sentence",
    "Span",
    "Token",
    "digest",
    "slug",
]

Modality = Literal["asserted", "planned", "possible"]


def digest(text: str, length: int = 8) -> str:
    """The first `length` hex digits of the SHA-256 of `text` in UTF-8.

    >>> digest("kg")
    '131ed734'
    """
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:length]


def slug(text: str, length: int = 60) -> str:
    """`text` as lower-case ASCII words joined by hyphens, at most `length` characters; "x" where nothing is left.

    >>> slug("Perjanjian Korea Utara–Rusia (2024)")
    'perjanjian-korea-utara-rusia-2024'
    """
    plain = re.sub(r"[–—/._]", "-", unicodedata.normalize("NFKD", text)).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", plain.lower()).strip("-")[:length].strip("-") or "x"


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """Half-open `[start, end)` in code points of `Document.text`."""

    start: int
    end: int

    def __contains__(self, other: object) -> bool:
        """Whether another span lies inside this one."""
        return isinstance(other, Span) and self.start <= other.start and other.end <= self.end

    def of(self, text: str) -> str:
        """The words of the span in `text`."""
        return text[self.start : self.end]


@dataclass(frozen=True, slots=True)
class Document:
    """A text with what is known of it.

    `path` is relative to the input folder, with forward slashes, or a URL. `text` is the whole text that
    offsets count in, headline included: no BOM, newlines LF, nothing else changed. `issued` is an ISO date
    ("2024-06-19"). `origins` says for each known field where its value came from ("table", "dateline",
    "file name", "html", "pdf", "feed", "identified", "option"). `pages` are the offsets at which pages start, for
    what has pages.
    """

    path: str
    text: str
    title: str | None = None
    issued: str | None = None
    publisher: str | None = None
    url: str | None = None
    language: str | None = None
    authors: tuple[str, ...] = ()
    origins: Mapping[str, str] = field(default_factory=dict)
    pages: tuple[int, ...] = ()

    def page(self, offset: int) -> int | None:
        """The page on which an offset of the text stands, from 1; None for what has no pages."""
        return bisect_right(self.pages, offset) or None

    @property
    def key(self) -> str:
        """`SLUG-xxxxxxxx`: slug of the path and 8 hex of its SHA-256."""
        return f"{slug(self.path)}-{digest(self.path)}"


@dataclass(frozen=True, slots=True)
class Token:
    """A word in its sentence, in the terms of Universal Dependencies.

    `head` is the index of the head token in the analysis, its own index for a root. `start` and `end` are
    code points of the text. `feats` is "Name=Value|…" or empty. A clitic that the tokenizer splits off
    (-nya, -lah, ku-) is a token of its own; `space` says whether white space follows.
    """

    index: int
    start: int
    end: int
    text: str
    lemma: str
    upos: str
    xpos: str
    feats: str
    head: int
    deprel: str
    space: bool = True


@dataclass(frozen=True, slots=True)
class Sentence:
    """Half-open token indices `[first, last)` of a sentence."""

    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Name:
    """A name that the trained recogniser found: half-open token indices, and "PER", "ORG" or "LOC"."""

    first: int
    last: int
    label: str


@dataclass(frozen=True, slots=True)
class Analysis:
    """A text as its language's pipeline reads it."""

    text: str
    language: str
    tokens: tuple[Token, ...]
    sentences: tuple[Sentence, ...]
    names: tuple[Name, ...] = ()


@dataclass(frozen=True, slots=True)
class Entity:
    """One thing that a document names.

    `key` is its IRI's last part: the slug of the reference data, or slug and 8 hex. `names` are all forms met,
    the label first. `wikidata` is a Q-number, only where the link is certain. `origin` is "reference" (our
    data), "names" (the user's list) or "text". `score` (0 to 1) and `reason` say why the mentions were taken for
    this entity. `clues` help to tell it from namesakes in other documents: "party:russia", "year:2024",
    "office:president", "local" for what has no name outside its document. A Statement has `text`, the words
    reported, and `speaker`, a key.
    """

    key: str
    type: str
    names: tuple[str, ...]
    wikidata: str | None = None
    origin: Literal["reference", "names", "text"] = "text"
    score: float = 1.0
    reason: str = ""
    clues: tuple[str, ...] = ()
    text: str | None = None
    speaker: str | None = None


@dataclass(frozen=True, slots=True)
class Mention:
    """A place in the text that refers to an entity, and why it was taken for it."""

    span: Span
    entity: str
    kind: Literal["name", "nominal", "pronoun"]
    reason: str


@dataclass(frozen=True, slots=True)
class Claim:
    """What a document says, with its words, speaker, status and time.

    `subject`, `object`, `speaker` and `carrier` are keys of entities; `literal` stands instead of `object` for
    `holds-position`. `time` is EDTF level 0 ("2022", "2022-02", "2022-02-24"). `evidence` are spans of the text.
    `rule` names the extractor and its rule; `reasons` tell in words how the claim came to be.
    """

    subject: str
    relation: str
    object: str | None
    evidence: tuple[Span, ...]
    literal: str | None = None
    negated: bool = False
    modality: Modality = "asserted"
    speaker: str | None = None
    carrier: str | None = None
    time: str | None = None
    confidence: float = 1.0
    rule: str = ""
    reasons: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Record:
    """What extraction gave for one document: everything that the graph says of it can be made from this."""

    document: Document
    entities: tuple[Entity, ...]
    mentions: tuple[Mention, ...]
    claims: tuple[Claim, ...]
