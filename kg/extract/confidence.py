"""Gives a draft the confidence that claims of its kind have earned.

How a draft came to be shows in signs: the kind of its rule, who or what stands at its ends, its status. Each sign
has a weight in `confidence.tsv`; their sum, through the logistic function, is the probability that the claim is right.
"""

import math
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path

from kg.extract.drafting import Draft
from kg.tables import read

__all__ = ["WEIGHED", "calibrated", "signs", "weights"]

TABLE = Path(__file__).with_name("confidence.tsv")
ALWAYS = "any claim"
"""The sign that every draft has: its weight is where the sum starts."""

WEIGHED = "weighed by "
"""What the reason begins with that tells a claim's signs."""


def calibrated(draft: Draft) -> float:
    """The confidence of a draft whose ends, status and speaker are settled, 0 to 1; its signs become a reason."""
    found = tuple(signs(draft))
    draft.reasons.append(WEIGHED + ", ".join(found))
    known = weights()
    return 1 / (1 + math.exp(-sum(known.get(sign, 0.0) for sign in (ALWAYS, *found))))


def signs(draft: Draft) -> Iterator[str]:
    """What tells how sure a draft is, in a fixed order."""
    if draft.rule.startswith("office"):
        yield draft.rule.partition(",")[0]
        yield f"relation {draft.relation}"
    elif draft.rule == "speech":
        yield f"relation {draft.relation}"
    elif not draft.signs:
        yield draft.rule
    yield from draft.signs
    for end, node in (("subject", draft.subject), ("object", draft.object)):
        if node is None:
            continue
        if node.slug is not None:
            yield f"{end} of the reference data"
        elif not node.named:
            yield f"{end} without a name"
        if node.type in ("Thing", "?"):
            yield f"{end} a thing"
    if draft.negated:
        yield "negated"
    if draft.modality != "asserted":
        yield draft.modality
    if draft.speaker is not None:
        yield "said by somebody"


@cache
def weights() -> Mapping[str, float]:
    """The weights of the signs.

    Raises:
        DataError: A line without a sign or with a weight that is no number.
    """
    found: dict[str, float] = {}
    for row in read(TABLE, ("sign", "weight", "claims", "right")):
        try:
            found[row["sign"]] = float(row["weight"])
        except ValueError:
            raise row.fail(f"{row['weight']!r} is no number") from None
    return found
