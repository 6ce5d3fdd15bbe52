"""The networkx graph: nodes, keyed edges, and that files of it can be written and read back."""

from __future__ import annotations

import json
from copy import deepcopy
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import networkx as nx
import pytest
from small import RECORDS

from kg.graph import TradeGraph
from kg.model.errors import InputError
from kg.model.iris import ID
from kg.model.record import Record
from kg.view.network import write


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
    assert net.nodes[pledge] == {
        "label": "Japan proposed to buy up to ¥1tn of US chips",
        "pledge_label": "Japan proposed to buy up to ¥1tn of US chips",
        "kind": "Pledge",
        "pledge_kind": "purchase",
        "grade": "proposed",
        "rank": 2,
        "first": "2025-05-28",
        "last": "2025-05-29",
        "reports": 3,
        "origins": 1,
        "low": 0.0,
        "high": 1e12,
        "unit": "JPY",
    }


def test_flat_pledges_are_edges(graph: TradeGraph) -> None:
    """From who promises to whom, and to who benefits, with the pledge's attributes; no event is a node."""
    net = graph.networkx(flat=True, pledger="Japan")
    assert {data["kind"] for _, data in net.nodes(data=True)} == {"Country", "Company", "Group"}
    ((pledge, made),) = net[ID + "country/JPN"][ID + "country/USA"].items()
    assert (made["pledge"], made["relation"], made["rank"], made["high"]) == (pledge, "pledges", 2, 1e12)
    (tie,) = net[ID + "country/JPN"][ID + "company/nvidia"].values()
    assert (tie["pledge"], tie["relation"], tie["role"], tie["strength"]) == (pledge, "benefits", "supplier", "example")


def test_filters_are_those_of_pledges(graph: TradeGraph) -> None:
    """With a filter only pledges that pass it are there, with their surroundings."""
    net = graph.networkx(pledger="South Korea")
    assert [data["pledge_kind"] for _, data in net.nodes(data=True) if data["kind"] == "Pledge"] == ["investment"]
    assert ID + "country/JPN" not in net
    assert "Talks" in {data["kind"] for _, data in graph.networkx().nodes(data=True)}
    late = graph.networkx(since="2025-07-01")
    assert "Talks" not in {data["kind"] for _, data in late.nodes(data=True)}


@pytest.mark.parametrize("flat", [False, True])
def test_graphml_and_json_round_trips(graph: TradeGraph, tmp_path: Path, flat: bool) -> None:
    """GraphML and node-link JSON give the same multigraph back: parallel edges, keys, and attributes with types."""
    net = graph.networkx(flat=flat)
    write(net, tmp_path / "net.graphml")
    write(net, tmp_path / "net.json")
    assert _content(nx.read_graphml(tmp_path / "net.graphml", force_multigraph=True)) == _content(net)
    data = json.loads((tmp_path / "net.json").read_text(encoding="utf-8"))
    assert _content(nx.node_link_graph(data, edges="edges")) == _content(net)


def test_another_form_is_refused(graph: TradeGraph, tmp_path: Path) -> None:
    """By the file's suffix, with the forms there are."""
    with pytest.raises(InputError, match=r"\.graphml or \.json"):
        write(graph.networkx(), tmp_path / "net.csv")


def test_the_same_store_is_the_same_graph(graph: TradeGraph) -> None:
    """Nodes and edges come in the same order each time."""
    one, other = graph.networkx(), graph.networkx()
    assert list(one.nodes(data=True)) == list(other.nodes(data=True))
    assert list(one.edges(keys=True)) == list(other.edges(keys=True))


@pytest.mark.parametrize("letter", ["\ufffe", "\uffff", "\U0001fffe"])
def test_what_xml_has_no_letter_for_is_left_out(letter: str, tmp_path: Path) -> None:
    """GraphML of a report with such a letter is well-formed; one that XML allows stays."""
    record = deepcopy(RECORDS[-1])
    record["companies"][0]["name"] = record["pledges"][0]["companies"][0]["name"] = f"Some{letter}body"
    with TradeGraph.open() as graph:
        graph.load([Record.of(record)])
        write(graph.networkx(), tmp_path / "g.graphml")
    text = (tmp_path / "g.graphml").read_text("utf-8")
    ElementTree.fromstring(text)
    assert "Some" in text
