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
