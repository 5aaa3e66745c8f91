"""Reviewing claims: which come first, what a reader is shown, what is kept, and cases made of it."""

from kg.review.gold import export
from kg.review.walk import Review

__all__ = ["Review", "export"]
