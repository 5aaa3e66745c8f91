"""The trained pipelines on small samples of our own, and on texts of any kind."""

import time
from collections.abc import Iterator

import pytest

from kg.languages import analyse, analyse_many
from kg.languages.show import COLUMNS, to_conllu, to_table
from kg.model import Analysis

RELATIONS = {
    "id": [
        ("Presiden Hartono menandatangani perjanjian itu di Batam.", ["perjanjian<obj<menandatangani"]),
        ("Menteri Sari menolak usulan tersebut.", ["Menteri<nsubj<menolak", "usulan<obj<menolak"]),
        ("Perjanjian itu ditandatangani oleh kedua negara.", ["Perjanjian<nsubj:pass<ditandatangani"]),
        ("Perjanjian itu ditandatangani oleh kedua negara.", ["negara<obl:agent<ditandatangani"]),
        ("Kapal yang disita polisi berlayar dari Makassar.", ["disita<acl:relcl<Kapal", "Kapal<nsubj<berlayar"]),
        ("Kedua negara sepakat untuk mencabut sanksi.", ["negara<nsubj<sepakat", "sanksi<obj<mencabut"]),
        ("Pemerintah mengecam serangan itu dan memanggil duta besar.", ["memanggil<conj<mengecam"]),
        ("“Kami tidak akan mundur,” kata Hartono.", ["Hartono<nsubj<kata", "tidak<advmod<mundur"]),
        ("Ibunya tinggal di Kupang.", ["nya<nmod:poss<Ibu", "Kupang<obl<tinggal"]),
        ("Parlemen menilai bahwa perjanjian itu gagal.", ["Parlemen<nsubj<menilai", "bahwa<mark<gagal"]),
    ],
    "en": [
        ("President Hart signed the treaty in Geneva.", ["treaty<obj<signed", "Geneva<obl<signed"]),
        ("The minister rejected the proposal.", ["minister<nsubj<rejected", "proposal<obj<rejected"]),
        ("The treaty was signed by both countries.", ["treaty<nsubj:pass<signed", "countries<obl:agent<signed"]),
        ("Marland, which joined the pact in 2002, accused Norland of spying.", ["joined<acl:relcl<Marland"]),
        ("Marland, which joined the pact in 2002, accused Norland of spying.", ["Norland<obj<accused"]),
        ("Both sides agreed to lift the sanctions.", ["lift<xcomp<agreed", "sanctions<obj<lift"]),
        ("“We will not retreat,” Hart said.", ["Hart<nsubj<said", "not<advmod<retreat"]),
        ("Parliament said that the truce had collapsed.", ["collapsed<ccomp<said", "truce<nsubj<collapsed"]),
        ("Norland's invasion of the island shocked its neighbours.", ["invasion<nsubj<shocked"]),
        ("The envoy met the king and praised his army.", ["praised<conj<met", "army<obj<praised"]),
    ],
}
NAMES = {
    "id": [
        ("Menteri Luar Negeri Retno Marsudi bertemu Anwar Ibrahim di Jakarta.", {"Retno Marsudi:PER", "Jakarta:LOC"}),
        ("Presiden Joko Widodo tiba di Surabaya pada Senin.", {"Joko Widodo:PER", "Surabaya:LOC"}),
        ("Kantor Bank Indonesia berada di Jakarta.", {"Bank Indonesia:ORG", "Jakarta:LOC"}),
    ],
    "en": [
        ("Angela Merkel met François Hollande in Berlin.", {"Angela Merkel:PER", "Berlin:LOC"}),
        ("Boris Johnson flew to Paris on Monday.", {"Boris Johnson:PER", "Paris:LOC"}),
        ("John Smith lives in London.", {"John Smith:PER", "London:LOC"}),
    ],
}
FLOOR = 0.8
"""Share of the sample's relations and names that must be right: the pipelines reach 0.9 and more."""


