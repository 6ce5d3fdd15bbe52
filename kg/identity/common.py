"""What two claims of any class have in common: sides, goods, days, figures, companies, and how both are told.

Each fills parts of a pair, as `features` says what these are; `alike`, `overlap` and `dice` compare texts and sets.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Set
from functools import cache

from rapidfuzz import fuzz

from kg.identity.closeness import converted, figure, fine
from kg.identity.traits import Days, Traits
from kg.model import codes

__all__ = [
    "Parts", "alike", "days", "dice", "figures", "firms", "goods", "overlap", "parties", "side", "surroundings",
    "telling",
]  # fmt: skip

Parts = dict[str, float]

_OF_GOODS = {"purchase", "market_access", "tariff_change"}
_IN_FORCE, _GRADE = "in_force", "grade"  # the last status of its axis, and the axis
_SOON, _LATER, _LONG = 3, 30, 300  # days apart that speak for one event, say nothing, and speak against it
_MIXED, _NARROWER = 1.7, 0.6  # what goods of which most are shared count, and narrower ones beside the same
_SHARED = 5  # words in common beyond which more add nothing


def side(name: str, one: Set[str], two: Set[str], parts: Parts) -> None:
    """Parties of one side: the same, some, others; and a country where the other has a company."""
    if not one or not two:
        return
    if one == two:
        parts[name] = 1.0
    elif one & two:
        parts[name] = 0.5
    elif _countries(one) != _countries(two):
        parts[f"{name} level"] = -1.0
    else:
        parts[name] = -1.0


@cache
def _countries(keys: Set[str]) -> bool:
    return all(codes.party(key) for key in keys)


def parties(a: Traits, b: Traits, parts: Parts) -> None:
    """Whether two agreements or rounds of talks are of the same sides, or of some of them."""
    one, two = a.statement.actors[0], b.statement.actors[0]
    parts["parties"] = 1.0 if one == two else 0.0 if one <= two or two <= one else -1.0


def goods(a: Traits, b: Traits, parts: Parts) -> None:
    """The goods of both, or that one claim alone names none."""
    one, two = a.statement.products, b.statement.products
    if one and two:
        parts["goods"] = _goods_alike(one, two)
    elif bool(getattr(a.claim, "products", ())) != bool(getattr(b.claim, "products", ())):
        parts["goods unsaid"] = -1.0


@cache
def _goods_alike(one: tuple[str, ...], two: tuple[str, ...]) -> float:
    """1 for the same goods, about 0 for narrower or wider ones, -1 where none is within another."""
    if one == two:
        return 1.0
    hits = sum(max(_akin(x, y) for y in two) for x in one) + sum(max(_akin(x, y) for x in one) for y in two)
    return _MIXED * hits / (len(one) + len(two)) - 1


@cache
def _akin(one: str, two: str) -> float:
    """1 for one product, less where all of one is within the other; a heading in common makes chips no energy."""
    if one == two:
        return 1.0
    if one in codes.within(two) or two in codes.within(one):
        return _NARROWER
    return _NARROWER if _holds(one, two) or _holds(two, one) else 0.0


def _holds(wide: str, narrow: str) -> bool:
    """Whether each heading of a product is within one of another's."""
    inside, held = codes.headings(narrow), codes.headings(wide) or {wide}
    return bool(inside) and all(any(each in codes.within(one) for one in held) for each in inside)


def days(a: Traits, b: Traits, parts: Parts, *, own: bool = True) -> None:
    """On which days both were, as they tell it (`own`), and on which they are told."""
    if own and a.own_days and b.own_days:
        parts["own day"] = _near(a.own_days, b.own_days)
    elif own and (a.own_days or b.own_days):
        happened, told = (a.own_days, b.told_days) if a.own_days else (b.own_days, a.told_days)
        if happened and told:
            parts["told of its day"] = _near(happened, told)
    if a.told_days and b.told_days:
        parts["told day"] = _near(a.told_days, b.told_days)
    if _came_of_it(a, b):
        for name in ("own day", "told of its day", "told day"):
            if parts.get(name, 0.0) < 0:
                del parts[name]


def _came_of_it(a: Traits, b: Traits) -> bool:
    """Whether the later told is what comes of a promise and the earlier is not: such days say how long it took."""
    if not a.told_days or not b.told_days:
        return False
    earlier, later = (a, b) if a.told_days <= b.told_days else (b, a)
    return _outcome(later.statement.status) and not _outcome(earlier.statement.status)


@cache
def _outcome(status: str | None) -> bool:
    """In force, ended, delivered or missed: nothing that can be told of a promise while it is made."""
    return status == _IN_FORCE or (status is not None and codes.concept("status", status).axis != _GRADE)


