"""Pages in a real browser with the network cut: quiet, closed, searchable, reachable by keyboard, printable."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from itertools import pairwise
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest

from kg.view.layout import layered
from kg.view.page import Edge, Link, Node, Page, Section, render
from kg.view.page_model import Short
from kg.view.pyvis_view import to_pyvis

playwright = pytest.importorskip("playwright.sync_api")

pytestmark = pytest.mark.browser

FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
HOSTILE = (
    "</script><script>window.xss=1</script>",
    '<img src=x onerror="window.xss=2">',
    '"><svg onload=window.xss=3>',
    "javascript:window.xss=4",
    "a\u202egnp.exe",
    '<a href="javascript:window.xss=5">href</a>',
    "<iframe srcdoc='<script>parent.xss=6</script>'></iframe>",
)
WATCH = """window.reports = [];
document.addEventListener("securitypolicyviolation", (e) => window.reports.push(e.violatedDirective));"""


@dataclass
class Shown:
    """A page open in the browser, with all it asked for and complained of."""

    tab: Any
    requests: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)

    def quiet(self) -> None:
        """Nothing asked for, nothing complained of, no report of the policy, no script of a text run."""
        assert self.requests == []
        assert self.complaints == []
        assert self.tab.evaluate("window.reports") == []
        assert self.tab.evaluate("typeof window.xss") == "undefined"


Show = Callable[..., Shown]


@pytest.fixture(scope="module")
def browser(chromium: str) -> Iterator[Any]:
    with playwright.sync_playwright() as session:
        opened = session.chromium.launch(executable_path=chromium, args=list(FLAGS))
        yield opened
        opened.close()


@pytest.fixture
def show(browser: Any, tmp_path: Path) -> Iterator[Show]:
    contexts = []

    def open_page(text: str, **options: Any) -> Shown:
        file = tmp_path / "page.html"
        file.write_text(text, encoding="utf-8", newline="\n")
        context = browser.new_context(offline=True, **({"viewport": {"width": 1200, "height": 900}} | options))
        contexts.append(context)
        context.add_init_script(WATCH)
        shown = Shown(context.new_page())
        own = file.as_uri()
        shown.tab.on("request", lambda r: None if r.url in {own, "data:,"} else shown.requests.append(r.url))
        shown.tab.on("console", lambda m: shown.complaints.append(m.text))
        shown.tab.on("pageerror", lambda e: shown.complaints.append(str(e)))
        shown.tab.goto(own)
        return shown

    yield open_page
    for context in contexts:
        context.close()


def dossier() -> Page:
    claims = tuple(
        Node(
            f"c{i}",
            f"{publisher}, {i + 1} May 2025",
            "Claim",
            "Japan is considering a purchase of up to 1 trillion yen.",
            "considering" if i % 2 else "proposed",
            "up to ¥1tn",
            f"2025-05-{i + 1:02}",
            Link(publisher, f"https://example.org/{i}"),
        )
        for i, publisher in enumerate(("Asahi Shimbun", "Reuters", "CNA", "Nikkei Asia", "EconoTimes"))
    )
    others = (
        Node("p", "Japan: up to ¥1tn of US chips", "Pledge", status="proposed"),
        Node("jp", "Japan", "Country"),
        Node("us", "United States", "Country"),
        Node("nv", "Nvidia", "Company"),
        Node("mu", "Micron Technology", "Company"),
    )
    edges = tuple(Edge(n.id, "p", "states", n.status, 1e9 * (i + 1), "", n.link) for i, n in enumerate(claims))
    edges += (Edge("jp", "p", "promises"), Edge("p", "us", "to"), Edge("p", "nv", "would benefit"))
    edges += (Edge("p", "mu", "could supply"), Edge("p", "p", "restates"), Edge("p", "nv", "names"))
    rows = tuple((n.link, "Japan considers $7 billion purchase of US chips", n.date) for n in claims)
    figures = tuple((n.amount, n.status, (n.link, "relay")) for n in claims)
    sides = tuple(Section(side, ("The plan is under discussion.",)) for side in ("Japan", "United States"))
    sections = (
        Section("Accounts", side_by_side=sides),
        Section("Rival figures", ("Two differ.",), ("Amount", "Status", "Who says so"), figures),
        *(Section(name, ("One sentence on it.",)) for name in ("Course", "Agreement", "Origins", "Not known")),
        Section("Could supply", ("12 companies.",), ("Company",), (("A",), ("B",)), folded=True),
        Section("Reports", (), ("Publisher", "Title", "Published"), rows),
    )
    lead = "According to Asahi Shimbun, Japan would buy up to ¥1 trillion of US-made semiconductors."
    return Page(
        "Japan: up to ¥1 trillion of US chips", lead, sections, (*claims, *others), edges, "Trade graph.", "CC BY 4.0"
    )


def hostile() -> Page:
    kinds = ("Claim", "Pledge", "Company")
    nodes = tuple(Node(f"n{i}", bad, kinds[i % 3], bad, bad, bad, bad, Link(bad, bad)) for i, bad in enumerate(HOSTILE))
    edges = tuple(Edge(f"n{i}", "n1", bad, bad, 1.0, bad, Link(bad, bad)) for i, bad in enumerate(HOSTILE))
    rows = tuple((bad, Link(bad, bad)) for bad in HOSTILE)
    return Page(HOSTILE[0], HOSTILE[1], (Section(HOSTILE[2], HOSTILE, HOSTILE[:2], rows),), nodes, edges, HOSTILE[1])


def test_a_page_asks_for_nothing_and_complains_of_nothing(show: Show) -> None:
    """With the network cut, light or dark, no request, console message or policy report arises."""
    for scheme in ("light", "dark"):
        shown = show(render(dossier()), color_scheme=scheme)
        shown.tab.wait_for_selector("html[data-ready]")
        shown.tab.mouse.move(600, 700)
        shown.quiet()


@pytest.mark.parametrize("policy", [True, False])
def test_hostile_text_is_inert(show: Show, policy: bool) -> None:
    """No text of a page runs, on load, when walked over or searched for, even with the policy taken away."""
    shown = show(render(hostile()), bypass_csp=not policy)
    tab = shown.tab
    tab.wait_for_selector("html[data-ready]")
    tab.locator("#canvas").focus()
    for _ in HOSTILE:
        tab.keyboard.press("n")
    tab.locator("#card .link").first.click()
    tab.locator("summary").last.click()
    tab.locator("#nodes thead button").first.click()
    tab.fill("#search", "<img")
    shown.quiet()
    assert tab.locator("iframe, img, #card a, #nodes a").count() == 0
    assert "\u202e" not in tab.evaluate("document.body.textContent")


def test_search_brings_out_what_matches(show: Show) -> None:
    """Search counts, lists and walks the matches; Escape ends it."""
    tab = show(render(dossier())).tab
    tab.locator(".data summary").click()
    tab.fill("#search", "nvid")
    assert tab.inner_text("#count") == "1 of 10 nodes match"
    assert tab.locator("#nodes tbody tr").count() == 1
    assert tab.locator("#edges tbody tr").count() == 2
    tab.keyboard.press("Enter")
    assert tab.inner_text("#card .name") == "Nvidia"
    tab.locator("#search").press("Escape")
    assert tab.locator("#nodes tbody tr").count() == 10


def test_legend_filters(show: Show) -> None:
    """Unticking a class or a status takes its nodes and their edges away, ticking it brings them back."""
    tab = show(render(dossier())).tab
    tab.locator(".data summary").click()
    company = tab.get_by_role("checkbox", name="Company")
    company.uncheck()
    assert tab.inner_text("#count") == "8 of 10 nodes shown"
    assert "Nvidia" not in tab.inner_text("#nodes")
    assert "Nvidia" not in tab.inner_text("#edges")
    company.check()
    tab.get_by_role("checkbox", name="considering").uncheck()
    assert tab.inner_text("#count") == "8 of 10 nodes shown"


def test_tables_sort_and_turn_pages(show: Show) -> None:
    """Heads sort both ways and say so; more than fifty rows are paged."""
    nodes = tuple(Node(f"n{i}", f"Node {i}", "Claim") for i in range(120))
    tab = show(render(Page("Many", "", (), nodes))).tab
    first = tab.locator("#nodes tbody tr").first
    head = tab.get_by_role("button", name="Label")
    head.click()
    assert first.inner_text().startswith("Node 0")
    head.click()
    assert first.inner_text().startswith("Node 119")
    assert tab.locator("#nodes th[aria-sort=descending]").count() == 1
    tab.locator("#nodes-pager").get_by_role("button", name="Next").click()
    assert first.inner_text().startswith("Node 69")
    assert "51–100 of 120" in tab.inner_text("#nodes-pager")


def test_keyboard_reaches_nodes_and_their_sources(show: Show) -> None:
    """From the search box: Tab to the picture, N to a node, Enter to its source; Escape leads back."""
    tab = show(render(dossier())).tab
    tab.locator(".tools summary").focus()
    tab.keyboard.press("Tab")
    assert tab.evaluate("document.activeElement.id") == "canvas"
    tab.keyboard.press("n")
    assert tab.inner_text("#card .name") == "Asahi Shimbun, 1 May 2025"
    assert "Asahi Shimbun" in tab.inner_text("#live")
    tab.keyboard.press("Enter")
    assert tab.evaluate("document.activeElement.href") == "https://example.org/0"
    tab.keyboard.press("Tab")
    assert tab.evaluate("document.activeElement.className") == "link"
    tab.keyboard.press("Escape")
    assert tab.evaluate("document.activeElement.id") == "canvas"
    assert tab.locator("#card").is_hidden()
    for key in ("+", "-", "ArrowLeft", "0", "p"):
        tab.keyboard.press(key)
    assert tab.locator("#card").is_visible()


def test_nodes_unfold_in_place_and_are_found_by_other_names(show: Show) -> None:
    """By keyboard alone: a name that no label has, then what is folded into that node, shown and folded again."""
    nodes = (
        Node("jp", "Japan", "Country", x=0, y=0, also="Nippon · Nihon"),
        Node("us", "United States", "Country", x=300, y=0),
        *(Node(f"p{at}", f"Japan to buy {at} aircraft", "Pledge", within="jp") for at in range(5)),
    )
    edges = (Edge("jp", "us", "5 pledges"), *(Edge("jp", f"p{at}", "promises") for at in range(5)))
    shown = show(render(Page("Two", "", (), nodes, edges)))
    tab = shown.tab
    assert tab.inner_text("#count") == "2 of 7 nodes shown"
    tab.fill("#search", "nihon")
    assert tab.inner_text("#count") == "1 of 2 nodes match"
    tab.keyboard.press("Enter")
    assert tab.inner_text("#card .name") == "Japan"
    tab.locator("#search").press("Escape")
    tab.locator("#canvas").focus()
    tab.keyboard.press("Enter")
    assert tab.evaluate("document.activeElement.textContent") == "Show its 5"
    tab.keyboard.press("Enter")
    assert tab.inner_text("#count") == ""
    assert "open=Japan" in tab.evaluate("location.hash")
    tab.fill("#search", "3 aircraft")
    assert tab.inner_text("#count") == "1 of 7 nodes match"
    tab.locator("#search").press("Escape")
    tab.locator("#canvas").focus()
    for _ in nodes:
        tab.keyboard.press("n")
        if tab.inner_text("#card .name") == "Japan":
            break
    tab.keyboard.press("Enter")
    tab.keyboard.press("Enter")
    assert tab.inner_text("#count") == "2 of 7 nodes shown"
    tab.fill("#search", "3 aircraft")
    assert tab.inner_text("#count") == "1 of 3 nodes match"  # what is searched for is not left folded
    shown.quiet()


def test_the_whole_graph_is_one_click_away(show: Show) -> None:
    """Zoomed in, by the button or by the key the picture is as it was, and nothing is complained of."""
    shown = show(render(dossier()))
    tab, seen = shown.tab, "document.querySelector('#canvas').toDataURL()"
    tab.wait_for_selector("html[data-ready]")
    tab.click("#zoom-fit")
    tab.wait_for_timeout(100)
    whole = tab.evaluate(seen)
    for key in ("", "0"):
        tab.click("#zoom-in")
        tab.wait_for_timeout(100)
        assert tab.evaluate(seen) != whole
        if key:
            tab.locator("#canvas").press(key)
        else:
            tab.click("#zoom-fit")
        tab.wait_for_timeout(100)
        assert tab.evaluate(seen) == whole
    shown.quiet()


def test_edges_show_their_evidence(show: Show) -> None:
    """The pointer over the middle of an edge shows what it says, and a click pins it with its link."""
    nodes = (Node("a", "Left", "Claim", x=0, y=0), Node("b", "Right", "Claim", x=400, y=0))
    edge = Edge("a", "b", "states", "signed", 1.0, "the sentence", Link("Asahi", "https://example.org/"))
    tab = show(render(Page("Two", "", (), nodes, (edge,)))).tab
    box = tab.locator("#canvas").bounding_box()
    half_label = 30  # the picture is centred with its labels, of which "Right" is the longer
    for shift in range(-half_label, half_label, 3):
        tab.mouse.move(box["x"] + box["width"] / 2 + shift, box["y"] + box["height"] / 2 + shift / 2)
        if tab.locator("#card").is_visible():
            break
    assert "the sentence" in tab.inner_text("#card")
    assert tab.inner_text("#card .name") == "Left → Right"
    tab.mouse.down()
    tab.mouse.up()
    assert tab.locator("#card a").get_attribute("href") == "https://example.org/"


def test_picture_can_be_saved(show: Show) -> None:
    """The button hands over a PNG named after the page."""
    shown = show(render(dossier()))
    with shown.tab.expect_download() as waiting:
        shown.tab.click("#png")
    download = waiting.value
    assert download.suggested_filename == "japan-up-to-1-trillion-of-us-chips.png"
    assert Path(download.path()).read_bytes().startswith(b"\x89PNG")
    assert shown.complaints == []


def test_picture_can_be_saved_as_drawing(show: Show) -> None:
    """The SVG is a file of its own: title, legend and source in it, colours written out, no class left to resolve."""
    shown = show(render(dossier()))
    with shown.tab.expect_download() as waiting:
        shown.tab.click("#svg")
    root = ElementTree.parse(waiting.value.path()).getroot()
    texts = "".join(root.itertext())
    assert "Japan: up to ¥1 trillion of US chips" in texts
    assert "P Pledge" in texts
    assert "Cite as Trade graph." in texts
    marks = [part for part in root.iter() if part.get("class") == "mark"]
    assert {part.get("fill") for part in marks} >= {"rgb(230, 159, 0)"}
    shown.quiet()


def test_what_is_picked_stands_in_the_address(show: Show) -> None:
    """Search, filters and the pinned node survive being sent as a link; filters by publisher and month work."""
    tab = show(render(dossier())).tab
    tab.fill("#search", "may")
    tab.get_by_role("checkbox", name="Country").uncheck()
    tab.locator(".tools summary").click()
    tab.get_by_label("Told by").select_option("Reuters")
    assert tab.inner_text("#count") == "1 of 4 nodes match"
    tab.locator("#canvas").focus()
    tab.keyboard.press("n")
    address = tab.evaluate("location.href")
    tab.goto("about:blank")
    tab.goto(address)
    assert tab.inner_text("#count") == "1 of 4 nodes match"
    assert not tab.get_by_role("checkbox", name="Country").is_checked()
    assert tab.inner_text("#card .name") == "Reuters, 2 May 2025"


def test_lists_are_searched_picked_and_sorted(show: Show) -> None:
    """A list shows its first rows; search, picks and heads bring others, and stand in the address."""
    rows = tuple((f"Name {i}", "signed" if i % 2 else "agreed", f"{i} aircraft") for i in range(60))
    section = Section("All", (), ("Name", "Status", "Figure"), rows, listed=True, facets=(1,))
    tab = show(render(Page("Lists", "", (section,)))).tab
    lines = tab.locator("tbody tr:visible")
    assert lines.count() == 20
    tab.get_by_label("Status").select_option("signed")
    assert "30 of 60" in tab.inner_text("main")
    tab.fill("#find", "name 59")
    assert lines.count() == 1
    address = tab.evaluate("location.href")
    tab.goto("about:blank")
    tab.goto(address)
    assert lines.count() == 1
    tab.locator("#find").press("Escape")
    tab.get_by_label("Status").select_option("")
    tab.get_by_role("button", name="Figure").click()
    tab.get_by_role("button", name="Figure").click()
    assert lines.first.inner_text().startswith("Name 59")
    tab.get_by_role("button", name="Show all 60").click()
    assert lines.count() == 60


def test_lists_are_saved(show: Show) -> None:
    """What is picked of a list is a CSV or JSON file: parts of a cell parted, figures whole, formulas disarmed."""
    rows = (("=1+1", ("a", "b"), None), ("Japan", 'say "x"', Short("about 2", "2.0004")), ("Korea", "c", "3"))
    section = Section("All pledges", (), ("Name", "Parts", "Figure"), rows, listed=True, facets=(2,))
    shown = show(render(Page("Lists", "", (section,))))
    found = {}
    for kind in ("CSV", "JSON"):
        with shown.tab.expect_download() as waiting:
            shown.tab.get_by_role("button", name=f"Save as {kind}").click()
        found[waiting.value.suggested_filename] = Path(waiting.value.path()).read_text(encoding="utf-8")
    assert found["all-pledges.csv"].splitlines() == [
        '"Name","Parts","Figure"',
        '"\'=1+1","a; b",""',
        '"Japan","say ""x""","2.0004"',
        '"Korea","c","3"',
    ]
    assert json.loads(found["all-pledges.json"])[0] == {"Name": "=1+1", "Parts": "a; b", "Figure": ""}
    shown.quiet()


