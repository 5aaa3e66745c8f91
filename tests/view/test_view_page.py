"""The network page in a browser: opens, answers clicks and keys, filters, and lets nothing from a document run."""

import random
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import networkx as nx
import pytest
from view_samples import add_document, claim, sample

import kg.view

pytestmark = pytest.mark.browser
Open = Callable[..., Any]
DRAWN = "document.getElementById('counts').textContent"


def _pair(first: str, second: str, words: str, **changes: Any) -> nx.MultiDiGraph:
    """A graph of two entities and one claim."""
    rng = random.Random(3)
    graph = nx.MultiDiGraph(documents={})
    add_document(graph, 0, rng)
    graph.add_node("a", label=first, type="Person")
    graph.add_node("b", label=second, type="Agreement")
    made = claim(
        graph,
        words,
        rng,
        polarity="affirmed",
        modality="asserted",
        speaker=None,
        time="2024-06",
        earliest="2024-06-01",
        latest="2024-06-30",
    )
    graph.add_edge("a", "b", key="signed", relation="signed", family="agreement", fact=True, claims=[made | changes])
    return graph


def _click(page: Any, first: str, second: str | None = None) -> None:
    """Click on a node, or on the edge between two nodes, where the picture shows it."""
    x, y = page.evaluate(
        """([first, second]) => {
            const at = (label) => window.kgView.placeOf(label);
            const [a, b] = [at(first), at(second || first)];
            return [(a.x + b.x) / 2, (a.y + b.y) / 2];
        }""",
        [first, second],
    )
    page.mouse.click(x, y)


@pytest.mark.parametrize("size", [20, 200, 500])
def test_opens_with_every_size(size: int, open_page: Open, tmp_path: Path) -> None:
    kg.view.write(sample(size), tmp_path / "page.html", f"Sample of {size}")
    page = open_page(tmp_path / "page.html")
    assert page.title() == f"Sample of {size}"
    assert "relations" in page.evaluate(DRAWN)
    assert page.locator("#message").is_hidden()


def test_click_on_node_and_edge_shows_the_words(open_page: Open, tmp_path: Path) -> None:
    kg.view.write(
        _pair("Hana Berg", "Treaty of Arkova", "Hana Berg signed the Treaty of Arkova"), tmp_path / "p.html", "Two"
    )
    page = open_page(tmp_path / "p.html")
    _click(page, "Hana Berg")
    assert page.locator("#panel h2").inner_text() == "Hana Berg"
    assert page.locator("#panel mark").inner_text() == "Hana Berg signed the Treaty of Arkova"
    assert "In the capital on Tuesday," in page.locator("#panel blockquote").inner_text()
    _click(page, "Hana Berg", "Treaty of Arkova")
    assert page.locator("#panel h2").inner_text() == "Hana Berg signed Treaty of Arkova"
    words = page.locator("#panel .claim").inner_text()
    assert "stated" in words and "time 2024-06" in words and "Report number 0" in words and "2010-01-11" in words
    page.keyboard.press("Escape")
    assert page.locator("#panel").is_hidden()


def test_attributed_and_denied_are_told(open_page: Open, tmp_path: Path) -> None:
    graph = _pair("Hana Berg", "Treaty", "she never signed", polarity="negated", speaker="c")
    graph.add_node("c", label="Port officials", type="Group")
    kg.view.write(graph, tmp_path / "p.html", "Denied")
    page = open_page(tmp_path / "p.html")
    _click(page, "Hana Berg", "Treaty")
    assert page.locator("#panel .badge").all_inner_texts() == ["denied"]
    assert "according to Port officials" in page.locator("#panel .claim").inner_text()
    page.get_by_role("button", name="Port officials").click()
    assert page.locator("#panel h2").inner_text() == "Port officials"
    page.get_by_role("button", name="Back").click()
    assert page.locator("#panel h2").inner_text() == "Hana Berg signed Treaty"


def test_speech_is_one_click_away(open_page: Open, tmp_path: Path) -> None:
    kg.view.write(sample(20), tmp_path / "p.html", "Speech")
    page = open_page(tmp_path / "p.html")
    speech = page.get_by_role("checkbox", name="speech")
    assert not speech.is_checked()
    before = page.evaluate(DRAWN)
    speech.check()
    after = page.evaluate(DRAWN)
    assert before.startswith("20 of 24 entities") and after.startswith("24 of 24 entities")


def test_search_by_keyboard(open_page: Open, tmp_path: Path) -> None:
    graph = _pair("Zoë Ångström", "Treaty", "Zoë Ångström signed")
    kg.view.write(graph, tmp_path / "p.html", "Search")
    page = open_page(tmp_path / "p.html")
    page.keyboard.press("/")
    page.keyboard.type("angstr")
    assert page.get_by_role("option").all_inner_texts() == ["Zoë Ångström\nPerson"]
    page.keyboard.press("Enter")
    assert page.locator("#panel h2").inner_text() == "Zoë Ångström"
    page.fill("#search", "nobody")
    assert page.get_by_role("option").all_inner_texts() == ["No entity has this name."]


