"""What a side gave for a rate on some goods is what it gave under the one agreement that has such a rate."""

from __future__ import annotations

from typing import Any

import pytest
from worlds import loaded, told

from kg.graph import TradeGraph

_ACT: dict[str, Any] = {"id": "m", "kind": "tariff", "action": "cut", "imposer": "USA", "targets": ["JPN"],
                        "products": ["cars"], "rate_percent": 15, "effective": "2025-08-07"}  # fmt: skip


def _deal(name: str, day: str, *contained: str) -> dict[str, Any]:
    held = {"id": "a", "name": name, "parties": ["JPN", "USA"], "date": day, "status": "signed"}
    return {"agreements": [{**held, "contains": [*contained]}]}


@pytest.fixture(scope="module")
def graph() -> TradeGraph:
    """Rice and wheat for a rate on cars, chips under another pact."""
    rice: dict[str, Any] = {"kind": "market_access", "products": ["rice"], "title": "Rice"}
    wheat: dict[str, Any] = {"kind": "market_access", "products": ["wheat"], "title": "Wheat"}
    cars = _deal("Car deal", "2025-08-01", "p", "m")
    return TradeGraph(
        loaded(
            [
                told("NHK", "2025-08-02", "signed", **rice, more={**cars, "measures": [_ACT]}),
                told("CNA", "2025-08-03", "signed", **wheat, more=_deal("Car deal", "2025-08-01", "p")),
                told("AFP", "2025-08-03", "signed", **wheat, more=_deal("Car deal", "2025-08-01", "p")),
                told(
                    "RTL",
                    "2025-10-29",
                    "signed",
                    products=["chips"],
                    more=_deal("Technology memorandum", "2025-10-28", "p"),
                ),
            ]
        )
    )


@pytest.mark.parametrize(
    ("text", "command"),
    [
        ("What did Japan give for the lower tariff on its cars?",
         'counterpart --country Japan --agreement "Japan–US car deal, 2025-08-01"'),
        ("What did Japan give in return for the tariff cut on cars?",
         'counterpart --country Japan --agreement "Japan–US car deal, 2025-08-01"'),
        ("What did Japan give for the tariff cut?", "counterpart --country Japan"),
        ("What did Japan give for the lower tariff on its steel?", "counterpart --country Japan"),
    ],
)  # fmt: skip
def test_an_agreement_without_such_a_rate_has_nothing_to_do_with_it(graph: TradeGraph, text: str, command: str) -> None:
    """Of a rate on no goods, or on goods that no agreement has, all is told."""
    (taken, _), *_ = graph.answered(text)
    assert taken.command.removeprefix("kg ask ") == command


def test_what_was_given_for_it_is_told_first(graph: TradeGraph) -> None:
    """Nothing of the other pact stands in the sentence."""
    (_, table), *_ = graph.answered("What did Japan give for the lower tariff on its cars?")
    assert table.lead == (
        "Given by Japan, by how many reports tell of it: “Japan signed up to open its market to US wheat” (2 reports) "
        "and “Japan signed up to open its market to US rice” (1 report). “Japan–US car deal, 2025-08-01” (signed; told "
        "of 2025-08-02 – 2025-08-03). Given under it: by Japan: “Japan signed up to open its market to US wheat” and "
        "“Japan signed up to open its market to US rice”; by the United States: “US cuts tariffs on Japanese cars to "
        "15%, 2025”."
    )
