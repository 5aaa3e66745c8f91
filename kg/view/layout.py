"""Where the nodes of a page stand: computed once, with igraph, the same on every run."""

import math
import random
from collections.abc import Sequence

import igraph

__all__ = ["Point", "layout"]

Point = tuple[float, float]
Box = tuple[float, float]

SEED = 20240619
EDGE = 110.0  # wanted length of an edge, in units of the page at zoom 1
EVEN = 0.7  # power of the distance from the middle; found by looking at 200 to 1000 nodes
GAP = 90.0  # room between components
EXACT = 150  # up to so many nodes all distances are fitted; beyond, forces alone
MANY = 1200  # from here on forces reach only the neighbourhood: a fifth of the time
STRETCH = 1.35  # screens and labels are wider than high


def layout(count: int, pairs: Sequence[tuple[int, int]], boxes: Sequence[Box]) -> list[Point]:
    """Positions of `count` nodes joined by `pairs`, components beside each other, no two boxes overlapping.

    Args:
        count: number of nodes.
        pairs: indices of joined nodes; repeated pairs pull more.
        boxes: half width and half height that each node needs.

    Returns:
        One point per node, in whole units, centred on (0, 0).
    """
    graph = igraph.Graph(n=count, edges=sorted(pairs))
    graph.simplify()
    parts = sorted(graph.connected_components(), key=lambda part: (-len(part), part))
    placed = [_part(graph.induced_subgraph(part), [boxes[node] for node in part]) for part in parts]
    corners = _pack([_extent(points, [boxes[n] for n in part]) for points, part in zip(placed, parts, strict=True)])
    found: list[Point] = [(0.0, 0.0)] * count
    for part, points, (left, top) in zip(parts, placed, corners, strict=True):
        part_boxes = [boxes[node] for node in part]
        low_x = min(x - box[0] for (x, _), box in zip(points, part_boxes, strict=True))
        low_y = min(y - box[1] for (_, y), box in zip(points, part_boxes, strict=True))
        for node, (x, y) in zip(part, points, strict=True):
            found[node] = (x - low_x + left, y - low_y + top)
    return _centred(found)


def _part(graph: igraph.Graph, boxes: Sequence[Box]) -> list[Point]:
    """Positions of one connected component."""
    count = graph.vcount()
    if count == 1:
        return [(0.0, 0.0)]
    start = [(math.cos(math.tau * n / count), math.sin(math.tau * n / count)) for n in range(count)]
    igraph.set_random_number_generator(random.Random(SEED))
    try:
        if count <= EXACT:
            points = graph.layout_kamada_kawai(seed=start, maxiter=60 * count).coords
        else:
            rounds = 800 if count <= MANY else 300
            points = graph.layout_fruchterman_reingold(
                seed=start, niter=rounds, grid="nogrid" if count <= MANY else "grid", start_temp=count**0.5
            ).coords
            points = _even(points)
    finally:
        igraph.set_random_number_generator(random)
    lengths = [math.dist(points[edge.source], points[edge.target]) for edge in graph.es]
    scale = EDGE / (sum(lengths) / len(lengths) or 1.0)
    return _apart([(x * scale * STRETCH, y * scale) for x, y in _lying(points)], boxes)


def _even(points: Sequence[Point]) -> list[Point]:
    """Draw in the far ends and give the crowded middle their room."""
    middle_x, middle_y = sum(x for x, _ in points) / len(points), sum(y for _, y in points) / len(points)
    away = [(x - middle_x, y - middle_y) for x, y in points]
    factors = [max(math.hypot(x, y), 1e-9) ** (EVEN - 1) for x, y in away]
    return [(x * factor, y * factor) for (x, y), factor in zip(away, factors, strict=True)]


