"""Times that texts name, what they mean, and the file that says so."""

from pathlib import Path

import pytest
import yaml

from kg.errors import DataError
from kg.extract.dates import find_times
from kg.extract.timewords import load
from kg.languages.sentences import splitter
from kg.languages.tokens import tokenizer
from kg.model import Analysis, Sentence, Token

CASES = yaml.safe_load((Path(__file__).parent / "dates.yaml").read_text(encoding="utf-8"))


def cut(text: str, language: str) -> Analysis:
    """The text cut into words and sentences, without a parse: dates must do without."""
    pieces = tokenizer(language).cut(text)
    tokens = tuple(
        Token(index, piece.start, piece.end, piece.text, piece.text.lower(), "", "", "", index, "root", piece.space)
        for index, piece in enumerate(pieces)
    )
    return Analysis(text, language, tokens, tuple(Sentence(*pair) for pair in splitter(language).split(text, pieces)))


@pytest.mark.parametrize("case", CASES, ids=[case["about"] for case in CASES])
def test_times(case: dict) -> None:
    analysis = cut(case["text"], case["language"])
    issued = str(case["issued"]) if "issued" in case else None
    found = find_times(analysis, issued)
    words = [case["text"][analysis.tokens[time.first].start : analysis.tokens[time.last - 1].end] for time in found]
    assert dict(zip(words, (time.edtf for time in found), strict=True)) == {
        words: str(edtf) for words, edtf in case["times"].items()
    }
    assert all(time.reason for time in found)


def test_roles() -> None:
    text = "OSLO, May 2 - The 1994 treaty fell on Monday, two days after the vote."
    roles = [time.role for time in find_times(cut(text, "en"), "2023-05-02")]
    assert roles == ["dateline", "noun", "when", "following"]


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ("month\tMei\tfive", "cannot have the value 'five'"),
        ("mnoth\tMei\t5", "no kind 'mnoth'"),
        ("time\tpada {yaer}\tdate", "no slot {yaer}"),
        ("time\tpada {year\tdate", "no slot"),
        ("time\t<pada|di {year}\tdate", "lacks a '>'"),
        ("time\t[pada] [di]\tnone", "nothing that must be there"),
        ("time\t{year} {year}\tdate", "cannot be read"),
        ("time\tkemarin\tissue minus 1 day", "no meaning"),
        ("time\tkemarin\tissue -span", "no {span}"),
        ("time\tkemarin\tissue -1 unit", "no {unit}"),
        ("time\tkemarin\tdate", "no slot"),
        ("time\tkemarin\t2001-13-01", "no day of the calendar"),
    ],
)
def test_a_bad_line_is_named(tmp_path: Path, line: str, why: str) -> None:
    file = tmp_path / "times.tsv"
    file.write_text(f"kind\twords\tvalue\nunit\thari\tday\n{line}\n", encoding="utf-8")
    with pytest.raises(DataError, match=r"times\.tsv:3: ") as error:
        load(file)
    assert why in str(error.value)


def test_time_grows_with_the_text() -> None:
    text = "Pada 2002, ASEAN meneken deklarasi. Dua hari kemudian ia pulang. "
    assert len(find_times(cut(text * 300, "id"), "2024-01-01")) == 300
