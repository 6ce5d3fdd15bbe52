"""What is in the graph: counts by layer and class."""

from __future__ import annotations

from typing import Any

from kg.model.iris import local
from kg.query.table import Table
from kg.store.embedded import Store

__all__ = ["stats"]


def stats(store: Store) -> Table:
    """How many of what is in the graph: `what, count`, reports and claims first, then nodes by layer and class."""
    reports = store.reports()
    claims = len(store.subjects("contentHash", graph=None))
    rows: list[dict[str, Any]] = [{"what": "reports", "count": len(reports)}, {"what": "claims", "count": claims}]
    query = "SELECT ?layer ?class (COUNT(?s) AS ?count) { ?s trade:layer ?layer ; a ?class } GROUP BY ?layer ?class"
    for row in sorted(store.query(query), key=lambda row: (str(row["layer"]), str(row["class"]))):
        rows.append({"what": f"{local(str(row['layer']))}: {local(str(row['class']))}", "count": row["count"]})
    rows.append({"what": "quads", "count": len(store)})
    return Table(("what", "count"), tuple(rows), "stats", "covered" if reports else "unknown")
