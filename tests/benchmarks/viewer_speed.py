"""How soon a graph is drawn in a browser, beside pyvis as it comes and pyvis with the same positions; how it pans.

Run by hand: `PYTHONPATH=tests python tests/benchmarks/viewer_speed.py [NODES …]` (default 1000 5000). Prints a table;
with `--save` it is written to `viewer_speed.md` beside this file. All pages hold the same nodes and edges; they are
opened one after another in one headless Chromium without the network: read the ratios, not the milliseconds.
"""

from __future__ import annotations

import math
import platform
import shutil
import statistics
import sys
import tempfile
import time
from importlib.metadata import version
from pathlib import Path
from random import Random
from typing import Any

import pyvis.network
from playwright.sync_api import Error, sync_playwright
from playwright.sync_api import TimeoutError as NotInTime

from kg.view.communities import spread
from kg.view.page import render
from kg.view.page_model import Edge, Link, Node, Page

KINDS = ("Claim", "Pledge", "Company", "Country", "Product", "Origin", "Measure", "Talks")
STOCK_MOST = 1_000  # nodes; with more, pyvis as it comes does not appear within minutes
PATIENCE = 300_000  # ms; what takes longer is told as longer than that
# The first frame after the drawing, for all alike; of pyvis after its own event, or after its loading bar if it has one
DRAWN = """network = new vis.Network(container, data, options);
network.once(EVENT, window.told);"""
TOLD = """window.told = () => requestAnimationFrame(() => setTimeout(() => { window.drawn ??= performance.now(); }));
new MutationObserver(() => { if (document.documentElement.dataset.ready) window.told(); })
  .observe(document, { attributes: true, subtree: true, attributeFilter: ["data-ready"] });"""
PAN = """() => new Promise((done) => {
  const canvas = document.querySelector("canvas"), box = canvas.getBoundingClientRect(), frames = [];
  const x = box.left + 60, y = box.top + box.height - 20, send = (type, dx) => canvas.dispatchEvent(
    new PointerEvent(type, { pointerId: 1, clientX: x + dx, clientY: y - dx / 3, bubbles: true, buttons: 1 }));
  canvas.setPointerCapture = () => {};
  send("pointerdown", 0);
  const from = performance.now();
  const step = (now) => {
    frames.push(now);
    send("pointermove", 150 * Math.sin((now - from) / 300));
    if (now - from < 2000) { requestAnimationFrame(step); return; }
    send("pointerup", 0);
    done((frames.length - 1) / (frames.at(-1) - frames[0]) * 1000);
  };
  requestAnimationFrame(step);
})"""


def world(number: int) -> tuple[tuple[Node, ...], tuple[Edge, ...]]:
    """So many nodes of eight classes with a claim's text and address each, and twice as many edges, near and far."""
    random = Random(number)
    text = "Tokyo is weighing the purchase of as much as a trillion yen of American chips, according to the paper; " * 2
    nodes = tuple(
        Node(f"n{at}", f"{KINDS[at % 8]} {at}", KINDS[at % 8], text[:150], "announced", "$1bn", "2025-05-28",
             Link("Asahi", f"https://example.org/{at}"))
        for at in range(number)
    )  # fmt: skip
    steps = (random.choice((1, 2, 3, 5, 8, random.randrange(number))) for _ in range(2 * number))
    ends = ((at % number, (at + step) % number) for at, step in enumerate(steps))
    return nodes, tuple(Edge(f"n{a}", f"n{b}", "says", "announced", float(1 + a)) for a, b in ends if a != b)


def stock(nodes: tuple[Node, ...], edges: tuple[Edge, ...], *, positions: bool) -> str:
    """The page of pyvis itself, with its own layout, or with positions and straight edges and no layout."""
    network = pyvis.network.Network(height="720px", width="100%", directed=True, cdn_resources="in_line")
    for node in nodes:
        place = {"x": node.x, "y": node.y} if positions else {}
        network.add_node(node.id, label=node.label, title=node.text, group=node.kind, **place)
    for edge in edges:
        network.add_edge(edge.source, edge.target, title=edge.label)
    if positions:
        network.toggle_physics(False)
        network.set_edge_smooth("continuous")
        network.options.edges.smooth.enabled = False
    event = '"afterDrawing"' if positions else '"stabilizationIterationsDone"'
    line = "network = new vis.Network(container, data, options);"
    html = str(network.generate_html())
    assert line in html, "pyvis's template is another"
    return html.replace(line, DRAWN.replace("EVENT", event))


