"""How a claim came to be, told in words from the records of a build."""

from pathlib import Path

from kg import verdicts
from kg.explain.find import Finder
from kg.explain.tell import Teller

__all__ = ["explain"]

MOST = 20
"""Claims of an edge that are told; a longer answer is not read."""


def explain(folder: Path, what: str, decisions: Path | None = None) -> str:
    """How a claim, or each claim of an edge, came to be: words, status, rule, reasons, who is who.

    Args:
        folder: A build's folder, for only a build has records.
        what: A claim as IRI, `claim:…` or the first digits of its id; or an edge as subject, relation and object,
            the ends as IRIs, prefixed names, last parts of IRIs or names: "Vladimir Putin signed entity:pact".
        decisions: What people decided about claims; `review.jsonl` in the build's folder if None.

    Raises:
        GraphError: The folder is no build.
        TableError: A line of the decisions is bad.
        QueryError: No claim or several claims are meant, or no claim stands behind the edge.
    """
    finder = Finder(Path(folder))
    claims = finder.find(what.strip())
    decided = verdicts.read(decisions or Path(folder) / verdicts.FILE)
    teller = Teller(finder, decided)
    told = [teller.tell(claim) for claim in claims[:MOST]]
    if len(claims) > MOST:
        told.append(f"… and {len(claims) - MOST} more; the question evidence-for-edge lists them all\n")
    return "\n".join(told)
