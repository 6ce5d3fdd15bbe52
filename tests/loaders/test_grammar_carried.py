"""Rates of sentences that go on about a measure without naming who imposes it."""

from __future__ import annotations

import pytest

from kg.loaders.grammar import extract
from kg.model.record import Report

OPENS = "Kenya will raise tariffs on goods from Peru, the ministry said on Monday.\n\n"
Told = tuple[str, str, str, str, str, str]


def told(text: str) -> list[Told]:
    """(imposer, targets, action, rate, rate before, goods) of every measure after the first."""
    record = extract(text, Report(publisher="Harbour Gazette", title="t", published="2031-03-04"))[0]
    return [
        (
            each.imposer,
            ",".join(each.targets),
            each.action,
            f"{each.rate_percent}",
            f"{each.rate_before}",
            ",".join(good.name for good in each.products),
        )
        for each in record.measures
        if each.rate_percent is not None
    ]


@pytest.mark.parametrize(
    ("goes_on", "measures"),
    [
        ("On copper it goes from 5 percent to 20 percent.", [("KEN", "PER", "raise", "20", "5", "copper")]),
        ("Coffee will go to 15 percent next year.", [("KEN", "PER", "impose", "15", "None", "coffee")]),
        ("COPPER: 25 percent.", [("KEN", "PER", "raise", "25", "None", "COPPER")]),
        (
            "It will be 30 percent on wheat and 10 percent on sugar.",
            [("KEN", "PER", "impose", "30", "None", "wheat"), ("KEN", "PER", "impose", "10", "None", "sugar")],
        ),
        ("For Chile the rate is 12%.", [("KEN", "CHL", "impose", "12", "None", "")]),
    ],
)
def test_a_rate_told_on(goes_on: str, measures: list[Told]) -> None:
    """Imposer, targets and kind are those of the measure told before; the direction is read off two rates."""
    assert told(OPENS + goes_on) == measures


@pytest.mark.parametrize(
    "goes_on",
    [
        "Copper exports rose 12 percent last year.",
        "Copper futures shed 3 percent.",
        "The economy grew 4 percent on copper.",
        "It will raise its purchases of wheat by 75%.",
        "Peru accounts for 9 percent of imports of copper.",
    ],
)
def test_percentages_that_are_no_rates(goes_on: str) -> None:
    """Growth, shares, prices and by how much something rises are no tariffs."""
    assert told(OPENS + goes_on) == []


def test_not_far_from_the_measure() -> None:
    """Four sentences later a percentage belongs to something else."""
    between = "The port is old. Its cranes are new. Ships wait. People talk. "
    assert told(OPENS + between + "Copper: 25 percent.") == []
