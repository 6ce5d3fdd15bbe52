"""What a person should look at: pairs of claims of which it is doubtful whether they are one event."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from kg.derive.conductor import claims_of
from kg.identity import grouping
from kg.identity.grouping import Pair
from kg.identity.likeness import CANDIDATE, SAME, compare
from kg.identity.traits import Traits
from kg.model import amounts
from kg.model.statement import Statement
from kg.query.table import Table
from kg.store.decisions import decided
from kg.store.embedded import REPORTS, Store
from kg.store.reports import statements

__all__ = ["review", "unsupported"]

_COLUMNS = ("score", "taken_for", "a", "a_says", "b", "b_says", "parts")


def review(store: Store, rows: int) -> Table:
    """Candidate pairs without a decision: nearest to the threshold first, then by the reports they would join."""
    claims = claims_of(store)
    pairs = decided(store).pairs
    open_ = [pair for pair in grouping.pairs(claims) if frozenset((pair.a.iri, pair.b.iri)) not in pairs]
    open_.sort(key=lambda pair: (abs(pair.likeness.score - SAME), pair.a.iri, pair.b.iri))
    notes = (f"{len(open_)} pairs could be decided; `kg same A B` or `kg different A B` does it",)
    return Table(_COLUMNS, tuple(_rows(open_[:rows])), "review", "covered" if open_ else "none", notes)


def unsupported(store: Store, a: str, b: str) -> str | None:
    """Both claims side by side if nothing supports that they tell of one event; None if something does.

    Whoever knows better may still decide so: a person's decision wins.
    """
    told = {item.iri: item for report in map(_report, (a, b)) for item in statements(store, report)}
    if a not in told or b not in told:
        return None  # no such claim: deciding says so
    one, two = Traits(told[a]), Traits(told[b])
    found = compare(one, two)
    if found.score >= CANDIDATE:
        return None
    against = [name for name, value in sorted(found.parts.items(), key=lambda part: part[1]) if value < 0][:4]
    why = found.veto or ("they differ in " + ", ".join(against) if against else "they have too little in common")
    return "\n".join(
        ("Nothing supports that these are one event:", *(f"- {_in_full(x)}" for x in (one, two)), f"{why}.")
    )


def _report(claim: str) -> str:
    return REPORTS + claim.removeprefix(REPORTS).split("/")[0]


def _in_full(traits: Traits) -> str:
    """Who towards whom, kind, figures and goods of a claim, and its words."""
    statement = traits.statement
    sides = " → ".join(", ".join(side) for side in statement.sides if side)
    figures = ", ".join(map(amounts.say, statement.quantities)) or "no figure"
    goods = ", ".join(product.name for product in getattr(statement.claim, "products", ())) or "no goods"
    kind = getattr(statement.claim, "kind", statement.claim.KIND)
    return f"{sides}: {kind}, {figures}, {goods} ({_says(statement)})"


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
