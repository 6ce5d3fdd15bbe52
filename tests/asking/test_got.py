"""What a side got under its agreements is told first, with the rates before and after, then what it gave."""

from __future__ import annotations

from typing import Any

import pytest
from worlds import loaded, told

from kg.graph import TradeGraph

_CUT: dict[str, Any] = {"id": "m", "kind": "tariff", "action": "cut", "imposer": "USA", "targets": ["JPN"],
                        "rate_percent": 15, "rate_before": 25, "effective": "2025-07-22"}  # fmt: skip
_PACT: dict[str, Any] = {"id": "a", "name": "Japan-US deal", "parties": ["JPN", "USA"], "status": "agreed",
                         "contains": ["p", "m"]}  # fmt: skip
_RATE = "tariff of 15%, before 25%, by “US cuts tariffs on Japan to 15%, 2025”"
_UNDER = "Under “Japan–US deal, reported 2025-07-22” (agreed; told of 2025-07-22)."
_CHIPS = "“Japan to buy US chips, 2025-07”"
_TO_JAPAN = f"Japan was given, as told: {_RATE}. {_UNDER} Given for it: {_CHIPS}."
_TO_US = (
    f"The United States was given, as told: {_CHIPS}. {_UNDER} Given for it: “US cuts tariffs on Japan to 15%, 2025”."
)


@pytest.fixture(scope="module")
def graph() -> TradeGraph:
    """Chips for a lower tariff between Japan and the US; with Korea no deal, only beef that the US is to buy."""
    more = {"measures": [_CUT], "agreements": [_PACT]}
    beef: dict[str, Any] = {"pledgers": ["USA"], "recipients": ["KOR"], "products": ["beef"]}
    return TradeGraph(
        loaded([told("CNA", "2025-07-22", products=["chips"], more=more), told("KBS", "2025-07-22", **beef)])
    )


@pytest.mark.parametrize(
    ("text", "lead"),
    [
        ("What did Japan get in return for its promises to the US?", _TO_JAPAN),
        ("What did Japan get from the US?", _TO_JAPAN),
        ("What did Japan get out of its deal with the US?", _TO_JAPAN),
        ("What has the US given Japan in return?", _TO_JAPAN),
        ("What did the US get in return for its tariff cut for Japan?", _TO_US),
    ],
)
def test_what_a_side_got_stands_before_what_it_gave(graph: TradeGraph, text: str, lead: str) -> None:
    """The side that the text says, not always the one that is asked of."""
    [(_, table)] = graph.answered(text)
    assert table.lead == lead


def test_of_sides_without_an_agreement_what_was_promised_is_told(graph: TradeGraph) -> None:
    """No agreement is no answer that nothing was promised."""
    [(taken, table)] = graph.answered("What did Korea get from the US?")
    assert (taken.command, table.lead.partition(":")[0]) == (
        'kg ask pledges --pledger "United States" --recipient "South Korea"',
        "“US to buy South Korean beef, 2025-07”",
    )
    assert taken.notes[-1] == "What was promised, as nothing told here was given under an agreement of theirs:"
