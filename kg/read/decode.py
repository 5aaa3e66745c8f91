"""Bytes → text: UTF-8 and UTF-16 as they say, other encodings by their look, newlines made LF."""

import codecs
import re

from kg.errors import DocumentError

__all__ = ["decode", "newlines"]

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16: its mark starts with the same two bytes
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# Enough to tell an encoding; a longer look costs time and changes nothing.
_LOOK = 100_000
_COMMON = "cp1252"


def decode(data: bytes, name: str) -> tuple[str, str]:
    """The text of `data` and its encoding.

    A byte order mark decides; else UTF-8 where the bytes are valid UTF-8; else Windows-1252
    where charset-normalizer holds it for possible; else what it holds for most likely.

    Args:
        data: the bytes of a file.
        name: what to call the file in an error.

    Returns:
        The text without its mark and with LF as its only newline, and the name of the encoding.

    Raises:
        DocumentError: the file is binary or its encoding cannot be told.
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _decoded(data[len(mark) :], encoding, name), encoding
    if b"\0" in data:
        raise DocumentError(f"{name}: binary, not text")
    try:
        return newlines(data.decode("utf-8")), "utf-8"
    except UnicodeDecodeError as error:
        return _guessed(data, name, error.start)


def newlines(text: str) -> str:
    r"""`text` with every CR LF and CR as one LF.

    >>> newlines("a\r\nb\rc\n")
    'a\nb\nc\n'
    """
    return re.sub(r"\r\n?", "\n", text)


def _decoded(data: bytes, encoding: str, name: str) -> str:
    """The text in the encoding that the byte order mark names."""
    try:
        return newlines(data.decode(encoding))
    except UnicodeDecodeError as error:
        raise DocumentError(f"{name}: byte {error.start} is not {encoding}, which the file's mark says") from error


def _guessed(data: bytes, name: str, place: int) -> tuple[str, str]:
    """The text in the likeliest encoding."""
    from charset_normalizer import from_bytes  # slow to import, and few files need it

    # The head is where an encoding shows itself; a window around the first odd byte is where it differs.
    window = data[: _LOOK // 2] + data[max(_LOOK // 2, place - _LOOK // 4) : place + _LOOK // 4]
    if sum(byte < 32 and byte not in b"\t\n\r\f" for byte in window) > len(window) // 100:
        raise DocumentError(f"{name}: binary, not text")
    likely = [match.encoding for match in from_bytes(window)]
    if not likely:
        raise DocumentError(f"{name}: encoding unknown (byte {place} is not UTF-8); save it as UTF-8")
    # English and Indonesian need few letters beyond ASCII, which many encodings explain; the common one is meant.
    encoding = _COMMON if _COMMON in likely else likely[0]
    try:
        return newlines(data.decode(encoding)), encoding
    except UnicodeDecodeError as error:
        raise DocumentError(f"{name}: neither UTF-8 nor {encoding}; save it as UTF-8") from error
