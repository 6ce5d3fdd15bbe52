"""A user's SPARQL query: checked, run, cut at a number of rows."""

from __future__ import annotations

from typing import Any

import pyoxigraph as ox

from kg.model.errors import QueryError
from kg.query import guard
from kg.query.table import Table
from kg.store.embedded import Store
from kg.store.nodes import value_of

__all__ = ["run"]


def run(store: Store, query: str, *, rows: int) -> Table | bytes:
    """SELECT and ASK give a Table, CONSTRUCT and DESCRIBE sorted N-Triples; at most `rows`, and a note when cut.

    QueryError for anything that writes, reaches out, or is nested too deeply, and for a query that fails.
    """
    guard.check(query)
    found = store.run(query)
    if isinstance(found, ox.QueryBoolean):
        return Table(("boolean",), ({"boolean": bool(found)},), "sparql", "covered")
    if isinstance(found, ox.QueryTriples):
        return _triples(found, rows)
    return _table(found, rows)


def _triples(found: ox.QueryTriples, most: int) -> bytes:
    made: list[str] = []
    for triple in found:
        if len(made) == most:
            raise QueryError(f"the query gives more than {most} triples; ask for more with --rows, or narrow it")
        made.append(f"{triple} .\n")
    return "".join(sorted(made)).encode()


def _table(found: ox.QuerySolutions, most: int) -> Table:
    names = tuple(variable.value for variable in found.variables)
    rows: list[dict[str, Any]] = []
    notes: tuple[str, ...] = ()
    try:
        for solution in found:
            if len(rows) == most:
                notes = (f"cut after {most} rows; ask for more with --rows",)
                break
            rows.append({name: None if (term := solution[name]) is None else value_of(term) for name in names})
    except (RuntimeError, OSError) as error:
        raise QueryError(f"the query failed: {error}") from error
    return Table(names, tuple(rows), "sparql", "covered" if rows else "none", notes)
