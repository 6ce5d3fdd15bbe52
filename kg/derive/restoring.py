"""A dump into an empty store: reports and decisions are taken from it, what follows from them is derived anew."""

from __future__ import annotations

from kg.derive import conductor, migration, verification
from kg.model.errors import StoreError
from kg.model.iris import DECISIONS, MANIFEST
from kg.store import dumps, manifest
from kg.store.decisions import decided
from kg.store.embedded import REPORTS, Store

__all__ = ["restore"]

_TOLD = 5  # faulty reports that are named


def restore(store: Store, data: bytes) -> tuple[str, ...]:
    """Fill an empty store from a dump, plain or gzipped; gives notes on what could not be checked.

    A dump of a former schema is brought to this one. StoreError, and nothing is written, if the store holds reports or
    decisions already, or if the data is no N-Quads, holds something else than the count and hash it carries, no valid
    reports and decisions, or what nothing can be derived from.
    """
    if store.reports() or decided(store).all:
        raise StoreError("the store holds reports or decisions already; restore into an empty one (--store DIR)")
    plain, notes = dumps.checked(data)
    made = _primary(plain)
    notes += tuple(f"the dump had a former schema; now {row['what']}" for row in migration.rewrite(made))
    _check(made)
    conductor.mend(made)
    with store.change():
        store.clear()
        store.load_dump(made.dump())
    return notes


def _primary(lines: bytes) -> Store:
    """The reports, decisions and manifest of a dump; the rest is not taken from outside."""
    whole, made = Store(None), Store(None)
    whole.load_dump(lines)
    for graph in whole.graphs():
        if not graph.startswith(REPORTS) and graph not in (DECISIONS, MANIFEST):
            raise StoreError(f"no dump of a store of ours: it holds the graph {graph}")
        made.put({graph: whole.lines(graph)})
    manifest.begin(made)
    return made


def _check(store: Store) -> None:
    faults = list(verification.reports(store))
    if faults:
        more = f"; and {len(faults) - _TOLD} more" if len(faults) > _TOLD else ""
        raise StoreError(
            f"{'; '.join(faults[:_TOLD])}{more}. Take another copy; or leave out the lines of such reports, and the "
            "first line, which counts them"
        )
    decided(store)
