"""Amounts: intervals with unit and recurrence; how two of them compare; how they are said.

A `Quantity` keeps the figure as stated, apart from what the statement admits (`Quantity.interval`):

* the qualifier: up to 50 admits [0, 50], less than 50 [0, 50), at least 50 [50, ∞), more than 50 (50, ∞),
  about 50 ±5%;
* rounding: half the last significant digit as printed, at most ±5%, nothing where no print is at hand.

`compare` sets statements side by side, not intervals ("up to $550bn" and "$400bn" are rivals, though 400 is
below 550); `Quantity.__add__` works on intervals. All arithmetic is exact but for conversion between
currencies. What `compare` needs of a quantity is worked out once and kept with it.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, replace
from datetime import date
from decimal import ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_EVEN, Context, Decimal
from functools import cache, cached_property
from typing import Literal

from kg.model import codes
from kg.model.errors import AmountError
from kg.model.intervals import DIGITS, EXACT, Band, Interval, Number, largest_product, least_product, number, plain
from kg.model.rates import Rates

__all__ = [
    "ABOUT", "FX", "ROUNDING_CAP",
    "Comparison", "Quantity",
    "compare", "equivalent", "quantity", "rounded", "rounding", "say",
]  # fmt: skip

ABOUT = Decimal("0.05")  # "about" and its like: this share of the figure either way
ROUNDING_CAP = Decimal("0.05")  # "$1 trillion" is not $0.5tn to $1.5tn
FX = Decimal("0.01")  # a newsroom's rate is this near to some rate of the window
_KEPT, _SHORT = 3, 2  # digits a sentence keeps as they are, and those it cuts longer figures to
FX_DIGITS = 6  # the rates have no more, so a converted figure has none either

Comparison = Literal["consistent", "rival", "incomparable"]

_FX = Context(prec=FX_DIGITS)
_ZERO, _ONE = Decimal(0), Decimal(1)
_NUMBER = re.compile(r"\d+(?:,\d+)*(?:\.\d+)?")


@dataclass(frozen=True)  # no slots: what is worked out of the fields is kept beside them
class Quantity:
    """A figure as stated: one number (low = high) or a range; `slack` is how far its rounding reaches.

    `unit`, `qualifier` and `recurrence` are codes of those lists. A sum is a range with qualifier exact.
    `quantity` makes one from the fields of a record's amount and checks the codes.
    """

    figure: Interval
    unit: str
    recurrence: str = "total"
    qualifier: str = "exact"
    slack: Decimal = _ZERO

    @cached_property
    def interval(self) -> Interval:
        """What the statement admits: its figure widened by qualifier and rounding."""
        low, high, figure = self._around(self.figure.low), self._around(self.figure.high), self.figure
        least, most = low[0] if low else None, high[1] if high else None
        match self.qualifier:
            case "up_to" | "less_than":
                is_open = self.qualifier == "less_than"
                if self._single:  # nothing is promised below 0, unless the figure itself lies there
                    least = _ZERO if most is not None and (most > 0 or (most == 0 and not is_open)) else None
                return Interval(least, most, high_open=is_open)
            case "at_least" | "more_than":
                return Interval(least, None, low_open=self.qualifier == "more_than")
            case _:
                return Interval(least, most, figure.low_open, figure.high_open)

    @property
    def _single(self) -> bool:
        return self.figure.low is not None and self.figure.low == self.figure.high

    def _around(self, bound: Decimal | None) -> Band | None:
        """A stated bound with its margin either way: rounding, or `ABOUT` where that is more."""
        if bound is None:
            return None
        about = EXACT.multiply(bound.copy_abs(), ABOUT) if self.qualifier == "about" else _ZERO
        margin = max(self.slack, about)
        return number(EXACT.subtract(bound, margin)), number(EXACT.add(bound, margin))

    @cached_property
    def ends(self) -> tuple[Band | None, Band | None]:
        """Low and high end with their margins, each None where the statement does not speak of it.

        Up to 50 speaks of the high one alone, a plain 50 of both.
        """
        low, high = self._around(self.figure.low), self._around(self.figure.high)
        if self.qualifier in ("up_to", "less_than") and self._single:
            low = None
        if self.qualifier in ("at_least", "more_than"):
            high = None
        return low, high

    @cached_property
    def base(self) -> Quantity:
        """The same quantity in its unit's base unit (2 gigawatt → 2000 megawatt); itself where it is in one.

        Raises `UnknownName` for a unit in no list.
        """
        unit, factor = codes.base_unit(self.unit)
        if unit == self.unit:
            return self
        slack = EXACT.multiply(self.slack, factor)
        return replace(self, figure=self.figure.times(factor, factor), unit=unit, slack=slack)

    def __add__(self, other: Quantity) -> Quantity:
        """The sum of what the two admit. Raises `AmountError` naming both for other units or recurrences."""
        if (self.unit, self.recurrence) != (other.unit, other.recurrence):
            both = " and ".join(f"{say(each)} ({each.unit}, {each.recurrence})" for each in (self, other))
            raise AmountError(f"{both} do not add; allowed: the same unit and recurrence")
        return Quantity(self.interval + other.interval, self.unit, self.recurrence)


def rounding(value: Decimal, as_printed: str | None) -> Decimal:
    """Half the last significant digit with which `value` was printed; at most `ROUNDING_CAP` of it.

    The number in the print with the value's own leading digits counts, so magnitude words need not be read:
    6940000000 in "$6.94 billion" leaves 5000000 open, 550000000000 in "$550 billion by 2029" 5000000000.
    Zeros before the point are filling ("200 jets" may be 190), after it they are meant ("1.0"). A number in several
    words counts as a whole: "1조4600억" is as fine as 1.46tn. 0 without such a number.
    """
    mantissa = _mantissa(value)
    printed = _NUMBER.findall(as_printed or "")
    for found in (*printed, *([] if "." in "".join(printed) else ["".join(printed) or "0"])):
        digits = found.replace(",", "")
        if mantissa and _mantissa(Decimal(digits)) == mantissa:
            kept = digits.replace(".", "").lstrip("0") if "." in digits else mantissa
            half = EXACT.scaleb(Decimal(5), value.adjusted() - len(kept))
            return number(min(half, EXACT.multiply(value.copy_abs(), ROUNDING_CAP)))
    return _ZERO


def _mantissa(value: Decimal) -> str:
    """The significant digits: 1500000 and 1.5 both give "15", zero gives ""."""
    return "".join(map(str, value.as_tuple().digits)).strip("0")


def quantity(
    value: Number | None = None,
    low: Number | None = None,
    high: Number | None = None,
    *,
    unit: str,
    qualifier: str = "exact",
    recurrence: str = "total",
    as_printed: str | None = None,
) -> Quantity:
    """A record's amount as a quantity: either `value`, or both `low` and `high`.

    A range is as fine as its finer bound: in "96 to 200" the 200 is meant to the unit. Raises `AmountError`
    for figures that make no interval, `UnknownName` for a code in no list.
    """
    for name, code in (("unit", unit), ("qualifier", qualifier), ("recurrence", recurrence)):
        codes.concept(name, code)
    bounds = [number(each, DIGITS) for each in (low, high, value) if each is not None]
    if len(bounds) != (2 if value is None else 1):
        raise AmountError("an amount has either a value, or both low and high")
    slack = min(rounding(bound, as_printed) for bound in bounds)
    return Quantity(Interval(bounds[0], bounds[-1]), unit, recurrence, qualifier, slack)


def compare(a: Quantity, b: Quantity, *, on: date | None = None, rates: Rates | None = None) -> Comparison:
    """Whether two statements give the same figure. Symmetric; a statement is consistent with itself.

    Each end that both speak of must agree within the margins (rounding, about); where they share none ("at
    least 400", "up to 550") the intervals must overlap. So "up to $550bn" agrees with "$550bn": how it is
    qualified is a difference of the field `qualifier`, not of the figure. 96 to 200 and a plain 200 are
    rivals, since the range leaves open what the other fixes; 96 to 200 and up to 200 are not.

    Another recurrence is a rival: nothing is annualised. Currencies meet at any rate within the window round
    `on`, ± `FX`. Incomparable: a currency and a thing, two things, or currencies without a day, `rates` or a
    rate.
    """
    one, other, factors = a.base, b.base, None
    if one.unit != other.unit and not (one.unit in codes.currencies() and other.unit in codes.currencies()):
        return "incomparable"
    if one.recurrence != other.recurrence:
        return "rival"
    if one.unit != other.unit:
        if one.unit > other.unit:  # the same way round whichever comes first: 1/1.01 is not 0.99
            one, other = other, one
        found = rates.span(one.unit, other.unit, on) if rates and on else None
        if found is None:
            return "incomparable"
        factors = (EXACT.multiply(found[0], _ONE - FX), EXACT.multiply(found[1], _ONE + FX))
    return "consistent" if _agree(one, other, factors) else "rival"


def _agree(one: Quantity, other: Quantity, factors: Band | None) -> bool:
    """Whether each end that both speak of meets, `one` times the factors; where they share none, the intervals.

    Called for every pair of claims, so it makes no `Interval` unless the last resort needs one.
    """
    shared = False
    for mine, theirs in zip(one.ends, other.ends, strict=True):
        if mine and theirs:
            shared = True
            low, high = (least_product(mine[0], factors), largest_product(mine[1], factors)) if factors else mine
            if high < theirs[0] or theirs[1] < low:
                return False
    return shared or (one.interval.times(*factors) if factors else one.interval).overlap(other.interval)


def equivalent(q: Quantity, unit: str, on: date, rates: Rates) -> Quantity | None:
    """The quantity in another currency at the rate of `on` or the window's nearest day; None without one.

    For showing, not for comparing: rounded to `FX_DIGITS`, which keeps order but not small differences.
    """
    if unit == q.unit:
        return q
    rate = rates.rate(q.unit, unit, on)
    if rate is None:
        return None
    low = None if q.figure.low is None else _FX.multiply(q.figure.low, rate.value)
    high = None if q.figure.high is None else _FX.multiply(q.figure.high, rate.value)
    wide = low != high  # an open range may shrink to one number, which has no open end
    figure = Interval(low, high, wide and q.figure.low_open, wide and q.figure.high_open)
    return replace(q, figure=figure, unit=unit, slack=_FX.multiply(q.slack, rate.value))


def rounded(q: Quantity) -> Quantity:
    """For a sentence: figures of more than three digits cut to two, to three behind a leading 1, ranges outwards.

    $7.14893864tn is "$7.1tn", $102.5bn "$102bn", and $52.0426bn–$52.8426bn "$52bn–$53bn": a range told so never leaves
    out what it held.
    """
    low, high = q.figure.low, q.figure.high
    if low == high and low is not None:
        low = high = _cut(low, ROUND_HALF_EVEN)
    else:
        low = None if low is None else _cut(low, ROUND_FLOOR)
        high = None if high is None else _cut(high, ROUND_CEILING)
    return replace(q, figure=replace(q.figure, low=low, high=high), slack=_ZERO)


def _cut(value: Decimal, way: str) -> Decimal:
    if len(_mantissa(value)) <= _KEPT:
        return value
    digits = _KEPT if value.as_tuple().digits[0] == 1 else _SHORT  # a step is at most a twentieth of the figure
    return number(value.quantize(Decimal(1).scaleb(value.adjusted() - digits + 1), rounding=way))


def say(q: Quantity) -> str:
    """The figure in words, every digit kept: "up to ¥1tn", "$20bn a year", "$96bn–$200bn", "160 aircraft"."""
    low, high, qualifier = q.figure.low, q.figure.high, q.qualifier
    if qualifier == "exact" and low != high:
        if high is None:
            qualifier, high = ("more_than" if q.figure.low_open else "at_least"), low
        elif low is None or low == 0:
            qualifier, low = ("less_than" if q.figure.high_open else "up_to"), high
    if low is None or high is None:
        return "any amount"
    ends = [low] if low == high else [low, high]
    before, after = _unit_words(q.unit, plural=ends != [_ONE])
    figure = "–".join(f"{'-' if end < 0 else ''}{before}{_short(end)}" for end in ends) + after
    stated = "" if qualifier == "exact" else codes.concept("qualifier", qualifier).label + " "
    often = "" if q.recurrence == "total" else " " + codes.concept("recurrence", q.recurrence).label
    return f"{stated}{figure}{often}"


def _short(value: Decimal) -> str:
    """Digits without the sign: 1500000 → "1.5m", 12500 → "12,500"."""
    for places, suffix in ((12, "tn"), (9, "bn"), (6, "m")):
        if value.adjusted() >= places:
            return plain(EXACT.scaleb(value.copy_abs(), -places)) + suffix
    return format(number(value.copy_abs()), ",f")


@cache
def _unit_words(unit: str, *, plural: bool) -> tuple[str, str]:
    """What stands before and after the digits: ("$", ""), ("CHF ", ""), ("", "%"), ("", " tonnes").

    A currency without a sign of its own goes by its code: readers know CHF, not "Fr.".
    """
    forms, label = codes.forms("unit"), codes.concept("unit", unit).label
    symbols = sorted((word for word, form in forms.items() if form == (unit, "symbol")), key=len)
    if unit in codes.currencies():
        signs = (word for word in symbols if unicodedata.category(word[-1]) == "Sc")
        return next(signs, f"{unit} "), ""
    if symbols:
        return "", symbols[0]
    return "", f" {codes.plural(unit) if plural else label}"
