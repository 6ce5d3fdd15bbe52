"""Dates as printed (EDTF, https://www.loc.gov/standards/datetime/) and the days they can mean.

The subset in use: `YYYY`, `YYYY-MM`, `YYYY-MM-DD`, quarters `YYYY-33` … `YYYY-36` (EDTF level 2), each with `~`
(about), `?` (uncertain) or `%` (both) behind it, and intervals `a/b` of which one end may be open (`..`).
"""

from __future__ import annotations

import calendar
import re
from datetime import date, timedelta

from kg.model.errors import InputError

__all__ = ["bounds", "check", "earliest", "first_day", "latest", "of_day", "say", "shifted"]

_SIMPLE = re.compile(r"([0-9]{4})(?:-([0-9]{2}))?(?:-([0-9]{2}))?[~?%]?")
_QUARTERS = range(33, 37)
_ORDINALS = ("first", "second", "third", "fourth")
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
        if low is None and high is None:
            raise InputError(f"{edtf!r} is no date: an interval has at least one end; allowed: {_SHAPES}")
        if low and high and low > high:
            raise InputError(f"the interval {edtf!r} ends before it starts")
        return low, high
    return _simple(edtf, edtf)


def _simple(text: str, whole: str) -> tuple[date, date]:
    match = _SIMPLE.fullmatch(text)
    if not match:
        raise InputError(f"{whole!r} is no date; allowed: {_SHAPES}")
    year = int(match[1])
    month, day = (int(part) if part else None for part in match.groups()[1:])
    start, end = (1, 12) if month is None else (month, month)
    if day is None and month is not None and month in _QUARTERS:
        start = 3 * _QUARTERS.index(month) + 1
        end = start + 2
    try:
        first = date(year, start, 1 if day is None else day)
    except ValueError as error:
        raise InputError(f"{whole!r} is no date: {error}") from None
    return first, _month_end(year, end) if day is None else first


def _month_end(year: int, month: int) -> date:
    return date(year, month, calendar.monthrange(year, month)[1])


def earliest(edtf: str | None) -> date | None:
    """First day of the expression, None without one."""
    return bounds(edtf)[0] if edtf else None


def latest(edtf: str | None) -> date | None:
    """Last day of the expression, None without one."""
    return bounds(edtf)[1] if edtf else None


def shifted(day: date, days: int) -> date:
    """The day so many days later (earlier, if negative); the calendar's first or last day where it ends before that."""
    try:
        return day + timedelta(days)
    except OverflowError:
        return date.max if days > 0 else date.min


def say(edtf: str) -> str:
    """The expression in words: "about 2025-06", "2025-07-03 to 2025-07-05", "first quarter of 2025", "from 2025"."""
    if "/" not in edtf:
        return _say(edtf)
    left, _, right = (end.replace("..", "") for end in edtf.partition("/"))
    if left and right:
        return f"{_say(left)} to {_say(right)}"
    return f"from {_say(left)}" if left else f"until {_say(right)}"


def _say(text: str) -> str:
    plain = text.rstrip("~?%")
    year, _, rest = plain.partition("-")
    if rest.isdecimal() and int(rest) in _QUARTERS:
        plain = f"{_ORDINALS[int(rest) - _QUARTERS[0]]} quarter of {year}"
    return {"~": "about ", "%": "about ", "?": "perhaps "}.get(text[-1], "") + plain


def check(edtf: str) -> str:
    """The expression itself if it is a date, else InputError."""
    bounds(edtf)
    return edtf


def first_day(text: str) -> date:
    """The day with which a plain day, month or year begins. InputError otherwise."""
    begin = bounds(text)[0]
    if begin is None:
        raise InputError(f"{text!r} has no first day; give a day such as 2025-06-01")
    return begin


def of_day(text: str) -> date:
    """A plain day such as `--as-of 2025-06-01`; a year or month gives its last day. InputError otherwise."""
    end = bounds(text)[1]
    if end is None:
        raise InputError(f"{text!r} has no last day; give a day such as 2025-06-01")
    return end