def test_filters_work_together(open_page: Open, tmp_path: Path) -> None:
    kg.view.write(sample(200), tmp_path / "p.html", "Filters")
    page = open_page(tmp_path / "p.html")
    everything = page.evaluate(DRAWN)
    page.get_by_role("checkbox", name="People").uncheck()
    assert page.evaluate(DRAWN) != everything
    page.select_option("#document", "3")
    page.locator("#time-from").fill(str(2020 * 12))
    page.locator("#confidence").fill("1")
    page.get_by_role("checkbox", name="Undated claims too").uncheck()
    assert page.locator("#message").inner_text().startswith("Nothing matches these filters.")
    page.locator("#message button").click()
    assert page.evaluate(DRAWN) == everything


HOSTILE = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "</script><script>alert(1)</script>",
    "javascript:alert(1)",
    "{{ 7 * 7 }}{% raw %}\u2028\u202e'\"&amp;<!--",
]


@pytest.mark.parametrize("text", HOSTILE)
def test_nothing_from_a_document_runs(text: str, open_page: Open, tmp_path: Path) -> None:
    graph = _pair(text, "Treaty", text)
    graph.graph["documents"] = {
        iri: {"title": text, "publisher": text, "source": text, "url": text, "issued": text}
        for iri in graph.graph["documents"]
    }
    graph.nodes["a"].update(names=[text + "!"], wikidata=text, text=text, speaker=text)
    graph.edges["a", "b", "signed"]["claims"][0].update(speaker=text, carrier=text, time=text, rule=text, id=text)
    kg.view.write(graph, tmp_path / "p.html", text, note=text)
    page = open_page(tmp_path / "p.html")
    assert page.title() == text
    assert page.locator("h1").inner_text() == text
    assert text in page.locator("#notice").text_content()
    page.fill("#search", text)
    page.keyboard.press("Enter")
    assert page.locator("#panel h2").text_content() == text
    assert page.locator("#panel mark").first.text_content() == text
    assert page.locator("#panel img, #panel script, #panel a").count() == 0
    assert page.locator("script").count() == 3


def test_only_web_addresses_become_links(open_page: Open, tmp_path: Path) -> None:
    kg.view.write(_pair("A", "B", "words"), tmp_path / "p.html", "Links")
    page = open_page(tmp_path / "p.html")
    page.fill("#search", "A")
    page.keyboard.press("Enter")
    link = page.locator("#panel .claim a")
    assert link.get_attribute("href") == "https://example.org/news/0"
    assert "noopener" in link.get_attribute("rel")


def test_empty_graph_says_so(open_page: Open, tmp_path: Path) -> None:
    kg.view.write(nx.MultiDiGraph(), tmp_path / "p.html", "Nothing")
    page = open_page(tmp_path / "p.html")
    assert (
        page.locator("#message").inner_text()
        == "This graph is empty: no entity and no claim was found in its documents."
    )


def test_large_graph_opens_on_the_most_connected(open_page: Open, tmp_path: Path) -> None:
    kg.view.write(sample(120), tmp_path / "p.html", "Large", limit=80)
    page = open_page(tmp_path / "p.html")
    assert "opens on the 80 most connected" in page.locator("#notice").inner_text()
    assert int(page.evaluate(DRAWN).split()[0]) <= 80
    page.get_by_role("button", name="Show all").click()
    assert page.locator("#notice").is_hidden()
    assert int(page.evaluate(DRAWN).split()[0]) > 100


def test_dark_follows_the_system_and_the_button(open_page: Open, tmp_path: Path) -> None:
    kg.view.write(sample(5), tmp_path / "p.html", "Dark")
    page = open_page(tmp_path / "p.html", color_scheme="dark")
    assert page.locator("html").get_attribute("data-theme") == "dark"
    page.get_by_role("button", name="Dark").click()
    assert page.locator("html").get_attribute("data-theme") == "light"


def test_physics_is_off_until_asked_for(open_page: Open, tmp_path: Path) -> None:
    kg.view.write(sample(20), tmp_path / "p.html", "Physics")
    page = open_page(tmp_path / "p.html")
    place = "(() => { const p = window.kgView.positions(); return JSON.stringify(p); })()"
    first = page.evaluate(place)
    page.wait_for_timeout(300)
    assert page.evaluate(place) == first
    page.get_by_role("button", name="Physics").click()
    page.wait_for_timeout(500)
    assert page.evaluate(place) != first


USABLE = "new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))"


@pytest.mark.parametrize("size", [20, 200, 1000])
def test_usable_within_two_seconds(size: int, open_page: Open, tmp_path: Path) -> None:
    kg.view.write(sample(size), tmp_path / "p.html", "Time")
    taken = []
    for _ in range(2):  # the better of two: other processes share the machine
        began = time.perf_counter()
        open_page(tmp_path / "p.html").evaluate(USABLE)
        taken.append(time.perf_counter() - began)
    assert min(taken) < 2
