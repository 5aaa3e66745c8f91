"""Files to documents: every format, what is told of each value, and what is skipped."""

import codecs
import json
import os
from pathlib import Path

import pytest
from papers import one, why

from kg.errors import InputError, TableError
from kg.model import Document
from kg.read import Skipped, documents_table, plan, read, read_bytes
from kg.read.dates import dateline, in_name

PAGE = """<html><head><title>Pakta baru | Kabar</title><meta property="og:site_name" content="Kabar">
<meta property="article:published_time" content="2023-03-04T08:00:00+07:00"><meta name="author" content="Sari Dewi">
<link rel="canonical" href="https://example.org/pakta"></head><body><nav><a href="/">Menu utama</a></nav><article>
<h1>Pakta baru</h1><p>Kedua menteri menandatangani pakta pertahanan di Jakarta pada hari Sabtu, demikian keterangan
bersama yang dibagikan kepada wartawan setelah upacara.</p><p>Pakta itu berlaku sepuluh tahun dan dapat diperpanjang
apabila kedua pihak menghendakinya, kata seorang juru bicara kementerian.</p></article></body></html>"""


def test_text_is_kept_but_for_mark_and_newlines() -> None:
    text = "A headline\r\n\r\n  Two  spaces\tand a tab\rend\n"
    document = one(codecs.BOM_UTF8 + text.encode(), "a.txt")
    assert document.text == "A headline\n\n  Two  spaces\tand a tab\nend\n"
    assert (document.title, document.origins["title"]) == ("A headline", "first line")
    assert "encoding" not in document.origins


@pytest.mark.parametrize("encoding", ["utf-16", "utf-32", "cp1252"])
def test_other_encodings_are_read_and_named(encoding: str) -> None:
    text = "Déjà vu: “the accord” – signed by the café owner’s brother, señor Núñez, in Málaga.\n" * 5
    document = one(text.encode(encoding), "a.txt")
    assert document.text == text
    assert document.origins["encoding"] != "utf-8"


@pytest.mark.parametrize(
    ("data", "name", "reason"),
    [
        (b"", "a.txt", "empty"),
        (b" \n\t\n", "a.txt", "empty"),
        (codecs.BOM_UTF8, "a.txt", "empty"),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "a.txt", "binary, not text"),
        (bytes(range(1, 256)) * 20, "a.txt", "binary, not text"),
        (b"x", "a.exe", "no reader for .exe"),
        (b"x", "README", "no reader for a name without an ending"),
        (b"<html><body></body></html>", "a.html", "no article found in the page"),
    ],
)
def test_what_is_no_document_is_skipped_with_its_reason(data: bytes, name: str, reason: str) -> None:
    assert why(data, name) == reason


def test_markdown_has_its_heading_as_title() -> None:
    document = one(b"draft\n\n## A *new* pact ##\n\nText.\n", "a.md")
    assert document.title == "A new pact"
    assert document.text.startswith("draft\n")


def test_html_gives_the_article_and_its_metadata() -> None:
    document = one(PAGE.encode(), "page.html")
    assert document.title == "Pakta baru"
    assert document.text.startswith("Pakta baru\n\nKedua menteri menandatangani")
    assert "Menu utama" not in document.text
    assert (document.issued, document.publisher, document.url) == ("2023-03-04", "Kabar", "https://example.org/pakta")
    assert document.authors == ("Sari Dewi",)
    assert set(document.origins.values()) == {"html"}


def test_json_lines_give_a_document_each_and_name_the_bad_ones() -> None:
    lines = [
        json.dumps({"id": "x1", "text": "Body.", "title": "Head", "issued": "2024-06-19T10:00:00Z", "extra": [1]}),
        "",
        "{not json",
        json.dumps(["a"]),
        json.dumps({"title": "no text"}),
        json.dumps({"text": "T", "issued": "soon"}),
        json.dumps({"text": "Only text\r\nhere", "authors": ["A", "B"]}),
    ]
    found = list(read_bytes("\n".join(lines).encode(), "n.jsonl"))
    documents = [each for each in found if isinstance(each, Document)]
    assert [each.path for each in documents] == ["n.jsonl#x1", "n.jsonl#7"]
    assert documents[0].text == "Head\n\nBody."
    assert documents[0].issued == "2024-06-19"
    assert documents[1].text == "Only text\nhere"
    assert documents[1].authors == ("A", "B")
    reasons = [each.reason for each in found if isinstance(each, Skipped)]
    assert [reason.split(":")[0] for reason in reasons] == ["line 3", "line 4", "line 5", "line 6"]


