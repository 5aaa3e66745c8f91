"""From a projection to a page without a browser: grouping, order, positions, and bytes that stay the same."""

import json
import os
import random
import re
import subprocess
import sys
from pathlib import Path

import networkx as nx
import pytest
from view_samples import add_document, claim, sample

import kg.view
from kg.errors import InputError
from kg.view.gather import gather
from kg.view.layout import layout
from kg.view.page import to_json

HERE = Path(__file__).parent


def _ends() -> nx.MultiDiGraph:
    graph = nx.MultiDiGraph(documents={})
    add_document(graph, 0, random.Random(1))
    graph.add_node("a", label="A", type="Person")
    graph.add_node("b", label="B", type="Person")
    return graph


def _tie(graph: nx.MultiDiGraph, source: str, target: str, relation: str, *changes: dict[str, object]) -> None:
    rng = random.Random(source + relation)
    usual = {"polarity": "affirmed", "modality": "asserted", "speaker": None}
    claims = [claim(graph, "words", rng, **(usual | change)) for change in changes]
    graph.add_edge(
        source,
        target,
        key=relation,
        relation=relation,
        family="diplomacy",
        symmetric=relation == "met-with",
        claims=claims,
    )


def test_claims_of_one_status_are_one_tie() -> None:
    graph = _ends()
    _tie(
        graph,
        "a",
        "b",
        "visited",
        {},
        {},
        {"polarity": "negated"},
        {"modality": "planned", "speaker": "b"},
        {"speaker": "b"},
    )
    ties = gather(graph).ties
    assert [(tie.status, len(tie.claims)) for tie in ties] == [
        ("attributed", 1),
        ("denied", 1),
        ("planned", 1),
        ("stated", 2),
    ]


def test_symmetric_ties_meet_and_others_do_not() -> None:
    graph = _ends()
    for relation in ("met-with", "praised"):
        _tie(graph, "a", "b", relation, {})
        _tie(graph, "b", "a", relation, {})
    found = [(tie.relation, tie.source, tie.target, len(tie.claims)) for tie in gather(graph).ties]
    assert found == [("met-with", 0, 1, 2), ("praised", 0, 1, 1), ("praised", 1, 0, 1)]


def test_one_claim_on_both_directions_of_a_symmetric_fact_counts_once() -> None:
    graph = _ends()
    _tie(graph, "a", "b", "met-with", {"id": "claim/1"})
    _tie(graph, "b", "a", "met-with", {"id": "claim/1"})
    assert [tie.claims for tie in gather(graph).ties] == [(0,)]


def test_literals_are_told_but_not_drawn() -> None:
    graph = _ends()
    graph.add_node("l", label="Minister of Trade", type="Literal")
    _tie(graph, "a", "l", "holds-position", {})
    picture = gather(graph)
    assert picture.total == 2
    assert [(tie.target, tie.literal) for tie in picture.ties] == [(None, "Minister of Trade")]


def test_statements_do_not_make_their_speaker_a_hub() -> None:
    picture = gather(sample(50))
    first_statement = next(n for n, entity in enumerate(picture.entities) if entity["type"] == "Statement")
    assert picture.degrees == sorted(picture.degrees, reverse=True)
    assert picture.degrees[first_statement] == 0


def test_only_the_most_connected_are_held_and_the_total_is_known() -> None:
    picture = gather(sample(100), most=10)
    statements = [entity for entity in picture.entities if entity["type"] == "Statement"]
    assert len(picture.entities) - len(statements) == 10 and picture.total == 120
    assert 0 < len(statements) <= 10 and picture.entities[10:] == statements
    assert all(entity["speaker"]["entity"] < 10 for entity in statements)


@pytest.mark.parametrize("size", [3, 60, 300])
def test_positions_are_the_same_on_every_run_and_boxes_do_not_overlap(size: int) -> None:
    rng = random.Random(size)
    pairs = [(n, rng.randrange(n)) for n in range(1, size) if n % 20]
    boxes = [(20.0, 15.0)] * size
    points = layout(size, pairs, boxes)
    random.random()
    assert layout(size, list(reversed(pairs)), boxes) == points
    overlaps = [
        (one, other)
        for one in range(size)
        for other in range(one)
        if abs(points[one][0] - points[other][0]) < 37 and abs(points[one][1] - points[other][1]) < 27
    ]
    assert overlaps == []


def test_layout_of_nothing_and_of_points_without_ties() -> None:
    assert layout(0, [], []) == []
    assert len(set(layout(5, [], [(10.0, 10.0)] * 5))) == 5


SHUFFLED = """
import hashlib, random, sys
import networkx as nx
import kg.view
from view_samples import sample
graph, rng = sample(80), random.Random(int(sys.argv[1]))
nodes, edges = list(graph.nodes(data=True)), list(graph.edges(keys=True, data=True))
rng.shuffle(nodes)
rng.shuffle(edges)
mixed = nx.MultiDiGraph(**graph.graph)
mixed.add_nodes_from(nodes)
mixed.add_edges_from(edges)
print(hashlib.sha256(kg.view.to_html(mixed, "Same").encode()).hexdigest())
"""


def test_the_same_bytes_under_another_hash_seed_and_order() -> None:
    paths = os.pathsep.join([str(HERE), *sys.path])
    prints = set()
    for seed in ("1", "2"):
        environment = {**os.environ, "PYTHONPATH": paths, "PYTHONHASHSEED": seed}
        command = [sys.executable, "-c", SHUFFLED, seed]
        prints.add(subprocess.run(command, check=True, capture_output=True, env=environment).stdout)
    assert len(prints) == 1


def test_json_in_a_page_cannot_leave_its_element() -> None:
    words = "</script><!-- <b> & \u2028 \u2029 \ud800 \u202e"
    text = to_json({"words": words})
    assert not re.search(r"[<>&]|[^\x00-\x7f]", text)
    assert json.loads(text) == {"words": words}


def test_the_policy_lets_nothing_load() -> None:
    page = kg.view.to_html(sample(3), "Policy")
    policy = re.search(r'Content-Security-Policy" content="([^"]*)"', page)
    assert policy is not None
    assert "default-src &#39;none&#39;" in policy[1] and "connect-src &#39;none&#39;" in policy[1]
    assert "unsafe" not in policy[1] and "http" not in policy[1]
    assert not re.search(
        r'<(link|img|iframe|base)\b|\ssrc="|@import|url\((?!data:)',
        re.sub(r"<script.*?</script>", "", page, flags=re.S),
    )


def test_a_page_that_cannot_be_written_is_said_in_one_line(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    with pytest.raises(InputError, match="cannot write the page"):
        kg.view.write(sample(3), tmp_path / "file" / "page.html", "No place")


def test_in_a_notebook_the_page_stands_in_a_frame() -> None:
    frame = kg.view.to_notebook(sample(3), 'A "title" <b>')
    assert frame.startswith("<iframe srcdoc=") and frame.count("<") == 2
