"""Who the officials are whom the sentences of a proof name."""

from __future__ import annotations

from typing import Any

import pytest
from worlds import claims, loaded, usd
from worlds import told as telling

from kg.model.record import Record
from kg.questions.benefits.people import people
from kg.questions.catalogue import ask

AKAZAWA = (
    "Ryosei Akazawa: Economic Revitalization Minister, Japan, from 2024-10-01 to 2025-10-21 (Particle News, undated)."
)
LATER = "Ryosei Akazawa: Minister of Economy, Trade and Industry, Japan, from 2025-10-21 (Sputnik, 2025-10-21)."


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
        (
            "Johari Abdul Ghani",
            "Johari says the US has yet to ratify",
            [
                "Johari Abdul Ghani: Minister of Investment, Trade and Industry, Malaysia, from 2025-12 "
                "(The Straits Times, 2025-12-16)."
            ],
        ),
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
    assert said("Ryosei Akazawa", "Akazawa says so", "2026-01-02") == [LATER]


def test_officials_of_the_whole_that_it_stands_in_are_told() -> None:
    """What is said of that is quoted too, whoever speaks."""
    sum_: dict[str, Any] = {"pledgers": ["MYS"], "recipients": ["USA"], "kind": "purchase", "status": "agreed"}
    whole = {**sum_, "id": "w", "products": ["LNG", "rice"], "amounts": [usd(9e9)], "evidence": "It buys a lot."}
    part = {**sum_, "id": "p", "products": ["LNG"], "amounts": [usd(2e9)], "evidence": "It buys gas.", "part_of": "w"}
    report = {"publisher": "CNA", "title": "Gas", "published": "2025-10-29", "type": "reporting"}
    doubt = {**whole, "evidence": "Anwar calls the $9bn unrealistic."}
    later = {**report, "publisher": "NHK", "published": "2025-10-30"}
    records = [
        Record.of({"report": report, "pledges": [part, whole]}),
        Record.of({"report": later, "pledges": [doubt], "officials": [{"name": "Anwar Ibrahim"}]}),
    ]
    rows = ask(loaded(records), "beneficiaries", company="Venture Global")
    [beside] = [row["beside"] for row in rows if "$2bn" in row["pledge_label"]]
    assert beside[-1] == "Anwar Ibrahim: Prime Minister, Malaysia, from 2022-11-24 (The Times, 2022-11-24)."
