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
