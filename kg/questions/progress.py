"""A count beside a target, pure: what share, what is missing, how fast it would have to go; or why that cannot be said.

A count measures a target only if both are in one unit, counted the same way (a country's customs do not measure what
the other country's statistics set), and if the count's days lie within the target's. What falls short is said only of
counts that start with the target; a pace only where the target has a last day. A count without days is a share of
what was promised in all.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_UP, Decimal

from kg.model import codes
from kg.model.amounts import Quantity, say
from kg.model.intervals import Interval
from kg.model.phrases import listed, with_article

__all__ = ["Count", "Days", "Outcome", "Target", "measure"]

Days = tuple[date | None, date | None]

_MONTH = Decimal("30.436875")  # days, over the Gregorian calendar's 400 years
_YEAR_ENDS = ((1, 1), (12, 31))
_UNTOLD = "the count's period is not told"
_TENTH = Decimal("0.1")


@dataclass(frozen=True, slots=True)
class Count:
    """What was counted: over which days, and codes of the countries whose count it is.

    `resumed`: it is of one day, after delivery had been stopped. "The first jet since April" is no count of all that
    came before the halt too.
    """

    quantity: Quantity
    days: Days | None
    by: frozenset[str] = frozenset()
    resumed: bool = False


@dataclass(frozen=True, slots=True)
class Target:
    """What it is set against. `beside`: the count's own report sets it beside the count, so days and way fit."""

    quantity: Quantity
    start: date | None = None
    deadline: date | None = None
    by: frozenset[str] = frozenset()
    increase: bool = False
    beside: bool = False


@dataclass(frozen=True, slots=True)
class Outcome:
    """Percent reached; what is missing; what each month needs from the count's end to the deadline, and had so far.

    `why` says what could not be measured. Percentages are rounded to a tenth.
    """

    share: tuple[Decimal | None, Decimal | None] | None = None
    shortfall: Quantity | None = None
    needed: Quantity | None = None
    so_far: Quantity | None = None
    why: str = ""


def measure(count: Count, target: Target) -> Outcome:
    """The outcome of one count against one target."""
    if why := _misfit(count, target):
        return Outcome(why=why)
    one, whole = count.quantity.base, _for_days(count, target).base
    share = _share(one.interval, whole.interval)
    if target.beside:
        return Outcome(share, _missing(one, whole))
    late = _late(count, target) if count.days else _UNTOLD
    if late:
        return Outcome(None if count.resumed else share, why=late)
    missing = _missing(one, whole)
    needed = _needed(count, target, missing)
    return Outcome(share, missing, needed, _so_far(count) if needed else None)


def _misfit(count: Count, target: Target) -> str:
    """Why a count does not measure a target at all; nothing if it does."""
    one, two = count.quantity.base, target.quantity.base
    if one.unit != two.unit:
        return f"counted in {codes.plural(one.unit)}, promised in {codes.plural(two.unit)}"
    if target.beside:
        return ""
    if target.increase:
        return f"{say(target.quantity)} is an increase, and the count is not"
    if target.by and count.by and target.by.isdisjoint(count.by):
        return f"{say(target.quantity)} is set by {_names(target.by)}, counted by {_names(count.by)}"
    if count.days is None and target.quantity.recurrence == "total":
        return ""  # it is a count of that promise, from whatever day on
    if count.days is None or None in count.days:
        return _UNTOLD
    return _outside(count.days, target)


def _outside(days: Days, target: Target) -> str:
    start, end = days
    if target.quantity.recurrence != "total":
        whole_years = start and end and ((start.month, start.day), (end.month, end.day)) == _YEAR_ENDS
        if target.quantity.recurrence != "per_year" or not whole_years:
            return f"the target is {say(target.quantity)}, the count is not over whole years"
    if target.start and start and (start.year, start.month) < (target.start.year, target.start.month):
        return f"the count starts in {start:%Y-%m}, before the pledge of {target.start:%Y-%m}"
    if target.deadline and end and end > target.deadline:
        return f"the count runs past the deadline of {target.deadline}"
    return ""


def _late(count: Count, target: Target) -> str:
    """Why a count within the target's days is no count of all of them so far."""
    start = count.days[0] if count.days else None
    if target.quantity.recurrence != "total" or start is None:
        return ""
    if target.start is None:
        return "the day of the pledge is not told, so what came before the count is open"
    if (start.year, start.month) > (target.start.year, target.start.month):
        return f"the count begins in {start:%Y-%m}, and what came before is not in it"
    return ""


def _for_days(count: Count, target: Target) -> Quantity:
    """The target over the count's days: a yearly one times the years."""
    if target.quantity.recurrence == "total" or not count.days or not count.days[0] or not count.days[1]:
        return target.quantity
    years = Decimal(count.days[1].year - count.days[0].year + 1)
    return Quantity(target.quantity.interval.times(years, years), target.quantity.unit)


def _share(part: Interval, whole: Interval) -> tuple[Decimal | None, Decimal | None]:
    """Least and greatest percentage; None where it has no bound."""
    least = part.low / whole.high if part.low is not None and whole.high else None
    most = part.high / whole.low if part.high is not None and whole.low else None
    # a bound alone is rounded away from the other side: "at least 3.9%" is false of 3.886%
    down, up = (ROUND_FLOOR if most is None else ROUND_HALF_UP), (ROUND_CEILING if least is None else ROUND_HALF_UP)
    low = None if least is None else (least * 100).quantize(_TENTH, down)
    high = None if most is None else (most * 100).quantize(_TENTH, up)
    return low, high


def _missing(part: Quantity, whole: Quantity) -> Quantity | None:
    """What is left to deliver, at least 0; None where an end is open."""
    one, two = part.interval, whole.interval
    if one.low is None or one.high is None or two.low is None or two.high is None:
        return None
    zero = Decimal(0)
    return Quantity(Interval(max(two.low - one.high, zero), max(two.high - one.low, zero)), part.unit)


def _needed(count: Count, target: Target, missing: Quantity | None) -> Quantity | None:
    end = count.days[1] if count.days else None
    if missing is None or end is None or target.deadline is None or target.deadline <= end:
        return None
    if target.quantity.recurrence != "total":  # what a year lacks cannot be made up in the next
        return None
    return _a_month(missing, (target.deadline - end).days)


def _so_far(count: Count) -> Quantity | None:
    if not count.days or not count.days[0] or not count.days[1]:
        return None
    return _a_month(count.quantity.base, (count.days[1] - count.days[0] + timedelta(1)).days)


def _a_month(quantity: Quantity, days: int) -> Quantity | None:
    """A quantity spread evenly over days, as so much a month, to three digits."""
    low, high = quantity.interval.low, quantity.interval.high
    if low is None or high is None:
        return None
    ends = [_three_digits(end * _MONTH / days) for end in (low, high)]
    return Quantity(Interval(ends[0], ends[1]), quantity.unit, "per_month")


def _three_digits(value: Decimal) -> Decimal:
    return value.quantize(Decimal(1).scaleb(value.adjusted() - 2)) if value else value


def _names(parties: frozenset[str]) -> str:
    return listed(sorted(with_article(item.label) for code in parties if (item := codes.party(code))), len(parties))
