"""Lemmas by look-up: the pipeline's own table of exceptions first, then simplemma's dictionary of the language.

In this order: a name keeps its form; form and part of speech in `pipeline/lemmas.tsv` (what the treebanks
write where the dictionary errs); a word doubled with a hyphen is the lemma of its half; simplemma for the
parts of speech that `language.toml` lists under `inflected`; the form in lower case.
"""

from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

from kg.languages.folders import pipeline_folder, read_table, settings

__all__ = ["lemmatizer"]

Lemmatizer = Callable[[str, str], str]


def lemmatizer(language: str, *, table: bool = True) -> Lemmatizer:
    """A function (form, upos) → lemma for a language, with the pipeline's table or without; answers are kept."""
    return _lemmatizer(language, pipeline_folder(language) if table else None)


@cache
def _lemmatizer(language: str, place: Path | None) -> Lemmatizer:
    table = place / "lemmas.tsv" if place else None
    rows = read_table(table) if table and table.is_file() else ()
    exceptions = {(row["form"], row["upos"]): row["lemma"] for row in rows}
    inflected = settings(language).inflected

    @cache
    def lemma(form: str, upos: str) -> str:
        if upos == "PROPN":
            return form
        lower = form.lower()
        if (lower, upos) in exceptions:
            return exceptions[lower, upos]
        half, _, other = lower.partition("-")
        if half and half == other:
            return lemma(half, upos)
        return _looked_up(lower, language) if upos in inflected else lower

    return lemma


def _looked_up(form: str, language: str) -> str:
    return str(_dictionary().lemmatize(form, language).lower())


@cache
def _dictionary() -> Any:
    import simplemma

    return simplemma
