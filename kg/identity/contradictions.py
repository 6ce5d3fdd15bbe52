"""What no two accounts of one event can differ in, whatever else they share: known, not learnt from labels.

A learnt part says how often a difference was seen on two events; these are differences that have no other reading, so
that they hold on topics nobody labelled. Where a claim is silent nothing contradicts.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator
from datetime import date
from functools import cache
from itertools import combinations, product
from pathlib import Path
from typing import Any, cast

from kg.model import dates
from kg.model.claims import Measure, Pledge, Ruling, Talks
from kg.model.statement import Statement

__all__ = ["contradicting", "contradiction"]

_APART = 3  # days between the ends of two meetings: one meeting's days are told no further apart
_NO_CASH = ("guarantee", "trade_target")  # kinds that are no money spent: beside a sum of cash, never it
_OPEN = frozenset({"mixed", "other"})  # kinds that may hold any
_STARTS = frozenset({"impose", "raise", "threaten"})
_STOPS = frozenset({"exempt", "remove"})  # a delay or suspension may be told as the rate that stays
_Days = tuple[date | None, date | None]


def contradiction(a: Statement, b: Statement) -> str | None:
    """Why two claims of one class cannot be one event, in words; symmetric."""
    if a.claim.KIND not in _BY_CLASS:
        return None
    decisive, differ = _BY_CLASS[a.claim.KIND]
    return differ(decisive(a), decisive(b))


def contradicting(claims: Iterable[Statement]) -> Iterator[tuple[Statement, Statement]]:
    """The pairs of claims of one class that cannot be one event; what claims have in common is looked at once."""
    alike: dict[tuple[str, Hashable], list[Statement]] = defaultdict(list)
    for claim in claims:
        kind = claim.claim.KIND
        if kind in _BY_CLASS:
            alike[kind, _BY_CLASS[kind][0](claim)].append(claim)
    for (one, other), held in zip(combinations(alike, 2), combinations(alike.values(), 2), strict=True):
        if one[0] == other[0] and _BY_CLASS[one[0]][1](one[1], other[1]):
            yield from product(*held)


# --- what of a claim decides, and how two such values contradict each other; one value never contradicts itself


def _kind(claim: Statement) -> str:
    return cast(Pledge, claim.claim).kind


def _kinds(one: str, other: str) -> str | None:
    if one == other or {one, other} & _OPEN or not any(kind in _NO_CASH for kind in (one, other)):
        return None
    one, other = sorted((one, other))
    return f"{_said(one)} is no {_said(other)}"


def _action(claim: Statement) -> tuple[str, bool]:
    """What is done, and whether a rate stays when it is done."""
    measure = cast(Measure, claim.claim)
    return measure.action, measure.action in _STARTS or (measure.action == "cut" and bool(measure.rate_percent))


def _actions(one: tuple[str, bool], other: tuple[str, bool]) -> str | None:
    for (action, stays), (ending, _) in ((one, other), (other, one)):
        if stays and ending in _STOPS:
            return f"{_said(action)} leaves a rate, {_said(ending)} ends it"
    return None


def _meeting(claim: Statement) -> tuple[int | None, _Days]:
    return cast(Talks, claim.claim).round, dates.bounds(claim.happened) if claim.happened else (None, None)


def _meetings(one: tuple[int | None, _Days], other: tuple[int | None, _Days]) -> str | None:
    if one[0] and other[0] and one[0] != other[0]:
        return "two rounds"
    for (_, (_, end)), (_, (start, _)) in ((one, other), (other, one)):
        if start and end and (start - end).days > _APART:
            return "meetings on other days"
    return None


def _parties(claim: Statement) -> frozenset[str]:
    return claim.actors[0]


def _no_party(one: frozenset[str], other: frozenset[str]) -> str | None:
    return "no party in common" if one and other and not one & other else None


def _is_highest(claim: Statement) -> bool:
    return not _apex().isdisjoint(cast(Ruling, claim.claim).court.casefold().split())


def _courts(one: bool, other: bool) -> str | None:
    return "the highest court and another" if one != other else None


@cache
def _apex() -> frozenset[str]:
    """Words that only the name of a country's highest court holds."""
    return frozenset(Path(__file__).with_name("apex_words.txt").read_text(encoding="utf-8").split())


def _said(code: str) -> str:
    return code.replace("_", " ")


_BY_CLASS: dict[str, tuple[Callable[[Statement], Hashable], Callable[[Any, Any], str | None]]] = {
    "pledge": (_kind, _kinds),
    "measure": (_action, _actions),
    "talks": (_meeting, _meetings),
    "agreement": (_parties, _no_party),
    "ruling": (_is_highest, _courts),
}
