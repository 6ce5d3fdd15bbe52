"""What is told of each of a few pledges before what they come to: whether it is signed, how many were ordered."""

from __future__ import annotations

from typing import Any

import pytest
from worlds import loaded, told

from kg.graph import TradeGraph


def _jets(publisher: str, day: str, status: str, number: int, **held: Any) -> Any:
    """A report of a country's order of so many aircraft."""
    figure = [{"value": number, "unit": "aircraft", "qualifier": "exact"}]
    return told(publisher, day, status, title=f"{number} jets", products=["aircraft"], amounts=figure, **held)


@pytest.fixture(scope="module")
def graph() -> TradeGraph:
    """An old order that is signed and may be cancelled, a new one that is agreed, one that is only considered."""
    cancel = "It asks to cancel the order."
    return TradeGraph(
        loaded(
            [
                _jets("CNA", "2014-03-14", "signed", 49, evidence=cancel),
                _jets("NHK", "2025-07-16", "agreed", 50, evidence="It will buy 50."),
                _jets("KBS", "2025-08-16", "considering", 75, evidence="It may buy 75."),
            ]
        )
    )


def test_a_second_question_is_of_each_pledge_of_the_first(graph: TradeGraph) -> None:
    """An older one that is signed is no answer for a newer one; what reports tell against it stands beside."""
    *_, (taken, table) = graph.answered("How many jets will Japan buy, and are they signed?")
    assert "status" not in taken.filters
    assert table.lead.partition(" 3 pledges ")[0] == (
        "Of “Japan may buy 75 aircraft from the US”: No report here tells it as signed; it stands as considering. "
        "Of “Japan agreed to buy 50 aircraft from the US”: No report here tells it as signed; it stands as agreed. "
        "Of “Japan signed up to buy 49 aircraft from the US”: Yes: 1 of 1 report tells it as signed (CNA, 2014-03-14), "
        "and so it stands; it is told too: “It asks to cancel the order” (CNA, 2014-03-14)."
    )


def test_what_was_undertaken_comes_before_what_is_considered(graph: TradeGraph) -> None:
    """Where it is asked what was agreed."""
    [(_, table)] = graph.answered("Which jets did Japan agree to buy?")
    assert table.lead.partition(" 3 pledges ")[0] == (
        "Told as undertaken: “Japan signed up to buy 49 aircraft from the US” (signed) and "
        "“Japan agreed to buy 50 aircraft from the US” (agreed)."
    )


def test_each_order_comes_behind_their_sum(graph: TradeGraph) -> None:
    """Where it is asked how many were ordered."""
    [(_, table)] = graph.answered("How many jets did Japan order?")
    assert table.lead == (
        "Pledges by Japan of the kind “purchase” on aircraft add up to 50–99 aircraft, in 2 figures (1 is left out), "
        "first told 2014 to 2025. One by one: “Japan signed up to buy 49 aircraft from the US” (signed: 49 aircraft) "
        "and “Japan agreed to buy 50 aircraft from the US” (agreed: 50 aircraft)."
    )
