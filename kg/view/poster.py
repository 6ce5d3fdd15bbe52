"""The graph as a static SVG: for paper, for readers without JavaScript, and small for the legend."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from kg.view.layout import BELOW, LEFT, LINE, RIGHT, SMALL, box, front, wrap
from kg.view.page_model import Edge, Node
from kg.view.style import kind, shapes, status

__all__ = ["Drawing", "Line", "Picture", "icon", "line_icon", "poster", "sample_line", "stroke_widths"]

Point = tuple[float, float]
_MARGIN = 14.0
_LETTERING = (1.0, 0.9, 0.75)  # size of one, two and three letters, in radii of their shape
_ARROW = 7.0
_DOUBLINGS = 5.0  # of the amount between the thinnest and the widest line, at least


@dataclass(frozen=True, slots=True)
class Picture:
    """Nodes and edges with what the layout found: radius and label side of each node, bend of each edge."""

    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]
    radii: tuple[float, ...]
    sides: tuple[int, ...]
    bends: tuple[float, ...]
    widths: tuple[float, ...]

    @property
    def small(self) -> bool:
        """True when every label is drawn."""
        return front(self.nodes) <= SMALL

    @property
    def front(self) -> Picture:
        """What is in sight before a reader opens a node."""
        if not any(node.within for node in self.nodes):
            return self
        shown = {node.id for node in self.nodes if not node.within}
        nodes = [at for at, node in enumerate(self.nodes) if node.id in shown]
        edges = [at for at, edge in enumerate(self.edges) if {edge.source, edge.target} <= shown]
        return Picture(
            *(tuple(self.nodes[at] for at in nodes), tuple(self.edges[at] for at in edges)),
            *(tuple(self.radii[at] for at in nodes), tuple(self.sides[at] for at in nodes)),
            *(tuple(self.bends[at] for at in edges), tuple(self.widths[at] for at in edges)),
        )


@dataclass(frozen=True, slots=True)
class Line:
    """Edges that look alike: the `path` of their lines, that of the marks where they end, width and dashes as SVG."""

    path: str
    tips: str
    width: str
    dash: str
    faint: bool


@dataclass(frozen=True, slots=True)
class Drawing:
    """What `templates/poster.svg` prints: a small graph has marks, letters and labels, a large one dots."""

    view: str
    width: str
    height: str
    lines: Sequence[Line]
    dots: Sequence[tuple[str, str]] = ()
    marks: Sequence[tuple[str, str]] = ()
    letters: Sequence[tuple[str, str, str, str, str]] = ()
    labels: Sequence[tuple[str, Sequence[tuple[str, str, str]]]] = ()


def stroke_widths(edges: Sequence[Edge]) -> tuple[float, ...]:
    """1.5 to 6 px by the logarithm of the weight, so that small differences look small; 1 px without a weight."""
    known = [edge.weight for edge in edges if edge.weight is not None and edge.weight > 0]
    least, most = min(known, default=1.0), max(known, default=1.0)
    doublings = max(_DOUBLINGS, math.log2(most / least))
    weights = (edge.weight or 0.0 for edge in edges)
    return tuple(round(1.5 + 4.5 * math.log2(w / least) / doublings, 1) if w > 0 else 1.0 for w in weights)


def sample_line(picture: Picture, weight: float) -> Line:
    """A line of 46 px as wide as edges of a weight are drawn, for the legend."""
    (*_, width) = stroke_widths([*picture.edges, Edge("", "", "", weight=weight)])
    return Line("M1 6H45", "", f"{width:g}", "", faint=False)


def poster(picture: Picture) -> Drawing:
    """The graph in lengths and paths, as it is before a reader opens a node."""
    picture = picture.front
    left, top, right, bottom = _extent(picture)
    wide, high = _n(right - left), _n(bottom - top)
    view = f"{_n(left)} {_n(top)} {wide} {high}"
    if not picture.small:
        return Drawing(view, wide, high, _threads(picture), _dots(picture))
    marks, letters = _marks(picture)
    return Drawing(view, wide, high, _lines(picture), marks=marks, letters=letters, labels=_labels(picture))


def icon(name: str) -> str:
    """Path of a class's shape around the origin, for the legend."""
    return _shape(kind(name).shape, 0, 0, 7.5)


