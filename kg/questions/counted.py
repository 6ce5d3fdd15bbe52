"""One figure of a pledge on its way into a sum, pure: the day it was told, its dollars, and what it may be part of."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from functools import cached_property

from kg.ledger.figures import Figure
from kg.model import codes
from kg.model.amounts import Quantity, equivalent
from kg.model.claims import Pledge
from kg.model.intervals import Interval
from kg.model.rates import ecb
from kg.model.statement import Statement

__all__ = ["Counted", "alike", "counted_in", "no_rate", "rate_day", "smaller"]

_DOLLAR = "USD"


@dataclass(frozen=True)
class Counted:
    """One figure of a pledge (IRI) on its way into a sum; `ref` tells it from the pledge's figures of another unit."""

    pledge: str
    ref: str
    figure: Figure | None

    @cached_property
    def quantity(self) -> Quantity | None:
        """As stated, without what rounding leaves open."""
        return self.figure.quantity if self.figure else None

    def amount(self, shared: bool) -> Quantity | None:
        """What goes into a sum; `shared`, of what several make or what is for more: anything from nothing to all."""
        return self._part if shared else self.quantity

    def in_dollars(self, shared: bool) -> Quantity | None:
        """The same in dollars."""
        return self._part_in_dollars if shared else self.dollars

    @cached_property
    def _part(self) -> Quantity | None:
        return _from_nothing(self.quantity)

    @cached_property
    def _part_in_dollars(self) -> Quantity | None:
        return _from_nothing(self.dollars)

    @cached_property
    def day(self) -> date | None:
        """The day the figure was first told."""
        return (
            min((item.published for item in self.figure.claims if item.published), default=None)
            if self.figure
            else None
        )

    @cached_property
    def dollars(self) -> Quantity | None:
        """At the rate of that day; None for things, and where the bank has no rate."""
        quantity = self.quantity
        if quantity is None or quantity.unit not in codes.currencies():
            return None
        if quantity.unit == _DOLLAR:
            return quantity
        return equivalent(quantity, _DOLLAR, self.day, ecb()) if self.day else None


def _from_nothing(quantity: Quantity | None) -> Quantity | None:
    if quantity is None:
        return None
    whole = quantity.interval.hull(Interval(Decimal(0), Decimal(0)))
    return Quantity(whole, quantity.unit, quantity.recurrence)


def smaller(given: Counted, other: Counted) -> bool:
    """Whether a figure may be part of another of the same unit; of two equal ones the first stands."""
    one, two = given.quantity, other.quantity
    if one is None or two is None or one.recurrence != two.recurrence:
        return False
    if one.base.unit != two.base.unit:
        one, two = given.dollars, other.dollars
        if one is None or two is None:
            return False
        sizes = _size(one), _size(two)
    else:
        sizes = _largest(given), _largest(other)
    return sizes[0] < sizes[1] or (sizes[0] == sizes[1] and other.ref < given.ref)


def _largest(given: Counted) -> Decimal:
    """How large a figure is, of rivals the largest."""
    figure = given.figure
    told = (replace(figure, rivals=()), *figure.rivals) if figure else ()
    return max((_size(item.quantity) for item in told), default=Decimal(0))


def _size(quantity: Quantity) -> Decimal:
    bounds = quantity.base.interval
    return bounds.high or bounds.low or Decimal(0)


def rate_day(given: Counted) -> date | None:
    """The day of the rate that makes it dollars; None where none is needed or known."""
    quantity = given.quantity
    if quantity is None or quantity.unit == _DOLLAR or given.dollars is None or given.day is None:
        return None
    found = ecb().rate(quantity.unit, _DOLLAR, given.day)
    return found.day if found else None


def no_rate(given: Counted) -> str | None:
    """Why money is in no sum of dollars; None if it is in one."""
    quantity = given.quantity
    if quantity is None or given.dollars or quantity.unit not in codes.currencies():
        return None
    when = f"within a week of {given.day}" if given.day else "of an undated report's day"
    return f"not in the sum in USD: no {quantity.unit} rate {when}"


def alike(one: Figure, other: Figure | None) -> bool:
    """Whether two figures answer the same question: both money, or the same unit."""
    if other is None:
        return False
    units = [item.quantity.base.unit for item in (one, other)]
    return units[0] == units[1] or all(unit in codes.currencies() for unit in units)


def counted_in(statement: Statement) -> Iterator[tuple[str, str]]:
    """(reference, relation) of every pledge that a claim counts its own in; `part_of` says inside."""
    pledge = statement.claim
    if isinstance(pledge, Pledge):
        if pledge.part_of:
            yield pledge.part_of, "inside"
        yield from ((item.target, item.relation) for item in pledge.counted_in)
