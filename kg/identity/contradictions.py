"""What no two accounts of one event can differ in, whatever else they share: known, not learnt from labels.

A learnt part says how often a difference was seen on two events; these are differences that have no other reading, so
that they hold on topics nobody labelled. Where a claim is silent nothing contradicts.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from pathlib import Path

from kg.model import dates
from kg.model.claims import Agreement, Measure, Pledge, Ruling, Talks
from kg.model.statement import Statement

__all__ = ["contradiction"]

_APART = 3  # days between the ends of two meetings: one meeting's days are told no further apart
_NO_CASH = ("guarantee", "trade_target")  # kinds that are no money spent: beside a sum of cash, never it
_OPEN = frozenset({"mixed", "other"})  # kinds that may hold any
_STARTS = frozenset({"impose", "raise", "threaten"})
_STOPS = frozenset({"exempt", "remove"})  # a delay or suspension may be told as the rate that stays


def contradiction(a: Statement, b: Statement) -> str | None:
    """Why two claims of one class cannot be one event, in words; symmetric."""
    return _BY_CLASS.get(a.claim.KIND, _none)(a, b)


def _none(_: Statement, __: Statement) -> str | None:
    return None


def _pledge(a: Statement, b: Statement) -> str | None:
    assert isinstance(a.claim, Pledge)
    assert isinstance(b.claim, Pledge)
    return _kinds(*sorted((a.claim.kind, b.claim.kind)))


@cache
def _kinds(one: str, other: str) -> str | None:
    if one == other or {one, other} & _OPEN or not any(kind in _NO_CASH for kind in (one, other)):
        return None
    return f"{_said(one)} is no {_said(other)}"


def _measure(a: Statement, b: Statement) -> str | None:
    assert isinstance(a.claim, Measure)
    assert isinstance(b.claim, Measure)
    for one, other in ((a.claim, b.claim), (b.claim, a.claim)):
        stays = one.action in _STARTS or (one.action == "cut" and one.rate_percent)
        if stays and other.action in _STOPS:
            return f"{_said(one.action)} leaves a rate, {_said(other.action)} ends it"
    return None


def _talks(a: Statement, b: Statement) -> str | None:
    assert isinstance(a.claim, Talks)
    assert isinstance(b.claim, Talks)
    if a.claim.round and b.claim.round and a.claim.round != b.claim.round:
        return "two rounds"
    one, other = (dates.bounds(each.happened) if each.happened else (None, None) for each in (a, b))
    for (_, end), (start, _) in ((one, other), (other, one)):
        if start and end and (start - end).days > _APART:
            return "meetings on other days"
    return None


def _agreement(a: Statement, b: Statement) -> str | None:
    assert isinstance(a.claim, Agreement)
    assert isinstance(b.claim, Agreement)
    one, other = a.actors[0], b.actors[0]
    return "no party in common" if one and other and not one & other else None


def _ruling(a: Statement, b: Statement) -> str | None:
    assert isinstance(a.claim, Ruling)
    assert isinstance(b.claim, Ruling)
    highest = {not _apex().isdisjoint(claim.court.casefold().split()) for claim in (a.claim, b.claim)}
    return "the highest court and another" if len(highest) == 2 else None


@cache
def _apex() -> frozenset[str]:
    """Words that only the name of a country's highest court holds."""
    return frozenset(Path(__file__).with_name("apex_words.txt").read_text(encoding="utf-8").split())


def _said(code: str) -> str:
    return code.replace("_", " ")


_BY_CLASS: dict[str, Callable[[Statement, Statement], str | None]] = {
    "pledge": _pledge,
    "measure": _measure,
    "talks": _talks,
    "agreement": _agreement,
    "ruling": _ruling,
}
