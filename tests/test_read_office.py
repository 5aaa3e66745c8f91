"""PDF files and Word documents: text, pages, what the files say of themselves, and broken ones."""

import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from papers import bomb, docx, one, pdf, why

import kg
from kg import read as reading
from kg import records

Command = Callable[..., tuple[int, str, str]]

PAGES = [
    ["A visit to Oslo", "", "Anna Berg came to the capital in the morning and met Carl Dahl", "in the old town hall."],
    ["On the second day Erik Falk spoke with Gina Hult about what had been agree-", "d upon, and nothing more."],
]


def test_a_pdf_is_running_text_with_pages() -> None:
    document = one(pdf(PAGES, "Oslo talks"), "a.pdf")
    assert "met Carl Dahl in the old town hall." in document.text
    assert "had been agreed upon" in document.text
    assert len(document.pages) == 2
    assert document.text[document.pages[1] :].startswith("On the second day")
    assert (document.page(0), document.page(document.text.index("Falk"))) == (1, 2)
    assert (document.title, document.authors, document.issued) == ("Oslo talks", ("Sari Dewi",), "2024-05-02")
    assert document.origins == {"title": "pdf", "authors": "pdf", "issued": "pdf"}


def test_what_the_text_or_the_name_says_of_the_day_goes_first() -> None:
    assert one(pdf(PAGES), "2023-04-05-talks.pdf").origins["issued"] == "file name"
    dated = one(pdf([["Talks", "OSLO, 3 May 2021 - Anna Berg met Carl Dahl in the morning."]]), "a.pdf")
    assert (dated.issued, dated.origins["issued"]) == ("2021-05-03", "dateline")
    assert (dated.title, dated.origins["title"]) != ("", "pdf")
    assert one(pdf(PAGES, "Microsoft Word - draft.doc"), "a.pdf").origins["title"] == "first line"
    assert one(pdf(PAGES, made="yesterday"), "a.pdf").issued is None


def test_the_page_goes_with_the_words(tmp_path: Path, toy: str, command: Command) -> None:
    (tmp_path / "news").mkdir()
    (tmp_path / "news" / "talks.pdf").write_bytes(pdf(PAGES))
    kg.build(tmp_path / "news", tmp_path / "g", extractor=toy)
    graph = kg.open(tmp_path / "g")
    query = """SELECT ?exact ?page { ?claim kg:evidence ?words .
        ?words schema:pageStart ?page ; oa:hasSelector/oa:exact ?exact } ORDER BY ?page ?exact"""
    pages = {str(row["exact"]): row["page"].toPython() for row in graph.query(query)}
    assert pages["Anna Berg came to the capital in the morning and met Carl Dahl"] == 1
    assert pages["Erik Falk spoke with Gina Hult"] == 2
    assert graph.check() == []
    assert "on page 2, in the words" in command("explain", tmp_path / "g", "Erik Falk", "met-with", "Gina Hult")[1]
    (record,) = records.read(tmp_path / "g" / "records")
    assert len(record.document.pages) == 2


def test_a_word_document_is_its_paragraphs() -> None:
    gone = "<w:del><w:r><w:delText>Never said.</w:delText></w:r></w:del>"
    gone = f"<w:p>{gone}<w:r><w:t>Said</w:t><w:tab/><w:t>so.</w:t></w:r></w:p>"
    document = one(docx(["A visit", "", "Anna Berg met Carl Dahl."], "Oslo talks", gone), "a.docx")
    assert document.text == "A visit\n\nAnna Berg met Carl Dahl.\n\nSaid so."
    assert (document.title, document.authors, document.issued) == ("Oslo talks", ("Sari Dewi",), "2024-05-02")
    assert document.origins == {"title": "docx", "authors": "docx", "issued": "docx"}
    assert one(docx(["A visit"]), "a.docx").origins["title"] == "first line"


@pytest.mark.parametrize(
    ("data", "name", "said"),
    [
        (pdf(PAGES)[:300], "a.pdf", "a broken PDF file"),
        (b"%PDF-1.4\n", "a.pdf", "a broken PDF file"),
        (b"Only words, no PDF at all.", "a.pdf", "a broken PDF file"),
        (pdf([[]]), "a.pdf", "a PDF file without text; it may be scanned"),
        (pdf(PAGES), "a.txt", "holds a .pdf file by its first bytes"),
        (pdf(PAGES), "a.docx", "holds a .pdf file by its first bytes"),
        (docx(["A visit"]), "a.html", "holds a .docx file by its first bytes"),
        (b"Only words.", "a.docx", "a broken or locked Word file"),
        (docx(["A visit"])[:200], "a.docx", "a broken or locked Word file"),
        (docx(["A <visit"]), "a.docx", "a broken Word file"),
        (bomb(), "a.docx", "word/document.xml is larger than the limit of 50,000,000 bytes"),
        (b"x " * 300_000, "a.txt", "600,000 characters, more than the limit of 500,000"),
    ],
)
def test_what_cannot_be_read_is_named(data: bytes, name: str, said: str) -> None:
    assert said in why(data, name)
    assert "\x1b" not in why(data, name)


def test_a_zip_of_other_things_is_no_word_document() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("../../evil.txt", "x")
    assert "no Word document" in why(out.getvalue(), "a.docx")


def test_entities_in_a_word_document_are_not_unfolded() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("word/document.xml", '<!DOCTYPE x [<!ENTITY a "aaaa">]><x>&a;</x>')
    assert "it declares entities" in why(out.getvalue(), "a.docx")


def test_pages_without_end_have_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kg.read.pdf.PAGES", 1)
    assert "2 pages, more than the limit of 1" in why(pdf(PAGES), "a.pdf")
    monkeypatch.setattr("kg.read.pdf.PAGES", 9)
    monkeypatch.setattr("kg.read.pdf.SECONDS", 0.0)
    assert "its pages take more than 0 seconds" in why(pdf(PAGES), "a.pdf")
    assert reading.MAX_TEXT == 500_000
