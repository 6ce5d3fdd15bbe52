"""What events are called."""

from __future__ import annotations

from typing import Any

import pytest
from worlds import claims, told, usd, yen

from kg.ledger.label import _words, label
from kg.ledger.state import state
from kg.model import codes
from kg.model.record import Record

REPORT = {"publisher": "Reuters", "title": "t", "published": "2025-05-28"}


def called(*records: Record, claim: int = 0) -> str:
    held = [claims(record)[claim] for record in records]
    return label(state("https://w3id.org/tradekg/id/x", held))


@pytest.mark.parametrize(
    ("pledge", "expected"),
    [
        ({"amounts": [yen()], "products": ["semiconductors"]}, "Japan to buy up to ¥1tn of US chips"),
        ({}, "Japan to buy US goods"),
        ({"recipients": [], "products": ["chips"]}, "Japan to buy chips"),
        (
            {"amounts": [{"value": 50, "unit": "aircraft", "qualifier": "exact"}], "products": ["aircraft"]},
            "Japan to buy 50 aircraft from the US",
        ),
        (
            {"kind": "investment", "amounts": [usd(350e9)], "products": ["steel"]},
            "Japan to invest $350bn in the US (steel)",
        ),
        (
            {"kind": "investment", "amounts": [usd(25e9)], "companies": [{"name": "SoftBank", "role": "operator"}]},
            "Japan to invest $25bn in the US (with SoftBank Group)",
        ),
        ({"kind": "tariff_change"}, "Japan to change tariffs on US goods"),
        ({"products": ["unobtainium"]}, "Japan to buy US unobtainium"),
        (
            {"pledgers": ["JPN", "KOR", "THA", "VNM"]},
            "Japan, South Korea and 2 more to buy US goods",
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
    assert called(*records, odd) == "Japan to buy up to ¥1tn of US chips"


@pytest.mark.parametrize(
    ("lists", "claim", "expected"),
    [
        (
            {"measures": [{"kind": "tariff", "imposer": "USA", "targets": ["JPN"], "action": "impose",
                           "rate_percent": 25, "products": ["cars"]}]},
            0,
            "US puts 25% tariff on Japanese cars",
        ),
        ({"talks": [{"parties": ["JPN", "USA"], "round": 4, "date": "2025-05-30~"}]}, 0,
         "Japan–US talks, round 4, 2025-05-30~"),
        ({"agreements": [{"name": "Trade deal", "parties": ["JPN", "USA"], "status": "signed"}]}, 0,
         "Trade deal (Japan, US)"),
        ({"rulings": [{"court": "Supreme Court", "country": "USA", "legal_basis": "IEEPA"}]}, 0,
         "Supreme Court ruling on IEEPA"),
        (
            {"pledges": [{"id": "p", "pledgers": ["JPN"], "kind": "purchase", "status": "signed"}],
             "deliveries": [{"pledge": "p", "stage": "shipped", "products": ["chips"], "period": "2025"}]},
            1,
            "Japan: chips shipped, 2025",
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
    expected = "Japan and South Korea to buy US chips and aircraft" if named else "Japan to buy US chips"
    assert called(*both, told("Z", "2025-05-29", **more)) == expected
    firm = told("Z", "2025-05-29", kind="investment", companies=[{"name": "SoftBank", "role": "operator"}])
    alone = [told(f"A{n}", "2025-05-28", kind="investment") for n in range(silent)]
    assert ("SoftBank" in called(*alone, firm)) == named


@pytest.mark.parametrize(
    ("status", "expected"),
    [
        ("considering", "Japan may buy US chips"),
        ("proposed", "Japan proposed to buy US chips"),
        ("announced", "Japan to buy US chips"),
        ("agreed", "Japan agreed to buy US chips"),
        ("signed", "Japan signed up to buy US chips"),
        ("in_force", "Japan bound to buy US chips"),
    ],
)
def test_each_grade_has_its_own_words(status: str, expected: str) -> None:
    """What is signed and what is considered never look alike."""
    assert called(told("A", "2025-05-28", status, products=["chips"])) == expected


def test_every_code_has_its_words() -> None:
    """One verb a kind and action, one phrase a grade: a code that is added needs its words."""
    words = _words()
    assert words["pledge"].keys() == codes.scheme("kind").keys()
    assert words["measure"].keys() == codes.scheme("action").keys()
    grades = {item.code for item in codes.scheme("status").values() if item.rank is not None}
    assert words["grade"].keys() <= codes.scheme("status").keys()
    assert len({*words["grade"].values()}) == len(words["grade"])
    assert not grades - words["grade"].keys() - {"denied", "suspended", "withdrawn", "lapsed"} - _DELIVERY
    for code in words["side"]:
        assert codes.party(code), code


_DELIVERY = {"partly_delivered", "delivered", "missed"}
