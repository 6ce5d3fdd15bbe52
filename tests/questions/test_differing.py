"""On what reports of a pledge are told to differ: the whole list of values, and in which sense a figure is meant."""

from __future__ import annotations

from typing import Any

import pytest
from worlds import loaded, usd, yen
from worlds import told as telling

from kg.query.reader import Reader
from kg.query.sources import Sources
from kg.questions.benefits.differing import differing
from kg.questions.catalogue import ask

OUTLETS = ("ATW", "BBC", "CNA", "NHK", "AFP", "RTL", "UPI", "EFE", "DPA")
BEANS: dict[str, Any] = {"pledgers": ["CHN"], "products": ["soybeans"], "title": "Beans", "evidence": "Beans."}


def tonnes(value: float, qualifier: str = "exact", **more: Any) -> dict[str, Any]:
    """So many tonnes."""
    return {"value": value, "unit": "tonne", "qualifier": qualifier, **more}


def said(*amounts: dict[str, Any]) -> list[str]:
    """What is told of the figures that reports give, one each."""
    told = (telling(OUTLETS[n], f"2025-11-0{n + 1}", amounts=[each], **BEANS) for n, each in enumerate(amounts))
    store = loaded(list(told))
    [pledge] = {row["pledge"] for row in ask(store, "pledges")}
    return list(differing(Reader(store, "latest", {}), pledge, Sources.of(store).claims(pledge)))


YEARLY = {"recurrence": "per_year"}


@pytest.mark.parametrize(
    ("amounts", "expected"),
    [
        (
            [tonnes(25e6, **YEARLY), tonnes(25e6, **YEARLY), tonnes(25e6, "at_least", **YEARLY)],
            "the figure is a minimum: 25m tonnes a year (2) or at least 25m tonnes a year (1)",
        ),
        (
            [tonnes(25e6, **YEARLY), tonnes(25e6, **YEARLY), tonnes(25e6)],
            "the figure is for each year: 25m tonnes a year (2) or 25m tonnes (1)",
        ),
        (
            [tonnes(25e6, **YEARLY), tonnes(25e6, **YEARLY), tonnes(25e6, "up_to"), tonnes(25e6, "at_least", **YEARLY)],
            "the figure is a limit or a minimum and whether it is for each year: "
            "25m tonnes a year (2), at least 25m tonnes a year (1) or up to 25m tonnes (1)",
        ),
        ([tonnes(25e6), tonnes(25e6, "about")], ""),
        ([tonnes(25e6, "up_to"), tonnes(25e6, "up_to")], ""),
    ],
)
def test_in_which_sense_a_figure_is_meant(amounts: list[dict[str, Any]], expected: str) -> None:
    """As a limit, as a minimum, for each year; what most tell first."""
    assert said(*amounts) == ([f"Reports differ on whether {expected}."] if expected else [])


def test_a_list_of_sums_is_whole() -> None:
    """With what is near one of them, and what is taken for an error; a single sum has no list."""
    rivals = [usd(8.1e9), usd(8.1e9), usd(8.1e9), usd(10e9), usd(7.8e9), usd(0.81e9)]
    assert said(*rivals) == [
        "Reports differ on the amount: $8.1bn (3), $10bn (1) or $7.8bn (1); "
        "$810m (RTL, 2025-11-06) is taken for a slip, ten times too small."
    ]
    assert said(*[usd(8.1e9)] * 3, usd(0.81e9)) == []


def test_a_slip_in_another_currency_is_told_as_it_is_given() -> None:
    """Who prints yen prints no dollars."""
    small = [usd(55e9, as_printed="$55 billion"), yen(8.4e12, "exact", as_printed="8.4 trillion yen")]
    assert said(*[usd(550e9)] * 6, usd(650e9), *small)[0] == (
        "Reports differ on the amount: $550bn (6) or $650bn (1); $55bn (EFE, 2025-11-08) or ¥8.4tn (dpa, 2025-11-09) "
        "is taken for a slip, ten times too small."
    )
