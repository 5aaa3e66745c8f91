"""Builds: the same bytes from the same inputs, only new work done, one writer, nothing lost."""

import os
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest

import kg
from kg.errors import GraphError, InputError, LockError, TableError
from kg.read import Skipped

FILES = ("graph.nq", "graph.ttl", "graph.html")
NEWS = {
    "a.txt": "A visit\n\nOSLO, 3 May 2021 - Anna Berg met Carl Dahl in Oslo. They then saw Erik Falk.\n",
    "b.txt": "Pertemuan\n\nJAKARTA, 19 Juni 2024 – Budi Santoso bertemu dengan Citra Dewi hari Rabu.\n",
    "sub/c.md": "# The answer\n\nCarl Dahl said on Monday that the talks with Anna Berg had gone well.\n",
}


@pytest.fixture
def news(tmp_path: Path) -> Path:
    """A folder of three documents."""
    for name, text in NEWS.items():
        path = tmp_path / "news" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    return tmp_path / "news"


def bytes_of(graph: Path) -> list[bytes]:
    return [(graph / name).read_bytes() for name in FILES]


def titles(graph: Path) -> list[str]:
    rows = kg.open(graph).query("SELECT ?t { ?d dcterms:title ?t } ORDER BY ?t")
    return [str(row["t"]) for row in rows]


def test_a_build_tells_what_it_did(news: Path, tmp_path: Path, toy: str) -> None:
    (news / "picture.png").write_bytes(b"\x89PNG")
    told: list[tuple[str, int, int]] = []
    summary = kg.build(news, tmp_path / "g", extractor=toy, progress=lambda *step: told.append(step))
    assert (summary.documents, summary.relations, summary.reused) == (3, 1, 0)
    assert summary.claims and summary.facts and summary.entities
    assert summary.skipped == (Skipped("picture.png", "no reader for .png"),)
    assert told[0] == ("documents", 0, 4)
    assert ("documents", 4, 4) in told
    assert told[-1] == ("page", 1, 1)
    assert titles(tmp_path / "g") == ["A visit", "Pertemuan", "The answer"]


def test_the_same_inputs_give_the_same_bytes(news: Path, tmp_path: Path, toy: str) -> None:
    kg.build(news, tmp_path / "one", extractor=toy)
    code = "import sys, kg; kg.build(sys.argv[1], sys.argv[2], extractor='toy')"
    environment = {**os.environ, "PYTHONHASHSEED": "7"}
    subprocess.run([sys.executable, "-c", code, news, tmp_path / "two"], check=True, env=environment)
    assert bytes_of(tmp_path / "one") == bytes_of(tmp_path / "two")


def test_neither_order_nor_workers_decide(news: Path, tmp_path: Path, toy: str) -> None:
    for name in ("d.txt", "e.txt"):
        shutil.copy(news / "a.txt", news / name)
    files = sorted(news.glob("*.txt"))
    kg.build(files, tmp_path / "one", extractor=toy)
    kg.build(reversed(files), tmp_path / "two", extractor=toy, workers=2)
    assert bytes_of(tmp_path / "one") == bytes_of(tmp_path / "two")


def test_only_what_changed_is_done_again_and_what_is_gone_goes(news: Path, tmp_path: Path, toy: str) -> None:
    out = tmp_path / "g"
    kg.build(news, out, extractor=toy)
    (news / "b.txt").write_text(NEWS["b.txt"].replace("Citra Dewi", "Dian Sari"), "utf-8")
    assert kg.build(news, out, extractor=toy).reused == 2
    (news / "a.txt").unlink()
    assert kg.build(news, out, extractor=toy, keep_missing=True).documents == 3
    summary = kg.build(news, out, extractor=toy)
    assert (summary.documents, summary.reused) == (2, 2)
    assert titles(out) == ["Pertemuan", "The answer"]
    kg.build(news, tmp_path / "fresh", extractor=toy)
    assert bytes_of(out) == bytes_of(tmp_path / "fresh")


def test_a_date_that_the_table_tells_makes_the_record_anew(news: Path, tmp_path: Path, toy: str) -> None:
    table = news / "documents.csv"
    table.write_text("path,issued\nsub/c.md,2021-05-04\nnone.txt,2021-05-04\n")
    kg.build(news, tmp_path / "g", extractor=toy)
    summary = kg.build(news, tmp_path / "g", extractor=toy, documents=table)
    assert summary.reused == 2
    assert summary.skipped == ()
    assert summary.notes == (f"{table} line 3: no document none.txt",)
    rows = kg.open(tmp_path / "g").query("SELECT ?i { ?d dcterms:source 'sub/c.md' ; dcterms:issued ?i }")
    assert [str(row["i"]) for row in rows] == ["2021-05-04"]


