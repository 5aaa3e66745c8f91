"""Resolution in a whole build: merges are listed, said, undone where evidence goes, the same in any order."""

from pathlib import Path

import pytest

import kg

TEXTS = {
    "a.txt": "Ministers meet\n\nDmitri Volkonsky met Anna Bergstrom in Jakarta on Monday.\n",
    "b.txt": "Talks go on\n\nDmitry Volkonskiy criticized China on Tuesday.\n",
}
PEOPLE = "Dmitri Volkonsky", "Dmitry Volkonskiy"


@pytest.fixture
def news(tmp_path: Path) -> Path:
    folder = tmp_path / "news"
    folder.mkdir()
    for name, text in TEXTS.items():
        (folder / name).write_text(text, encoding="utf-8")
    return folder


def nodes(out: Path) -> list[str]:
    """The entities that bear one of the names."""
    return [row.entity for row in kg.open(out).entities("Person") if set(PEOPLE).intersection(row.names.split(" | "))]


def test_another_document_merges_and_the_summary_says_so(news: Path, tmp_path: Path) -> None:
    late, out = (news / "b.txt").rename(tmp_path / "b.txt"), tmp_path / "g"
    assert kg.build(news, out, language="en").notes == ()
    before = {row.entity for row in kg.open(out).entities()}
    late.rename(news / "b.txt")
    notes = kg.build(news, out, language="en").notes
    assert len(notes) == 1
    assert "is one with" in notes[0]
    assert "'Dmitri Volkonsky' and 'Dmitry Volkonskiy' are spellings of one name" in notes[0]
    assert len(nodes(out)) == 1
    assert before <= {row.entity for row in kg.open(out).entities()}
    assert kg.build(news, out, language="en").notes == ()
    assert kg.open(out).check() == []
    (news / "b.txt").unlink()
    assert "is apart from" in kg.build(news, out, language="en").notes[0]


def test_any_order_and_number_of_workers_gives_the_same_graph(news: Path, tmp_path: Path) -> None:
    orders = [([news / "a.txt", news / "b.txt"], 1), ([news / "b.txt", news / "a.txt"], 2)]
    built = []
    for number, (inputs, workers) in enumerate(orders):
        kg.build(inputs, tmp_path / str(number), workers=workers, language="en")
        built.append((tmp_path / str(number) / "graph.nq").read_bytes())
    assert built[0] == built[1]


def test_the_users_word_holds_in_every_build(news: Path, tmp_path: Path) -> None:
    out, path = tmp_path / "g", tmp_path / "decisions.txt"
    kg.build(news, out, language="en")
    (one,) = nodes(out)
    taken = [line for line in (out / "graph.nq").read_text("utf-8").splitlines() if "vocab#same-as> <" in line]
    other = taken[0].split("> <")[0].rpartition("/")[2]
    path.write_text(f"different {one} {other}\n", encoding="utf-8")
    for _ in range(2):
        kg.build(news, out, decisions=path, language="en")
        assert len(nodes(out)) == 2
    assert path.read_text(encoding="utf-8") == f"different {one} {other}\n"
