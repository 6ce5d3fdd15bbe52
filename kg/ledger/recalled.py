"""Since when a pledge stands that the first report of it only recalls: "ordered 100 aircraft in May 2016"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from kg.model.statement import Statement

__all__ = ["first_told", "one_month", "recalled"]

_YEAR = re.compile(r"\d{4}(?=$|[-/~])")
_MONTH = re.compile(r"\d{4}-(?:0\d|1[0-2])(?=$|[-/~])")  # no quarter


def first_told(claims: Sequence[Statement]) -> str:
    """The date of the earliest report as printed; empty where none is dated."""
    return min((item.report.published for item in claims if item.report.published), default="")


def recalled(claims: Sequence[Statement]) -> str | None:
    """The year in which it was made, where all claims that say when agree on one before the first report, if dated."""
    years = {match[0] for item in claims if (match := _YEAR.match(item.happened or ""))}
    first = first_told(claims)[:4]
    return years.pop() if len(years) == 1 and (not first or max(years) < first) else None


def one_month(claims: Sequence[Statement]) -> str | None:
    """The month in which it came about, where the claims that say when agree on one."""
    months = {match[0] if (match := _MONTH.match(item.happened)) else "" for item in claims if item.happened}
    return (months.pop() or None) if len(months) == 1 else None
