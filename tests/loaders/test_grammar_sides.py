"""Who gives and who receives, and what is no claim at all: sentences in our own words, each standing for its kind."""

from __future__ import annotations

from typing import Any

import pytest

from kg.loaders.grammar import extract
from kg.model.record import Record, Report


def one(text: str) -> Record:
    return extract(text, Report(publisher="Harbour Gazette", title="t", published="2031-03-04"))[0]


def pledges(text: str) -> list[tuple[str, str, str, str]]:
    """(who, to whom, kind, status) of each pledge, codes and names joined by commas."""
    return [(",".join(p.pledgers), ",".join(p.recipients), p.kind, p.status) for p in one(text).pledges]


def measures(text: str) -> list[tuple[Any, ...]]:
    return [
        (m.kind, m.imposer, ",".join(m.targets), m.action, None if m.rate_percent is None else str(m.rate_percent))
        for m in one(text).measures
    ]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Talgo won an order for 20 trains from Peru.", ("PER", "Talgo", "purchase", "signed")),
        ("Kenya secured a $90 million loan from Norway.", ("NOR", "KEN", "loan", "agreed")),
        ("Chile attracted $4 billion of investments from Japan.", ("JPN", "CHL", "investment", "agreed")),
        (
            "Boeing finalises a deal to sell 40 jets to Kenya Airways.",
            ("Kenya Airways", "Boeing", "purchase", "signed"),
        ),
        ("Ghana will borrow $500 million from Norway.", ("NOR", "GHA", "loan", "announced")),
        ("Poland handed Saab a $2bn contract for radars.", ("POL", "Saab", "purchase", "signed")),
        ("Saab was awarded a $900 million contract by Peru.", ("PER", "Saab", "purchase", "signed")),
        (
            "Saab expects to sign a €90 million contract with Peru for 18 trains.",
            ("PER", "Saab", "purchase", "considering"),
        ),
        ("Boeing and Kenya Airways finalised an order for 60 jets.", ("Kenya Airways", "Boeing", "purchase", "agreed")),
        ("Sweden offered Ghana a €20 million loan.", ("SWE", "GHA", "loan", "proposed")),
    ],
)
def test_what_the_receiver_tells(text: str, told: tuple[str, ...]) -> None:
    """The giver pledges, whoever is the subject."""
    assert told in pledges(text)


@pytest.mark.parametrize(
    "text",
    [
        "Airbus hopes to win an order from Kenya Airways for 40 jets.",
        "Peru sought a $1 billion loan from Norway.",
        "Peru turned down an offer by Norway to finance a $5 billion railway.",
        "The Norway Wheat League will buy $2 billion of wheat from Chile.",
        "Norway said the order would buy $3 billion of wheat.",
        "In Peru-Norway trade, the commission approved the purchase of 300,000 tonnes of wheat from Norway.",
        "Kenya notified Geneva of tariffs on $2 billion worth of Peruvian imports.",
        "Norway plans to spend $20 billion on schools.",
        "Norway had bought 3 million tonnes of wheat from Peru in 2019.",
        "Is Norway about to buy $3 billion of wheat from Peru?",
        "In 1931 Norway agreed to buy $3 million of wheat from Peru.",
        "Kenya Airways has taken delivery of four jets so far and plans to hire 200 pilots.",
        "Delta and Airbus announced an order for 30 jets.",
        "Norway will lend $1 billion to firms that buy ships.",
        "Norway, Chile and Peru pledged $1 billion, $2 billion and $3 billion respectively to Kenya.",
    ],
)
def test_no_pledge(text: str) -> None:
    """Hoped for, refused, of another subject, of one's own goods, at home, done, asked, long past."""
    assert pledges(text) == []


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            "Peru had considered buying 32 tanks from Norway but dropped the idea.",
            ("PER", "NOR", "purchase", "withdrawn"),
        ),
        ("Peru fell short of its pledge to buy $2 billion of rice from Chile.", ("PER", "CHL", "purchase", "missed")),
        ("Peru inked a plan to buy 20 trains from Spain.", ("PER", "ESP", "purchase", "signed")),
        ("Peru and Chile agreed that Peru will buy 20 trains.", ("PER", "CHL", "purchase", "agreed")),
        (
            "“We will buy 200 trains from Spain,” Peru's minister Luis Soto said.",
            ("PER", "ESP", "purchase", "announced"),
        ),
        ("A planned $2 billion purchase of Spanish trains by Peru stalled.", ("PER", "ESP", "purchase", "considering")),
        ("The EU plans $7 billion in Qatari gas purchases.", ("EU", "QAT", "purchase", "considering")),
        (
            "A $2 billion deal for Kenya Airways to buy Airbus jets closed.",
            ("Kenya Airways", "Airbus", "purchase", "agreed"),
        ),
    ],
)
def test_how_firm(text: str, told: tuple[str, ...]) -> None:
    """What became of a pledge stands before or behind it, or in the noun it hangs on."""
    assert told in pledges(text)


