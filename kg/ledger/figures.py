"""The figures of one event, pure: amounts of all its claims, those that agree as one, with who gives which."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from functools import reduce
from typing import Any

from kg.model import amounts, codes
from kg.model.amounts import Quantity
from kg.model.claims import Amount
from kg.model.intervals import Interval
from kg.model.rates import ecb
from kg.model.statement import Statement, order, quantity_of

__all__ = ["Figure", "Slip", "agree", "alike", "as_stated", "figures", "leading", "promised", "slips"]

_POWERS = {10: "ten", 100: "a hundred", 1000: "a thousand", 1_000_000: "a million", 1_000_000_000: "a billion"}
_WORDS = 1000  # times by which one word for a number is another: "million" for "billion"
_POINTS = ("exact", "about")  # qualifiers of a figure with two ends
_APART = 2  # times: no rate moves so far between two reports, and no rounding either
_MANY = 3  # origins that bear a figure out, and as many times those of the one that slipped


@dataclass(frozen=True, slots=True)
class Figure:
    """One amount of an event with all claims that give it: the figure as most of them word it.

    `rivals` are figures that as many reports give: what such a figure comes to is anything from the least to the most.
    """

    amount: Amount
    given: tuple[tuple[Statement, Amount], ...]
    rivals: tuple[Figure, ...] = ()

    @property
    def quantity(self) -> Quantity:
        """As stated, without what rounding leaves open: that matters for comparing, not for showing."""
        own = as_stated(self.amount)
        if not self.rivals:
            return own
        bounds = reduce(Interval.hull, (item.quantity.base.interval for item in self.rivals), own.base.interval)
        return Quantity(bounds, own.base.unit, own.recurrence)

    @property
    def claims(self) -> tuple[Statement, ...]:
        """Each claim once."""
        return tuple(dict.fromkeys(statement for statement, _ in self.given))

    @property
    def last_told(self) -> date:
        """The last day on which a dated report gave it; `date.min` where none is dated."""
        return max(statement.published or date.min for statement in self.claims)

    @property
    def said_by(self) -> list[str]:
        """Whose figure it is: who is named with it, else the claims' origins; sorted."""
        return sorted({amount.said_by or statement.origin for statement, amount in self.given})

    @property
    def said(self) -> str:
        """In words: "up to ¥1tn"; of rivals "$23bn–$50bn", or "about $730bn or more than $2tn" where one has no end."""
        alone = replace(self, rivals=())
        if not self.rivals:
            return amounts.say(self.quantity)
        ranked = sorted((alone, *self.rivals), key=_size)
        if all(item.amount.qualifier in _POINTS for item in ranked):
            least, most = _size(ranked[0])[0], max(_size(item)[1] for item in ranked)
            unit = codes.base_unit(self.amount.unit)[0]
            return amounts.say(amounts.quantity(low=least, high=most, unit=unit, recurrence=self.amount.recurrence))
        first, last = ranked[0], ranked[-1]
        unit = f" {last.said.rpartition(' ')[2]}"
        often = codes.concept("qualifier", last.amount.qualifier).label if _same_sense(first, last) else ""
        return f"{first.said.removesuffix(unit)} or {last.said.removeprefix(often).strip()}"


@dataclass(frozen=True, slots=True)
class Slip:
    """A figure with the digits of another that many more give, off by a power of ten: "$55bn" for $550bn."""

    wrong: Figure
    right: Figure
    words: str  # "ten times too small"


def slipped(claims: Sequence[Statement]) -> set[Statement]:
    """The claims that give a figure which is such an error."""
    return {claim for slip in slips(claims) for claim in slip.wrong.claims}


def slips(claims: Sequence[Statement]) -> list[Slip]:
    """Figures of one event that are errors of translation or of the decimal point, each with the one it stands for."""
    made = []
    found = _as_given(claims)
    for wrong in found:
        for right in found:
            power, large = _off_by(wrong.amount, right.amount)
            if power and _outnumbered(wrong, right, by_far=power < _WORDS):
                made.append(Slip(wrong, right, f"{_POWERS[power]} times too {'large' if large else 'small'}"))
                break
    return made


def _outnumbered(wrong: Figure, right: Figure, *, by_far: bool) -> bool:
    """Whether more origins give the one figure than the other, or all who give the other and somebody else.

    Somebody may mean a tenth, so that must be far more; a thousandth nobody means: text and headline differ there.
    """
    fewer, more = (len({statement.origin for statement in figure.claims}) for figure in (wrong, right))
    if by_far:
        return more >= _MANY * fewer
    return more > fewer or set(wrong.claims) < set(right.claims)


def _off_by(wrong: Amount, right: Amount) -> tuple[int, bool]:
    """The power of ten by which two single figures of one unit differ, nought for none; whether the first is larger."""
    if (wrong.unit, wrong.recurrence) != (right.unit, right.recurrence) or not wrong.value or not right.value:
        return 0, False
    for power in _POWERS:
        if power in (wrong.value / right.value, right.value / wrong.value):
            return power, wrong.value > right.value
    return 0, False


def agree(a: Statement, b: Statement) -> bool | None:
    """Whether two claims give a common figure; None where none of their figures can be compared."""
    on = a.published or b.published
    verdicts = {amounts.compare(x, y, on=on, rates=ecb()) for x in a.quantities for y in b.quantities}
    if "consistent" in verdicts:
        return True
    return False if "rival" in verdicts else None


def figures(claims: Sequence[Statement]) -> list[Figure]:
    """The event's amounts: figures of all claims, consistent ones as one, in the order of their first claim.

    A conversion in brackets stands for itself only where it agrees with no original. Left out are `slips`, and of an
    original and its conversion that are far apart ("20 billion won ($20bn)") the one that fewer bear out.
    """
    found = _as_given(claims)
    wrong = [slip.wrong for slip in slips(claims)] + _misconverted(found)
    return [figure for figure in found if figure not in wrong]


