"""How little figures differ that reports tell of one pledge: by rounding alone, or in whether they are a year's."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal
from itertools import combinations

from kg.query.reader import Row
from kg.questions.said import answer_words, field

__all__ = ["differs_on", "how_little", "only_in"]

_NUMBER = re.compile(r"\d+(?:,\d{3})*(?:\.\d+)?")
_AMOUNT = "amount"


def only_in(values: Sequence[str]) -> str:
    """In what rival figures differ at most, as words; empty where they differ in more.

    `values` are as `conflicts` has them: "$7bn a year" beside "$7bn", "96.6%" beside "more than 96%".
    """
    words = answer_words()["nearly"]
    plain = [re.sub(words["limits"], "", value) for value in values]
    bare = [re.sub(words["times"], "", value) for value in plain]
    if len({*bare}) == 1 < len({*plain}):
        return str(words["recurrence"])
    return str(words["rounding"]) if all(_are_rounded(*pair) for pair in combinations(plain, 2)) else ""


def differs_on(name: str, pledge: str, little: Mapping[str, str]) -> str:
    """A field on which reports differ, with how `little` where that is so: "the amount (only by rounding)"."""
    how = little.get(pledge) if name == _AMOUNT else None
    return f"{field(name)} ({how})" if how else field(name)


def how_little(rows: Iterable[Row]) -> dict[str, str]:
    """Pledge → in what its figures differ at most, of those whose figures differ in no more."""
    told: dict[str, list[str]] = {}
    for row in rows:
        if row["field"] == _AMOUNT:
            told.setdefault(row["pledge"], []).append(str(row["value"]))
    return {pledge: little for pledge, values in told.items() if (little := only_in(values))}


def _are_rounded(one: str, other: str) -> bool:
    """Whether one figure is the other, cut or rounded to fewer digits; only of single numbers in one unit."""
    numbers = [_NUMBER.findall(text) for text in (one, other)]
    if [*map(len, numbers)] != [1, 1] or _NUMBER.sub("", one) != _NUMBER.sub("", other):
        return False
    first, second = (Decimal(found[0].replace(",", "")) for found in numbers)
    coarse, fine = sorted((first, second), key=lambda number: -int(number.as_tuple().exponent))
    unit = Decimal(1).scaleb(int(coarse.as_tuple().exponent))
    return coarse in (fine.quantize(unit, ROUND_DOWN), fine.quantize(unit, ROUND_HALF_UP))
