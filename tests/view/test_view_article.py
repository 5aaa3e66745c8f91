"""The article and the timeline: cut from the text by code points, each mark leading to its claim and back."""

import random
from collections.abc import Callable
from pathlib import Path
from typing import Any

import networkx as nx
import pytest
from view_samples import BASE, add_document, claim, sample

import kg.view
from kg.errors import InputError
from kg.view.article import passages

Open = Callable[..., Any]
DOCUMENT = f"{BASE}doc/news-0"
TEXT = "Kunjungan 🚢 resmi\n\nHana Berg menandatangani Piagam Arkova. Ia <b>tidak</b> mengunjungi Port Silva.\nSelesai."


def _graph() -> nx.MultiDiGraph:
    rng = random.Random(2)
    graph = nx.MultiDiGraph(documents={})
    add_document(graph, 0, rng)
    add_document(graph, 1, rng)
    for key, label, kind in (
        ("h", "Hana Berg", "Person"),
        ("p", "Piagam Arkova", "Agreement"),
        ("s", "Port Silva", "Place"),
    ):
        graph.add_node(key, label=label, type=kind)
    for target, relation, words, time, polarity in (
        ("p", "signed", "Hana Berg menandatangani Piagam Arkova.", "2024-06-19", "affirmed"),
        ("s", "visited", "Ia <b>tidak</b> mengunjungi Port Silva.", "2022", "negated"),
    ):
        start = TEXT.index(words)
        piece = {"start": start, "end": start + len(words), "exact": words}
        dates = {
            "time": time,
            "earliest": (time + "-01-01")[:10],
            "latest": "2024-06-19" if len(time) > 4 else "2022-12-31",
        }
        made = claim(
            graph,
            words,
            rng,
            evidence=[piece],
            document=DOCUMENT,
            speaker=None,
            modality="asserted",
            polarity=polarity,
            **dates,
        )
        other = claim(
            graph, "elsewhere", rng, document=f"{BASE}doc/news-1", speaker=None, modality="asserted", polarity=polarity
        )
        other = {name: value for name, value in other.items() if name not in ("time", "earliest", "latest")}
        graph.add_edge("h", target, key=relation, relation=relation, family="diplomacy", claims=[made, other])
    return graph


def test_offsets_are_code_points_and_overlaps_are_cut() -> None:
    text = "🚢🚢 ab\ncd"
    assert passages(text, [(0, 3, 5), (1, 4, 8)]) == [[("🚢🚢 ", []), ("a", [0]), ("b", [0, 1])], [("cd", [1])]]


@pytest.mark.parametrize("span", [(0, 9, 9), (0, 9, 3), (0, -2, 4), (0, 50, 60)])
def test_spans_outside_the_text_mark_nothing(span: tuple[int, int, int]) -> None:
    assert passages("nine sign", [span]) == [[("nine sign", [])]]


def test_a_document_the_graph_does_not_know() -> None:
    with pytest.raises(InputError, match="no claim of a document 'nowhere'"):
        kg.view.document_to_html(_graph(), "nowhere", TEXT)


def test_a_document_without_its_text() -> None:
    graph = _graph()
    with pytest.raises(InputError, match="the text of"):
        kg.view.document_to_html(graph, DOCUMENT)
    graph.graph["documents"][DOCUMENT]["text"] = TEXT
    assert "Selesai." in kg.view.document_to_html(graph, DOCUMENT)


