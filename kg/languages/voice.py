"""The forms in which a verb may stand in a text, with the voice that each form tells.

They are made by the file `voice.tsv`. Where verbs tell their voice by a prefix, the stems that the active prefix may
hide are made, each giving the passives and the bare stem of the object voice ("yang kedua negara tandatangani").
Where they have endings, each line of the kind `ending` tells what the end of the lemma gives way to ("sign", "signed");
`=` is the last consonant said twice. A form that is no word does no harm: nothing in a text matches it.
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
    actives, passives, endings = _tables(language)
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
    for form in dict.fromkeys(form for ending, others in endings for form in _ended(verb, ending, others)):
        yield form, ""


def _ended(verb: str, ending: str, others: tuple[str, ...]) -> Iterator[str]:
    if not verb.endswith(ending):
        return
    stem = verb.removesuffix(ending)
    for other in others:
        if not other.startswith("="):
            yield stem + other
        elif stem[-1:] not in VOWELS and stem[-2:-1] in VOWELS:
            yield stem + stem[-1] + other[1:]


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
def _tables(
    language: str,
) -> tuple[list[tuple[str, tuple[str, ...], bool]], list[str], list[tuple[str, tuple[str, ...]]]]:
    path = folder(language) / "voice.tsv"
    if not path.is_file():
        return [], [], []
    actives: list[tuple[str, tuple[str, ...], bool]] = []
    passives: list[str] = []
    endings: list[tuple[str, tuple[str, ...]]] = []
    for row in read(path, ("kind", "prefix", "initials")):
        if row["kind"] in ("active", "rare"):
            actives.append((row["prefix"], row.several("initials"), row["kind"] == "active"))
        elif row["kind"] == "passive":
            passives.append(row["prefix"])
        elif row["kind"] == "ending":
            endings.append((row["prefix"].removeprefix("-"), row.several("initials")))
        else:
            raise row.fail(f"no kind {row['kind']!r}; active, rare, passive or ending")
    return actives, passives, endings