def test_a_table_gives_a_document_per_row() -> None:
    table = 'id,title,text,issued\nx,Head,"Two\nlines",2024-06-19\n\ny,,,\nz,,"Third, row",\n'
    found = list(read_bytes(table.encode(), "n.csv"))
    assert [getattr(each, "text", None) for each in found] == ["Head\n\nTwo\nlines", None, "Third, row"]
    assert found[1] == Skipped("n.csv", 'line 5: no "text"')
    assert why(b"path,issued\na.txt,2024-06-19\n", "documents.csv") == "no column 'text', so no documents"
    assert why(b'text\n"open', "n.csv").startswith("line 2")


def test_a_lone_surrogate_in_json_becomes_text_that_can_be_written() -> None:
    document = one(b'{"text": "bad \\ud800 end"}', "n.jsonl")
    document.text.encode("utf-8")


@pytest.mark.parametrize(
    ("line", "day"),
    [
        ("JAKARTA, 19 Juni 2024 – Kedua negara sepakat.", "2024-06-19"),
        ("WASHINGTON, June 19, 2024 (Reuters) — The senate voted.", "2024-06-19"),
        ("Al-Ula, 5 January 2021 — At the invitation of the king", "2021-01-05"),
        ("SEOUL, Rabu (19/6/2024) - Pemerintah menyatakan", "2024-06-19"),
        ("Jakarta, CNN Indonesia, 9 Agt 2024 -- Presiden", "2024-08-09"),
        ("Rabu, 19 Juni 2024 15:30 WIB", "2024-06-19"),
        ("Published on June 19th, 2024", "2024-06-19"),
        ("RIYADH, Dec 23 - A court ruled on Monday.", None),
        ("OSLO, 31 June 2024 - No such day.", None),
        ("On 26 September 2016, the president signed - at last.", None),
        ("He returned, on 3 May 2020 - the day of the vote.", None),
        ("The treaty of 19 June 2024 is in force.", None),
    ],
)
def test_a_dateline_tells_the_day_and_a_sentence_does_not(line: str, day: str | None) -> None:
    assert dateline(f"A headline\n\n{line}\n\nMore text.") == day


def test_a_date_far_down_is_no_dateline() -> None:
    assert dateline("Line.\n" * 10 + "JAKARTA, 19 Juni 2024 – Teks.") is None


@pytest.mark.parametrize(
    ("name", "day"),
    [
        ("2024-06-19-pact.txt", "2024-06-19"),
        ("pact_20240619.txt", "2024-06-19"),
        ("2024/06/19/pact.txt", "2024-06-19"),
        ("2024-13-19.txt", None),
        ("920240619.txt", None),
        ("000_9c4a8c717542d878.txt", None),
    ],
)
def test_a_name_tells_the_day(name: str, day: str | None) -> None:
    assert in_name(name) == day


