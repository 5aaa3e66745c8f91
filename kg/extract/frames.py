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
  Rusia"); `of-mod`, a name that modifies the deed's object ("uji coba rudal
  Korea Utara"); `itself`, the noun's own phrase; `self`, what a role noun is said of ("X, a member of Y"); `other`,
  the other members of a plural subject; `subj-poss` and `subj-of`, the owner of the subject ("its provisions
  include").
- needs: what else must be there, split by ";": `obj=talk|summit` the object's head, `PREPOSITION=word|word`,
  `prt=out` a particle right behind the verb; `not-obj=…` what must not be there. A value is a word, a sense
  (`@weapon`), a class of the vocabulary (`Agent`), or `Name` for any name.
- notes: words split by ";": `planned`, `possible`, `negated` (the frame itself says so); `things` (no end is a
  person).

A folder of the user's own holds LANGUAGE.tsv or LANGUAGE/frames.tsv in the same form; needs and notes may be left out.
"""

import re
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from functools import cache
from itertools import chain
from pathlib import Path

from kg.errors import DataError
from kg.languages.folders import folder, languages
from kg.languages.voice import forms
from kg.languages.wordlists import lexicon
from kg.tables import Row, State, read, state
from kg.vocabulary import Vocabulary, shipped

__all__ = ["Frame", "Frames", "files_of", "load_frames"]

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
    words, `deeds` the nouns that take an object without a preposition. `vocabulary` has their relations.
    """

    verbs: Mapping[str, tuple[tuple[str, Frame], ...]]
    nouns: Mapping[str, tuple[Frame, ...]]
    marked: frozenset[str] = frozenset()
    fixed: frozenset[str] = frozenset()
    deeds: frozenset[str] = frozenset()
    vocabulary: Vocabulary = field(default_factory=shipped)


def load_frames(language: str, more: tuple[Path, ...] = (), vocabulary: Vocabulary | None = None) -> Frames:
    """Load and check the frames of a language, and those of folders of the user's.

    Args:
        language: The code of the language.
        more: Folders that hold LANGUAGE/frames.tsv or LANGUAGE.tsv.
        vocabulary: The relations that frames may have; those of the package if None.

    Returns:
        The frames; the same object for the same files as long as they do not change.

    Raises:
        DataError: A line is not as the format says.
    """
    return _loaded(language, tuple(state(p) for p, of in files_of(more) if of == language), vocabulary or shipped())


def files_of(folders: tuple[Path, ...]) -> list[tuple[Path, str]]:
    """The files of frames in folders of the user's, each with its language.

    Raises:
        DataError: A folder has none.
    """
    found = []
    for base in folders:
        here = [(p, of) for of in languages() for p in (base / of / "frames.tsv", base / f"{of}.tsv") if p.is_file()]
        if not here:
            known = " or ".join(f"{of}.tsv" for of in languages())
            raise DataError(f"{base}: no frames there; a folder of frames holds {known}")
        found += here
    return found


@cache
def _loaded(language: str, more: tuple[State, ...], vocabulary: Vocabulary) -> Frames:
    verbs: dict[str, list[tuple[str, Frame]]] = defaultdict(list)
    nouns: dict[str, list[Frame]] = defaultdict(list)
    shipped_rows = ((row, f"{language}/frames") for row in read(folder(language) / "frames.tsv", COLUMNS))
    own_rows = ((row, _source(row.path, language)) for file in more for row in read(Path(file.path), COLUMNS, 4))
    for row, source in chain(shipped_rows, own_rows):
        for frame in _frames(row, source, language, vocabulary):
            if frame.kind == "verb":
                for form, voice in forms(language, frame.words[0]):
                    verbs[form].append((voice, frame))
            else:
                nouns[frame.words[0]].append(frame)
    marked = frozenset(form for form, found in verbs.items() if any(v in ("active", "passive") for v, _ in found))
    deeds = frozenset(
        f.words[-1] for found in nouns.values() for f in found if f.kind in ("noun", "role") and "of" in f.object
    )
    fixed = frozenset(" ".join(frame.words) for found in nouns.values() for frame in found if len(frame.words) > 1)
    forms_of = {form: tuple(found) for form, found in verbs.items()}
    by_noun = {word: tuple(found) for word, found in nouns.items()}
    return Frames(forms_of, by_noun, marked, fixed, deeds, vocabulary)


def _source(path: Path, language: str) -> str:
    """What rules call a file of the user's: the folder given and the file, wherever it lies."""
    base = path.parent.parent if path.name == "frames.tsv" and path.parent.name == language else path.parent
    return f"{base.name}/{path.relative_to(base).as_posix().removesuffix('.tsv')}"


def _frames(row: Row, source: str, language: str, vocabulary: Vocabulary) -> list[Frame]:
    relation = row["relation"]
    if relation not in vocabulary.relations:
        near = "".join(f"; did you mean {name}?" for name in get_close_matches(relation, vocabulary.relations, n=1))
        raise row.fail(f"no relation {relation!r} in the vocabulary{near}")
    kind, _, triggers = row["trigger"].partition(":")
    if kind not in KINDS or not triggers:
        raise row.fail("the trigger is v:, n:, r: or a: and words")
    notes = frozenset(note.strip() for note in row["notes"].split(";") if note.strip())
    if notes - NOTES:
        raise row.fail(f"no note {min(notes - NOTES)!r}; one of {', '.join(sorted(NOTES))}")
    subject, target = row.several("subject"), row.several("object")
    if not subject or not target:
        raise row.fail("both subject and object must be told")
    for slot in (*subject, *target):
        _check_slot(row, slot)
    needs = tuple(_need(row, need, language, vocabulary) for need in row["needs"].split(";") if need.strip())
    words = [_words(kind, trigger, language) for trigger in triggers.split("|") if trigger.strip()]
    rule = f"{source}:{row.number}"
    return [Frame(relation, KINDS[kind], w, subject, target, needs, notes, f"{rule} {' '.join(w)}") for w in words]


def _words(kind: str, trigger: str, language: str) -> tuple[str, ...]:
    """The words of a trigger; a noun made of a verb by a clitic ("masuknya") is cut as the tokens of a text are."""
    words = trigger.split()
    clitic = next((c for c in lexicon(language).words.get("nominalizer", ()) if words[0].endswith(c)), "")
    if kind == "n" and clitic and len(words) == 1 and len(words[0]) > len(clitic) + 2:
        return (words[0].removesuffix(clitic), clitic)
    return tuple(words)


def _check_slot(row: Row, slot: str) -> None:
    if not re.fullmatch(r"[^\W\d_]+[2]?(-[^\W\d_]+)*( [^\W\d_]+)*", slot) or slot != slot.lower():
        raise row.fail(f"{slot!r} is no place for an end; subj, obj, poss and the like, or a preposition")


def _need(row: Row, need: str, language: str, vocabulary: Vocabulary) -> tuple[str, frozenset[str]]:
    slot, equals, values = need.strip().partition("=")
    if not equals or not values:
        raise row.fail(f"{need!r}: a need is SLOT=word|word")
    found = frozenset(v.strip() for v in values.split("|"))
    for value in sorted(found):
        if value[:1].isupper() and value not in {"Name", *vocabulary.classes}:
            raise row.fail(f"{need!r}: {value!r} is no class; words are lower-case, Name stands for any name")
        if value.startswith("@") and value[1:] not in _senses(language):
            raise row.fail(f"{need!r}: no noun of nouns.tsv has the sense {value!r}")
    return slot.strip(), found


@cache
def _senses(language: str) -> frozenset[str]:
    return frozenset(noun.sense for noun in lexicon(language).nouns.values())
