"""The graph as it stood: what was told by a day, about days up to a day."""

from __future__ import annotations

from datetime import date

from kg.derive import conductor
from kg.model import dates
from kg.model.iris import DECISIONS, MANIFEST
from kg.model.statement import Statement
from kg.query.sources import Sources
from kg.store.embedded import Store

__all__ = ["at", "left_out"]

_FEW = 10  # where less than one in so many reports goes, taking them out of a copy is less work than beginning anew


def at(
    store: Store, *, as_of: date | None = None, known_by: date | None = None, undated: bool = False
) -> tuple[Store, int]:
    """A store in memory of what follows from what is admitted, and the number of reports without a date.

    `known_by` admits reports certainly published by that day ("in July" by the 31st), `as_of` claims about days up to
    it; decisions and reference data are today's. An undated report is known by no day, and its claims without a date of
    their own are about none; `undated` admits it whatever the day. The last one asked for is kept until something is
    written.
    """
    key = (as_of, known_by, undated)
    held: dict[object, tuple[Store, int]] = store.memo.setdefault("as it stood", {})
    if key not in held:
        held.clear()
        held[key] = _made(store, as_of, known_by, undated)
    return held[key]


def _made(store: Store, as_of: date | None, known_by: date | None, always: bool) -> tuple[Store, int]:
    reports = store.reports()
    days = {report: _published(store, report) for report in reports}
    undated = sum(day is None for day in days.values())
    later = [
        report
        for report, day in days.items()
        if known_by is not None and (not always if day is None else day > known_by)
    ]
    few = len(later) * _FEW < len(reports)
    if as_of is None and few and conductor.current(store):
        made = store.copy()
        for graph in (MANIFEST, *later):
            made.drop(graph)
        conductor.derive(made, later)
    else:
        made = _afresh(store, [report for report in reports if report not in set(later)], as_of)
    made.read_only = True  # it is shared
    return made, undated


def _published(store: Store, report: str) -> date | None:
    """The day by which a report was certainly published."""
    told = store.objects(report, "published", graph=report)
    return dates.latest(str(told[0])) if told else None


def _afresh(store: Store, reports: list[str], as_of: date | None) -> Store:
    """A store of these reports, of which claims about later days do not count."""
    made = Store(None)
    made.take(store, [*reports, DECISIONS])
    conductor.load_reference(made)
    told = Sources.of(store)

    def admit(claim: Statement) -> bool:
        return as_of is None or (claim.day is not None and claim.day <= as_of)

    conductor.derive(made, admit=admit, known={report: list(told.told(report)) for report in reports})
    return made


def left_out(undated: int, *, known: bool) -> tuple[str, ...]:
    """A note on the reports without a date, if there are any; `known`: the graph is as it was known by a day."""
    left = "are left out: they are known by no day" if known else "count only for what has a date of its own"
    return (f"{undated} reports without a date {left}",) if undated else ()
