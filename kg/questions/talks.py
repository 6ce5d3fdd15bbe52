"""Rounds of talks between sides."""

from __future__ import annotations

from datetime import date

from kg.query.reader import Reader, Rows, answer
from kg.store.nodes import expand

__all__ = ["talks"]


@answer(
    "event label round date place parties officials topics claims reports origins",
    "country partner official since until",
)
def talks(reader: Reader) -> Rows:
    """Which rounds of talks were held: when, where, between whom, who was there and about what."""
    wanted = reader.filters.get("official")
    held = [
        row
        for values, rows in reader.asked("talks", "event", "Talks")
        if wanted in (None, *values.get(expand("official"), ()))
        for row in rows
    ]
    yield from sorted(held, key=lambda row: (row["first"] or date.max, row["event"]))