def line_icon(code: str) -> Line:
    """A status's line of 46 px, for the legend."""
    style = status(code)
    return Line("M1 6H45", _end_mark(style.end, (37, 6), (45, 6)), "2", _dash(code, 2), style.faint)


def _n(value: float) -> str:
    """One decimal at most: `12`, `12.5`."""
    return f"{round(value, 1) + 0.0:.1f}".removesuffix(".0")  # + 0.0 turns -0.0 into 0.0


def _extent(picture: Picture) -> tuple[float, float, float, float]:
    """Left, top, right, bottom of everything drawn, with a margin."""
    drawn, small = [], picture.small
    for node, radius, side in zip(picture.nodes, picture.radii, picture.sides, strict=True):
        x, y = node.x or 0.0, node.y or 0.0
        low, high, far, deep = box(node.label if small else "", radius, side)
        drawn.append((x + low, y + high, x + far, y + deep))
    loops = any(edge.source == edge.target for edge in picture.edges)
    margin = _MARGIN + (40 if loops else 0)
    return (
        min((b[0] for b in drawn), default=0.0) - margin,
        min((b[1] for b in drawn), default=0.0) - margin,
        max((b[2] for b in drawn), default=0.0) + margin,
        max((b[3] for b in drawn), default=0.0) + margin,
    )


def _shape(name: str, x: float, y: float, radius: float) -> str:
    """Path of a shape around a point."""
    points = shapes()[name]
    if not points:
        r = _n(radius)
        return f"M{_n(x - radius)} {_n(y)}a{r} {r} 0 1 0 {_n(2 * radius)} 0a{r} {r} 0 1 0 {_n(-2 * radius)} 0Z"
    return "M" + "L".join(f"{_n(x + radius * px)} {_n(y + radius * py)}" for px, py in points) + "Z"


def _toward(start: Point, end: Point, distance: float) -> Point:
    """The point `distance` from start on the way to end."""
    length = math.dist(start, end) or 1.0
    return (
        start[0] + (end[0] - start[0]) * distance / length,
        start[1] + (end[1] - start[1]) * distance / length,
    )


def _curve(start: Point, end: Point, radii: tuple[float, float], bend: float) -> tuple[Point, Point, Point]:
    """Start, control point and end of an edge, cut off where the nodes begin; a loop when both are one node."""
    length = math.dist(start, end) or 1.0
    normal = ((end[1] - start[1]) / length, -(end[0] - start[0]) / length)
    control = (
        (start[0] + end[0]) / 2 + normal[0] * bend,
        (start[1] + end[1]) / 2 + normal[1] * bend,
    )
    return _toward(start, control, radii[0] + 2), control, _toward(end, control, radii[1] + 4)


def _end_mark(end: str, before: Point, tip: Point) -> str:
    """An arrow head, with a bar across the line (tick), or a dot in its place."""
    if end == "dot":
        middle = _toward(tip, before, 3)
        return _shape("circle", middle[0], middle[1], 4)
    base = _toward(tip, before, _ARROW)
    side = ((tip[1] - base[1]) * 0.5, -(tip[0] - base[0]) * 0.5)
    corners = (tip, (base[0] + side[0], base[1] + side[1]), (base[0] - side[0], base[1] - side[1]))
    path = "M" + "L".join(f"{_n(x)} {_n(y)}" for x, y in corners) + "Z"
    if end != "tick":
        return path
    bar = _toward(base, before, 5)
    far = (bar[0] + side[0] * 1.4, bar[1] + side[1] * 1.4)
    near = (bar[0] - side[0] * 1.4, bar[1] - side[1] * 1.4)
    back = ((bar[0] - base[0]) * 0.3, (bar[1] - base[1]) * 0.3)
    bars = (far, near, (near[0] + back[0], near[1] + back[1]), (far[0] + back[0], far[1] + back[1]))
    return path + "M" + "L".join(f"{_n(x)} {_n(y)}" for x, y in bars) + "Z"


def _dash(code: str, width: float) -> str:
    """The pattern of dashes, empty for a solid line; wide lines have longer dashes."""
    scale = max(1.0, width / 2.5)
    return " ".join(_n(part * scale) for part in status(code).dash)


