"""Where nodes stand and how edges run: columns for a dossier, communities for larger graphs, bends, boxes.

All lengths are layout units: pixels when the picture is shown at its natural size. Nothing here is random
beyond a given seed, and nothing depends on the order of sets or dictionaries.
"""

from __future__ import annotations

import math
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from kg.view.communities import spread
from kg.view.page_model import Edge, Node, visible
from kg.view.style import kind, ranks

__all__ = [
    "BELOW",
    "LEFT",
    "RIGHT",
    "SMALL",
    "bends",
    "box",
    "by_class",
    "front",
    "layered",
    "radii",
    "sides",
    "spread",
    "unfolded",
    "width_of",
    "wrap",
]

SMALL = 150  # nodes; up to here every label is drawn and a dossier's columns stay readable
RIGHT, LEFT, BELOW = 0, 1, 2  # where a label stands
LINE = 15.0  # height of a label's line
_LETTERS = 28  # characters of a label's line
_OUTREACH = 1.3  # polygons reach this far beyond their radius
_EVENTS = 2  # the column of events
_ROWS = 24  # nodes in one column before it is split
_ROW_GAP, _COLUMN_GAP = 12.0, 120.0
_FAN = 34.0  # between parallel edges
_RING = 300.0  # half the width of a ring of classes
_CELL = (270.0, 40.0)  # room of a node that was folded into another one, with its label
_SHORT = 60.0  # between neighbours in a column a straight arrow would be all head
_DETOURS = (55.0, -55.0, 100.0, -100.0, 160.0, -160.0)

Box = tuple[float, float, float, float]  # left, top, right, bottom, relative to the node


def wrap(label: str) -> tuple[str, ...]:
    """The label as one or two lines of about 28 characters; what does not fit ends in an ellipsis."""
    words, lines = visible(label).split(" "), [""]
    for word in words:
        longer = f"{lines[-1]} {word}".strip()
        if len(longer) <= _LETTERS or not lines[-1]:
            lines[-1] = longer
        else:
            lines.append(word)
    shown = lines[:2]
    if len(lines) > 2:
        shown[1] = f"{shown[1]} …"
    return tuple(line if len(line) <= _LETTERS + 2 else line[: _LETTERS + 1] + "…" for line in shown)


def width_of(line: str) -> float:
    """Generous width of a line at 13 px: wide letters (CJK, emoji) 13.5, capitals 9.5, others 7.6."""
    wide = {"W": 13.5, "F": 13.5}
    return sum(wide.get(unicodedata.east_asian_width(c), 9.5 if c.isupper() or c in "mw@%—…" else 7.6) for c in line)


def box(label: str, radius: float, side: int) -> Box:
    """The space a node takes with its label."""
    lines = wrap(label)
    wide, high, reach = max(map(width_of, lines)), LINE * len(lines), radius * _OUTREACH
    half = max(reach, high / 2)
    if side == BELOW:
        return (-max(reach, wide / 2), -reach, max(reach, wide / 2), reach + 4 + high)
    return (-reach, -half, reach + 6 + wide, half) if side == RIGHT else (-reach - 6 - wide, -half, reach, half)


def sides(across: Mapping[str, float], edges: Iterable[Edge]) -> dict[str, int]:
    """Node id → where its label keeps clear of its edges, from places left to right."""
    seen: dict[str, set[bool]] = {name: set() for name in across}
    for edge in edges:
        gap = across[edge.target] - across[edge.source]
        if abs(gap) >= 0.5:
            seen[edge.source].add(gap > 0)
            seen[edge.target].add(gap < 0)
    place = {(True,): LEFT, (False, True): BELOW}
    return {name: place.get(tuple(sorted(found)), RIGHT) for name, found in seen.items()}


def front(nodes: Iterable[Node]) -> int:
    """How many nodes are in sight before a reader opens one."""
    return sum(not node.within for node in nodes)


