"""Rounds of talks between sides."""

from __future__ import annotations

from datetime import date

from kg.ledger.meetings import held, is_call
from kg.query.reader import Reader, Rows, answer
from kg.query.sources import Sources

__all__ = ["talks"]


@answer(
    "event label held form round date place parties officials topics claims reports origins",
    "country partner official since",
)
def talks(reader: Reader) -> Rows:
    """Talks that reports tell of: held, only planned or called off; when, where, between whom, about what."""
    wanted = reader.filters.get("official")
    among = None if wanted is None else {*reader.store.subjects("official", wanted)}
    told = Sources.of(reader.store)
    found = [row for _, rows in reader.asked("talks", "event", "Talks", among=among) for row in rows]
    for row in sorted(found, key=lambda row: (row["first"] or date.max, row["event"])):
        claims = told.claims(row["event"])
        yield {**row, "held": held(claims), "form": "call" if is_call(claims) else "meeting"}
