"""Purchases and loans told by what their sides are, in wordings no form lists; each sentence stands for its kind."""

from __future__ import annotations

import pytest

from kg.loaders.grammar import extract
from kg.model.record import Record, Report


def one(text: str) -> Record:
    """The record of a text."""
    return extract(text, Report(publisher="Harbour Gazette", title="t", published="2031-03-04"))[0]


Told = tuple[str, str, str, str, str]


def told(text: str) -> list[Told]:
    """(who gives, who receives, kind, status, first amount) of each pledge."""
    return [
        (
            ",".join(each.pledgers),
            ",".join(each.recipients),
            each.kind,
            each.status,
            next((f"{a.value:f} {a.unit}" for a in each.amounts if a.value is not None), ""),
        )
        for each in one(text).pledges
    ]


@pytest.mark.parametrize(
    ("text", "pledges"),
    [
        (
            "Airbus pocketed a deal for 12 A220s with Finnair.",
            [("Finnair", "Airbus", "purchase", "agreed", "12 aircraft")],
        ),
        (
            "Boeing racked up an order for 14 jets from Qantas on Monday.",
            [("Qantas", "Boeing", "purchase", "signed", "14 aircraft")],
        ),
        (
            "The planemaker has a commitment from Iberia to take 30 Airbus jets worth $4bn.",
            [("Iberia", "Airbus", "purchase", "announced", "30 aircraft")],
        ),
        ("Wizz Air signs for 25 A321neos", [("Wizz Air", "", "purchase", "signed", "25 aircraft")]),
        (
            "Qantas and Iberia have each ordered 12 Boeing jets.",
            [
                ("Iberia", "Boeing", "purchase", "signed", "12 aircraft"),
                ("Qantas", "Boeing", "purchase", "signed", "12 aircraft"),
            ],
        ),
        (
            "Cheniere has firmed up a deal to supply Poland's Orlen with 2 million tonnes of LNG a year.",
            [("Orlen", "Cheniere", "purchase", "signed", "2000000 tonne")],
        ),
        (
            "The Pentagon notified Congress of a possible sale to Poland of 40 helicopters for $2 billion.",
            [("POL", "USA", "purchase", "considering", "40 helicopter")],
        ),
    ],
)
def test_who_sells_and_who_buys(text: str, pledges: list[Told]) -> None:
    """A maker sells and an airline buys, in whatever order and by whatever verb."""
    assert sorted(told(text)) == pledges


@pytest.mark.parametrize(
    "text",
    [
        "Boeing wins $9bn jets order",
        "Airbus announced orders for planes worth $43 billion.",
        "Airbus expects 900 orders for its jets from airlines such as Qantas this year.",
        "Qantas has 29 aircraft on order from Boeing.",
        "Boeing said Qantas had lost interest in 40 jets, and no order was signed.",
        "A final investment decision on the $8 billion terminal is pending, Cheniere said.",
        "Kenya has secured $600 million in investment commitments, the ministry said.",
        "Peru had fired 180 missiles in its second direct attack on Chile.",
        "The plant that Toyota runs in Mexico turns out 200,000 vehicles a year.",
    ],
)
def test_what_is_none(text: str) -> None:
    """Makers order nothing of what they make; what is expected, pending, attracted or made there is not promised."""
    assert told(text) == []


def test_what_a_bank_gives_each_state() -> None:
    """Each sum goes to the state it stands with, from the one bank the text is about."""
    text = (
        "The Islamic Development Bank approved financing for several members.\n\n"
        "The approvals include $8 million for power lines in Mozambique, a grant of $7 million for wells in Togo and "
        "$23 million to the government of Mali.\n\n"
        "Uganda will benefit from $120 million for roads."
    )
    assert [(b, kind, amount) for _, b, kind, _, amount in told(text)] == [
        ("MOZ", "loan", "8000000 USD"),
        ("TGO", "other", "7000000 USD"),
        ("MLI", "loan", "23000000 USD"),
        ("UGA", "loan", "120000000 USD"),
    ]
    assert {a for a, *_ in told(text)} == {"Islamic Development Bank"}


def test_firms_by_their_form_and_by_who_leads_them() -> None:
    """A listed firm has the legal form printed with it; chief executives, units and spokesmen tell unknown ones."""
    text = (
        "Shell Plc will buy gas, said Quenby Marsh, chief executive of Lumora Gas. Tarvel Metals spokesman Ian Roe "
        "said no more. Norvik, a subsidiary of Equinor ASA, was silent. "
        "London-based Brightwell Energy Group agreed Wednesday."
    )
    found = {each.name for each in one(text).companies}
    assert {"Shell Plc", "Lumora Gas", "Tarvel Metals", "Norvik", "Equinor ASA", "Brightwell Energy Group"} <= found


def test_a_surname_is_no_firm() -> None:
    """A firm's name that ends a person's is none; behind a country or at the beginning of a sentence it is one."""
    text = "Boeing met Kenya's new envoy, Tony Abbott, in Nairobi. Abbott said nothing, but American Abbott was there."
    assert [each.name for each in one(text.replace("Abbott said", "He said")).companies] == ["Boeing", "Abbott"]


def test_a_list_of_deals() -> None:
    """Lines whose sum opens them are the buys and investments of the deals that the line above tells."""
    text = (
        "Kenya signed $90 billion worth of deals with Peruvian companies, the ministry said on Friday.\n\n"
        "The deals include:\n"
        "- $30 billion for Airbus jets\n"
        "- $12 billion: phone chips from Qualcomm for Safaricom\n"
        "- $8 billion in shale gas projects\n"
        "- $2 billion worth of soybeans\n"
    )
    assert [(a, b, kind, amount) for a, b, kind, _, amount in told(text)] == [
        ("KEN", "PER", "mixed", "90000000000 USD"),
        ("KEN", "Airbus", "purchase", "30000000000 USD"),
        ("Safaricom", "Qualcomm", "purchase", "12000000000 USD"),
        ("KEN", "PER", "investment", "8000000000 USD"),
        ("KEN", "PER", "purchase", "2000000000 USD"),
    ]
