"""The user's own relations and ways of saying them in a build."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from kg.build import RULES
from kg.errors import DataError, InputError
from kg.extract.frames import Frames, files_of, load_frames
from kg.model import digest
from kg.vocabulary import load

__all__ = ["Ways", "ways"]


@dataclass(frozen=True, slots=True)
class Ways:
    """Folders of frames and files of relations, and a digest of what they hold."""

    folders: tuple[Path, ...] = ()
    vocabularies: tuple[Path, ...] = ()
    digest: str = ""

    @property
    def files(self) -> list[Path]:
        """All files, of frames and of relations."""
        return [*(path for path, _ in files_of(self.folders)), *self.vocabularies]

    def frames(self, language: str) -> Frames:
        """The frames of a language with these in them, read once."""
        return load_frames(language, self.folders, load(*self.vocabularies))


def ways(folders: Iterable[str | Path], vocabularies: Iterable[str | Path], extractor: str = RULES) -> Ways:
    """The relations and frames in some files, checked.

    Raises:
        InputError: there are frames, and another extractor, which would not see them.
        DataError: a folder has no frames, a file cannot be read, or a line is bad.
    """
    bases = tuple(sorted({Path(folder) for folder in folders}))
    tables = tuple(sorted({Path(file) for file in vocabularies}))
    if bases and extractor != RULES:
        raise InputError(f"frames are for the extractor {RULES}; {extractor} would not see them")
    files = files_of(bases)
    for path in tables:
        if not path.is_file():
            raise DataError(f"{path}: no such file")
    held = [f"{path.parent.name}/{path.name} {path.read_bytes().hex()}" for path, _ in files]
    held += [path.read_bytes().hex() for path in tables]
    found = Ways(bases, tables, digest("\n".join(sorted(held)), 16) if held else "")
    load(*tables)
    for language in sorted({language for _, language in files}):
        found.frames(language)
    return found
