"""Strips on one scale: days or amounts as per cent of a column's width, with the axis that heads it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise

from kg.model import dates
from kg.model.amounts import quantity, say
from kg.view.page_model import Mark, Strip
from kg.view.wording import OVER, word

__all__ = ["Amounts", "Days", "Step"]

_EDGE = 2.0  # per cent that stay free at both ends, so that marks are whole
_FADE = 6.0  # per cent over which a bar fades behind the last report
_TICKS = 4  # names of days on an axis at most
# which names of days give way where there is little room, from the last one back, by how many there are
_SPARSE = {2: ("", "second"), 3: ("", "middle", "second"), 4: ("", "odd", "second", "odd")}
_MONTHS = (1, 3, 6, 12, 24, 36, 60)
Step = tuple[str | None, str]  # date as printed from which a status holds, None if none is known; and the status


class Days:
    """A scale of days from the first to the last of some, in whole months."""

    def __init__(self, days: Iterable[date]) -> None:
        known = sorted(days)
        first, last = (known[0], known[-1]) if known else (date(2025, 1, 1), date(2025, 12, 31))
        self.first = first.replace(day=1)
        self.last = max(last, self.first + timedelta(days=60))

    def at(self, day: date) -> float:
        """Place of a day; one outside the scale stands at its end."""
        share = (day - self.first).days / (self.last - self.first).days
        return round(_EDGE + (100 - 2 * _EDGE) * min(1.0, max(0.0, share)), 2)

    @property
    def axis(self) -> Strip:
        """Months or years at even distances back from the last, each at its first day."""
        months = (self.last.year - self.first.year) * 12 + self.last.month - self.first.month + 1
        step = next((each for each in _MONTHS if months / each <= _TICKS), 120)
        years = step % 12 == 0
        last = self.last.replace(month=1) if years else self.last
        days = [day for number in range(0, months, step) if (day := _month(last, -number)) >= self.first]
        sparse = _SPARSE.get(len(days), ("",) * len(days))
        ticks = [
            Mark("text", self.at(day), look=look, text=str(day.year) if years else f"{day:%b} {day.year}")
            for day, look in zip(days, sparse, strict=True)
        ]
        return Strip(f"{self.first:%Y-%m} to {self.last:%Y-%m}", tuple(ticks[::-1]))

    def course(self, steps: Sequence[Step], until: date, told: str | None = None) -> Strip:
        """A pledge's statuses one after another: each from its day to the next one's, the last one until a day.

        Of a month or a year that is its last day. From `told` on, the date of the last report, the last status fades.
        """
        dated = [(day, status) for printed, status in steps if (day := dates.latest(printed))]
        end, until = until, max([dates.latest(told) or until, *(day for day, _ in dated[-1:])])
        marks = [
            Mark("bar", self.at(day), max(self.at(after), self.at(day) + 0.8), status)
            for (day, status), (after, _) in pairwise([*dated, (until, "")])
        ]
        if dated and self.at(end) > marks[-1].to and dated[-1][1] not in OVER:
            marks.append(Mark("open", marks[-1].to, min(self.at(end), round(marks[-1].to + _FADE, 2)), dated[-1][1]))
        marks += [Mark("ring", _EDGE, look=status) for day, status in steps if not day and not dated]
        words = [f"{word(status)} from {dates.say(day) if day else 'an unknown day'}" for day, status in steps]
        words += [f"last reported {dates.say(told)}"] if told else []
        return Strip(", ".join(words) or "no day is known", tuple(marks))

    def span(self, text: str, start: str | None, end: str | None, look: str) -> Strip:
        """From one date as printed to another; a month or year is as wide as it is, an open end fades."""
        low, high = (dates.bounds(start) if start else (None, None)), dates.latest(end)
        if low[0] is None:
            return Strip(text, (Mark("ring", _EDGE, look=look),))
        begin = self.at(low[0])
        if high:
            return Strip(text, (Mark("bar", begin, max(self.at(high), begin + 0.8), look),))
        return Strip(text, (Mark("dot", begin, look=look), Mark("open", begin, 100 - _EDGE, look)))

    def point(self, text: str, printed: str | None, look: str = "") -> Strip:
        """A day, month or year in which something was."""
        low, high = dates.bounds(printed) if printed else (None, None)
        if low is None or high is None:
            return Strip(text, (Mark("ring", _EDGE, look=look),))
        if (high - low).days < 2:
            return Strip(text, (Mark("dot", self.at(low), look=look),))
        return Strip(text, (Mark("bar", self.at(low), self.at(high), look),))


def _month(first: date, number: int) -> date:
    months = first.month - 1 + number
    return date(first.year + months // 12, months % 12 + 1, 1)


def _round(value: Decimal) -> Decimal:
    """The next of 1, 1.5, 2, 3, 4, 5, 6, 8 with noughts behind it, from the value on."""
    power = Decimal(10) ** value.adjusted()
    steps = (Decimal(step) * power for step in ("1", "1.5", "2", "3", "4", "5", "6", "8", "10"))
    return next(step for step in steps if step >= value)


class Amounts:
    """A scale of amounts in one unit, from nothing to the largest."""

    def __init__(self, unit: str, ends: Iterable[Decimal]) -> None:
        self.unit = unit
        self.most = _round(max(ends, default=Decimal(0)) or Decimal(1))

    def at(self, value: Decimal) -> float:
        """Place of an amount; what is beyond the scale stands at its end."""
        return round(float(min(value, self.most) / self.most) * (100 - 2 * _EDGE) + _EDGE, 2)

    @property
    def axis(self) -> Strip:
        """Nothing and a round figure beyond the largest."""
        text = say(quantity(value=self.most, unit=self.unit))
        return Strip(f"0 to {text}", (Mark("text", _EDGE, text="0"), Mark("text", 100 - _EDGE, text=text)))

    def bar(self, text: str, low: Decimal | None, high: Decimal | None, look: str = "") -> Strip:
        """A bar to the low end and a whisker to the high one; an open end fades, one that is at most has no bar."""
        begin, marks = self.at(Decimal(0)), []
        if low:
            marks.append(Mark("bar", begin, max(self.at(low), begin + 0.5), look))
        if high is not None and high != low:
            marks.append(Mark("whisker", self.at(low or Decimal(0)), self.at(high)))
        if high is None and low is not None:
            marks.append(Mark("open", self.at(low), min(98.0, self.at(low) + 6), look))
        return Strip(text, tuple(marks))
