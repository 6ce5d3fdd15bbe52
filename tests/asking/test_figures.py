"""A figure names a pledge, or is what a text claims one is worth; of a sum it is asked what of it is a company's."""

from __future__ import annotations

from typing import Any

import pytest
from worlds import loaded, told, usd

from kg.graph import TradeGraph


@pytest.fixture(scope="module")
def graph() -> TradeGraph:
    """An airline's order of which one report gives another worth, sums of $200bn, parts of one, an order of 200."""
    firms = [{"name": "Boeing", "role": "supplier"}, {"name": "Qatar Airways", "role": "buyer"}]
    jets: dict[str, Any] = {"pledgers": ["Qatar Airways"], "products": ["aircraft"], "status": "signed"}
    jets |= {"companies": firms}
    china: dict[str, Any] = {
        **jets,
        "pledgers": ["CHN"],
        "companies": firms[:1],
        "amounts": [{"value": 200, "unit": "aircraft"}],
    }
    swiss: dict[str, Any] = {"pledgers": ["CHE"], "kind": "investment", "products": [], "amounts": [usd(200e9)]}
    korea: dict[str, Any] = {"id": "p", "recipients": ["USA"], "status": "agreed", **swiss, "pledgers": ["KOR"]}
    hanwha = {"id": "q", "pledgers": ["Hanwha"], "companies": [{"name": "Hanwha", "role": "investor"}], "part_of": "p"}
    ships = [{**korea, "amounts": [usd(150e9)]}, {**korea, **hanwha, "amounts": [usd(5e9)]}]
    micron: dict[str, Any] = {
        **swiss,
        "pledgers": ["Micron"],
        "products": ["chips"],
        "companies": [{"name": "Micron", "role": "investor"}],
    }
    roche: dict[str, Any] = {**swiss, "pledgers": ["Roche"], "companies": [{"name": "Roche", "role": "investor"}]}
    return TradeGraph(
        loaded(
            [
                told("CNA", "2025-05-14", title="Jets", **jets, amounts=[usd(96e9)]),
                told("AFP", "2025-05-14", title="Jets", **jets, amounts=[usd(96e9)]),
                told("Newsmax", "2025-05-15", title="Jets", **jets,
                     amounts=[usd(120e9, "more_than", said_by="Donald Trump")]),
                told("RTL", "2025-06-01", title="China", **china),
                told("MENAFN", "2025-06-12", title="Memory", **micron),
                told("Swissinfo", "2025-11-14", title="Swiss", **swiss),
                told("Cash", "2025-04-22", title="Roche", **{**roche, "amounts": [usd(50e9)]}),
                told("KBS", "2025-08-01", title="Ships", more={"pledges": ships}),
            ]
        )
    )  # fmt: skip


@pytest.mark.parametrize(
    ("text", "command", "first"),
    [
        ("Is the Qatar Airways order worth $120 billion?",
         'conflicts --pledger "Qatar Airways" --kind purchase --field amount',
         "More than $120bn is told of “Qatar Airways signed up to buy $96bn of US aircraft” by 1 report, on the "
         "word of Donald Trump (1)."),
        ("Was the Qatar Airways order for Boeing jets really worth $120 billion, as Trump said?",
         'conflicts --pledger "Qatar Airways" --company Boeing --product aircraft --kind purchase --field amount',
         "More than $120bn is told of “Qatar Airways signed up to buy $96bn of US aircraft” by 1 report, on the "
         "word of Donald Trump (1)."),
        ("Did Qatar Airways order $300bn of Boeing jets?",
         'conflicts --pledger "Qatar Airways" --company Boeing --product aircraft --kind purchase --field amount',
         "No report here gives $300bn by Qatar Airways of the kind “purchase” on aircraft with Boeing."),
        ("Who says the Qatar Airways order is worth $120bn?",
         'conflicts --pledger "Qatar Airways" --kind purchase --field amount',
         "More than $120bn is told of “Qatar Airways signed up to buy $96bn of US aircraft” by 1 report, on the word "
         "of Donald Trump (1)."),
        ("Is the Qatar Airways deal worth $96bn?", 'conflicts --company "Qatar Airways" --field amount',
         "$96bn is told of “Qatar Airways signed up to buy $96bn of US aircraft” by 2 reports, on the word of AFP (1) "
         "and CNA (1)."),
        # none of whose figures differ
        ("Is the Swiss investment worth $300 billion?", "pledges --pledger Switzerland --kind investment",
         "No report here gives $300bn by Switzerland of the kind “investment”."),
        # which the figure names
        ("Did Micron promise $200bn?", "pledges --pledge 'Micron $200bn' --pledger Micron",
         "Yes, as 1 report tells it: announced."),
        ("Is the Swiss $200bn binding?", "pledges --pledge 'Swiss $200bn'",
         "Whether it binds is not told: none of 1 report says."),
        ("How much of the Swiss $200bn comes from Roche?", 'totals --recipient "United States" --pledger Roche',
         "Roche promised $50bn itself; no report counts any of it in “Switzerland to invest $200bn in the US”."),
        ("How much of the Korean $150bn is from Hanwha and Roche?",
         'totals --recipient "United States" --compare "Hanwha, Roche"',
         "Hanwha Group promised $5bn itself and Roche promised $50bn itself; reports count “Hanwha Group agreed to "
         "invest $5bn in the US” in “South Korea agreed to invest $150bn in the US”."),
    ],
)  # fmt: skip
def test_what_is_claimed_is_told_first(graph: TradeGraph, text: str, command: str, first: str) -> None:
    """Who tells the figure, or that none does; what companies promised and whether it is counted in."""
    (taken, table), *_ = graph.answered(text)
    assert taken.command.removeprefix("kg ask ") == command
    assert taken.unread == ()
    assert table.lead[: len(first)] == first
