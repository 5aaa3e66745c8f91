"""Judges the claims of a graph against cases."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from rdflib.term import Node

from kg import store
from kg.evaluate.built import Built, Found
from kg.evaluate.cases import Case, Wanted, read_cases
from kg.evaluate.figures import Figures, Miss
from kg.evaluate.pairing import good_evidence, map_nodes, pair, same_ends, same_status

__all__ = ["Judged", "evaluate", "judge"]


@dataclass(frozen=True, slots=True)
class Judged:
    """A claim of the graph with what it was taken for, and whether it is right in relation, ends and status."""

    found: Found
    wanted: Wanted | None
    right: bool

    @property
    def counts(self) -> bool:
        """Whether it counts: what matches an optional claim does not."""
        return self.wanted is None or not self.wanted.optional


@dataclass(frozen=True, slots=True)
class _Read:
    """A case with what the graph says of its document."""

    built: Built
    case: Case
    found: Sequence[Found]
    mapped: Mapping[Node, str]
    pairs: Mapping[int, int]

    @property
    def text(self) -> str:
        return self.built.texts.get(self.case.name, "")


def evaluate(graph: Path, cases: Path, language: str | None = None) -> Figures:
    """The figures of a graph.

    Args:
        graph: A build's folder, or a file of the graph.
        cases: A folder of NAME.txt and NAME.gold.json.
        language: Only cases of this language.

    Raises:
        GraphError: The graph cannot be opened.
        InputError: A case is not as the format says.
    """
    built = Built(store.open(graph))
    figures = Figures()
    for read in _each(built, cases, language):
        figures.cases += 1
        _claims(read, figures)
        _extras(read, figures)
        _facts(read, figures)
        _links(read, figures)
    figures.counts["groundless"] = built.groundless
    return figures


def judge(graph: Path, cases: Path, language: str | None = None) -> Iterator[Judged]:
    """Each claim that the graph takes from the documents of cases, judged.

    Args:
        graph: A build's folder, or a file of the graph.
        cases: A folder of NAME.txt and NAME.gold.json.
        language: Only cases of this language.

    Raises:
        GraphError: The graph cannot be opened.
        InputError: A case is not as the format says.
    """
    for read in _each(Built(store.open(graph)), cases, language):
        taken = {f: read.case.claims[w] for w, f in read.pairs.items()}
        for number, found in enumerate(read.found):
            wanted = taken.get(number)
            yield Judged(found, wanted, wanted is not None and same_status(found, wanted, read.mapped))


def _each(built: Built, cases: Path, language: str | None) -> Iterator[_Read]:
    known = {*built.relations, *(c.relation for found in built.claims.values() for c in found)}
    for case in read_cases(cases, known, language):
        found = built.claims.get(case.name, [])
        mapped = map_nodes(built, found, case)
        yield _Read(built, case, found, mapped, pair(built, found, case, mapped))


def _groups(read: _Read, relation: str) -> tuple[str, ...]:
    return "all", f"language {read.case.language}", f"family {read.built.family(relation)}", f"relation {relation}"


def _claims(read: _Read, figures: Figures) -> None:
    """Count the wanted claims of a case, and how good the found ones are."""
    for number, wanted in enumerate(read.case.claims):
        if wanted.optional:
            continue
        found = read.found[read.pairs[number]] if number in read.pairs else None
        right = found is not None and same_status(found, wanted, read.mapped)
        for name in _groups(read, wanted.relation):
            group = figures.groups[name]
            group.wanted += 1
            group.lenient += found is not None
            group.strict += right
        if found is None:
            figures.misses.append(Miss("missed", read.case.name, _told(wanted), f"| {wanted.evidence[:90]}"))
            continue
        if not right:
            status = f"negated={wanted.negated} {wanted.modality} by {wanted.speaker}"
            figures.misses.append(Miss("status", read.case.name, _told(wanted), f"wants {status}"))
        _goodness(read, found, wanted, figures)


def _goodness(read: _Read, found: Found, wanted: Wanted, figures: Figures) -> None:
    """Count time, evidence and links of a found claim."""
    counts = figures.counts
    if wanted.time or found.time:
        counts["time"] += 1
        counts["time right"] += found.time == wanted.time
        if found.time != wanted.time:
            why = f"wants {wanted.time} has {found.time}"
            figures.misses.append(Miss("time", read.case.name, _told(wanted), why))
    counts["evidence"] += 1
    counts["evidence right"] += good_evidence(found, wanted, read.text)
    for end in (wanted.subject, wanted.object):
        number = read.case.things[end].wikidata if end is not None else None
        if number:
            node = found.subject if read.mapped.get(found.subject) == end else found.object
            counts["link"] += 1
            counts["link right"] += number in read.built.numbers(node)


def _told(wanted: Wanted) -> str:
    return f"{wanted.subject} {wanted.relation} {wanted.object or wanted.literal!r}"


def _extras(read: _Read, figures: Figures) -> None:
    """Count the found claims of a case; those that match an optional claim are set aside."""
    aside = {f for w, f in read.pairs.items() if read.case.claims[w].optional}
    paired = set(read.pairs.values())
    for number, found in enumerate(read.found):
        if number in aside:
            continue
        for name in _groups(read, found.relation):
            figures.groups[name].found += 1
        if number not in paired:
            subject, target = read.built.label(found.subject), read.built.label(found.object)
            claim = f"{subject[:40]} {found.relation} {target[:60]!r}"
            figures.misses.append(Miss("extra", read.case.name, claim))


def _facts(read: _Read, figures: Figures) -> None:
    """Count the plain claims of a document whose direct triple stands in the graph."""
    for found in read.found:
        if not found.plain or found.relation == "said":
            continue
        if (found.subject, found.relation, found.object) not in read.built.facts:
            continue
        same = [want for want in read.case.claims if same_ends(read.built, found, want, read.mapped)]
        plain = any(same_status(found, want, read.mapped) for want in same)
        figures.counts["facts"] += 1
        figures.counts["facts right"] += plain
        figures.counts["false facts"] += bool(same) and not plain


def _links(read: _Read, figures: Figures) -> None:
    """Count links to another number than the case's, of things mapped and of subjects of the same name."""
    built, things = read.built, read.case.things
    for node, id in read.mapped.items():
        number, mine = things[id].wikidata, built.numbers(node)
        figures.counts["wrong links"] += bool(number and mine and number not in mine)
    for node in {found.subject for found in read.found} - set(read.mapped):
        mine = built.numbers(node)
        for thing in things.values():
            other = thing.wikidata is not None and bool(mine) and thing.wikidata not in mine
            figures.counts["wrong links"] += other and bool(thing.names & built.names(node))
