"""What one side says of a point that somebody else makes is told by its own statements on that point."""

from __future__ import annotations

from typing import Any

import pytest
from worlds import loaded, told, usd

from kg.graph import TradeGraph

_SUM: dict[str, Any] = {"kind": "investment", "amounts": [usd(5.5e11)], "title": "Japan to invest"}


@pytest.fixture(scope="module")
def graph() -> TradeGraph:
    """An investment of which each side words the split of profits, and on which one side says that it does not bind."""
    split: list[dict[str, Any]] = [{"kind": "profit_split", "text": "90-10, though 50-50 was asked for"}]
    return TradeGraph(
        loaded(
            [
                told(
                    "CNA", "2025-07-23", said_by="USA", evidence="Trump says 90% of the profits go to the US.", **_SUM
                ),
                told("NHK", "2025-07-24", said_by="JPN", evidence="Akazawa speaks of the sum.", terms=split, **_SUM),
                told("AFP", "2025-07-25", said_by="JPN", evidence="Tokyo calls it an aim.", binding="no", **_SUM),
            ]
        )
    )


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Trump says the US gets 90% of the profits from Japan's $550bn. Does Tokyo agree?",
         "Japan's own word on it as reports pass it on: “90-10, though 50-50 was asked for” (NHK, 2025-07-24)."),
        ("The White House says Japan's $550bn is binding. Does Japan accept that?",
         "Japan's own word on it as reports pass it on: “Tokyo calls it an aim” (AFP, 2025-07-25)."),
        ("Trump says Japan will invest $550bn. Does Tokyo see it that way?",
         "Japan's own word on it as reports pass it on: “Akazawa speaks of the sum” (NHK, 2025-07-24);"
         " “Tokyo calls it an aim” (AFP, 2025-07-25)."),
    ],
)  # fmt: skip
def test_a_side_is_asked_for_its_word_on_what_was_stated(graph: TradeGraph, text: str, said: str) -> None:
    """Neither yes nor no, which would be of the whole promise; what was stated is no question of its own."""
    [(_, table)] = graph.answered(text)
    assert table.lead[: len(said) + 1].strip() == said


def test_where_a_side_says_nothing_of_it_whose_word_it_is_is_told(graph: TradeGraph) -> None:
    """Silence in such words is no denial."""
    [(_, table)] = graph.answered("Trump says the US gets 90% of the profits from Japan's $550bn. Does Korea agree?")
    assert table.lead.partition(". ")[0] == (
        "In such words no report here passes on South Korea's own word on it; it is told for Japan: its word by way of"
        " NHK (1); for the United States: its word by way of CNA (1)"
    )