def test_a_document_in_another_language_is_skipped_and_named(news: Path, tmp_path: Path, toy: str) -> None:
    (news / "fr.txt").write_text("Le président est arrivé hier à Paris pour une visite officielle.\n" * 3)
    summary = kg.build(news, tmp_path / "g", extractor=toy)
    assert summary.documents == 3
    (skipped,) = summary.skipped
    assert skipped.path == "fr.txt"
    assert "not supported" in skipped.reason
    assert kg.build(news, tmp_path / "g", extractor=toy, language="en").documents == 4


def test_strict_fails_and_nothing_built_before_is_lost(news: Path, tmp_path: Path, toy: str) -> None:
    out = tmp_path / "g"
    kg.build(news, out, extractor=toy)
    before = bytes_of(out)
    (news / "bad.txt").write_bytes(b"\0\1\2")
    with pytest.raises(InputError, match=r"1 of the inputs .*--strict.* bad\.txt: binary, not text"):
        kg.build(news, out, extractor=toy, strict=True)
    (tmp_path / "empty").mkdir()
    with pytest.raises(InputError, match="no document to build from: the folder is empty"):
        kg.build(tmp_path / "empty", out, extractor=toy)
    with pytest.raises(InputError, match=r"no document to build from: bad\.txt"):
        kg.build(news / "bad.txt", out, extractor=toy)
    assert bytes_of(out) == before
    assert kg.build([news / name for name in NEWS if name != "sub/c.md"], out, extractor=toy).reused == 2


def test_two_documents_of_one_path_are_an_error(tmp_path: Path, toy: str) -> None:
    (tmp_path / "n.jsonl").write_text('{"id": 1, "text": "One text."}\n{"id": 1, "text": "Another."}\n')
    with pytest.raises(InputError, match=r"two documents have the path n\.jsonl#1"):
        kg.build(tmp_path / "n.jsonl", tmp_path / "g", extractor=toy)


def test_a_folder_of_other_things_is_left_alone(news: Path, tmp_path: Path, toy: str) -> None:
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "letter.txt").write_text("keep me")
    with pytest.raises(InputError, match=r"holds letter\.txt and no graph"):
        kg.build(news, tmp_path / "mine", extractor=toy)
    assert [path.name for path in (tmp_path / "mine").iterdir()] == ["letter.txt"]


def test_a_graph_inside_the_inputs_is_no_document(news: Path, toy: str) -> None:
    for _ in range(2):
        assert kg.build(news, news / "graph", extractor=toy).documents == 3


def test_an_unknown_extractor_is_named_with_those_there_are(news: Path, tmp_path: Path, toy: str) -> None:
    with pytest.raises(InputError, match="no extractor is called 'tyo'; there are: rules, toy"):
        kg.build(news, tmp_path / "g", extractor="tyo")


HOLD = """
import pathlib, sys
from kg.build.lock import lock
with lock(pathlib.Path(sys.argv[1])):
    print("held", flush=True)
    sys.stdin.read()
"""


