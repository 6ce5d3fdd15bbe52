"""Pages: what is safe, deterministic and laid out without a browser looking on."""

from __future__ import annotations

import base64
import hashlib
import json
import re
import subprocess
import sys
from collections import Counter
from dataclasses import replace
from html.parser import HTMLParser
from itertools import combinations, pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jinja2 import UndefinedError

from kg.model.errors import InputError
from kg.view import layout, style
from kg.view.markup import fill, json_rows, json_text
from kg.view.page import Edge, Link, Node, Page, Section, pictured, render
from kg.view.page_model import is_web, visible
from kg.view.poster import stroke_widths
from kg.view.pyvis_view import to_pyvis

HOSTILE = (
    "</script><script>window.xss=1</script>",
    '<img src=x onerror="window.xss=2">',
    '"><svg onload=window.xss=3>',
    "javascript:window.xss=4",
    "{{7*7}}${window.xss=5}$title",
    "\u2028</textarea><iframe srcdoc='<script>parent.xss=6</script>'>",
    "<!--<script>",
    "a\u202egnp.exe\u2066\ud800\x00",
    "</style><style>*{display:none}</style>",
)
KINDS = ("Origin", "Claim", "Pledge", "Talks", "Country", "Company", "Product", "Mystery")


class Seen(HTMLParser):
    """What a parser finds in a page."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: Counter[str] = Counter()
        self.attributes: list[tuple[str, str, str]] = []
        self.headings: list[int] = []
        self.texts: dict[str, list[str]] = {}
        self._open = ""
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Counts the element and keeps its attributes."""
        self.tags[tag] += 1
        self.attributes += [(tag, name, value or "") for name, value in attrs]
        if re.fullmatch("h[1-6]", tag):
            self.headings.append(int(tag[1]))
        self._open = tag

    def handle_data(self, data: str) -> None:
        """Keeps the text of the element last opened."""
        self.texts.setdefault(self._open, []).append(data)

    def values(self, name: str) -> list[str]:
        """All values of an attribute."""
        return [value for _, found, value in self.attributes if found == name]


def dossier() -> Page:
    link = Link("Asahi Shimbun", "https://www.asahi.com/ajw/articles/1?a=1&b=2")
    nodes = (
        Node("p", "Japan: up to ¥1tn of US chips", "Pledge", status="proposed", amount="up to ¥1tn"),
        Node("c1", "Asahi Shimbun, 28 May 2025", "Claim", "“is considering”", "considering", "", "2025-05-28", link),
        Node("c2", "Reuters, 28 May 2025", "Claim", "", "proposed", "", "2025-05-28", link),
        Node("jp", "Japan", "Country"),
        Node("nv", "Nvidia", "Company"),
    )
    edges = (
        Edge("c1", "p", "states", "considering", 1e12, "up to ¥1 trillion", link),
        Edge("c2", "p", "states", "proposed", 7e9),
        Edge("jp", "p", "promises"),
        Edge("p", "nv", "would benefit", "considering"),
        Edge("p", "nv", "names"),
        Edge("p", "p", "restates"),
    )
    sides = (Section("Japan", ("Considering.",)), Section("United States", ("Agreed.",)))
    sections = (
        Section("Accounts", side_by_side=sides),
        Section("Figures", ("Two.",), ("Amount", "Who"), (("¥1tn", (link, "nobody")), (None, "x"))),
        Section("Could supply", ("12 companies.",), ("Company",), (("A",), ("B",)), folded=True),
        Section("Reports", columns=("Publisher",), rows=((link,),)),
    )
    return Page("Japan: ¥1tn", "Japan would buy chips.", sections, nodes, edges, "Cite me", "Data of May", "en")


def hostile() -> Page:
    nodes = tuple(
        Node(bad, bad, KINDS[i % 7] if i % 3 else bad, bad, bad, bad, bad, Link(bad, bad))
        for i, bad in enumerate(HOSTILE)
    )
    edges = tuple(Edge(HOSTILE[0], bad, bad, bad, 1.0, bad, Link(bad, bad)) for bad in HOSTILE)
    rows = tuple((bad, Link(bad, bad), (bad, Link(bad, "https://a.example/" + bad))) for bad in HOSTILE)
    section = Section(HOSTILE[0], HOSTILE, HOSTILE[:3], rows, folded=True, side_by_side=(Section(HOSTILE[1]),))
    return Page(HOSTILE[0], HOSTILE[1], (section, section), nodes, edges, HOSTILE[2], HOSTILE[0], '"><script>')


