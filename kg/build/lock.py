"""One writer per folder: a lock that a killed build cannot leave behind."""

import fcntl
import json
import os
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from kg.errors import InputError, LockError

__all__ = ["lock"]


@contextmanager
def lock(folder: Path) -> Iterator[None]:
    """Hold `folder/lock` while the block runs.

    The operating system ties the lock to the process, so that it ends with it however it ends; the file's text
    tells the others who holds it. A file left by a killed build is taken over.

    Raises:
        LockError: another build holds the folder.
        InputError: the folder cannot be written.
    """
    path = folder / "lock"
    descriptor = _open(path)
    try:
        holder = json.dumps({"pid": os.getpid(), "host": socket.gethostname()})
        os.ftruncate(descriptor, 0)
        os.pwrite(descriptor, holder.encode(), 0)
        yield
    finally:
        path.unlink(missing_ok=True)  # before closing: whoever waits for this file sees that it is gone
        os.close(descriptor)


def _open(path: Path) -> int:
    """The lock's file, open and held."""
    while True:
        try:
            descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o644)
        except OSError as error:
            raise InputError(f"{path.parent}: cannot be written: {error.strerror}") from error
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            os.close(descriptor)
            raise LockError(f"{path.parent}: {_holder(path)} is building into it; wait or use another --out") from error
        if _is_at(descriptor, path):
            return descriptor
        os.close(descriptor)  # the holder before us removed the file between our two steps


def _is_at(descriptor: int, path: Path) -> bool:
    """Whether the open file is the one that stands at `path`."""
    try:
        return os.path.samestat(os.fstat(descriptor), os.stat(path))
    except FileNotFoundError:
        return False


def _holder(path: Path) -> str:
    """Who holds the lock, in words."""
    try:
        holder = json.loads(path.read_text("utf-8"))
        return f"process {int(holder['pid'])} on {holder['host']}"
    except (OSError, ValueError, KeyError, TypeError):
        return "another build"
