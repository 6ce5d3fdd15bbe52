"""A sum of which only the side that gets it tells says so in its first sentence."""

from __future__ import annotations

from typing import Any

from worlds import loaded, told, usd

from kg.graph import TradeGraph
from kg.model.record import Record

_TRUMP = {"officials": [{"name": "Donald Trump", "country": "USA"}]}
_OF = "Pledges by Japan of the kind “investment” add up to"
_CARS: dict[str, Any] = {"kind": "investment", "products": ["cars"], "amounts": [usd(10e9)]}
_CHIPS: dict[str, Any] = {"kind": "investment", "products": ["chips"], "amounts": [usd(2e9)], "title": "Chips"}


def _lead(*records: Record) -> str:
    return TradeGraph(loaded(records)).totals(pledger="Japan", kind="investment").lead


def test_a_sum_on_no_word_of_who_promises_it_says_whose_word_it_is() -> None:
    """Of one figure in its clause; of several each by its pledge; nothing where who promises it speaks."""
    alone = told("Benzinga", "2025-10-28", **_CARS, attributed_to=["Donald Trump"], more=_TRUMP)
    own = told("NHK", "2025-10-28", **_CHIPS, said_by="JPN")
    assert (
        _lead(alone)
        == f"{_OF} $10bn, in 1 figure, told on no word of Japan, but that of Donald Trump (Benzinga, 2025-10-28)."
    )
    assert _lead(alone, own) == (
        f"{_OF} $12bn, in 2 figures. Told on no word of who promises it: $10bn of “Japan to invest $10bn in the"
        " US (cars)” (on that of Donald Trump)."
    )
    assert _lead(own) == f"{_OF} $2bn, in 1 figure."


def test_of_goods_counted_by_the_piece_their_number_comes_first() -> None:
    """Who asks for aircraft is told how many before what they cost; of other goods money comes first."""
    planes = {"value": 30, "unit": "aircraft", "qualifier": "exact"}
    jets = told("CNA", "2025-08-01", title="Jets", products=["aircraft"], amounts=[usd(5e9), planes])
    graph = TradeGraph(loaded([jets]))
    assert graph.totals(pledger="Japan", product="aircraft").lead.startswith(
        "Pledges by Japan on aircraft add up to 30 aircraft and $5bn, in 2 figures."
    )
    assert graph.totals(pledger="Japan").lead.startswith(
        "Pledges by Japan add up to $5bn and 30 aircraft, in 2 figures."
    )
