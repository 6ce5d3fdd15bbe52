"""A page as one HTML file that needs nothing else: no network, no server, no script for its text and tables.

Safety rests on three things. Text is escaped and hidden characters are written out (`parts.visible`). The policy
in the file allows the file's own script and style by hash and nothing else. The script builds the page from text
nodes and takes only the addresses that `parts.is_web` let through.
"""

from __future__ import annotations

import html
from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from itertools import pairwise
from pathlib import Path
from string import Template

from kg.model.errors import InputError
from kg.model.iris import slug
from kg.view import layout
from kg.view.markup import Writer, count, escaped, fitting, json_text, policy
from kg.view.page_model import Cell, Edge, Link, Node, Page, Section, is_web, visible
from kg.view.poster import Picture, icon, line_icon, poster, stroke_widths
from kg.view.style import kind, ranks, shapes, status, statuses_in

__all__ = ["Cell", "Edge", "Link", "Node", "Page", "Section", "render"]

POSTER = 1_000  # nodes; beyond, the picture is drawn by the script alone
ROWS = 50  # rows of the tables under the graph that are there without the script
_HERE = Path(__file__).parent


def render(page: Page) -> str:
    """The page as HTML text, to be written as UTF-8; the same page gives the same text.

    Nodes without x and y are laid out here (`layered` up to 150 nodes, else `spread`). InputError when two
    nodes share an id or an edge names a node that is not there.
    """
    writer = Writer()
    picture = _picture(page)
    parts = [writer.section(section) for section in page.sections]
    scripts = ""
    if picture.nodes:
        after = len(parts) - 1 if page.graph_after is None else page.graph_after
        parts.insert(max(0, after), _graph(picture, page, writer))
        scripts = (
            f'<script type="application/json" id="graph-data">{_data(picture, page.title)}</script>\n'
            f"<script>{_read('view.js')}</script>"
        )
    return _template("template.html").substitute(
        language=escaped(page.language or "en"),
        policy=policy([_read("view.js")] if picture.nodes else [], _read("view.css")),
        title=escaped(page.title),
        lead=f'<p class="lead">{escaped(page.lead)}</p>' if page.lead else "",
        style=_read("view.css"),
        body="\n".join(parts),
        footer=_footer(page, writer),
        scripts=scripts,
    )


@cache
def _read(name: str) -> str:
    return (_HERE / name).read_text(encoding="utf-8")


def _template(name: str) -> Template:
    return Template(_read(name).rstrip("\n") + ("\n" if name == "template.html" else ""))


def _picture(page: Page) -> Picture:
    """The graph checked, in canonical order, laid out and measured."""
    nodes = tuple(sorted(page.nodes, key=lambda node: node.id))
    known = {node.id for node in nodes}
    if len(known) != len(nodes):
        twice = next(a.id for a, b in pairwise(nodes) if a.id == b.id)
        raise InputError(f"two nodes of the page have the id {twice!r}")
    for edge in page.edges:
        if missing := {edge.source, edge.target} - known:
            raise InputError(f"the edge {edge.label!r} names no node of the page: {sorted(missing)[0]!r}")
    edges = tuple(sorted(page.edges, key=_canonical))
    if any(node.x is None or node.y is None for node in nodes):
        nodes = layout.layered(nodes, edges) if len(nodes) <= layout.SMALL else layout.spread(nodes, edges)
    nodes = tuple(replace(node, x=round(node.x or 0.0, 1), y=round(node.y or 0.0, 1)) for node in nodes)
    side = layout.sides({node.id: node.x or 0.0 for node in nodes}, edges)
    return Picture(
        nodes,
        edges,
        layout.radii(nodes, edges),
        tuple(side[node.id] for node in nodes),
        layout.bends(nodes, edges),
        stroke_widths(edges),
    )


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


