"""Loads the frames of a language: the ways of saying each relation, one per line of `frames.tsv`.

Columns, split by tabs:

- relation: a name of the vocabulary.
- trigger: `v:` verbs, `n:` nouns for the deed, `r:` nouns for a role ("member", "father"), `a:` adjectives;
  behind it one or more words split by "|", or `@sense` for all nouns of a sense of nouns.tsv. Verbs are lemmas;
  Indonesian verbs stand in their active form (`menandatangani`), from which the passive and the object voice
  are made. Several words ("carry out", "angkat bicara", "be at war") must follow one another.
- subject, object: where the ends stand, alternatives split by "|", the first found counts: `subj` and `obj`,
  the doer and the thing done, whatever the voice; `obj2`, the second object; a preposition (`to`, `terhadap`);
  `poss`, the owner of the noun ("Russia's invasion", "invasinya"); `mod`, a name that modifies it ("Russian
  invasion", "invasi Rusia"); `mods`, two or more such names ("the Saudi-Iran deal"); `pair`, an owner that
  stands for two ("pakta kedua negara"); `near`, the name beside an adjective ("Russian-brokered", "buatan
  Rusia"); `itself`, the noun's own phrase; `self`, what a role noun is said of ("X, a member of Y"); `other`,
  the other members of a plural subject; `subj-poss` and `subj-of`, the owner of the subject ("its provisions
  include").
- needs: what else must be there, split by ";": `obj=talk|summit` the object's head, `PREPOSITION=word|word`,
  `prt=out` a particle right behind the verb; `not-obj=…` what must not be there. A value is a word, a sense
  (`@weapon`), a class of the vocabulary (`Agent`), or `Name` for any name.
- notes: words split by ";": `planned`, `possible`, `negated` (the frame itself says so); `things` (no end is a
  person).
"""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from kg.languages.folders import folder
from kg.languages.voice import forms
from kg.tables import Row, read
from kg.vocabulary import relations

__all__ = ["Frame", "Frames", "load_frames"]

COLUMNS = ("relation", "trigger", "subject", "object", "needs", "notes")
KINDS = {"v": "verb", "n": "noun", "r": "role", "a": "adjective"}
NOTES = frozenset(["planned", "possible", "negated", "pair", "things"])


@dataclass(frozen=True, slots=True)
class Frame:
    """One way of saying a relation. `rule` names it: language, file line and trigger."""

    relation: str
    kind: str
    words: tuple[str, ...]
    subject: tuple[str, ...]
    object: tuple[str, ...]
    needs: tuple[tuple[str, frozenset[str]], ...]
    notes: frozenset[str]
    rule: str


@dataclass(frozen=True, slots=True)
class Frames:
    """The frames of a language by the first word of their trigger, as it may stand in a text.

    `verbs` holds a form with its voice: "active", "passive", "bare" (object voice) or "" where the form tells nothing.
    `marked` are the forms that are verbs by their prefix, `fixed` the nouns of several
    words, `deeds` the nouns that take an object without a preposition.
    """

    verbs: Mapping[str, tuple[tuple[str, Frame], ...]]
    nouns: Mapping[str, tuple[Frame, ...]]
    marked: frozenset[str] = frozenset()
    fixed: frozenset[str] = frozenset()
    deeds: frozenset[str] = frozenset()


@cache
def load_frames(language: str, more: tuple[Path, ...] = ()) -> Frames:
    """Load and check the frames of a language, and those of folders of the user's.

    Args:
        language: The code of the language.
        more: Folders that hold LANGUAGE/frames.tsv or LANGUAGE.tsv.

    Raises:
        DataError: A line is not as the format says.
    """
    verbs: dict[str, list[tuple[str, Frame]]] = defaultdict(list)
    nouns: dict[str, list[Frame]] = defaultdict(list)
    places = [folder(language) / "frames.tsv"]
    places += [p for base in more for p in (base / language / "frames.tsv", base / f"{language}.tsv") if p.is_file()]
    for path in places:
        for row in read(path, COLUMNS):
            for frame in _frames(row, language):
                if frame.kind == "verb":
                    for form, voice in forms(language, frame.words[0]):
                        verbs[form].append((voice, frame))
                else:
                    nouns[frame.words[0]].append(frame)
    marked = frozenset(form for form, found in verbs.items() if any(v in ("active", "passive") for v, _ in found))
    deeds = frozenset(f.words[-1] for found in nouns.values() for f in found if f.kind == "noun" and "of" in f.object)
    fixed = frozenset(" ".join(frame.words) for found in nouns.values() for frame in found if len(frame.words) > 1)
    forms_of = {form: tuple(found) for form, found in verbs.items()}
    return Frames(forms_of, {word: tuple(found) for word, found in nouns.items()}, marked, fixed, deeds)


def _frames(row: Row, language: str) -> list[Frame]:
    relation = row["relation"]
    if relation not in relations():
        raise row.fail(f"no relation {relation!r} in the vocabulary")
    kind, _, triggers = row["trigger"].partition(":")
    if kind not in KINDS or not triggers:
        raise row.fail("the trigger is v:, n:, r: or a: and words")
    notes = frozenset(note.strip() for note in row["notes"].split(";") if note.strip())
    if notes - NOTES:
        raise row.fail(f"no note {min(notes - NOTES)!r}; one of {', '.join(sorted(NOTES))}")
    subject, target = row.several("subject"), row.several("object")
    if not subject or not target:
        raise row.fail("both subject and object must be told")
    needs = tuple(_need(row, need) for need in row["needs"].split(";") if need.strip())
    words = [tuple(trigger.split()) for trigger in triggers.split("|") if trigger.strip()]
    rule = f"{language}/frames:{row.number}"
    return [Frame(relation, KINDS[kind], w, subject, target, needs, notes, f"{rule} {' '.join(w)}") for w in words]


def _need(row: Row, need: str) -> tuple[str, frozenset[str]]:
    slot, equals, values = need.strip().partition("=")
    if not equals or not values:
        raise row.fail(f"{need!r}: a need is SLOT=word|word")
    return slot.strip(), frozenset(v.strip() for v in values.split("|"))
