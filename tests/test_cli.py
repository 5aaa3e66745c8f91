"""The command line: every command, one line for each mistake, safe output, a quick start."""

import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

import kg
from kg.cli.parser import parser
from kg.cli.say import plain, table

Answer = tuple[int, str, str]
Command = Callable[..., Answer]

NASTY = (
    "A visit \x1b[31m<script>alert(1)</script>\n\nOSLO, 3 May 2021 - Anna Berg met Carl Dahl in Oslo for talks. "
    "</script><img src=x onerror=alert(1)> Erik Falk joined them.\u202e\n"
)


@pytest.fixture
def graph(tmp_path: Path, toy: str) -> Path:
    """A small graph of a document that would like to do harm."""
    (tmp_path / "news").mkdir()
    (tmp_path / "news" / "a.txt").write_text(NASTY, "utf-8")
    kg.build(tmp_path / "news", tmp_path / "g", extractor=toy)
    return tmp_path / "g"


def commands() -> list[str]:
    return sorted(next(action.choices for action in parser()._actions if action.choices))  # type: ignore[arg-type]


@pytest.mark.parametrize("name", [[], *([name] for name in commands())])
def test_help_is_there(command: Command, name: list[str]) -> None:
    status, out, _ = command(*name, "--help")
    assert status == 0
    assert out.startswith("usage: kg")


def test_a_build_ends_with_a_table_and_what_to_try(tmp_path: Path, toy: str, command: Command) -> None:
    (tmp_path / "a.txt").write_text(NASTY, "utf-8")
    (tmp_path / "b.gif").write_bytes(b"GIF")
    status, out, err = command("build", tmp_path, "--out", tmp_path / "g", "--extractor", toy)
    assert (status, err) == (0, "")
    counts = dict(re.findall(r"^(\w+) +([\d,]+)", out, re.M))
    assert counts["documents"] == counts["skipped"] == "1"
    assert {"claims", "facts", "entities", "relations"} <= counts.keys()
    assert "b.gif: no reader for .gif" in out
    assert len(re.findall(r"^  kg ", out, re.M)) == 3


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("build nowhere", "nowhere: no such file or folder"),
        ("build EMPTY --out OUT", "no document to build from: the folder is empty"),
        ("build NEWS --out OUT --documents nowhere.csv", "nowhere.csv: cannot be read: No such file or directory"),
        ("build NEWS --out OUT --extractor x", "no extractor is called 'x'"),
        ("build NEWS --out OUT --workers -1", "--workers -1"),
        ("build NEWS --out OUT --language xx", "language 'xx' is not supported"),
        ("query nowhere signatories", "nowhere"),
        ("query NEWS signatories", "is no build's folder"),
        ("query GRAPH no-such-question", "no question is called 'no-such-question'"),
        ("query GRAPH {oops", "SPARQL"),
        ("query GRAPH signatories --bind x=1", "no parameter 'x'"),
        ("query GRAPH signatories --bind x", "give it as name=value"),
        ("query GRAPH signatories --format docx", "unknown format 'docx'"),
        ("view GRAPH OUT --focus Nobody", "Nobody"),
        ("view GRAPH OUT --relation kissed", "kissed"),
        ("export GRAPH out.docx", "docx"),
        ("explain GRAPH nothing-of-this-name", "nothing-of-this-name"),
        ("report GRAPH Nobody", "Nobody"),
        ("path GRAPH Nobody Anna-Berg", "Nobody"),
        ("analyse nowhere.txt", "nowhere.txt: no such file"),
        ("evaluate GRAPH nowhere", "nowhere"),
        ("dance", "invalid choice: 'dance'"),
        ("query", "required: GRAPH, QUERY"),
        ("build NEWS --ou OUT", "unrecognized arguments: --ou"),
    ],
)
def test_a_mistake_is_one_line(graph: Path, tmp_path: Path, command: Command, line: str, said: str) -> None:
    (tmp_path / "empty").mkdir()
    places = {"GRAPH": graph, "NEWS": tmp_path / "news", "EMPTY": tmp_path / "empty", "OUT": tmp_path / "out"}
    status, out, err = command(*(places.get(word, word) for word in line.split()))
    assert status == 2
    assert out == ""
    assert err.startswith("kg: ")
    assert err.count("\n") == 1
    assert said in err
    assert "Traceback" not in err


