"""A page as one HTML file that needs nothing else: no network, no server, no script for its text and tables.

Safety rests on three things. Text is escaped and hidden characters are written out (`markup`). The policy
in the file allows the file's own script and style by hash and nothing else. The script builds the page from text
nodes and takes only the addresses that `page_model.is_web` let through.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from itertools import pairwise
from types import MappingProxyType
from typing import Any

from markupsafe import Markup

from kg.model.errors import InputError
from kg.model.iris import slug
from kg.view import layout
from kg.view.markup import Numbers, count, fill, json_rows, json_text, own, policy
from kg.view.page_model import Cell, Edge, Link, Node, Page, Section, Strip, is_web, visible
from kg.view.poster import Line, Picture, icon, line_icon, poster, sample_line, stroke_widths
from kg.view.style import Kind, Status, kind, ranks, shapes, status, statuses_in

__all__ = ["Cell", "Edge", "Link", "Node", "Page", "Section", "graph_legend", "pictured", "render", "ways"]

MOST = 20_000  # nodes of a page
OPEN = 5_000  # nodes; a page of more opens on its classes, each of which can be opened
POSTER = 1_000  # nodes; beyond, the picture is drawn by the script alone
ROWS = 50  # rows of the tables under the graph that are there without the script
_MANY = 6  # columns that need room: `wide.css`


NAV = (
    ("Home", "home"),
    ("Overview", "overview"),
    ("Timeline", "timeline"),
    ("Delivery", "delivery"),
    ("Search", "search"),
    ("Data", "data"),
    ("Query", "query"),
    ("Ontology", "ontology"),
)
FEEDS = (("application/atom+xml", "changes.atom"), ("application/feed+json", "changes.json"))


def ways(pages: Mapping[str, str]) -> list[tuple[str, str]]:
    """Text and address of the pages that every page leads to, as far as they are there."""
    return [(text, pages[name]) for text, name in NAV if name in pages]


def render(page: Page, pages: Mapping[str, str] = MappingProxyType({}), here: str = "") -> str:
    """The page as HTML text, to be written as UTF-8; the same page gives the same text.

    `pages` are the files made along with it, by what a `Ref` leads to, and `here` is this one's. Nodes without x and y
    are laid out here (`layered` up to 150 nodes, else `spread`). InputError when two nodes share an id or an edge
    names a node that is not there.
    """
    picture = pictured(page)
    graph = _graph(picture, page) if picture.nodes else {}
    after = len(page.sections) - 1 if page.graph_after is None else page.graph_after
    above = max(0, after) if graph else len(page.sections)
    listed = any(section.listed for section in page.sections)
    drawn, wide = any(_charts(page.sections)), any(_wide(page.sections))
    sheets = {"view.css": True, "chart.css": drawn, "status.css": drawn, "list.css": listed or page.figures}
    look = Markup("").join(own(name) for name, wanted in (sheets | {"wide.css": wide}).items() if wanted)
    scripts = [own(name) for name, wanted in (("view.js", graph), ("list.js", listed)) if wanted]
    return fill(
        "page.html",
        page=page,
        numbers=Numbers(pages),
        nav=ways(pages),
        feeds=[(media, pages[name]) for media, name in FEEDS if name in pages],
        here=here,
        patterns=drawn,
        above=page.sections[:above],
        below=page.sections[above:],
        policy=policy(scripts, look),
        style=look,
        scripts=scripts,
        graph=graph,
    )


def _charts(sections: Iterable[Section]) -> Iterator[bool]:
    """For each section whether it draws strips."""
    for section in sections:
        yield any(isinstance(cell, Strip) for row in section.rows for cell in row)
        yield from _charts(section.side_by_side)


def _wide(sections: Iterable[Section]) -> Iterator[bool]:
    """For each section whether its table has many columns."""
    for section in sections:
        yield len(section.columns) >= _MANY
        yield from _wide(section.side_by_side)


def pictured(page: Page) -> Picture:
    """The graph checked, in canonical order, laid out and measured."""
    nodes = tuple(sorted(page.nodes, key=lambda node: node.id))
    if len(nodes) > MOST:
        raise InputError(
            f"{len(nodes):,} nodes are more than a page shows ({MOST:,}): narrow it or use `kg network world.graphml`"
        )
    known = {node.id for node in nodes}
    if len(known) != len(nodes):
        twice = next(a.id for a, b in pairwise(nodes) if a.id == b.id)
        raise InputError(f"two nodes of the page have the id {twice!r}")
    for edge in page.edges:
        if missing := {edge.source, edge.target} - known:
            raise InputError(f"the edge {edge.label!r} names no node of the page: {sorted(missing)[0]!r}")
    edges = tuple(sorted(page.edges, key=_canonical))
    if layout.front(nodes) > OPEN:
        nodes, edges = layout.by_class(nodes, edges)
    elif any(node.x is None or node.y is None for node in nodes if not node.within):
        nodes = layout.layered(nodes, edges) if len(nodes) <= layout.SMALL else layout.spread(nodes, edges)
    nodes = tuple(map(_to_a_tenth, layout.unfolded(nodes)))
    side = layout.sides({node.id: node.x or 0.0 for node in nodes}, edges)
    return Picture(
        nodes,
        edges,
        layout.radii(nodes, edges),
        tuple(side[node.id] if node.side is None else node.side for node in nodes),
        layout.bends(nodes, edges),
        stroke_widths(edges),
    )


def _to_a_tenth(node: Node) -> Node:
    x, y = round(node.x or 0.0, 1), round(node.y or 0.0, 1)
    return node if (x, y) == (node.x, node.y) else replace(node, x=x, y=y)


def _canonical(edge: Edge) -> tuple[str | float, ...]:
    """An order of edges that does not depend on the order they come in."""
    weight = -1.0 if edge.weight is None else edge.weight
    return (edge.source, edge.target, edge.label, edge.status, edge.text, weight, *_address(edge.link))


def _kinds(picture: Picture) -> list[str]:
    """The classes that occur, in legend order."""
    return sorted({node.kind for node in picture.nodes}, key=lambda name: (ranks().get(name, len(ranks())), name))


def _codes(picture: Picture) -> tuple[str, ...]:
    """The statuses that occur on nodes or edges."""
    return statuses_in([node.status for node in picture.nodes] + [edge.status for edge in picture.edges])


def _data(picture: Picture, title: str) -> Markup:
    """What the script draws, one node or edge a line."""
    kinds, codes = _kinds(picture), _codes(picture)
    at = {node.id: number for number, node in enumerate(picture.nodes)}
    number = {code: place for place, code in enumerate(codes)} | {"": -1}
    nodes = [
        (
            *(visible(n.label), kinds.index(n.kind), number[n.status], visible(n.amount), visible(n.date)),
            *(visible(n.text), *_address(n.link), n.x, n.y, radius, side),
            *_further(n, at),
        )
        for n, radius, side in zip(picture.nodes, picture.radii, picture.sides, strict=True)
    ]
    edges = [
        (
            *(at[e.source], at[e.target], visible(e.label), number[e.status], width),
            *(visible(e.text), *_address(e.link), bend),
        )
        for e, bend, width in zip(picture.edges, picture.bends, picture.widths, strict=True)
    ]
    look = [
        {"name": visible(style.name), "colour": style.colour, "ink": style.ink}
        | {"letter": visible(style.letter), "points": shapes()[style.shape]}
        for style in map(kind, kinds)
    ]
    states = [
        {"label": visible(style.label), "dash": style.dash, "end": style.end, "faint": style.faint}
        for style in map(status, codes)
    ]
    head = {"name": slug(title), "small": picture.small, "kinds": look, "statuses": states}
    lines = [json_rows(rows) for rows in (nodes, edges)]
    return Markup(f'{json_text(head)[:-1]},\n"nodes":[\n{lines[0]}\n],\n"edges":[\n{lines[1]}\n]}}')


def _further(node: Node, at: Mapping[str, int]) -> tuple[str | int, ...]:
    """What few nodes have: a letter of their own, other names, the node that they are folded into."""
    if not (node.letter or node.also or node.within):
        return ()
    return visible(node.letter), visible(node.also), at[node.within] if node.within else -1


def _address(link: Link | None) -> tuple[str, str]:
    """Text and address of a link; the address is empty if it is no web address."""
    if link is None:
        return "", ""
    return visible(link.text), link.href if is_web(link.href) else ""


def _graph(picture: Picture, page: Page) -> dict[str, Any]:
    """What `templates/graph.html` prints: the picture, its legend, its tables and what the script draws."""
    counts = f"{count(len(picture.nodes), 'node')}, {count(len(picture.edges), 'relation')}"
    kinds, statuses = graph_legend(picture)
    return {
        "caption": f"Graph: {page.title} ({counts})",
        "counts": counts,
        "drawing": poster(picture) if layout.front(picture.nodes) <= POSTER else None,
        "samples": [(sample_line(picture, weight), said) for weight, said in page.samples],
        "kinds": kinds,
        "statuses": statuses,
        "weighted": len({width for width in picture.widths if width > 1}) > 1,
        "nodes": _node_rows(picture),
        "edges": _edge_rows(picture),
        "rows_shown": ROWS,
        "large": not picture.small,
        "data": _data(picture, page.title),
    }


def graph_legend(picture: Picture) -> tuple[list[tuple[Kind, str]], list[tuple[Status, Line]]]:
    """The classes that occur with the paths of their shapes, the statuses with their lines."""
    return (
        [(kind(name), icon(name)) for name in _kinds(picture)],
        [(status(code), line_icon(code)) for code in _codes(picture)],
    )


def _node_rows(picture: Picture) -> list[tuple[str | Link, ...]]:
    order = {name: number for number, name in enumerate(_kinds(picture))}
    return [
        (n.label, n.kind, status(n.status).label, n.amount, n.date, n.link or "")
        for n in sorted(picture.nodes, key=lambda n: (order[n.kind], n.date or "9999", n.label, n.id))
    ]


def _edge_rows(picture: Picture) -> list[tuple[str | Link, ...]]:
    label = {node.id: node.label for node in picture.nodes}
    return [(label[e.source], e.label, label[e.target], status(e.status).label, e.link or "") for e in picture.edges]
