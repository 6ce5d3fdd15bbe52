"""How a pledge stands to another one of the same sides and goods, where a report says it."""

from __future__ import annotations

from typing import Any

import pytest
from worlds import loaded

from kg.model.record import Record
from kg.query.reader import Reader
from kg.questions.benefits.followed import beside_orders
from kg.questions.catalogue import ask

SIDES: dict[str, Any] = {"pledgers": ["Garuda Indonesia"], "recipients": ["Boeing"], "kind": "purchase"}
OPEN = "whether that order counts towards the new one is unclear"


def beside(figure: int, relation: str, **old: Any) -> list[str]:
    """What is told beside the pledge of so many jets, of a new and of an old one."""
    new = {**SIDES, "id": "new", "status": "considering", "amounts": [jets(75)], "products": ["jets"]}
    before = {**SIDES, "id": "old", "status": "signed", "amounts": [jets(49)], "products": ["jets"], **old}
    before |= {"evidence": f"Garuda has 49 on order; {OPEN}.", "counted_in": [{"target": "new", "relation": relation}]}
    report = {"publisher": "ATW", "title": "Jets", "published": "2025-07-16", "type": "reporting"}
    firms = [{"name": name} for name in ("Airbus", "Boeing", "Garuda Indonesia")]
    store = loaded([Record.of({"report": report, "pledges": [new, before], "companies": firms})])
    [iri] = {row["pledge"] for row in ask(store, "pledges") if f"{figure} " in row["label"]}
    reader = Reader(store, "latest", {})
    return [said.sentence for said in beside_orders(reader, iri, reader.node(iri))]


def jets(value: int) -> dict[str, Any]:
    """So many aircraft."""
    return {"value": value, "unit": "aircraft", "qualifier": "exact"}


NEW, OLD = (
    "Garuda Indonesia may buy 75 aircraft from Boeing",
    "Garuda Indonesia signed up to buy 49 aircraft from Boeing",
)


@pytest.mark.parametrize(
    ("figure", "relation", "expected"),
    [
        (
            49,
            "unstated",
            [f"How it stands to “{NEW}” is left open: “Garuda has 49 on order; {OPEN}” (ATW, 2025-07-16)."],
        ),
        (
            75,
            "unstated",
            [f"How it stands to “{OLD}” is left open: “Garuda has 49 on order; {OPEN}” (ATW, 2025-07-16)."],
        ),
        (75, "separate", [f"“{OLD}” is told as separate from it (ATW, 2025-07-16)."]),
        (49, "overlaps", [f"It is told as overlapping with “{NEW}” (ATW, 2025-07-16)."]),
        (75, "inside", []),  # a part is told as that
    ],
)
def test_how_it_stands_to_another_order_is_told(figure: int, relation: str, expected: list[str]) -> None:
    """Of either, on the word of a report."""
    assert beside(figure, relation) == expected


def test_orders_of_other_goods_or_sellers_are_no_matter() -> None:
    """Nobody takes the one for the other."""
    assert beside(75, "separate", products=["aircraft engines"]) == []
    assert beside(75, "separate", recipients=["Airbus"]) == []
