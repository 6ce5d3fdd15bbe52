"""What a person should look at: doubtful pairs of claims; and a claim's footnote."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from kg import decisions, identity
from kg.derive import claims_of
from kg.errors import UnknownName
from kg.identity import Pair
from kg.likeness import SAME
from kg.nodes import expand
from kg.reader import Reader
from kg.stated import Stated
from kg.store import Store
from kg.table import Table
from kg.terms import DECISIONS

__all__ = ["cite", "review"]

_COLUMNS = ("score", "taken_for", "a", "a_says", "b", "b_says", "parts")


def review(store: Store, rows: int) -> Table:
    """Candidate pairs without a decision: nearest to the threshold first, then by the reports they would join."""
    claims = claims_of(store)
    decided = decisions.from_quads(store.quads(graph=DECISIONS))
    open_ = [pair for pair in identity.pairs(claims) if frozenset((pair.a.iri, pair.b.iri)) not in decided.pairs]
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


def _says(stated: Stated) -> str:
    told = stated.claim.evidence or ", ".join(name for side in stated.sides for name in side)
    return f"{stated.report.publisher}, {stated.report.published or 'undated'}: {told}"


def cite(store: Store, claim: str) -> str:
    """`CNA, “Title”, 2025-05-28, https://… ; claim https://…`. UnknownName if no report states the claim."""
    if not any(store.quads(claim, "contentHash", graph=None)):
        raise UnknownName(f"{claim!r} is no claim of this graph; `kg ask evidence` lists claims")
    reader = Reader(store, "latest", {})
    _, report = reader.report(claim)
    title, url = reader.first(report, "title"), reader.first(report, "url")
    day = reader.first(report, "published") or "undated"
    parts = [str(report[expand("publisher")][0]), f"“{title}”" if title else None, str(day), str(url) if url else None]
    return ", ".join(part for part in parts if part) + f"; claim {claim}"
