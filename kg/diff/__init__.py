"""What two builds know differently: documents, entities, claims and facts.

Things are the same where the last part of their IRI is: a claim's is made of its document, ends, relation and status,
so another base, another order or another day of building makes no difference.
"""

from kg.diff.changes import KINDS, Change, diff
from kg.diff.say import COLUMNS, FORMATS, to_csv, to_turtle

__all__ = ["COLUMNS", "FORMATS", "KINDS", "Change", "diff", "to_csv", "to_turtle"]