def test_every_command_that_reads_a_graph_answers(graph: Path, tmp_path: Path, command: Command) -> None:
    (claim,) = [row["c"] for row in kg.open(graph).query("SELECT ?c { ?c a kg:Claim } ORDER BY ?c LIMIT 1")]
    for line in (
        ["query", graph, "timeline"],
        ["query", graph, "ASK { ?claim a kg:Claim }"],
            ["query", graph, "CONSTRUCT WHERE { ?claim a kg:Claim }"],
        ["queries"],
        ["view", graph, tmp_path / "v.html"],
        ["view", graph, tmp_path / "v.html", "--focus", "Anna Berg", "--hops", 2, "--relation", "met-with"],
        ["view", graph, tmp_path / "a.html", "--article", "a.txt"],
        ["view", graph, tmp_path / "t.html", "--timeline"],
        ["export", graph, tmp_path / "x.trig"],
        ["export", graph, tmp_path / "x.csv"],
        ["check", graph],
        ["explain", graph, claim],
        ["entities", graph],
        ["entities", graph, "--type", "Person", "--format", "csv"],
        ["entities", graph, "--format", "json"],
        ["report", graph, "Anna Berg"],
        ["report", graph, "a.txt"],
        ["path", graph, "Anna Berg", "Carl Dahl"],
    ):
        status, out, err = command(*line)
        assert (status, err) == (0, ""), line
        assert out.strip(), line
        assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202e]", out), line


def test_analyse_shows_words_or_conllu(tmp_path: Path, command: Command) -> None:
    (tmp_path / "a.txt").write_text("Presiden Joko Widodo mengunjungi Jepang pada hari Rabu.\n")
    status, out, _ = command("analyse", tmp_path / "a.txt")
    assert status == 0
    assert "mengunjungi" in out
    status, out, _ = command("analyse", tmp_path / "a.txt", "--format", "conllu", "--language", "id")
    assert status == 0
    rows = [line.split("\t") for line in out.splitlines() if line and not line.startswith("#")]
    assert rows
    assert {len(row) for row in rows} == {10}


def test_a_reader_that_goes_away_is_no_error(graph: Path) -> None:
    line = f"{sys.executable} -m kg query {graph} 'SELECT ?s ?p ?o {{ ?s ?p ?o }}' --format csv | head -n 1"
    done = subprocess.run(["bash", "-c", line], capture_output=True, text=True, timeout=60, check=False)
    assert done.stdout.strip() == "s,p,o"
    assert done.stderr == ""


@pytest.mark.parametrize("workers", [1, 2])
def test_an_interrupt_ends_cleanly(tmp_path: Path, toy: str, workers: int) -> None:
    (tmp_path / "news").mkdir()
    for number in range(200):
        (tmp_path / "news" / f"{number}.txt").write_text(NASTY + str(number), "utf-8")
    line = [sys.executable, "-m", "kg", "build", tmp_path / "news", "--out", tmp_path / "g", "--extractor", toy]
    # A terminal interrupts all processes of the group.
    line += ["--workers", str(workers)]
    with subprocess.Popen(line, stderr=subprocess.PIPE, text=True, start_new_session=True) as running:
        while not list((tmp_path / "g" / "records").glob("*.json")) and running.poll() is None:
            time.sleep(0.01)
        os.killpg(running.pid, signal.SIGINT)
        _, err = running.communicate(timeout=60)
    assert (running.returncode, err) == (130, "kg: stopped\n")


QUICK = """
import resource, sys
from kg.cli import main
try:
    main(sys.argv[1:])
except SystemExit:
    pass
used = resource.getrusage(resource.RUSAGE_SELF)
slow = {"spacy", "networkx", "pyvis", "igraph", "trafilatura", "py3langid", "thinc", "numpy"} & sys.modules.keys()
print(f"{used.ru_utime + used.ru_stime:.2f}", *slow, file=sys.stderr)
"""


@pytest.mark.parametrize("line", [["--help"], ["queries"], ["query", "GRAPH", "timeline"]])
def test_the_start_is_quick(graph: Path, line: list[str]) -> None:
    words = [str(graph) if word == "GRAPH" else word for word in line]
    best, slow = 10.0, ""
    for _ in range(3):  # the first run may write byte code, and the machine may be busy
        done = subprocess.run([sys.executable, "-c", QUICK, *words], capture_output=True, text=True, check=True)
        seconds, _, slow = done.stderr.strip().partition(" ")
        best = min(best, float(seconds))
    assert slow == ""
    assert best < 0.6


def test_two_questions_at_once_both_answer(graph: Path) -> None:
    line = [sys.executable, "-m", "kg", "query", str(graph), "timeline", "--format", "csv"]
    running = [subprocess.Popen(line, stdout=subprocess.PIPE, text=True) for _ in range(2)]
    answers = [process.communicate(timeout=60)[0] for process in running]
    assert [process.returncode for process in running] == [0, 0]
    assert answers[0] == answers[1] != ""


def test_columns_line_up_and_numbers_stand_right(capsys: pytest.CaptureFixture[str]) -> None:
    table([("a", 1, "x"), ("bb", 1200, "two\nlines")], ("n", "count", "note"))
    assert capsys.readouterr().out == "n   count  note\na       1  x\nbb   1200  two lines\n"


def test_plain_text_stays_as_it_is() -> None:
    assert plain("Perjanjian “baru” – naïve") == "Perjanjian “baru” – naïve"


def test_the_package_runs_as_a_module() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "kg", "--version"], capture_output=True, text=True, check=True, env=dict(os.environ)
    )
    assert done.stdout == f"kg {kg.__version__}\n"
