"""Small worlds for tests: records in a line or two, as claims or loaded into a store of their own."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import pyoxigraph as ox

from kg.derive import conductor, loading
from kg.model.decisions import Decision
from kg.model.record import Record
from kg.model.statement import Statement
from kg.store import quads
from kg.store.decisions import to_lines
from kg.store.embedded import Store


def told(
    publisher: str,
    day: str | None,
    status: str = "announced",
    *,
    type_: str = "reporting",
    title: str = "Japan to buy US chips",
    report: dict[str, Any] | None = None,
    more: dict[str, Any] | None = None,
    **pledge: Any,
) -> Record:
    """One report with one pledge of Japan to buy from the United States, unless told otherwise."""
    claim = {"id": "p", "pledgers": ["JPN"], "recipients": ["USA"], "kind": "purchase", "status": status, **pledge}
    head = {"publisher": publisher, "title": title, "published": day, "type": type_, **(report or {})}
    return Record.of({"report": head, "pledges": [claim], **(more or {})})


def yen(value: float = 1e12, qualifier: str = "up_to", **more: Any) -> dict[str, Any]:
    """An amount in yen."""
    return {"value": value, "unit": "JPY", "qualifier": qualifier, **more}


def usd(value: float, qualifier: str = "exact", **more: Any) -> dict[str, Any]:
    """An amount in dollars."""
    return {"value": value, "unit": "USD", "qualifier": qualifier, **more}


def claims(*records: Record) -> list[Statement]:
    """The claims of records as the ledger takes them."""
    found = []
    for record in records:
        lines = "\n".join(quads.encode(record))
        _, held = quads.decode_claims(ox.parse(lines, format=ox.RdfFormat.N_QUADS), record.report.iri)
        found += [Statement(iri, claim, record) for iri, claim in held]
    return found


def empty(*, reference: bool = True) -> Store:
    """A store in memory, with or without the Reference layer (which takes a moment)."""
    store = Store(None)
    if reference:
        conductor.load_reference(store)
    return store


def decide(store: Store, made: Iterable[Decision]) -> None:
    """Write decisions and derive; also those on what the store does not hold yet, as a shipped world has them."""
    made = [*made]
    known = [ref for decision in made for ref in decision.refs if any(store.quads(ref, graph=None))]
    store.add(to_lines(made))
    reports = {quad.object.value for ref in known for quad in store.quads(ref, "report", graph=None)}  # type: ignore[union-attr]
    conductor.derive(store, reports.union(ref for ref in known if store.has(ref)))


def loaded(records: Iterable[Record], *, reference: bool = True, made: Iterable[Decision] = ()) -> Store:
    """A store with records and decisions, derived."""
    store = empty(reference=reference)
    loading.load(store, records)
    decide(store, made)
    return store
