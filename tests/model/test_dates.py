"""EDTF: the days an expression can mean, and a clear no to what is no date."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.model import dates
from kg.model.errors import InputError


@pytest.mark.parametrize(
    ("edtf", "first", "last"),
    [
        ("2025", "2025-01-01", "2025-12-31"),
        ("2025-02", "2025-02-01", "2025-02-28"),
        ("2024-02~", "2024-02-01", "2024-02-29"),
        ("2025-05-28?", "2025-05-28", "2025-05-28"),
        ("2025-05-28%", "2025-05-28", "2025-05-28"),
        ("2025-33", "2025-01-01", "2025-03-31"),
        ("2025-36~", "2025-10-01", "2025-12-31"),
        ("2025-01/2025-06", "2025-01-01", "2025-06-30"),
        ("2025-05-28/2025-05-28", "2025-05-28", "2025-05-28"),
        ("2025/..", "2025-01-01", "None"),
        ("/2025", "None", "2025-12-31"),
        ("0001", "0001-01-01", "0001-12-31"),
        ("9999-12", "9999-12-01", "9999-12-31"),
    ],
)
def test_first_and_last_day(edtf: str, first: str, last: str) -> None:
    """The bounds of years, months, days, quarters and intervals; an open end has none."""
    assert tuple(map(str, dates.bounds(edtf))) == (first, last)
    assert (str(dates.earliest(edtf)), str(dates.latest(edtf))) == (first, last)
    assert dates.check(edtf) == edtf


@pytest.mark.parametrize(
    "text",
    [
        *("", "/", "../..", "soon", "2025-13", "2025-00", "2025-02-30", "2025-01-00", "2025-37", "2025-33-01", "0000"),
        *("25", "20255", "2025-5-28", "2025-05-28T10:00", "28.05.2025", "２０２５", "2025 ", "2025~~", "2025-05-28\n"),
        *("2025/2024", "2025/2026/2027", "2025-06/2025-05", "a/2025", "-2025", "2025-21"),
    ],
)
def test_what_is_no_date(text: str) -> None:
    """Refused with the text itself in the message."""
    with pytest.raises(InputError) as refused:
        dates.check(text)
    assert repr(text) in str(refused.value)


def test_the_message_names_the_shapes() -> None:
    """Somebody who wrote "May 2025" learns what to write."""
    with pytest.raises(InputError, match="YYYY-MM-DD, a quarter"):
        dates.check("May 2025")


@given(st.dates())
def test_a_day_means_itself(day: date) -> None:
    """A plain day has itself as both bounds, and lies within its month and its year."""
    assert dates.bounds(day.isoformat()) == (day, day)
    for length in (4, 7):
        low, high = dates.bounds(day.isoformat()[:length])
        assert low is not None
        assert high is not None
        assert low <= day <= high
        assert high == date.max or (high + timedelta(days=1)).day == 1


def test_nothing_has_no_bounds() -> None:
    """Without an expression there is no day."""
    assert dates.earliest(None) is dates.latest(None) is dates.earliest("") is None


def test_a_day_to_look_from() -> None:
    """`--as-of 2025` is its last day; an open end is refused."""
    assert dates.of_day("2025") == date(2025, 12, 31)
    assert dates.of_day("2025-05-28") == date(2025, 5, 28)
    with pytest.raises(InputError, match="no last day"):
        dates.of_day("2025/..")
