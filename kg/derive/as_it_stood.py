"""The graph as it stood: what was told by a day, about days up to a day."""

from __future__ import annotations

from datetime import date

from kg.derive import conductor
from kg.model import dates
from kg.model.iris import DECISIONS
from kg.model.statement import Statement
from kg.store.embedded import Store

__all__ = ["at", "left_out"]


def at(
    store: Store, *, as_of: date | None = None, known_by: date | None = None, undated: bool = False
) -> tuple[Store, int]:
    """A store in memory, derived afresh from what is admitted, and the number of reports without a date.

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
    made = Store(None)
    undated = 0
    graphs: dict[str, list[str]] = {}
    for report in store.reports():
        told = store.objects(report, "published", graph=report)
        published = dates.latest(str(told[0])) if told else None
        undated += published is None
        if known_by is None or (always if published is None else published <= known_by):
            graphs[report] = store.lines(report)
    made.put(graphs)
    made.add(store.lines(DECISIONS))
    conductor.load_reference(made)

    def admit(claim: Statement) -> bool:
        return as_of is None or (claim.day is not None and claim.day <= as_of)

    conductor.derive(made, admit=admit)
    made.read_only = True  # it is shared
    return made, undated


def left_out(undated: int, *, known: bool) -> tuple[str, ...]:
    """A note on the reports without a date, if there are any; `known`: the graph is as it was known by a day."""
    left = "are left out: they are known by no day" if known else "count only for what has a date of its own"
    return (f"{undated} reports without a date {left}",) if undated else ()
