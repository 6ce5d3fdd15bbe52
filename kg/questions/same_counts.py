"""Which claims give one count of what became of a pledge: counts that say the same in everything that both tell."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Any

from kg.ledger.figures import as_stated
from kg.model import codes, reference
from kg.model.amounts import say
from kg.model.claims import Delivery
from kg.model.statement import Statement, order

__all__ = ["counter", "grouped", "held_by_all"]

_DISTINCT = 3  # digits of a figure that hardly comes up twice


def grouped(counts: Iterable[Statement]) -> list[list[Statement]]:
    """Claims that give one count: the same stage, figures, way of counting, period and vintage.

    Who is silent on some of that, and names the same companies, gives the only count that says no otherwise.
    """
    found: dict[tuple[Any, ...], list[Statement]] = {}
    for statement in sorted(counts, key=order):
        held = statement.claim
        if isinstance(held, Delivery):
            amounts = tuple(say(as_stated(amount)) for amount in held.amounts)
            goods = tuple(product.name.casefold() for product in held.products)
            found.setdefault((held.stage, amounts, goods, *_way(held)), []).append(statement)
    for key in sorted(found, key=lambda key: sum(map(bool, key))):  # who is silent on most joins first
        fuller = [other for other in found if other != key and _may_be(key, other)]
        if len(fuller) == 1 and _is_one(found[key], found[fuller[0]]):
            found[fuller[0]] += found.pop(key)
    return list(found.values())


def _is_one(one: Sequence[Statement], other: Sequence[Statement]) -> bool:
    """Whether something ties two counts of the same figures: a company that both name, or a figure of three digits."""
    values = [amount.value for amount in held_by_all(one).amounts if amount.value is not None]
    precise = any(len(Decimal(value).normalize().as_tuple().digits) >= _DISTINCT for value in values)
    return precise or not _whose(one).isdisjoint(_whose(other))


def _whose(counts: Iterable[Statement]) -> set[str]:
    """Companies that some counts name."""
    return {item.name for count in counts for item in count.mentions if item.name}


def counter(reporter: str | None) -> str | None:
    """Who counted, by the one name of a country or an outlet."""
    if reporter is None:
        return None
    party = codes.party(reporter)
    return party.label if party else reference.find_outlet(reporter)


def _way(held: Delivery) -> tuple[str, ...]:
    """How and over what it was counted; empty where that is not told."""
    told = (held.measured_by, counter(held.reporter), held.period, held.vintage)
    return tuple((text or "").casefold() for text in told)


def _may_be(one: tuple[Any, ...], other: tuple[Any, ...]) -> bool:
    """Whether two counts of the same figures contradict each other in nothing, and the one is silent on some of it."""
    pairs = list(zip(one[3:], other[3:], strict=True))
    silent = any(b and not a for a, b in pairs)
    return one[:3] == other[:3] and silent and all(a == b or not (a and b) for a, b in pairs)


def held_by_all(claims: Sequence[Statement]) -> Delivery:
    """The count that some claims give alike; what the first is silent on, as the others tell it."""
    held = [statement.claim for statement in claims if isinstance(statement.claim, Delivery)]
    silent = [name for name in ("measured_by", "reporter", "period", "vintage") if getattr(held[0], name) is None]
    told = {name: next(filter(None, (getattr(each, name) for each in held)), None) for name in silent}
    return held[0].model_copy(update=told)
