"""The extraction engine: runs the rooms in order and turns their drafts into the record of a document."""

from kg.extract.clauses import Reader
from kg.extract.confidence import calibrated
from kg.extract.dates import calendar_words, find_times
from kg.extract.dating import date
from kg.extract.discourse import Discourse
from kg.extract.frames import Frames, load_frames
from kg.extract.groups import find_groups
from kg.extract.match import Draft, Matcher
from kg.extract.phrases import find_phrases
from kg.extract.places import Places
from kg.extract.recording import Recorder
from kg.extract.speaking import Speaking
from kg.extract.status import StatusReader
from kg.extract.structure import Offices
from kg.languages.wordlists import lexicon
from kg.link.names import find_names
from kg.link.reference import Reference, load
from kg.model import Analysis, Document, Record

__all__ = ["extract"]

ADDRESSING = frozenset(["warned", "urged", "accused", "threatened", "spoke-with", "met-with", "apologized-to"])
"""Relations that already tell who was spoken to."""

LEAST = 0.74
"""Confidence below which nothing is claimed. On the 24 texts of the calibration it raises precision from 0.84 to 0.90
and leaves F1 as it is; on texts of other hands about half of the claims below it are wrong."""


def extract(
    document: Document,
    analysis: Analysis,
    reference: Reference | None = None,
    least: float = LEAST,
    frames: Frames | None = None,
) -> Record:
    """What a document says: its things, where it names them, and its claims.

    Args:
        document: The document; relative dates are resolved against its `issued`.
        analysis: Its text as the language's pipeline reads it.
        reference: Known names; those of the package where none are given.
        least: Confidence, 0 to 1, below which nothing is claimed.
        frames: The ways of saying relations; those of the package where none are given.
    """
    known = reference or load()
    words = lexicon(analysis.language)
    times = find_times(analysis, document.issued)
    blocked = calendar_words(analysis) | {i for time in times for i in range(time.first, time.last)}
    names = [n for n in find_names(analysis, known, words) if not blocked.intersection(range(n.first, n.last))]
    frames = frames or load_frames(analysis.language)
    phrases = find_phrases(analysis, names, words, blocked, frames)
    groups = find_groups(phrases, analysis.tokens, words)
    discourse = Discourse(analysis, phrases, groups, known, words, document.issued)
    reader = Reader(analysis, phrases, groups, words, blocked)
    speaking = Speaking(analysis, reader, discourse, words)
    drafts = [
        *Offices(analysis, reader, discourse, frames, words).drafts(),
        *Places(analysis, reader, discourse, words).drafts(),
        *Matcher(analysis, reader, discourse, frames, words).drafts(),
    ]
    status = StatusReader(analysis, reader, words, speaking.verbs)
    for draft in drafts:
        _judge(draft, status)
        speaking.attribute(draft)
    addressed = {d.trigger for d in drafts if d.relation in ADDRESSING}
    drafts.extend(d for d in speaking.drafts() if d.relation != "told" or d.trigger not in addressed)
    date(drafts, times, analysis, frozenset(reader.at))
    for draft in drafts:
        draft.confidence = calibrated(draft)
    sure = [draft for draft in drafts if draft.confidence >= least]
    return Recorder(document, analysis, discourse, known).record(sure)


def _judge(draft: Draft, status: StatusReader) -> None:
    """Set the status of a draft by the words around its trigger."""
    if draft.structural:
        return
    found = status.of(draft.status_at if draft.status_at >= 0 else draft.trigger)
    draft.negated = draft.negated != found.negated
    if draft.modality == "asserted":
        draft.modality = found.modality
    draft.reasons.extend(found.reasons)
    if found.denied_by is not None:
        draft.denied_by = found.denied_by
