"""Who says what: speakers, audiences, words and their reach, and the file that lists the words for saying."""

from pathlib import Path

import pytest
import yaml

from kg.errors import DataError
from kg.extract.quotes import find_quotes
from kg.extract.speech import Speech, find_speech
from kg.extract.speechwords import load
from kg.languages import analyse
from kg.model import Analysis

CASES = yaml.safe_load((Path(__file__).parent / "speech.yaml").read_text(encoding="utf-8"))


def shown(speech: Speech, analysis: Analysis) -> str:
    """Speaker, verb, kind and audience in one line."""
    tokens = analysis.tokens
    who = [tokens[at].text if at is not None else "nobody" for at in (speech.speaker, speech.verb, speech.audience)]
    return f"{who[0]} / {who[1]} / {speech.kind} / {who[2]}"


@pytest.mark.parametrize("case", CASES, ids=[case["about"] for case in CASES])
def test_speech(case: dict) -> None:
    text = case["text"]
    analysis = analyse(text, case["language"])
    found = find_speech(analysis)
    assert {shown(speech, analysis): speech.words.of(text).rstrip(".") for speech in found} == case["speech"]
    if "scopes" in case:
        scope = [text[analysis.tokens[first].start : analysis.tokens[last - 1].end] for first, last in found[0].scope]
        assert scope == case["scopes"]
    assert all(speech.reason for speech in found)


def test_quotations_over_paragraphs() -> None:
    analysis = analyse('"One.\n"Two," said Vance. It was "three" o\'clock, and "four.\n\nFive.', "en")
    assert [quote.span.of(analysis.text) for quote in find_quotes(analysis)] == ["One.", "Two", "three"]


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ("sey\tclause\tsay", "no kind 'sey'"),
        ("say\tclauses\tsay", "takes is one or more"),
        ("say\t\tsay", "takes is one or more"),
        ("say\tclause\t", "no words"),
        ("say\tclause\tsay//said", "an empty form"),
        ("say\tclause\tsay\tmore", "4 cells"),
    ],
)
def test_a_bad_line_is_named(tmp_path: Path, line: str, why: str) -> None:
    file = tmp_path / "speech.tsv"
    file.write_text(f"kind\ttakes\twords\nthat\t\tthat\n{line}\n", encoding="utf-8")
    with pytest.raises(DataError, match=r"speech\.tsv:3: ") as error:
        load(file)
    assert why in str(error.value)


@pytest.mark.parametrize("language", ["en", "id"])
def test_the_lists_are_wide(language: str) -> None:
    from kg.extract.speechwords import speech_words

    verbs = {words for words, found in speech_words(language).entries.items() if any(entry.takes for entry in found)}
    assert len(verbs) >= 110
