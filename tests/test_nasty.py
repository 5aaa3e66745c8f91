"""A folder of everything that could do harm: no crash, no hang, no word to the terminal, nothing written elsewhere."""

import os
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from papers import bomb, docx, pdf

from kg.model import Document
from kg.read import READERS, Skipped, read_bytes

GOOD = "A visit\n\nAnna Berg met Carl Dahl in Oslo in the morning, it was said by all who were there.\n"
ESCAPE = "\x1b[2J\x1b]0;owned\x07\u202e"


def deep(ending: str) -> bytes:
    """Elements inside each other, further than a stack can hold."""
    if ending == "docx":
        return docx(["A visit"], body="<w:tbl>" * 100_000 + "</w:tbl>" * 100_000)
    return (f"<html><body>{'<div>' * 100_000}<p>{GOOD}</p>{'</div>' * 100_000}</body></html>").encode()


def fill(news: Path) -> None:
    """Make the folder."""
    paper = pdf([["A visit", "Anna Berg met Carl Dahl in the morning, it was said."]], ESCAPE)
    files: dict[str, bytes] = {
        "good.txt": GOOD.encode(),
        "truncated.pdf": paper[: len(paper) // 2],
        "title.pdf": paper,
        "bomb.docx": bomb(300),
        "deep.docx": deep("docx"),
        "deep.html": deep("html"),
        "unclosed.html": b"<p>" * 200_000,
        "wrong.txt": paper,
        "wrong.html": docx(["A visit"]),
        "wrong.pdf": b"GIF89a\x00\x01",
        "wrong.docx": b"<html>no</html>",
        "slip.docx": docx(["A visit"])[:-30],
        "deep.jsonl": b"[" * 1_000_000,
        "wide.csv": b"text\n\"" + b"x" * 1_000_000 + b"\"\n",
        "zero.txt": b"",
        "nul.txt": b"\0" * 1000,
        "escape.txt": f"{ESCAPE}\n\nAnna Berg met Carl Dahl{ESCAPE} in the morning, it was said by all.\n".encode(),
        f"name\n{ESCAPE}.txt": GOOD.encode(),
        f"name\n{ESCAPE}.png": b"x",
    }
    for name, data in files.items():
        (news / name).write_bytes(data)
    with (news / "line.txt").open("wb") as line:
        for _ in range(100):
            line.write(b"word " * 200_000)
    with (news / "line.html").open("wb") as line:
        line.write(b"<html><body><p>")
        for _ in range(100):
            line.write(b"word " * 200_000)
    (news / "sub").mkdir()
    (news / "sub" / "loop").symlink_to(news)
    (news / "dangling.txt").symlink_to("nowhere.txt")
    os.mkfifo(news / "pipe.txt")


def tree(folder: Path) -> set[str]:
    """Everything below a folder, the graph left out."""
    return {str(path) for path in folder.rglob("*") if "g" not in path.relative_to(folder).parts}


@pytest.mark.slow
def test_a_folder_of_nasty_inputs(tmp_path: Path, toy: str, process: Callable[..., object]) -> None:
    (tmp_path / "news").mkdir()
    fill(tmp_path / "news")
    before, began = tree(tmp_path), time.monotonic()
    done = process("build", tmp_path / "news", "--out", tmp_path / "g", "--extractor", toy, "--workers", 1)
    out, err = done.stdout, done.stderr  # type: ignore[attr-defined]
    assert done.returncode == 0, err  # type: ignore[attr-defined]
    assert time.monotonic() - began < 120
    assert "Traceback" not in err
    for held in (out, err):
        assert not [c for c in held if c in "\x1b\x07\x00\u202e"]
    assert tree(tmp_path) == before
    for said in ("bomb.docx", "truncated.pdf", "line.txt", "wrong.pdf", "a link that leads back", "no regular file"):
        assert said in out
    for line in (("check", tmp_path / "g"), ("entities", tmp_path / "g"), ("query", tmp_path / "g", "documents")):
        done = process(*line)
        assert not [c for c in done.stdout + done.stderr if c in "\x1b\x07\x00\u202e"]  # type: ignore[attr-defined]
        assert done.returncode == 0  # type: ignore[attr-defined]


@pytest.mark.slow
@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    base=st.sampled_from(["pdf", "docx", "html", "txt"]),
    ending=st.sampled_from(sorted(READERS)),
    cut=st.integers(0, 1500),
    noise=st.binary(max_size=40),
)
def test_any_bytes_give_documents_or_a_reason(base: str, ending: str, cut: int, noise: bytes) -> None:
    whole = {"pdf": pdf([["A visit", "Anna Berg met Carl Dahl."]]), "docx": docx(["A visit", "Anna Berg met Carl."]),
             "html": f"<html><body><p>{GOOD}</p></body></html>".encode(), "txt": GOOD.encode()}[base]  # fmt: skip
    data = whole[:cut] + noise + whole[cut + len(noise) :]
    for found in read_bytes(data, f"a{ending}"):
        assert isinstance(found, Document | Skipped)
        if isinstance(found, Document):
            found.text.encode("utf-8")
            (found.title or "").encode("utf-8")
