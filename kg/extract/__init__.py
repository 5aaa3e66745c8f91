"""Extraction: from an analysed text to claims, each with its words, speaker, status and time."""

from kg.extract.engine import extract

__all__ = ["extract"]
