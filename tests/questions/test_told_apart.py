"""Measures that share a label are told apart by what their reports differ in."""

from __future__ import annotations

from typing import Any

import pytest
from worlds import loaded

from kg.graph import TradeGraph
from kg.model.record import Record
from kg.questions.told_apart import told_apart


def _report(day: str, name: str, act: dict[str, Any]) -> Record:
    head = {"publisher": f"P{day}", "title": f"A tariff, {name}", "published": day, "type": "reporting"}
    held = {"id": name, "kind": "tariff", "imposer": "USA", "targets": ["GBR"], "products": ["steel"]}
    return Record.of({"report": head, "measures": [{**held, "rate_percent": 25, "evidence": "So it is told.", **act}]})


def _row(event: str, label: str = "US puts 25% tariff on India", **more: Any) -> dict[str, Any]:
    return {"event": event, "label": label, "legal_basis": [], "effective": [], "rate_percent": [25], **more}


@pytest.mark.parametrize(
    ("one", "other", "labels"),
    [
        ({"legal_basis": ["IEEPA"]}, {}, [" (IEEPA)", " (no legal basis told)"]),
        ({"effective": ["2025-08-07"]}, {"effective": ["2025-08-27"]}, [" (from 2025-08-07)", " (from 2025-08-27)"]),
        ({"effective": ["2025-08-07"]}, {}, [" (from 2025-08-07)", " (from no day that is told)"]),
        ({}, {"rate_percent": [25, 50]}, [" (25%)", " (25 and 50%)"]),
        ({}, {}, ["", ""]),
    ],
)
def test_the_first_property_in_which_they_differ_stands_behind_the_label(
    one: dict[str, Any], other: dict[str, Any], labels: list[str]
) -> None:
    """The law, else the day, else the rate; where nothing tells them apart nothing is added, nor to another label."""
    rows = told_apart([_row("a", **one), _row("b", **other), _row("c", "US puts 10% tariff on India")])
    first = "US puts 25% tariff on India"
    assert [row["label"] for row in rows] == [*(first + said for said in labels), "US puts 10% tariff on India"]


def test_a_country_is_told_the_same_as_a_target() -> None:
    """Of a rate that may have been lifted on no certain day it is open whether it held, however it is asked for."""
    graph = TradeGraph(
        loaded(
            [
                _report("2025-06-04", "m", {"action": "impose", "effective": "2025-06-04"}),
                _report("2025-07-01", "r", {"action": "remove"}),
            ]
        )
    )
    states = [
        {row["event"]: row["in_force"] for row in graph.measures(**{name: "United Kingdom"})}
        for name in ("target", "country")
    ]
    assert states[0] == states[1]
    assert "not told" in states[0].values()


def test_the_sentence_tells_apart_what_the_table_does(world: TradeGraph) -> None:
    """Of one rate, and what is aimed at the same side of any rate."""
    lead = world.measures(target="India", rate="50").lead
    assert "“US puts 25% tariff on India, reported 2026 (Executive Order 14329)” (" in lead
    assert "“US puts 25% tariff on India, reported 2026 (no legal basis told)” (" in lead
