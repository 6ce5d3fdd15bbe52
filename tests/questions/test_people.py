"""Who the officials are whom the sentences of a proof name."""

from __future__ import annotations

from typing import Any

import pytest
from worlds import claims
from worlds import told as telling

from kg.questions.benefits.people import people

AKAZAWA = (
    "Ryosei Akazawa: Economic Revitalization Minister, Japan, from 2024-10-01 to 2025-10-21 (Particle News, undated)."
)
LATER = "Ryosei Akazawa: Minister of Economy, Trade and Industry, Japan, from 2025-10-21 (Sputnik, undated)."


def said(name: str, text: str, day: str = "2025-07-25") -> list[str]:
    """What is told of the people of one report by a proof that quotes it."""
    more: dict[str, Any] = {"officials": [{"name": name}]}
    report = telling("CNA", day, evidence=text, more=more)
    return [each.sentence for each in people(claims(report), [f"How it is paid: “{text}” (CNA, {day})"])]


@pytest.mark.parametrize(
    ("name", "text", "expected"),
    [
        ("Ryosei Akazawa", "Akazawa says it is lent", [AKAZAWA]),
        ("Akazawa Ryosei", "Ryosei Akazawa says it is lent", [AKAZAWA]),
        ("Ryosei Akazawa", "Economic Revitalization Minister Akazawa says it is lent", []),
        ("Ryosei Akazawa", "Tokyo says it is lent", []),
        ("Donald Trump", "Trump says it is lent", []),  # known by that name alone
        ("He Lifeng", "He says it is lent", []),
        ("Taro Yamada", "Yamada says it is lent", []),  # whom the table has not
    ],
)
def test_the_office_of_who_is_named_is_told(name: str, text: str, expected: list[str]) -> None:
    """Where the words have it not; each once."""
    assert said(name, text) == expected


def test_the_office_is_that_of_the_day() -> None:
    """Of the first report that has the name."""
    assert [each.split(" (")[0] for each in said("Ryosei Akazawa", "Akazawa says so", "2026-01-02")] == [
        LATER.split(" (")[0]
    ]
