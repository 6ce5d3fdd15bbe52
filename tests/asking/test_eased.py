"""Whether somebody eased its curbs is asked of its measures, before any pledge; what it got, of their agreement."""

from __future__ import annotations

from typing import Any

import pytest
from worlds import loaded, told

from kg.graph import TradeGraph

_GIVEN = 'counterpart --country China --agreement "China–US truce deal, 2025-10-30"'


def _control(name: str, action: str, day: str) -> dict[str, Any]:
    return {"id": name, "kind": "export_control", "action": action, "imposer": "CHN", "targets": ["ALL"],
            "products": ["rare_earths"], "effective": day}  # fmt: skip


@pytest.fixture(scope="module")
def graph() -> TradeGraph:
    """Export controls that were suspended under a deal, beans promised under another, and rare earths to export."""
    suspended = _control("m", "suspend", "2025-11-07")
    cut = {"id": "c", "kind": "tariff", "action": "cut", "imposer": "USA", "targets": ["CHN"], "rate_percent": 10,
           "effective": "2025-11-08"}  # fmt: skip
    deal = {"id": "a", "name": "Truce deal", "parties": ["CHN", "USA"], "date": "2025-10-30", "status": "agreed"}
    other = {**deal, "name": "Phase one deal", "date": "2020-01-15", "contains": ["p"]}
    beans: dict[str, Any] = {"pledgers": ["CHN"], "products": ["soybeans"], "title": "Beans"}
    export: dict[str, Any] = {"pledgers": ["CHN"], "kind": "other", "products": ["rare_earths"], "title": "Exports"}
    return TradeGraph(
        loaded(
            [
                told("NHK", "2025-04-05", **export, more={"measures": [_control("m", "impose", "2025-04-04")]}),
                told("CNA", "2025-11-08", **export,
                     more={"measures": [suspended, cut], "agreements": [{**deal, "contains": ["m", "c"]}]}),
                told("AFP", "2020-01-16", **beans, more={"agreements": [other]}),
            ]
        )
    )  # fmt: skip


@pytest.mark.parametrize("word", ["drop its curbs", "lift its export controls", "suspend its restrictions"])
def test_who_eased_its_curbs_is_told_by_the_acts_that_do(graph: TradeGraph, word: str) -> None:
    """Yes, with the act and what still holds; what was given for it is what that one's agreement has."""
    answers = graph.answered(f"Did China {word} on rare earths, and what did it get for that?")
    (first, eased), (second, given) = answers
    assert (first.question, second.command) == ("measures", "kg ask " + _GIVEN)
    assert eased.lead.partition(". ")[0] == (
        "Yes, as told: “China suspends export controls on rare earths, 2025” (from 2025-11-07, suspended); in"
        " force, as far as told: “China puts export controls on rare earths, 2025”"
    )
    assert given.lead == (
        "China was given, as told: tariff of 10%, by “US cuts tariffs on China to 10%, 2025”. Under"
        " “China–US truce deal, 2025-10-30” (agreed; told of 2025-11-08). Given for it: “China suspends export controls"
        " on rare earths, 2025”."
    )
    assert not first.unread