def unfolded(nodes: Sequence[Node]) -> tuple[Node, ...]:
    """What is folded into a node, in columns on that node's far side from the middle, in the order given."""
    heads = {node.id: node for node in nodes if not node.within}
    held: dict[str, list[Node]] = {}
    for node in nodes:
        if node.within:
            held.setdefault(node.within, []).append(node)
    placed = {}
    for name, inside in held.items():
        x, y = heads[name].x or 0.0, heads[name].y or 0.0
        far = math.hypot(x, y)
        out = (x / far, y / far) if far else (0.0, 1.0)
        rows = max(_ROWS // 2, math.ceil(math.sqrt(len(inside) * _CELL[0] / _CELL[1])))
        columns = math.ceil(len(inside) / rows)
        rows = math.ceil(len(inside) / columns)
        wide, high = columns * _CELL[0], rows * _CELL[1]
        left = x + out[0] * (wide / 2 + _CELL[0] / 2) - wide / 2
        top = y + out[1] * (high / 2 + 2 * _CELL[1]) - high / 2
        for number, node in enumerate(inside):
            column, row = divmod(number, rows)
            spot = (left + column * _CELL[0], top + row * _CELL[1])
            placed[node.id] = replace(node, x=spot[0], y=spot[1], side=RIGHT)
    return tuple(placed.get(node.id, node) for node in nodes)


def by_class(nodes: Sequence[Node], edges: Sequence[Edge]) -> tuple[tuple[Node, ...], tuple[Edge, ...]]:
    """A node for each class in a ring, into which all its nodes are folded, with lines for their relations."""
    names = sorted({node.kind for node in nodes}, key=lambda name: (ranks().get(name, len(ranks())), name))
    members = Counter(node.kind for node in nodes)
    heads = []
    for number, name in enumerate(names):
        turn = 2 * math.pi * number / len(names)
        label, place = f"{name}: {members[name]:,}", (_RING * math.sin(turn), -_RING * 0.6 * math.cos(turn))
        heads.append(Node(f"class {name}", label, name, x=place[0], y=place[1]))
    kinds = {node.id: node.kind for node in nodes}
    met = Counter((kinds[edge.source], kinds[edge.target]) for edge in edges)
    lines = [
        Edge(f"class {a}", f"class {b}", f"{number:,} relations", weight=float(number))
        for (a, b), number in sorted(met.items())
    ]
    return (*heads, *(replace(node, within=f"class {node.kind}") for node in nodes)), (*lines, *edges)


def radii(nodes: Sequence[Node], edges: Iterable[Edge]) -> tuple[float, ...]:
    """Radius of each node: by class in a small graph, by number of edges in a larger one."""
    if front(nodes) <= SMALL:
        return tuple(kind(node.kind).size for node in nodes)
    degree = dict.fromkeys((node.id for node in nodes), 0)
    for edge in edges:
        degree[edge.source] += 1
        degree[edge.target] += 1
    return tuple(round(4 + min(9.0, math.sqrt(degree[node.id]) * 1.1), 1) for node in nodes)


def layered(nodes: Sequence[Node], edges: Sequence[Edge]) -> tuple[Node, ...]:
    """Columns by class, left to right: sources, claims by date, events, who and what they touch.

    The nodes come back in the order given, with x and y; boxes of nodes and labels do not overlap. Long
    columns are split, so that 150 nodes still fit a screen; short ones are stretched a little.
    """
    stacks = [part for column in _columns(nodes, edges) for part in _split(column)]
    place = {node.id: number for number, stack in enumerate(stacks) for node in stack}
    side = sides(place, edges)
    boxes = [[box(node.label, kind(node.kind).size, side[node.id]) for node in stack] for stack in stacks]
    tall = max((sum(b[3] - b[1] + _ROW_GAP for b in column) for column in boxes), default=0.0)
    spots: dict[str, tuple[float, float]] = {}
    x = 0.0
    for stack, column in zip(stacks, boxes, strict=True):
        x -= min(b[0] for b in column)
        filled = sum(b[3] - b[1] for b in column)
        gaps = max(1, len(column) - 1)
        gap = max(_ROW_GAP, min((0.8 * tall - filled) / gaps, _ROW_GAP * 8))
        y = -(filled + gap * (len(column) - 1)) / 2
        for node, (_, top, _, bottom) in zip(stack, column, strict=True):
            spots[node.id] = (round(x, 1), round(y - top, 1))
            y += bottom - top + gap
        x += max(b[2] for b in column) + _COLUMN_GAP
    return tuple(replace(node, x=spots[node.id][0], y=spots[node.id][1]) for node in nodes)


def _columns(nodes: Sequence[Node], edges: Sequence[Edge]) -> list[list[Node]]:
    """The nodes of each column from top to bottom; empty columns are left out."""
    columns: dict[int, list[Node]] = {}
    for node in sorted(nodes, key=lambda n: (n.date or "9999", n.label, n.id)):
        columns.setdefault(kind(node.kind).column, []).append(node)
    if _EVENTS in columns:
        columns[_EVENTS] = _busiest_in_the_middle(columns[_EVENTS], edges)
    neighbours: dict[str, list[str]] = {node.id: [] for node in nodes}
    for edge in edges:
        neighbours[edge.source].append(edge.target)
        neighbours[edge.target].append(edge.source)
    for number, inner in ((_EVENTS - 2, _EVENTS - 1), (_EVENTS + 1, _EVENTS)):
        if number in columns and inner in columns:
            row = {node.id: place for place, node in enumerate(columns[inner])}
            columns[number] = _uncrossed(columns[number], row, neighbours)
    return [columns[number] for number in sorted(columns)]


def _busiest_in_the_middle(events: list[Node], edges: Sequence[Edge]) -> list[Node]:
    """The event with most edges in the middle, the others above and below it by date."""
    degree = dict.fromkeys((node.id for node in events), 0)
    for end in (end for edge in edges for end in (edge.source, edge.target) if end in degree):
        degree[end] += 1
    busiest = max(events, key=lambda node: degree[node.id])
    others = [node for node in events if node is not busiest]
    return [*others[: len(others) // 2], busiest, *others[len(others) // 2 :]]


def _uncrossed(column: list[Node], row: Mapping[str, int], neighbours: Mapping[str, list[str]]) -> list[Node]:
    """Nodes of a class together, classes and nodes by the mean row of their neighbours: edges cross little."""

    def mean(group: Sequence[Node]) -> float:
        rows = [row[name] for node in group for name in neighbours[node.id] if name in row]
        return sum(rows) / len(rows) if rows else math.inf

    groups: dict[str, list[Node]] = {}
    for node in column:
        groups.setdefault(node.kind, []).append(node)
    order = sorted(groups, key=lambda name: (mean(groups[name]), ranks().get(name, len(ranks())), name))
    return [node for name in order for node in sorted(groups[name], key=lambda n: mean([n]))]


def _split(column: list[Node]) -> list[list[Node]]:
    """Columns of at most 24 rows each, as even as can be."""
    parts = -(-len(column) // _ROWS)
    size = -(-len(column) // parts)
    return [column[start : start + size] for start in range(0, len(column), size)]


def bends(nodes: Sequence[Node], edges: Sequence[Edge]) -> tuple[float, ...]:
    """How far each edge's control point stands off the straight line, to its left seen from its source.

    Parallel edges are fanned; in a small graph an edge that would run through another node goes round it.
    A self loop gets its number (0, 1, …) instead.
    """
    groups: dict[tuple[str, str], list[int]] = {}
    for number, edge in enumerate(edges):
        pair = (edge.source, edge.target) if edge.source <= edge.target else (edge.target, edge.source)
        groups.setdefault(pair, []).append(number)
    found = [0.0] * len(edges)
    small = front(nodes) <= SMALL
    where = {node.id: (node.x or 0.0, node.y or 0.0) for node in nodes}
    folded = {node.id for node in nodes if node.within}
    spots = [
        (*where[node.id], radius)
        for node, radius in zip(nodes, radii(nodes, edges), strict=True)
        if small and node.id not in folded
    ]
    for (low, high), members in groups.items():
        if len(members) == 1 and low != high and not small:
            continue
        for place, number in enumerate(members):
            if low == high:
                found[number] = float(place)
                continue
            offset = (place - (len(members) - 1) / 2) * _FAN
            if offset == 0 and small and not {low, high} & folded:
                ends = (where[low], where[high])
                offset = _detour(*ends, [spot for spot in spots if spot[:2] not in ends])
            found[number] = round(offset if edges[number].source == low else -offset, 1)
    return tuple(found)


def _detour(start: tuple[float, float], end: tuple[float, float], others: list[tuple[float, float, float]]) -> float:
    """The smallest bend that passes every other node; 0 where the straight line does and is long enough."""
    length = math.dist(start, end) or 1.0
    along = ((end[0] - start[0]) / length, (end[1] - start[1]) / length)
    near: list[tuple[float, float, float]] = []  # along, off the line, room needed
    for x, y, radius in others:
        t = ((x - start[0]) * along[0] + (y - start[1]) * along[1]) / length
        off = (x - start[0]) * along[1] - (y - start[1]) * along[0]
        if 0 < t < 1 and abs(off) < 120:
            near.append((t, off, radius * _OUTREACH + 4))
    for bend in _DETOURS if length < _SHORT else (0.0, *_DETOURS):
        if all(abs(off - 2 * t * (1 - t) * bend) >= room for t, off, room in near):
            return bend
    return 0.0