def relations(analysis: Analysis) -> Iterator[str]:
    for token in analysis.tokens:
        yield f"{token.text}<{token.deprel}<{analysis.tokens[token.head].text}"


def names(analysis: Analysis) -> Iterator[str]:
    for name in analysis.names:
        first, last = analysis.tokens[name.first], analysis.tokens[name.last - 1]
        yield f"{analysis.text[first.start : last.end]}:{name.label}"


@pytest.mark.parametrize("language", ["id", "en"])
def test_relations_of_the_sample(language: str) -> None:
    texts, wanted = zip(*RELATIONS[language], strict=True)
    found = [set(relations(analysis)) for analysis in analyse_many(texts, language)]
    missed = [relation for some, got in zip(wanted, found, strict=True) for relation in some if relation not in got]
    assert len(missed) <= (1 - FLOOR) * sum(map(len, wanted)), missed


@pytest.mark.parametrize("language", ["id", "en"])
def test_names_of_the_sample(language: str) -> None:
    texts, wanted = zip(*NAMES[language], strict=True)
    found = [set(names(analysis)) for analysis in analyse_many(texts, language)]
    missed = [name for some, got in zip(wanted, found, strict=True) for name in some if name not in got]
    assert len(missed) <= (1 - FLOOR) * sum(map(len, wanted)), missed


@pytest.mark.parametrize("language", ["id", "en"])
@pytest.mark.parametrize(
    "text",
    [
        "",
        " \n\t ",
        "Ya",
        ".",
        "\x00\x01\x7f",
        "a\ud800b \udfff",
        "Путин 日本語 عربى नमस्ते Jakarta 😀👍🏽.",
        "x" * 10_000,
        "((((" * 300,
        "\u200bzero\ufeff width\u2060",
        "naïve cafe\u0301",
    ],
)
def test_any_text_goes_through(text: str, language: str) -> None:
    analysis = analyse(text, language)
    assert analysis.text == text
    assert [token.index for token in analysis.tokens] == list(range(len(analysis.tokens)))
    for token in analysis.tokens:
        assert text[token.start : token.end] == token.text
    for sentence in analysis.sentences:
        inside = range(sentence.first, sentence.last)
        assert all(token.head in inside for token in analysis.tokens[sentence.first : sentence.last])
        assert sum(analysis.tokens[at].head == at for at in inside) == 1


def seconds(text: str) -> float:
    start = time.process_time()
    analyse(text, "en")
    return time.process_time() - start


def test_time_grows_with_length() -> None:
    words = "the old king of the north sent a long letter to his son without a stop "
    analyse("Warm up.", "en")
    short, long = seconds(words * 100), seconds(words * 400)
    assert long < 8 * short + 0.5


@pytest.mark.parametrize("language", ["id", "en"])
def test_ten_thousand_short_lines(language: str) -> None:
    analysis = analyse("Ya.\n" * 10_000, language)
    assert len(analysis.sentences) == 10_000


@pytest.mark.slow
def test_a_megabyte_without_a_full_stop() -> None:
    text = "kata demi kata " * 70_000
    analysis = analyse(text, "id")
    assert len(text) > 1_000_000
    assert len(analysis.tokens) == 210_000


def test_table_and_conllu_say_the_same() -> None:
    analysis = analyse("Retno Marsudi menandatanganinya. Sari pulang.", "id")
    rows = to_table(analysis)
    lines = [line.split("\t") for line in to_conllu(analysis).split("\n") if line and line[0] != "#"]
    assert len(rows) == len(lines) == len(analysis.tokens)
    assert all(len(row) == len(COLUMNS) for row in rows)
    assert all(len(line) == 10 for line in lines)
    assert [(row[2], row[3], row[4], row[5], row[6]) for row in rows] == [
        (line[1], line[2], line[3], line[6], line[7]) for line in lines
    ]
    assert "SpaceAfter=No" in lines[2][9]


def test_conllu_holds_only_what_utf8_can() -> None:
    to_conllu(analyse("a\ud800 b", "en")).encode("utf-8")
