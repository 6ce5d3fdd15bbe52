"""What events are called."""

from __future__ import annotations

from typing import Any

import pytest
from worlds import claims, told, usd, yen

from kg.ledger.label import label
from kg.ledger.state import state
from kg.model.record import Record

REPORT = {"publisher": "Reuters", "title": "t", "published": "2025-05-28"}


def called(*records: Record, claim: int = 0) -> str:
    held = [claims(record)[claim] for record in records]
    return label(state("https://w3id.org/tradekg/id/x", held))


@pytest.mark.parametrize(
    ("pledge", "expected"),
    [
        ({"amounts": [yen()], "products": ["semiconductors"]}, "Japan: up to ¥1tn of chips from United States"),
        ({}, "Japan: purchases from United States"),
        ({"recipients": [], "products": ["chips"]}, "Japan: chips"),
        (
            {"amounts": [{"value": 50, "unit": "aircraft", "qualifier": "exact"}], "products": ["aircraft"]},
            "Japan: 50 aircraft from United States",
        ),
        (
            {"kind": "investment", "amounts": [usd(350e9)], "products": ["steel"]},
            "Japan: $350bn investment in steel, towards United States",
        ),
        (
            {"kind": "investment", "amounts": [usd(25e9)], "companies": [{"name": "SoftBank", "role": "operator"}]},
            "Japan: $25bn investment with SoftBank Group, towards United States",
        ),
        ({"kind": "tariff_change"}, "Japan: tariff change, towards United States"),
        ({"products": ["unobtainium"]}, "Japan: unobtainium from United States"),
        (
            {"pledgers": ["JPN", "KOR", "THA", "VNM"]},
            "Japan, South Korea, Thailand and 1 more: purchases from United States",
        ),
    ],
)
def test_pledges(pledge: dict[str, Any], expected: str) -> None:
    """A pledge is called by who, how much of what, and towards whom; nothing is said twice, nothing left blank."""
    assert called(told("A", "2025-05-28", **pledge)) == expected


def test_what_most_claims_say_names_the_event() -> None:
    """One odd report does not rename an event."""
    records = [told(f"A{n}", "2025-05-28", amounts=[yen()], products=["chips"]) for n in range(3)]
    odd = told("Z", "2025-05-29", amounts=[usd(1e9)], products=["chips", "aircraft"], pledgers=["JPN", "KOR"])
    assert called(*records, odd) == "Japan: up to ¥1tn of chips from United States"


@pytest.mark.parametrize(
    ("lists", "claim", "expected"),
    [
        (
            {"measures": [{"kind": "tariff", "imposer": "USA", "targets": ["JPN"], "action": "impose",
                           "rate_percent": 25, "products": ["cars"]}]},
            0,
            "United States: impose 25% tariff on cars, towards Japan",
        ),
        ({"talks": [{"parties": ["JPN", "USA"], "round": 4, "date": "2025-05-30~"}]}, 0,
         "Japan, United States: talks, round 4, 2025-05-30~"),
        ({"agreements": [{"name": "Trade deal", "parties": ["JPN", "USA"], "status": "signed"}]}, 0,
         "Trade deal (Japan, United States)"),
        ({"rulings": [{"court": "Supreme Court", "country": "USA", "legal_basis": "IEEPA"}]}, 0,
         "Supreme Court: ruling on IEEPA"),
        (
            {"pledges": [{"id": "p", "pledgers": ["JPN"], "kind": "purchase", "status": "signed"}],
             "deliveries": [{"pledge": "p", "stage": "shipped", "products": ["chips"], "period": "2025"}]},
            1,
            "Japan: shipped chips, 2025",
        ),
    ],
)  # fmt: skip
def test_other_events(lists: dict[str, Any], claim: int, expected: str) -> None:
    """Every class of event has its words."""
    assert called(Record.of({"report": REPORT, **lists}), claim=claim) == expected


@pytest.mark.parametrize(("silent", "named"), [(2, True), (3, False)])
def test_a_third_of_the_claims_is_enough(silent: int, named: bool) -> None:
    """Sides, goods and companies that one of three claims adds stand in the name; one of four adds nothing."""
    more: dict[str, Any] = {"pledgers": ["JPN", "KOR"], "products": ["chips", "aircraft"]}
    both = [told(f"A{n}", "2025-05-28", products=["chips"]) for n in range(silent)]
    expected = "Japan, South Korea: chips, aircraft" if named else "Japan: chips"
    assert called(*both, told("Z", "2025-05-29", **more)) == f"{expected} from United States"
    firm = told("Z", "2025-05-29", kind="investment", companies=[{"name": "SoftBank", "role": "operator"}])
    alone = [told(f"A{n}", "2025-05-28", kind="investment") for n in range(silent)]
    assert ("SoftBank" in called(*alone, firm)) == named
