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
            ("Kenya Railways", "Wabtec", "purchase", "signed"),
        ),
        (
            "A contract for 20 locomotives has been awarded to Wabtec by Kenya Railways.",
            ("Kenya Railways", "Wabtec", "purchase", "signed"),
        ),
        (
            "A loan of $50 million has been secured by Ghana from the World Bank.",
            ("World Bank", "GHA", "loan", "agreed"),
        ),
        (
            "Another 10 million tonnes of American maize will be bought by Japan.",
            ("JPN", "USA", "purchase", "announced"),
        ),
        (
            "The board of the African Development Bank on Thursday unanimously approved a guarantee of $28 million "
            "to Kenya.",
            ("African Development Bank", "KEN", "guarantee", "announced"),
        ),
        (
            "A financing agreement of 200 million euros was signed by Tunisia and the European Investment Bank.",
            ("European Investment Bank", "TUN", "loan", "signed"),
        ),
        (
            "A contract for six frigates was signed on Friday by Kenya and the Spanish yard Navantia.",
            ("KEN", "Navantia", "purchase", "signed"),
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
        "A memorandum on the purchase of 2 million tonnes of potash was signed by Brazil and Belarus.",
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


@pytest.mark.parametrize(
    ("text", "amounts"),
    [
        (
            "AirAsia placed a firm order with Airbus for 20 jets. It is worth $2 billion.",
            ["20 aircraft", "2000000000 USD"],
        ),
        (
            "JERA will buy LNG from Cheniere Energy. Deliveries of about 300,000 tonnes a year begin in 2033.",
            ["300000 tonne"],
        ),
        (
            "JERA is to be supplied with LNG by Woodside for 10 years. One million tonnes a year would come by sea.",
            ["1000000 tonne"],
        ),
        (
            "JERA will buy 2 million tonnes of LNG from Woodside. The port loads 5 million tonnes.",
            ["2000000 tonne"],
        ),
    ],
)
def test_how_much_comes_may_stand_in_the_next_sentence(text: str, amounts: list[str]) -> None:
    """What is delivered of the goods just promised is an amount of that pledge, no other quantity is."""
    (pledge,) = one(text).pledges
    assert [f"{each.value:f} {each.unit}" for each in pledge.amounts if each.value is not None] == amounts


def test_of_two_that_sign_a_loan_the_bank_lends() -> None:
    """Without a bank nobody is taken for the lender."""
    assert told("Germany's KfW and Tunisia signed a 100 million euro loan agreement.") == [
        ("KfW", "TUN", "loan", "signed")
    ]
    assert told("Ghana and Tunisia signed a 100 million euro loan agreement.") == []


def test_where_a_firm_is_from_is_no_side() -> None:
    """Unless the state is named beside it."""
    assert told("Etihad Rail ordered 200 wagons from Greenbrier of the United States.")[0][1] == "Greenbrier"
    assert told("Etihad Rail ordered 200 wagons from Greenbrier and the United States.")[0][1] == "Greenbrier,USA"
