"""The habits of the house, held by tools: style, types, floors, sizes, and what the wheel carries."""

import ast
import os
import re
import subprocess
import sys
import tomllib
import zipfile
from collections.abc import Iterator
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
SOURCES = sorted((ROOT / "kg").rglob("*.py"))

TOP = {"pyproject.toml", "README.md", "LICENSE", "CHANGELOG.md", "CONTRIBUTING.md", "kg", "queries", "tests", "seeds"}
MADE = {"graph", "build", "dist"}


def run(*line: object) -> str:
    """Run a tool in the checkout; its words where it fails."""
    done = subprocess.run([str(word) for word in line], cwd=ROOT, capture_output=True, text=True, check=False)
    return "" if done.returncode == 0 else done.stdout + done.stderr


def test_ruff_finds_nothing() -> None:
    assert run(sys.executable, "-m", "ruff", "check", ".") == ""


def test_mypy_finds_nothing() -> None:
    assert run(sys.executable, "-m", "mypy") == ""


def test_imports_run_down_the_floors() -> None:
    assert run(Path(sys.executable).with_name("lint-imports")) == ""


def test_the_top_level_is_as_laid_out() -> None:
    names = {path.name for path in ROOT.iterdir() if not path.name.startswith(".")}
    assert names - MADE <= TOP


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_a_file_is_one_room(path: Path) -> None:
    assert len(path.read_text("utf-8").splitlines()) <= 350


def _broad(tree: ast.AST) -> Iterator[int]:
    """Lines of handlers that catch everything."""
    for node in ast.walk(tree):
        if isinstance(node, ast.ExceptHandler):
            caught = ast.unparse(node.type) if node.type else ""
            if caught in ("", "Exception", "BaseException"):
                yield node.lineno


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_no_fault_is_swallowed_and_nobody_prints(path: Path) -> None:
    tree = ast.parse(path.read_text("utf-8"))
    assert list(_broad(tree)) == []
    if not {"cli", "training"} & set(path.relative_to(ROOT / "kg").parts):
        printed = [node.lineno for node in ast.walk(tree) if isinstance(node, ast.Name) and node.id == "print"]
        assert printed == []


def test_no_file_knows_the_machine_it_was_written_on() -> None:
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=False)
    if listed.returncode:
        pytest.skip("no git checkout")
    for name in filter(None, listed.stdout.decode().split("\0")):
        path = ROOT / name
        if path.is_file() and path.suffix in {".py", ".md", ".toml", ".tsv", ".ttl", ".rq", ".json", ".cfg", ".yaml"}:
            assert not re.search(r"/(ro[o]t|ho[m]e/[a-z]+|w[o]rk)/", path.read_text("utf-8")), name


@pytest.mark.slow
def test_the_wheel_alone_builds_and_asks(tmp_path: Path) -> None:
    """The wheel carries the data, the pipelines and the questions."""
    pytest.importorskip("hatchling")
    assert run(sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", tmp_path) == ""
    (wheel,) = tmp_path.glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(tmp_path / "installed")
    environment = {**os.environ, "PYTHONPATH": str(tmp_path / "installed")}

    def kg(*words: object) -> str:
        line = [sys.executable, "-m", "kg", *map(str, words)]
        return subprocess.run(line, cwd=tmp_path, env=environment, capture_output=True, text=True, check=True).stdout

    where = "import kg, sys; sys.stdout.write(kg.__file__)"
    told = subprocess.run([sys.executable, "-c", where], cwd=tmp_path, env=environment, capture_output=True, text=True)
    assert told.stdout.startswith(str(tmp_path / "installed"))
    assert "documents" in kg("build", ROOT / "seeds", "--out", "g")
    assert "signatories" in kg("queries")
    assert len(kg("query", "g", "signatories").splitlines()) > 2


def _imported(path: Path) -> Iterator[str]:
    """The packages that a file imports, wherever in it."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from (name.name.partition(".")[0] for name in node.names)
        elif isinstance(node, ast.ImportFrom) and not node.level:
            yield str(node.module).partition(".")[0]


def test_what_is_imported_is_asked_for() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    lines = [*project["dependencies"], *project["optional-dependencies"]["ftm"]]
    asked = {re.match(r"[\w-]+", line)[0].lower().replace("_", "-") for line in lines}  # type: ignore[index]
    held = packages_distributions()
    for path in SOURCES:
        if "training" not in path.parts:
            for name in set(_imported(path)) - sys.stdlib_module_names - {"kg"}:
                names = {held_by.lower().replace("_", "-") for held_by in held.get(name, [name])}
                assert names & asked, f"{path.relative_to(ROOT)} imports {name}; pyproject.toml does not ask for it"
