"""One claim told in words: what it says, the words of its document, and each step that led to it."""

from collections.abc import Iterator, Mapping
from decimal import Decimal

import pyoxigraph as ox

from kg import records, store
from kg.errors import GraphError
from kg.explain.find import Finder, Stated
from kg.model import Claim, Document, Entity, Mention, Record, Span
from kg.query import run
from kg.query.harmless import harmless
from kg.rdf import FACT_THRESHOLD
from kg.terms import KG
from kg.verdicts import Verdict

__all__ = ["Teller"]

AROUND = 160
"""Code points of its line that are shown on either side of the words, at most."""

KINDS = {"name": "a name", "nominal": "a description", "pronoun": "a pronoun"}
ORIGINS = {
    "reference": "known from the reference data",
    "names": "known from your list of names",
    "text": "known from texts alone",
}


class Teller:
    """Tells claims of a build from its records."""

    def __init__(self, finder: Finder, decided: Mapping[str, Verdict]) -> None:
        """Read what the build took for one, and its threshold; `decided` is what people said of claims."""
        self._finder, self._decided = finder, decided
        self._threshold = Decimal(str(store.about(finder.folder).get("threshold", FACT_THRESHOLD)))
        identity = ox.NamedNode(finder.prefixes["graph"] + "identity")
        same = ox.NamedNode(f"{KG}same-as")
        quads = finder.store.quads_for_pattern(None, same, None, identity)
        self._taken = {_key(quad.subject): _key(quad.object) for quad in quads}

    def tell(self, stated: Stated) -> str:
        """The claim and how it came to be, in lines.

        Raises:
            GraphError: The records do not have the claim: the folder was changed by hand.
        """
        key = stated.document.rpartition("/")[2]
        record = records.find(self._finder.folder / "records", key)
        claims = [claim for claim in record.claims if self._fits(claim, stated)] if record else []
        if record is None or not claims:
            name = self._finder.short(stated.iri)
            raise GraphError(f"{self._finder.folder}: its records do not have {name}; build again")
        lines = [
            self._finder.short(stated.iri),
            f"  {self._finder.edge(stated)}",
            f"  {self._status(stated)}",
            f"  {self._fact(stated)}",
            *(f"  {line}" for line in self._review(stated)),
            *_document(record.document),
        ]
        for number, claim in enumerate(claims, start=1):
            lines += [f"{'Found' if len(claims) == 1 else f'Found ({number} of {len(claims)})'}"]
            lines += [f"  {line}" for line in self._found(claim, record)]
        lines += ["Who is who", *(f"  {line}" for line in self._who(stated, claims, record))]
        return "\n".join(_harmless(line) for line in lines) + "\n"

    def _fits(self, claim: Claim, stated: Stated) -> bool:
        """Whether a claim of the record is the stated one, once names taken for one are resolved."""
        ends = [self._iri(claim.subject), self._iri(claim.object) if claim.object else None]
        wanted = [stated.subject, stated.object]
        if ends != wanted and not (ends == wanted[::-1] and self._finder.symmetric(claim.relation)):
            return False
        speaker = self._iri(claim.speaker) if claim.speaker else None
        status = (claim.relation, claim.negated, claim.modality, speaker, claim.time)
        same = status == (stated.relation, stated.negated, stated.modality, stated.speaker, stated.time)
        return same and (stated.literal is None or claim.literal == stated.literal)

    def _iri(self, key: str) -> str:
        """The IRI of the node that a key of the records goes into."""
        return self._finder.prefixes["entity"] + self._taken.get(key, key)

    def _status(self, stated: Stated) -> str:
        """Polarity, modality, speaker, time and confidence in a sentence."""
        verb = "denied" if stated.negated else "said"
        how = "so" if stated.modality == "asserted" else stated.modality
        by = f"{self._finder.label(stated.speaker)}, the document reports" if stated.speaker else "the document itself"
        when = f"time {stated.time}" if stated.time else "no time said"
        return f"{verb} to be {how} by {by}; {when}; confidence {stated.confidence}"

    def _fact(self, stated: Stated) -> str:
        """Whether the claim makes a fact, and why not."""
        unsure = Decimal(stated.confidence) < self._threshold
        against = [
            why
            for so, why in (
                (stated.negated, "denied"),
                (stated.modality != "asserted", f"only {stated.modality}"),
                (stated.speaker is not None, "said by somebody, not by the document"),
                (unsure, f"less sure than {self._threshold}, the build's threshold"),
            )
            if so
        ]
        if against:
            return f"a claim and no fact: {'; '.join(against)}"
        return f"a fact: at least as sure as {self._threshold}, the build's threshold"

    def _review(self, stated: Stated) -> Iterator[str]:
        """What a person decided about the claim."""
        verdict = self._decided.get(stated.iri.rpartition("/")[2])
        if verdict is not None:
            words = {"accept": "it is right", "reject": "it is wrong", "correct": "it is right with"}[verdict.verdict]
            told = (f"{name} {_value(value)}" for name, value in verdict.correction.items())
            yield f"a reader decided: {words} {', '.join(told)}".rstrip()

    def _found(self, claim: Claim, record: Record) -> Iterator[str]:
        """The words of a claim in their line, the rule that found it, and its reasons."""
        for span in claim.evidence:
            page = record.document.page(span.start)
            where = f"on page {page}, " if page else ""
            yield f"{where}in the words [{span.start}, {span.end}): {_in_line(span, record.document.text)}"
        yield f"by the rule {claim.rule or 'unnamed'}, with confidence {claim.confidence:g}"
        yield from (f"because: {reason}" for reason in claim.reasons)
        if claim.carrier:
            yield f"reported by {self._finder.label(self._iri(claim.carrier))}, which is no attribution"

    def _who(self, stated: Stated, claims: list[Claim], record: Record) -> Iterator[str]:
        """Subject, object and speaker: which entity each is, and by which words."""
        entities = {entity.key: entity for entity in record.entities}
        spans = [span for claim in claims for span in claim.evidence]
        for role in ("subject", "object", "speaker", "carrier"):
            for key in dict.fromkeys(getattr(claim, role) for claim in claims):
                if key is not None and key in entities:
                    yield from self._role(role, entities[key], spans, record.mentions)
        if stated.literal is not None:
            yield f'object: the words "{stated.literal}"'

    def _role(self, role: str, entity: Entity, spans: list[Span], mentions: tuple[Mention, ...]) -> Iterator[str]:
        """One end of a claim: its entity with the reason, and its mentions in the evidence."""
        node = self._iri(entity.key)
        link = f" = wd:{entity.wikidata}" if entity.wikidata else ""
        yield f"{role}: {self._finder.label(node)}, {self._finder.short(node)}{link}, {entity.type}"
        yield f"  {ORIGINS[entity.origin]}, score {entity.score:g}" + (f": {entity.reason}" if entity.reason else "")
        if entity.key in self._taken:
            yield f"  {entity.key} was taken for it: {self._reason(entity.key)}"
        for mention in mentions:
            if mention.entity == entity.key and any(mention.span in span for span in spans):
                yield f"  [{mention.span.start}, {mention.span.end}) is {KINDS[mention.kind]}: {mention.reason}"

    def _reason(self, key: str) -> str:
        """Why the build took a key for another one."""
        query = """SELECT ?reason ?score { GRAPH ?graph {
            ?node rdf:subject|rdf:object ?this ; rdf:predicate kg:same-as ; kg:reason ?reason ; kg:score ?score
        } } ORDER BY DESC(?score) ?reason"""
        rows = run(self._finder.dataset, query, {"this": f"<{self._finder.prefixes['entity']}{key}>"}).rows
        return "; ".join(f"{reason} (score {score})" for reason, score in rows) or "no reason is recorded"


