"""How alike two claims are: a score from parts that can be printed, or a veto with its reason.

A part is between 0 (speaks against one event) and 1 (speaks for it), None where a claim is silent. The score is their
weighted mean, so silence neither helps nor harms. Each class of event has its own parts; weights and steps are the
constants below, set on the labelled claims of the shipped world and printed by `kg review --measure`.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import cast

from rapidfuzz import fuzz

from kg import amounts, codes
from kg.amounts import Quantity
from kg.claims import Agreement, Delivery, Measure, Pledge, Ruling, Talks
from kg.rates import Rates
from kg.stated import Stated

__all__ = ["CANDIDATE", "SAME", "WINDOW", "Likeness", "compare", "ecb"]

SAME = 0.72  # from here on two claims are taken for one event
CANDIDATE = 0.55  # from here on a pair is worth a person's look, and holds a component together
WINDOW = 400  # days between two claims of one event, at most; a longer gap needs a decision

_WEIGHTS: Mapping[str, float] = {
    "parties": 3.0,
    "kind": 2.0,
    "products": 3.0,
    "amounts": 3.0,
    "time": 2.0,
    "companies": 1.5,
    "part": 2.0,
    "name": 3.0,
    "action": 2.0,
    "rate": 2.0,
    "round": 3.0,
    "stage": 2.0,
    "period": 2.0,
}
_NEAR_KINDS = (
    {"purchase", "mixed", "other"},
    {"investment", "loan", "guarantee", "mixed", "other"},
    {"tariff_change", "market_access", "mixed", "other"},
)


@dataclass(frozen=True, slots=True)
class Likeness:
    """The score of a pair with its parts; `veto` says why two claims cannot be one event whatever the score."""

    score: float
    parts: Mapping[str, float]
    veto: str | None = None
    far: bool = False  # the veto is about time alone


def compare(a: Stated, b: Stated) -> Likeness:
    """How alike two claims are; symmetric. Claims of different classes are vetoed."""
    if a.iri > b.iri:
        a, b = b, a
    if (reason := _veto(a, b)) is not None:
        return Likeness(0.0, {}, reason)
    if a.day and b.day and abs((a.day - b.day).days) > _FAR[a.claim.KIND]:
        return Likeness(0.0, {}, f"more than {_FAR[a.claim.KIND]} days apart", far=True)
    parts = {name: value for name, value in _PARTS[a.claim.KIND](a, b).items() if value is not None}
    weight = sum(_WEIGHTS[name] for name in parts)
    score = sum(_WEIGHTS[name] * value for name, value in parts.items()) / weight if weight else 0.0
    return Likeness(round(score, 4), parts)


def _veto(a: Stated, b: Stated) -> str | None:
    if a.claim.KIND != b.claim.KIND:
        return "different kinds of event"
    if a.report_iri == b.report_iri and not _two_accounts(a, b):
        return "two claims of one report"
    return _class_veto(a, b)


def _two_accounts(a: Stated, b: Stated) -> bool:
    """Each side's account inside one article: the same promise in two mouths."""
    return bool(a.claim.said_by and b.claim.said_by and a.claim.said_by != b.claim.said_by)


_FAR = {"pledge": WINDOW, "agreement": WINDOW, "measure": 120, "talks": 12, "ruling": 30, "delivery": WINDOW}


def _class_veto(a: Stated, b: Stated) -> str | None:
    left, right = a.claim, b.claim
    if isinstance(left, Talks) and isinstance(right, Talks) and left.round and right.round and left.round != right.round:
        return "different rounds"
    if isinstance(left, Measure) and isinstance(right, Measure):
        if left.kind != right.kind:
            return "different kinds of measure"
        if _rates_differ(left, right):
            return "different rates"
    if isinstance(left, Delivery) and isinstance(right, Delivery) and left.stage != right.stage:
        return "different stages"
    return None


def _rates_differ(left: Measure, right: Measure) -> bool:
    return left.rate_percent is not None and right.rate_percent is not None and left.rate_percent != right.rate_percent


@cache
def ecb() -> Rates:
    """The shipped ECB rates, read once."""
    return Rates()


# --- parts


def _pledge(a: Stated, b: Stated) -> dict[str, float | None]:
    left, right = cast(Pledge, a.claim), cast(Pledge, b.claim)
    return {
        "parties": _parties(a, b),
        "kind": _kind(left.kind, right.kind),
        "products": _products(a, b),
        "amounts": _amounts(a, b),
        "time": _time(a, b, 60, WINDOW),
        "companies": _overlap(a.companies, b.companies),
        "part": 0.0 if bool(left.part_of) != bool(right.part_of) else None,
    }


def _measure(a: Stated, b: Stated) -> dict[str, float | None]:
    left, right = cast(Measure, a.claim), cast(Measure, b.claim)
    rates = None if left.rate_percent is None or right.rate_percent is None else 1.0
    return {
        "parties": _parties(a, b),
        "products": _products(a, b),
        "action": 1.0 if left.action == right.action else 0.0,
        "rate": rates,
        "time": _time(a, b, 7, 120),
    }


