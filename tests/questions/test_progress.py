"""A count beside a target: what is reached, what is missing, how fast it must go, and when that cannot be said."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.model.amounts import Quantity, quantity, say
from kg.questions.progress import Count, Outcome, Target, measure

QUARTER = (date(2020, 1, 1), date(2020, 3, 31))
SIGNED, DUE = date(2020, 1, 15), date(2020, 12, 31)


def counted(value: float, *, by: str = "CHN", unit: str = "USD") -> Count:
    return Count(quantity(value, unit=unit), QUARTER, frozenset({by}))


def aimed(
    value: float, *, start: date | None = SIGNED, deadline: date | None = DUE, by: str = "", **more: bool
) -> Target:
    return Target(quantity(value, unit="USD"), start, deadline, frozenset({by} - {""}), **more)


@pytest.mark.parametrize(
    ("count", "target", "share", "missing"),
    [
        (288.8e9, 502.4e9, "57.5", "$213.6bn"),
        (19.8e9, 43.2e9, "45.8", "$23.4bn"),
        (14.4e9, 35.7e9, "40.3", "$21.3bn"),
    ],
)
def test_published_arithmetic(count: float, target: float, share: str, missing: str) -> None:
    """What the Peterson Institute printed of Phase One comes out to the tenth of a percent."""
    found = measure(counted(count), aimed(target, beside=True))
    assert found.share == (Decimal(share), Decimal(share))
    assert found.shortfall is not None
    assert say(found.shortfall) == missing


def test_pace() -> None:
    """What is left is spread over the days from the count's end to the deadline."""
    found = measure(counted(40e9), aimed(100e9))
    assert found.needed is not None
    assert found.so_far is not None
    assert (say(found.needed), say(found.so_far)) == ("$6.64bn a month", "$13.4bn a month")


@pytest.mark.parametrize(
    ("count", "target", "why"),
    [
        (counted(1, unit="tonne"), aimed(2), "counted in tonnes, promised in US dollars"),
        (counted(1), aimed(2, increase=True), "is an increase"),
        (counted(1, by="USA"), aimed(2, by="CHN"), "set by China, counted by the United States"),
        (Count(quantity(1, unit="USD"), (QUARTER[0], None)), aimed(2), "period is not told"),
        (Count(quantity(1, unit="USD"), None), Target(quantity(2, unit="USD", recurrence="per_year")), "period is not"),
        (counted(1), aimed(2, start=date(2020, 2, 1)), "before the pledge of 2020-02"),
        (counted(1), aimed(2, deadline=date(2020, 2, 1)), "runs past the deadline"),
        (counted(1), Target(quantity(2, unit="USD", recurrence="per_year"), SIGNED, DUE), "not over whole years"),
    ],
)
def test_what_does_not_fit(count: Count, target: Target, why: str) -> None:
    """Another unit, measure or period gives no figure at all, and the reason."""
    found = measure(count, target)
    assert why in found.why
    assert found == Outcome(why=found.why)


def test_a_count_without_days_is_a_share_and_no_shortfall() -> None:
    """It counts what came of that promise, which is told in all; how much is still to come is open."""
    found = measure(Count(quantity(1, unit="USD"), None), aimed(4))
    assert found == Outcome((Decimal("25.0"), Decimal("25.0")), why="the count's period is not told")


def test_a_late_count_is_a_share_and_no_shortfall() -> None:
    """What came before the count may have been delivered too: nothing is said to be missing."""
    found = measure(counted(1), aimed(4, start=date(2019, 6, 1)))
    assert found.share == (Decimal("25.0"), Decimal("25.0"))
    assert found.shortfall is None
    assert found.needed is None
    assert "begins in 2020-01, and what came before is not in it" in found.why


def test_a_year_is_made_up_for_by_no_other() -> None:
    """A yearly target counts once a year, and what one year lacks gives no pace for the next."""
    year = Count(quantity(15, unit="USD"), (date(2020, 1, 1), date(2021, 12, 31)))
    found = measure(year, Target(quantity(10, unit="USD", recurrence="per_year"), SIGNED, date(2025, 12, 31)))
    assert found.share == (Decimal("75.0"), Decimal("75.0"))
    assert found.needed is None


@given(st.integers(1, 10**12), st.integers(1, 10**12))
def test_share_and_shortfall_agree(part: int, whole: int) -> None:
    """Nothing is missing exactly where the count reaches the target."""
    found = measure(counted(part), aimed(whole, beside=True))
    assert found.shortfall is not None
    assert (found.shortfall.interval.high == 0) == (part >= whole)


@pytest.mark.parametrize(
    ("count", "target", "share"),
    [
        (quantity(40, unit="USD", qualifier="at_least"), quantity(100, unit="USD"), ("40.0", None)),
        (quantity(40, unit="USD"), quantity(100, unit="USD", qualifier="at_least"), (None, "40.0")),
        (quantity(40, unit="USD", qualifier="up_to"), quantity(100, unit="USD", qualifier="up_to"), ("0.0", None)),
    ],
)
def test_an_open_end_leaves_the_share_open(
    count: Quantity, target: Quantity, share: tuple[str | None, str | None]
) -> None:
    """At least 40 of 100 is at least 40 percent, 40 of at least 100 at most; nothing is said of what is missing."""
    found = measure(Count(count, QUARTER), Target(target, SIGNED, DUE))
    assert found.share == tuple(None if end is None else Decimal(end) for end in share)
    if None in (count.interval.high, target.interval.high):
        assert (found.shortfall, found.needed, found.so_far) == (None, None, None)


def test_ranges_stay_ranges() -> None:
    """Least and most of what is missing follow from the far ends of count and target, and so does the pace."""
    found = measure(
        Count(quantity(low=40, high=50, unit="USD"), QUARTER),
        Target(quantity(low=100, high=120, unit="USD"), SIGNED, DUE),
    )
    assert found.share == (Decimal("33.3"), Decimal("50.0"))
    assert [say(each) for each in (found.shortfall, found.needed, found.so_far) if each] == [
        "$50–$80",
        "$5.53–$8.85 a month",
        "$13.4–$16.7 a month",
    ]


@pytest.mark.parametrize(
    ("promised", "share"),
    [
        (quantity(14e6, unit="tonne", qualifier="up_to"), (Decimal("3.8"), None)),
        (quantity(14e6, unit="tonne", qualifier="at_least"), (None, Decimal("3.9"))),
        (quantity(14e6, unit="tonne"), (Decimal("3.9"), Decimal("3.9"))),
    ],
)
def test_a_bound_alone_is_rounded_to_what_holds(promised: Quantity, share: tuple[Decimal | None, ...]) -> None:
    """544,000 of at most 14m tonnes are 3.886%: at least 3.8%, not at least 3.9%."""
    assert measure(Count(quantity(544e3, unit="tonne"), None), Target(promised)).share == share