@pytest.mark.parametrize("count", [0, 1, 2])
def test_smallest_graphs_work(show: Show, count: int) -> None:
    """No node, one node with loops, and two nodes in one place are no trouble."""
    nodes = tuple(Node(f"n{i}", f"Node {i}", "Claim", x=0, y=0) for i in range(count))
    edges: tuple[Edge, ...] = (Edge("n0", "n0", "a"), Edge("n0", "n0", "b")) if count else ()
    edges += (Edge("n0", "n1", "c"),) if count > 1 else ()
    shown = show(render(Page("Small", "", (Section("Text", ("Words.",)),), nodes, edges)))
    if count:
        shown.tab.locator("#canvas").focus()
        for key in ("n", "Enter", "Escape", "0", "-"):
            shown.tab.keyboard.press(key)
    shown.quiet()


def test_dossier_prints_on_two_sides(show: Show) -> None:
    """Print has at most two A4 pages, the still picture, and the addresses, but no controls."""
    shown = show(render(dossier()))
    data = shown.tab.pdf(prefer_css_page_size=True)
    assert len(re.findall(rb"/Type\s*/Page\b", data)) <= 2
    shown.tab.emulate_media(media="print")
    assert shown.tab.locator("svg.poster").is_visible()
    assert shown.tab.locator(".addresses").is_visible()
    for hidden in ("#canvas", "#search", "#png", ".data", "input"):
        assert not any(part.is_visible() for part in shown.tab.locator(hidden).all())
    shown.quiet()


