"""The figure that an event is called by: of money or of things, whether it counts a single one, how it is worded."""

from __future__ import annotations

from dataclasses import replace

from kg.ledger.figures import Figure, leading, promised
from kg.ledger.named_goods import goods_counted, most_named
from kg.ledger.sides import label_words
from kg.ledger.state import State
from kg.model import amounts, codes

__all__ = ["amount_told", "figure_told", "is_level", "is_one", "is_share"]

_SHARES = ("percent", "percentage_point")
_LEVEL = "level"


def figure_told(state: State, *, money: bool = False) -> Figure | None:
    """The figure that leads, of money if asked; of one of money and one of things that which more claims give.

    How many aircraft or ships leads already where a third of the claims that give a figure give it: what they come to
    is often told at list prices.
    """
    groups: dict[str, list[Figure]] = {}
    for item in promised(state.figures):
        of_money = item.amount.unit in codes.currencies()
        if of_money or not money:
            groups.setdefault("money" if of_money else codes.base_unit(item.amount.unit)[0], []).append(item)
    found = [figure for held in groups.values() if (figure := leading(list(filter(_of_goods, held)) or held))]
    giving = {claim.iri for figure in found for claim in figure.claims}
    first = [figure for figure in found if _leads(state, figure.amount.unit) and len(figure.claims) * 3 >= len(giving)]
    return max(reversed(first or found), key=lambda figure: (len(figure.claims), figure.last_told), default=None)


def _of_goods(figure: Figure) -> bool:
    """Whether some claim gives a figure of goods that it names: a sum of none is no sum of what others name."""
    return any(claim.products for claim in figure.claims)


def _leads(state: State, unit: str) -> bool:
    """Whether a unit is one whose number leads, and counts all the goods: no engines beside aircraft."""
    return unit in label_words()["leading"]["units"] and len(goods_counted(state, unit)) == len(most_named(state))


def is_one(figure: Figure) -> bool:
    """Whether it counts a single thing."""
    bounds = figure.quantity.base.interval
    return bounds.low == bounds.high == 1 and figure.amount.unit not in codes.currencies()


def amount_told(figure: Figure) -> str:
    """In words; a level as the figure to which something is brought."""
    if not is_level(figure):
        return figure.said
    return amounts.say(replace(figure.quantity, recurrence="total"))


def is_share(figure: Figure) -> bool:
    """Whether it is a part of something, a rate or a growth: not what is promised in all."""
    return figure.amount.unit in _SHARES


def is_level(figure: Figure) -> bool:
    """Whether something is to be brought to it."""
    return figure.amount.recurrence == _LEVEL
