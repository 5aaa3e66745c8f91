"""Runs what the README shows and writes its outputs and tables anew: `python tests/readme.py`.

A `console` block holds commands after `$ ` and what they print; a line that is only `…` stands for any lines.
A block with a file's name behind its language ("tsv own/en.tsv") is that file, there for the commands.
The tables between `<!-- NAME -->` and `<!-- end -->` are made from the code.
"""

import contextlib
import io
import os
import re
import shlex
import shutil
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
README = ROOT / "README.md"
ELLIPSIS = "…"
WIDTH = 120


def blocks(text: str) -> list[list[tuple[str, list[str]]]]:
    """The console blocks: each a list of commands with the lines shown for them."""
    found = []
    for block in re.findall(r"```console\n(.*?)```", text, re.S):
        parts: list[tuple[str, list[str]]] = []
        for line in block.splitlines():
            if line.startswith("$ "):
                parts.append((line[2:], []))
            else:
                parts[-1][1].append(line)
        found.append(parts)
    return found


def files(text: str) -> dict[str, str]:
    """The files that the text shows whole, by path."""
    return dict(re.findall(r"^```[a-z]+ ([\w./-]+)\n(.*?)^```$", text, re.S | re.M))


class _Terminal(io.StringIO):
    """A terminal to print to."""

    def isatty(self) -> bool:
        return True


def output(line: str) -> list[str]:
    """What a command prints, trailing space and blank lines at the end left out; `kg` runs in this process."""
    from kg.cli import main

    words = shlex.split(line.rpartition("&& ")[2])  # what installs has been done
    if words[0] != "kg":
        return []
    printed = _Terminal()
    complaints = io.StringIO()
    with contextlib.redirect_stdout(printed), contextlib.redirect_stderr(complaints):
        os.environ |= {"COLUMNS": str(WIDTH), "NO_COLOR": "1"}
        status = main(words[1:])
    if status:
        raise AssertionError(f"{line}: ended with {status}: {complaints.getvalue()}")
    return [part.rstrip() for part in printed.getvalue().rstrip().splitlines()]


@contextlib.contextmanager
def fresh_checkout(text: str) -> Iterator[Path]:
    """A folder with the seeds and the files that the text shows, to run the commands in."""
    before = Path.cwd()
    with tempfile.TemporaryDirectory() as place:
        shutil.copytree(ROOT / "seeds", Path(place) / "seeds")
        for name, body in files(text).items():
            (Path(place) / name).parent.mkdir(parents=True, exist_ok=True)
            (Path(place) / name).write_text(body, "utf-8")
        os.chdir(place)
        try:
            yield Path(place)
        finally:
            os.chdir(before)


def shown(printed: list[str], before: list[str]) -> list[str]:
    """The lines to show: all, or as many as stood before the `…` and as many after it."""
    if ELLIPSIS not in before:
        return printed
    at = before.index(ELLIPSIS)
    head, tail = at, len(before) - at - 1
    if len(printed) <= head + tail:
        return printed
    return [*printed[:head], ELLIPSIS, *(printed[-tail:] if tail else [])]


def tables() -> dict[str, str]:
    """The tables that are made from the code, by name."""
    from kg.query import shipped
    from kg.vocabulary import relations

    def row(*cells: str) -> str:
        return "| " + " | ".join(cell.replace("|", "\\|").replace("\n", " ") for cell in cells) + " |\n"

    questions = row("question", "asks", "parameters") + row("---", "---", "---")
    for question in shipped():
        questions += row(f"`{question.name}`", question.title, ", ".join(map(str, question.params or ())))
    words = row("relation", "from", "to", "meaning") + row("---", "---", "---", "---")
    for relation in sorted(relations().values(), key=lambda found: found.family):
        ends = (", ".join(sorted(classes)) for classes in (relation.domain, relation.range))
        mark = " ↔" if relation.symmetric else ""
        words += row(f"`{relation.name}`{mark}", *ends, relation.definitions["en"])
    return {"queries": questions, "relations": words}


def renewed(text: str) -> str:
    """The README with the outputs and tables of today."""
    for name, table in tables().items():
        head, _, rest = text.partition(f"<!-- {name} -->\n")
        text = f"{head}<!-- {name} -->\n{table}{rest[rest.index('<!-- end -->') :]}"
    with fresh_checkout(text):
        for block in blocks(text):
            old = "".join(f"$ {line}\n" + "".join(f"{part}\n" for part in lines) for line, lines in block)
            new = "".join(
                f"$ {line}\n" + "".join(f"{part}\n" for part in shown(output(line), lines)) for line, lines in block
            )
            text = text.replace(f"```console\n{old}```", f"```console\n{new}```")
    return text


if __name__ == "__main__":
    README.write_text(renewed(README.read_text("utf-8")), "utf-8")
    print(f"{README} is up to date", file=sys.stderr)
