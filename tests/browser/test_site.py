"""A site opened from disk in a real browser with the network cut: quiet, searchable by keyboard, fit for all."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from kg.graph import TradeGraph

playwright = pytest.importorskip("playwright.sync_api")
axe = pytest.importorskip("axe_playwright_python.sync_playwright")

pytestmark = pytest.mark.browser

KINDS = (
    "index",
    "search",
    "data",
    "404",
    "overview",
    "timeline",
    "delivery",
    "company-*",
    "country-*",
    "pair-*",
    "official-*",
    "product-*",
    "ontology",
    "pledge-*",
)


@pytest.fixture(scope="module")
def site(built: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("site")
    with TradeGraph.open(built, read_only=True) as graph:
        graph.site(folder)
    return folder


@pytest.fixture(scope="module")
def browser(chromium: str) -> Iterator[Any]:
    with playwright.sync_playwright() as session:
        opened = session.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-gpu"])
        yield opened
        opened.close()


class Tab:
    """A page of the site with what it asked for and complained of; `bypass` lets a test's own script in."""

    def __init__(self, browser: Any, site: Path, name: str, *, bypass: bool = False, **options: Any) -> None:
        given = {"viewport": {"width": 1280, "height": 900}} | options
        self.context = browser.new_context(offline=True, bypass_csp=bypass, **given)
        self.page = self.context.new_page()
        self.outside: list[str] = []
        self.faults: list[str] = []
        self.page.on("request", lambda request: self._asked(request.url))
        self.page.on("console", lambda message: self.faults.append(message.text))
        self.page.on("pageerror", lambda error: self.faults.append(str(error)))
        file, *rest = name.split("#")
        self.page.goto("#".join([(site / file).as_uri(), *rest]))

    def _asked(self, url: str) -> None:
        if not url.startswith(("file:", "data:")):
            self.outside.append(url)

    def __enter__(self) -> Any:
        return self.page

    def __exit__(self, *_: object) -> None:
        self.context.close()
        assert self.outside == []
        assert self.faults == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("kind", KINDS)
def test_pages_are_quiet_and_without_violations(browser: Any, site: Path, kind: str, scheme: str) -> None:
    """No request leaves the folder, nothing is complained of, and axe finds no barrier."""
    page = sorted(site.glob(f"{kind}.html"))[0].name
    with Tab(browser, site, page, bypass=True, color_scheme=scheme) as tab:
        if kind == "search":
            tab.locator("#words").fill("japan")
        found = axe.Axe().run(tab)
        assert found.violations_count == 0, found.generate_report()


@pytest.mark.parametrize("name", ["index.html", "search.html", "data.html", "ontology.html"])
def test_it_fits_a_phone(browser: Any, site: Path, name: str) -> None:
    """At 390 px nothing stands beyond the edge, and what is touched is large enough."""
    with Tab(browser, site, name, viewport={"width": 390, "height": 800}, has_touch=True) as tab:
        assert tab.evaluate("document.documentElement.scrollWidth") <= 390
        touched = tab.locator("main :is(button, select, input):not(thead *, [hidden])")
        assert min(touched.evaluate_all("found => found.map((e) => e.offsetHeight)"), default=44) >= 44


def test_search_works_by_keyboard(browser: Any, site: Path) -> None:
    """From the first page to a company's without a mouse: words, down, enter; and back."""
    with Tab(browser, site, "index.html") as tab:
        tab.locator("nav a", has_text="Search").focus()
        tab.keyboard.press("Enter")
        tab.wait_for_function("document.activeElement.id === 'words'")
        tab.keyboard.type("NVÍDIA")  # case and accents do not matter
        titles = tab.locator("#hits a").all_inner_texts()
        assert titles[0].startswith("Nvidia")
        assert tab.locator("#found").inner_text() == f"{len(titles)} pages"
        tab.keyboard.press("ArrowDown")
        assert tab.evaluate("document.activeElement.textContent") == titles[0]
        tab.keyboard.press("ArrowDown")
        tab.keyboard.press("ArrowUp")
        tab.keyboard.press("Enter")
        tab.wait_for_function("location.pathname.includes('company-nvidia')")
        tab.go_back()
        assert tab.locator("#words").input_value() == "NVÍDIA"  # the address keeps it
        tab.keyboard.press("/")
        tab.keyboard.press("Escape")
        assert tab.locator("#words").input_value() == ""
        assert tab.locator("#hits a").count() == 0


def test_search_narrows(browser: Any, site: Path) -> None:
    """All words must be there, each as the beginning of one; the kind picks; what is nowhere is told so."""
    with Tab(browser, site, "search.html#words=jap+chip&kind=pledge") as tab:
        titles = tab.locator("#hits a").all_inner_texts()
        assert titles == ["Japan proposed to buy up to ¥1tn of US chips"]
        tab.locator("#kind").select_option("")
        assert tab.locator("#hits a").count() > 1
        tab.locator("#words").fill("japan zyzzyva")
        assert tab.locator("#found").inner_text() == "0 pages"
        tab.locator("#words").fill("japan")
        tab.keyboard.press("Enter")
        tab.wait_for_function("!location.pathname.includes('search.html')")
