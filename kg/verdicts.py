"""What people decided about claims: one plain file of JSON lines, which outlives every build.

A line holds `claim` (the last part of its IRI), `verdict` ("accept", "reject" or "correct"), `document` (its path), and
`said`: the claim as it was shown, whole, so that the decision can be told and used when the claim is gone. A
correction holds in `correction` the fields that are otherwise. The last line for a claim counts.

`said` and `correction` have `subject`, `relation`, `object` or `literal`, `negated`, `modality`, `speaker`, `time`, and
`said` has `evidence`, the words; entities are objects with `id`, `type`, `names` and where known `wikidata`.
"""

import json
import os
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from kg.errors import InputError, TableError

__all__ = ["FILE", "VERDICTS", "Verdict", "add", "read"]

FILE = "review.jsonl"
"""What the file is called in a build's folder, where none is given."""

VERDICTS = ("accept", "reject", "correct")

_MUST = ("claim", "verdict", "document", "said")


@dataclass(frozen=True, slots=True)
class Verdict:
    """A decision about a claim; see the module for its fields."""

    claim: str
    verdict: str
    document: str
    said: Mapping[str, Any]
    correction: Mapping[str, Any] = field(default_factory=dict)

    @property
    def right(self) -> Mapping[str, Any] | None:
        """The claim as the reader has it: as shown or corrected; None where it was rejected."""
        if self.verdict == "reject":
            return None
        right = {**self.said, **self.correction}
        for one, other in (("object", "literal"), ("literal", "object")):
            if one in self.correction:
                right.pop(other, None)
        return right


def read(path: Path) -> dict[str, Verdict]:
    """The decisions of a file by claim; none where there is no such file.

    Raises:
        TableError: a line that is no decision; it is named.
    """
    try:
        lines = path.read_text(encoding="utf-8").split("\n")
    except FileNotFoundError:
        return {}
    except (OSError, UnicodeDecodeError) as error:
        raise TableError(f"{path}: cannot be read: {error}") from error
    found = {}
    for number, line in enumerate(lines, 1):
        if line.strip():
            verdict = _verdict(line, f"{path} line {number}")
            found[verdict.claim] = verdict
    return found


def _verdict(line: str, place: str) -> Verdict:
    try:
        told = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise TableError(f"{place}: not JSON ({error})") from error
    if not isinstance(told, dict) or any(name not in told for name in _MUST):
        raise TableError(f"{place}: a decision is an object with {', '.join(_MUST)}")
    if told["verdict"] not in VERDICTS:
        raise TableError(f"{place}: the verdict is one of {', '.join(VERDICTS)}")
    said, correction = told["said"], told.get("correction") or {}
    if not (isinstance(said, dict) and isinstance(correction, dict) and isinstance(said.get("subject"), dict)):
        raise TableError(f"{place}: 'said' and 'correction' are objects, and an end is one with id, type and names")
    return Verdict(str(told["claim"]), told["verdict"], str(told["document"]), said, correction)


def add(path: Path, verdict: Verdict) -> None:
    """Add a decision at the end of a file; it is on disk when this returns.

    Raises:
        InputError: the file cannot be written.
    """
    line = json.dumps({name: value for name, value in asdict(verdict).items() if value}, ensure_ascii=False)
    try:
        with path.open("a", encoding="utf-8", newline="\n") as out:
            out.write(line + "\n")
            out.flush()
            os.fsync(out.fileno())
    except OSError as error:
        raise InputError(f"{path}: cannot be written: {error.strerror or error}") from error
