"""Components: what of a measure rests on one legal basis."""

from __future__ import annotations

from typing import Any

import pytest
from worlds import claims

from kg.model.record import Record
from kg.model.statement import Statement
from kg.questions.concession import Concession, basis_of, by_basis


def measures(*given: dict[str, Any], published: str = "2025-07-23") -> list[Statement]:
    base = {"kind": "tariff", "imposer": "USA", "targets": ["JPN"], "action": "impose", "rate_percent": 15}
    report = {"publisher": "Reuters", "title": "Tariffs", "published": published}
    return claims(Record.of({"report": report, "measures": [{**base, **item} for item in given]}))


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("Section 232", "section 232"),
        ("section 232 of the Trade Expansion Act of 1962", "section 232"),
        ("IEEPA", "ieepa"),
        ("the IEEPA of 1977", "ieepa"),
        ("International Emergency Economic Powers Act", "ieepa"),
        ("Executive Order 14329", "executive order 14329"),
        ("Trade Expansion Act of 1962", "tea"),
        ("Trade Act of 1974", "trade act of 1974"),
    ],
)
def test_a_legal_basis_has_one_name(text: str, key: str) -> None:
    """However a report words it."""
    [statement] = measures({"legal_basis": text})
    assert basis_of(statement) == key


def test_a_measure_is_split_by_legal_basis() -> None:
    """A claim without a basis goes where those that reach as far go, and nowhere if they disagree."""
    told = measures(
        {"legal_basis": "IEEPA"},
        {},
        {"legal_basis": "Section 232", "products": ["cars"]},
        {"products": ["auto parts"]},
    )
    parts = list(by_basis("e", told))
    assert [(part.basis, len(part.claims)) for part in parts] == [("ieepa", 2), ("section 232", 2)]
    torn = measures({"legal_basis": "IEEPA"}, {"legal_basis": "Section 122"}, {})
    assert [part.basis for part in by_basis("e", torn)] == [None, "ieepa", "section 122"]


def test_one_odd_report_moves_no_side() -> None:
    """Who gives and who is given to is what a third of the claims say."""
    told = measures({}, {}, {}, {"targets": ["KOR"]})
    assert Concession("e", tuple(told)).towards == {"JPN"}


def test_what_a_court_took_is_not_called_a_removal() -> None:
    """A tariff told only as removed is labelled by itself."""
    assert Concession("e", tuple(measures({"action": "remove"}))).label == "15% tariff"
    assert Concession("e", tuple(measures({"products": ["cars"]}))).label == "impose 15% tariff on cars"


@pytest.mark.parametrize(
    ("days", "since"),
    [
        (["2025-08", "2025-08-07"], "2025-08-07"),
        (["2025-07", "2025-08-07"], "2025-08-07"),
        (["2025-08-01", "2025-11-01", "2025-11-01"], "2025-11-01"),
        (["2025-08-07", "2025-08-01"], "2025-08-01"),
        (["2025-07"], "2025-07-23"),
        (["2025-08"], "2025-08-31"),
        ([None, None], "2025-07-23"),
    ],
)
def test_the_day_that_most_claims_give_counts(days: list[str | None], since: str) -> None:
    """A month is the day in it on which it was told, or its last; without any it is as old as its telling."""
    told = measures(*({"effective": day} for day in days))
    assert str(Concession("e", tuple(told)).since) == since


@pytest.mark.parametrize(("others", "named"), [(2, True), (3, False)])
def test_a_third_of_the_claims_makes_a_side_and_goods(others: int, named: bool) -> None:
    """One claim of three is enough, one of four is not."""
    told = measures(*[{"products": ["cars"]}] * others, {"targets": ["KOR"], "products": ["steel"]})
    given = Concession("e", tuple(told))
    assert given.towards == ({"JPN", "KOR"} if named else {"JPN"})
    assert given.label == ("impose 15% tariff on cars, steel" if named else "impose 15% tariff on cars")


def test_a_label_names_three_goods_at_most() -> None:
    """Of many goods the first three say what it is about."""
    told = measures({"products": ["aircraft", "cars", "chips", "steel"]})
    assert Concession("e", tuple(told)).label == "impose 15% tariff on aircraft, cars, chips"


def test_one_claim_is_enough_to_tell_it_apart() -> None:
    """A measure on all goods and one on some are two, of one claim each or of many."""
    assert [Concession("e", tuple(measures(told))).key for told in ({}, {"products": ["cars"]})] == [
        ("e", "", True),
        ("e", "", False),
    ]
