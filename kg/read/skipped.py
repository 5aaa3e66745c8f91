"""What a reader says of an input that gave no document."""

from dataclasses import dataclass

__all__ = ["Skipped"]


@dataclass(frozen=True, slots=True)
class Skipped:
    """An input that gave no document, and why; `passing` where that may be otherwise the next time."""

    path: str
    reason: str
    passing: bool = False
