"""To how much of its goods a measure's rate, or relief from one, is limited, pure: the quotas of all its claims."""

from __future__ import annotations

from collections.abc import Sequence

from kg.ledger.figures import Figure, alike
from kg.model.claims import Amount
from kg.model.statement import Statement, quantity_of

__all__ = ["quota_of", "quotas"]

_OF_NO_PERIOD = "total"


def quotas(claims: Sequence[Statement]) -> list[Figure]:
    """The quotas that claims give, those that agree as one, the most often told first.

    One told without a period is the same as another's of the same figure that has one: a quota is for some period, and
    a report that leaves it out contradicts nobody.
    """
    given = [(item, amount) for item in claims for amount in item.quotas]
    periods: dict[tuple[object, ...], set[str]] = {}
    for _, amount in given:
        periods.setdefault(_size(amount), set()).add(amount.recurrence)
    told = [(item, _of_period(amount, periods[_size(amount)])) for item, amount in given]
    found = alike((item, amount, quantity_of(amount)) for item, amount in told)
    return sorted(found, key=lambda figure: -len(figure.claims))


def quota_of(claims: Sequence[Statement]) -> Figure | None:
    """The quota of a measure that most of its claims give, if a third of them do."""
    found = next(iter(quotas(claims)), None)
    return found if found and len(found.claims) * 3 >= len(claims) else None


def _size(amount: Amount) -> tuple[object, ...]:
    return amount.unit, amount.value, amount.low, amount.high


def _of_period(amount: Amount, periods: set[str]) -> Amount:
    """With the one period that claims give this figure, where it has none itself."""
    others = sorted(periods - {_OF_NO_PERIOD})
    if amount.recurrence != _OF_NO_PERIOD or len(others) != 1:
        return amount
    return amount.model_copy(update={"recurrence": others[0]})