def _lines(picture: Picture) -> list[Line]:
    """The edges of a small graph, gathered by look (status and width)."""
    spot = {
        node.id: ((node.x or 0.0, node.y or 0.0), radius)
        for node, radius in zip(picture.nodes, picture.radii, strict=True)
    }
    looks: dict[tuple[str, float], tuple[list[str], list[str]]] = {}
    for edge, bend, width in zip(picture.edges, picture.bends, picture.widths, strict=True):
        lines, tips = looks.setdefault((edge.status, width), ([], []))
        (start, r0), (end, r1) = spot[edge.source], spot[edge.target]
        if edge.source == edge.target:
            lines.append(_loop(start, r0, bend))
            continue
        a, control, b = _curve(start, end, (r0, r1), bend)
        curve = f"Q{_n(control[0])} {_n(control[1])} " if bend else "L"
        lines.append(f"M{_n(a[0])} {_n(a[1])}{curve}{_n(b[0])} {_n(b[1])}")
        tips.append(_end_mark(status(edge.status).end, control, b))
    return [
        Line("".join(lines), "".join(tips), f"{width:g}", _dash(code, width), status(code).faint)
        for (code, width), (lines, tips) in sorted(looks.items())
    ]


def _threads(picture: Picture) -> list[Line]:
    """The edges of a large graph: straight, thin and to the nearest unit, or the file would be mostly these."""
    spot = {node.id: (round(node.x or 0), round(node.y or 0)) for node in picture.nodes}
    pairs = sorted({(spot[edge.source], spot[edge.target]) for edge in picture.edges})
    return [Line("".join(f"M{a} {b}L{c} {d}" for (a, b), (c, d) in pairs), "", "2", "", faint=True)]


def _dots(picture: Picture) -> list[tuple[str, str]]:
    """The nodes of a large graph: dots of their class's colour."""
    dots: dict[str, list[str]] = {}
    for node in picture.nodes:
        dots.setdefault(node.kind, []).append(f"M{round(node.x or 0)} {round(node.y or 0)}h0")
    return [(kind(name).colour, "".join(parts)) for name, parts in sorted(dots.items())]


def _loop(centre: Point, radius: float, number: float) -> str:
    """A loop above its node, the wider the later."""
    x, y = centre
    far, wide = radius * 2 + 26 + 12 * number, radius + 18 + 8 * number
    return (
        f"M{_n(x - radius * 0.6)} {_n(y - radius)}"
        f"C{_n(x - wide)} {_n(y - far)} {_n(x + wide)} {_n(y - far)} {_n(x + radius * 0.6)} {_n(y - radius)}"
    )


def _marks(picture: Picture) -> tuple[list[tuple[str, str]], list[tuple[str, str, str, str, str]]]:
    """The nodes of a small graph, one path a class, and their letters."""
    paths: dict[str, list[str]] = {}
    letters = []
    for node, radius in zip(picture.nodes, picture.radii, strict=True):
        style, x, y = kind(node.kind), node.x or 0.0, node.y or 0.0
        paths.setdefault(node.kind, []).append(_shape(style.shape, x, y, radius))
        letter = node.letter or style.letter
        size = radius * _LETTERING[len(letter) - 1]
        letters.append((_n(x), _n(y + size * 0.36), _n(size), style.ink, letter))
    return [(kind(name).colour, "".join(parts)) for name, parts in sorted(paths.items())], letters


def _labels(picture: Picture) -> list[tuple[str, list[tuple[str, str, str]]]]:
    """The labels of a small graph: where they are anchored, and each line with its place."""
    out = []
    for node, radius, side in zip(picture.nodes, picture.radii, picture.sides, strict=True):
        x, y, lines = node.x or 0.0, node.y or 0.0, wrap(node.label)
        top = y + radius * 1.3 + 15 if side == BELOW else y + 4.5 - LINE * (len(lines) - 1) / 2
        at = {RIGHT: x + radius * 1.3 + 6, LEFT: x - radius * 1.3 - 6, BELOW: x}[side]
        anchor = {RIGHT: "start", LEFT: "end", BELOW: "middle"}[side]
        out.append((anchor, [(_n(at), _n(top + LINE * row), line) for row, line in enumerate(lines)]))
    return out