def _lying(points: Sequence[Point]) -> list[Point]:
    """Turn points so that their longest direction lies level."""
    middle_x, middle_y = sum(x for x, _ in points) / len(points), sum(y for _, y in points) / len(points)
    away = [(x - middle_x, y - middle_y) for x, y in points]
    wide, high, both = (sum(x * x for x, _ in away), sum(y * y for _, y in away), sum(x * y for x, y in away))
    angle = math.atan2(2 * both, wide - high) / 2
    return [(x * math.cos(angle) + y * math.sin(angle), y * math.cos(angle) - x * math.sin(angle)) for x, y in away]


def _apart(points: Sequence[Point], boxes: Sequence[Box], rounds: int = 120) -> list[Point]:
    """Push overlapping boxes apart along the axis that costs less, a little in every round."""
    xs, ys = [x for x, _ in points], [y for _, y in points]
    for number in range(rounds):
        if number % 4 == 0:
            pairs = _near(xs, ys, boxes)
            moved = False
        for one, other in pairs:
            wide = boxes[one][0] + boxes[other][0] - abs(xs[one] - xs[other])
            high = boxes[one][1] + boxes[other][1] - abs(ys[one] - ys[other])
            if wide <= 0 or high <= 0:
                continue
            moved = True
            values, push = (xs, wide) if wide < high else (ys, high)
            sign = 1 if (values[one], one) < (values[other], other) else -1
            values[one] -= sign * (push / 2 + 0.5) * 0.6
            values[other] += sign * (push / 2 + 0.5) * 0.6
        if number % 4 == 3 and not moved:
            break
    return list(zip(xs, ys, strict=True))


def _near(xs: Sequence[float], ys: Sequence[float], boxes: Sequence[Box]) -> list[tuple[int, int]]:
    """Pairs of nodes whose boxes may touch, by a grid as fine as the usual box; a large box looks further."""
    wide = [2 * max(box) for box in boxes]
    cell = sorted(wide)[len(wide) // 2]
    cells: dict[tuple[int, int], list[int]] = {}
    for node, (x, y) in enumerate(zip(xs, ys, strict=True)):
        cells.setdefault((int(x // cell), int(y // cell)), []).append(node)
    pairs: list[tuple[int, int]] = []
    for node, size in enumerate(wide):
        column, row, steps = int(xs[node] // cell), int(ys[node] // cell), math.ceil(size / cell)
        for dx in range(-steps, steps + 1):
            for dy in range(-steps, steps + 1):
                around = cells.get((column + dx, row + dy), ())
                pairs.extend((node, other) for other in around if (wide[other], other) < (size, node))
    return pairs


def _extent(points: Sequence[Point], boxes: Sequence[Box]) -> Box:
    """Width and height of the smallest frame around all boxes."""
    xs = [x + side * box[0] for (x, _), box in zip(points, boxes, strict=True) for side in (-1, 1)]
    ys = [y + side * box[1] for (_, y), box in zip(points, boxes, strict=True) for side in (-1, 1)]
    return max(xs) - min(xs), max(ys) - min(ys)


def _pack(frames: Sequence[Box]) -> list[Point]:
    """The upper left corner of each frame, in rows: the largest first, the small ones below it."""
    area = sum((wide + GAP) * (high + GAP) for wide, high in frames)
    row_width = max([math.sqrt(area * STRETCH)] + [wide for wide, _ in frames])
    corners: list[Point] = []
    x = y = row = 0.0
    for wide, high in frames:
        alone = len(corners) == 1 and 2 * row * x > area  # a large part has its row for itself
        if x and (alone or x + wide > row_width):
            x, y, row = 0.0, y + row + GAP, 0.0
        corners.append((x, y))
        x, row = x + wide + GAP, max(row, high)
    return corners


def _centred(points: Sequence[Point]) -> list[Point]:
    if not points:
        return []
    middle_x = (min(x for x, _ in points) + max(x for x, _ in points)) / 2
    middle_y = (min(y for _, y in points) + max(y for _, y in points)) / 2
    return [(float(round(x - middle_x)), float(round(y - middle_y))) for x, y in points]
