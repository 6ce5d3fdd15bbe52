"""What may be inside of what: a pledge of which some is told as separate from another is not inside of that."""

from __future__ import annotations

from typing import Any

import pytest
from worlds import loaded, told, usd

from kg.model.record import Record
from kg.questions.catalogue import ask


def jets(name: str, billions: int, **more: Any) -> dict[str, Any]:
    """An order of an airline, in one report with others."""
    amount = {"value": billions * 1e9, "unit": "USD", "qualifier": "exact"}
    sides = {"pledgers": ["Korean Air"], "recipients": ["Boeing"], "kind": "purchase", "status": "announced"}
    return {"id": name, **sides, "products": ["aircraft"], "amounts": [amount], **more}


@pytest.mark.parametrize(
    ("names", "low"), [(("Roche", "Novartis"), 73), (("Hanwha Group", "Hanwha Ocean"), 50)]
)  # fmt: skip
def test_a_company_s_promise_holds_none_of_another_group(names: tuple[str, str], low: int) -> None:
    """$23bn of one drug maker are no part of $50bn of another; of its own group they may be."""
    sums = dict(zip(names, (50e9, 23e9), strict=True))
    store = loaded(
        [
            told(name, "2025-05-28", title=name, kind="investment", pledgers=[name], amounts=[usd(value)],
                 more={"companies": [{"name": name}]})
            for name, value in sums.items()
        ]
    )  # fmt: skip
    rows = ask(store, "totals").rows
    assert next(row["usd_low"] for row in rows if row["part"] == "sum in USD") == low * 10**9


@pytest.mark.parametrize(("relation", "low"), [("separate", 69), (None, 36)])
def test_a_part_that_is_separate_keeps_its_whole_apart(relation: str | None, low: int) -> None:
    """$25bn of an earlier $33bn, told as separate from $36bn: the $33bn cannot be inside of these, and adds."""
    apart = [{"target": "part", "relation": relation}] if relation else []
    orders = [
        jets("now", 36, counted_in=apart),
        jets("before", 33),
        jets("part", 25, counted_in=[{"target": "before", "relation": "inside"}]),
    ]
    report = {"publisher": "Korea Herald", "title": "Orders", "published": "2025-08-26", "type": "reporting"}
    named = {"companies": [{"name": "Korean Air"}, {"name": "Boeing"}]}
    record = Record.of({"report": report, "pledges": orders, **named})
    rows = ask(loaded([record]), "totals", pledger="Korean Air").rows
    assert next(row["usd_low"] for row in rows if row["part"] == "sum in USD") == low * 10**9