def _data(picture: Picture, title: str) -> str:
    """What the script draws, one node or edge a line."""
    kinds, codes = _kinds(picture), _codes(picture)
    at = {node.id: number for number, node in enumerate(picture.nodes)}
    number = {code: place for place, code in enumerate(codes)} | {"": -1}
    nodes = [
        (
            *(visible(n.label), kinds.index(n.kind), number[n.status], visible(n.amount), visible(n.date)),
            *(visible(n.text), *_address(n.link), n.x, n.y, radius, side),
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
    lines = [",\n".join(map(json_text, rows)) for rows in (nodes, edges)]
    return f'{json_text(head)[:-1]},\n"nodes":[\n{lines[0]}\n],\n"edges":[\n{lines[1]}\n]}}'


def _address(link: Link | None) -> tuple[str, str]:
    """Text and address of a link; the address is empty if it is no web address."""
    if link is None:
        return "", ""
    return visible(link.text), link.href if is_web(link.href) else ""


def _graph(picture: Picture, page: Page, writer: Writer) -> str:
    """The section with the picture, its legend and its tables."""
    counts = f"{count(len(picture.nodes), 'node')}, {count(len(picture.edges), 'relation')}"
    caption = f"Graph: {visible(page.title)} ({counts})"
    drawn = poster(picture, caption) if len(picture.nodes) <= POSTER else _NO_POSTER
    return _template("graph.html").substitute(
        caption=html.escape(caption),
        poster=drawn,
        legend=_legend(picture),
        counts=counts,
        open="" if page.sections else " open",
        tables=_tables(picture, writer),
    )


_NO_POSTER = '<p class="poster">This graph is too large for a still picture; it needs JavaScript.</p>'


def _legend(picture: Picture) -> str:
    """Classes and statuses with how they are drawn; each is a filter once the script runs."""
    classes = "".join(
        f'<label><input class="needs-script" type="checkbox" checked data-kind="{number}">{icon(name)}'
        f"<span>{escaped(name)}</span></label>\n"
        for number, name in enumerate(_kinds(picture))
    )
    states = "".join(
        f'<label><input class="needs-script" type="checkbox" checked data-status="{number}">{line_icon(code)}'
        f"<span>{escaped(status(code).label)}</span></label>\n"
        for number, code in enumerate(_codes(picture))
    )
    groups = f"<fieldset><legend>Classes</legend>\n{classes}</fieldset>"
    groups += f"\n<fieldset><legend>Status</legend>\n{states}</fieldset>" if states else ""
    if len({width for width in picture.widths if width > 1}) > 1:
        groups += '\n<p class="hint">A wider line stands for a larger amount.</p>'
    return groups


def _tables(picture: Picture, writer: Writer) -> str:
    """Nodes and edges as tables; the script pages, sorts and filters them."""
    label = {node.id: node.label for node in picture.nodes}
    order = {name: number for number, name in enumerate(_kinds(picture))}
    nodes = [
        (n.label, n.kind, status(n.status).label, n.amount, n.date, n.link or "")
        for n in sorted(picture.nodes, key=lambda n: (order[n.kind], n.date or "9999", n.label, n.id))
    ]
    edges = [(label[e.source], e.label, label[e.target], status(e.status).label, e.link or "") for e in picture.edges]
    return "\n".join(
        (
            _listing("nodes", "Nodes", ("Label", "Class", "Status", "Amount", "Date", "Source"), nodes, writer),
            _listing("edges", "Relations", ("From", "Relation", "To", "Status", "Source"), edges, writer),
        )
    )


def _listing(
    name: str, caption: str, columns: Sequence[str], rows: Sequence[Sequence[str | Link]], writer: Writer
) -> str:
    """One of the tables below the graph, its first rows in place."""

    def cell(value: str | Link) -> str:
        return writer.link(value, listed=False) if isinstance(value, Link) else escaped(value)

    head = "".join(f'<th scope="col">{column}</th>' for column in columns)
    body = "\n".join(
        "<tr>" + "".join(f"<td{fitting(value)}>{cell(value)}</td>" for value in row) + "</tr>" for row in rows[:ROWS]
    )
    left = len(rows) - ROWS
    note = f'<p class="without-script">{left:,} more rows need JavaScript.</p>\n' if left > 0 else ""
    return (
        f'<table id="{name}"><caption>{caption}</caption>\n<thead><tr>{head}</tr></thead>\n'
        f"<tbody>\n{body}\n</tbody></table>\n{note}"
        f'<p class="pager needs-script" id="{name}-pager"></p>'
    )


def _footer(page: Page, writer: Writer) -> str:
    """Addresses for print, the cite line, and what the caller says of data and licence."""
    listed = "".join(f"<li>{escaped(address)}</li>" for address in writer.addresses)
    parts = [f'<div class="print addresses"><p>Links</p><ol>{listed}</ol></div>' if listed else ""]
    parts.append(f'<p class="cite"><span>Cite as</span> {escaped(page.cite)}</p>' if page.cite else "")
    parts.append(f"<p>{escaped(page.footer)}</p>" if page.footer else "")
    return "\n".join(part for part in parts if part)
