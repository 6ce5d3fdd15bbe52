"""The figure that a label leads with and a sum counts."""

from __future__ import annotations

from random import Random
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st
from worlds import claims, told, usd

from kg.ledger.figures import figures, leading, promised
from kg.ledger.label import label
from kg.ledger.state import state
from kg.model.statement import order

QUALIFIERS = ("exact", "about", "up_to", "at_least", "more_than")
told_amounts = st.lists(
    st.builds(usd, st.sampled_from([1e9, 5e9, 2e10, 7e11]), st.sampled_from(QUALIFIERS)), min_size=1, max_size=5
)


@settings(deadline=None, max_examples=40)  # the first example loads the code lists
@given(told_amounts, st.randoms())
def test_what_leads_is_never_narrower_than_its_rivals(amounts: list[dict[str, Any]], mix: Random) -> None:
    """It holds its rivals whole, leads in the label too, and does not depend on the order in which reports come."""
    records = [told(f"Outlet {n}", "2025-05-28", kind="investment", amounts=[item]) for n, item in enumerate(amounts)]
    held = sorted(claims(*records), key=order)
    found = promised(figures(held))
    first = leading(found)
    assert first is not None
    most = max(len(item.claims) for item in found)
    whole = first.quantity.interval
    for item in (each for each in found if len(each.claims) == most):
        assert whole.hull(item.quantity.interval) == whole
    assert first.said in label(state("https://w3id.org/tradekg/id/x", held))
    mix.shuffle(records)
    again = leading(promised(figures(sorted(claims(*records), key=order))))
    assert again is not None
    assert again.said == first.said


def won(value: float, **more: Any) -> dict[str, Any]:
    """An amount in won."""
    return {"value": value, "unit": "KRW", "as_printed": f"{value:g} won", "qualifier": "exact", **more}


def said(*records: list[dict[str, Any]]) -> list[str]:
    """The figures of one pledge told by so many outlets, each with its amounts."""
    each = [told(f"Outlet {n}", "2025-11-14", kind="investment", amounts=items) for n, items in enumerate(records)]
    return [item.said for item in figures(sorted(claims(*each), key=order))]


def test_a_conversion_far_from_its_original_is_no_figure() -> None:
    """Ten times too little: the original stands alone. What is off by a tenth, as an old rate may be, stays."""
    dollars = usd(7e9)
    assert said([dollars, won(1.0e12, converted=True)]) == ["$7bn"]
    assert said([dollars, won(9.2e12, converted=True)]) == ["$7bn", "₩9.2tn"]


def test_of_original_and_conversion_the_one_that_others_bear_out_stands() -> None:
    """Of "20 billion won ($20 billion)", where all others tell of dollars: the won are the slip."""
    slip = [won(2e10), {**usd(2e10), "converted": True}]
    assert said(slip, [usd(2e10)], [usd(2e10)]) == ["$20bn"]
    assert said(slip) == ["₩20bn"]
    assert said(slip, [won(2e10)]) == ["₩20bn"]
