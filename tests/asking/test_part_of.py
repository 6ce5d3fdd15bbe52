"""Whether one pledge is part of another is told first: by reports, apart, the other way round, or by none."""

from __future__ import annotations

from typing import Any

import pytest
from worlds import loaded, told, usd

from kg.graph import TradeGraph
from kg.model.record import Record


@pytest.fixture(scope="module")
def graph() -> TradeGraph:
    """Of $550bn of Japan $36bn are told as a part and $8bn of corn as separate; SK hynix builds a plant in Indiana."""
    first = {"kind": "investment", "products": ["natural gas"], "amounts": [usd(36e9)], "part_of": "whole"}
    corn = {"products": ["corn"], "amounts": [usd(8e9)], "counted_in": [{"target": "whole", "relation": "separate"}]}
    plant: dict[str, Any] = {"kind": "investment", "products": ["memory chips"], "amounts": [usd(3.87e9)]}
    return TradeGraph(
        loaded(
            [
                _beside_the_whole("NHK", "2026-02-17", first),
                _beside_the_whole("CNA", "2025-07-22", corn),
                told("AFP", "2024-04-03", title="Plant", pledgers=["SK hynix"], **plant,
                     evidence="SK hynix puts $3.87bn into a plant in Indiana.",
                     more={"companies": [{"name": "SK hynix"}]}),
            ]
        )
    )  # fmt: skip


def _beside_the_whole(publisher: str, day: str, pledge: dict[str, Any]) -> Record:
    """A report that tells of a pledge of Japan and of the $550bn."""
    sides = {"pledgers": ["JPN"], "recipients": ["USA"]}
    one = {"id": "one", **sides, "kind": "purchase", "status": "announced", **pledge}
    whole = {"id": "whole", **sides, "kind": "investment", "status": "agreed", "amounts": [usd(550e9)]}
    head = {"publisher": publisher, "title": "Japan", "published": day, "type": "reporting"}
    return Record.of({"report": head, "pledges": [one, whole]})


_ALL = "Japan agreed to invest $550bn in the US"
_FIRST = "Japan to invest $36bn in the US (natural gas)"
_CORN = "Japan to buy $8bn of US corn"
_PLANT = "SK hynix to invest $3.87bn in the US (memory chips)"


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("Is Japan's $36bn part of the $550bn?", f"Yes, as told: “{_FIRST}” is counted in “{_ALL}”."),
        ("Does Japan's $550bn include the $36bn?", f"Yes, as told: “{_FIRST}” is counted in “{_ALL}”."),
        ("Is Japan's $36bn on top of the $550bn?", f"No, as told: “{_FIRST}” is counted in “{_ALL}”."),
        ("Is the $550bn part of the $36bn?", f"The other way round, as told: “{_FIRST}” is counted in “{_ALL}”."),
        ("Is Japan's $8bn of corn counted in the $550bn, or separate?",
         f"No, as told: “{_CORN}” and “{_ALL}” are told as separate (CNA, 2025-07-22)."),
        ("Is SK hynix's Indiana plant part of Japan's $550bn?",
         f"No report here says that “{_PLANT}” is counted in “{_ALL}”, nor that it is separate from it."),
    ],
)  # fmt: skip
def test_whether_a_pledge_is_part_of_another_is_told_first(graph: TradeGraph, text: str, first: str) -> None:
    """Then all that is told of it in short."""
    [(taken, table)] = graph.answered(text)
    assert taken.question == "about"
    assert table.lead.startswith(f"{first} “")


def test_what_is_no_pledge_is_told_as_not_read(graph: TradeGraph) -> None:
    """Of the whole all is told in short; of a deal what stands in it is another question."""
    [(taken, _)] = graph.answered("Is Toshiba's turbine plant part of Japan's $550bn?")
    assert (taken.question, taken.unread) == ("about", ("Toshiba's turbine plant",))
