"""Rounds of talks between sides."""

from __future__ import annotations

from datetime import date

from kg.query.reader import Reader, Rows, answer

__all__ = ["talks"]


@answer(
    "event label round date place parties officials topics claims reports origins", "country partner official since"
)
def talks(reader: Reader) -> Rows:
    """Which rounds of talks were held: when, where, between whom, who was there and about what."""
    wanted = reader.filters.get("official")
    among = None if wanted is None else {*reader.store.subjects("official", wanted)}
    held = [row for _, rows in reader.asked("talks", "event", "Talks", among=among) for row in rows]
    yield from sorted(held, key=lambda row: (row["first"] or date.max, row["event"]))
