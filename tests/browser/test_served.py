"""The served pages in a real browser: nothing asked of others, no barrier found, by keyboard alone, on a phone."""

from __future__ import annotations

import http.server
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest
from serving import Site, running

from kg.graph import TradeGraph
from kg.model.iris import ID

playwright = pytest.importorskip("playwright.sync_api")

pytestmark = pytest.mark.browser

FLAGS = ("--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking", "--disable-sync")
WATCH = """window.reports = [];
document.addEventListener("securitypolicyviolation", (e) => window.reports.push(e.violatedDirective));"""
QUERY = "/sparql?" + urlencode({"query": "SELECT ?pledge ?label { ?pledge a trade:Pledge ; rdfs:label ?label }"})


@pytest.fixture(scope="module")
def browser(chromium: str) -> Iterator[Any]:
    with playwright.sync_playwright() as session:
        opened = session.chromium.launch(executable_path=chromium, args=list(FLAGS))
        yield opened
        opened.close()


class _Editor(http.server.SimpleHTTPRequestHandler):
    """Files of a folder, and one page with YASGUI."""

    def do_GET(self) -> None:  # named by the standard library
        if self.path != "/":
            super().do_GET()
            return
        page = (Path(__file__).parent / "yasgui.html").read_bytes()
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.send_header("Content-Length", str(len(page)))
        self.end_headers()
        self.wfile.write(page)

    def log_message(self, *_: Any) -> None:
        pass


@pytest.fixture(scope="module")
def editor(npm: Path) -> Iterator[str]:
    """The address of another site, which has the packages from npm."""
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), partial(_Editor, directory=str(npm))) as made:
        threading.Thread(target=made.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{made.server_port}"
        made.shutdown()


@pytest.fixture(scope="module")
def site(built: Path) -> Iterator[Site]:
    with running(TradeGraph.open(built, read_only=True)) as made:
        yield made


@pytest.fixture(scope="module")
def addresses(site: Site) -> dict[str, str]:
    """A page of each sort that the server has."""
    (pledge, *_) = (row["pledge"].removeprefix(ID) for row in site.graph.pledges(product="chips"))
    (claim, *_) = (row["claim"].removeprefix(ID) for row in site.graph.evidence(product="chips"))
    return {
        "home": "/",
        "overview": "/page/overview",
        "timeline": "/page/timeline",
        "delivery": "/page/delivery",
        "pledge": f"/page/{pledge}",
        "company": "/page/company/nvidia",
        "country": "/page/country/JPN",
        "pair": "/page/pair/JPN/USA",
        "claim": f"/page/{claim}",
        "query": "/sparql",
        "answer": QUERY,
        "fault": "/sparql?query=nonsense",
        "ontology": "/ontology",
    }


SORTS = ("home", "overview", "timeline", "delivery", "pledge", "company", "country", "pair", "claim", "query", "answer",
         "fault", "ontology")  # fmt: skip


@dataclass
class Opened:
    """A tab with all that it asked for and complained of."""

    tab: Any
    base: str
    foreign: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)

    def go(self, path: str) -> None:
        """Open an address of the server."""
        self.tab.goto(self.base + path)

    def quiet(self, faults: int = 0) -> None:
        """Nothing asked of others, no complaint but of so many pages that are faults, no report of the policy."""
        assert self.foreign == []
        assert len(self.complaints) == faults, self.complaints
        assert self.tab.evaluate("window.reports") == []


@pytest.fixture
def opened(browser: Any, site: Site, request: pytest.FixtureRequest) -> Iterator[Opened]:
    """A new tab; `@pytest.mark.parametrize("opened", [{...}], indirect=True)` sets its window."""
    context = browser.new_context(**{"viewport": {"width": 1200, "height": 900}, **getattr(request, "param", {})})
    context.add_init_script(WATCH)
    made = Opened(context.new_page(), site.base)
    own = (site.base, "data:", "blob:")
    made.tab.on("request", lambda r: None if r.url.startswith(own) else made.foreign.append(r.url))
    made.tab.on("console", lambda m: made.complaints.append(m.text))
    made.tab.on("pageerror", lambda e: made.complaints.append(str(e)))
    yield made
    context.close()


PHONE = {"viewport": {"width": 360, "height": 740}, "has_touch": True, "is_mobile": True}


@pytest.mark.parametrize("opened", [{}, {"color_scheme": "dark"}, PHONE], ids=["light", "dark", "phone"], indirect=True)
@pytest.mark.parametrize("sort", SORTS)
def test_a_page_is_quiet_and_without_barriers(opened: Opened, addresses: dict[str, str], npm: Path, sort: str) -> None:
    """Axe finds nothing against WCAG 2.2 A and AA, nothing is asked of others, and nothing scrolls sideways."""
    opened.go(addresses[sort])
    opened.quiet(faults=sort == "fault")  # the browser tells of the status 400
    assert opened.tab.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
    found = _axe(opened, npm)
    assert [(rule["id"], rule["nodes"][0]["html"][:200]) for rule in found] == []


