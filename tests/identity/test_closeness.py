"""How near two figures are: the margins within which they are one, nearly one, or two."""

from __future__ import annotations

import pytest

from kg.identity.closeness import converted, figure
from kg.model.statement import Magnitude


def one(value: float, unit: str = "USD", often: str = "total") -> Magnitude:
    return unit, often, value, value


@pytest.mark.parametrize(
    ("percent", "least", "most"), [(0, 1.0, 1.0), (1, 1.0, 1.0), (2, 0.6, 0.6), (5, 0.6, 0.6), (8, 0.1, 0.35)]
)
def test_figures_stated_in_one_currency(percent: int, least: float, most: float) -> None:
    """Within a hundredth they are one figure, within a twentieth nearly, beyond that less the further apart."""
    assert least <= (figure(one(550e9), one(550e9 * (1 + percent / 100))) or 0) <= most


@pytest.mark.parametrize(("percent", "same"), [(0, True), (3.9, True), (4.5, False), (20, False)])
def test_a_conversion_of_ours_may_miss_by_four_percent(percent: float, same: bool) -> None:
    """A figure that was converted here is one with the stated one within four percent, and less so beyond."""
    found = converted(one(6.94e9), one(6.94e9 * (1 + percent / 100)))
    assert found is not None
    assert (found == 0.9) == same
    assert same or found < 0.4


def test_other_units_and_rhythms_are_no_conversion() -> None:
    """Only figures of one unit and recurrence can be compared so."""
    assert converted(one(1e9), one(1e9, "EUR")) is None
    assert converted(one(1e9), one(1e9, often="per_year")) is None


@pytest.mark.parametrize(("low", "high", "worth"), [(70, 80, 0.4), (20, 60, 0.4), (200, 300, -1.0)])
def test_ranges_that_overlap_may_be_one(low: float, high: float, worth: float) -> None:
    """A figure between the ends of another speaks for one, however far from either; ranges apart are two promises."""
    assert figure(("USD", "total", 50, 100), ("USD", "total", low, high)) == worth


def test_nothing_is_near_nothing_alone() -> None:
    """Two figures of zero are one, and zero is far from any other figure."""
    assert figure(one(0), one(0)) == 1.0
    assert figure(one(0), one(1)) == -1.0


def test_the_whole_is_no_less_than_what_comes_each_year() -> None:
    """Five a year may be ten in all, but five in all is never twenty-five a year, though a fifth of it."""
    assert figure(one(10e6, "tonne"), one(5e6, "tonne", "per_year")) == 0.0
    assert figure(one(5e6, "tonne"), one(25e6, "tonne", "per_year")) == -1.0
    assert figure(one(25e6, "tonne", "per_year"), one(5e6, "tonne")) == -1.0


def test_things_are_counted() -> None:
    """Ten and twelve million tonnes are two pledges; sums of money so far apart may be one, rounded or mistaken."""
    assert figure(one(10e6, "tonne"), one(12e6, "tonne")) == -1.0
    assert (figure(one(10e9), one(12e9)) or 0) > -0.5
