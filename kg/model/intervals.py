"""Exact numbers and the intervals of them: order, hull, sums and products.

Raises `AmountError` for what is no finite number of at most `DIGITS` digits before and after the point.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_FLOOR, Context, Decimal, InvalidOperation

from kg.model.errors import AmountError

__all__ = ["DIGITS", "EXACT", "Band", "Interval", "Number", "largest_product", "least_product", "number", "plain"]

DIGITS = 20  # at most, before and after the point, in a figure handed in; twice that in computed ones

Number = Decimal | int | float
Band = tuple[Decimal, Decimal]  # from, to: both ends belong to it

EXACT = Context(prec=10 * DIGITS)  # own contexts: the same digits whatever a caller has set
_STEP = Decimal(1).scaleb(-2 * DIGITS)  # the finest step of a computed bound
_ZERO, _ONE = Decimal(0), Decimal(1)


def number(value: Number, digits: int = 2 * DIGITS) -> Decimal:
    """A finite decimal of one form: no exponent, no trailing zeros, no -0. Raises `AmountError`."""
    try:
        made = (value if isinstance(value, Decimal) else Decimal(str(value))).normalize(EXACT)
    except InvalidOperation:
        made = Decimal("NaN")
    if not made.is_finite():
        raise AmountError(f"amount {value!r} is no number; allowed: a plain decimal number")
    exponent = int(made.as_tuple().exponent)
    if made.adjusted() >= digits or exponent < -digits:
        raise AmountError(f"amount {value!r} has more than {digits} digits before or after the point")
    return EXACT.quantize(made, _ONE) if exponent > 0 else EXACT.add(made, _ZERO)


def plain(value: Decimal) -> str:
    """Digits without an exponent: `Decimal("1E12")` → `"1000000000000"`, the form of xsd:decimal."""
    return format(number(value), "f")


@dataclass(frozen=True, slots=True)
class Interval:
    """All numbers from `low` to `high`; None is unbounded, an open end leaves its bound out.

    Raises `AmountError` for an empty interval and for a bound that is no finite number of at most `DIGITS`
    digits before and after the point. Bounds are kept in one form, so equal intervals also look the same.
    """

    low: Decimal | None
    high: Decimal | None
    low_open: bool = False
    high_open: bool = False

    def __post_init__(self) -> None:
        for end in ("low", "high"):
            bound = getattr(self, end)
            object.__setattr__(self, end, None if bound is None else number(bound))
            object.__setattr__(self, f"{end}_open", bound is not None and getattr(self, f"{end}_open"))
        if self.low is None or self.high is None:
            return
        if self.low > self.high or (self.low == self.high and (self.low_open or self.high_open)):
            raise AmountError(f"no number lies between low {plain(self.low)} and high {plain(self.high)}")

    def contains(self, other: Interval) -> bool:
        """Whether every number of `other` lies in this one."""
        return _floor(self) <= _floor(other) and _ceiling(self) >= _ceiling(other)

    def before(self, other: Interval) -> bool:
        """Whether every number of this one lies below every number of `other`."""
        if self.high is None or other.low is None:
            return False
        return self.high < other.low or (self.high == other.low and (self.high_open or other.low_open))

    def overlap(self, other: Interval) -> bool:
        """Whether the two have a number in common."""
        return not (self.before(other) or other.before(self))

    def to(self, other: Interval) -> Interval:
        """From where this one starts to where `other` ends. Raises `AmountError` if it ends before."""
        return Interval(self.low, other.high, self.low_open, other.high_open)

    def hull(self, other: Interval) -> Interval:
        """The smallest interval holding both."""
        return min(self, other, key=_floor).to(max(self, other, key=_ceiling))

    def larger(self, other: Interval) -> Interval:
        """What the larger of two numbers may be, one from each."""
        return max(self, other, key=_floor).to(max(self, other, key=_ceiling))

    def __add__(self, other: Interval) -> Interval:
        """Every sum of a number of each, exactly."""
        return Interval(
            None if self.low is None or other.low is None else EXACT.add(self.low, other.low),
            None if self.high is None or other.high is None else EXACT.add(self.high, other.high),
            self.low_open or other.low_open,
            self.high_open or other.high_open,
        )

    def times(self, least: Decimal, most: Decimal) -> Interval:
        """Every product with a positive factor from `least` to `most`; bounds are rounded outward, very finely."""
        factors = (least, most)
        return Interval(
            None if self.low is None else least_product(self.low, factors),
            None if self.high is None else largest_product(self.high, factors),
            self.low_open,
            self.high_open,
        )


def least_product(bound: Decimal, factors: Band) -> Decimal:
    """The smallest product of a bound with a factor from the first to the second, rounded down very finely."""
    found = min(EXACT.multiply(bound, factors[0]), EXACT.multiply(bound, factors[1]))
    return found.quantize(_STEP, ROUND_FLOOR, EXACT)


def largest_product(bound: Decimal, factors: Band) -> Decimal:
    """The largest product of a bound with a factor from the first to the second, rounded up very finely."""
    found = max(EXACT.multiply(bound, factors[0]), EXACT.multiply(bound, factors[1]))
    return found.quantize(_STEP, ROUND_CEILING, EXACT)


def _floor(one: Interval) -> tuple[bool, Decimal, bool]:
    """Sorts by where an interval starts."""
    return (one.low is not None, one.low or _ZERO, one.low_open)


def _ceiling(one: Interval) -> tuple[bool, Decimal, bool]:
    """Sorts by where an interval ends."""
    return (one.high is None, one.high or _ZERO, not one.high_open)
