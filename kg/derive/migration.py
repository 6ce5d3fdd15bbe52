"""From a former schema to this one: a function over primary data, after which everything is derived afresh.

A former store is read as it stands, where its schema allows, and written to only once it was migrated; a newer one is
refused. Nothing is written before every report was found to be sound in its new form.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

import pyoxigraph as ox

from kg.derive import conductor
from kg.model.errors import InputError, StoreError
from kg.model.iris import DECISIONS
from kg.query.table import Table
from kg.store import manifest
from kg.store.embedded import Store
from kg.store.reports import rewritten

__all__ = ["READABLE", "STEPS", "Step", "admit", "migrate", "rewrite"]

READABLE = 1  # the oldest schema whose reports this version reads as they stand
_COLUMNS = ("schema", "what", "graphs")


@dataclass(frozen=True, slots=True)
class Step:
    """To a schema from the one before: `change` takes a graph's name and its sorted N-Quads lines and gives new lines.

    Graphs are those of reports and of decisions. Done twice it is done once: a run that was cut off is run again.
    """

    to: int
    what: str
    change: Callable[[str, list[str]], Iterable[str]] = lambda _graph, lines: lines


STEPS = (
    Step(
        2,
        "the store says which schema it has, and what of it came with a release; of what is there already that is not "
        "known, so all of it counts as loaded by you and stays",
    ),
)


def admit(store: Store, *, former: bool = False) -> tuple[str, ...]:
    """Notes on a store of a former schema that is open for reading. StoreError if this version cannot use the store.

    With `former` one is also written to: to migrate it, or to take back a decision.
    """
    found = manifest.schema(store)
    _refuse_newer(found, f"the store {store.path}" if store.path else "the store")
    if found == manifest.SCHEMA or former:
        return ()
    told = f"the store {store.path} has schema {found}, this version writes {manifest.SCHEMA}"
    do = "`kg migrate --dry-run` says what would change, `kg migrate` does it"
    if not store.read_only or found < READABLE:
        raise StoreError(f"{told}; {do}. No report and no decision is lost, and `kg dump` keeps a copy")
    return (f"{told}, and it is read as it stands; {do}",)


def _refuse_newer(found: int, what: str) -> None:
    if found > manifest.SCHEMA:
        raise StoreError(
            f"{what} has schema {found}, and this version of tradekg knows those up to {manifest.SCHEMA}; use the "
            "version that wrote it, or a later one (`pip install --upgrade tradekg`)"
        )


def migrate(store: Store, *, dry_run: bool = False) -> Table:
    """A row a step, with the number of graphs it changes; none where the store has this schema already.

    StoreError, and nothing is written, if a report would not be one in its new form.
    """
    with store.lock:
        if dry_run:
            return _planned(store)[0]
        with store.change():
            told = rewrite(store)
            if told:
                conductor.mend(store)
        return told


def rewrite(store: Store) -> Table:
    """Bring primary data to this schema and leave what is derived as it is; rows as of `migrate`."""
    told, graphs = _planned(store)
    store.put(graphs)
    if told:
        manifest.write(store, replace(manifest.held(store), schema=manifest.SCHEMA))
    return told


def _planned(store: Store) -> tuple[Table, dict[str, list[str]]]:
    """Rows, and the lines of each graph that changes."""
    found = manifest.schema(store)
    _refuse_newer(found, "this")
    steps = [step for step in STEPS if step.to > found]
    changes = dict.fromkeys(steps, 0)
    graphs: dict[str, list[str]] = {}
    for name in (*store.reports(), DECISIONS) if steps else ():
        old = lines = store.lines(name)
        for step in steps:
            new = sorted(step.change(name, lines))
            changes[step] += new != lines
            lines = new
        if lines != old:
            graphs[name] = lines if name == DECISIONS else _sound(name, lines)
    rows = tuple(dict(zip(_COLUMNS, (step.to, step.what, count), strict=True)) for step, count in changes.items())
    return Table(_COLUMNS, rows, "migrate", "covered"), graphs


def _sound(report: str, lines: list[str]) -> list[str]:
    """The lines as this version writes the same report: its hashes follow from what it now says."""
    try:
        return rewritten(ox.parse("\n".join(lines), format=ox.RdfFormat.N_QUADS), report)
    except (InputError, StoreError, SyntaxError, ValueError) as error:
        raise StoreError(
            f"{report} is no report in the new schema ({error}); nothing was changed, and `kg dump` keeps it as it is"
        ) from error
