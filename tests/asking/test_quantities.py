"""How much is promised in several years is told by its figure first; what is only considered stands apart."""

from __future__ import annotations

from typing import Any

import pytest
from worlds import loaded, told

from kg.graph import TradeGraph

_YEARLY = "25m tonnes a year (“Japan agreed to buy 25m tonnes a year of US soybeans”, agreed, due 2028 (1 report))"
_EARLY = "20m tonnes (“Japan may buy 20m tonnes of Brazilian soybeans”, considering, due 2027-08 (1 report))"


def _tonnes(value: float, **more: Any) -> list[dict[str, Any]]:
    return [{"value": value, "unit": "tonne", "qualifier": "exact", **more}]


@pytest.fixture(scope="module")
def graph() -> TradeGraph:
    """Soybeans by the year till 2028, and more of them that are only considered."""
    beans: dict[str, Any] = {"products": ["soybeans"]}
    return TradeGraph(
        loaded(
            [
                told("CNA", "2025-10-30", "agreed", **beans, title="Yearly", deadline="until 2028",
                     deadline_date="2028", amounts=_tonnes(25e6, recurrence="per_year")),
                told("NHK", "2026-02-04", "considering", **beans, recipients=["BRA"], title="More",
                     deadline="by August 2027", deadline_date="2027-08", amounts=_tonnes(20e6)),
            ]
        )
    )  # fmt: skip


@pytest.mark.parametrize(
    "text",
    [
        "How many tons of soybeans has Japan committed to buy in 2026, 2027 and 2028?",
        "How many tonnes of soybeans will Japan buy in 2026 and 2027?",
        "How much soy must Japan buy in 2026, 2027, 2028?",
    ],
)
def test_the_quantity_stands_first(graph: TradeGraph, text: str) -> None:
    """Every year is read; the figure with its pledge, how that stands and when it is due."""
    [(taken, table)] = graph.answered(text)
    assert (taken.filters["due"], taken.unread) == ("2026-01-01/..", ())
    first, _, _ = table.lead.partition(" 2 pledges by Japan")
    assert first == f"Told as undertaken: {_YEARLY}. Only considered or proposed: {_EARLY}."


def test_of_what_is_only_considered_that_is_said(graph: TradeGraph) -> None:
    """Nothing else is due by then."""
    [(_, table)] = graph.answered("How many tonnes of soybeans must Japan buy by the end of 2027?")
    first, _, _ = table.lead.partition(". “Japan may")
    assert first == f"Nothing is told as undertaken; only considered or proposed: {_EARLY}"
