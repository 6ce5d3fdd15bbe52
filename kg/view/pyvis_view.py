"""The same graph as a pyvis network, for people who know pyvis and want to drag nodes about.

What pyvis 0.3.2 writes itself asks a CDN for two files, runs script that stands in headings and titles, opens
files in the machine's own encoding, drops parallel edges and scans every node for each edge. The network made
here keeps its methods and puts these right: one file, no request, texts as texts, UTF-8, adding in constant time.
"""

from __future__ import annotations

import json
import re
import webbrowser
from collections import Counter
from collections.abc import Sequence
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

from markupsafe import Markup

from kg.model.errors import InputError
from kg.view import layout
from kg.view.markup import fill, json_text, own, policy
from kg.view.page_model import Edge, Node, visible
from kg.view.poster import stroke_widths
from kg.view.style import kind, status

if TYPE_CHECKING:
    from pyvis.network import Network

__all__ = ["to_pyvis"]

_SIZE = re.compile(r"\d+(\.\d+)?(px|%|vh|vw|em|rem)")
_COLOUR = re.compile(r"#[0-9a-fA-F]{3,8}|[a-zA-Z]+")
# vis-network has fewer shapes than `style.toml`; those it lacks get the nearest
_SHAPES = {
    "circle": "dot",
    "square": "square",
    "diamond": "diamond",
    "triangle": "triangle",
    "funnel": "triangleDown",
    "pentagon": "star",
    "hexagon": "hexagon",
}
_OTHER_SHAPE = "dot"
_OPTIONS = {"layout": {"randomSeed": 1, "improvedLayout": False}}  # unless the user sets a layout of their own
_ITERATIONS = 150  # of the physics before the picture is shown
_TALLER = 1.5  # vis-network puts every label below its node, which takes more room than a dossier's rows have


def to_pyvis(nodes: Sequence[Node], edges: Sequence[Edge]) -> Network:
    """A directed pyvis network; physics are off when every node has x and y, else on with a seed.

    InputError when an edge names a node that is not there.
    """
    placed = all(node.x is not None and node.y is not None for node in nodes)
    network = _network_class()(height="90vh", width="100%", directed=True, cdn_resources="in_line")
    network.toggle_physics(not placed)
    network.options.physics.stabilization.iterations = _ITERATIONS
    network.set_edge_smooth("continuous")
    for node, radius in zip(nodes, layout.radii(nodes, edges), strict=True):
        network.add_node(node.id, **_node(node, radius))
    seen: Counter[frozenset[str]] = Counter()
    for edge, width in zip(edges, stroke_widths(edges), strict=True):
        pair = frozenset((edge.source, edge.target))
        network.add_edge(edge.source, edge.target, **_edge(edge, width, seen[pair]))
        seen[pair] += 1
    return network


def _node(node: Node, radius: float) -> dict[str, Any]:
    """What vis-network draws a node from."""
    style = kind(node.kind)
    facts = (node.kind, status(node.status).label, node.amount, node.date)
    title = "\n".join(filter(None, (node.label, " · ".join(filter(None, facts)), node.text, *_source(node))))
    place = {} if node.x is None or node.y is None else {"x": node.x, "y": node.y * _TALLER}
    return {
        "label": "\n".join(layout.wrap(node.label)),
        "title": _visible_lines(title),
        "shape": _SHAPES.get(style.shape, _OTHER_SHAPE),
        "color": {"background": style.colour, "border": "#2a3038"},
        "size": radius,
        "font": {"strokeWidth": 4, "strokeColor": "#ffffff"},
        **place,
    }


def _edge(edge: Edge, width: float, parallel: int) -> dict[str, Any]:
    """What vis-network draws an edge from; `parallel` counts the edges already there between the same nodes."""
    style = status(edge.status)
    title = "\n".join(filter(None, (edge.label, style.label, edge.text, *_source(edge))))
    dashes = {"dashes": list(style.dash)} if style.dash else {}
    smooth = {"enabled": bool(parallel), "type": "curvedCW", "roundness": round(min(0.9, 0.18 * parallel), 2)}
    return {"title": _visible_lines(title), "width": width, "color": "#737c87", "smooth": smooth, **dashes}


def _source(part: Node | Edge) -> tuple[str, ...]:
    """The lines of a hover text that say where it comes from; a link cannot be clicked there."""
    return (part.link.text, part.link.href) if part.link else ()