def test_lines_without_a_subject() -> None:
    """A headline's next line, and lines of a list behind "will:", have the subject before them."""
    assert ("Kenya Airways", "Airbus", "purchase", "signed") in pledges(
        "Kenya Airways orders 20 jets\nSigns a $4bn deal with Airbus for engines"
    )
    told = pledges("Under the agreement Peru will:\n- buy $3 billion of gas from Qatar\n- invest $7 billion in Chile")
    assert told == [("PER", "QAT", "purchase", "agreed"), ("PER", "CHL", "investment", "agreed")]


def test_a_table_with_bars() -> None:
    """The first cell gives, goods make it a purchase, the last cell says how firm it is."""
    told = pledges("Country | Commitment | Status\nPeru | $12 billion of Qatari gas over 10 years | Signed")
    assert told == [("PER", "QAT", "purchase", "signed")]


def test_coordinated_sums_go_to_their_own_sides() -> None:
    """Two sums are two pledges, and a repeated unit takes up the goods."""
    assert pledges("Norway will buy $2 billion of gas from Qatar and $3 billion of rice from India.") == [
        ("NOR", "QAT", "purchase", "announced"),
        ("NOR", "IND", "purchase", "announced"),
    ]
    first, second = one(
        "Peru will buy 12 million tonnes of rice from India by 2032 and 25 million tonnes a year."
    ).pledges
    assert [each.amounts[0].value for each in (first, second)] == [12_000_000, 25_000_000]
    assert second.products == first.products


def test_a_sum_told_later() -> None:
    """What "the deal is worth" completes the pledge before it; what one tonne costs is no sum."""
    (pledge,) = one("Peru agreed to buy 20 trains from Spain. The deal is worth $900 million.").pledges
    assert [each.unit for each in pledge.amounts] == ["train", "USD"]
    (pledge,) = one("Peru will buy 20,000 tonnes of rice from India at $300 a tonne.").pledges
    assert [each.unit for each in pledge.amounts] == ["tonne"]


