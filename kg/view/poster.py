"""The graph as a static SVG: for paper, for readers without JavaScript, and small for the legend."""

from __future__ import annotations

import html
import math
from collections.abc import Sequence
from dataclasses import dataclass

from kg.view.layout import BELOW, LEFT, LINE, RIGHT, SMALL, box, wrap
from kg.view.page_model import Edge, Node, visible
from kg.view.style import kind, shapes, status

__all__ = ["Picture", "icon", "line_icon", "poster", "stroke_widths"]

Point = tuple[float, float]
_MARGIN = 14.0
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
        return len(self.nodes) <= SMALL


def stroke_widths(edges: Sequence[Edge]) -> tuple[float, ...]:
    """1.5 to 6 px by the logarithm of the weight, so that small differences look small; 1 px without a weight."""
    known = [edge.weight for edge in edges if edge.weight is not None and edge.weight > 0]
    least, most = min(known, default=1.0), max(known, default=1.0)
    doublings = max(_DOUBLINGS, math.log2(most / least))
    return tuple(
        round(1.5 + 4.5 * math.log2(edge.weight / least) / doublings, 1)
        if edge.weight is not None and edge.weight > 0
        else 1.0
        for edge in edges
    )


def poster(picture: Picture, caption: str) -> str:
    """The SVG element; colours come from the page's style sheet, so it follows light, dark and print."""
    left, top, right, bottom = _extent(picture)
    view = f"{_n(left)} {_n(top)} {_n(right - left)} {_n(bottom - top)}"
    body = _lines(picture) + _marks(picture) + _labels(picture) if picture.small else _threads(picture) + _dots(picture)
    size = f'width="{_n(right - left)}" height="{_n(bottom - top)}"'
    return (
        f'<svg class="poster" viewBox="{view}" {size} role="img" aria-label="{html.escape(caption)}">\n'
        + "\n".join(body)
        + "\n</svg>"
    )


def icon(name: str) -> str:
    """A class's shape with its letter, 22 px, for the legend."""
    style = kind(name)
    letter = html.escape(visible(style.letter))
    return (
        '<svg class="icon" width="22" height="22" viewBox="-11 -11 22 22" aria-hidden="true">'
        f'<path class="mark" fill="{style.colour}" d="{_shape(style.shape, 0, 0, 7.5)}"/>'
        f'<text class="letter" x="0" y="3" font-size="8.5" fill="{style.ink}">{letter}</text></svg>'
    )


def line_icon(code: str) -> str:
    """A status's line, 46 px, for the legend."""
    style = status(code)
    faint = " faint" if style.faint else ""
    return (
        '<svg class="icon" width="46" height="12" viewBox="0 0 46 12" aria-hidden="true">'
        f'<path class="line{faint}" stroke-width="2" {_dash(code, 2)}d="M1 6H45"/>'
        f'<path class="tip{faint}" d="{_end_mark(style.end, (37, 6), (45, 6))}"/></svg>'
    )


def _n(value: float) -> str:
    """One decimal at most: `12`, `12.5`."""
    return f"{round(value, 1) + 0.0:.1f}".removesuffix(".0")  # + 0.0 turns -0.0 into 0.0


def _extent(picture: Picture) -> tuple[float, float, float, float]:
    """Left, top, right, bottom of everything drawn, with a margin."""
    drawn = []
    for node, radius, side in zip(picture.nodes, picture.radii, picture.sides, strict=True):
        x, y = node.x or 0.0, node.y or 0.0
        low, high, far, deep = box(node.label if picture.small else "", radius, side)
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
    """The dash attribute with a space after it, or nothing; wide lines have longer dashes."""
    scale = max(1.0, width / 2.5)
    pattern = " ".join(_n(part * scale) for part in status(code).dash)
    return f'stroke-dasharray="{pattern}" ' if pattern else ""


def _lines(picture: Picture) -> list[str]:
    """Edges as two paths for each look (status and width): the lines, and the marks where they end."""
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
    out = []
    for (code, width), (lines, tips) in sorted(looks.items()):
        faint = " faint" if status(code).faint else ""
        out.append(f'<path class="line{faint}" stroke-width="{width:g}" {_dash(code, width)}d="{"".join(lines)}"/>')
        out.append(f'<path class="tip{faint}" d="{"".join(tips)}"/>' if tips else "")
    return [line for line in out if line]


def _threads(picture: Picture) -> list[str]:
    """The edges of a large graph: straight, thin and to the nearest unit, or the file would be mostly these."""
    spot = {node.id: (round(node.x or 0), round(node.y or 0)) for node in picture.nodes}
    pairs = sorted({(spot[edge.source], spot[edge.target]) for edge in picture.edges})
    return [
        f'<path class="line faint" stroke-width="2" d="{"".join(f"M{a} {b}L{c} {d}" for (a, b), (c, d) in pairs)}"/>'
    ]


def _dots(picture: Picture) -> list[str]:
    """The nodes of a large graph: dots of their class's colour."""
    dots: dict[str, list[str]] = {}
    for node in picture.nodes:
        dots.setdefault(node.kind, []).append(f"M{round(node.x or 0)} {round(node.y or 0)}h0")
    return [f'<path class="dot" stroke="{kind(k).colour}" d="{"".join(d)}"/>' for k, d in sorted(dots.items())]


def _loop(centre: Point, radius: float, number: float) -> str:
    """A loop above its node, the wider the later."""
    x, y = centre
    far, wide = radius * 2 + 26 + 12 * number, radius + 18 + 8 * number
    return (
        f"M{_n(x - radius * 0.6)} {_n(y - radius)}"
        f"C{_n(x - wide)} {_n(y - far)} {_n(x + wide)} {_n(y - far)} {_n(x + radius * 0.6)} {_n(y - radius)}"
    )


def _marks(picture: Picture) -> list[str]:
    """The nodes of a small graph, one path a class, and their letters."""
    paths: dict[str, list[str]] = {}
    letters: list[str] = []
    for node, radius in zip(picture.nodes, picture.radii, strict=True):
        style, x, y = kind(node.kind), node.x or 0.0, node.y or 0.0
        paths.setdefault(node.kind, []).append(_shape(style.shape, x, y, radius))
        letters.append(
            f'<text class="letter" x="{_n(x)}" y="{_n(y + radius * 0.36)}" font-size="{_n(radius)}" '
            f'fill="{style.ink}">{html.escape(visible(style.letter))}</text>'
        )
    marks = [f'<path class="mark" fill="{kind(k).colour}" d="{"".join(d)}"/>' for k, d in sorted(paths.items())]
    return marks + letters


def _labels(picture: Picture) -> list[str]:
    """The labels of a small graph."""
    out = []
    for node, radius, side in zip(picture.nodes, picture.radii, picture.sides, strict=True):
        x, y, lines = node.x or 0.0, node.y or 0.0, wrap(node.label)
        top = y + radius * 1.3 + 15 if side == BELOW else y + 4.5 - LINE * (len(lines) - 1) / 2
        at = {RIGHT: x + radius * 1.3 + 6, LEFT: x - radius * 1.3 - 6, BELOW: x}[side]
        anchor = {RIGHT: "start", LEFT: "end", BELOW: "middle"}[side]
        spans = "".join(
            f'<tspan x="{_n(at)}" y="{_n(top + LINE * row)}">{html.escape(line)}</tspan>'
            for row, line in enumerate(lines)
        )
        out.append(f'<text class="label" text-anchor="{anchor}">{spans}</text>')
    return out
