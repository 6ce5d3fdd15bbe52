"""What became of a thing given: by rulings, and of a measure that none is said to void by what is known of its rate."""

from __future__ import annotations

from datetime import date, timedelta

from kg.model import codes
from kg.query.reader import Reader
from kg.query.sources import Sources
from kg.questions.accords import Accords, Fate
from kg.questions.acts import (
    AHEAD,
    ENDED,
    EXEMPT,
    LATER,
    LIFTED,
    NEVER,
    RELIEF_OVER,
    REPLACED,
    SUSPENDED,
    THREAT,
    UNKNOWN,
    Found,
)
from kg.questions.concession import Concession
from kg.questions.in_force import OnDay
from kg.questions.said import answer_words

__all__ = ["NOT_TOLD", "fate", "fate_said", "reached"]

NOT_TOLD = "not_told"  # whether it took effect
_UNCLEAR = "unclear"
_OVER = {ENDED: "ended", REPLACED: "replaced"}
_BEFORE = {**_OVER, THREAT: "threatened"}
_NOT_HELD = {
    **_BEFORE,
    RELIEF_OVER: "ended",
    NEVER: "never_took_effect",
    AHEAD: "not_yet_in_effect",
    UNKNOWN: NOT_TOLD,
    LATER: NOT_TOLD,
}
_RELIEF = (EXEMPT, LIFTED, SUSPENDED)  # which no ruling takes away


def _on(reader: Reader, part: Concession, day: date) -> Found:
    """What a day finds the measure to be, for the one country that it is given to."""
    whom = next(iter(part.towards)) if len(part.towards) == 1 else None
    target = codes.iri("country", whom) if whom and whom in codes.scheme("country") else None
    return OnDay(reader, day, target).of(part.event)


def _over_before(reader: Reader, part: Concession, ruled: date) -> Fate | None:
    """What had become of a measure before a ruling could reach it: replaced, ended, or it was only threatened."""
    told = _on(reader, part, ruled - timedelta(days=1))
    if told.state not in _BEFORE or (told.until and told.until >= ruled):
        return None
    return Fate(_BEFORE[told.state], told.until, how="stated", why=told.because, claims=part.claims)


def fate(reader: Reader, accords: Accords, part: Concession) -> Fate:
    """As rulings have it; of a measure that none is said to have voided as `measures` finds it on the day."""
    found = accords.fate(part)
    if found.ruling and found.since and (over := _over_before(reader, part, found.since)):
        return over
    if found.state == _UNCLEAR:
        return _perhaps_reached(reader, accords, part, found)
    if not part.is_measure or found.state != "stands" or len({each.basis for each in accords.parts(part.event)}) > 1:
        return found  # what becomes of a measure is no word on one of several laws that it rests on
    told = _on(reader, part, accords.on or reader.last_report)
    if told.state not in _NOT_HELD:
        return found
    since = told.until or (part.since if part.is_dated else None)
    return Fate(_NOT_HELD[told.state], since, how="stated", why=told.because, claims=part.claims)


def reached(reader: Reader, ruling: str) -> frozenset[str]:
    """The pledges (IRIs) against which something was given that a ruling took, or an act that followed it did."""
    accords = Accords.of(Sources.of(reader.store))
    return frozenset(
        pledge.event
        for parts in accords.agreements.values()
        for taken in parts
        if fate(reader, accords, taken).is_by(ruling)
        for pledge in taken.against(parts)
        if not pledge.is_measure
    )


def fate_said(state: str) -> str:
    """What became of a thing given, behind its name."""
    return str(answer_words()["fates"].get(state) or state.replace("_", " "))


def _perhaps_reached(reader: Reader, accords: Accords, part: Concession, found: Fate) -> Fate:
    """Of what a ruling may have reached without a word whether a later act ended it; relief that holds, holds."""
    told = _on(reader, part, accords.on or reader.last_report)
    if told.state in _RELIEF:
        return Fate("stands", part.since, how="stated", why=told.because, claims=part.claims)
    if told.state not in _OVER:
        return found
    after = accords.after_rulings(part)  # what all others that the ruling reached are told to be replaced by
    state = "replaced" if after else _OVER[told.state]
    ruling = accords.followed(told.replaced_by)
    why = f"{told.because}, after “{reader.label(ruling)}”" if ruling else told.because
    return Fate(state, told.until, how="stated", why=why, claims=part.claims, replaced_by=after, follows=ruling)
