"""Which figures are told beside those of a label."""

from __future__ import annotations

from typing import Any

import pytest
from worlds import claims, usd
from worlds import told as telling

from kg.questions.benefits.also_told import also_told, at_list, gives, gives_another, gives_besides

LITRES: dict[str, Any] = {"unit": "cubic_metre", "qualifier": "exact"}
LABEL = "Garuda to buy 49 aircraft for $8.8bn a year"


def said(*amounts: list[dict[str, Any]], evidence: str = "Jets.") -> str:
    """What is told beside the label by one report a list of figures."""
    outlets = ("ATW", "BBC", "CNA", "NHK", "AFP")
    reports = (
        telling(outlets[n], "2025-08-22", title="Jets", amounts=held, evidence=evidence)
        for n, held in enumerate(amounts)
    )
    return also_told(LABEL, claims(*reports))


def jets(value: int, qualifier: str = "exact") -> dict[str, Any]:
    """So many aircraft."""
    return {"value": value, "unit": "aircraft", "qualifier": qualifier}


@pytest.mark.parametrize(
    ("amounts", "expected"),
    [
        ([[jets(49)], [jets(50)]], "50 aircraft (BBC, 2025-08-22)"),
        ([[jets(49)], [jets(49, "more_than")]], ""),
        ([[jets(49), jets(60, "up_to")]], ""),  # in one voice: with options
        ([[jets(49)], [usd(9e9)]], "$9bn (BBC, 2025-08-22)"),
        (
            [[jets(49)], [{**LITRES, "value": 1_400_602, "as_printed": "370 million gallons"}]],
            "“370 million gallons” (BBC, 2025-08-22)",  # worked out of what is printed
        ),
        (
            [[jets(49)], [{**LITRES, "value": 3_000_000, "as_printed": "three million"}]],
            "3m cubic metres (BBC, 2025-08-22)",
        ),
        ([[usd(8.8e9, recurrence="per_year")], [usd(8.8e9)]], ""),  # no period is told
        ([[jets(49)], [usd(9e12)], [usd(9e9)], [usd(9e9)]], "$9bn (CNA, 2025-08-22; NHK, 2025-08-22)"),  # a slip
        ([[jets(49)], [usd(9.5e9, said_by="Ishka")]], "$9.5bn, by Ishka (BBC, 2025-08-22)"),
        ([[jets(49)], [jets(70) | {"said_by": "Ishka"}]], ""),
        ([[jets(49)], [usd(9e9, "about")], [usd(9e9)]], "$9bn (BBC, 2025-08-22; CNA, 2025-08-22)"),
        (
            [[jets(49)], [{**usd(9e9, "more_than"), "as_printed": "could exceed $9 billion"}]],
            "“could exceed $9 billion” (BBC, 2025-08-22)",
        ),
        ([[jets(49)], [usd(9e9, "more_than")], [usd(9e9)]], "$9bn (CNA, 2025-08-22); more than $9bn (BBC, 2025-08-22)"),
        (
            [[jets(49)], [jets(50), jets(60, "up_to"), usd(8e9)]],
            "$8bn together with 50 aircraft and up to 60 aircraft (BBC, 2025-08-22)",  # for which is not told
        ),
        (
            [[jets(49)], [jets(50)], [jets(51)], [jets(52)], [jets(53)]],
            "50 aircraft (BBC, 2025-08-22); 51 aircraft (CNA, 2025-08-22) and 2 more",
        ),
        ([[usd(9e9)]], ""),  # none of the label's is told
    ],
)
def test_a_figure_that_the_label_has_not_is_told(amounts: list[list[dict[str, Any]]], expected: str) -> None:
    """With its reports, the most told first."""
    assert said(*amounts) == expected


@pytest.mark.parametrize(
    ("amounts", "evidence", "expected"),
    [
        (
            [[jets(49)], [usd(9e9)], [usd(9e9, "about")]],
            "The jets come to $9bn if the order is finalised.",
            "“The jets come to $9bn if the order is finalised” (BBC, 2025-08-22; $9bn also by CNA, 2025-08-22)",
        ),
        (
            [[jets(49)], [usd(9e9), jets(55)], [usd(9e9)], [usd(9e9, "more_than")]],
            "The 55 jets come to $9bn.",  # who gives a minimum gives no such sum
            "“The 55 jets come to $9bn” (BBC, 2025-08-22; $9bn also by CNA, 2025-08-22); "
            "“The 55 jets come to $9bn” (NHK, 2025-08-22)",
        ),
        (
            [[jets(49)], [{**usd(9e9), "as_printed": "nine billion"}]],
            "The jets come to $9.5bn.",
            "$9bn (BBC, 2025-08-22)",  # which the sentence has not
        ),
        (
            [[jets(49)], [{**usd(9e9), "as_printed": "$9 billion"}]],
            "A nine-billion-dollar order.",
            "“A nine-billion-dollar order” (BBC, 2025-08-22)",
        ),
        (
            [[jets(49)], [usd(9e9), jets(55)]],
            "The 55 jets come to $9bn.",
            "“The 55 jets come to $9bn” (BBC, 2025-08-22)",  # of two figures once
        ),
    ],
)
def test_a_figure_is_told_in_the_sentence_that_has_it(
    amounts: list[list[dict[str, Any]]], evidence: str, expected: str
) -> None:
    """What it is tied to stands there: a condition, how many things it is for."""
    assert said(*amounts, evidence=evidence) == expected


@pytest.mark.parametrize(
    ("evidence", "expected"),
    [
        (
            "The 49 are worth 8.8 billion dollars at list prices.",
            "“The 49 are worth 8.8 billion dollars at list prices” (ATW, 2025-08-22)",
        ),
        (
            "They are worth 8.8 billion dollars, the list value.",
            "“They are worth 8.8 billion dollars, the list value” (ATW, 2025-08-22)",
        ),
        ("The sum is told at list prices.", "$8.8bn together with 49 aircraft (ATW, 2025-08-22)"),
        ("They are worth 8.8 billion dollars.", ""),
    ],
)
def test_a_sum_that_is_shown_may_be_one_at_list_prices(evidence: str, expected: str) -> None:
    """Its label does not say so; a number of things has no price."""
    given = [jets(49), usd(8.8e9)]
    told = telling("ATW", "2025-08-22", title="Jets", amounts=given, evidence=evidence)
    assert at_list("Garuda to buy 49 aircraft for $8.8bn", claims(told)) == expected


def test_a_claim_may_give_the_figure_of_a_label_or_another() -> None:
    """Of the kind that leads there."""
    one, other, none = claims(
        telling("ATW", "2025-08-22", amounts=[usd(8.8e9)]),
        telling("BBC", "2025-08-22", amounts=[usd(6e9)]),
        telling("CNA", "2025-08-22", amounts=[]),
    )
    held = [
        (gives("It buys $8.8bn of jets", each), gives_another("It buys $8.8bn of jets", each))
        for each in (one, other, none)
    ]
    assert held == [(True, False), (False, True), (False, False)]


def test_figures_besides_that_of_a_label() -> None:
    """Of its kind alone: money beside money; a claim with the label's own figure and no other gives none."""
    label = "India may buy about $100bn of US aircraft"
    given = {
        "one": [usd(100e9, "about")],
        "two": [usd(80e9), usd(100e9, "at_least")],
        "jets": [usd(100e9), jets(40)],
    }
    told = {name: claims(telling("ATW", "2025-08-22", title="Jets", amounts=held))[0] for name, held in given.items()}
    assert {name: gives_besides(label, claim) for name, claim in told.items()} == {
        "one": False,
        "two": True,
        "jets": False,
    }
