"""A layout for graphs too large for columns: communities as discs, springs between and inside them."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from kg.view.page_model import Edge, Node

__all__ = ["spread"]

_SPACING = 32.0  # half the distance two neighbours in a community keep on average
_COMMUNITY = 300  # nodes; larger communities are split, springs being quadratic
_CIRCLES = 400  # communities laid out against one another; the rest stand in rows below


def spread(nodes: Sequence[Node], edges: Sequence[Edge], *, seed: int = 1) -> tuple[Node, ...]:
    """Communities as separate discs, springs between and inside them; for graphs too large for columns.

    Louvain communities and Fruchterman-Reingold springs of networkx, both seeded: the same graph and seed
    give the same picture, whatever order nodes and edges come in.
    """
    import networkx as nx

    graph: Any = nx.Graph()
    graph.add_nodes_from(sorted(node.id for node in nodes))
    graph.add_edges_from(sorted({tuple(sorted((e.source, e.target))) for e in edges if e.source != e.target}))
    groups = sorted(_communities(graph, seed), key=lambda group: (-len(group), group[0]))
    radius = [_SPACING * math.sqrt(len(group)) + _SPACING for group in groups]
    spots: dict[str, tuple[float, float]] = {}
    for group, reach, (cx, cy) in zip(groups, radius, _centres(graph, groups, radius, seed), strict=True):
        inside: Any = nx.Graph()
        inside.add_nodes_from(group)
        inside.add_edges_from(sorted(tuple(sorted(pair)) for pair in graph.subgraph(group).edges()))
        for name, (x, y) in nx.spring_layout(inside, seed=seed, iterations=50).items():
            spots[name] = (
                round(cx + float(x) * (reach - _SPACING), 1),
                round(cy + float(y) * (reach - _SPACING), 1),
            )
    return tuple(replace(node, x=spots[node.id][0], y=spots[node.id][1]) for node in nodes)


def _communities(graph: Any, seed: int) -> list[list[str]]:
    """Sorted Louvain communities; one that is too large is divided again, at last by name."""
    import networkx as nx

    found: list[list[str]] = []
    for group in sorted(sorted(part) for part in nx.community.louvain_communities(graph, seed=seed)):
        if len(group) <= _COMMUNITY:
            found.append(group)
        elif len(group) < len(graph):
            inner: Any = nx.Graph()
            inner.add_nodes_from(group)
            inner.add_edges_from(sorted(tuple(sorted(pair)) for pair in graph.subgraph(group).edges()))
            found += _communities(inner, seed)
        else:
            found += [group[start : start + _COMMUNITY] for start in range(0, len(group), _COMMUNITY)]
    return found


def _centres(
    graph: Any, groups: Sequence[Sequence[str]], radius: Sequence[float], seed: int
) -> list[tuple[float, float]]:
    """Centres of the communities' discs: by springs where edges join them, the others in rows below."""
    import networkx as nx
    import numpy as np

    of = {name: number for number, group in enumerate(groups) for name in group}
    ties: dict[tuple[int, int], int] = {}
    for one, other in graph.edges():
        low, high = sorted((of[one], of[other]))
        if low != high:
            ties[low, high] = ties.get((low, high), 0) + 1
    tied = sorted({number for pair in ties for number in pair})[:_CIRCLES]
    quotient: Any = nx.Graph()
    quotient.add_nodes_from(tied)
    kept = set(tied)
    quotient.add_weighted_edges_from((a, b, math.log2(1 + n)) for (a, b), n in sorted(ties.items()) if {a, b} <= kept)
    placed = nx.spring_layout(quotient, seed=seed, iterations=100)
    reach = np.array([radius[number] for number in tied])
    spot = np.array([placed[number] for number in tied]).reshape(-1, 2) * math.sqrt(float((reach**2).sum()))
    spot = _apart(spot, reach)
    centres = {number: (float(x), float(y)) for number, (x, y) in zip(tied, spot, strict=True)}
    floor = max((centres[number][1] + radius[number] for number in tied), default=0.0)
    centres |= _rows([number for number in range(len(groups)) if number not in kept], radius, floor)
    return [centres[number] for number in range(len(groups))]


def _apart(spot: Any, reach: Any) -> Any:
    """Discs pushed apart until they do not overlap, at most 80 times."""
    import numpy as np

    need = reach[:, None] + reach[None, :]
    np.fill_diagonal(need, 0)
    for _ in range(80):
        delta = spot[:, None, :] - spot[None, :, :]
        distance = np.maximum(np.hypot(delta[..., 0], delta[..., 1]), 1e-6)
        overlap = np.maximum(need - distance, 0)
        if not overlap.any():
            break
        spot = spot + (delta / distance[..., None] * overlap[..., None]).sum(axis=1) * 0.5
    return spot


def _rows(numbers: Sequence[int], radius: Sequence[float], floor: float) -> dict[int, tuple[float, float]]:
    """Discs in rows of a common width, below `floor`."""
    room = max(600.0, 1.6 * math.sqrt(sum((2 * radius[n]) ** 2 for n in numbers)))
    centres: dict[int, tuple[float, float]] = {}
    x, y, tall = -room / 2, floor, 0.0
    for number in numbers:
        if x + 2 * radius[number] > room / 2 and tall:
            x, y, tall = -room / 2, y + tall, 0.0
        centres[number] = (x + radius[number], y + radius[number])
        x, tall = x + 2 * radius[number], max(tall, 2 * radius[number])
    return centres