def _value(value: object) -> str:
    """A corrected value in words."""
    if isinstance(value, dict):
        return str(next(iter(value.get("names") or [value.get("id", "")])))
    return {"None": "none", "True": "yes", "False": "no"}.get(str(value), str(value))


def _document(document: Document) -> Iterator[str]:
    """What is known of a document, and where its date came from."""
    known = [document.publisher, document.issued, document.language]
    yield "Document"
    yield f"  {document.title or document.path}" + "".join(f", {value}" for value in known if value)
    origins = "; ".join(f"{name} from: {origin}" for name, origin in sorted(document.origins.items()))
    yield f"  {document.url or document.path}" + (f" ({origins})" if origins else "")


def _in_line(span: Span, text: str) -> str:
    """The words in brackets, with what stands around them in their line."""
    first = max(text.rfind("\n", 0, span.start) + 1, span.start - AROUND)
    end = text.find("\n", span.end)
    last = min(end if end >= 0 else len(text), span.end + AROUND)
    before = "…" if first > 0 and text[first - 1] != "\n" else ""
    after = "…" if last < len(text) and text[last] != "\n" else ""
    return f"{before}{text[first : span.start]}[{span.of(text)}]{text[span.end : last]}{after}"


def _key(term: object) -> str:
    """The last part of an IRI of an entity."""
    return str(getattr(term, "value", "")).rpartition("/")[2]


def _harmless(line: str) -> str:
    """A line with its indent, and with nothing that a terminal would obey."""
    return line[: len(line) - len(line.lstrip(" "))] + harmless(line)
