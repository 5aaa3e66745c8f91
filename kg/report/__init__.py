"""What a graph knows, for people: a list of its entities, a report on one thing, the chain between two."""

from kg.report.chain import chain
from kg.report.entities import Row, entities
from kg.report.markdown import report

__all__ = ["Row", "chain", "entities", "report"]
