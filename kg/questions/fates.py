"""What became of a thing given: by rulings, and where these leave it open by what later acts did to its rate."""

from __future__ import annotations

from datetime import date, timedelta

from kg.model import codes
from kg.query.reader import Reader
from kg.questions.accords import Accords, Fate
from kg.questions.acts import ENDED, REPLACED, THREAT
from kg.questions.concession import Concession
from kg.questions.in_force import OnDay

__all__ = ["fate"]

_UNCLEAR = "unclear"
_OVER = {ENDED: "ended", REPLACED: "replaced"}
_BEFORE = {**_OVER, THREAT: "threatened"}


def _over_before(reader: Reader, part: Concession, ruled: date) -> Fate | None:
    """What had become of a measure before a ruling could reach it: replaced, ended, or it was only threatened."""
    whom = next(iter(part.towards)) if len(part.towards) == 1 else None
    target = codes.iri("country", whom) if whom and whom in codes.scheme("country") else None
    told = OnDay(reader, ruled - timedelta(days=1), target).of(part.event)
    if told.state not in _BEFORE or (told.until and told.until >= ruled):
        return None
    return Fate(_BEFORE[told.state], told.until, how="stated", why=told.because, claims=part.claims)


def fate(reader: Reader, accords: Accords, part: Concession) -> Fate:
    """As rulings have it; of a measure that one may have reached without a word, whether a later act ended it."""
    found = accords.fate(part)
    if found.ruling and found.since and (over := _over_before(reader, part, found.since)):
        return over
    if found.state != _UNCLEAR:
        return found
    whom = next(iter(part.towards)) if len(part.towards) == 1 else None
    target = codes.iri("country", whom) if whom and whom in codes.scheme("country") else None
    told = OnDay(reader, accords.on or reader.last_report, target).of(part.event)
    if told.state not in _OVER:
        return found
    after = accords.after_rulings(part)  # what all others that the ruling reached are told to be replaced by
    state = "replaced" if after else _OVER[told.state]
    ruling = accords.followed(told.replaced_by)
    why = f"{told.because}, after “{reader.label(ruling)}”" if ruling else told.because
    return Fate(state, told.until, how="stated", why=why, claims=part.claims, replaced_by=after, follows=ruling)