def _visible_lines(text: str) -> str:
    """`visible` for each line."""
    return "\n".join(visible(line) for line in text.split("\n"))


class _Safe:
    """What the network does otherwise than pyvis; mixed in before pyvis's own class."""

    nodes: list[dict[str, Any]]
    edges: list[dict[str, Any]]
    node_ids: list[str | int]
    node_map: dict[str | int, dict[str, Any]]
    directed: bool
    heading: str
    html: str
    height: str
    width: str
    bgcolor: str
    options: Any

    def add_node(self, n_id: str | int, label: str | None = None, shape: str = "dot", **options: Any) -> None:
        """Adds a node once; without a label it is shown by its id."""
        if n_id in self.node_map:
            return
        node = {"id": n_id, "label": str(n_id) if label is None else label, "shape": shape, **options}
        self.nodes.append(node)
        self.node_ids.append(n_id)
        self.node_map[n_id] = node

    def add_edge(self, source: str | int, to: str | int, **options: Any) -> None:
        """Adds an edge, parallel ones too; InputError when an end is no node."""
        for end in (source, to):
            if end not in self.node_map:
                raise InputError(f"an edge names {end!r}, which is no node of the network")
        arrows = {"arrows": "to"} if self.directed else {}
        self.edges.append({"from": source, "to": to, **arrows, **options})

    def from_nx(self, nx_graph: Any, *args: Any, **kwargs: Any) -> None:
        """As in pyvis, but the graph handed in stays as it is."""
        import_module("pyvis.network").Network.from_nx(self, nx_graph.copy(), *args, **kwargs)

    def generate_html(self, name: str = "index.html", local: bool = True, notebook: bool = False) -> str:
        """The page as text; the parameters are pyvis's and change nothing."""
        options = self.options if isinstance(self.options, dict) else json.loads(self.options.to_json())
        library, script = _library(), own("pyvis_view.js")
        self.html = fill(
            "pyvis.html",
            policy=policy([library, script], None),
            title=self.heading or "Trade graph",
            width=_css(self.width, _SIZE, "width"),
            height=_css(self.height, _SIZE, "height"),
            background=_css(self.bgcolor, _COLOUR, "bgcolor"),
            data=json_text({"nodes": self.nodes, "edges": self.edges, "options": _OPTIONS | options}),
            library=library,
            script=script,
        )
        return self.html

    def write_html(self, name: str, local: bool = True, notebook: bool = False, open_browser: bool = False) -> None:
        """Writes the page as UTF-8 and, if asked to, opens it; leaves no folder beside it."""
        Path(name).write_text(self.generate_html(), encoding="utf-8", newline="\n")
        if open_browser:
            webbrowser.open(Path(name).resolve().as_uri())

    def save_graph(self, name: str) -> None:
        """The same as `write_html`."""
        self.write_html(name)

    def show(self, name: str, local: bool = True, notebook: bool = False) -> None:
        """Writes the page; opens it in a browser unless told that this is a notebook, which shows it by itself."""
        self.write_html(name, open_browser=not notebook)

    def _repr_html_(self) -> str:
        """The page in a frame of its own, which a notebook shows."""
        return fill("frame.html", title="Trade graph", page=self.generate_html(), height=640)


def _css(value: str, allowed: re.Pattern[str], name: str) -> str:
    """A value fit for the style sheet; InputError otherwise."""
    text = f"{value}px" if isinstance(value, int) else str(value)
    if not allowed.fullmatch(text):
        raise InputError(f"{name} is {value!r}; allowed are forms like 600px, 100%, 90vh for sizes, #fff for colours")
    return text


@cache
def _library() -> Markup:
    """The vis-network script that the installed pyvis carries."""
    folder = Path(import_module("pyvis").__file__ or "").parent / "templates" / "lib" / "vis-9.1.2"
    text = (folder / "vis-network.min.js").read_text(encoding="utf-8")
    return Markup(re.sub(r"</(?=script)", r"<\\/", text, flags=re.IGNORECASE))


@cache
def _network_class() -> Any:
    """Pyvis's network with the safe methods in front; made on first use, since pyvis is slow to import."""
    return type("TradeNetwork", (_Safe, import_module("pyvis.network").Network), {})