def test_hostile_text_stays_text() -> None:
    """No string of a page adds an element, a handler, a script address or a hidden character."""
    text = render(hostile())
    seen = Seen(text)
    assert seen.tags["script"] == 2
    assert seen.tags["style"] == 1
    assert not {"img", "iframe", "textarea", "object"} & set(seen.tags)
    assert not [name for _, name, _ in seen.attributes if name.startswith("on") or name in {"style", "srcdoc"}]
    assert all(value.startswith(("https://", "data:,", "#main", "#graph-heading")) for value in seen.values("href"))
    assert not re.search("[\u202a-\u202e\u2066-\u2069\u2028\x00\ud800-\udfff]", text)
    assert r"a\u202egnp.exe" in text
    text.encode("utf-8")


def test_policy_allows_exactly_the_own_script_and_style() -> None:
    """The hashes in the policy are those of the script and the style in the file, and nothing else is allowed."""
    text = render(dossier())
    policy = next(value for value in Seen(text).values("content") if value.startswith("default-src"))
    script = re.findall("<script>(.*?)</script>", text, re.DOTALL)[0]
    look = re.findall("<style>(.*?)</style>", text, re.DOTALL)[0]

    def sha(code: str) -> str:
        return "'sha256-" + base64.b64encode(hashlib.sha256(code.encode()).digest()).decode() + "'"

    assert policy.split("; ") == [
        "default-src 'none'",
        f"script-src {sha(script)}",
        f"style-src {sha(look)}",
        "img-src data:",
        "base-uri 'none'",
        "form-action 'none'",
    ]
    assert len(script.encode()) + len(look.encode()) <= 40 * 1024
    assert "://" not in look
    assert "/*" not in script + look


def test_the_same_page_is_the_same_bytes() -> None:
    """Neither the order of nodes and edges nor the hash seed changes a byte."""
    page = dossier()
    turned = replace(page, nodes=page.nodes[::-1], edges=page.edges[::-1])
    assert render(turned) == render(page)
    code = (
        "import hashlib, runpy, sys; m = runpy.run_path(sys.argv[1]);"
        "print(hashlib.sha256((m['render'](m['dossier']()) + m['render'](m['large'](400))).encode()).hexdigest())"
    )
    run = [sys.executable, "-c", code, __file__]
    where = {"PYTHONPATH": str(Path(__file__).parents[2])}
    made = {
        subprocess.run(run, env={**where, "PYTHONHASHSEED": seed}, capture_output=True, check=True).stdout
        for seed in "17"
    }
    assert len(made) == 1


def large(count: int) -> Page:
    nodes = tuple(Node(f"n{i}", f"Node {i}", KINDS[i % 8]) for i in range(count))
    edges = tuple(Edge(f"n{i}", f"n{(i * 7 + i // 20) % count}", "relates to") for i in range(count - 20))
    return Page("Large", "", (), nodes, edges)


def test_structure_can_be_read_by_machines() -> None:
    """One title, one first heading, no level left out, ids unique, every input labelled, language set."""
    text = render(dossier())
    seen = Seen(text)
    assert seen.headings[0] == 1
    assert seen.headings.count(1) == 1
    assert all(later - earlier <= 1 for earlier, later in pairwise(seen.headings))
    ids = seen.values("id")
    assert len(ids) == len(set(ids))
    assert set(seen.values("aria-labelledby")) | set(seen.values("for")) | set(seen.values("aria-describedby")) <= set(
        ids
    )
    assert ("html", "lang", "en") in seen.attributes
    assert seen.texts["title"][0] == "Japan: ¥1tn"


@pytest.mark.parametrize(("after", "place"), [(None, 3), (0, 0), (2, 2), (9, 4)])
def test_graph_stands_where_it_is_asked_for(after: int | None, place: int) -> None:
    """The graph comes before the last section unless a number of sections above it is given."""
    text = render(replace(dossier(), graph_after=after))
    heads = re.findall("<h2[^>]*>([^<]*)", text)
    assert heads.index("Graph") == place


def test_without_nodes_there_is_no_graph_and_no_script() -> None:
    """A page of text and tables carries no script and allows none."""
    text = render(replace(dossier(), nodes=(), edges=()))
    assert "<script" not in text
    assert "script-src 'none'" in text
    assert render(Page("", "", ()))