def _misconverted(found: Sequence[Figure]) -> list[Figure]:
    """Figures that stand only where a claim converts them wrongly, or is wrong about what it converts."""
    at = {(statement.iri, amount): figure for figure in found for statement, amount in figure.given}
    doubted: dict[int, set[str]] = {}
    for statement in {statement.iri: statement for figure in found for statement in figure.claims}.values():
        for original, converted in _far_apart(statement, found):
            pair = [at[statement.iri, original], at[statement.iri, converted]]
            origins = [len({each.origin for each in figure.claims}) for figure in pair]
            doubted.setdefault(id(pair[origins[0] >= origins[1]]), set()).add(statement.iri)
    return [item for item in found if {statement.iri for statement in item.claims} <= doubted.get(id(item), set())]


def _far_apart(statement: Statement, found: Sequence[Figure]) -> Iterator[tuple[Amount, Amount]]:
    """Originals of a claim with the conversions of them that are off by half or more at the rate of its day."""
    days = (each.published for figure in found for each in figure.claims)
    on = statement.published or next((day for day in days if day), None)
    before: tuple[Amount, Quantity] | None = None
    for amount, quantity in zip(statement.amounts, statement.quantities, strict=True):
        if not amount.converted:
            before = amount, quantity
        elif before and on and (due := amounts.equivalent(before[1], quantity.unit, on, ecb())):
            ends = [(a, b) for a, b in zip(_ends(due), _ends(quantity), strict=True) if a and b]
            if any(max(a, b) >= _APART * min(a, b) for a, b in ends):
                yield before[0], amount


def _ends(quantity: Quantity) -> tuple[Decimal | None, Decimal | None]:
    return quantity.figure.low, quantity.figure.high


def promised(found: Sequence[Figure]) -> list[Figure]:
    """Those that somebody promised: conversions are told for the reader."""
    return [item for item in found if not all(amount.converted for _, amount in item.given)]


def leading(found: Sequence[Figure]) -> Figure | None:
    """The figure that a label leads with and a sum counts, of figures of money or of one unit.

    It is the one that most reports give. Where as many give another, both count: the figure is then anything from the
    least to the most. What one claim gives beside its first figure, in the same voice, is no rival of it; of a sum and
    a sum a year the one told last leads.
    """
    most = max((len(item.claims) for item in found), default=0)
    often = [item for item in found if len(item.claims) == most]
    often = [item for n, item in enumerate(often) if not any(_beside(item, first) for first in often[:n])]
    if not often:
        return None
    last = max(often, key=lambda item: item.last_told)
    kin = [item for item in often if item is not last and _same_measure(item, last)]
    return last if not kin else replace(last, given=_all_given(last, kin), rivals=tuple(kin))


def _beside(item: Figure, first: Figure) -> bool:
    """Whether all claims of a figure give another before it, and in the name of the same speaker."""
    voices = {(statement.iri, amount.said_by) for statement, amount in first.given}
    return all((statement.iri, amount.said_by) in voices for statement, amount in item.given)


def _same_measure(one: Figure, other: Figure) -> bool:
    units = [item.quantity.base for item in (one, other)]
    return units[0].unit == units[1].unit and units[0].recurrence == units[1].recurrence


def _same_sense(one: Figure, other: Figure) -> bool:
    return one.amount.qualifier == other.amount.qualifier


def _all_given(last: Figure, kin: Sequence[Figure]) -> tuple[tuple[Statement, Amount], ...]:
    return tuple(sorted((pair for item in (last, *kin) for pair in item.given), key=lambda pair: order(pair[0])))


def _size(item: Figure) -> tuple[Decimal, Decimal]:
    """The least and the most of the printed number, in base units."""
    _, factor = codes.base_unit(item.amount.unit)
    given = [bound for bound in (item.amount.value, item.amount.low, item.amount.high) if bound is not None]
    return min(given) * factor, max(given) * factor


def _as_given(claims: Sequence[Statement]) -> list[Figure]:
    given = [(item, *pair) for item in claims for pair in zip(item.amounts, item.quantities, strict=True)]
    return alike(sorted(given, key=lambda each: each[1].converted))


def alike(given: Iterable[tuple[Statement, Amount, Quantity]]) -> list[Figure]:
    """Amounts with the claims that give them, consistent ones as one, in the order of their first."""
    groups: list[list[tuple[Statement, Amount, Quantity]]] = []
    for each in given:
        _sort_in(groups, each)
    return [_figure(group) for group in groups]


def _sort_in(groups: list[list[tuple[Statement, Amount, Quantity]]], item: tuple[Statement, Amount, Quantity]) -> None:
    statement, _, quantity = item
    for group in groups:
        first, _, held = group[0]
        on = statement.published or first.published
        if amounts.compare(quantity, held, on=on, rates=ecb()) == "consistent":
            group.append(item)
            return
    groups.append([item])


def _figure(group: Sequence[tuple[Statement, Amount, Quantity]]) -> Figure:
    worded: dict[tuple[Any, ...], list[tuple[Statement, Amount, Quantity]]] = {}
    for item in group:
        amount = item[1]
        key = (amount.converted, amount.unit, amount.qualifier, amount.value, amount.low, amount.high)
        worded.setdefault(key, []).append(item)
    _, amount, _ = max(worded.values(), key=lambda items: (not items[0][1].converted, len(items)))[0]
    return Figure(amount, tuple((statement, held) for statement, held, _ in group))


def as_stated(amount: Amount) -> Quantity:
    """An amount without what its rounding leaves open."""
    return quantity_of(amount.model_copy(update={"as_printed": None}))
