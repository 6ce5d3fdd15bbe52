"""Every kind of page in a browser: quiet, accessible, closed to hostile text, worked by keyboard, printed whole."""

from __future__ import annotations

import io
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path
from typing import Any
from unicodedata import normalize

import pytest
from small import records
from worlds import loaded, told

from kg.query.names import resolve
from kg.store.embedded import Store
from kg.view.answers import Answers
from kg.view.site import Entry, write
from kg.view.view import KINDS

playwright = pytest.importorskip("playwright.sync_api")
pypdf = pytest.importorskip("pypdf")
pytest.importorskip("axe_playwright_python")

pytestmark = pytest.mark.browser

OF = {
    "pledge": ("chips",),
    "company": ("Nvidia",),
    "country": ("Japan",),
    "pair": ("Japan", "USA"),
    "tariff": ("USA", "Japan"),
    "official": ("Lutnick",),
    "product": ("chips",),
    "sparql": ("CONSTRUCT { ?p trade:pledger ?c ; rdfs:label ?l } { ?p trade:pledger ?c ; rdfs:label ?l }",),
}
HOSTILE = (
    "</script><script>window.xss=1</script>",
    '<img src=x onerror="window.xss=2">',
    '"><svg onload=window.xss=3>',
    "javascript:window.xss=4",
    "a\u202egnp.exe \u2028 x",
    "]]></noscript><script>window.xss=5</script>",
)
# Whatever can be worked or followed, in sight
CONTROLS = """[...document.querySelectorAll("a[href], button, input, select, summary, canvas[tabindex]")]
  .filter((e) => e.checkVisibility() && !e.disabled)"""
# What a reader could not see, read or hit: beyond the edge, cut off, one over another, a word a line, under 24 px
FAULTS = """() => {
  const clipped = (e) => e && (e.matches(".skip, caption") || getComputedStyle(e).clipPath !== "none");
  const seen = (e) => e.checkVisibility() && ![e, e.closest("thead"), e.closest(".skip, caption")].some(clipped);
  const hit = "td a, th a, dd a, button, select, summary, input[type=search]";
  const wide = document.documentElement.clientWidth, faults = [];
  const say = (what, e) => faults.push(`${what}: ${e.tagName} ${e.textContent.trim().slice(0, 60)}`);
  if (document.documentElement.scrollWidth > wide) faults.push("scrolls sideways");
  for (const e of [...document.querySelectorAll("body *:not(svg *)")].filter(seen)) {
    const box = e.getBoundingClientRect();
    if (!box.width) continue;
    if (box.right > wide + 1 || box.left < -1) say("beyond the edge", e);
    if (e.matches("td, th") && e.scrollWidth > e.clientWidth + 2) say("spills over", e);
    if (e.matches("td") && e.textContent.length > 70 && box.width < 80) say("a word a line", e);
    if (e.matches(hit) && Math.min(box.width, box.height) < 23.9) say("small", e);
  }
  for (const axis of document.querySelectorAll(".axis")) {
    const names = [...axis.querySelectorAll("text")].filter(seen).map((e) => [e, e.getBoundingClientRect()]);
    for (const [e, a] of names) {
      if (names.some(([f, b]) => e !== f && a.left <= b.left && a.right > b.left)) say("one over another", axis);
    }
  }
  return [...new Set(faults)];
}"""
RULES = '{runOnly: {type: "tag", values: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}}'


def _write(store: Store, folder: Path, of: dict[str, tuple[str, ...]]) -> dict[str, Path]:
    """A page of each kind, leading to one another: kind → file."""
    entries = [
        Entry(
            what,
            tuple(
                text if named == "query" else resolve(store, text, named)
                for text, named in zip(of.get(what, ()), kind.of, strict=True)
            ),
            what,
        )
        for what, kind in KINDS.items()
    ]
    write(Answers(store, whole=True), folder, entries)
    return {entry.what: folder / entry.file for entry in entries}


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    return _write(loaded(records()), tmp_path_factory.mktemp("kinds"), OF)


@pytest.fixture(scope="module")
def browser(chromium: str) -> Iterator[Any]:
    with playwright.sync_playwright() as session:
        opened = session.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-gpu"])
        yield opened
        opened.close()


