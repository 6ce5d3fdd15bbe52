"""The figures of one event, pure: amounts of all its claims, those that agree as one, with who gives which."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from kg.model import amounts
from kg.model.amounts import Quantity
from kg.model.claims import Amount
from kg.model.rates import ecb
from kg.model.statement import Statement, quantity_of

__all__ = ["Figure", "Slip", "agree", "as_stated", "figures", "slips"]

_POWERS = {10: "ten", 100: "a hundred", 1000: "a thousand", 1_000_000: "a million", 1_000_000_000: "a billion"}
_MANY = 3  # origins that bear a figure out, and as many times those of the one that slipped


@dataclass(frozen=True, slots=True)
class Figure:
    """One amount of an event with all claims that give it: the figure as most of them word it."""

    amount: Amount
    given: tuple[tuple[Statement, Amount], ...]

    @property
    def quantity(self) -> Quantity:
        """As stated, without what rounding leaves open: that matters for comparing, not for showing."""
        return as_stated(self.amount)

    @property
    def claims(self) -> tuple[Statement, ...]:
        """Each claim once."""
        return tuple(dict.fromkeys(statement for statement, _ in self.given))

    @property
    def said_by(self) -> list[str]:
        """Whose figure it is: who is named with it, else the claims' origins; sorted."""
        return sorted({amount.said_by or statement.origin for statement, amount in self.given})

    @property
    def said(self) -> str:
        """In words: "up to ¥1tn"."""
        return amounts.say(self.quantity)


@dataclass(frozen=True, slots=True)
class Slip:
    """A figure with the digits of another that many more give, off by a power of ten: "$55bn" for $550bn."""

    wrong: Figure
    right: Figure
    words: str  # "ten times too small"


def slips(claims: Sequence[Statement]) -> list[Slip]:
    """Figures of one event that are errors of translation or of the decimal point, each with the one it stands for."""
    made = []
    found = _as_given(claims)
    for wrong in found:
        for right in found:
            origins = [len({statement.origin for statement in figure.claims}) for figure in (wrong, right)]
            words = _off_by(wrong.amount, right.amount)
            if words and origins[1] >= _MANY * origins[0]:
                made.append(Slip(wrong, right, words))
                break
    return made


def _off_by(wrong: Amount, right: Amount) -> str | None:
    """By which power of ten two single figures of one unit differ, in words."""
    if (wrong.unit, wrong.recurrence) != (right.unit, right.recurrence) or not wrong.value or not right.value:
        return None
    for power, name in _POWERS.items():
        if wrong.value == right.value * power:
            return f"{name} times too large"
        if wrong.value * power == right.value:
            return f"{name} times too small"
    return None


def agree(a: Statement, b: Statement) -> bool | None:
    """Whether two claims give a common figure; None where none of their figures can be compared."""
    on = a.published or b.published
    verdicts = {amounts.compare(x, y, on=on, rates=ecb()) for x in a.quantities for y in b.quantities}
    if "consistent" in verdicts:
        return True
    return False if "rival" in verdicts else None


def figures(claims: Sequence[Statement]) -> list[Figure]:
    """The event's amounts: figures of all claims, consistent ones as one, in the order of their first claim.

    A conversion in brackets stands for itself only where it agrees with no original; `slips` are left out.
    """
    wrong = [slip.wrong for slip in slips(claims)]
    return [figure for figure in _as_given(claims) if figure not in wrong]


def _as_given(claims: Sequence[Statement]) -> list[Figure]:
    groups: list[list[tuple[Statement, Amount, Quantity]]] = []
    for converted in (False, True):
        for statement in claims:
            for amount, quantity in zip(getattr(statement.claim, "amounts", ()), statement.quantities, strict=True):
                if amount.converted == converted:
                    _sort_in(groups, (statement, amount, quantity))
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
