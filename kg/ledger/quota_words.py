"""A quota in words, as the ceiling that it is: "up to 100,000 cars a year", "up to 13,000 tonnes of beef a year"."""

from __future__ import annotations

import re
from dataclasses import replace

from kg.ledger.figures import Figure, as_stated
from kg.ledger.named_goods import goods_counted, goods_told, goods_words
from kg.ledger.sides import MOST, label_words
from kg.ledger.state import State
from kg.model import amounts, codes
from kg.model.phrases import listed

__all__ = ["quota_goods", "quota_said"]

_PLAIN = "unit"  # counts any goods


def quota_goods(state: State, figure: Figure) -> str:
    """The goods that a quota of an event is of: those that its unit counts, else all that the event is called by."""
    return listed(goods_words(goods_counted(state, figure.amount.unit)), MOST) or goods_told(state)


def quota_said(figure: Figure, goods: str = "") -> str:
    """In words; a number of things is told as one of the goods."""
    stated = as_stated(figure.amount)
    ceiling = replace(stated, qualifier="up_to") if stated.qualifier == "exact" else stated
    said, unit = amounts.say(replace(ceiling, recurrence="total")), figure.amount.unit
    often = amounts.say(ceiling).removeprefix(said)
    if goods and (unit == _PLAIN or unit in label_words()["counted"]):
        words = "|".join(map(re.escape, sorted({codes.concept("unit", unit).label, codes.plural(unit)}, reverse=True)))
        return re.sub(rf"\b(?:{words})$", goods, said) + often
    return f"{said}{f' of {goods}' if goods else ''}{often}"
