"""In which time a promise is to be done is told first where a text asks over how many years."""

from __future__ import annotations

from typing import Any

import pytest
from worlds import loaded, told, usd

from kg.graph import TradeGraph

_TOLD = "In which time, as told: “Japan to invest $9bn in the US (chips)”: "
_ALL = f"{_TOLD}“over ten years” (2 reports); “Japan to invest $2bn in the US (cars)”, due 2028 (1 report)"


@pytest.fixture(scope="module")
def graph() -> TradeGraph:
    """Chips over ten years by two reports, cars by 2028, and steel of which no time is told."""
    chips: dict[str, Any] = {"title": "Chips", "kind": "investment", "products": ["chips"], "amounts": [usd(9e9)]}
    cars: dict[str, Any] = {"title": "Cars", "kind": "investment", "products": ["cars"], "amounts": [usd(2e9)]}
    steel: dict[str, Any] = {"title": "Steel", "kind": "investment", "products": ["steel"]}
    return TradeGraph(
        loaded(
            [
                told("NHK", "2025-08-01", **chips, deadline="over ten years"),
                told("CNA", "2025-08-02", **chips, deadline="over ten years"),
                told("AFP", "2025-08-01", **cars, deadline="by 2028", deadline_date="2028"),
                told("dpa", "2025-08-01", **steel),
            ]
        )
    )


@pytest.mark.parametrize(
    ("text", "first", "then"),
    [
        ("Over how many years will Japan invest its $9bn?", f"{_TOLD}“over ten years” (2 reports)", "“Japan to"),
        ("How much has Japan promised to invest, and over how many years?", _ALL, "Pledges"),
        ("What did Japan promise to invest, and in which time?",
         f"{_ALL}; of 1 pledge no report tells that", "3 pledges"),
        ("How long does Japan have to invest in chips?", f"{_TOLD}“over ten years” (2 reports)", "“Japan to"),
        ("For how long did Japan promise to invest in steel?",
         "In which time that is to be done no report here tells", "“Japan to"),
    ],
)  # fmt: skip
def test_the_term_stands_before_the_rest(graph: TradeGraph, text: str, first: str, then: str) -> None:
    """By how many reports, the most told pledge first, of how many none is told; nothing of it is not read."""
    [(taken, table)] = graph.answered(text)
    sentence, _, rest = table.lead.partition(f". {then}")
    assert (sentence, bool(rest), taken.unread) == (first, True, ())
