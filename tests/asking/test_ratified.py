"""Whether an agreement was ratified is told in the words of reports: that it was signed is no yes."""

from __future__ import annotations

import pytest
from worlds import loaded

from kg.graph import TradeGraph
from kg.model.record import Record


def _deal(country: str, evidence: str) -> Record:
    head = {"publisher": "CNA", "title": f"Trade, {country}", "published": "2026-02-23", "type": "reporting"}
    held = {"name": f"{country}–US deal", "parties": [country, "USA"], "status": "signed", "evidence": evidence}
    gas = {"id": "gas", "pledgers": [country], "recipients": ["USA"], "kind": "purchase", "status": "signed"}
    return Record.of({"report": head, "agreements": [{**held, "contains": ["gas"]}], "pledges": [gas]})


@pytest.fixture(scope="module")
def graph() -> TradeGraph:
    """A deal of Taiwan that is not ratified, and one of Malaysia of which no report says."""
    return TradeGraph(loaded([_deal("TWN", "The deal is not yet ratified."), _deal("MYS", "The deal is signed.")]))


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("Has Taiwan ratified the deal?",
         "Of ratification it is told: “The deal is not yet ratified” (CNA, 2026-02-23)."),
        ("Has Taiwan's parliament approved the trade agreement?", "Of ratification it is told: “The deal is not yet"),
        ("Is the Malaysia deal ratified?", "No report here tells of a ratification; “"),
        ("Where does the Taiwan deal stand?", "As far as told: “"),
    ],
)  # fmt: skip
def test_what_is_told_of_a_ratification_comes_first(graph: TradeGraph, text: str, first: str) -> None:
    """Else how the agreement stands."""
    [(taken, table)] = graph.answered(text)
    assert taken.question == "counterpart"
    assert table.lead.startswith(first)
