"""What became of a thing given: by rulings, and where these leave it open by what later acts did to its rate."""

from __future__ import annotations

from kg.model import codes
from kg.query.reader import Reader
from kg.questions.accords import Accords, Fate
from kg.questions.acts import ENDED, REPLACED
from kg.questions.concession import Concession
from kg.questions.in_force import OnDay

__all__ = ["UNCLEAR", "fate"]

UNCLEAR = "unclear"
_OVER = {ENDED: "ended", REPLACED: "replaced"}


def fate(reader: Reader, accords: Accords, part: Concession) -> Fate:
    """As rulings have it; of a measure that one may have reached without a word, whether a later act ended it."""
    found = accords.fate(part)
    if found.state != UNCLEAR:
        return found
    whom = next(iter(part.towards)) if len(part.towards) == 1 else None
    target = codes.iri("country", whom) if whom and whom in codes.scheme("country") else None
    told = OnDay(reader, accords.on or reader.last_report, target).of(part.event)
    if told.state not in _OVER:
        return found
    return Fate(_OVER[told.state], told.until, how="stated", why=told.because, claims=part.claims)
