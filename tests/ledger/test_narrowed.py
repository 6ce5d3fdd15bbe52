"""Goods that are to come from one part of a country, or are of one sort."""

from __future__ import annotations

import pytest
from worlds import claims, told

from kg.ledger.narrowed import narrowed, of_place, sort_of
from kg.model import codes


@pytest.mark.parametrize(
    ("texts", "place"),
    [
        (["Japan explores a purchase of Alaskan liquefied natural gas."], "Alaska"),
        (["Japan may buy liquefied gas from the planned Alaska project."], "Alaska"),
        (["Eni buys LNG from Louisiana.", "Eni buys LNG."], None),  # half of them are not most
        (["Eni buys LNG from Louisiana.", "It is Louisiana gas.", "Eni buys LNG."], "Louisiana"),
        (["KOGAS buys LNG from plants in Texas and elsewhere."], None),
        (["The governor of Alaska welcomed a purchase of LNG."], None),
        (["West Virginia coal goes abroad."], "West Virginia"),
        ([], None),
    ],
)
def test_most_claims_narrow_goods_to_a_place(texts: list[str], place: str | None) -> None:
    """By a word before the goods or by "from"; a place that is only named narrows nothing."""
    held = claims(*(told(f"Outlet {n}", "2025-05-28", evidence=text) for n, text in enumerate(texts)))
    assert narrowed(held) == place


def test_goods_of_a_place_are_called_after_it() -> None:
    """An adjective where there is one."""
    assert (of_place("Alaska"), of_place("Louisiana")) == ("Alaskan", "Louisiana")


@pytest.mark.parametrize(
    ("printed", "sort"),
    [
        (["advanced computing chips", "high-end semiconductors", "H200 chips"], "advanced"),
        (["advanced AI chips", "chips"], ""),  # half of them are not most
        (["advanced chips", "chips", "advanced batteries"], ""),
        (["legacy chips"], "legacy"),
        (["chips"], ""),
    ],
)
def test_most_claims_narrow_goods_to_a_sort(printed: list[str], sort: str) -> None:
    """By a word that claims print before their name, or before that of some of them; other goods tell nothing."""
    held = claims(*(told(f"Outlet {n}", "2026-01-14", products=[name]) for n, name in enumerate(printed)))
    assert sort_of(held, codes.iri("product", "chips")) == sort