def _talks(a: Stated, b: Stated) -> dict[str, float | None]:
    left, right = cast(Talks, a.claim), cast(Talks, b.claim)
    same_round = 1.0 if left.round and left.round == right.round else None
    place = None
    if left.place and right.place:
        place = fuzz.token_set_ratio(left.place.lower(), right.place.lower()) / 100
    return {"parties": _parties(a, b), "round": same_round, "name": place, "time": _time(a, b, 1, 12)}


def _agreement(a: Stated, b: Stated) -> dict[str, float | None]:
    left, right = cast(Agreement, a.claim), cast(Agreement, b.claim)
    name = fuzz.token_sort_ratio(left.name.lower(), right.name.lower()) / 100
    return {"parties": _parties(a, b), "name": max(name, 0.5), "time": _time(a, b, 30, WINDOW)}


def _ruling(a: Stated, b: Stated) -> dict[str, float | None]:
    left, right = cast(Ruling, a.claim), cast(Ruling, b.claim)
    court = fuzz.token_set_ratio(left.court.lower(), right.court.lower()) / 100
    return {"parties": _parties(a, b), "name": court, "time": _time(a, b, 3, 30)}


def _delivery(a: Stated, b: Stated) -> dict[str, float | None]:
    left, right = cast(Delivery, a.claim), cast(Delivery, b.claim)
    return {
        "parties": _parties(a, b),
        "products": _products(a, b),
        "amounts": _amounts(a, b),
        "period": None if not (left.period and right.period) else float(left.period == right.period),
        "name": None
        if not (left.measured_by and right.measured_by)
        else fuzz.token_sort_ratio(left.measured_by.lower(), right.measured_by.lower()) / 100,
        "companies": _overlap(a.companies, b.companies),
        "time": _time(a, b, 7, WINDOW),
    }


_PARTS: Mapping[str, Callable[[Stated, Stated], dict[str, float | None]]] = {
    "pledge": _pledge,
    "measure": _measure,
    "talks": _talks,
    "agreement": _agreement,
    "ruling": _ruling,
    "delivery": _delivery,
}


def _parties(a: Stated, b: Stated) -> float:
    scores = []
    for left, right in zip(a.sides, b.sides, strict=True):
        if not left and not right:
            continue
        exact = _overlap({a.party(name) for name in left}, {b.party(name) for name in right})
        homes = _overlap({a.home(name) for name in left}, {b.home(name) for name in right})
        scores.append(max(exact or 0.0, 0.7 * (homes or 0.0)))
    return sum(scores) / len(scores) if scores else 0.0


def _overlap(left: Iterable[str], right: Iterable[str]) -> float | None:
    """Shared part of the smaller set: one report names fewer than the other without contradicting it."""
    one, two = set(left), set(right)
    return len(one & two) / min(len(one), len(two)) if one and two else None


def _kind(left: str, right: str) -> float:
    if left == right:
        return 1.0
    return 0.6 if any(left in group and right in group for group in _NEAR_KINDS) else 0.0


def _products(a: Stated, b: Stated) -> float | None:
    left, right = a.products, b.products
    if not left or not right:
        return None
    if set(left) == set(right):
        return 1.0
    hits = sum(any(codes.related(x, y) for y in right) for x in left)
    hits += sum(any(codes.related(x, y) for x in left) for y in right)
    return 0.9 * hits / (len(left) + len(right))


def _amounts(a: Stated, b: Stated) -> float | None:
    """1 if some figure of one agrees with some figure of the other; else by how far the nearest pair is apart."""
    day = a.published or b.published
    found = [_nearness(one, two, None) for one in a.quantities for two in b.quantities if one.unit == two.unit]
    if not found:
        found = [_nearness(one, two, day) for one in a.quantities for two in b.quantities]
    return max((value for value in found if value is not None), default=None)


def _nearness(one: Quantity, two: Quantity, day: date | None) -> float | None:
    verdict = amounts.compare(one, two, on=day, rates=ecb() if day else None)
    if verdict != "rival":
        return 1.0 if verdict == "consistent" else None
    left, right = (float(q.figure.high or q.figure.low or 0) for q in (one, two))
    if one.unit != two.unit or not left or not right:
        return 0.0
    near = max(0.0, 1 - abs(math.log2(left / right)))  # twice as much: nothing in common
    return near if one.recurrence == two.recurrence else 0.6 * near


def _time(a: Stated, b: Stated, near: int, far: int) -> float | None:
    """1 up to `near` days apart, falling to 0 at `far`."""
    if a.day is None or b.day is None:
        return None
    gap = abs((a.day - b.day).days)
    return 1.0 if gap <= near else max(0.0, 1 - (gap - near) / (far - near))
