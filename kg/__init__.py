r"""A knowledge graph from news: every edge is a claim with its words, its speaker and its status.

>>> import kg, pathlib, tempfile
>>> folder = pathlib.Path(tempfile.mkdtemp())
>>> _ = (folder / "pact.txt").write_text("A pact is signed\n\nRussia and North Korea signed a treaty in Pyongyang.\n")
>>> summary = kg.build(folder, folder / "graph")
>>> summary.documents
1
>>> graph = kg.open(summary.out)
>>> [row["title"].value for row in graph.query("SELECT ?title { ?document dcterms:title ?title }")]
['A pact is signed']
"""

from kg.build import Summary, build
from kg.errors import KgError
from kg.graph import Graph, open
from kg.version import __version__

__all__ = ["Graph", "KgError", "Summary", "__version__", "build", "open"]
