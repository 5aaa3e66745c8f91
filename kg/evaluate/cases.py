"""Reads cases: texts beside the claims that a careful reader takes from them.

`NAME.gold.json` is one object:

- `language`: of the text;
- `entities`: a list of `id`, `type`, `names` (all forms in which the text names it) and, where certain, `wikidata`;
- `claims`: a list of `subject` and `relation`, `object` (ids; for words, such as a title, `literal` instead),
  `evidence` (words of the text, letter by letter), and where they differ from the default `time` (none), `negated`
  (false), `modality` ("asserted"), `attributed_to` (none) and `optional` (false: it must be found).
"""

import json
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast

from kg.errors import InputError
from kg.evaluate.likeness import words

__all__ = ["Case", "Thing", "Wanted", "read_cases"]

ENDING = ".gold.json"
MODALITIES = ("asserted", "planned", "possible")


@dataclass(frozen=True, slots=True)
class Thing:
    """An entity that the claims of a case name; `names` are its comparable words, form by form."""

    id: str
    type: str
    names: frozenset[tuple[str, ...]]
    wikidata: str | None


@dataclass(frozen=True, slots=True)
class Wanted:
    """A claim that should be found. `span` is where its evidence stands, in code points of the text."""

    subject: str
    relation: str
    object: str | None
    literal: str | None
    evidence: str
    span: tuple[int, int]
    time: str | None = None
    negated: bool = False
    modality: str = "asserted"
    speaker: str | None = None
    optional: bool = False


@dataclass(frozen=True, slots=True)
class Case:
    """A document with what should be found in it."""

    name: str
    language: str
    things: Mapping[str, Thing]
    claims: tuple[Wanted, ...]


def read_cases(folder: Path, known: Collection[str], language: str | None = None) -> Iterator[Case]:
    """The cases of a folder, by name.

    Args:
        folder: The folder of NAME.txt and NAME.gold.json.
        known: The relations that claims may have.
        language: Only cases of this language.

    Raises:
        InputError: No such folder, no case in it, or a case that is not as the format says.
    """
    if not folder.is_dir():
        raise InputError(f"{folder}: no such folder; give one of NAME.txt and NAME{ENDING} files")
    paths = sorted(folder.glob(f"*{ENDING}"))
    if not paths:
        raise InputError(f"{folder}: holds no NAME{ENDING} file")
    for path in paths:
        case = _case(path, known)
        if language in (None, case.language):
            yield case


def _case(path: Path, known: Collection[str]) -> Case:
    name = path.name.removesuffix(ENDING)
    text = _text(path.with_name(f"{name}.txt"))
    try:
        told = json.loads(_text(path))
    except ValueError as error:
        raise InputError(f"{path}: is no JSON: {error}") from None
    if not isinstance(told, dict):
        raise InputError(f"{path}: must be an object with language, entities and claims")
    language = _field(path, told, "the case", "language", str)
    things: dict[str, Thing] = {}
    for number, entity in enumerate(_field(path, told, "the case", "entities", list), 1):
        thing = _thing(path, entity, f"entity {number}")
        if thing.id in things:
            raise InputError(f"{path}: entity {number}: a second {thing.id!r}")
        things[thing.id] = thing
    claims = _field(path, told, "the case", "claims", list)
    wanted = tuple(_wanted(path, claim, f"claim {n}", text, things, known) for n, claim in enumerate(claims, 1))
    return Case(name, cast(str, language), things, wanted)


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        raise InputError(f"{path}: no such file; each NAME{ENDING} needs its NAME.txt") from None
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"{path}: cannot be read: {error}") from None


def _field(path: Path, told: object, where: str, name: str, kind: type, default: object = ...) -> Any:
    """A field of an object, of the type that it must have; `default` where it may be absent."""
    if not isinstance(told, dict):
        raise InputError(f"{path}: {where}: must be an object")
    value = told.get(name, default)
    if value is ...:
        raise InputError(f"{path}: {where}: has no {name!r}")
    if value != default and not isinstance(value, kind):
        raise InputError(f"{path}: {where}: {name!r} must be a {kind.__name__}")
    return value


def _thing(path: Path, told: object, where: str) -> Thing:
    names = _field(path, told, where, "names", list)
    if not names or not all(isinstance(name, str) for name in names):
        raise InputError(f"{path}: {where}: 'names' must be a list of one or more names")
    id, kind = _field(path, told, where, "id", str), _field(path, told, where, "type", str)
    return Thing(id, kind, frozenset(map(words, names)), _field(path, told, where, "wikidata", str, None))


def _wanted(
    path: Path, told: object, where: str, text: str, things: Mapping[str, Thing], known: Collection[str]
) -> Wanted:
    def field(name: str, kind: type, default: object = ...) -> Any:
        return _field(path, told, where, name, kind, default)

    evidence = field("evidence", str)
    start = text.find(evidence)
    target, literal = field("object", str, None), field("literal", str, None)
    wanted = Wanted(
        field("subject", str),
        field("relation", str),
        target,
        literal,
        evidence,
        (start, start + len(evidence)),
        field("time", str, None),
        field("negated", bool, False),
        field("modality", str, "asserted"),
        field("attributed_to", str, None),
        field("optional", bool, False),
    )
    wrong = next(_faults(wanted, things, known), None)
    if wrong is not None:
        raise InputError(f"{path}: {where}: {wrong}")
    return wanted


def _faults(wanted: Wanted, things: Mapping[str, Thing], known: Collection[str]) -> Iterator[str]:
    """What is wrong with a claim."""
    if wanted.relation not in known:
        yield f"no relation {wanted.relation!r} in the vocabulary"
    if (wanted.object is None) == (wanted.literal is None):
        yield "must have either an object or a literal"
    for key in (wanted.subject, wanted.object, wanted.speaker):
        if key is not None and key not in things:
            yield f"no entity has the id {key!r}"
    if wanted.modality not in MODALITIES:
        yield f"modality {wanted.modality!r}; one of {', '.join(MODALITIES)}"
    if wanted.span[0] < 0:
        yield f"its evidence is not in the text: {wanted.evidence!r}"