@pytest.fixture
def tab(browser: Any, request: pytest.FixtureRequest) -> Iterator[Any]:
    """A page with the network cut that must have asked for nothing and complained of nothing by its end."""
    options = {"viewport": {"width": 1200, "height": 900}} | getattr(request, "param", {})
    context = browser.new_context(offline=True, **options)
    context.add_init_script(
        "window.reports = []; addEventListener('securitypolicyviolation', (e) => reports.push(e.violatedDirective));"
    )
    opened, faults = context.new_page(), list[str]()
    opened.on("console", lambda message: faults.append(message.text))
    opened.on("pageerror", lambda error: faults.append(str(error)))
    opened.on(
        "request", lambda asked: faults.append(asked.url) if not asked.url.startswith(("file:", "data:")) else None
    )
    yield opened
    assert opened.evaluate("window.reports") == []
    assert faults == []
    context.close()


@pytest.mark.parametrize("what", KINDS)
@pytest.mark.parametrize(
    "tab",
    [
        {"color_scheme": "light"},
        {"color_scheme": "dark"},
        {"color_scheme": "light", "viewport": {"width": 390, "height": 844}},
        {"forced_colors": "active"},
    ],
    indirect=True,
    ids=["light", "dark", "phone", "forced colours"],
)
def test_axe_finds_nothing(tab: Any, pages: dict[str, Path], what: str) -> None:
    """All rules of WCAG 2.2 A and AA and of good practice hold, with everything unfolded."""
    tab.goto(pages[what].as_uri())
    tab.evaluate("document.querySelectorAll('details').forEach((part) => { part.open = true; })")
    tab.evaluate((files("axe_playwright_python") / "axe.min.js").read_text("utf-8"))
    found = tab.evaluate(f"axe.run(document, {RULES})")
    assert [(fault["id"], fault["nodes"][0]["html"]) for fault in found["violations"]] == []


@pytest.mark.parametrize("tab", [{"viewport": {"width": 390, "height": 844}}], indirect=True)
def test_strips_are_as_wide_as_a_telephone(tab: Any, pages: dict[str, Path]) -> None:
    """However many columns a drawn table has, on a narrow screen its strips and axes take the whole width."""
    for what in ("pair", "timeline", "home"):
        tab.goto(pages[what].as_uri())
        wide = tab.evaluate(
            "[...document.querySelectorAll('svg.strip')].map((strip) => strip.clientWidth).filter(Boolean)"
        )
        assert wide, what
        assert set(wide) == {358}, what  # an axis, too: it would not be that of its bars


@pytest.mark.parametrize("what", KINDS)
def test_all_is_seen_at_every_width(tab: Any, pages: dict[str, Path], what: str) -> None:
    """On telephones, tablets and desks, folded or not, nothing is cut off, overlaps, or is too small to read or hit."""
    for wide in (390, 768, 960, 1200):
        tab.set_viewport_size({"width": wide, "height": 900})
        tab.goto(pages[what].as_uri())
        assert tab.evaluate(FAULTS) == [], wide
        tab.evaluate("document.querySelectorAll('details').forEach((part) => { part.open = true; })")
        assert tab.evaluate(FAULTS) == [], f"{wide}, unfolded"


@pytest.mark.parametrize("tab", [{"viewport": {"width": 390, "height": 844}, "has_touch": True}], indirect=True)
@pytest.mark.parametrize("what", ["home", "overview"])
def test_lists_are_sorted_on_a_telephone(tab: Any, pages: dict[str, Path], what: str) -> None:
    """Where rows are cards the heads stand above them, and a tap sorts."""
    tab.goto(pages[what].as_uri())
    tab.evaluate("document.querySelectorAll('details').forEach((part) => { part.open = true; })")
    head = tab.locator("thead th:has(button)").first
    head.locator("button").tap()
    assert head.get_attribute("aria-sort") == "ascending"


@pytest.mark.parametrize("what", KINDS)
def test_nothing_is_cut_in_print(tab: Any, pages: dict[str, Path], what: str) -> None:
    """As wide as a sheet without its margins nothing is cut off, and no name of an axis runs into the next."""
    tab.set_viewport_size({"width": 703, "height": 1000})
    tab.emulate_media(media="print")
    tab.goto(pages[what].as_uri())
    assert [fault for fault in tab.evaluate(FAULTS) if not fault.startswith(("small", "a word a line"))] == []


