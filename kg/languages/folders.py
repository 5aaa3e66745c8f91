"""Finds the languages by their folders and reads their data files."""

import os
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from kg.errors import DataError, InputError

__all__ = [
    "Settings",
    "folder",
    "forget",
    "languages",
    "lexicon",
    "pipeline_folder",
    "read_table",
    "register",
    "settings",
    "words",
]

SETTINGS = "language.toml"
HYPHENS = ("all", "names", "none")
PIPELINES = "KG_PIPELINES"
"""Environment variable: a folder whose sub-folders (id, en) hold pipelines to use instead of the built-in ones."""

_registered: dict[str, Path] = {}


@dataclass(frozen=True, slots=True)
class Settings:
    """What `language.toml` says of a language.

    `name` is the language in English. `close` are the codes of languages that identification takes for it
    and that its cue words tell apart. `split_hyphens` is "all", "names" or "none", see `kg.languages.tokens`.
    `inflected` are the parts of speech whose lemma is looked up in simplemma's dictionary of the language.
    """

    name: str
    close: tuple[str, ...] = ()
    split_hyphens: str = "none"
    inflected: tuple[str, ...] = ()


def register(path: str | Path) -> str:
    """Add a language at run time: a folder named by its code, with `language.toml` and data files.

    Args:
        path: The folder. Its name is the language's code.

    Returns:
        The code.

    Raises:
        InputError: The folder has no `language.toml`.
    """
    place = Path(path)
    if not (place / SETTINGS).is_file():
        raise InputError(f"{place}: no {SETTINGS} there; a language is a folder that holds one")
    _registered[place.name] = place
    return place.name


def forget(language: str) -> None:
    """Take back `register`; a language of the package stays."""
    _registered.pop(language, None)


def languages() -> tuple[str, ...]:
    """The codes of all languages, in order: the package's folders and the registered ones."""
    own = {place.parent.name for place in Path(__file__).parent.glob(f"*/{SETTINGS}")}
    return tuple(sorted(own | _registered.keys()))


def folder(language: str) -> Path:
    """The folder of a language.

    Raises:
        InputError: There is no such language.
    """
    if language not in languages():
        raise InputError(f"language {language!r} is not supported; there is {', '.join(languages())}")
    return _registered.get(language, Path(__file__).parent / language)


def pipeline_folder(language: str) -> Path | None:
    """Where the trained pipeline of a language lies; None for a language without one."""
    elsewhere = os.environ.get(PIPELINES)
    places = [Path(elsewhere) / language] if elsewhere else []
    for place in [*places, folder(language) / "pipeline"]:
        if (place / "config.cfg").is_file():
            return place
    return None


def settings(language: str) -> Settings:
    """The settings of a language.

    Raises:
        InputError: There is no such language.
        DataError: `language.toml` cannot be read or says what it should not.
    """
    return _settings(folder(language) / SETTINGS)


@cache
def _settings(path: Path) -> Settings:
    try:
        table = tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise DataError(f"{path}: {error}") from None
    unknown = sorted(table.keys() - {"name", "close", "split_hyphens", "inflected"})
    if unknown or not isinstance(table.get("name"), str):
        raise DataError(f"{path}: {'unknown key ' + unknown[0] if unknown else 'no name'}")
    close, inflected = tuple(table.get("close", ())), tuple(table.get("inflected", ()))
    hyphens = table.get("split_hyphens", "none")
    if hyphens not in HYPHENS:
        raise DataError(f"{path}: split_hyphens is {hyphens!r}; it can be {', '.join(HYPHENS)}")
    return Settings(table["name"], close, hyphens, inflected)


def lexicon(language: str, name: str) -> tuple[Mapping[str, str], ...]:
    """The rows of the data file `name`.tsv of a language, each as column name → cell.

    The first line names the columns; lines that begin with "# " and empty lines are skipped.

    Raises:
        InputError: There is no such language, or no such file.
        DataError: A line has another number of cells than the first, an empty first cell, or stood before.
    """
    path = folder(language) / f"{name}.tsv"
    if not path.is_file():
        raise InputError(f"{path}: no such data file of language {language!r}")
    return read_table(path)


def words(language: str, name: str) -> frozenset[str]:
    """The first cells of a data file of a language; empty where the language has no such file."""
    if not (folder(language) / f"{name}.tsv").is_file():
        return frozenset()
    return frozenset(next(iter(row.values())) for row in lexicon(language, name))


@cache
def read_table(path: Path) -> tuple[Mapping[str, str], ...]:
    """The rows of a table with tabs, checked; see `lexicon` for the format.

    Raises:
        DataError: A line has another number of cells than the first, an empty first cell, or stood before.
    """
    try:
        lines = path.read_text(encoding="utf-8").split("\n")
    except UnicodeDecodeError as error:
        raise DataError(f"{path}: not UTF-8 at byte {error.start}; save it as UTF-8") from None
    header: list[str] | None = None
    seen: dict[str, int] = {}
    rows: list[Mapping[str, str]] = []
    for number, line in enumerate(lines, 1):
        if not line.strip() or line.startswith("# "):
            continue
        cells = line.split("\t")
        if header is None:
            header = cells
            continue
        _check(path, number, line, len(header), seen)
        rows.append(dict(zip(header, cells, strict=True)))
    return tuple(rows)


def _check(path: Path, number: int, line: str, columns: int, seen: dict[str, int]) -> None:
    cells = line.split("\t")
    if len(cells) != columns:
        raise DataError(f"{path}:{number}: {len(cells)} cells where the first line names {columns}")
    if not cells[0] or any(cell != cell.strip() for cell in cells):
        raise DataError(f"{path}:{number}: an empty first cell, or white space around a cell")
    if line in seen:
        raise DataError(f"{path}:{number}: the same as line {seen[line]}; drop one")
    seen[line] = number
