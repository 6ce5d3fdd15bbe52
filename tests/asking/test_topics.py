"""A topic before a question, and pledges by the figure behind their side."""

from __future__ import annotations

import pytest
from worlds import loaded, told, usd

from kg.asking.plain_words import read
from kg.graph import TradeGraph
from kg.store.embedded import Store


@pytest.fixture(scope="module")
def store() -> Store:
    """Two pledges by Japan of $5bn, one of them told as not binding."""
    return loaded(
        [
            told(
                "CNA", "2025-05-28", "agreed", products=["chips"], amounts=[usd(5e9)], kind="investment", binding="no"
            ),
            told("NHK", "2025-06-01", "agreed", title="Cover", amounts=[usd(5e9)], kind="guarantee"),
        ]
    )


@pytest.mark.parametrize("topic", ["Japan chips: ", "Japan chips; ", "Japan chips – ", "Japan chips - "])
def test_what_is_asked_behind_a_topic_is_answered_as_without_one(store: Store, topic: str) -> None:
    """Whether it binds is said first, whatever the mark."""
    graph = TradeGraph(store)
    [(_, asked)], [(_, behind)] = (
        list(graph.answered(text)) for text in ("Is Japan's chip pledge binding?", f"{topic}is the pledge binding?")
    )
    assert behind.lead == asked.lead
    assert asked.lead == (
        "Not binding, as told: 1 of 1 report calls it not binding, none calls it binding. “Japan agreed to invest $5bn"
        " in the US (chips)”: agreed, told by 1 report of 1 origin. No deadline is told. Whether it binds: 1 calls"
        " it not binding."
    )


def test_each_pledge_known_by_a_figure_of_its_side_is_asked_of(store: Store) -> None:
    """Neither is picked, but for goods that one of them has."""
    both, one = (
        [taken.filters["pledge"] for taken in read(store, f"tell me about Japan $5bn{beside}")]
        for beside in ("", " and Korean chips")
    )
    assert both == ["Japan agreed to guarantee $5bn for the US", "Japan agreed to invest $5bn in the US (chips)"]
    assert one == ["Japan agreed to invest $5bn in the US (chips)"]
