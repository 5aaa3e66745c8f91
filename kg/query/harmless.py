"""Words from outside, made safe to print in a line."""

import re
import unicodedata

__all__ = ["harmless", "shown"]

# Marks that turn the direction of writing; Unicode counts them among the invisible, not among the controls.
TURNING = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


def harmless(text: str) -> str:
    r"""`text` in one line, with nothing in it that a terminal would obey.

    White space becomes one space; control characters and marks that turn the direction of writing become U+FFFD.

    >>> harmless("red\n\x1b[31m")
    'red \ufffd[31m'
    """
    flat = re.sub(r"\s+", " ", text).strip()
    if flat.isascii() and flat.isprintable():
        return flat
    return "".join("\ufffd" if unicodedata.category(c) in ("Cc", "Cs") or c in TURNING else c for c in flat)


def shown(text: str, length: int = 60) -> str:
    """`text` for an error: harmless, and cut to `length` characters."""
    flat = harmless(text)
    return flat if len(flat) <= length else flat[: length - 1] + "…"
