"""What passives, documents and bans tell by who acts last; each sentence stands for its kind, with invented facts."""

from __future__ import annotations

import pytest

from kg.loaders.grammar import extract
from kg.model.record import Record, Report


def one(text: str) -> Record:
    """The record of a text."""
    return extract(text, Report(publisher="Harbour Gazette", title="t", published="2031-03-04"))[0]


@pytest.mark.parametrize(
    ("text", "parties", "status", "name"),
    [
        (
            "Repsol, the Spanish oil company, has signed a supply agreement worth $2bn with Sonatrach for gas.",
            ["Repsol", "Sonatrach"],
            "signed",
            "supply agreement",
        ),
        (
            "A memorandum of understanding on lithium worth $300 million was signed on Monday by Ganfeng Lithium and "
            "the government of Bolivia.",
            ["BOL", "Ganfeng Lithium"],
            "signed",
            "memorandum of understanding",
        ),
        (
            "A loan agreement meant to help Kenya Airways buy jets for $90 million was entered into by the Trade and "
            "Development Bank.",
            ["Kenya Airways", "Trade and Development Bank"],
            "signed",
            "loan agreement",
        ),
        (
            "Vestas, Siemens Energy and Equinor plan to sign a framework agreement with Namibia on hydrogen exports.",
            ["Equinor", "NAM", "Siemens Energy", "Vestas"],
            "announced",
            "framework agreement",
        ),
    ],
)
def test_an_agreement_of_firms_is_told_by_its_document(text: str, parties: list[str], status: str, name: str) -> None:
    """Who signs stands before the verb, behind "with", "between" or "by", or in what the document is for."""
    (found,) = one(text).agreements
    assert (sorted(found.parties), found.status, found.name) == (parties, status, name)


@pytest.mark.parametrize(
    "text",
    [
        "Repsol hopes to sign a supply agreement with Sonatrach for $2bn of gas exports.",
        "Repsol has not signed a supply agreement with Sonatrach for $2bn of gas exports.",
        "Nike signed a $90 million sponsorship agreement with Chelsea Holdings after months of trade in shirts.",
        "Bayer reached a $2bn settlement agreement with Monsanto Company over exports.",
    ],
)
def test_hopes_and_other_papers_are_no_agreement(text: str) -> None:
    """Nor is what is denied, a settlement, or what is about no trade."""
    assert one(text).agreements == ()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Export credits of $410 million for Garuda Indonesia were approved on Friday by the board of Korea "
            "Development Bank.",
            (["Korea Development Bank"], ["Garuda Indonesia"], "loan"),
        ),
        (
            "A $75 million risk participation facility with Kenya Airways was cleared by the African Development Bank.",
            (["African Development Bank"], ["Kenya Airways"], "guarantee"),
        ),
        (
            "A credit line of $60 million was signed on Tuesday between Korea Development Bank and Ghana.",
            (["Korea Development Bank"], ["GHA"], "loan"),
        ),
    ],
)
def test_who_grants_stands_last(text: str, expected: tuple[list[str], list[str], str]) -> None:
    """The noun says what is given, "by" who gives it."""
    (found,) = one(text).pledges
    assert (list(found.pledgers), list(found.recipients), found.kind) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Definitive anti-dumping duties of 41% were imposed last Friday by the European Commission on imports of "
            "steel from Turkey.",
            ("antidumping_duty", "EU", ["TUR"]),
        ),
        (
            "The ban which the Argentine government placed on exports of beef still holds.",
            ("export_ban", "ARG", ["ALL"]),
        ),
        ("Exports of rice had been banned by Vietnam's trade ministry in April.", ("export_ban", "VNM", ["ALL"])),
        ("An embargo on imports of Belarusian timber was agreed by EU ministers.", ("sanction", "EU", ["BLR"])),
    ],
)
def test_who_bans_or_taxes_stands_last(text: str, expected: tuple[str, str, list[str]]) -> None:
    """By "by", with days between; by a relative clause."""
    (found,) = one(text).measures
    assert (found.kind, found.imposer, list(found.targets)) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Poland lifted its ban on imports of Ukrainian grain.",
        "The EU may consider a ban on imports of Russian gas.",
        "There is no ban on imports of Chilean wine.",
    ],
)
def test_lifted_or_weighed_is_no_ban(text: str) -> None:
    """What is lifted, weighed or denied is not imposed."""
    assert not [found for found in one(text).measures if found.action == "impose"]


def test_a_states_buyer_buys() -> None:
    """Known by the form of its name."""
    (found,) = one("The Trading Corporation of Pakistan will purchase 90,000 tonnes of wheat from Russia.").pledges
    assert list(found.pledgers) == ["Trading Corporation of Pakistan"]