def _axe(opened: Opened, npm: Path) -> list[dict[str, Any]]:
    """Violations that axe finds; it is run by the browser's debugger, which the page's policy does not bind."""
    opened.tab.evaluate((npm / "axe-core" / "axe.min.js").read_text("utf-8"))
    tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
    found: dict[str, Any] = opened.tab.evaluate("tags => axe.run({runOnly: tags})", tags)
    return list(found["violations"])


def test_axe_finds_a_barrier(opened: Opened, npm: Path) -> None:
    """The check can fail: a field without a name is found."""
    opened.go("/sparql")
    opened.tab.evaluate("document.querySelector('form label').remove()")
    assert "label" in {rule["id"] for rule in _axe(opened, npm)}


def test_a_query_is_written_sent_and_followed_by_keyboard_alone(opened: Opened) -> None:
    """From home by Tab to the form, a query typed, sent by Ctrl+Enter, and on to a thing's page."""
    opened.go("/")
    tab = opened.tab
    _tab_to(tab, "Query")
    tab.keyboard.press("Enter")
    tab.wait_for_selector("#query")
    _tab_to(tab, "", "query")
    tab.keyboard.press("Control+a")
    tab.keyboard.type(
        "SELECT ?pledge { ?pledge a trade:Pledge ; trade:pledger <https://w3id.org/tradekg/id/country/JPN> }"
    )
    tab.keyboard.press("Control+Enter")
    tab.wait_for_selector("table")
    assert "1 row." in tab.inner_text("main")
    name = tab.inner_text("tbody th a")
    _tab_to(tab, name)
    tab.keyboard.press("Enter")
    tab.wait_for_url("**/page/pledge/*")
    assert "Nvidia" in tab.inner_text("main")
    opened.quiet()


def _tab_to(tab: Any, text: str, id_: str = "") -> None:
    for _ in range(60):
        tab.keyboard.press("Tab")
        here = "[document.activeElement.textContent, document.activeElement.id]"
        said, name = tab.evaluate(here)
        if (id_ and name == id_) or (text and said == text):
            return
    raise AssertionError(f"Tab never comes to {text or id_!r}")


def test_examples_run_at_a_click(opened: Opened) -> None:
    """Each is there in the form, with its answer below."""
    opened.go("/sparql")
    names = opened.tab.locator(".examples a").all_inner_texts()
    for name in names:
        opened.tab.get_by_role("link", name=name).click()
        assert opened.tab.input_value("#query").startswith(f"# {name}")
        assert opened.tab.locator("tbody tr").count() > 0
    opened.quiet()


@pytest.mark.parametrize("opened", [{"java_script_enabled": False}], indirect=True)
def test_without_scripts_a_query_is_answered(opened: Opened) -> None:
    """The form is a plain one, and so are its buttons for files."""
    opened.go("/sparql")
    opened.tab.fill("#query", "SELECT ?label { ?pledge a trade:Pledge ; rdfs:label ?label }")
    opened.tab.get_by_role("button", name="Run").click()
    assert "3 rows." in opened.tab.inner_text("main")
    with opened.tab.expect_download() as waiting:
        opened.tab.get_by_role("button", name="Rows as CSV").click()
    assert len(Path(waiting.value.path()).read_text("utf-8").splitlines()) == 4
    assert opened.foreign == []


def test_a_query_too_long_for_an_address_is_sent_in_the_body(opened: Opened) -> None:
    """A comment of 20,000 letters is no trouble."""
    opened.go("/sparql")
    opened.tab.fill("#query", "ASK {} #" + "x" * 20_000)
    opened.tab.get_by_role("button", name="Run").click()
    assert opened.tab.locator("text=Yes.").count() == 1
    assert opened.tab.url == f"{opened.base}/sparql"
    opened.quiet()


def test_yasgui_asks_from_another_site(browser: Any, built: Path, editor: str) -> None:
    """As it is installed from npm, on a site the server was told of; a site it was not told of reads nothing."""
    with running(TradeGraph.open(built, read_only=True), origins=[editor]) as told:
        assert "Japan proposed to buy" in _by_yasgui(browser, editor, told.base)
        foreign = editor.replace("127.0.0.1", "localhost")
        assert "Japan proposed to buy" not in _by_yasgui(browser, foreign, told.base)


def _by_yasgui(browser: Any, editor: str, base: str) -> str:
    """What its result pane says."""
    context = browser.new_context()
    tab = context.new_page()
    tab.goto(f"{editor}/#{base}/sparql")
    tab.wait_for_selector(".yasr .yasr_results :is(table, .errorResult, .errorHeader)", timeout=30_000)
    said: str = tab.inner_text(".yasr")
    context.close()
    return said
