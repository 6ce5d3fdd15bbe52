"""On whose word reports tell of something: a side speaks by its officials, an outlet passes its word on."""

from __future__ import annotations

import pytest
from worlds import loaded, told

from kg.graph import TradeGraph


@pytest.fixture(scope="module")
def graph() -> TradeGraph:
    """Japan's pledge on its minister's word, and as an outlet tells what Japan says."""
    officials = {"officials": [{"name": "Ryosei Akazawa", "country": "JPN"}]}
    own = told("CNA", "2025-05-28", attributed_to=["Ryosei Akazawa"], said_by="JPN", more=officials)
    return TradeGraph(loaded([own, told("NHK", "2025-05-29", said_by="JPN")]))


_WHOSE = "For Japan: its word by way of NHK (1) and Ryosei Akazawa (1). "
_TOLD = "2 reports tell of “Japan to buy US goods, 2025-05”, going back to 2 origins. "
_FIRST = "First with a date: CNA, 2025-05-28, relaying Ryosei Akazawa."


@pytest.mark.parametrize(
    ("text", "lead"),
    [
        ("Who says that Japan buys US goods?", f"{_WHOSE}{_TOLD}{_FIRST}"),
        ("Show the reports of Japan's purchases", f"{_TOLD}{_WHOSE}{_FIRST}"),
    ],
)
def test_an_outlet_is_no_voice_of_a_side(graph: TradeGraph, text: str, lead: str) -> None:
    """It passes on whose word it tells; that comes first where it is asked who says it."""
    [(_, table)] = graph.answered(text)
    assert table.lead == lead
