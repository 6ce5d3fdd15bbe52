"""How near two stated figures are, from 1 (one figure) to -1 (two promises): rounding, multiples, slips of the pen."""

from __future__ import annotations

import math
from functools import cache

from kg.model import codes
from kg.model.statement import Magnitude

__all__ = ["converted", "figure", "fine"]

_LEVEL = "level"
_TOTAL = "total"
_SLACK = 0.011  # two figures so near (as logarithms) are one figure, rounded
_ABOUT = 0.052  # … and so near nearly one
_FX = 0.04  # the same for figures of which one was converted here


@cache
def figure(one: Magnitude, two: Magnitude) -> float | None:
    """How alike two stated figures are; None for other units, unless the number is the same in another currency."""
    (unit, often, low, high), (unit_2, often_2, low_2, high_2) = one, two
    if unit != unit_2:
        return 0.3 if high == high_2 and {unit, unit_2} <= codes.currencies() else None
    if often != often_2 and _LEVEL in (often, often_2):
        return -1.0  # a stock to be reached is not a flow
    apart = min(_apart(x, y) for x in {low, high} for y in {low_2, high_2})
    if often != often_2:
        if _TOTAL in (often, often_2) and (high > high_2) != (often == _TOTAL) and apart > _ABOUT:
            return -1.0  # what comes each year is never more than the whole
        return 0.5 if apart <= _SLACK else 0.0 if _times(apart) else -0.6
    if apart <= _SLACK:
        return 1.0
    if apart <= _ABOUT:
        return 0.6
    if low < high or low_2 < high_2:
        if low <= high_2 and low_2 <= high:
            return 0.4
    elif _digits(high) == _digits(high_2) and len(_digits(high)) > 1:
        return 0.1  # a slip of a thousand or ten
    if unit not in codes.currencies():
        return -1.0  # money is rounded and converted, things are counted
    return max(-1.0, 0.4 - 1.4 * (apart - _ABOUT) / 0.25)


def converted(one: Magnitude, two: Magnitude) -> float | None:
    """The same for figures of one unit of which one was converted at the day's rate."""
    if one[0] != two[0] or one[1] != two[1]:
        return None
    apart = min(_apart(x, y) for x in one[2:] for y in two[2:])
    return 0.9 if apart <= _FX else max(-1.0, 0.4 - 1.4 * (apart - _FX) / 0.25)


def _apart(x: float, y: float) -> float:
    return math.log(max(x, y) / min(x, y)) if x > 0 and y > 0 else 0.0 if x == y else 9.0


def _times(apart: float) -> bool:
    """A whole multiple of at most five: so much a year for some years."""
    ratio = math.exp(apart)
    return round(ratio) <= 5 and abs(ratio - round(ratio)) < 0.02


def _digits(value: float) -> str:
    return f"{value:.3e}".split("e")[0].replace(".", "").rstrip("0")


def fine(one: Magnitude, two: Magnitude) -> float:
    """A figure of four digits singles an event out, one of one digit hardly."""
    return max(0, min(len(_digits(one[3])), len(_digits(two[3]))) - 1) / 3
