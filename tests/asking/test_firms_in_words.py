"""Companies of a country that promised something told in some words are told in one sentence, with their figures."""

from __future__ import annotations

from typing import Any

import pytest
from worlds import loaded, told

from kg.graph import TradeGraph


@pytest.fixture(scope="module")
def graph() -> TradeGraph:
    """Two Japanese utilities that want Alaskan gas, one of which signed."""
    gas: dict[str, Any] = {"products": ["lng"], "recipients": ["USA"]}
    tonnes = {"unit": "tonne", "qualifier": "exact", "recurrence": "per_year"}
    jera: dict[str, Any] = {"pledgers": ["JERA"], "companies": [{"name": "JERA", "role": "buyer"}], "title": "JERA",
                            "evidence": "JERA takes Alaska's gas.", "amounts": [{"value": 1e6, **tonnes}]}  # fmt: skip
    tokyo: dict[str, Any] = {"pledgers": ["Tokyo Gas"], "companies": [{"name": "Tokyo Gas", "role": "buyer"}],
                             "title": "Tokyo Gas", "evidence": "Tokyo Gas takes Alaska's gas.",
                             "amounts": [{"value": 2e6, **tonnes}]}  # fmt: skip
    return TradeGraph(
        loaded(
            [
                told("NHK", "2025-09-11", "considering", **gas, **jera),
                told("CNA", "2025-10-24", "signed", **gas, **tokyo),
            ]
        )
    )


@pytest.mark.parametrize(
    "text",
    [
        "Which Japanese firms signed up for Alaska LNG, and how many tonnes?",
        "Which Japanese companies signed up to Alaska LNG, and how much?",
    ],
)
def test_which_firms_how_firm_and_how_much_is_one_answer(graph: TradeGraph, text: str) -> None:
    """To sign up for something is to promise it: how firm that is, is told; a sum tells nothing in these words."""
    [(taken, table)] = graph.answered(text)
    assert (
        taken.command == 'kg ask pledges --saying Alaska --pledger "JERA, Tokyo Gas" --product "liquefied natural gas"'
    )
    assert table.lead == (
        "Told as undertaken: “Tokyo Gas signed up to buy 2m tonnes a year of Alaskan liquefied natural gas” (signed). "
        "2 pledges by JERA (1) and Tokyo Gas (1) on liquefied natural gas told in words like “Alaska”: “Tokyo Gas "
        "signed up to buy 2m tonnes a year of Alaskan liquefied natural gas” (signed) and “JERA may buy 1m tonnes a "
        "year of Alaskan liquefied natural gas” (considering)."
    )