def test_the_government_is_that_of_the_dateline() -> None:
    """Before any other state that the text names."""
    text = "DHAKA - The government decided to buy 250,000 tonnes of wheat from Australia. Chile sells too."
    assert pledges(text) == [("BGD", "AUS", "purchase", "announced")]
    text = "LIMA, March 3 - The government will buy 250,000 tonnes of wheat from Canada."
    assert pledges(text) == [("PER", "CAN", "purchase", "announced")]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Peru will let in 50,000 tonnes of Kenyan beef duty-free.", ("tariff", "PER", "KEN", "exempt", "0")),
        ("Kenyan tea will enter Peru duty-free from 2032.", ("tariff", "PER", "KEN", "exempt", "0")),
        ("Peru's tariff on Chilean grapes goes from 6% to zero.", ("tariff", "PER", "CHL", "cut", "0")),
        ("Peru extended a ban on fish exports.", ("export_ban", "PER", "ALL", "impose", None)),
        ("Peru imposes a 20% levy on copper exports.", ("export_duty", "PER", "ALL", "impose", "20")),
        ("Peru agreed to a 20% tariff on its exports in a deal with Kenya.", ("tariff", "KEN", "PER", "impose", "20")),
        ("Peru would put a 25% tariff on Kenyan tea if talks fail.", ("tariff", "PER", "KEN", "threaten", "25")),
        ("Kenya hit back at Peruvian car duties with a 28% levy on fish.", ("tariff", "KEN", "PER", "impose", "28")),
        ("Kenya will phase out its 11% duty on Peruvian fish.", ("tariff", "KEN", "PER", "remove", "11")),
        ("Peru will invest in Kenya in return for tariffs of 15%.", ("tariff", "KEN", "PER", "impose", "15")),
        ("Kenya will cut its 20% duty on Peruvian fish to nothing.", ("tariff", "KEN", "PER", "cut", "0")),
        ("Kenya set duties ranging from 6% to 43% on Peruvian fish.", ("tariff", "KEN", "PER", "impose", "43")),
        (
            "Kenya set a 25% excise on eggs and a 10% export levy on hides.",
            ("export_duty", "KEN", "ALL", "impose", "10"),
        ),
        ("Kenya bans bauxite exports.", ("export_ban", "KEN", "ALL", "impose", None)),
        ("Kenya dropped its 100% duty on Peruvian cars to 6%.", ("tariff", "KEN", "PER", "cut", "6")),
    ],
)
def test_whose_measure(text: str, told: tuple[Any, ...]) -> None:
    """The sides of a tariff, its action and its rate, also where no noun for it stands."""
    assert told in measures(text)


@pytest.mark.parametrize(
    "text",
    [
        "Kenyan growers want Peru to scrap its 10% duty on tea.",
        "Kenyan growers fear a 10% levy.",
        "Shares fell 8% after Kenya Airways said Peruvian tariffs would add to its costs.",
        "A 20% Peruvian tariff would cost Kenya $3 billion.",
        "Peru rejected a request from Kenya to scrap tariffs on tea.",
        "Peruvian customs collected 1.3 billion soles in duties, up 12%.",
        "Peru charges an average tariff of 9.8%.",
        "Kenya denied reports that it had promised to lower its tariff on tea.",
        "Peru and Kenya signed a pact; tea duty to be halved to 15%.",
        "Peru and Kenya agreed to cut tariffs to 30%.",
        "The duties for Peru and Kenya stand at 37% and 46% respectively.",
    ],
)
def test_no_measure(text: str) -> None:
    """Wanted, feared, supposed, an income, a mean, denied, or nobody's."""
    assert measures(text) == []


def test_further_goods_whose_verb_is_left_out() -> None:
    """Each with its own rate."""
    told = measures("Peru will cut tariffs on Kenyan tea to 20%, coffee to 40% and beer to 50%.")
    assert told == [("tariff", "PER", "KEN", "cut", rate) for rate in ("20", "40", "50")]


def test_agreements_and_talks() -> None:
    """Talks on a pact are no pact; what talks led to is told once; hoped-for talks are none."""
    record = one("Negotiators of Peru and Kenya concluded the seventh round of talks on a trade deal.")
    assert (record.agreements, [each.round for each in record.talks]) == ((), [7])
    record = one("Peru and Kenya wrapped up negotiations on a free trade agreement.")
    assert ([each.status for each in record.agreements], record.talks) == (["agreed"], ())
    record = one("Peru has asked for consultations with Kenya over its tariff on grapes.")
    assert record.talks == ()


@pytest.mark.parametrize(
    ("text", "firms"),
    [
        ("Quayside, a Swiss drug company, will invest $5 billion in Peru.", ("Quayside",)),
        ("Qatar Energy will supply 2 million tonnes of gas to Peru.", ("Qatar Energy",)),
        ("Peru signed a contract with Spain's Naviera for 3 ferries.", ("Naviera",)),
        ("Foran Energy will buy gas. Foran said it was glad.", ("Foran Energy",)),
        ("Peru will buy Alaskan LNG.", ()),
        ("Peru took a loan from the African Development Bank.", ()),
    ],
)
def test_firms_by_where_they_stand(text: str, firms: tuple[str, ...]) -> None:
    """By what is said of them, a country's name before their trade, a contract; goods and banks of states are none."""
    assert tuple(each.name for each in one(text).companies) == firms
