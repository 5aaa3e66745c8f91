"""Says the figures of an evaluation: as tables for a person, as JSON for a program."""

import json
from collections.abc import Iterable
from typing import Any

from kg.evaluate.figures import Figures, Group

__all__ = ["to_json", "to_text"]

SHARES = ("time", "evidence", "link", "facts")


def to_text(figures: Figures, misses: bool = False) -> str:
    """Tables of all groups, the shares below; with `misses`, first each claim that is missing or wrong."""
    lines = [f"{m.kind:8}{m.case[:26]:27}{m.claim} {m.why}".rstrip() for m in figures.misses] if misses else []
    lines.append(f"{figures.cases} cases; right = relation, ends, polarity, modality and speaker")
    for kind in ("all", "language ", "family ", "relation "):
        lines.extend(_rows(figures, kind))
    lines.append(f"{'macro over families':30} F1 {figures.macro_f1:.3f}")
    for name in SHARES:
        share = figures.share(name)
        lines.append(f"{name + ' right':30} {'none' if share is None else format(share, '.3f')}")
    counts = figures.counts
    counted = (f"{counts['false facts']} false facts", f"{counts['wrong links']} wrong links")
    lines.append(f"{', '.join(counted)}, {counts['groundless']} groundless facts")
    return "\n".join(lines)


def _rows(figures: Figures, kind: str) -> Iterable[str]:
    for name, group in sorted(figures.groups.items()):
        if name.startswith(kind) and (kind != "all" or name == kind):
            yield (
                f"{name:30} P {group.precision:.3f}  R {group.recall:.3f}  F1 {group.f1:.3f}  "
                f"(without status F1 {group.lenient_f1:.3f}; {group.wanted} wanted, {group.found} found)"
            )


def to_json(figures: Figures) -> str:
    """The figures as one JSON object: `groups` by name, `macro_f1`, shares and counts."""
    told: dict[str, Any] = {"cases": figures.cases}
    told["groups"] = {name: _group(group) for name, group in sorted(figures.groups.items())}
    told["macro_f1"] = figures.macro_f1
    for name in SHARES:
        share = figures.share(name)
        told[name] = None if share is None else round(share, 4)
    told |= {n.replace(" ", "_"): figures.counts[n] for n in ("false facts", "wrong links", "groundless")}
    return json.dumps(told, indent=1)


def _group(group: Group) -> dict[str, float | int]:
    return {
        "precision": group.precision,
        "recall": group.recall,
        "f1": group.f1,
        "lenient_f1": group.lenient_f1,
        "wanted": group.wanted,
        "found": group.found,
    }