def _near(one: Days, two: Days) -> float:
    """1 up to some days apart, 0 at a month, -1 at most of a year, even in the logarithm between."""
    gap = max(0, one[0] - two[1], two[0] - one[1])
    if gap <= _SOON:
        return 1.0
    if gap <= _LATER:
        return 1 - math.log(gap / _SOON) / math.log(_LATER / _SOON)
    return max(-1.0, -math.log(gap / _LATER) / math.log(_LONG / _LATER))


def figures(a: Traits, b: Traits, parts: Parts) -> None:
    """Stated figures, in one currency where they can be, and the companies named."""
    left, right = a.statement, b.statement
    if left.figures and right.figures:
        found = [figure(x, y) for x in left.figures for y in right.figures]
        if not any(value is not None for value in found):
            found = [converted(x, y) for x in left.dollars or left.figures for y in right.dollars or right.figures]
        known = [value for value in found if value is not None]
        if known:
            parts["figures"] = max(known)
            if found[0] is not None:
                parts["first figure"] = found[0]
            if parts["figures"] == 1:
                parts["fine figure"] = max(fine(x, y) for x in left.figures for y in right.figures if figure(x, y) == 1)
        else:
            parts["units"] = -1.0
    elif left.figures or right.figures:
        parts["figures unsaid"] = -1.0
        for name in ("same goods", "no goods"):
            if name in parts:
                parts[f"figures unsaid, {name}"] = 1.0
    if _other_goods(a, b, parts):
        for name in ("figures", "first figure", "fine figure"):  # a sum in common says nothing of gas and beef
            parts[name] = min(0.0, parts.get(name, 0.0))
    elif parts.get("pledger") == 1 and parts.get("kind") == 1 and parts.get("figures") == 1:
        parts["same terms"] = 1.0
    firms(a, b, parts)


def _other_goods(a: Traits, b: Traits, parts: Parts) -> bool:
    """Whether both are of goods that share no branch; only where goods are the matter: money goes to many ends."""
    kinds = {getattr(each.claim, "kind", None) for each in (a, b)}
    return parts.get("goods") == -1 and kinds <= _OF_GOODS


def firms(a: Traits, b: Traits, parts: Parts) -> None:
    """The companies that stand in slots of both."""
    one, two = a.statement.firms, b.statement.firms
    if one and two:
        shared = len(one & two)
        parts["firms"] = shared / min(len(one), len(two)) + shared / (len(one) + len(two)) * 2 - 1
    elif one or two:
        parts["firms unsaid"] = -1.0


def telling(a: Traits, b: Traits, parts: Parts) -> None:
    """Words, names, days, years and shares that the sentences of both have."""
    shared = len(a.words & b.words)
    if a.words and b.words:
        parts["words"] = 2 * shared / (len(a.words) + len(b.words))
        parts["shared words"] = min(1.0, shared / _SHARED)
    if a.names and b.names:
        parts["names"] = dice(a.names, b.names) or -1.0
    parts["context"] = dice(a.context, b.context)
    if a.days_named and b.days_named:
        gap = min(abs(x - y) for x in a.days_named for y in b.days_named)
        parts["days named"] = 1.0 if gap == 0 else 0.5 if gap <= 2 else -0.3 if gap <= 7 else -1.0
    if a.months_named and b.months_named:
        parts["months named"] = _months_apart(a.months_named, b.months_named)
    elif a.months_named or b.months_named:
        named, told = (a.months_named, b.months_told) if a.months_named else (b.months_named, a.months_told)
        if told:
            parts["told in its month"] = _months_apart(named, told)
    if a.years and b.years:
        gap = min(abs(x - y) for x in a.years for y in b.years)
        parts["years"] = 1.0 if gap == 0 else 0.0 if gap == 1 else -1.0
    if a.percents and b.percents:
        parts["percents"] = 2 * dice(a.percents, b.percents) - 1


def _months_apart(one: Collection[int], two: Collection[int]) -> float:
    gap = min(min((x - y) % 12, (y - x) % 12) for x in one for y in two)
    return 1.0 if gap == 0 else 0.0 if gap == 1 else -1.0


def surroundings(a: Traits, b: Traits, parts: Parts) -> None:
    """What else the reports of both tell."""
    if a.surroundings and b.surroundings:
        parts["surroundings"] = overlap(a.surroundings, b.surroundings)


def alike(left: str, right: str) -> float:
    """How alike two texts are by their words, of which one may have more than the other."""
    return fuzz.token_set_ratio(left.casefold(), right.casefold()) / 50 - 1


def overlap(one: Set[str], two: Set[str]) -> float:
    """1 where the smaller set is within the larger, -1 where nothing is shared."""
    return 2 * len(one & two) / min(len(one), len(two)) - 1


def dice(one: Set[object], two: Set[object]) -> float:
    """How much of two sets is shared, of both together."""
    return 2 * len(one & two) / (len(one) + len(two)) if one and two else 0.0
