"""The forms in which a verb may stand in a text, with the voice that each form tells.

A language whose verbs tell their voice by a prefix has a file `voice.tsv`. From the active form the stems that its
prefix may hide are made, each giving the passives and the bare stem of the object voice ("yang kedua negara
tandatangani"). A stem that is no word does no harm: nothing in a text matches it.
"""

from collections.abc import Iterator
from functools import cache

from kg.languages.folders import folder
from kg.tables import read

__all__ = ["forms"]

VOWELS = frozenset("aeiou")


def forms(language: str, verb: str) -> Iterator[tuple[str, str]]:
    """Yield (form, voice) of a verb: "active", "passive", "bare", or "" where the form does not tell.

    >>> dict(forms("id", "menandatangani"))["ditandatangani"]
    'passive'
    """
    actives, passives = _prefixes(language)
    stems: dict[str, None] = {}
    for prefix, initials, last in actives:
        found = list(_stems(verb, prefix, initials))
        stems |= dict.fromkeys(found)
        if found and last:
            break
    yield verb, "active" if stems else ""
    for stem in stems:
        for prefix in passives:
            yield prefix + stem, "passive"
        yield stem, "bare"


def _stems(verb: str, prefix: str, initials: tuple[str, ...]) -> Iterator[str]:
    rest = verb.removeprefix(prefix)
    if rest == verb or len(rest) < 3:
        return
    before = "V" if rest[0] in VOWELS else "C"
    for initial in initials:
        where, _, hidden = initial.partition("-")
        if where == before:
            yield hidden + rest


@cache
def _prefixes(language: str) -> tuple[list[tuple[str, tuple[str, ...], bool]], list[str]]:
    path = folder(language) / "voice.tsv"
    if not path.is_file():
        return [], []
    actives: list[tuple[str, tuple[str, ...], bool]] = []
    passives: list[str] = []
    for row in read(path, ("kind", "prefix", "initials")):
        if row["kind"] in ("active", "rare"):
            actives.append((row["prefix"], row.several("initials"), row["kind"] == "active"))
        elif row["kind"] == "passive":
            passives.append(row["prefix"])
        else:
            raise row.fail(f"no kind {row['kind']!r}; active, rare or passive")
    return actives, passives