def test_a_large_picture_is_printed_though_it_was_drawn_by_script(show: Show) -> None:
    """The still picture is no element of the page until it is printed; then it is there, and once."""
    shown = show(render(dossier()))
    assert shown.tab.locator("svg.poster").count() == 0
    shown.tab.pdf()
    shown.tab.pdf()
    assert shown.tab.locator("svg.poster").count() == 1
    shown.quiet()


def test_without_script_all_is_there(show: Show) -> None:
    """With JavaScript off, text, picture, legend and tables are shown, and no dead control."""
    tab = show(render(dossier()), java_script_enabled=False).tab
    assert tab.locator("svg.poster").is_visible()
    assert tab.locator(".legend").is_visible()
    tab.locator(".data summary").click()
    assert tab.locator("#nodes tbody tr").count() == 10
    assert tab.locator("#nodes a").count() == 5
    assert not any(part.is_visible() for part in tab.locator("input, button, canvas").all())


def test_assistive_technology_finds_its_way(show: Show) -> None:
    """Title, language, landmarks, headings without gaps, and a name for every control."""
    tab = show(render(dossier())).tab
    assert tab.title() == "Japan: up to ¥1 trillion of US chips"
    assert tab.get_attribute("html", "lang") == "en"
    for landmark in ("banner", "main", "contentinfo"):
        assert tab.get_by_role(landmark).count() == 1
    levels = tab.evaluate("[...document.querySelectorAll('h1,h2,h3,h4,h5,h6')].map((h) => Number(h.tagName[1]))")
    assert levels[0] == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))
    unnamed = "[...document.querySelectorAll('input,button')].filter((c) => !(c.labels?.length || c.textContent.trim()"
    assert tab.evaluate(unnamed + " || c.getAttribute('aria-label'))).length") == 0