def test_one_node_and_loops_are_drawn() -> None:
    """The smallest graphs have a poster with finite numbers."""
    for edges in ((), (Edge("a", "a", "x"), Edge("a", "a", "y"))):
        text = render(Page("One", "", (), (Node("a", "A", "Pledge"),), edges))
        assert '<svg class="poster"' in text
        assert not re.search(r"\b(nan|inf)\b", text)


@pytest.mark.parametrize(
    ("nodes", "edges", "named"),
    [
        ((Node("a", "A", "Claim"), Node("a", "B", "Claim")), (), "'a'"),
        ((Node("a", "A", "Claim"),), (Edge("a", "b", "says"),), "'b'"),
    ],
)
def test_wrong_graphs_are_refused(nodes: tuple[Node, ...], edges: tuple[Edge, ...], named: str) -> None:
    """A doubled id and an edge to nowhere are errors that name it."""
    with pytest.raises(InputError, match=named):
        render(Page("x", "", (), nodes, edges))


def test_links_are_numbered_for_print_once_each() -> None:
    """The printed list has each address of the sections once, in order of appearance."""
    text = render(dossier())
    assert re.findall("<ol>(.*)</ol>", text) == ["<li>https://www.asahi.com/ajw/articles/1?a=1&amp;b=2</li>"]
    assert text.count('<sup class="print">1</sup>') == 2


@pytest.mark.parametrize(
    ("href", "web"),
    [
        ("https://example.org/a?b=1", True),
        ("HTTP://example.org", True),
        ("javascript:alert(1)", False),
        (" https://example.org", False),
        ("https://", False),
        ("https://[broken", False),
        ("https://a.example/\u202e", False),
        ("data:text/html,x", False),
        ("//example.org", False),
        ('https://a.example/">', False),
    ],
)
def test_only_web_addresses_become_links(href: str, web: bool) -> None:
    """Anything but a clean http or https address stays text."""
    assert is_web(href) is web


@given(st.text())
def test_visible_text_hides_nothing(text: str) -> None:
    """What is shown has no control, override or surrogate left, and showing it again changes nothing."""
    shown = visible(text)
    assert visible(shown) == shown
    assert not re.search("[\x00-\x1f\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff]", shown)


labels = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), max_size=60)


@st.composite
def graphs(draw: Any) -> tuple[tuple[Node, ...], tuple[Edge, ...]]:
    count = draw(st.integers(1, 150))
    names, kinds = draw(st.lists(labels, min_size=1, max_size=8)), draw(st.lists(st.sampled_from(KINDS), min_size=1))
    nodes = tuple(Node(f"n{i}", names[i % len(names)], kinds[i % len(kinds)]) for i in range(count))
    ends = st.integers(0, count - 1)
    pairs = draw(st.lists(st.tuples(ends, ends), max_size=60))
    return nodes, tuple(Edge(f"n{a}", f"n{b}", "to") for a, b in pairs)


@settings(max_examples=60, deadline=None)
@given(graphs())
def test_columns_never_overlap(graph: tuple[tuple[Node, ...], tuple[Edge, ...]]) -> None:
    """In a dossier no label or node covers another, whatever the labels, up to 150 nodes."""
    nodes, edges = graph
    placed = layout.layered(nodes, edges)
    assert [node.id for node in placed] == [node.id for node in nodes]
    side = layout.sides({node.id: node.x or 0.0 for node in placed}, edges)
    boxes = []
    for node, radius in zip(placed, layout.radii(nodes, edges), strict=True):
        left, top, right, bottom = layout.box(node.label, radius, side[node.id])
        x, y = node.x or 0.0, node.y or 0.0
        boxes.append((x + left, y + top, x + right, y + bottom))
    for (left, top, right, bottom), (low, high, far, deep) in combinations(boxes, 2):
        assert right <= low + 1 or far <= left + 1 or bottom <= high + 1 or deep <= top + 1


def test_columns_run_from_sources_to_companies() -> None:
    """Claims stand left of the event by date from top to bottom; who and what it touches stands right of it."""
    placed = {node.id: node for node in layout.layered(dossier().nodes, dossier().edges)}
    across = {name: node.x or 0.0 for name, node in placed.items()}
    assert across["c1"] == across["c2"] < across["p"] < across["jp"] == across["nv"]
    early, late = replace(dossier().nodes[1], id="e", date="2024"), replace(dossier().nodes[1], id="l", date="2026")
    first, second = layout.layered((late, early), ())
    assert (second.y or 0.0) < (first.y or 0.0)


