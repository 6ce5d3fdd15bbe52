"""A query's result in one of the standard's forms."""

from __future__ import annotations

from typing import Any

import pyoxigraph as ox

from kg.graph import TradeGraph
from kg.model.errors import QueryError
from kg.model.iris import PREFIXES, WORLD
from kg.query import guard

__all__ = ["is_of_rows", "run"]

_FORMS: dict[str, Any] = {
    "json": ox.QueryResultsFormat.JSON,
    "xml": ox.QueryResultsFormat.XML,
    "csv": ox.QueryResultsFormat.CSV,
    "tsv": ox.QueryResultsFormat.TSV,
    "nt": ox.RdfFormat.N_TRIPLES,
    "turtle": ox.RdfFormat.TURTLE,
    "jsonld": ox.RdfFormat.JSON_LD,
}


def is_of_rows(query: str) -> bool:
    """Whether it is a SELECT or ASK."""
    guard.check(query)
    found = guard._PROLOGUE.match(guard._TOKEN.sub(guard._quiet, query))
    return found is not None and found[1].upper() in ("SELECT", "ASK")


def run(
    graph: TradeGraph, query: str, form: str, *, base: str, default: tuple[str, ...], named: tuple[str, ...]
) -> bytes:
    """Bytes in this form; QueryError."""
    dataset: dict[str, Any] = {}
    if default or named:
        dataset = {
            "default_graph": [ox.DefaultGraph() if iri == WORLD else ox.NamedNode(iri) for iri in default],
            "named_graphs": [ox.NamedNode(iri) for iri in named],
        }
    try:
        found: Any = graph.store._store.query(query, prefixes=PREFIXES, base_iri=base, **dataset)
        triples = isinstance(found, ox.QueryTriples)
        made: Any = ox.serialize(found, format=_FORMS[form]) if triples else found.serialize(format=_FORMS[form])
        return bytes(made)
    except (OSError, RuntimeError, SyntaxError, ValueError) as error:
        raise QueryError(f"the query failed: {error}") from error
