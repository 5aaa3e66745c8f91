"""Finds which node of a graph is which entity of a case, and which claim of the graph is which wanted claim."""

from collections import defaultdict
from collections.abc import Mapping, Sequence

from rdflib import URIRef
from rdflib.term import Node

from kg.evaluate.built import Built, Found
from kg.evaluate.cases import Case, Thing, Wanted
from kg.evaluate.likeness import overlap, shared, words

__all__ = ["good_evidence", "map_nodes", "pair", "same_ends", "same_status"]

LOOSE = frozenset(["Agreement", "Sanctions", "Law", "Event", "Thing", "Group", "Organization", "Place"])
"""Types that a text may name by a description: half of the words in common is enough."""

HALF = 0.5


def likeness(built: Built, node: Node, thing: Thing) -> float:
    """How surely a node is a thing: 0 not at all, 3 by number, 1 to 2 by name, below 1 by the words in common."""
    mine = built.numbers(node)
    if thing.wikidata and mine:
        return 3.0 if thing.wikidata in mine else 0.0
    names = built.names(node)
    if same := len(thing.names & names):
        return 1.0 + same / (len(names) + len(thing.names))
    if thing.type in LOOSE:
        best = max((overlap(a, b) for a in thing.names for b in names), default=0.0)
        return best * 0.9 if best >= HALF else 0.0
    return 0.0


def map_nodes(built: Built, found: Sequence[Found], case: Case) -> dict[Node, str]:
    """Node → id, one to one: the likeliest pairs first, ties by the claims that they would explain."""
    ends, wanted = _ends(found, case)
    nodes = {n for f in found for n in (f.subject, f.object, *f.speakers) if isinstance(n, URIRef)}
    options = []
    for node in nodes:
        for id, thing in case.things.items():
            if (like := likeness(built, node, thing)) > 0:
                explained = 0.3 * len(ends[node] & wanted[id]) / (1 + len(wanted[id]))
                options.append((-like - explained, str(node), id, node))
    mapped: dict[Node, str] = {}
    for _, _, id, node in sorted(options, key=lambda option: option[:3]):
        if node not in mapped and id not in mapped.values():
            mapped[node] = id
    return mapped


_Ends = set[tuple[str, str]]


def _ends(found: Sequence[Found], case: Case) -> tuple[Mapping[Node, _Ends], Mapping[str, _Ends]]:
    """The relations, with the end, in which nodes and things stand."""
    ends: dict[Node, _Ends] = defaultdict(set)
    for claim in found:
        ends[claim.subject].add((claim.relation, "subject"))
        ends[claim.object].add((claim.relation, "object"))
    wanted: dict[str, _Ends] = defaultdict(set)
    for want in case.claims:
        wanted[want.subject].add((want.relation, "subject"))
        if want.object is not None:
            wanted[want.object].add((want.relation, "object"))
    return ends, wanted


def same_ends(built: Built, found: Found, wanted: Wanted, mapped: Mapping[Node, str]) -> bool:
    """Whether two claims have the same relation and ends; of words reported and titles, half must agree."""
    if found.relation != wanted.relation:
        return False
    subject, target = mapped.get(found.subject), mapped.get(found.object)
    if wanted.relation == "said":
        return subject == wanted.subject and _same_words(built, found, wanted)
    if wanted.literal is not None:
        title = built.label(found.object)
        return subject == wanted.subject and overlap(words(title), words(wanted.literal)) >= HALF
    if (subject, target) == (wanted.subject, wanted.object):
        return True
    return built.symmetric(wanted.relation) and (target, subject) == (wanted.subject, wanted.object)


def _same_words(built: Built, found: Found, wanted: Wanted) -> bool:
    """Whether what is reported stands at the same place in the same words."""
    length = wanted.span[1] - wanted.span[0]
    near = any(shared((s, e), wanted.span) >= HALF * min(e - s, length) for s, e, _ in found.spans)
    said, want = set(words(built.label(found.object))), set(words(wanted.literal or ""))
    return near and len(said & want) >= HALF * min(len(said), len(want))


def same_status(found: Found, wanted: Wanted, mapped: Mapping[Node, str]) -> bool:
    """Whether polarity, modality and speaker agree."""
    speakers = [mapped.get(speaker) for speaker in found.speakers]
    heard = wanted.speaker in speakers if wanted.speaker else not speakers
    return (found.negated, found.modality) == (wanted.negated, wanted.modality) and heard


def pair(built: Built, found: Sequence[Found], case: Case, mapped: Mapping[Node, str]) -> dict[int, int]:
    """Index of a wanted claim → index of a found one, one to one; right status first, then the better evidence."""
    options = []
    for w, want in enumerate(case.claims):
        for f, claim in enumerate(found):
            if same_ends(built, claim, want, mapped):
                near = max((shared((s, e), want.span) for s, e, _ in claim.spans), default=0)
                options.append((not same_status(claim, want, mapped), want.optional, -near, w, f))
    pairs: dict[int, int] = {}
    for *_, w, f in sorted(options):
        if w not in pairs and f not in pairs.values():
            pairs[w] = f
    return pairs


def good_evidence(found: Found, wanted: Wanted, text: str) -> bool:
    """Whether a quote is the text at its offsets, covers half of the words wanted, and is no page."""
    length = wanted.span[1] - wanted.span[0]
    return any(
        text[start:end] == quote
        and shared((start, end), wanted.span) >= HALF * min(length, end - start)
        and end - start <= 2 * length + 300
        for start, end, quote in found.spans
    )
