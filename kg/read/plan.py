"""Inputs → the files to read, each with its path as the graph shall know it."""

import glob
import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from kg.errors import InputError
from kg.read.web import is_url

__all__ = ["Source", "plan"]


@dataclass(frozen=True, slots=True)
class Source:
    """A file to read and the folder its name is relative to; `reason` says why it is skipped, if it is.

    Instead of a file, `url` is the address of a page or a feed, or "-" for standard input.
    """

    path: Path
    root: Path
    reason: str = ""
    url: str = ""

    @property
    def name(self) -> str:
        """The path relative to the folder, with forward slashes; an address itself."""
        return self.url or self.path.relative_to(self.root).as_posix()


def plan(inputs: Iterable[str | Path], leave_out: Iterable[Path] = ()) -> list[Source]:
    """The files of the inputs, sorted by name.

    A folder gives every file in it and below, hidden ones excepted; a file gives itself; a pattern such as
    `news/*.txt` what it matches (`**` any folders). Links are followed once. Addresses, and "-" for standard input,
    stay as they are.

    Args:
        inputs: folders, files, patterns and addresses.
        leave_out: files and folders that are no documents (the graph itself, tables).

    Raises:
        InputError: an input does not exist, or two files have the same name relative to their inputs.
    """
    closed = {path.resolve() for path in leave_out}
    sources: dict[str, Source] = {}
    for source in sorted(_sources(inputs, closed), key=lambda found: (found.name, str(found.path))):
        other = sources.setdefault(source.name, source)
        if other.path.resolve() != source.path.resolve():
            raise InputError(
                f"two inputs have the path {source.name}: {other.path} and {source.path}; "
                "build from a folder that holds both, or rename one"
            )
    return list(sources.values())


def _sources(inputs: Iterable[str | Path], closed: set[Path]) -> Iterator[Source]:
    """The files of all inputs, in no order that matters."""
    for given in inputs:
        if is_url(str(given)) or str(given) == "-":
            yield Source(Path(given), Path(), url=str(given))
            continue
        for path in _expanded(given):
            if path.is_dir():
                yield from _walk(path, path, closed, ())
            elif path.resolve() not in closed:
                yield Source(path, path.parent)


def _expanded(given: str | Path) -> list[Path]:
    """The paths that an input stands for."""
    path = Path(given)
    if path.exists():
        return [path]
    if glob.has_magic(str(given)):
        found = sorted(glob.glob(str(given), recursive=True))
        if found:
            return [Path(name) for name in found]
        raise InputError(f"{given}: nothing matches this pattern")
    raise InputError(f"{given}: no such file or folder")


def _walk(folder: Path, root: Path, closed: set[Path], above: tuple[Path, ...]) -> Iterator[Source]:
    """The files below a folder; a link that leads back to a folder above it is skipped."""
    real = folder.resolve()
    if real in closed:
        return
    if real in above:
        yield Source(folder, root, "a link that leads back to a folder above it")
        return
    try:
        names = sorted(os.listdir(folder))
    except OSError as error:
        yield Source(folder, root, f"cannot be read: {error.strerror or error}")
        return
    for name in names:
        path = folder / name
        if name.startswith("."):
            continue
        if path.is_dir():
            yield from _walk(path, root, closed, (*above, real))
        elif path.is_file():
            if path.resolve() not in closed:
                yield Source(path, root)
        else:
            yield Source(path, root, "a link to nothing" if path.is_symlink() else "no regular file")