@pytest.mark.parametrize("width", [320, 390])
def test_narrow_screens_do_not_scroll_sideways(show: Show, width: int) -> None:
    """On a telephone nothing is wider than the screen, and controls are large enough to touch."""
    long = replace(dossier(), title="Donaudampfschifffahrtsgesellschaftskapitänswitwenrente " * 2)
    tab = show(render(long), viewport={"width": width, "height": 800}, has_touch=True).tab
    assert tab.evaluate("document.documentElement.scrollWidth") <= width
    heights = tab.evaluate("[...document.querySelectorAll('.tools button')].map((b) => b.offsetHeight)")
    assert min(heights) >= 44


@pytest.mark.parametrize("width", [390, 1200])
def test_names_of_any_length_and_script_are_kept_in_their_place(show: Show, width: int) -> None:
    """Names of 2,000 characters, from right to left and in CJK, in every place: nothing widens, nothing runs out."""
    names = (
        "x" * 2000,
        "Überlänge " * 200,
        "شركة النفط الوطنية " * 20,
        "日本製鉄株式会社" * 60,
        "한국전력공사",
        "🏭" * 40,
    )
    nodes = tuple(Node(f"n{at}", name, "Company", name, "signed", name) for at, name in enumerate(names))
    edges = tuple(Edge("n0", node.id, node.label, "signed", 1e9, node.label) for node in nodes[1:])
    rows = tuple((name, Link(name, "https://example.org/"), (name, name)) for name in names)
    sections = (Section(names[2], names, names[:3], rows), Section(names[3], side_by_side=(Section(names[0], names),)))
    shown = show(render(Page(names[2], names[3], sections, nodes, edges)), viewport={"width": width, "height": 800})
    tab = shown.tab
    tab.locator("#fold").evaluate("(part) => { part.open = true; }")
    tab.locator("#canvas").press("n")
    assert tab.evaluate("document.documentElement.scrollWidth") <= width
    assert tab.evaluate("getComputedStyle(document.querySelector('h1')).unicodeBidi") == "plaintext"
    assert len(tab.pdf()) > 10_000
    shown.quiet()