@pytest.mark.parametrize("what", KINDS)
def test_every_control_is_reached_by_tab(tab: Any, pages: dict[str, Path], what: str) -> None:
    """As many things take the focus as there are to be worked, in their order; what has it is seen to have it."""
    tab.goto(pages[what].as_uri())
    wanted = tab.evaluate(f"(window.all = {CONTROLS}).length")
    reached = []
    for _ in range(wanted):
        tab.keyboard.press("Tab")
        reached.append(tab.evaluate("all.indexOf(document.activeElement)"))
        assert tab.evaluate("getComputedStyle(document.activeElement).outlineStyle") != "none"
    assert reached == list(range(wanted))


@pytest.mark.parametrize("what", KINDS)
def test_every_fold_opens_by_key(tab: Any, pages: dict[str, Path], what: str) -> None:
    """Enter on a summary opens what it heads, and closes it again."""
    tab.goto(pages[what].as_uri())
    for summary in tab.locator("summary:visible").all():
        before = summary.evaluate("(part) => part.parentElement.open")
        for now in (not before, before):
            summary.press("Enter")
            assert summary.evaluate("(part) => part.parentElement.open") is now


@pytest.mark.parametrize("tab", [{}, {"bypass_csp": True}], indirect=True, ids=["policy", "no policy"])
def test_hostile_words_are_inert_on_every_kind(tab: Any, tmp_path: Path) -> None:
    """Whatever a report says in any field stands as text, with the policy of the file and with it taken away."""
    held = [
        told(
            bad,
            f"2025-05-2{at}",
            title=bad,
            evidence=bad,
            evidence_kind="paraphrase",
            conditions=[bad],
            products=["semiconductors", bad],
            companies=[{"name": "Nvidia", "role": "supplier"}, {"name": bad, "role": "supplier"}],
            amounts=[{"value": 1e12 + at, "unit": "JPY", "qualifier": "exact", "as_printed": bad}],
            more={
                "measures": [
                    {"id": "m", "kind": "tariff", "imposer": "USA", "targets": ["JPN"], "action": "impose"}
                    | {"rate_percent": 10 + at, "legal_basis": bad, "evidence": bad, "evidence_kind": "paraphrase"}
                ]
            },
        )
        for at, bad in enumerate(HOSTILE)
    ]
    made = _write(loaded(held), tmp_path, OF | {"pledge": ("US chips",)})
    for what, page in made.items():
        tab.goto(page.as_uri())
        tab.evaluate("document.querySelectorAll('details').forEach((part) => { part.open = true; })")
        tab.evaluate("dispatchEvent(new Event('beforeprint'))")
        assert tab.evaluate("typeof window.xss") == "undefined", what
        strange = "iframe, object, embed, [onerror], [onload], [onclick], a[href^='javascript' i], script[src]"
        assert tab.locator(strange).count() == 0, what


@pytest.mark.parametrize("what", KINDS)
def test_every_kind_prints_whole(tab: Any, pages: dict[str, Path], what: str) -> None:
    """On A4: the title and its source on the first sheet, every heading, the links' addresses, and no control."""
    tab.goto(pages[what].as_uri())
    sheets = pypdf.PdfReader(io.BytesIO(tab.pdf(prefer_css_page_size=True))).pages
    assert {(round(page.mediabox.width), round(page.mediabox.height)) for page in sheets} == {(595, 842)}
    texts = [" ".join(normalize("NFKC", page.extract_text()).split()) for page in sheets]
    assert all(texts)
    title = " ".join(tab.locator("h1").inner_text().split())
    assert title in texts[0]
    assert "Source: tradekg" in texts[0] or what == "sparql"
    whole = " ".join(texts)
    for heading in tab.locator("main h2").all_inner_texts():
        assert " ".join(heading.split()) in whole, heading
    links = set(tab.evaluate("[...document.querySelectorAll('main td a[rel], main li a[rel]')].map((a) => a.href)"))
    printed = whole.replace(" ", "")
    assert not [link for link in links if link.removeprefix("https://") not in printed] or what == "sparql"
    for control in ("Search", "Save as", "Whole graph", "Zoom", "Skip to", "Show or hide"):
        assert control not in whole, control