def test_each_value_keeps_its_source_and_the_table_goes_first(tmp_path: Path) -> None:
    table = tmp_path / "table.csv"
    table.write_text("path,issued,publisher\n2024-01-02-a.txt,2020-05-06,Kabar\nb.txt,,\nc.txt,,X\n")
    rows = documents_table(table)
    dated = rows.complete(one(b"Head\n\nOSLO, 3 May 2021 - Text.", "2024-01-02-a.txt"))
    assert (dated.issued, dated.origins["issued"]) == ("2020-05-06", "table")
    assert (dated.publisher, dated.origins["publisher"]) == ("Kabar", "table")
    plain = rows.complete(one(b"Head\n\nOSLO, 3 May 2021 - Text.", "2024-01-02-b.txt"))
    assert (plain.issued, plain.origins["issued"]) == ("2021-05-03", "dateline")
    assert one(b"Head", "2024-01-02-b.txt").origins["issued"] == "file name"
    assert rows.unused({"2024-01-02-a.txt", "b.txt"}) == [f"{table} line 4: no document c.txt"]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("issued\n2024-01-01\n", "line 1: no column 'path'"),
        ("path,isued\na.txt,2024-01-01\n", "line 1: unknown column 'isued'"),
        ("path,issued\na.txt,19 June\n", "line 2: '19 June' is no date"),
        ("path,issued\n\na.txt\n", "line 3: 1 values for 2 columns"),
        ("path,issued\n,2024-01-01\n", "line 2: no path"),
        ("path\na.txt\na.txt\n", "line 3: a.txt stands on line 2 already"),
        ('path,title\na.txt,"open\n', "unexpected end of data"),
    ],
)
def test_a_bad_line_of_the_table_is_named(tmp_path: Path, text: str, said: str) -> None:
    table = tmp_path / "table.csv"
    table.write_text(text)
    with pytest.raises(TableError) as error:
        documents_table(table)
    assert said in str(error.value)
    assert str(table) in str(error.value)


def test_a_plan_is_sorted_and_leaves_out_what_is_hidden_or_closed(tmp_path: Path) -> None:
    for name in ("b.txt", "a.txt", "deep/c.txt", ".hidden/d.txt", ".e.txt", "graph/graph.html"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("x")
    names = [source.name for source in plan([tmp_path], [tmp_path / "graph"])]
    assert names == ["a.txt", "b.txt", "deep/c.txt"]
    assert [source.name for source in plan([tmp_path / "deep" / "c.txt", tmp_path / "a.txt"])] == ["a.txt", "c.txt"]
    assert [source.name for source in plan([f"{tmp_path}/*.txt"])] == ["a.txt", "b.txt"]


def test_the_same_file_twice_is_one_and_two_of_one_name_an_error(tmp_path: Path) -> None:
    for folder in ("one", "two"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "a.txt").write_text(folder)
    assert len(plan([tmp_path / "one", tmp_path / "one" / "a.txt"])) == 1
    with pytest.raises(InputError, match=r"two inputs have the path a\.txt"):
        plan([tmp_path / "one", tmp_path / "two"])


@pytest.mark.parametrize("name", ["nowhere", "nowhere/*.txt"])
def test_an_input_that_is_not_there_is_an_error(tmp_path: Path, name: str) -> None:
    with pytest.raises(InputError, match="nowhere"):
        plan([tmp_path / name])


def test_links_are_followed_once(tmp_path: Path) -> None:
    (tmp_path / "news").mkdir()
    (tmp_path / "news" / "a.txt").write_text("x")
    (tmp_path / "news" / "loop").symlink_to(tmp_path / "news")
    (tmp_path / "news" / "dangling.txt").symlink_to(tmp_path / "gone.txt")
    found = {source.name: source.reason for source in plan([tmp_path / "news"])}
    assert found == {
        "a.txt": "",
        "dangling.txt": "a link to nothing",
        "loop": "a link that leads back to a folder above it",
    }


def test_a_pipe_in_a_folder_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.txt")
    assert [source.reason for source in plan([tmp_path])] == ["no regular file"]


@pytest.mark.skipif(os.geteuid() == 0, reason="root reads everything")
def test_a_file_that_may_not_be_read_is_skipped(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("x")
    (tmp_path / "a.txt").chmod(0)
    (found,) = read(tmp_path / "a.txt", tmp_path)
    assert found == Skipped("a.txt", "cannot be read: Permission denied")


def test_names_that_are_not_utf8_become_text(tmp_path: Path) -> None:
    path = tmp_path / os.fsdecode(b"caf\xe9.txt")
    path.write_bytes(b"Head\n")
    (found,) = read(path, tmp_path)
    assert isinstance(found, Document)
    assert found.path == "caf\ufffd.txt"
