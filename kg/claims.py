"""The claims of a document as the graph knows them: ends resolved, equal claims merged, each with its id."""

import json
from calendar import monthrange
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal

from kg.errors import DataError
from kg.model import Claim, Record, Span, digest
from kg.vocabulary import Vocabulary

__all__ = ["Merged", "days", "is_fact", "merge", "rounded"]


@dataclass(frozen=True, slots=True)
class Merged:
    """Claims of one document with the same identity, as one.

    `claim` has the ends, status and time, all evidence in text order, the highest confidence and all reasons.
    `id` is the last part of its IRI.
    """

    id: str
    claim: Claim
    carriers: tuple[str, ...]
    rules: tuple[str, ...]


def merge(record: Record, vocabulary: Vocabulary, resolution: Mapping[str, str] | None = None) -> list[Merged]:
    """The claims of a record in text order, those with the same identity merged.

    Document, subject, relation, object, polarity, modality, speaker and time identify a claim. A symmetric
    relation says the same both ways: its ends count in either order, and the claim keeps the first one read.

    Args:
        record: What extraction gave for a document.
        vocabulary: The relations.
        resolution: Key → key that it is taken for; keys that are not in it stay.

    Raises:
        DataError: A claim of a relation that the vocabulary does not have.
    """
    groups: dict[str, list[Claim]] = {}
    for claim in sorted((_resolved(c, resolution or {}) for c in record.claims), key=_order):
        groups.setdefault(_id(record.document.key, claim, vocabulary), []).append(claim)
    return [_merged(id, claims) for id, claims in groups.items()]


def is_fact(claim: Claim, threshold: Decimal) -> bool:
    """Whether the claim makes its direct triple a fact: affirmed, asserted, said by nobody else, sure enough."""
    plain = not claim.negated and claim.modality == "asserted" and claim.speaker is None
    return plain and rounded(claim.confidence) >= threshold


def rounded(confidence: float) -> Decimal:
    """A confidence as the graph writes it: three decimals, within 0 to 1.

    >>> rounded(0.93456)
    Decimal('0.935')
    """
    return min(max(Decimal(str(round(confidence, 3))), Decimal(0)), Decimal(1))


def days(time: str) -> tuple[str, str]:
    """The first and the last day that a time of EDTF level 0 can mean.

    >>> days("2024-02")
    ('2024-02-01', '2024-02-29')

    Raises:
        DataError: No year, month or day.
    """
    try:
        year, *rest = (int(part) for part in time.split("-"))
        if len(time) not in (4, 7, 10) or not 1 <= year <= 9999:
            raise ValueError
        month, last = (rest[0], rest[0]) if rest else (1, 12)
        length = monthrange(year, last)[1]
        day, end = (rest[1], rest[1]) if rest[1:] else (1, length)
        if not 1 <= day <= end <= length:
            raise ValueError
    except ValueError:
        raise DataError(f"{time!r} is no year, month or day (2024, 2024-06, 2024-06-19)") from None
    return f"{year:04}-{month:02}-{day:02}", f"{year:04}-{last:02}-{end:02}"


def _resolved(claim: Claim, resolution: Mapping[str, str]) -> Claim:
    if not resolution:
        return claim
    subject = resolution.get(claim.subject, claim.subject)
    object = resolution.get(claim.object, claim.object) if claim.object else None
    speaker = resolution.get(claim.speaker, claim.speaker) if claim.speaker else None
    carrier = resolution.get(claim.carrier, claim.carrier) if claim.carrier else None
    return replace(claim, subject=subject, object=object, speaker=speaker, carrier=carrier)


def _order(claim: Claim) -> tuple[list[Span], list[str], str]:
    """Text order; of claims at one place, one that anything but their order of arrival decides."""
    return sorted(claim.evidence), _identity(claim), json.dumps([claim.rule, claim.carrier, *claim.reasons])


def _identity(claim: Claim) -> list[str]:
    object = f"literal:{claim.literal or ''}" if claim.object is None else f"entity:{claim.object}"
    polarity = "negated" if claim.negated else "affirmed"
    status = [polarity, claim.modality, claim.speaker or "", claim.time or ""]
    return [claim.subject, claim.relation, object, *status]


def _id(document: str, claim: Claim, vocabulary: Vocabulary) -> str:
    relation = vocabulary.relations.get(claim.relation)
    if relation is None:
        raise DataError(f"{document}: a claim's relation {claim.relation!r} is not in the vocabulary")
    identity = _identity(claim)
    if relation.symmetric and claim.object is not None:
        first, second = sorted((claim.subject, claim.object))
        identity[0], identity[2] = first, f"entity:{second}"
    return digest(json.dumps([document, *identity]), 16)


def _merged(id: str, claims: Iterable[Claim]) -> Merged:
    claims = list(claims)
    claim = replace(
        claims[0],
        evidence=tuple(sorted({span for c in claims for span in c.evidence})),
        confidence=max(c.confidence for c in claims),
        reasons=tuple(dict.fromkeys(reason for c in claims for reason in c.reasons)),
    )
    carriers = tuple(sorted({c.carrier for c in claims if c.carrier}))
    return Merged(id, claim, carriers, tuple(sorted({c.rule for c in claims if c.rule})))
