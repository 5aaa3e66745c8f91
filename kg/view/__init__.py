"""Pages that show a graph: the network, an article with its claims, and a timeline, each in one file."""

from kg.view.article import document_to_html, write_document
from kg.view.graph import to_html, to_notebook, write
from kg.view.timeline import timeline_to_html, write_timeline

__all__ = [
    "document_to_html",
    "timeline_to_html",
    "to_html",
    "to_notebook",
    "write",
    "write_document",
    "write_timeline",
]
