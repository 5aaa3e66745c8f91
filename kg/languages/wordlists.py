"""The words of a language that extraction needs to know: kinds of nouns, titles, pronouns, cues of status, verbs."""

from dataclasses import dataclass, field
from functools import cache, cached_property
from pathlib import Path
from typing import Literal

from kg.languages.folders import folder
from kg.languages.voice import forms
from kg.model import Token
from kg.tables import read

__all__ = ["Cue", "Lexicon", "Noun", "Pronoun", "Title", "lexicon"]

TYPES = frozenset(
    ["Person", "Organization", "Country", "Place", "Group", "Agreement", "Sanctions", "Law", "Event", "Thing"]
)
ROLES = frozenset(["leader", "office", "occupation", "honorific"])
EFFECTS = frozenset(["negated", "planned", "possible", "denied", "asserted"])
PLACES = frozenset(["aux", "adverb", "verb", "noun", "clause"])


@dataclass(frozen=True, slots=True)
class Noun:
    """What a common noun names. `sense` groups nouns that can take up one another ("pact", "treaty")."""

    lemma: str
    type: str
    sense: str


@dataclass(frozen=True, slots=True)
class Title:
    """A noun for an office. `role`: "leader" of a state or body, "office", "occupation" or mere "honorific"."""

    words: str
    role: str


@dataclass(frozen=True, slots=True)
class Pronoun:
    """A pronoun, or a phrase that works as one ("both countries"). `types` are the kinds it may stand for."""

    words: str
    types: frozenset[str]
    number: Literal["one", "two", "many"]


@dataclass(frozen=True, slots=True)
class Cue:
    """A word that changes the status of a claim, and where it stands: "aux", "adverb", "verb", "noun", "clause"."""

    words: str
    effect: str
    place: str


@dataclass(frozen=True)
class Lexicon:
    """All of it, for one language; keys are lower case.

    `kinds` holds the sense of the nouns that take up a thing of a kind of the reference data, `light_forms` the
    forms of light verbs with verb and voice.
    """

    language: str
    nouns: dict[str, Noun] = field(default_factory=dict)
    titles: dict[str, Title] = field(default_factory=dict)
    pronouns: dict[str, Pronoun] = field(default_factory=dict)
    cues: dict[tuple[str, str], Cue] = field(default_factory=dict)
    verbs: dict[str, frozenset[str]] = field(default_factory=dict)
    words: dict[str, frozenset[str]] = field(default_factory=dict)
    kinds: dict[str, str] = field(default_factory=dict)
    light_forms: dict[str, tuple[tuple[str, str], ...]] = field(default_factory=dict)

    def is_verb(self, kind: str, lemma: str) -> bool:
        """Whether a verb is of a kind of verbs.tsv: "light", "object-control", "phase"…."""
        return lemma in self.verbs.get(kind, frozenset())

    @property
    def head_first(self) -> bool:
        """Whether the head noun stands before what modifies it."""
        return "head-first" in self.words.get("order", frozenset())

    @cached_property
    def honorifics(self) -> frozenset[str]:
        """The words of forms of address."""
        return frozenset(w for t in self.titles.values() if t.role == "honorific" for w in t.words.split())

    @cached_property
    def title_words(self) -> frozenset[str]:
        """The words that can open a title."""
        return frozenset(words.split()[0] for words in self.titles)

    @property
    def genitives(self) -> frozenset[str]:
        """The marks behind an owner ("'s")."""
        return self.words.get("genitive", frozenset())

    def has_object(self, token: Token) -> bool:
        """Whether a token can open the object of a deed: a number, or a noun for somebody or something."""
        noun = self.nouns.get(token.text.lower())
        kinds = ("Person", "Group", "Thing", "Agreement", "Law", "Organization", "Sanctions")
        if token.upos == "NUM" or token.text.lower() in self.title_words:
            return True
        return noun is not None and noun.type in kinds

    def singular(self, word: str) -> str:
        """A plural without its ending, by the endings of words.tsv."""
        for ending in sorted(self.words.get("plural-ending", frozenset()), key=len, reverse=True):
            stem, _, put = ending.partition(">")
            if word.endswith(stem) and len(word) > len(stem) + 2:
                return word[: -len(stem)] + put
        return word

    def has(self, kind: str, word: str) -> bool:
        """Whether a word is of a kind of words.tsv: "definite", "indefinite", "connector", "by"…."""
        return word in self.words.get(kind, frozenset())


@cache
def lexicon(language: str) -> Lexicon:
    """Load and check the word lists of a language.

    Raises:
        DataError: A line of a file is not as its format says.
    """
    place = folder(language)
    verbs = _lists(place / "verbs.tsv")
    light: dict[str, tuple[tuple[str, str], ...]] = {}
    for verb in sorted(verbs.get("light", ())):
        for form, voice in forms(language, verb):
            light[form] = (*light.get(form, ()), (verb, voice))
    return Lexicon(
        language,
        _nouns(place / "nouns.tsv"),
        _titles(place / "titles.tsv"),
        _pronouns(place / "pronouns.tsv"),
        _cues(place / "status.tsv"),
        verbs,
        _lists(place / "words.tsv"),
        _kinds(place / "kinds.tsv"),
        light,
    )


def _nouns(path: Path) -> dict[str, Noun]:
    nouns: dict[str, Noun] = {}
    for row in read(path, ("type", "sense", "nouns")):
        if row["type"] not in TYPES:
            raise row.fail(f"no type {row['type']!r}; one of {', '.join(sorted(TYPES))}")
        for lemma in row.several("nouns"):
            if lemma in nouns:
                raise row.fail(f"{lemma!r} stands twice")
            nouns[lemma] = Noun(lemma, row["type"], row["sense"] or lemma)
    return nouns


def _titles(path: Path) -> dict[str, Title]:
    titles: dict[str, Title] = {}
    for row in read(path, ("role", "titles")):
        if row["role"] not in ROLES:
            raise row.fail(f"no role {row['role']!r}; one of {', '.join(sorted(ROLES))}")
        titles |= {words: Title(words, row["role"]) for words in row.several("titles")}
    return titles


def _pronouns(path: Path) -> dict[str, Pronoun]:
    pronouns: dict[str, Pronoun] = {}
    for row in read(path, ("number", "types", "pronouns")):
        number = row["number"]
        if number not in ("one", "two", "many"):
            raise row.fail(f"no number {number!r}; one, two or many")
        types = frozenset(row.several("types"))
        if types - TYPES:
            raise row.fail(f"no type {min(types - TYPES)!r}")
        for words in row.several("pronouns"):
            pronouns[words] = Pronoun(words, types, number)  # type: ignore[arg-type]
    return pronouns


def _cues(path: Path) -> dict[tuple[str, str], Cue]:
    cues: dict[tuple[str, str], Cue] = {}
    for row in read(path, ("effect", "place", "cues")):
        if row["effect"] not in EFFECTS or row["place"] not in PLACES:
            raise row.fail(f"effect is one of {', '.join(sorted(EFFECTS))}; place one of {', '.join(sorted(PLACES))}")
        for words in row.several("cues"):
            cues[row["place"], words] = Cue(words, row["effect"], row["place"])
    return cues


def _kinds(path: Path) -> dict[str, str]:
    return {kind: row["sense"] for row in read(path, ("sense", "kinds")) for kind in row.several("kinds")}


def _lists(path: Path) -> dict[str, frozenset[str]]:
    lists: dict[str, frozenset[str]] = {}
    for row in read(path, ("kind", "words")):
        lists[row["kind"]] = lists.get(row["kind"], frozenset()) | frozenset(row.several("words"))
    return lists
