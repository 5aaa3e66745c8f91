"""Scores a built graph against claims that people took from the same texts.

A case is `NAME.txt`, the document, and `NAME.gold.json` beside it: what a careful reader takes from it
(see `kg.evaluate.cases`). A claim is right where relation, both ends, polarity, modality and speaker are.
"""

from kg.evaluate.cases import Case, Wanted, read_cases
from kg.evaluate.figures import Figures, Group
from kg.evaluate.judge import Judged, evaluate, judge
from kg.evaluate.say import to_json, to_text

__all__ = ["Case", "Figures", "Group", "Judged", "Wanted", "evaluate", "judge", "read_cases", "to_json", "to_text"]
