"""Pledges told by who receives, by what becomes of them, or by "the bank"; each sentence stands for its kind."""

from __future__ import annotations

import pytest

from kg.loaders.grammar import extract
from kg.model.record import Record, Report


def one(text: str) -> Record:
    """The record of a text."""
    return extract(text, Report(publisher="Harbour Gazette", title="t", published="2031-03-04"))[0]


Told = tuple[str, str, str, str]


def told(text: str) -> list[Told]:
    """(who gives, who receives, kind, status) of each pledge, sides joined by a comma."""
    return [(",".join(each.pledgers), ",".join(each.recipients), each.kind, each.status) for each in one(text).pledges]


@pytest.mark.parametrize(
    ("text", "pledge"),
    [
        ("The 50 jets that Kenya agreed to buy from Boeing are late.", ("KEN", "Boeing", "purchase", "agreed")),
        (
            "Some 20 locomotives have been ordered by Kenya Railways from Wabtec.",
            ("Kenya Railways", "Wabtec", "purchase", "announced"),
        ),
        (
            "A contract for 20 locomotives has been awarded to Wabtec by Kenya Railways.",
            ("Kenya Railways", "Wabtec", "purchase", "agreed"),
        ),
        (
            "A loan of $50 million has been secured by Ghana from the World Bank.",
            ("World Bank", "GHA", "loan", "agreed"),
        ),
        (
            "A deal worth $2bn for the delivery of 40 jets to Qantas was announced by Airbus.",
            ("Qantas", "Airbus", "purchase", "announced"),
        ),
        ("Mozambique is to receive 300 buses from Tata Motors.", ("MOZ", "Tata Motors", "purchase", "announced")),
        ("Ghana will receive $600 million from the IMF.", ("IMF", "GHA", "loan", "announced")),
        (
            "Another 10 million tonnes of American maize will be bought by Japan.",
            ("JPN", "USA", "purchase", "announced"),
        ),
        (
            "Tata Motors announced on May 30 that $160 million would be invested in Brazil.",
            ("Tata Motors", "BRA", "investment", "announced"),
        ),
        (
            "The board of the African Development Bank on Thursday unanimously approved a guarantee of $28 million "
            "to Kenya.",
            ("African Development Bank", "KEN", "guarantee", "announced"),
        ),
        (
            "It is planned to buy 3 billion cubic meters of gas from Russia, said Aziz Karimov, press secretary of "
            "the Uzbek president.",
            ("UZB", "RUS", "purchase", "considering"),
        ),
        (
            "A financing agreement of 200 million euros was signed by Tunisia and the European Investment Bank.",
            ("European Investment Bank", "TUN", "loan", "signed"),
        ),
        (
            "Cover worth $69 million for projects in Ghana, Malawi and Togo has been approved by the World Bank.",
            ("World Bank", "GHA,MWI,TGO", "guarantee", "announced"),
        ),
    ],
)
def test_who_gives_may_stand_last(text: str, pledge: Told) -> None:
    """Passives, relative clauses and impersonal plans have the same sides as "X will"."""
    assert [(a, ",".join(sorted(b.split(","))), c, d) for a, b, c, d in told(text)] == [pledge]


@pytest.mark.parametrize(
    "text",
    [
        "An order worth up to $6 billion, placed in March, has been cancelled by the lessor in Kenya.",
        "Kenya wants 300 buses from a maker that is not named.",
        "The 50 jets that Kenya did not agree to buy are late.",
    ],
)
def test_who_gives_is_not_guessed(text: str) -> None:
    """A place is not who acts, and what is refused is no pledge."""
    assert told(text) == []


def test_the_bank_is_the_only_one_named() -> None:
    """With two banks nobody is meant."""
    opened = "The World Bank opened an office in Togo."
    further = "A loan of $30 million to Togo was promised by the bank."
    assert told(f"{opened} {further}") == [("World Bank", "TGO", "loan", "announced")]
    assert told(f"{opened} The Asian Development Bank did too. {further}") == []


def test_letters_of_a_headline_are_spelt_out_below() -> None:
    """One pledge, not one of "AfDB" and one of its full name."""
    text = "AfDB clears $50m loan for Kenya\n\nA loan of $50m to Kenya was granted by the African Development Bank."
    assert told(text) == [("African Development Bank", "KEN", "loan", "announced")]


def test_who_sells_by_an_accord_told_before() -> None:
    """Under an agreement with one firm, that firm sells."""
    text = "Sempra signed an agreement with JERA on Monday. Under the agreement, JERA will buy 2 million tonnes of LNG."
    assert told(text) == [("JERA", "Sempra", "purchase", "signed")]


def test_a_trade_target_may_be_told_of_it() -> None:
    """By "it" the trade of the sentence before is meant."""
    text = "Trade between Kenya and Uganda came to $4bn. The two countries have set a goal of raising it to $10bn."
    assert told(text) == [("KEN,UGA", "", "trade_target", "announced")]
    assert told("Trade between Iran and Turkey is to be raised to $30 billion, the two presidents agreed.") == [
        ("IRN,TUR", "", "trade_target", "agreed")
    ]


def test_a_firm_with_its_country_behind_it() -> None:
    """A word before "of" and a country is a firm where firms stand, no office and no surname."""
    assert [each.name for each in one("An order for 20 jets was cancelled by Larkair of Kenya.").companies] == [
        "Larkair"
    ]
    assert not one("The deal was praised by President Adan Karimo of Kenya and by Parliament of Uganda.").companies
