"""Which language a text is in: py3langid, then cue words where two languages are close."""

import re
from functools import cache
from pathlib import Path

from kg.languages.folders import languages, lexicon, read_table, settings, words

__all__ = ["identify"]

NAMES = Path(__file__).parent / "names.tsv"
SAMPLE = 20_000
"""Characters that identification looks at: more changes nothing and costs time."""


def identify(text: str) -> tuple[str | None, str]:
    """The language of a text, and the reason in words.

    Decides in this order: a text without letters is in no language; py3langid names the most likely
    language; if that is supported, or close to a supported one, the cue words of that language decide
    between the close ones; another language is not supported.

    Returns:
        A code out of `languages()` or None, and why.
    """
    sample = text[:SAMPLE]
    if not re.search(r"[^\W\d_]{2}", sample):
        return None, "the text holds no words"
    code = _classify(sample)
    for language in languages():
        if code == language or code in settings(language).close:
            return _among_close(sample, language, code)
    return None, f"the text reads as {_name(code)} ({code}), which is not supported"


def _among_close(sample: str, language: str, code: str) -> tuple[str | None, str]:
    name = settings(language).name
    counts = dict.fromkeys((language, *settings(language).close), 0)
    cues = _cues(language)
    for word in re.findall(r"\w+", sample.lower()):
        if word in cues:
            counts[cues[word]] += 1
    other = max(counts, key=lambda key: (counts[key], key == language))
    if other != language:
        return None, (
            f"the text reads as {_name(other)} ({other}), which is not supported: {counts[other]} of its cue words "
            f"against {counts[language]} of {name}"
        )
    told = f", {counts[language]} cue words against {sum(counts.values()) - counts[language]}" if cues else ""
    return language, f"reads as {name}" + (f" ({_name(code)} by py3langid)" if code != language else "") + told


@cache
def _cues(language: str) -> dict[str, str]:
    return {row["word"]: row["language"] for row in lexicon(language, "cues")} if words(language, "cues") else {}


def _classify(sample: str) -> str:
    from py3langid.langid import classify

    code, _score = classify(sample.encode("utf-8", "replace").decode("utf-8"))
    return str(code)


def _name(code: str) -> str:
    names = {row["code"]: row["name"] for row in read_table(NAMES)}
    return names.get(code, code)
