"""The network page: a graph that one can search, filter and ask for its words."""

import html
import os
from typing import TYPE_CHECKING

from kg.view.gather import Picture, gather
from kg.view.look import look, look_of
from kg.view.network import to_network
from kg.view.page import render, save

if TYPE_CHECKING:
    import networkx as nx

__all__ = ["BASE", "SCRIPTS", "picture_data", "to_html", "to_notebook", "write"]

BASE = ("base.js", "filters.js", "words.js", "panel.js", "controls.js", "frame.js")
SCRIPTS = (*BASE, "labels.js", "drawing.js", "keys.js")
HELD = 2  # a page holds so many times what it shows at first; the rest is found by search


def write(
    graph: "nx.MultiDiGraph[str]",
    path: str | os.PathLike[str],
    title: str,
    *,
    limit: int = 1000,
    note: str | None = None,
) -> None:
    """Write the network page of a projection (see `kg.project`) to `path`.

    Args:
        graph: entities as nodes, relations as edges with their claims.
        path: the file to write; its folder is made where it is missing.
        title: heading of the page; any text.
        limit: above so many entities the page opens on the most connected ones and says so.
        note: a sentence shown beside the title, for example which part of the graph this is.

    Raises:
        InputError: where the file cannot be written.
    """
    save(path, to_html(graph, title, limit=limit, note=note))


def to_html(graph: "nx.MultiDiGraph[str]", title: str, *, limit: int = 1000, note: str | None = None) -> str:
    """The network page as text: the same for the same graph, whatever the order of its nodes and edges."""
    picture = gather(graph, most=HELD * limit)
    data = picture_data(picture) | {"title": title, "note": note or "", "limit": limit}
    return render("graph.html", title, [*SCRIPTS, "graph.js"], "startGraph", data, to_network(picture))


def to_notebook(graph: "nx.MultiDiGraph[str]", title: str, *, height: int = 640) -> str:
    """The network page inside a frame, for a notebook; `height` in pixels."""
    page = html.escape(to_html(graph, title), quote=True)
    return f'<iframe srcdoc="{page}" title="{html.escape(title)}" width="100%" height="{height}"></iframe>'


def picture_data(picture: Picture) -> dict[str, object]:
    """What the scripts of a page read about a picture."""
    return {
        "classes": look_of("classes", {entity["type"] for entity in picture.entities}),
        "families": look_of("families", {relation["family"] for relation in picture.relations.values()}),
        "statuses": look()["statuses"],
        "entities": picture.entities,
        "ties": [[tie.source, tie.target, tie.literal, tie.relation, tie.status, tie.claims] for tie in picture.ties],
        "claims": picture.claims,
        "documents": picture.documents,
        "relations": picture.relations,
        "total": picture.total,
    }
