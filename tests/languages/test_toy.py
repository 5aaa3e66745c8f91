"""A third language is a third folder."""

from pathlib import Path

import pytest

from kg.errors import DataError, InputError
from kg.languages import analyse, languages, lexicon, register, words
from kg.languages.folders import forget


@pytest.fixture
def toy(tmp_path: Path) -> Path:
    folder = tmp_path / "tlh"
    folder.mkdir()
    (folder / "language.toml").write_text('name = "Toy"\nsplit_hyphens = "none"\n', encoding="utf-8")
    (folder / "abbreviations.tsv").write_text("# none of it is a fact\nabbreviation\nqa.\n", encoding="utf-8")
    return folder


def test_registered_language_is_there(toy: Path) -> None:
    code = register(toy)
    try:
        assert code == "tlh"
        assert code in languages()
        assert words(code, "abbreviations") == {"qa."}
        assert words(code, "titles") == frozenset()
        analysis = analyse("Qa. Pla ta. Bortas bir.", code)
        assert [token.text for token in analysis.tokens] == ["Qa.", "Pla", "ta", ".", "Bortas", "bir", "."]
        assert len(analysis.sentences) == 2
        assert all(token.upos == "X" for token in analysis.tokens)
    finally:
        forget(code)
    assert code not in languages()


def test_registering_needs_settings(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"no language.toml"):
        register(tmp_path)


@pytest.mark.parametrize(
    ("line", "complaint"),
    [("a\tb\tc", r"words.tsv:3: 3 cells"), ("\tb", r":3: an empty first cell"), ("one\t1", r":3: the same as line 2")],
)
def test_bad_line_is_named(toy: Path, line: str, complaint: str) -> None:
    (toy / "words.tsv").write_text(f"word\tvalue\none\t1\n{line}\n", encoding="utf-8")
    code = register(toy)
    try:
        with pytest.raises(DataError, match=complaint):
            lexicon(code, "words")
    finally:
        forget(code)


@pytest.mark.parametrize("setting", ['nam = "Toy"', 'name = "Toy"\nsplit_hyphens = "some"', "name = "])
def test_bad_settings_are_named(toy: Path, setting: str) -> None:
    (toy / "language.toml").write_text(setting, encoding="utf-8")
    code = register(toy)
    try:
        with pytest.raises(DataError, match=r"language\.toml"):
            analyse("x", code)
    finally:
        forget(code)


def test_unknown_language_is_refused() -> None:
    with pytest.raises(InputError, match="en, id"):
        analyse("x", "xx")