def test_spread_is_seeded_and_whole() -> None:
    """A larger graph gets distinct finite places, the same whatever the order, others with another seed."""
    page = large(420)
    placed = layout.spread(page.nodes, page.edges)
    again = layout.spread(page.nodes[::-1], page.edges[::-1])
    assert {node.id: (node.x, node.y) for node in placed} == {node.id: (node.x, node.y) for node in again}
    assert len({(node.x, node.y) for node in placed}) == len(placed)
    assert layout.spread(page.nodes, page.edges, seed=2) != placed
    assert layout.spread((), ()) == ()
    assert len(layout.spread(page.nodes[:1], ())) == 1


def test_what_is_folded_stands_outside_and_is_not_in_the_still_picture() -> None:
    """Nodes within another are placed apart from all others, in columns; the poster and its legend leave them out."""
    heads = tuple(Node(f"h{at}", f"Head {at}", "Country", x=400.0 * at, y=0.0) for at in range(2))
    inside = tuple(Node(f"n{at}", f"Pledge {at}", "Pledge", within="h1") for at in range(30))
    page = Page("Folded", "", (), (*heads, *inside), tuple(Edge("h1", node.id, "promises") for node in inside))
    picture = pictured(page)
    spots = {(node.x, node.y) for node in picture.nodes}
    assert len(spots) == len(picture.nodes)
    assert min(node.x or 0.0 for node in picture.nodes if node.within) > 400
    assert [node.id for node in picture.front.nodes] == ["h0", "h1"]
    assert picture.front.edges == ()
    text = render(page)
    assert text.partition('<svg class="poster"')[2].partition("</svg>")[0].count("<tspan") == 2


def test_a_page_of_very_many_nodes_opens_on_its_classes() -> None:
    """Beyond five thousand nodes there is one for each class, with how many it holds, and lines with their numbers."""
    nodes = tuple(Node(f"n{at}", f"Node {at}", ("Claim", "Pledge")[at % 2]) for at in range(5_001))
    edges = tuple(Edge(f"n{at}", f"n{at + 1}", "states") for at in range(0, 100, 2))
    front = pictured(Page("Many", "", (), nodes, edges)).front
    assert [node.label for node in front.nodes] == ["Claim: 2,501", "Pledge: 2,500"]
    assert [(edge.source, edge.target, edge.label) for edge in front.edges] == [
        ("class Claim", "class Pledge", "50 relations")
    ]


def test_parallel_edges_part_and_edges_pass_nodes() -> None:
    """Edges between the same two nodes have bends of their own, in both directions; none runs through a node."""
    nodes = (
        Node("a", "A", "Claim", x=0, y=0),
        Node("b", "B", "Claim", x=200, y=0),
        Node("m", "M", "Claim", x=100, y=0),
    )
    there, back = Edge("a", "b", "x"), Edge("b", "a", "x")
    one, two = layout.bends(nodes, (there, back))
    assert one == two != 0  # seen from their own sources: on opposite sides
    assert layout.bends(nodes, (there,))[0] != 0
    assert layout.bends(nodes, (Edge("a", "m", "x"),))[0] == 0


def test_width_follows_the_amount() -> None:
    """More is wider, nearly the same looks the same, and no amount is the thinnest."""
    none, small, near, great = stroke_widths([Edge("a", "b", "", weight=w) for w in (None, 6.9e9, 7e9, 1e12)])
    assert none < small <= near < small + 0.1 < great == 6.0
    assert max(stroke_widths([Edge("a", "b", "", weight=w) for w in (6.9e9, 7e9)])) < 1.6
    assert stroke_widths([Edge("a", "b", "", weight=5.0)]) == (1.5,)
    assert stroke_widths([Edge("a", "b", "", weight=0.0)]) == (1.0,)


def test_classes_differ_by_more_than_colour() -> None:
    """Letters are unique, shape and colour together too; letters and outlines can be seen on fill and paper."""
    looks = [style.kind(name) for name in style.ranks()]
    assert len({look.letter for look in looks}) == len(looks)
    assert len({(look.shape, look.colour) for look in looks}) == len(looks)
    assert all(look.shape in style.shapes() for look in looks)
    assert all(style.contrast(look.ink, look.colour) >= 4.5 for look in looks)
    assert style.contrast("#2a3038", "#fafbfc") >= 3
    assert style.contrast("#eef1f4", "#181d23") >= 3
    assert style.kind("Mystery").letter == "M"


