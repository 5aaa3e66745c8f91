"""What a SPARQL text is, seen by its words: its form, its variables, and whether it stays offline."""

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from kg.errors import QueryError
from kg.query.harmless import shown

__all__ = ["Shape", "bound", "look", "not_selected"]

FORMS = ("SELECT", "ASK", "CONSTRUCT", "DESCRIBE")
UPDATES = ("INSERT", "DELETE", "LOAD", "CLEAR", "DROP", "CREATE", "COPY", "MOVE", "ADD", "WITH")

# Only an IRI with "://" is surely one: elsewhere "<" may be "less than", as far as a reader of words can tell.
TOKEN = re.compile(
    r"""(?P<prologue>\b(?:PREFIX\s+[^\s<#]*\s*|BASE\s*)<[^\x00-\x20<>"{}|^`\\]*>)
    | (?P<comment>\#[^\r\n]*)
    | (?P<iri><[A-Za-z][A-Za-z0-9+.-]*://[^\x00-\x20<>"{}|^`\\]*>)
    | (?P<string>\"\"\"(?:\"{0,2}(?:[^"\\]|\\.))*\"\"\"|'''(?:'{0,2}(?:[^'\\]|\\.))*'''
        |"(?:[^"\\\r\n]|\\.)*"|'(?:[^'\\\r\n]|\\.)*')
    | (?P<variable>[?$]\w+)
    | (?P<tag>@[A-Za-z]+(?:-[A-Za-z0-9]+)*)
    | (?P<name>(?:[^\W\d_][\w.-]*)?:(?:[\w:.-]|%[0-9A-Fa-f]{2}|\\.)*)
    | (?P<word>[^\W\d]\w*)
    | (?P<less><(?!=?\s))
    | (?P<other>\S)""",
    re.VERBOSE | re.IGNORECASE | re.DOTALL,
)
BOUND = re.compile(r"\bBOUND\s*\(\s*[?$](\w+)\s*\)", re.IGNORECASE)
SERVICE = re.compile(r"(?<!\w)service(?!\w)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Shape:
    """What a query asks for.

    `form` is one of "SELECT", "ASK", "CONSTRUCT", "DESCRIBE"; `variables` are all names after "?" or "$", in
    the order of the text; `selected` those of the first SELECT, None for "*"; `insert` is the place in the text
    where its list begins.
    """

    form: str
    variables: tuple[str, ...]
    selected: frozenset[str] | None
    insert: int


def look(text: str) -> Shape:
    """The shape of a query.

    Raises:
        QueryError: for an update, for a SERVICE (the graph is asked offline), and for what is no query.
    """
    tokens = [match for match in TOKEN.finditer(text) if match.lastgroup not in ("comment", "prologue")]
    words = (token[0].upper() for token in tokens if token.lastgroup == "word")
    form = next(words, "")
    if form in UPDATES:
        raise QueryError(f"a graph is only read: {form} is an update; ask with SELECT, ASK, CONSTRUCT or DESCRIBE")
    if form not in FORMS:
        raise QueryError(f"{shown(text, 40)!r} is no SPARQL query: it begins with none of {', '.join(FORMS)}")
    _stay_offline(text, tokens)
    variables = tuple(dict.fromkeys(token[0][1:] for token in tokens if token.lastgroup == "variable"))
    selected, insert = _selected(tokens) if form == "SELECT" else (None, 0)
    return Shape(form, variables, selected, insert)


def _stay_offline(text: str, tokens: list[re.Match[str]]) -> None:
    """Refuse SERVICE, and the word itself where comments and strings cannot be told from code for sure."""
    if not SERVICE.search(text):
        return
    if any(token.lastgroup == "word" and token[0].upper() == "SERVICE" for token in tokens):
        raise QueryError("SERVICE would ask the network; a graph is asked offline: leave it out")
    if any(token.lastgroup == "less" for token in tokens):
        raise QueryError('the word "service" beside "<": write a space after each "<" that compares, and IRIs whole')


def _selected(tokens: list[re.Match[str]]) -> tuple[frozenset[str] | None, int]:
    """The variables of the first SELECT, None for "*", and where their list begins."""
    first = next(i for i, token in enumerate(tokens) if token.lastgroup == "word") + 1
    if first < len(tokens) and tokens[first][0].upper() in ("DISTINCT", "REDUCED"):
        first += 1
    names: list[str] = []
    before = ""
    for depth, token in _with_depth(tokens[first:]):
        if token[0] == "{" or (depth == 0 and token[0].upper() in ("WHERE", "FROM")):
            break
        if depth == 0 and token[0] == "*":
            return None, token.start()
        if token.lastgroup == "variable" and (depth == 0 or before == "AS"):
            names.append(token[0][1:])
        before = token[0].upper()
    start = tokens[first].start() if first < len(tokens) else 0
    return frozenset(names), start


def _with_depth(tokens: list[re.Match[str]]) -> Iterator[tuple[int, re.Match[str]]]:
    """Each token with the number of round brackets around it."""
    depth = 0
    for token in tokens:
        depth += {"(": 1, ")": -1}.get(token[0], 0)
        yield depth, token


def bound(text: str, shape: Shape, names: Collection[str]) -> str:
    """`text` as Oxigraph binds the variables of `names` from outside.

    It binds only what the query selects, and takes BOUND for false where no pattern has the variable: so the names
    that are missing are selected as well, first of all, and BOUND of any name is true.
    """
    for match in reversed(list(BOUND.finditer(text, shape.insert))):
        if match[1] in names:
            text = f"{text[: match.start()]}true{text[match.end() :]}"
    hidden = "".join(f"?{name} " for name in not_selected(shape, names))
    return text[: shape.insert] + hidden + text[shape.insert :]


def not_selected(shape: Shape, names: Collection[str]) -> list[str]:
    """The names that the query does not select; none where it selects all or is no SELECT."""
    return [] if shape.selected is None else sorted(set(names) - shape.selected)
