"""Is a store what it should be? Every index is read, every report decoded, everything derived anew and compared."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from kg.derive import conductor
from kg.model.errors import TradeError
from kg.model.iris import DECISIONS, MANIFEST
from kg.query.table import Table
from kg.store.embedded import Store
from kg.store.reports import rewritten

__all__ = ["reports", "verify"]

_TOLD = 5  # differences named of each kind
_COLUMNS = ("part", "fault")


def verify(store: Store) -> Table:
    """A row for each fault, none for a sound store. Nothing is written, and no damage is an exception."""
    found: list[tuple[str, str]] = []

    def look(part: str, at: Callable[[], Iterator[str]]) -> None:
        try:
            found.extend((part, fault) for fault in at())
        except (KeyboardInterrupt, SystemExit):
            raise
        except BaseException as error:  # the engine panics where its files are damaged, and a panic is no Exception
            found.append((part, f"cannot be read: {error or type(error).__name__}"))

    if store.address is None:  # a server's indexes are its own
        look("indexes", lambda: _indexes(store))
    look("reports", lambda: reports(store))
    look("derived", lambda: _derived(store))
    rows = tuple(dict(zip(_COLUMNS, row, strict=True)) for row in found)
    return Table(_COLUMNS, rows, "verify", "covered")


def _indexes(store: Store) -> Iterator[str]:
    """Each quad stands in one index by subject, one by property, one by value and one by graph."""
    quads = list(store.quads(graph=None))
    places: dict[str, Callable[[Any], Any]] = {
        "subject": lambda quad: quad.subject,
        "property": lambda quad: quad.predicate,
        "value": lambda quad: quad.object,
        "graph": lambda quad: quad.graph_name,
    }
    for name, part in places.items():
        held = store.counted(name, {part(quad) for quad in quads})
        if held != len(quads):
            yield f"{len(quads)} quads are held, {held} of them by {name}"


def reports(store: Store) -> Iterator[str]:
    """What a report says gives the graph it stands in, and the hash it carries."""
    for report in store.reports():
        try:
            sound = rewritten(store.quads(graph=report), report) == store.lines(report)
        except TradeError as error:
            yield f"{report} cannot be read: {error}"
            continue
        if not sound:
            yield f"{report} does not hold what its record says; load it again"


def _derived(store: Store) -> Iterator[str]:
    """The reports and decisions alone, derived in memory, give the same store."""
    again = Store(None)
    again.put({report: store.lines(report) for report in store.reports()})
    again.add([*store.lines(DECISIONS), *store.lines(MANIFEST)])
    conductor.load_reference(again)
    conductor.derive(again)
    here, there = (set(each.dump().splitlines()) for each in (store, again))
    for lines, fault in ((there - here, "is missing"), (here - there, "does not follow from the reports")):
        shown = [line.decode(errors="replace") for line in sorted(lines)[:_TOLD]]
        yield from (f"{line} {fault}" for line in shown)
        if len(lines) > _TOLD:
            yield f"and {len(lines) - _TOLD} quads more: {fault}"
