"""Where claims of one event disagree, pure: every field, each value with the claims that give it.

Roundings, wordings of one figure and conversions at the day's rate agree (`amounts.compare`); a report that names
fewer parties or products than another does not contradict it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from kg import amounts, codes, dates
from kg.amounts import Quantity
from kg.claims import Amount
from kg.likeness import ecb
from kg.stated import Stated, quantity_of

__all__ = ["Figure", "Rival", "agree", "figures", "rivals"]


@dataclass(frozen=True, slots=True)
class Rival:
    """One of several values that claims of an event give for a field."""

    field: str
    value: str
    claims: tuple[Stated, ...]


@dataclass(frozen=True, slots=True)
class Figure:
    """One amount of an event with all claims that give it: the figure as most of them word it."""

    amount: Amount
    quantity: Quantity
    claims: tuple[Stated, ...]

    @property
    def said(self) -> str:
        """In words: "up to ¥1tn"."""
        return amounts.say(self.quantity)


def rivals(claims: Sequence[Stated], statuses: Sequence[tuple[Stated, str]]) -> list[Rival]:
    """All rival values, by field and value. `statuses` are those of the claims standing since the last transition."""
    found = _by_value("status", ((stated, status) for stated, status in statuses), lambda _a, _b: False)
    found += _amount_rivals(claims)
    for field, (value, same) in _FIELDS.items():
        given = [(stated, held) for stated in claims if (held := value(stated)) not in (None, (), "unstated")]
        found += _by_value(field, given, same)
    return sorted(found, key=lambda rival: (rival.field, rival.value))


def _by_value(
    field: str, given: Iterable[tuple[Stated, Any]], same: Callable[[Any, Any], bool]
) -> list[Rival]:
    """A rival for each distinct value, if any two values contradict each other."""
    claims: dict[Any, list[Stated]] = {}
    for stated, value in given:
        claims.setdefault(value, []).append(stated)
    values = sorted(claims, key=str)
    at_odds = {value for value in values if any(value != other and not same(value, other) for other in values)}
    return [Rival(field, _printed(value), tuple(claims[value])) for value in values if value in at_odds]


def _printed(value: Any) -> str:
    return ", ".join(map(str, value)) if isinstance(value, tuple) else f"{value:f}" if hasattr(value, "adjusted") else str(value)


def _parties(side: int) -> Callable[[Stated], tuple[str, ...]]:
    return lambda stated: tuple(sorted(stated.sides[side]))


def _subset(a: tuple[str, ...], b: tuple[str, ...]) -> bool:
    return set(a) <= set(b) or set(b) <= set(a) or _homes(a, b)


def _homes(a: tuple[str, ...], b: tuple[str, ...]) -> bool:
    """A bloc and its members are one side told twice."""
    for one, other in ((a, b), (b, a)):
        blocs = [name for name in one if name in codes.scheme("bloc")]
        if blocs and all(any(name in codes.members(bloc) for bloc in blocs) for name in other):
            return True
    return False


def _days(slack: int) -> Callable[[str, str], bool]:
    def same(a: str, b: str) -> bool:
        (low, high), (from_, to) = dates.bounds(a), dates.bounds(b)
        if low is None or high is None or from_ is None or to is None:
            return True
        return (from_ - high).days <= slack and (low - to).days <= slack

    return same


def _held(name: str) -> Callable[[Stated], Any]:
    return lambda stated: getattr(stated.claim, name, None)


def _related(a: tuple[str, ...], b: tuple[str, ...]) -> bool:
    return any(codes.related(codes.product(x).iri, codes.product(y).iri) for x in a for y in b)  # type: ignore[union-attr]


def _products(stated: Stated) -> tuple[str, ...]:
    """Labels of the everyday groups the claim names; unknown words say nothing about a contradiction."""
    found = (codes.product(product.name) for product in getattr(stated.claim, "products", ()))
    return tuple(sorted({group.label for group in found if group}))


_never: Callable[[Any, Any], bool] = lambda _a, _b: False  # noqa: E731
# field → (its value in a claim, whether two different values still agree)
_FIELDS: Mapping[str, tuple[Callable[[Stated], Any], Callable[[Any, Any], bool]]] = {
    "kind": (lambda stated: getattr(stated.claim, "kind", None) if stated.claim.KIND == "pledge" else None, _never),
    "pledger": (_parties(0), _subset),
    "recipient": (_parties(1), _subset),
    "product": (_products, _related),
    "binding": (_held("binding"), _never),
    "otherSide": (_held("other_side"), _never),
    "deadlineDate": (_held("deadline_date"), _days(0)),
    "ratePercent": (_held("rate_percent"), _never),
    "effective": (_held("effective"), _days(0)),
    "round": (_held("round"), _never),
    "date": (_held("date"), _days(3)),
}


# --- amounts


def agree(a: Stated, b: Stated) -> bool | None:
    """Whether two claims give a common figure; None where none of their figures can be compared."""
    on = a.published or b.published
    verdicts = {amounts.compare(x, y, on=on, rates=ecb()) for x in a.quantities for y in b.quantities}
    if "consistent" in verdicts:
        return True
    return False if "rival" in verdicts else None


def _amount_rivals(claims: Sequence[Stated]) -> list[Rival]:
    given = [stated for stated in claims if stated.quantities]
    at_odds = {
        stated for n, stated in enumerate(given) for other in given[:n] if agree(stated, other) is False for stated in (stated, other)
    }
    if not at_odds:
        return []
    found = figures([stated for stated in given if stated in at_odds])
    return [Rival("amount", figure.said, figure.claims) for figure in found]


def figures(claims: Sequence[Stated]) -> list[Figure]:
    """The event's amounts: figures of all claims, consistent ones as one, in the order of their first claim.

    A conversion in brackets stands for itself only where it agrees with no original.
    """
    groups: list[list[tuple[Stated, Amount, Quantity]]] = []
    for converted in (False, True):
        for stated in claims:
            for amount, quantity in zip(getattr(stated.claim, "amounts", ()), stated.quantities, strict=True):
                if amount.converted == converted:
                    _sort_in(groups, (stated, amount, quantity))
    return [_figure(group) for group in groups]


def _sort_in(groups: list[list[tuple[Stated, Amount, Quantity]]], item: tuple[Stated, Amount, Quantity]) -> None:
    stated, _, quantity = item
    for group in groups:
        first, _, held = group[0]
        on = stated.published or first.published
        if amounts.compare(quantity, held, on=on, rates=ecb()) == "consistent":
            group.append(item)
            return
    groups.append([item])


def _figure(group: Sequence[tuple[Stated, Amount, Quantity]]) -> Figure:
    worded: dict[tuple[Any, ...], list[tuple[Stated, Amount, Quantity]]] = {}
    for item in group:
        amount = item[1]
        key = (amount.converted, amount.unit, amount.qualifier, amount.value, amount.low, amount.high)
        worded.setdefault(key, []).append(item)
    _, amount, _ = max(worded.values(), key=lambda items: (not items[0][1].converted, len(items)))[0]
    claims = dict.fromkeys(stated for stated, _, _ in group)
    # the figure as stated: what rounding leaves open matters for comparing, not for showing
    return Figure(amount, quantity_of(amount.model_copy(update={"as_printed": None})), tuple(claims))
