"""A graph as a library user holds it: asked, drawn and taken away in a line each."""

from __future__ import annotations

from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import networkx as nx
    from rdflib import Dataset

    from kg.check import Problem
    from kg.diff import Change
    from kg.query import Result
    from kg.report import Row

__all__ = ["Graph", "open"]


class Graph:
    """A built graph, open for reading.

    A notebook shows it as the page that `view` writes.
    """

    def __init__(self, path: str | PathLike[str]) -> None:
        """Open a build's folder, or a .nq, .trig, .ttl or .nt file.

        Raises:
            GraphError: there is no such path, or it holds no graph that kg can read.
        """
        from kg import store

        self.path = Path(path)
        self.dataset: Dataset = store.open(self.path)

    def query(self, query: str, **bindings: Any) -> Result:
        """Ask a question.

        Args:
            query: the name of a shipped question, a file of one, or SPARQL itself.
            bindings: values of its parameters: IRIs, prefixed names such as `entity:russia`, or literals.

        Returns:
            Rows, triples, or yes and no; a row reads as a dictionary.

        Raises:
            QueryError: the question cannot be found, parsed, bound or answered.
        """
        from kg.query import run

        return run(self.dataset, query, bindings)

    def to_networkx(self, **options: Any) -> nx.MultiDiGraph[str]:
        """The graph as NetworkX has it; `options` choose a part, see `kg.project.project`."""
        from kg.project import project

        return project(self.dataset, **options)

    def view(self, path: str | PathLike[str], title: str = "Knowledge graph", **options: Any) -> Path:
        """Write the page of the graph to `path` and return it; `options` as for `to_networkx`."""
        from kg import view

        view.write(self.to_networkx(**options), path, title)
        return Path(path)

    def export(self, path: str | PathLike[str], format: str | None = None, **options: Any) -> Path:
        """Write the graph to a file in the format of its ending, see `kg.export.export`, and return its path."""
        from kg.export import export

        export(self.dataset, Path(path), format, **options)
        return Path(path)

    def check(self) -> list[Problem]:
        """What is wrong with the graph; nothing is, where the list is empty."""
        from kg.check import check

        return check(self.dataset)

    def explain(self, what: str) -> str:
        """How a claim or an edge came to be, in words; only for a build's folder."""
        from kg.explain import explain

        return explain(self.path, what)

    def entities(self, type: str | None = None) -> list[Row]:
        """The entities, or those of one class such as "Person": type, names, link, counts."""
        from kg.report import entities

        return entities(self.dataset, type)

    def report(self, what: str) -> str:
        """All about one entity or document, as Markdown."""
        from kg.report import report

        return report(self.dataset, what)

    def chain(self, start: str, end: str) -> str:
        """The shortest chain between two entities, with the words of each step."""
        from kg.report import chain

        return chain(self.dataset, start, end)

    def diff(self, other: Graph) -> list[Change]:
        """What another graph knows differently: documents, entities, claims and facts."""
        from kg.diff import diff

        return diff(self.dataset, other.dataset)

    def close(self) -> None:
        """Let go of the files."""
        self.dataset.close()

    def __enter__(self) -> Graph:
        return self

    def __exit__(self, *error: object) -> None:
        self.close()

    def __repr__(self) -> str:
        return f"kg.open({str(self.path)!r})"

    def _repr_html_(self) -> str:
        """The page in a frame, for a notebook."""
        from kg.view import to_notebook

        return to_notebook(self.to_networkx(), self.path.name)


def open(path: str | PathLike[str]) -> Graph:
    """Open a build's folder, or a .nq, .trig, .ttl or .nt file.

    Raises:
        GraphError: there is no such path, or it holds no graph that kg can read.
    """
    return Graph(path)