def test_rows_are_parted_whatever_they_hold() -> None:
    """Many rows at once are the same text as each by itself."""
    rows: list[tuple[str | float | None, ...]] = [("a],[", "\x1e", 1.5), ("</script>", -1, None), (2,)]
    assert json_rows(rows) == ",\n".join(json_text(list(row)) for row in rows)
    assert json_rows([]) == ""


def test_statuses_differ_by_their_lines() -> None:
    """What is only considered is dashed, what is signed is not, and unknown statuses are kept."""
    assert style.status("considering").dash
    assert not style.status("in_force").dash
    assert style.statuses_in(["odd", "signed", "", "considering"]) == ("considering", "signed", "odd")


def test_pyvis_keeps_what_it_is_given(tmp_path: Path) -> None:
    """Parallel edges stay, adding twice does not double, unknown ends are refused, networkx graphs are left alone."""
    import networkx as nx

    page = dossier()
    network = to_pyvis(page.nodes, page.edges)
    assert (network.num_nodes(), network.num_edges()) == (len(page.nodes), len(page.edges))
    network.add_node("p", label="again")
    assert network.num_nodes() == len(page.nodes)
    with pytest.raises(InputError, match="nowhere"):
        network.add_edge("p", "nowhere")
    graph = nx.DiGraph()
    graph.add_edge("x", "y", weight=3)
    network.from_nx(graph)
    assert dict(graph["x"]["y"]) == {"weight": 3}
    network.write_html(str(tmp_path / "page.html"))
    assert "¥1tn" in (tmp_path / "page.html").read_text(encoding="utf-8")
    assert [path.name for path in tmp_path.iterdir()] == ["page.html"]


def test_pyvis_physics_follow_the_places() -> None:
    """Nodes with places stay there; without, the physics run, and pyvis's own switches still work."""
    page = dossier()
    network = to_pyvis(layout.layered(page.nodes, page.edges), page.edges)
    assert not network.options.physics.enabled
    assert to_pyvis(page.nodes, page.edges).options.physics.enabled
    network.toggle_physics(True)
    assert '"physics":{"enabled":true' in network.generate_html()
    network.set_options('{"physics": {"enabled": false}}')
    assert '"physics":{"enabled":false}' in network.generate_html()


def test_pyvis_page_is_closed_to_script() -> None:
    """Hostile labels, hover texts, headings and colours neither add elements nor reach the style sheet."""
    page = hostile()
    network = to_pyvis(page.nodes, page.edges)
    network.heading = HOSTILE[0]
    seen = Seen(network.generate_html())
    assert seen.tags["script"] == 3
    assert not {"img", "iframe", "textarea"} & set(seen.tags)
    data = re.search('id="network-data">(.*?)</script>', network.html, re.DOTALL)
    assert data
    assert len(json.loads(data[1])["nodes"]) == len(HOSTILE)
    network.bgcolor = "red;}</style>"
    with pytest.raises(InputError, match="bgcolor"):
        network.generate_html()


def test_a_template_prints_text_and_refuses_what_is_missing() -> None:
    """Whatever a template prints is escaped, in a frame the whole page once; a value that is not given is an error."""
    page = "<p>\n'\"&</p>"
    framed = Seen(fill("frame.html", title='"><b>', page=page, height=1))
    assert framed.tags == {"iframe": 1}
    assert framed.values("srcdoc") == [page]
    assert framed.values("title") == ['"><b>']
    with pytest.raises(UndefinedError, match="height"):
        fill("frame.html", title="", page="")


def test_dates_are_kept_whole() -> None:
    """A date in a cell or link is never broken at the end of a line, and what stands around it is escaped once."""
    cell, link = "<b> 2025-05-28 & 2025-07", Link("CNA, 2025-05-28", "https://a.example/")
    text = render(Page("x", "", (Section("A", (), ("B",), ((cell,), (link,))),)))
    assert '&lt;b&gt; <span class="short">2025-05-28</span> &amp; <span class="short">2025-07</span>' in text
    assert 'CNA, <span class="short">2025-05-28</span></a>' in text
