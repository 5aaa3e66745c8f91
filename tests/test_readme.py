"""The README does what it says, and says all there is: commands, options, relations, questions."""

import argparse
import difflib
import doctest
import re
from pathlib import Path

import pytest
import readme

from kg.cli.parser import parser
from kg.query import shipped
from kg.vocabulary import relations

TEXT = readme.README.read_text("utf-8")


@pytest.mark.slow
def test_outputs_and_tables_are_those_of_today() -> None:
    old, new = TEXT.splitlines(), readme.renewed(TEXT).splitlines()
    assert not list(difflib.unified_diff(old, new, "README.md", "today", n=0)), "run: python tests/readme.py"


@pytest.mark.slow
def test_the_library_example_runs(seeds_graph: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "seeds").symlink_to(readme.ROOT / "seeds")
    monkeypatch.chdir(tmp_path)
    examples = "\n".join(re.findall(r"```python\n(>>>.*?)```", TEXT, re.S))
    assert examples
    test = doctest.DocTestParser().get_doctest(examples, {}, "README.md", str(readme.README), 0)
    runner = doctest.DocTestRunner(optionflags=doctest.ELLIPSIS | doctest.NORMALIZE_WHITESPACE)
    assert runner.run(test).failed == 0


def options() -> list[tuple[str, str]]:
    """Every option of every command."""
    commands = next(action for action in parser()._actions if isinstance(action, argparse._SubParsersAction))
    return [
        (name, action.option_strings[-1])
        for name, command in commands.choices.items()
        for action in command._actions
        if action.option_strings and action.option_strings[-1] != "--help"
    ]


@pytest.mark.parametrize("name", sorted({name for name, _ in options()} | {"queries"}))
def test_every_command_is_shown(name: str) -> None:
    assert f"kg {name}" in TEXT


@pytest.mark.parametrize(("name", "option"), options())
def test_every_option_is_shown(name: str, option: str) -> None:
    assert re.search(rf"`(kg [^`]*)?{option}[ `=]|\$ kg {name} [^\n]*{option}\b", TEXT), f"kg {name} {option}"


@pytest.mark.parametrize("name", [question.name for question in shipped()])
def test_every_question_is_in_the_table(name: str) -> None:
    assert f"| `{name}` |" in TEXT


@pytest.mark.parametrize("name", list(relations()))
def test_every_relation_is_in_the_table(name: str) -> None:
    assert f"| `{name}`" in TEXT


@pytest.mark.parametrize("target", re.findall(r"\]\((?!https?:)([^)#]+)", TEXT))
def test_every_link_leads_to_a_file(target: str) -> None:
    assert (readme.ROOT / target).exists()
