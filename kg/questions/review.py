"""What a person should look at: pairs of claims of which it is doubtful whether they are one event."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from kg.derive.conductor import claims_of
from kg.identity import grouping
from kg.identity.grouping import Pair
from kg.identity.likeness import SAME
from kg.model.statement import Statement
from kg.query.table import Table
from kg.store.decisions import decided
from kg.store.embedded import Store

__all__ = ["review"]

_COLUMNS = ("score", "taken_for", "a", "a_says", "b", "b_says", "parts")


def review(store: Store, rows: int) -> Table:
    """Candidate pairs without a decision: nearest to the threshold first, then by the reports they would join."""
    claims = claims_of(store)
    pairs = decided(store).pairs
    open_ = [pair for pair in grouping.pairs(claims) if frozenset((pair.a.iri, pair.b.iri)) not in pairs]
    open_.sort(key=lambda pair: (abs(pair.likeness.score - SAME), pair.a.iri, pair.b.iri))
    notes = (f"{len(open_)} pairs could be decided; `kg same A B` or `kg different A B` does it",)
    return Table(_COLUMNS, tuple(_rows(open_[:rows])), "review", "covered" if open_ else "none", notes)


def _rows(pairs: list[Pair]) -> Iterator[dict[str, Any]]:
    for pair in pairs:
        yield {
            "score": pair.likeness.score,
            "taken_for": "same" if pair.likeness.score >= SAME else "different",
            "a": pair.a.iri,
            "a_says": _says(pair.a),
            "b": pair.b.iri,
            "b_says": _says(pair.b),
            "parts": [f"{name} {value:.2f}" for name, value in pair.likeness.parts.items()],
        }


def _says(statement: Statement) -> str:
    told = statement.claim.evidence or ", ".join(name for side in statement.sides for name in side)
    return f"{statement.report.publisher}, {statement.report.published or 'undated'}: {told}"
