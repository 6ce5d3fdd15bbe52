"""To how much of its goods a measure is limited: reports of one quota folded, told in words, and what is at odds."""

from __future__ import annotations

from typing import Any

import pytest
from worlds import claims

from kg.ledger import rivals
from kg.ledger.label import label
from kg.ledger.quota_words import quota_said
from kg.ledger.quotas import quota_of, quotas
from kg.ledger.state import state
from kg.model.record import Record
from kg.model.statement import Statement

A_YEAR = {"recurrence": "per_year"}


def amount(value: int, unit: str = "vehicle", **more: Any) -> dict[str, Any]:
    return {"value": value, "unit": unit, "qualifier": "exact", **more}


def measures(*quotas: dict[str, Any] | None, **more: Any) -> list[Statement]:
    """A tariff cut of the United States on British cars as one report each tells it, with a quota or none."""
    return [
        claim
        for n, quota in enumerate(quotas)
        for claim in claims(
            Record.of(
                {
                    "report": {"publisher": f"Outlet {n}", "title": "Cars", "published": "2025-06-30"},
                    "measures": [
                        {
                            "kind": "tariff",
                            "imposer": "USA",
                            "targets": ["GBR"],
                            "action": "cut",
                            "rate_percent": 10,
                            "products": ["cars"],
                            "quotas": [quota] if quota else [],
                            **more,
                        }
                    ],
                }
            )
        )
    ]


@pytest.mark.parametrize(
    ("told", "folded"),
    [
        ([amount(100000, **A_YEAR)] * 2, [("100,000 vehicles a year", 2)]),
        ([amount(100000), amount(100000, **A_YEAR), None], [("100,000 vehicles a year", 2)]),  # no period is none other
        ([amount(100000, qualifier="up_to"), amount(100000)], [("up to 100,000 vehicles", 2)]),
        ([amount(1000), amount(1000, **A_YEAR), amount(1000, recurrence="per_month")],
         [("1,000 vehicles", 1), ("1,000 vehicles a year", 1), ("1,000 vehicles a month", 1)]),
        ([amount(500), amount(100000), amount(100000, **A_YEAR)],
         [("100,000 vehicles a year", 2), ("500 vehicles", 1)]),
        ([None], []),
    ],
)  # fmt: skip
def test_reports_of_one_quota_are_one(told: list[dict[str, Any] | None], folded: list[tuple[str, int]]) -> None:
    """The most told first; a quota told without a period goes with the one period that its figure is told with."""
    assert [(figure.said, len(figure.claims)) for figure in quotas(measures(*told))] == folded


@pytest.mark.parametrize(
    ("told", "counts"),
    [([amount(9), None, None], True), ([amount(9), None, None, None], False), ([None], False)],
)
def test_a_third_of_the_claims_tell_the_quota(told: list[dict[str, Any] | None], counts: bool) -> None:
    """What one odd report adds limits nothing for the others."""
    assert (quota_of(measures(*told)) is not None) == counts


@pytest.mark.parametrize(
    ("quota", "goods", "said"),
    [
        (amount(100000, **A_YEAR), "cars", "up to 100,000 cars a year"),
        (amount(100000, **A_YEAR), "", "up to 100,000 vehicles a year"),
        (amount(35000, "unit", qualifier="up_to"), "AI chips", "up to 35,000 AI chips"),
        (amount(13000, "tonne", **A_YEAR), "beef", "up to 13,000 tonnes of beef a year"),
        (amount(13000, "tonne"), "", "up to 13,000 tonnes"),
        (amount(90, "vehicle", qualifier="about"), "cars", "about 90 cars"),
        (amount(500000000, "USD", **A_YEAR), "sugar", "up to $500m of sugar a year"),
    ],
)
def test_a_quota_is_told_as_a_ceiling(quota: dict[str, Any], goods: str, said: str) -> None:
    """A number of things is one of the goods; a weight or a sum is so much of them."""
    [figure] = quotas(measures(quota))
    assert quota_said(figure, goods) == said


@pytest.mark.parametrize(
    ("told", "more", "called"),
    [
        ([amount(100000, **A_YEAR)], {}, "US cuts tariffs on up to 100,000 UK cars a year to 10%, 2025"),
        ([amount(100000), None, None, None], {}, "US cuts tariffs on UK cars to 10%, 2025"),
        ([amount(5, "tonne")], {"products": ["beef"]}, "US cuts tariffs on up to 5 tonnes of UK beef to 10%, 2025"),
        ([amount(35000, "unit")],
         {"kind": "export_control", "action": "exempt", "rate_percent": None, "products": ["AI chips"]},
         "US exempts up to 35,000 AI chips to the UK from export controls, 2025"),
    ],
)  # fmt: skip
def test_a_measure_is_called_by_its_quota(told: list[dict[str, Any] | None], more: dict[str, Any], called: str) -> None:
    """So that its rate is nowhere told of all its goods."""
    dated = {"effective": "2025-06-30", **more}
    assert label(state("https://w3id.org/tradekg/id/x", measures(*told, **dated))) == called


def test_quotas_at_odds_are_rivals() -> None:
    """A number a year and a number a month, and two numbers, are; one without a period and one with it are not."""

    def at_odds(*told: dict[str, Any]) -> list[str]:
        return [rival.value for rival in rivals.rivals(measures(*told), []) if rival.field == "quotaAmount"]

    assert at_odds(amount(1000), amount(1000, **A_YEAR)) == []
    assert at_odds(amount(1000, **A_YEAR), amount(2000, **A_YEAR)) == ["1,000 vehicles a year", "2,000 vehicles a year"]
    assert at_odds(amount(9, **A_YEAR), amount(9, recurrence="per_month")) == [
        "9 vehicles a month",
        "9 vehicles a year",
    ]
