"""Intervals against another implementation of them, the library portion, which nothing but this test uses."""

from __future__ import annotations

from decimal import Decimal

import portion
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.model.errors import AmountError
from kg.model.intervals import Interval

# few numbers, so that ends often touch; rounding plays no part here
ENDS = st.none() | st.integers(-3, 3).map(Decimal)


def theirs(low: Decimal | None, high: Decimal | None, low_open: bool, high_open: bool) -> portion.Interval:
    left = portion.OPEN if low is None or low_open else portion.CLOSED
    right = portion.OPEN if high is None or high_open else portion.CLOSED
    return portion.Interval.from_atomic(
        left, -portion.inf if low is None else low, portion.inf if high is None else high, right
    )


def oracle(one: Interval) -> portion.Interval:
    return theirs(one.low, one.high, one.low_open, one.high_open)


def from_there_on(one: Interval) -> portion.Interval:
    """All numbers that are not below every one of these."""
    return oracle(Interval(one.low, None, one.low_open))


@st.composite
def intervals(draw: st.DrawFn) -> Interval:
    low, high = draw(ENDS), draw(ENDS)
    if low is not None and high is not None:
        low, high = sorted((low, high))
    opens = [draw(st.booleans()) and (low is None or low != high) for _ in range(2)]
    return Interval(low, high, *opens)


@given(ENDS, ENDS, st.booleans(), st.booleans())
def test_an_interval_is_made_of_what_holds_a_number(
    low: Decimal | None, high: Decimal | None, low_open: bool, high_open: bool
) -> None:
    """Bounds that hold no number are refused, all others are kept."""
    expected = theirs(low, high, low_open, high_open)
    if expected.empty:
        with pytest.raises(AmountError):
            Interval(low, high, low_open, high_open)
    else:
        assert oracle(Interval(low, high, low_open, high_open)) == expected


@given(intervals(), intervals())
def test_relations(a: Interval, b: Interval) -> None:
    """Holding, overlapping and lying below are those of the sets of numbers."""
    assert a.contains(b) == (oracle(b) in oracle(a))
    assert a.overlap(b) == (not (oracle(a) & oracle(b)).empty)
    assert a.before(b) == (oracle(a) < oracle(b) and not a.overlap(b))


@given(intervals(), intervals())
def test_hull_and_larger(a: Interval, b: Interval) -> None:
    """The hull encloses the union; the larger of two numbers is one of either, and below neither whole interval."""
    both = oracle(a) | oracle(b)
    assert oracle(a.hull(b)) == both.enclosure
    assert oracle(a.larger(b)) == both & from_there_on(a) & from_there_on(b)


@given(intervals(), intervals())
def test_from_one_to_another(a: Interval, b: Interval) -> None:
    """From where one starts to where another ends, or an error where no number lies between."""
    expected = theirs(a.low, b.high, a.low_open, b.high_open)
    if expected.empty:
        with pytest.raises(AmountError):
            a.to(b)
    else:
        assert oracle(a.to(b)) == expected


@given(intervals(), intervals())
def test_sums(a: Interval, b: Interval) -> None:
    """A sum ends at the sum of the ends, and holds that number only if both intervals hold theirs."""
    total, one, two = oracle(a + b), oracle(a), oracle(b)
    for end in ("lower", "upper"):
        at, *ends = (getattr(each, end) for each in (total, one, two))
        if isinstance(at, Decimal):
            assert at == sum(ends)
            assert (at in total) == (ends[0] in one and ends[1] in two)
        else:
            assert not all(isinstance(each, Decimal) for each in ends)