def test_a_second_build_says_who_holds_the_lock(news: Path, tmp_path: Path, toy: str) -> None:
    (tmp_path / "g").mkdir()
    line = [sys.executable, "-c", HOLD, str(tmp_path / "g")]
    with subprocess.Popen(line, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as holder:
        assert holder.stdout and holder.stdin
        holder.stdout.readline()
        with pytest.raises(LockError, match=f"process {holder.pid} on .* is building into it"):
            kg.build(news, tmp_path / "g", extractor=toy)
        holder.send_signal(signal.SIGKILL)
    assert (tmp_path / "g" / "lock").exists()
    assert kg.build(news, tmp_path / "g", extractor=toy).documents == 3
    assert not (tmp_path / "g" / "lock").exists()


def test_a_question_during_builds_always_has_an_answer(news: Path, tmp_path: Path, toy: str) -> None:
    out = tmp_path / "g"
    kg.build(news, out, extractor=toy)
    answers: list[int] = []
    done = threading.Event()

    def ask() -> None:
        while not done.is_set():
            answers.append(len(kg.open(out).query("SELECT ?t { ?d dcterms:title ?t }")))

    asking = threading.Thread(target=ask)
    asking.start()
    try:
        for number in range(4):
            (news / f"more{number}.txt").write_text(NEWS["a.txt"])
            kg.build(news, out, extractor=toy)
    finally:
        done.set()
        asking.join()
    assert len(answers) > 4
    assert set(answers) <= {3, 4, 5, 6, 7}
    assert answers == sorted(answers)


def test_a_killed_build_is_taken_up_where_it_was(news: Path, tmp_path: Path, toy: str) -> None:
    for number in range(30):
        (news / f"more{number}.txt").write_text(NEWS["a.txt"].replace("Erik Falk", f"Erik Falk {number}"))
    kg.build(news, tmp_path / "whole", extractor=toy)
    out = tmp_path / "g"
    line = [sys.executable, "-c", "import sys, kg; kg.build(sys.argv[1], sys.argv[2], extractor='toy')", news, out]
    with subprocess.Popen(line) as killed:
        while len(list((out / "records").glob("*.json"))) < 3 and killed.poll() is None:
            time.sleep(0.005)
        killed.kill()
    assert kg.build(news, out, extractor=toy).reused >= 3
    assert bytes_of(out) == bytes_of(tmp_path / "whole")
    assert not list(out.glob("next-*"))
    assert not list((out / "records").glob("*.part"))


def test_a_graph_of_another_format_version_is_refused_and_built_again(news: Path, tmp_path: Path, toy: str) -> None:
    out = tmp_path / "g"
    kg.build(news, out, extractor=toy)
    about = out / "build.json"
    about.write_text(about.read_text().replace('"format": 1', '"format": 99'))
    with pytest.raises(GraphError, match="format version 99"):
        kg.open(out)
    kg.build(news, out, extractor=toy)
    assert len(titles(out)) == 3


def test_what_the_user_decides_is_done_and_said(news: Path, tmp_path: Path, toy: str) -> None:
    out, decisions = tmp_path / "g", tmp_path / "decisions.txt"
    kg.build(news, out, extractor=toy)
    keys = {row.names: row.entity for row in kg.open(out).entities("Person")}
    decisions.write_text(f"# one person\nsame {keys['Erik Falk']} {keys['Carl Dahl']}\n")
    kg.build(news, out, extractor=toy, decisions=decisions)
    rows = kg.open(out).entities("Person")
    assert len(rows) == len(keys) - 1
    assert "Carl Dahl | Erik Falk" in {row.names for row in rows}
    assert "decisions.txt line 2 says so" in (out / "graph.nq").read_text("utf-8")
    kg.build(news, out, extractor=toy)
    assert len(kg.open(out).entities("Person")) == len(keys)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("same a\n", "line 1: write 'same A B'"),
        ("\nequal a b\n", "line 2: write 'same A B'"),
        ("same a b\nsame b c\ndifferent a c\n", "line 3: a and c are the same by other lines"),
    ],
)
def test_a_bad_decision_is_named(news: Path, tmp_path: Path, toy: str, text: str, said: str) -> None:
    (tmp_path / "d.txt").write_text(text)
    with pytest.raises(TableError) as error:
        kg.build(news, tmp_path / "g", extractor=toy, decisions=tmp_path / "d.txt")
    assert said in str(error.value)


@pytest.mark.parametrize("base", ["https://example.org/desk/"])
def test_a_base_of_its_own(news: Path, tmp_path: Path, toy: str, base: str) -> None:
    kg.build(news, tmp_path / "g", extractor=toy, base=base)
    rows = kg.open(tmp_path / "g").query("SELECT ?d { ?d dcterms:title ?t }")
    assert all(str(row["d"]).startswith(f"{base}doc/") for row in rows)


def test_names_of_files_cannot_harm(tmp_path: Path, toy: str, command: Callable[..., tuple[int, str, str]]) -> None:
    (tmp_path / "news").mkdir()
    (tmp_path / "news" / "a\nb\x1b[31m.txt").write_text(NEWS["a.txt"])
    (tmp_path / "news" / "evil\x1b[2J.png").write_bytes(b"x")
    status, out, _ = command("build", tmp_path / "news", "--out", tmp_path / "g", "--extractor", toy)
    assert status == 0
    assert "\x1b" not in out
    assert kg.open(tmp_path / "g").check() == []
