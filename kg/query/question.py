"""The shipped questions and their headers, and what a user may call one."""

import difflib
import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from kg.errors import QueryError
from kg.query.harmless import shown

__all__ = ["KINDS", "Parameter", "Question", "find", "shipped"]

KINDS = ("IRI", "relation", "literal", "date", "number")
SUFFIXES = (".rq", ".sparql")
LARGEST = 1_000_000
"""Bytes of a query file; a larger one is no question."""


@dataclass(frozen=True, slots=True)
class Parameter:
    """A variable that may be bound: `kind` is "IRI", "relation", "literal", "date" or "number"."""

    name: str
    kind: str
    optional: bool

    def __str__(self) -> str:
        """As in the header: `who (IRI, optional)`."""
        return f"{self.name} ({self.kind}{', optional' if self.optional else ''})"


@dataclass(frozen=True, slots=True)
class Question:
    """A query with what its header says of it.

    `params` is None where no header declares them: then any variable of the text may be bound. `rows` says what
    a row holds and in which order rows come. `name` is the file's stem, empty for SPARQL given as text.
    """

    name: str
    title: str
    params: tuple[Parameter, ...] | None
    rows: str
    text: str


def to_question(text: str, name: str = "", place: str = "the query") -> Question:
    """A question from its text: `# title:`, `# params:` and `# rows:` before the first line that is no comment.

    A header line goes on where the next begins with `#` and two spaces or more.

    Raises:
        QueryError: for a parameter that is not `name (kind)` or `name (kind, optional)`.
    """
    fields: dict[str, str] = {}
    field = ""
    for line in text.splitlines():
        if not line.startswith("#"):
            break
        if found := re.match(r"#\s?(title|params|rows):\s*(.*)", line):
            field = found[1]
            fields[field] = found[2].strip()
        elif field and line.startswith("#  "):
            fields[field] += " " + line[1:].strip()
        else:
            field = ""
    params = _parameters(fields["params"], place) if "params" in fields else None
    return Question(name, fields.get("title", ""), params, fields.get("rows", ""), text)


def _parameters(text: str, place: str) -> tuple[Parameter, ...]:
    """The parameters of a header line; "none" or nothing for a question without."""
    if text in ("", "none"):
        return ()
    found = []
    for part in re.split(r",\s*(?![^()]*\))", text):
        match = re.fullmatch(r"(\w+) \((\w+)(, optional)?\)", part.strip())
        if match is None or match[2] not in KINDS:
            raise QueryError(f"{place}: parameter {part!r} is not 'name (kind)' or 'name (kind, optional)'; "
                             f"kinds: {', '.join(KINDS)}")
        found.append(Parameter(match[1], match[2], match[3] is not None))
    return tuple(found)


def _folder() -> Path:
    """Where the shipped questions lie: in the package once installed, beside it in a checkout."""
    package = Path(__file__).resolve().parent.parent
    inside = package / "queries"
    return inside if inside.is_dir() else package.parent / "queries"


@cache
def shipped() -> tuple[Question, ...]:
    """The questions that come with kg, by name."""
    files = sorted(_folder().glob("*.rq"))
    return tuple(to_question(file.read_text(encoding="utf-8"), file.stem, file.name) for file in files)


def find(query: str) -> Question:
    """The question that a user means.

    In this order: a shipped question's name (with or without `.rq`); a file; SPARQL itself, known by its white
    space or braces. A text without either is a name, and an unknown one is answered with the nearest.

    Raises:
        QueryError: where nothing has that name, or the file cannot be read.
    """
    by_name = {question.name: question for question in shipped()}
    name = query.strip()
    for candidate in (name, name.removesuffix(".rq")):
        if candidate in by_name:
            return by_name[candidate]
    looks_like_path = "\n" not in name and "{" not in name and len(name) < 1000 and "\0" not in name
    if looks_like_path and (name.endswith(SUFFIXES) or Path(name).is_file()):
        return _read(Path(name), by_name)
    if re.search(r"[\s{]", name):
        return to_question(query)
    raise QueryError(f"no question is called {shown(name)!r}; {_near(name, by_name)}")


def _read(path: Path, by_name: dict[str, Question]) -> Question:
    """The question in a file of the user's."""
    try:
        if path.stat().st_size > LARGEST:
            raise QueryError(f"{path}: larger than {LARGEST} bytes, so no question")
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError:
        raise QueryError(f"{path}: not UTF-8 text") from None
    except OSError as error:
        hint = _near(path.stem, by_name) if isinstance(error, FileNotFoundError) else "give a file that can be read"
        raise QueryError(f"{path}: {error.strerror}; {hint}") from None
    return to_question(text, path.stem, str(path))


def _near(name: str, by_name: dict[str, Question]) -> str:
    """The shipped names that are close to `name`, as a hint."""
    beginning = [other for other in by_name if name and other.startswith(name)]
    holding = [other for other in by_name if name and name in other]
    close = difflib.get_close_matches(name, by_name, n=3, cutoff=0.5)
    near = list(dict.fromkeys([*(n for n in close if n == name), *beginning, *close, *holding]))
    return f"did you mean {', '.join(near[:3])}?" if near else "`kg queries` lists the shipped ones"
