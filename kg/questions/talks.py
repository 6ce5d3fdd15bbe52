"""Talks between sides: meetings and calls, held, planned or called off."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from kg.ledger.meetings import held, is_call
from kg.model import dates
from kg.model.statement import Statement
from kg.query.question import answer
from kg.query.reader import Reader, Row, Rows
from kg.query.sources import Sources
from kg.questions.findings import misnamed

__all__ = ["talks"]


@answer(
    "event label held form round date place parties officials topics claims reports origins",
    "country partner official since until",
)
def talks(reader: Reader) -> Rows:
    """Talks that reports tell of: held, only planned or called off; when, where, between whom, about what."""
    wanted = reader.filters.get("official")
    among = None if wanted is None else {*reader.store.subjects("official", wanted)}
    told = Sources.of(reader.store)
    found = [row for _, rows in reader.asked("talks", "event", "Talks", among=among) for row in rows]
    for row in sorted(found, key=lambda row: (_day(row), row["event"])):
        claims = told.claims(row["event"])
        wrong = misnamed(claims, _days_beside(told, claims))
        names = [_as_known(name, wrong) for name in row["officials"]]
        yield {**row, "officials": names, "held": held(claims), "form": "call" if is_call(claims) else "meeting"}


def _day(row: Row) -> date:
    """The last day that the date told most often can mean; else the first that any report gives."""
    told = dates.latest(row["date"][0]) if row["date"] else None
    return told or row["first"] or date.max


def _as_known(printed: str, wrong: dict[str, str]) -> str:
    """A name with its country, "Jane Doe (United States)", and who held the office in which it is named."""
    name, _, home = printed.partition(" (")
    return f"{name} [so named; {wrong[name]} held the office] ({home}" if name in wrong else printed


def _days_beside(told: Sources, claims: Sequence[Statement]) -> list[date]:
    """Days of the events that the reports tell of beside, where none of them has a day of its own."""
    if any(item.day for item in claims):
        return []
    near = (told.claims(told.event(item.iri)) for claim in claims for item in told.beside(claim))
    return [item.published for event in near for item in event if item.published]
