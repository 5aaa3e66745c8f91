"""The graph on disk and behind rdflib: written beside, swapped in by rename, opened read-only.

`graph/store` is a symbolic link to `graph/store-DIGEST`, so that one rename swaps stores. Who reads a store holds a
shared lock on its file `readers`; a store that was replaced goes when nobody reads it any more.
"""

import fcntl
import hashlib
import json
import os
import shutil
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

import pyoxigraph as ox
from rdflib import Dataset

from kg.adapter import ReadOnlyStore
from kg.errors import GraphError
from kg.rdf import BASE
from kg.summary import Counts
from kg.terms import PREFIXES, PROV, Quad
from kg.turtle import Turtle

__all__ = ["FORMAT", "about", "base", "open", "write"]

FORMAT = 1
"""The version of a build's folder: another one must be built again."""

_FORMATS = {
    ".nq": ox.RdfFormat.N_QUADS,
    ".nt": ox.RdfFormat.N_TRIPLES,
    ".trig": ox.RdfFormat.TRIG,
    ".ttl": ox.RdfFormat.TURTLE,
}
_DEFAULT = ""
_PART = 16_000_000
"""Bytes that go into the store at once: all of a large graph at once takes a gigabyte for a million quads."""


def write(folder: Path, quads: Iterable[Quad], base: str = BASE, details: Mapping[str, Any] | None = None) -> Counts:
    """Write a build's graph: `graph.nq`, `graph.ttl`, the store and `build.json`, each swapped in when whole.

    Readers of the store that was there before go on undisturbed. Where the disk is full, what was there stays.

    Args:
        folder: The build's folder; made where it is absent.
        quads: The graph as `kg.assemble.assemble` gives it.
        base: What the graph's own IRIs start with.
        details: What else `build.json` records: versions, settings, skipped inputs.

    Returns:
        What the graph holds.
    """
    folder.mkdir(parents=True, exist_ok=True)
    beside = folder / f"next-{os.getpid()}"
    for left in (*folder.glob("next-*"), *folder.glob("kg-sort-*")):  # of a build that was killed
        if f"-{os.getpid()}-" not in f"{left.name}-" or left == beside:
            shutil.rmtree(left, ignore_errors=True)
    beside.mkdir()
    try:
        turtle, counts = Turtle(base, beside), Counts(base)
        digest = _lines(beside / "graph.nq", quads, turtle, counts)
        turtle.write(beside / "graph.ttl")
        _store(folder, beside, digest[:16])
        with (beside / "graph.ttl").open("rb") as file:
            digests = {"graph.nq": digest, "graph.ttl": hashlib.file_digest(file, "sha256").hexdigest()}
        facts = {"format": FORMAT, "base": base, "counts": counts.as_dict(), "digests": digests, **(details or {})}
        (beside / "build.json").write_text(json.dumps(facts, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
        for name in ("graph.nq", "graph.ttl", "build.json"):
            (beside / name).replace(folder / name)
    finally:
        shutil.rmtree(beside, ignore_errors=True)
    _remove_old(folder)
    return counts


def open(path: Path) -> Dataset:
    """A graph to ask, read-only: its default graph answers queries that name no graph.

    Args:
        path: A build's folder, or a file of N-Quads, TriG, Turtle or N-Triples, which is read into memory.

    Raises:
        GraphError: No such path, a folder that is no build or of another format version, a file of another kind
            or one that cannot be parsed.
    """
    if not path.exists():
        raise GraphError(f"{path}: no such file or folder; give a build's folder or a .nq, .trig, .ttl or .nt file")
    store = _open_folder(path) if path.is_dir() else _open_file(path)
    dataset = Dataset(store=store, default_union=False)
    for prefix, namespace in PREFIXES.items():
        dataset.bind(prefix, namespace)
    return dataset


def about(folder: Path) -> dict[str, Any]:
    """What `build.json` records of a build.

    Raises:
        GraphError: A folder that is no build, or one of another format version.
    """
    try:
        found = json.loads((folder / "build.json").read_text(encoding="utf-8"))
        version = found["format"]
    except FileNotFoundError:
        raise GraphError(f"{folder}: is no build's folder (it has no build.json); run kg build first") from None
    except (ValueError, KeyError, TypeError) as error:
        raise GraphError(f"{folder / 'build.json'}: cannot be read ({error}); build again") from error
    if version != FORMAT:
        raise GraphError(f"{folder}: is of format version {version}, this kg reads {FORMAT}; build again")
    return dict(found)


def base(dataset: Dataset) -> str:
    """What the instance IRIs of a graph start with, seen from its documents; the default where it has none."""
    query = f"SELECT ?d {{ ?d <{PROV}wasGeneratedBy> ?b FILTER CONTAINS(STR(?d), '/doc/') }} ORDER BY ?d LIMIT 1"
    for row in dataset.query(query):
        return str(row[0]).rpartition("doc/")[0]  # type: ignore[index]
    return BASE


def _lines(path: Path, quads: Iterable[Quad], turtle: Turtle, counts: Counts) -> str:
    """Write the lines of N-Quads, show each quad to Turtle and counts, and give the digest of the file."""
    digest = hashlib.sha256()

    def through() -> Iterator[Quad]:
        with path.open("wb") as out:
            for quad in quads:
                line = f"{quad.line()}\n".encode()
                digest.update(line)
                out.write(line)
                counts.add(quad)
                if quad.graph == _DEFAULT:
                    yield quad

    turtle.add(through())
    return digest.hexdigest()


def _store(folder: Path, beside: Path, digest: str) -> None:
    """Make the store of `beside`/graph.nq and let the link point to it."""
    made, link = folder / f"store-{digest}", folder / "store"
    if not _is_whole(made):
        shutil.rmtree(made, ignore_errors=True)
        store = ox.Store(str(beside / "store"))
        with (beside / "graph.nq").open("rb") as lines:
            while part := lines.readlines(_PART):
                store.bulk_load(input=b"".join(part), format=ox.RdfFormat.N_QUADS, lenient=True)
        store.optimize()
        store.flush()
        del store
        (beside / "store" / "readers").touch()
        (beside / "store").replace(made)
    if link.is_dir() and not link.is_symlink():  # a copy of a build whose links were followed
        link.replace(beside / "copied")
    pointer = beside / "link"
    pointer.symlink_to(made.name)
    pointer.replace(link)


def _is_whole(store: Path) -> bool:
    """Whether a store of the same graph is there already and can be opened."""
    try:
        ox.Store.read_only(str(store))
    except (OSError, RuntimeError, ValueError):
        return False
    return (store / "readers").exists()


def _remove_old(folder: Path) -> None:
    """Remove the stores that the link does not point to and nobody reads, and what a killed build left."""
    current = (folder / "store").resolve()
    for old in folder.glob("store-*"):
        if old.resolve() != current and old.is_dir():
            try:
                lock = os.open(old / "readers", os.O_RDONLY)
            except FileNotFoundError:
                shutil.rmtree(old, ignore_errors=True)
                continue
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
                shutil.rmtree(old, ignore_errors=True)
            except BlockingIOError:
                pass  # a reader is at it; a later build removes it
            finally:
                os.close(lock)


def _open_folder(folder: Path) -> ReadOnlyStore:
    about(folder)
    while True:
        path = (folder / "store").resolve()
        try:
            lock = os.open(path / "readers", os.O_RDONLY)
        except FileNotFoundError:
            if (folder / "store").resolve() != path:
                continue  # swapped while we looked
            raise GraphError(f"{folder}: its store is missing; build again") from None
        fcntl.flock(lock, fcntl.LOCK_SH)
        if (path / "readers").exists():
            break
        os.close(lock)  # removed while we waited
    try:
        return ReadOnlyStore(ox.Store.read_only(str(path)), lock, folder, path.name.removeprefix("store-"))
    except (OSError, RuntimeError, ValueError) as error:  # RuntimeError: what Oxigraph says of a damaged store
        os.close(lock)
        raise GraphError(f"{path}: its store cannot be opened ({error}); build again") from error


def _open_file(path: Path) -> ReadOnlyStore:
    form = _FORMATS.get(path.suffix.lower())
    if form is None:
        raise GraphError(f"{path}: is no graph that kg reads; give a .nq, .trig, .ttl or .nt file or a build's folder")
    store = ox.Store()
    try:
        store.bulk_load(path=str(path), format=form)
    except SyntaxError as error:
        why = str(error.msg).partition(": ")[2] or error.msg
        raise GraphError(f"{path}:{error.lineno or 1}: cannot be parsed: {why}") from error
    except (OSError, ValueError) as error:
        raise GraphError(f"{path}: cannot be read: {error}") from error
    return ReadOnlyStore(store)
