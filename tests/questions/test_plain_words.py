"""Sentences as people write them → the command they are taken for, or a refusal that names what stands for nothing."""

from __future__ import annotations

import pytest
from worlds import loaded, told, yen

from kg.model.errors import UnknownName
from kg.questions.plain_words import read
from kg.store.embedded import Store


@pytest.fixture(scope="module")
def store() -> Store:
    """Japan's chip pledge and a wider one."""
    accord = {"name": "Meiji accord", "parties": ["JPN", "USA"], "status": "agreed", "contains": ["p"]}
    more = {"agreements": [accord]}
    chips = told("CNA", "2025-05-28", "proposed", products=["chips"], amounts=[yen()], more=more)
    return loaded([chips, told("NHK", "2025-06-01", title="All", products=["chips", "beef"], kind="investment")])


@pytest.mark.parametrize(
    ("text", "command"),
    [
        ("which firms benefit from Japan's chip pledge", """kg ask beneficiaries --pledge "Japan's chip pledge\""""),
        ("Why does Nvidia gain by Japan's chip pledge?", 'kg ask why --pledge "Japan\'s chip pledge" --company Nvidia'),
        ("What has Japan promised the US?", 'kg ask pledges --pledger Japan --recipient "United States"'),
        ("what did Japan promise to buy", "kg ask pledges --pledger Japan --kind purchase"),
        ("how much has Korea pledged to the US?", 'kg ask totals --pledger "South Korea" --recipient "United States"'),
        ("what tariffs does the US put on steel", 'kg ask measures --imposer "United States" --product steel'),
        ("China tariffs on Japan on 2025-09-01", "kg ask measures --on 2025-09-01 --imposer China --target Japan"),
        ("who is Akazawa, the minister", 'kg ask officials --official "Ryosei Akazawa"'),
        ("who benefits from Korea's investment", 'kg ask beneficiaries --pledger "South Korea" --kind investment'),
        ("what changed since May 2026", "kg ask changes --since 2026-05-01"),
        ("who is Akazawa", 'kg ask officials --official "Ryosei Akazawa"'),
        ("has China bought soybeans", "kg ask delivery --pledger China --product soybeans --kind purchase"),
        ("is Japan's chip pledge binding", """kg ask pledges --pledge "Japan's chip pledge\""""),
        ("pledges of Korea since 2025-07", 'kg ask pledges --since 2025-07-01 --pledger "South Korea"'),
        ("which pledges are legally binding", "kg ask pledges --binding yes"),
        ("which pledges of Japan are not binding", "kg ask pledges --binding no --pledger Japan"),
        ("what tariffs does Brazil face", "kg ask measures --target Brazil"),
        ("what is the tariff on Swiss goods", "kg ask measures --target Switzerland"),
        ("who pays for the Korean investment", 'kg ask pledges --pledger "South Korea" --kind investment'),
        ("what happened to the Meiji accord", 'kg ask counterpart --agreement "Meiji accord"'),
        ("Meiji accord", 'kg ask counterpart --agreement "Meiji accord"'),
        ("how much has actually been delivered of the Meiji accord",
         'kg ask delivery --pledge "Japan proposed to buy up to ¥1tn of US chips"'),
        ("which countries promised to buy American beef",
         'kg ask pledges --recipient "United States" --product beef --kind purchase'),
        ("which American companies benefit from the deal with Saudi Arabia",
         'kg ask beneficiaries --recipient "United States" --country "Saudi Arabia"'),
        ("who invests in the US", 'kg ask pledges --recipient "United States" --kind investment'),
        ("how much has the EU spent on US energy in 2025",
         'kg ask delivery --since 2025-01-01 --pledger "European Union" --recipient "United States" --product energy'),
        ("why does Nvidia benefit from the yen plan",
         'kg ask why --pledge "yen plan" --company Nvidia'),
        ("Boeing orders", "kg ask pledges --company Boeing --kind purchase"),
        ("Nvidia", "kg ask beneficiaries --company Nvidia"),
        ("Japan", "kg ask pledges --pledger Japan"),
        ("who benefits from soybean purchases by China", "kg ask beneficiaries --pledger China --product soybeans"),
    ],
)  # fmt: skip
def test_a_sentence_is_taken_for_a_command(store: Store, text: str, command: str) -> None:
    """Parties by who acts and who is acted towards, goods, kinds, companies, days; one pledge by its words."""
    assert read(store, text).command == command


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("what is the weather", "no question"),
        ("Boeing and Atlantis", "no question"),
        ("which firms benefit from bitcoin", "'bitcoin'"),
        ("pledges of Atlantis", "'Atlantis'"),
    ],
)
def test_what_cannot_be_mapped_is_refused(store: Store, text: str, why: str) -> None:
    """A word that names nothing is never dropped in silence."""
    with pytest.raises(UnknownName, match=why):
        read(store, text)
