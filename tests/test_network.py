"""The networkx graph: nodes, keyed edges, and that files of it can be written and read back."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import networkx as nx
import pytest

from kg.graph import TradeGraph
from kg.terms import ID


@pytest.fixture(scope="module")
def graph(built: Path) -> TradeGraph:
    return TradeGraph.open(built, read_only=True)


def _content(graph: Any) -> tuple[Any, Any]:
    return sorted(graph.nodes(data=True), key=str), sorted(graph.edges(keys=True, data=True), key=str)


def test_pledges_join_those_who_promise_and_those_who_benefit(graph: TradeGraph) -> None:
    """The chip pledge leads to Japan, the United States, chips and Nvidia; nodes have labels and kinds."""
    net = graph.networkx()
    (pledge,) = (name for name, data in net.nodes(data=True) if "chips" in data["label"] and data["kind"] == "Pledge")
    edges = {(target, data["relation"]) for _, target, data in net.out_edges(pledge, data=True)}
    assert (ID + "country/JPN", "promised_by") in edges
    assert (ID + "country/USA", "towards") in edges
    assert (ID + "product/chips", "of") in edges
    assert (ID + "company/nvidia", "benefits") in edges
    assert net.has_edge(pledge, ID + "company/nvidia", key="benefits:supplier")
    assert net.nodes[ID + "country/JPN"] == {"label": "Japan", "kind": "Country"}
    assert net.nodes[pledge]["grade"] == "proposed"


def test_filters_are_those_of_pledges(graph: TradeGraph) -> None:
    """With a filter only pledges that pass it are there, with their surroundings."""
    net = graph.networkx(pledger="South Korea")
    assert [data["pledge_kind"] for _, data in net.nodes(data=True) if data["kind"] == "Pledge"] == ["investment"]
    assert ID + "country/JPN" not in net
    assert "Talks" in {data["kind"] for _, data in graph.networkx().nodes(data=True)}
    late = graph.networkx(since="2025-07-01")
    assert "Talks" not in {data["kind"] for _, data in late.nodes(data=True)}


def test_graphml_and_json_round_trips(graph: TradeGraph) -> None:
    """GraphML and node-link JSON give the same multigraph back: parallel edges, keys and attributes."""
    net = graph.networkx()
    buffer = io.BytesIO()
    nx.write_graphml(net, buffer)
    buffer.seek(0)
    assert _content(nx.read_graphml(buffer, force_multigraph=True)) == _content(net)
    data = nx.node_link_data(net, edges="edges")
    assert _content(nx.node_link_graph(data, edges="edges")) == _content(net)


def test_the_same_store_is_the_same_graph(graph: TradeGraph) -> None:
    """Nodes and edges come in the same order each time."""
    one, other = graph.networkx(), graph.networkx()
    assert list(one.nodes(data=True)) == list(other.nodes(data=True))
    assert list(one.edges(keys=True)) == list(other.edges(keys=True))
