"""A dossier made from reports, opened in a real browser: it shows, its graph is drawn, and it prints on two sides."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from kg.graph import TradeGraph

playwright = pytest.importorskip("playwright.sync_api")

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def tab(chromium: str, built: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    with TradeGraph.open(built, read_only=True) as graph:
        page = graph.view("pledge", "chips").save(tmp_path_factory.mktemp("page") / "chips.html")
    with playwright.sync_playwright() as session:
        browser = session.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-gpu"])
        context = browser.new_context(offline=True, viewport={"width": 1200, "height": 900})
        opened = context.new_page()
        opened.faults = []
        opened.on("console", lambda message: opened.faults.append(message.text))
        opened.on("pageerror", lambda error: opened.faults.append(str(error)))
        opened.goto(page.as_uri())
        yield opened
        browser.close()


def test_it_opens_and_the_graph_is_drawn(tab: Any) -> None:
    """Heading and lead are there, the canvas holds ink, and the browser complains of nothing."""
    assert tab.locator("h1").inner_text() == "Japan proposed to buy up to ¥1tn of US chips"
    assert "has proposed to buy chips" in tab.locator(".lead").inner_text()
    tab.wait_for_timeout(300)
    colours = """() => { const c = document.querySelector('#canvas'); const d = c.getContext('2d')
        .getImageData(0, 0, c.width, c.height).data; const seen = new Set();
        for (let i = 0; i < d.length; i += 4) seen.add(d[i] << 16 | d[i + 1] << 8 | d[i + 2]); return seen.size }"""
    assert tab.evaluate(colours) > 20
    assert tab.faults == []


def test_a_name_is_found_in_the_graph(tab: Any) -> None:
    """Searching for Nvidia leaves Nvidia in the table below the graph."""
    tab.locator("#search").fill("Nvidia")
    tab.locator(".data summary").click()
    assert "Nvidia" in tab.locator("#nodes tbody").inner_text()
    tab.locator("#search").fill("")


def test_inferred_companies_unfold(tab: Any) -> None:
    """Who could supply is a count until one opens it."""
    part = tab.locator("section", has_text="Who could supply").locator("details").first
    assert not part.locator("table").is_visible()
    part.locator("summary").click()
    assert "Intel" in part.inner_text()
    part.locator("summary").click()


def test_it_prints_on_two_sides(tab: Any) -> None:
    """A pledge of a few reports takes at most two A4 pages."""
    assert len(re.findall(rb"/Type\s*/Page\b", tab.pdf(prefer_css_page_size=True))) <= 2
