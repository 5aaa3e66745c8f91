"""Which language: the supported ones, their neighbours, and none."""

import subprocess
import sys

import pytest

from kg.languages import identify

INDONESIAN = (
    "Presiden mengatakan bahwa pemerintah akan menandatangani perjanjian itu pada Agustus karena sanksi dicabut."
)
MALAY = (
    "Perdana Menteri berkata bahawa kerajaan mahu menandatangani perjanjian itu pada Ogos kerana sekatan itu ditarik "
    "balik, manakala polis menerusi kenyataan selepas mesyuarat itu menafikannya."
)
ENGLISH = "The president said that the government would sign the treaty in August because sanctions were lifted."


@pytest.mark.parametrize(("text", "code"), [(INDONESIAN, "id"), (ENGLISH, "en")])
def test_supported(text: str, code: str) -> None:
    assert identify(text)[0] == code


def test_malay_is_not_indonesian() -> None:
    code, reason = identify(MALAY)
    assert code is None
    assert "Malay" in reason


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Le président a déclaré que le gouvernement signerait le traité au mois d'août.", "French"),
        ("Президент заявил, что правительство подпишет договор в августе.", "Russian"),
        ("大統領は、政府が八月に条約に署名すると述べた。", "Japanese"),
    ],
)
def test_unsupported_is_named(text: str, name: str) -> None:
    code, reason = identify(text)
    assert code is None
    assert name in reason


@pytest.mark.parametrize("text", ["", " \n", "12.345 – 67", "\x00\x01", "\ud800", "?!"])
def test_no_words(text: str) -> None:
    assert identify(text) == (None, "the text holds no words")


def test_languages_do_not_import_spacy() -> None:
    code = "import sys, kg.languages; kg.languages.languages(); sys.exit('spacy' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
