"""A picture as a pyvis network: nodes with their positions, edges with their relation, options of vis-network."""

import math
from collections import defaultdict
from typing import Any

from pyvis.network import Network

from kg.view.gather import SPEECH, Picture
from kg.view.layout import Box, Point, layout
from kg.view.look import look_of

__all__ = ["to_network"]

LETTER = 6.4  # width of a letter at zoom 1
LABELLED = 80  # up to so many nodes every label gets its room
FILL = {
    "star": 1.35,
    "diamond": 1.2,
    "triangle": 1.1,
    "triangleDown": 1.1,
    "square": 0.9,
}  # so that shapes weigh the same
GOLDEN = math.pi * (3 - math.sqrt(5))
OPTIONS: dict[str, Any] = {
    "autoResize": True,
    "nodes": {"borderWidth": 1.5, "shape": "dot", "font": {"size": 0}},
    "edges": {"smooth": False, "selectionWidth": 1.5, "hoverWidth": 1, "arrowStrikethrough": False},
    "interaction": {"hover": True, "hideEdgesOnDrag": False, "tooltipDelay": 300, "multiselect": False},
    "layout": {"improvedLayout": False},
    "physics": {
        "enabled": False,
        "solver": "forceAtlas2Based",
        "forceAtlas2Based": {"gravitationalConstant": -60, "springLength": 110, "avoidOverlap": 0.4},
        "stabilization": False,
    },
}


def to_network(picture: Picture) -> Network:
    """Build the pyvis network of a picture, physics off; ids are the indices of its entities and ties."""
    network = Network(height="100%", width="100%", directed=True, cdn_resources="in_line")
    network.options = OPTIONS
    shapes = {entry["name"]: entry["shape"] for entry in look_of("classes", {e["type"] for e in picture.entities})}
    places = _places(picture)
    for number, entity in enumerate(picture.entities):
        x, y = places[number]
        network.add_node(
            number,
            label=entity["label"] or "?",
            shape=shapes[entity["type"]],
            group=entity["type"],
            size=round(_size(picture, number) * FILL.get(shapes[entity["type"]], 1.0), 1),
            x=int(x),
            y=int(y),
        )
    for number, tie in enumerate(picture.ties):
        if tie.target is not None:
            network.add_edge(tie.source, tie.target, id=number, **_edge(picture, number))
    return network


def _size(picture: Picture, number: int) -> float:
    """Radius of a node: small, growing with the root of its degree."""
    if picture.entities[number]["type"] == "Statement":
        return 4.0
    return min(6 + 2.2 * math.sqrt(picture.degrees[number]), 24)


def _edge(picture: Picture, number: int) -> dict[str, Any]:
    """Arrow and bend of a tie: ties between the same two ends fan out."""
    tie = picture.ties[number]
    relation = picture.relations[tie.relation]
    return {"arrows": "" if relation["symmetric"] else "to", "family": relation["family"]}


def _places(picture: Picture) -> list[Point]:
    """Positions of all entities; statements circle around those who made them."""
    count = len(picture.entities)
    speech: dict[int, list[int]] = defaultdict(list)
    pairs: list[tuple[int, int]] = []
    for tie in picture.ties:
        if tie.target is None or tie.source == tie.target:
            continue
        if picture.relations[tie.relation]["family"] == SPEECH and picture.entities[tie.target]["type"] == "Statement":
            speech[tie.target].append(tie.source)
        else:
            pairs.append((tie.source, tie.target))
    tied = {end for pair in pairs for end in pair}
    moons = {node: speakers[0] for node, speakers in speech.items() if node not in tied and speakers[0] not in speech}
    core = [node for node in range(count) if node not in moons]
    number = {node: position for position, node in enumerate(core)}
    boxes = [_box(picture, node, len(core)) for node in core]
    points = layout(len(core), [(number[a], number[b]) for a, b in pairs if a in number and b in number], boxes)
    places = {node: points[position] for node, position in number.items()}
    return _with_moons(picture, places, moons)


def _with_moons(picture: Picture, places: dict[int, Point], moons: dict[int, int]) -> list[Point]:
    """Add the satellites, on a spiral around their centre."""
    turns: dict[int, int] = defaultdict(int)
    for node in sorted(moons):
        centre = moons[node]
        turn = turns[centre]
        turns[centre] += 1
        reach = _size(picture, centre) + 22 + 5 * math.sqrt(turn)
        x, y = places[centre]
        places[node] = (round(x + reach * math.cos(turn * GOLDEN)), round(y + reach * math.sin(turn * GOLDEN)))
    return [places[node] for node in range(len(picture.entities))]


def _box(picture: Picture, node: int, count: int) -> Box:
    """The room a node needs: in a small graph its label as well."""
    size = _size(picture, node)
    if count > LABELLED:
        return size + 9, size + 9
    wide = min(len(picture.entities[node]["label"]), 28) * LETTER / 2 + 4
    return max(size + 6, wide), size + 16
