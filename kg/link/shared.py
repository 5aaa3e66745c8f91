"""Names that bodies of many states share once the state is left out: "Ministry of Defence", "Mahkamah Agung"."""

from collections import defaultdict
from functools import cache

from kg.languages.wordlists import lexicon
from kg.link.reference import Known, Reference, load, normalise

__all__ = ["is_shared"]

LANGUAGES = ("en", "id")
"""Languages that the names of the reference data are of."""


def is_shared(name: str) -> bool:
    """Whether a name is no name of one body: several states have a body that is called so.

    >>> is_shared("Ministry of Defence"), is_shared("Kementerian Luar Negeri"), is_shared("Interpol")
    (True, True, False)
    """
    return normalise(name) in _shared()


@cache
def _shared() -> frozenset[str]:
    """The normalised names that bodies of two states or more have when their states are left out."""
    reference, owners = load(), defaultdict(set)
    for one in reference.known.values():
        if one.type == "Organization" and one.country:
            for words in _bare(one, reference):
                owners[" ".join(words)].add(one.country)
    return frozenset(name for name, states in owners.items() if len(states) > 1)


def _bare(one: Known, reference: Reference) -> list[tuple[str, ...]]:
    """The names of a body without its state, of those that hold it at an end."""
    found = []
    for name in one.names:
        words = tuple(normalise(name).split())
        for length in range(1, min(4, len(words))):
            for state, rest in ((words[:length], words[length:]), (words[-length:], words[:-length])):
                key = " ".join(state)
                slugs = reference.by_name.get(key) or reference.demonyms.get(key, ())
                if one.country in slugs and (bare := _trimmed(rest)):
                    found.append(bare)
    return found


def _trimmed(words: tuple[str, ...]) -> tuple[str, ...]:
    while words and _joins(words[0]):
        words = words[1:]
    while words and _joins(words[-1]):
        words = words[:-1]
    return words


def _joins(word: str) -> bool:
    """Whether a word is one of those that the name of a state leaves behind at an end ("of", "the")."""
    return any(lexicon(language).has(kind, word) for language in LANGUAGES for kind in ("clinging", "definite"))
