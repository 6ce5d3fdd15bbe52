"""Dates as printed (EDTF, https://www.loc.gov/standards/datetime/) and the days they can mean.

The subset in use: `YYYY`, `YYYY-MM`, `YYYY-MM-DD`, quarters `YYYY-33` … `YYYY-36` (EDTF level 2), each with `~`
(about) or `?` (uncertain) behind it, and intervals `a/b` whose ends may be open (`..`).
"""

from __future__ import annotations

import calendar
import re
from datetime import date

from kg.errors import InputError

__all__ = ["bounds", "check", "earliest", "latest", "of_day"]

_SIMPLE = re.compile(r"(\d{4})(?:-(\d{2}))?(?:-(\d{2}))?[~?%]?")
_FIRST_QUARTER = 33
_SHAPES = "YYYY, YYYY-MM, YYYY-MM-DD, a quarter YYYY-33 to YYYY-36, each with ~ if about, or an interval a/b"


def bounds(edtf: str) -> tuple[date | None, date | None]:
    """First and last day the expression can mean; None at an open end.

    `~` and `?` do not widen the bounds: how far "around" reaches is for the reader, not for us.
    Raises InputError on anything that is no date.
    """
    if "/" in edtf:
        left, _, right = edtf.partition("/")
        low = None if left in ("", "..") else _simple(left, edtf)[0]
        high = None if right in ("", "..") else _simple(right, edtf)[1]
        if low and high and low > high:
            raise InputError(f"the interval {edtf!r} ends before it starts")
        return low, high
    return _simple(edtf, edtf)


def _simple(text: str, whole: str) -> tuple[date, date]:
    match = _SIMPLE.fullmatch(text)
    if not match:
        raise InputError(f"{whole!r} is no date; allowed: {_SHAPES}")
    year, month, day = (int(part) if part else None for part in match.groups())
    try:
        if month and _FIRST_QUARTER <= month < _FIRST_QUARTER + 4 and day is None:
            start = 3 * (month - _FIRST_QUARTER) + 1
            return date(year or 0, start, 1), _month_end(year or 0, start + 2)
        first = date(year or 0, 1 if month is None else month, 1 if day is None else day)
    except ValueError as error:
        raise InputError(f"{whole!r} is no date: {error}") from None
    if day is not None:
        return first, first
    return first, _month_end(first.year, 12 if month is None else first.month)


def _month_end(year: int, month: int) -> date:
    return date(year, month, calendar.monthrange(year, month)[1])


def earliest(edtf: str | None) -> date | None:
    """First day of the expression, None without one."""
    return bounds(edtf)[0] if edtf else None


def latest(edtf: str | None) -> date | None:
    """Last day of the expression, None without one."""
    return bounds(edtf)[1] if edtf else None


def check(edtf: str) -> str:
    """The expression itself if it is a date, else InputError."""
    bounds(edtf)
    return edtf


def of_day(text: str) -> date:
    """A plain day such as `--as-of 2025-06-01`; a year or month gives its last day. InputError otherwise."""
    end = bounds(text)[1]
    if end is None:
        raise InputError(f"{text!r} has no last day; give a day such as 2025-06-01")
    return end
