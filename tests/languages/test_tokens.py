"""Words: what is cut and what stays whole."""

import pytest

from kg.languages.tokens import tokenizer


def cut(text: str, language: str) -> list[str]:
    return [piece.text for piece in tokenizer(language).cut(text)]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("menandatanganinya", "menandatangani nya"),
        ("rumahku", "rumah ku"),
        ("Apakah", "Apa kah"),
        ("siapakah", "siapa kah"),
        ("tidaklah", "tidak lah"),
        ("HP-nya", "HP -nya"),
        ("Kim Jong Un.", "Kim Jong Un ."),
        ("Dr. Ir. Amir", "Dr. Ir. Amir"),
        ("Rp1,5", "Rp 1,5"),
        ("US$50", "US$ 50"),
        ("Rusia-Ukraina", "Rusia - Ukraina"),
        ("RI–Singapura", "RI – Singapura"),
        ("(KPK),", "( KPK ) ,"),
        ("“siap,”", "“ siap , ”"),
    ],
)
def test_indonesian_divides(text: str, words: str) -> None:
    assert cut(text, "id") == words.split()


@pytest.mark.parametrize(
    "word",
    [
        "punya",
        "hanya",
        "tanya",
        "sekolah",
        "adalah",
        "ialah",
        "setelah",
        "masalah",
        "jumlah",
        "telah",
        "Kenya",
        "Sonya",
        "langkah",
        "naskah",
        "buku",
        "pelaku",
        "tamu",
        "ilmu",
        "negara-negara",
        "Raja-Raja",
        "ke-4",
        "1960-an",
        "Al-Qaeda",
        "SAC-M",
        "33.482.500",
        "15/12",
        "K.",
        "Tbk.",
        "lainnya",
        "sebelumnya",
    ],
)
def test_indonesian_keeps_whole(word: str) -> None:
    assert cut(word, "id") == [word]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Russia's", "Russia 's"),
        ("Macron’s", "Macron ’s"),
        ("didn't", "did n't"),
        ("can't", "ca n't"),
        ("cannot", "can not"),
        ("well-known", "well - known"),
        ("U.S.-made", "U.S. - made"),
        ("A$90", "A$ 90"),
        ("€555", "€ 555"),
        ("treaty.", "treaty ."),
        ("what?!", "what ?!"),
    ],
)
def test_english_divides(text: str, words: str) -> None:
    assert cut(text, "en") == words.split()


@pytest.mark.parametrize(
    "word",
    [
        "O'Neill",
        "U.S.",
        "F-35",
        "e-mail",
        "non-alignment",
        "1990s",
        "32nd",
        "a.m.",
        "Gen.",
        "10:30",
        "1,340",
        "www.bbc.co.uk",
    ],
)
def test_english_keeps_whole(word: str) -> None:
    assert cut(word, "en") == [word]


@pytest.mark.parametrize("language", ["id", "en"])
@pytest.mark.parametrize("text", ["", " \n\t", "\x00\x01", "a\ud800b c", "日本語 عربى text", "x" * 5000, "😀 ok"])
def test_pieces_lie_in_their_text(text: str, language: str) -> None:
    pieces = tokenizer(language).cut(text)
    assert all(text[piece.start : piece.end] == piece.text for piece in pieces)
    assert [piece.start for piece in pieces] == sorted({piece.start for piece in pieces})
    covered = sum(len(piece.text) for piece in pieces)
    assert covered == sum(not (letter.isspace() or letter < " ") for letter in text)


def test_space_is_told() -> None:
    assert [piece.space for piece in tokenizer("en").cut('He said: "No". Yes')] == [
        True, False, True, False, False, False, True, False,
    ]  # fmt: skip
