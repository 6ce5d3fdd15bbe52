"""Which goods or industries a pledge is of is told first, each with how many reports name it."""

from __future__ import annotations

from typing import Any

import pytest
from worlds import loaded, told, usd

from kg.graph import TradeGraph


@pytest.fixture(scope="module")
def graph() -> TradeGraph:
    """India buys energy by two reports, aircraft too by one of them; Vietnam buys something."""
    india: dict[str, Any] = {"title": "India", "pledgers": ["IND"], "amounts": [usd(500e9)]}
    return TradeGraph(
        loaded(
            [
                told("PTI", "2026-02-07", **india, products=["energy", "aircraft"]),
                told("CNA", "2026-02-08", **india, products=["energy"]),
                told("VNA", "2026-02-08", title="Vietnam", pledgers=["VNM"], amounts=[usd(2e9)]),
            ]
        )
    )


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("What goods did India agree to buy for $500bn?", "Goods named, of 2 reports: energy (2) and aircraft (1)."),
        ("Which industries is India's $500bn for?", "Goods named, of 2 reports: energy (2) and aircraft (1)."),
        ("Which products did Vietnam promise to buy?", "None of 1 report names goods."),
    ],
)
def test_the_goods_of_a_pledge_are_told_first(graph: TradeGraph, text: str, first: str) -> None:
    """Of several pledges each stands with its own."""
    [(_, table)] = graph.answered(text)
    assert table.lead.startswith(f"{first} “")


def test_of_several_pledges_no_goods_are_put_together(graph: TradeGraph) -> None:
    """Whose they are would not be told."""
    [(_, table)] = graph.answered("Which goods was the US promised purchases of?")
    assert "Goods named" not in table.lead