def opened(browser: Any, file: Path) -> tuple[float, float]:
    """Milliseconds until the graph of a file is drawn, and frames a second while it is panned."""
    context = browser.new_context(offline=True, viewport={"width": 1200, "height": 900})
    try:
        context.add_init_script(TOLD)
        tab = context.new_page()
        tab.goto(file.as_uri())
        try:
            tab.wait_for_function("window.drawn", timeout=PATIENCE)
        except NotInTime:
            return math.inf, 0.0
        first = float(tab.evaluate("window.drawn"))
        return first, float(tab.evaluate(PAN))
    finally:
        context.close()


def measure(browser: Any, folder: Path, number: int, runs: int) -> list[dict[str, object]]:
    """Rows of one size: ours, pyvis with our positions, pyvis as it comes."""
    nodes, edges = world(number)
    start = time.process_time()
    placed = spread(nodes, edges)
    layout = time.process_time() - start
    start = time.process_time()
    ours = render(Page("World", "", (), placed, edges))
    export = time.process_time() - start
    pages = {
        "viewer": ours,
        "pyvis, our positions": stock(placed, edges, positions=True),
    }
    told: dict[str, list[tuple[float, float]]] = {name: [] for name in pages}
    for _ in range(runs):  # by turns, since other work on the machine slows both
        for name, text in pages.items():
            told[name].append(opened(browser, _written(folder, text)))
    if number <= STOCK_MOST:
        name = "pyvis as it comes"
        pages[name] = stock(nodes, edges, positions=False)
        told[name] = [opened(browser, _written(folder, pages[name]))]
    first = {name: statistics.median(ms for ms, _ in runs_) for name, runs_ in told.items()}
    return [
        {
            "nodes": number,
            "page": name,
            "drawn_ms": _or_more(first[name], 1, 0),
            "times_ours": _or_more(first[name], first["viewer"], 1),
            "pan_fps": round(statistics.median(fps for _, fps in told[name])),
            "KB": round(len(text.encode()) / 1024),
            **({"layout_s": round(layout, 2), "export_s": round(export, 2)} if name == "viewer" else {}),
        }
        for name, text in pages.items()
    ]


def _or_more(ms: float, unit: float, digits: int) -> str:
    """A time in some unit; of what was not awaited, how long it was waited for at least."""
    return f"{ms / unit:.{digits}f}" if math.isfinite(ms) else f"> {PATIENCE / unit:.{digits}f}"


def _written(folder: Path, text: str) -> Path:
    file = folder / "page.html"
    file.write_text(text, encoding="utf-8")
    return file


def main() -> None:
    """Measure, print, and with `--save` write the table."""
    sizes = [int(text) for text in sys.argv[1:] if text != "--save"] or [1000, 5000]
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as session:
        chromium = shutil.which("chromium") or session.chromium.executable_path
        browser = session.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-gpu"])
        rows = [row for number in sizes for row in measure(browser, Path(folder), number, 5)]
        named = f"Python {platform.python_version()}, pyvis {version('pyvis')}, Chromium {browser.version}"
        browser.close()
    lines = [f"{named}; `viewer_speed.py {' '.join(map(str, sizes))} --save`", "", "| " + " | ".join(rows[0]) + " |"]
    lines += ["| " + " | ".join("---:" for _ in rows[0]) + " |"]
    lines += ["| " + " | ".join(str(row.get(name, "")) for name in rows[0]) + " |" for row in rows]
    text = "\n".join(lines) + "\n"
    print(text)
    if "--save" in sys.argv:
        Path(__file__).with_suffix(".md").write_text(text, encoding="utf-8")


if __name__ == "__main__":
    try:
        main()
    except Error as error:
        sys.exit(f"the browser did not do it: {error}")
