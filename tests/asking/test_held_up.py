"""Agreements and talks that do not move, or may not hold, are told in the words of reports."""

from __future__ import annotations

from typing import Any

import pytest
from worlds import loaded

from kg.graph import TradeGraph
from kg.model.record import Record


def _record(publisher: str, day: str, **events: Any) -> Record:
    head = {"publisher": publisher, "title": f"Trade, {day}", "published": day, "type": "reporting"}
    return Record.of({"report": head, **events})


def _deal(publisher: str, day: str, country: str, **more: Any) -> Record:
    held = {"name": f"{country}–US trade deal", "parties": [country, "USA"], "status": "agreed", "date": "2026-02-07"}
    return _record(publisher, day, agreements=[{**held, **more}])


_WORLD = (
    _deal("CNA", "2026-02-07", "IND", evidence="India and the US agreed."),
    _deal("Dhanam", "2026-02-21", "IND", evidence="India has put the deal on hold."),
    _deal("NHK", "2026-02-07", "JPN", evidence="Japan and the US agreed."),
    _record("Mint", "2026-02-23", talks=[{"parties": ["IND", "USA"], "date": "2026-02-23"}]),
)
_SAID = "Told as held up or in doubt: "
_NONE = "No report here tells of agreements or talks that they are held up or in doubt."


@pytest.mark.parametrize(
    "text",
    [
        "Is the India deal in doubt?",
        "Is the trade agreement with India on hold?",
        "Which trade deals are stalled?",
        "Are the talks between India and the US suspended?",
        "Which trade talks are frozen?",
    ],
)
def test_what_is_held_up_is_told_with_the_sentence_that_says_so(text: str) -> None:
    """Whether agreements or talks are asked for: who asks for the one means the other as well."""
    [(_, table), *_] = TradeGraph(loaded(_WORLD)).answered(text)
    assert "“India has put the deal on hold” (Dhanam, 2026-02-21)" in table.lead.partition(_SAID)[2]


def test_where_nothing_is_told_so_that_is_said() -> None:
    """Of another side's deal."""
    [(_, table), *_] = TradeGraph(loaded(_WORLD)).answered("Is the Japan deal in doubt?")
    assert table.lead.startswith(_NONE)
