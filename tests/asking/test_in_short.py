"""All that is told of a pledge answers who asks for nothing else, and stands behind what was not read of a sentence."""

from __future__ import annotations

import pytest
from worlds import loaded, told, yen

from kg.graph import TradeGraph


@pytest.fixture(scope="module")
def graph() -> TradeGraph:
    """One purchase and one investment by Japan, four orders by Korea."""
    korean = [told("YNA", f"2025-0{n}-01", title=goods, pledgers=["KOR"], products=[goods])
              for n, goods in enumerate(("ships", "beef", "chips", "aircraft"), 1)]  # fmt: skip
    return TradeGraph(
        loaded(
            [
                told("NHK", "2025-08-01", title="Gas", products=["lng"], amounts=[yen()]),
                told("AFP", "2025-07-28", title="Cars", products=["cars"], kind="investment"),
                *korean,
            ]
        )
    )


@pytest.mark.parametrize(
    ("text", "commands"),
    [
        ("Japan ¥1tn", ['about --pledge "Japan ¥1tn"']),
        ("tell me about Japan's gas", ['about --pledger Japan --product "natural gas"']),
        ("What is known about Japan's investment?", ["about --pledger Japan --kind investment"]),
        ("a summary of what Japan promised", ["about --pledger Japan"]),
        ("tell me about what Korea promised", ['pledges --pledger "South Korea"']),  # four are a list
        ("Is Japan ¥1tn binding?", ['pledges --pledge "Japan ¥1tn"']),
        ("Is Japan ¥1tn binding and frobnicated?",
         ['pledges --pledge "Japan ¥1tn"', 'about --pledge "Japan ¥1tn"']),
        ("How much did Korea promise on frobnicated ships?",
         ['totals --pledger "South Korea" --product ships',
          "about --pledge pledge/kor-usa-purchase-2025-178374184cc6"]),
        ("How much frobnicated did Korea promise?", ['totals --pledger "South Korea"']),
    ],
)  # fmt: skip
def test_all_that_is_told_of_one(graph: TradeGraph, text: str, commands: list[str]) -> None:
    """Of one pledge, or a few, where that is asked; of one alone where words were not read; never beside many."""
    assert [taken.command.removeprefix("kg ask ") for taken, _ in graph.answered(text)] == commands


def test_it_says_why_it_stands_there(graph: TradeGraph) -> None:
    """Its first sentence is that words were not read, not once more how the pledge stands."""
    *_, (_, table) = graph.answered("Is Japan ¥1tn binding and frobnicated?")
    label = table.rows[0]["pledge_label"]
    assert table.lead == f"Some words were not read; all that is told of “{label}” in short stands below."