def test_endless_words_do_not_widen_a_page(show: Show) -> None:
    """A word too long for its column is broken, and short cells beside it stay whole."""
    word = "x" * 400
    rows = ((word, Link(word, "https://example.org/"), "2025-05-28"), ("a", (word,), "b"))
    tab = show(render(Page(word, word, (Section(word, (word,), ("A", "B", "C"), rows),), cite=word))).tab
    assert tab.evaluate("document.documentElement.scrollWidth") <= 1200
    assert tab.evaluate("document.querySelector('td.short').offsetHeight") <= tab.evaluate(
        "document.querySelector('td.long').offsetHeight"
    )
    assert tab.evaluate("document.querySelector('td.short').scrollWidth") >= 70


def test_pyvis_page_is_quiet_and_inert(show: Show) -> None:
    """The pyvis page asks for nothing, and hostile headings, labels and hover texts do not run."""
    network = to_pyvis((Node("a", HOSTILE[1], "Pledge", HOSTILE[5], link=Link("href", HOSTILE[3]), x=0, y=0),), ())
    network.heading = HOSTILE[0]
    network.nodes[0]["size"] = 150  # large enough to be hit without asking the library where it is
    shown = show(network.generate_html())
    shown.tab.wait_for_selector("html[data-ready]")
    box = shown.tab.locator("canvas").bounding_box()
    shown.tab.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2, steps=3)
    shown.tab.wait_for_selector(".vis-tooltip >> text=onerror")
    shown.quiet()
    assert shown.tab.locator("iframe, img, .vis-tooltip a").count() == 0


def test_pyvis_shows_a_dossier(show: Show) -> None:
    """A laid-out dossier is drawn where it was laid out, hostile texts included."""
    for page in (dossier(), hostile()):
        network = to_pyvis(layered(page.nodes, page.edges), page.edges)
        shown = show(network.generate_html())
        shown.tab.wait_for_selector("html[data-ready]")
        shown.quiet()
