"""Companies of a country that reports speak of without naming them are told so where they are asked for."""

from __future__ import annotations

import pytest
from worlds import loaded, told

from kg.graph import TradeGraph

_NONE = "What Japan itself promised, as nothing told here was promised by its companies themselves:"
_TOLD = "Told as pledges of Japan, as reports speak of its companies without naming them, “{text}” (CNA, 2025-05-28):"


@pytest.mark.parametrize(
    ("text", "note"),
    [
        ("Japanese firms signed memoranda for wheat.", _TOLD),
        ("Three large Japanese flour millers buy wheat.", _TOLD),
        ("Japan buys wheat from American companies.", _NONE),
        ("Japan buys wheat.", _NONE),
    ],
)
def test_unnamed_companies_are_no_companies_that_promised_nothing(text: str, note: str) -> None:
    """By the sentences of the reports; companies of another country are no such."""
    graph = TradeGraph(loaded([told("CNA", "2025-05-28", products=["wheat"], evidence=text)]))
    [(taken, table)] = graph.answered("Which Japanese companies promised to buy US wheat?")
    assert (taken.notes, len(table.rows)) == ([note.format(text=text.rstrip("."))], 1)


def test_a_group_that_a_claim_names_is_unnamed_companies() -> None:
    """As "Japanese wheat importers" among those that a claim mentions."""
    group = {"group": "Japanese wheat importers", "role": "buyer"}
    record = told("CNA", "2025-05-28", products=["wheat"], evidence="They buy wheat.", companies=[group])
    [(taken, _)] = TradeGraph(loaded([record])).answered("Which Japanese companies promised to buy US wheat?")
    assert taken.notes == [_TOLD.format(text="They buy wheat")]