@pytest.mark.browser
def test_text_leads_to_the_claim_and_the_graph_back(open_page: Open, tmp_path: Path) -> None:
    kg.view.write_document(_graph(), tmp_path / "a.html", "folder/news-0.txt", TEXT)
    page = open_page(tmp_path / "a.html")
    assert [text.strip() for text in page.locator("#article p").all_inner_texts()] == [
        line for line in TEXT.split("\n") if line
    ]
    assert page.locator(".marked").all_inner_texts() == [
        "Hana Berg menandatangani Piagam Arkova.",
        "Ia <b>tidak</b> mengunjungi Port Silva.",
    ]
    page.locator(".marked").nth(1).focus()
    page.keyboard.press("Enter")
    assert page.locator("#panel .kind").inner_text() == "1 claim in these words"
    assert page.locator("#panel .badge").inner_text() == "denied"
    assert page.locator("#panel .claim").count() == 1
    page.evaluate("window.kgView.open(window.kgView.idOf('Piagam Arkova'))")
    assert page.locator(".marked.open").all_inner_texts() == ["Hana Berg menandatangani Piagam Arkova."]


@pytest.mark.browser
def test_marks_follow_the_filters(open_page: Open, tmp_path: Path) -> None:
    kg.view.write_document(_graph(), tmp_path / "a.html", DOCUMENT, TEXT)
    page = open_page(tmp_path / "a.html")
    page.get_by_role("button", name="Filters").click()
    page.get_by_role("checkbox", name="Denied").uncheck()
    assert page.locator(".marked").all_inner_texts() == ["Hana Berg menandatangani Piagam Arkova."]
    assert page.locator("#article [role=button]").count() == 1


@pytest.mark.browser
def test_timeline_lists_and_draws_the_dated_claims(open_page: Open, tmp_path: Path) -> None:
    kg.view.write_timeline(_graph(), tmp_path / "t.html", "Dates <i>", note="<b>Part</b>")
    page = open_page(tmp_path / "t.html")
    assert page.locator("h1").inner_text() == "Dates <i>" and page.locator("#notice").inner_text() == "<b>Part</b>"
    lines = [line.split("\n") for line in page.locator("#dates li").all_inner_texts()]
    assert lines == [
        ["2022", "Hana Berg visited Port Silva", "denied"],
        ["2024-06-19", "Hana Berg signed Piagam Arkova"],
    ]
    year, day = (page.locator("rect.mark").nth(number).bounding_box() for number in (0, 1))
    assert year["x"] < day["x"] and year["width"] > 5 * day["width"]
    page.locator("rect.mark").nth(1).click()
    assert page.locator("#panel mark").inner_text() == "Hana Berg menandatangani Piagam Arkova."
    page.keyboard.press("Escape")
    page.locator("#time-from").fill(str(2023 * 12))
    assert page.locator("#dates li").count() == 1


@pytest.mark.browser
def test_timeline_keeps_the_surest_and_says_so(open_page: Open, tmp_path: Path) -> None:
    kg.view.write_timeline(sample(40), tmp_path / "t.html", "Many", limit=10)
    page = open_page(tmp_path / "t.html")
    assert page.locator("#notice").inner_text().startswith("The page shows the 10 surest of ")


@pytest.mark.browser
def test_timeline_without_dates_says_so(open_page: Open, tmp_path: Path) -> None:
    kg.view.write_timeline(nx.MultiDiGraph(), tmp_path / "t.html", "Nothing")
    page = open_page(tmp_path / "t.html")
    assert "No claim of this graph has a date." in page.locator("#message").inner_text()


@pytest.mark.browser
@pytest.mark.parametrize("kind", ["graph", "article", "timeline"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_no_serious_fault(kind: str, scheme: str, axe: Any, open_page: Open, tmp_path: Path) -> None:
    path = tmp_path / "page.html"
    if kind == "graph":
        kg.view.write(sample(40), path, "Axe")
    elif kind == "article":
        kg.view.write_document(_graph(), path, DOCUMENT, TEXT)
    else:
        kg.view.write_timeline(sample(40), path, "Axe")
    page = open_page(path, color_scheme=scheme)
    page.locator("#search").focus()
    page.keyboard.type("a")
    faults = axe.run(page).response["violations"]
    page.keyboard.press("Enter")
    faults += axe.run(page).response["violations"]
    assert [(fault["id"], [node["html"] for node in fault["nodes"]][:3]) for fault in faults] == []
