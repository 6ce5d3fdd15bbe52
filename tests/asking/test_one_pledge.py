"""“The Korean shipbuilding pledge” is the one on nothing else; who gains by a part of it does not gain by the whole."""

from __future__ import annotations

from typing import Any

import pytest
from worlds import loaded, told, usd

from kg.asking.plain_words import read
from kg.graph import TradeGraph
from kg.model.record import Record

_SIDES: dict[str, Any] = {"recipients": ["USA"], "kind": "investment", "status": "announced"}


@pytest.fixture(scope="module")
def graph() -> TradeGraph:
    """A whole on ships and other goods, its part on ships alone, and what a firm promised inside of that."""
    yard = [{"name": "Hanwha Philly Shipyard", "role": "investee"}]
    pledges = [
        {**_SIDES, "id": "w", "pledgers": ["KOR"], "products": ["ships", "chips"], "amounts": [usd(3.5e11)]},
        {**_SIDES, "id": "s", "pledgers": ["KOR"], "products": ["ships"], "amounts": [usd(1.5e11)], "part_of": "w"},
        {**_SIDES, "id": "h", "pledgers": ["Hanwha Group"], "products": ["ships"], "amounts": [usd(5e9)],
         "companies": [*yard, {"name": "Hanwha Group", "role": "buyer"}], "part_of": "s"},
    ]  # fmt: skip
    head = {"publisher": "NHK", "title": "Korea to invest", "published": "2025-08-18", "type": "reporting"}
    whole = told("CNA", "2025-08-19", pledgers=["KOR"], kind="investment", products=["ships"], amounts=[usd(1.5e11)])
    return TradeGraph(loaded([Record.of({"report": head, "pledges": pledges}), whole]))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Who gains from the Korean ships pledge?",
         "Of “South Korea to invest $150bn in the US (ships)”: nobody is told to gain by it as a whole; by a part of"
         " it: Hanwha Philly Shipyard would receive money from it"),
        ("Is the Korean ships pledge firm?", "No report here tells it as signed or in force; it stands as announced"),
        ("Is the Korean ships pledge binding?", "Whether it binds is not told: none of 2 reports says"),
    ],
)  # fmt: skip
def test_one_pledge_is_called_by_its_side_and_goods(graph: TradeGraph, text: str, said: str) -> None:
    """That others of the same side are on these goods too makes no list of it."""
    (_, table), *_ = graph.answered(text)
    assert table.lead.partition(". ")[0].partition("; Hanwha Ocean")[0] == said


def test_what_stands_in_the_answer_does_not_stand_apart_from_it(graph: TradeGraph) -> None:
    """The only pledge of a firm of that country is told above the note."""
    table = graph.ask("beneficiaries", pledger="South Korea", product="ships")
    assert not [note for note in table.notes if "stands apart" in note]


@pytest.mark.parametrize(
    ("text", "pledge"),
    [
        ("Has Garuda Indonesia signed the order for 50 Boeing planes?", "Garuda Indonesia order 50 Boeing planes"),
        ("Did Indonesia order 50 Boeing jets?", "Indonesia 50 jets"),
        ("Did Korean Air order 103 Boeing planes?", None),
        ("Did India sign up for the $50bn of Boeing aircraft?", "India $50bn aircraft"),
    ],
)
def test_a_count_of_things_is_no_money(text: str, pledge: str | None) -> None:
    """Only what is told of so many is meant: 50 planes are no $50bn."""
    seller = {"name": "Boeing", "role": "supplier"}
    order: dict[str, Any] = {"kind": "purchase", "products": ["aircraft"]}
    india = told("AFP", "2026-02-06", pledgers=["IND"], amounts=[usd(5e10)], companies=[seller], **order)
    sides = [seller, {"name": "Garuda Indonesia", "role": "buyer"}]
    planes = [{"value": 50, "unit": "aircraft"}]
    garuda = told("NHK", "2025-07-16", pledgers=["Garuda Indonesia"], amounts=planes, companies=sides, **order)
    taken, *_ = read(loaded([india, garuda]), text)
    assert taken.filters.get("pledge") == pledge


@pytest.mark.parametrize("text", ["Did Garuda Indonesia firm up its order for 50 jets?",
                                  "Is the order of Garuda Indonesia for 50 jets firm yet?"])  # fmt: skip
def test_how_firm_an_order_is_tells_how_it_stands_and_its_options(text: str) -> None:
    """No yes or no: what is signed may hold options."""
    sides = [{"name": "Boeing", "role": "supplier"}, {"name": "Garuda Indonesia", "role": "buyer"}]
    order: dict[str, Any] = {"kind": "purchase", "products": ["aircraft"], "companies": sides, "status": "signed"}
    order |= {"amounts": [{"value": 50, "unit": "aircraft"}], "evidence": "Forty jets with options for ten."}
    told_of = told("NHK", "2025-07-16", **{"pledgers": ["Garuda Indonesia"], **order})
    (_, table), *_ = TradeGraph(loaded([told_of])).answered(text)
    assert table.lead.partition(". “Garuda")[0] == (
        "1 of 1 report tells it as signed or in force (NHK, 2025-07-16), and so it stands; it is told too: “Forty jets"
        " with options for ten” (NHK, 2025-07-16)"
    )
