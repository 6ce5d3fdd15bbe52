"""Talks as told, pure: whether they took place, were only planned or were called off, and whether they were a call.

A report of an earlier day can tell of a plan only, one of a later day of what took place, unless it says that nothing
came of it. Of the day itself, or without a day, its words decide.
"""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from collections.abc import Sequence
from functools import cache
from importlib.resources import files

from kg.model import dates
from kg.model.claims import Talks
from kg.model.statement import Statement

__all__ = ["CALLED_OFF", "HELD", "NOT_TOLD", "PLANNED", "held", "is_call"]

HELD, CALLED_OFF, PLANNED, NOT_TOLD = "held", "called off", "planned", "not told"


def held(claims: Sequence[Statement]) -> str:
    """held, called off, planned or not told: whoever tells that they took place outweighs who told of a plan."""
    told = {_told(item) for item in claims}
    return next(state for state in (HELD, CALLED_OFF, PLANNED, NOT_TOLD) if state in told or state == NOT_TOLD)


def is_call(claims: Sequence[Statement]) -> bool:
    """Whether at least half of the claims tell of a call."""
    return Counter(_says("call", item) for item in claims)[True] * 2 >= len(claims)


def _told(item: Statement) -> str:
    claim = item.claim
    first, last = dates.bounds(claim.date) if isinstance(claim, Talks) and claim.date else (None, None)
    if _says("called_off", item):
        return CALLED_OFF
    if first and item.published and item.published < first:
        return PLANNED
    if (last and item.published and item.published > last) or _says("held", item):
        return HELD
    if _says("planned", item):
        return PLANNED
    return HELD if claim.evidence else NOT_TOLD


def _says(what: str, item: Statement) -> bool:
    return bool(_pattern(what).search(item.claim.evidence or ""))


@cache
def _pattern(what: str) -> re.Pattern[str]:
    forms = tomllib.loads((files("kg.ledger") / "meeting_words.toml").read_text("utf-8"))[what]
    return re.compile(rf"\b(?:{'|'.join(forms)})\b", re.IGNORECASE)
