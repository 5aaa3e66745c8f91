"""The timeline page: the dated claims of a graph, drawn over time and listed with their words."""

import os
from typing import TYPE_CHECKING

from kg.view.gather import all_claims, gather
from kg.view.graph import BASE, picture_data
from kg.view.page import render, save

if TYPE_CHECKING:
    import networkx as nx

__all__ = ["timeline_to_html", "write_timeline"]


def write_timeline(
    graph: "nx.MultiDiGraph[str]",
    path: str | os.PathLike[str],
    title: str,
    *,
    limit: int = 2000,
    note: str | None = None,
) -> None:
    """Write the timeline page of a projection (see `kg.project`) to `path`.

    Args:
        graph: entities as nodes, relations as edges with their claims.
        path: the file to write; its folder is made where it is missing.
        title: heading of the page; any text.
        limit: above so many dated claims the page keeps the surest and says so.
        note: a sentence shown below the title, for example which part of the graph this is.

    Raises:
        InputError: where the file cannot be written.
    """
    save(path, timeline_to_html(graph, title, limit=limit, note=note))


def timeline_to_html(graph: "nx.MultiDiGraph[str]", title: str, *, limit: int = 2000, note: str | None = None) -> str:
    """The timeline page as text: the same for the same graph, whatever the order of its nodes and edges."""
    dated = {claim["id"]: claim for claim in all_claims(graph) if claim.get("time")}
    surest = sorted(dated, key=lambda identifier: (-float(dated[identifier].get("confidence") or 0), identifier))[
        :limit
    ]
    chosen = set(surest)
    picture = gather(graph, most=2 * limit, keep=lambda claim: claim["id"] in chosen)
    data = picture_data(picture) | {"title": title, "note": note or "", "dated": len(dated)}
    return render("timeline.html", title, [*BASE, "timeline.js"], "startTimeline", data)
