"""Pages that show a graph: the network, an article with its claims, and a timeline, each in one file."""

from kg.view.graph import to_html, to_notebook, write

__all__ = ["to_html", "to_notebook", "write"]
