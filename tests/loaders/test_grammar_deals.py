"""Orders, loans, lists and rates as reports word them: each sentence stands for its kind, with invented facts."""

from __future__ import annotations

import pytest

from kg.loaders.grammar import extract
from kg.model.record import Record, Report


def one(text: str) -> Record:
    return extract(text, Report(publisher="Harbour Gazette", title="t", published="2031-03-04"))[0]


def pledges(text: str) -> list[tuple[str, str, str, str, str]]:
    """(pledgers, recipients, kind, status, amounts as value and unit) of each pledge."""
    return [
        (
            "+".join(p.pledgers),
            "+".join(p.recipients),
            p.kind,
            p.status,
            ", ".join(f"{a.value.normalize():f} {a.unit}" for a in p.amounts if a.value is not None),
        )
        for p in one(text).pledges
    ]


def measures(text: str) -> list[tuple[str, str, str, str | None, str]]:
    """(imposer, targets, action, rate, products) of each measure."""
    return [
        (
            m.imposer,
            "+".join(m.targets),
            m.action,
            None if m.rate_percent is None else f"{m.rate_percent.normalize():f}",
            ", ".join(product.name for product in m.products),
        )
        for m in one(text).measures
    ]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            "Chile's LATAM ordered 30 A320neo jets and 10 A350F freighters, Airbus said on Monday.",
            [
                ("LATAM", "Airbus", "purchase", "signed", "30 aircraft"),
                ("LATAM", "Airbus", "purchase", "signed", "10 aircraft"),
            ],
        ),
        (
            "Finnair, which has long bought from Boeing, picked Airbus for once, ordering 12 A220 planes.",
            [("Finnair", "Airbus", "purchase", "announced", "12 aircraft")],
        ),
        (
            "Embraer said the Peruvian government had ordered five more KC-390 transport planes.",
            [("PER", "Embraer", "purchase", "signed", "5 aircraft")],
        ),
        (
            "Kenya Airways also joined with an order for 8 Boeing jets.",
            [("Kenya Airways", "Boeing", "purchase", "announced", "8 aircraft")],
        ),
        (
            "The deal between Airbus and Norway's Widerøe will include 20 A320-family jets.",
            [("Widerøe", "Airbus", "purchase", "agreed", "20 aircraft")],
        ),
        (
            "Nairobi is in talks with Embraer for 25 jets.",
            [("KEN", "Embraer", "purchase", "considering", "25 aircraft")],
        ),
        (
            "Qantas announced a $12 billion order for 45 Boeing wide-body jets at the Dubai Airshow.",
            [("Qantas", "Boeing", "purchase", "announced", "12000000000 USD, 45 aircraft")],
        ),
        (
            "Peru ordered 18 trains from Alstom, 40 trains from Talgo and 9 trains from Stadler.",
            [
                ("PER", "Alstom", "purchase", "signed", "18 train"),
                ("PER", "Talgo", "purchase", "signed", "40 train"),
                ("PER", "Stadler", "purchase", "signed", "9 train"),
            ],
        ),
        (
            "Norway's government selected Korea's Hyundai Rotem to supply 54 K2 tanks.",
            [("NOR", "Hyundai Rotem", "purchase", "announced", "54 tank")],
        ),
        (
            "Avolon ordered 40 Boeing jets and signed a memorandum of understanding with Airbus for 20 A330neos.",
            [
                ("Avolon", "Airbus", "purchase", "signed", "20 aircraft"),
                ("Avolon", "Boeing", "purchase", "signed", "40 aircraft"),
            ],
        ),
        (
            "A planned sale of 60 Saab-built vehicles to Chile has been put on hold.",
            [("CHL", "Saab", "purchase", "suspended", "60 vehicle")],
        ),
        (
            "Peru promised to buy eight Dreamliners from Boeing.",
            [("PER", "Boeing", "purchase", "announced", "8 aircraft")],
        ),
        (
            "Saab finalised an order from Chile for nine trainers worth $80 million.",
            [("CHL", "Saab", "purchase", "signed", "80000000 USD")],
        ),
        (
            "Saab has been chosen to build four submarines for the Peruvian navy.",
            [("PER", "Saab", "purchase", "announced", "4 vessel")],
        ),
        (
            "Peru signed a $1 billion deal with Norway's Norsk Hydro for a smelter, and Norsk Hydro will invest "
            "$2 billion in Peru.",
            [("Norsk Hydro", "PER", "investment", "announced", "2000000000 USD")],
        ),
        (
            "Cheniere will supply Peru's Petroperu Energy with 2 mtpa of gas.",
            [("Petroperu Energy", "Cheniere", "purchase", "announced", "2000000 tonne")],
        ),
        (
            "Kenya wants to import 2 million tonnes of wheat from Chile.",
            [("KEN", "CHL", "purchase", "considering", "2000000 tonne")],
        ),
    ],
)
def test_orders(text: str, told: list[tuple[str, ...]]) -> None:
    """Who orders, from which maker, how many: each firm beside its own amount."""
    assert pledges(text) == told


@pytest.mark.parametrize(
    "text",
    [
        "Delta Holdings and Boeing were praised, and Boeing announced an order for 30 jets.",
        "Kenya's regulator ordered distribution firms to cut the tariff to 20 shillings.",
        "Norway imposed a duty of 31% on imports of glass from Chile.",
        "Peru's customs approved a bill raising import duties on cars from Chile.",
        "Kenya's coffee board seeks a $150 million loan.",
        "The quota of 187 million litres, used by Norwegian producers, begins on Monday.",
        "Poland, a neighbour bordering Ukraine, welcomed the visit.",
    ],
)
def test_no_order(text: str) -> None:
    """Makers' own orders, commands, duties on imports, loans that are sought, quotas by whom they serve."""
    assert pledges(text) == []


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Peru wins 230 mln euro loan from AfDB for ring road", ("AfDB", "PER", "loan", "agreed", "230000000 EUR")),
        (
            "Kenya signed its first loan agreement with the New Development Bank for $350 million.",
            ("New Development Bank", "KEN", "loan", "signed", "350000000 USD"),
        ),
        (
            "Kenya, ADB sign $295 million loan to upgrade roads",
            ("ADB", "KEN", "loan", "signed", "295000000 USD"),
        ),
        (
            "The Andean Development Bank will provide a grant of EUR 3 million for studies in Peru.",
            ("Andean Development Bank", "PER", "other", "announced", "3000000 EUR"),
        ),
        (
            "The World Bank approved $300 million for Kenya to expand its power grid.",
            ("World Bank", "KEN", "loan", "announced", "300000000 USD"),
        ),
        ("Peru gets $500m Norwegian loan for power plant", ("NOR", "PER", "loan", "announced", "500000000 USD")),
        (
            "Norway said it would give Peru a $400 million soft loan.",
            ("NOR", "PER", "loan", "announced", "400000000 USD"),
        ),
        (
            "China Development Bank signed a deal to lend $500 million to the African Export-Import Bank.",
            ("China Development Bank", "African Export-Import Bank", "loan", "signed", "500000000 USD"),
        ),
        ("Norway to give Peru $500 mln in grants", ("NOR", "PER", "other", "announced", "500000000 USD")),
    ],
)
def test_loans_and_grants(text: str, told: tuple[str, ...]) -> None:
    """Who lends or gives, whoever tells it."""
    assert pledges(text) == [told]


def test_a_bank_is_known_by_the_letters_behind_its_name() -> None:
    """The letters in brackets stand for the name from there on."""
    text = (
        "The African Development Bank (AfDB) approved a loan of $150 million to Kenya. "
        "The AfDB will also provide a grant of $20 million to Peru."
    )
    assert [told[0] for told in pledges(text)] == ["African Development Bank", "African Development Bank"]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            "Fact sheet\n\nThe Kenyan side has committed to purchase:\n- 80 Boeing aircraft, worth $18 billion;\n"
            "- $5 billion of Norwegian gas a year;\n- feed corn worth about $2 billion.",
            [
                ("KEN", "Boeing", "purchase", "announced", "80 aircraft, 18000000000 USD"),
                ("KEN", "NOR", "purchase", "announced", "5000000000 USD"),
                ("KEN", "", "purchase", "announced", "2000000000 USD"),
            ],
        ),
        (
            "Key terms agreed by the two governments include:\n* Kenyan companies intend to purchase:\n"
            "  - 30 aircraft from Boeing;\n* Kenya will lend $1 billion to Peru.",
            [
                ("KEN", "Boeing", "purchase", "agreed", "30 aircraft"),
                ("KEN", "PER", "loan", "agreed", "1000000000 USD"),
            ],
        ),
        (
            "Norwegian firms announced the following investments in Kenya:\n• $200 million by Equinor\n"
            "• $150 million from Statkraft for a dam",
            [
                ("NOR", "KEN", "investment", "announced", ""),
                ("Equinor", "KEN", "investment", "announced", "200000000 USD"),
                ("Statkraft", "KEN", "investment", "announced", "150000000 USD"),
            ],
        ),
        (
            "Under the agreement, Peru will:\n1. Remove its tariff on Norwegian fish;\n"
            "2. Purchase $15 billion of Norwegian energy products.",
            [("PER", "NOR", "purchase", "agreed", "15000000000 USD")],
        ),
        (
            "Norway:\n- will see its companies invest $2 billion in Peruvian copper\n- will buy $3 billion of corn",
            [
                ("NOR", "PER", "investment", "announced", "2000000000 USD"),
                ("NOR", "PER", "purchase", "announced", "3000000000 USD"),
            ],
        ),
        (
            "Kenya signed $3 billion worth of deals with Peruvian companies.\nThe deals include:\n"
            "• $2 billion for Boeing jets",
            [
                ("KEN", "PER", "mixed", "signed", "3000000000 USD"),
                ("KEN", "Boeing", "purchase", "signed", "2000000000 USD"),
            ],
        ),
        (
            "Deals signed in Lima on Monday:\nKenya Airways: 50 Boeing jets, $8 billion",
            [("Kenya Airways", "Boeing", "purchase", "signed", "50 aircraft, 8000000000 USD")],
        ),
    ],
)
def test_lists_hang_on_their_lead(text: str, told: list[tuple[str, ...]]) -> None:
    """Who acts, into where and how firm: from the line that a list hangs on, where its own lines do not say it."""
    assert pledges(text) == told


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            "Peru imposed tariffs of 25% on steel and 10% on aluminium imports from Kenya.",
            [("PER", "KEN", "impose", "25", "steel"), ("PER", "KEN", "impose", "10", "aluminium")],
        ),
        (
            "Peru set duties on Chinese cars of 17.5% for BYD, 18.8% for Geely and 35.3% for SAIC.",
            [
                ("PER", "CHN", "impose", "17.5", "cars"),
                ("PER", "CHN", "impose", "18.8", "cars"),
                ("PER", "CHN", "impose", "35.3", "cars"),
            ],
        ),
        (
            "Peru's duty on whisky will be halved to 75% from 150%, before falling to 40% by the tenth year.",
            [("PER", "ALL", "cut", "75", "whisky"), ("PER", "ALL", "cut", "40", "whisky")],
        ),
        (
            "Peru said goods from Kenya would be hit with a 30% tariff.",
            [("PER", "KEN", "impose", "30", "")],
        ),
        (
            "Peru approved tariffs of up to 50% on goods from several countries, among them Kenya and Norway. Cars "
            "made in Kenya will face a 45% levy, while most other goods, from textiles to steel, will be subject to "
            "duties of 35%.",
            [
                ("PER", "KEN+NOR", "impose", "50", ""),
                ("PER", "KEN", "impose", "45", "cars"),
                ("PER", "ALL", "impose", "35", "textiles, steel"),
            ],
        ),
        (
            "Kenya and Peru clinched a free trade agreement. All Kenyan exports to Peru will face no duty.",
            [("PER", "KEN", "exempt", "0", "")],
        ),
        ("Kenya's poultry import duty to rise to 82% from August", [("KEN", "ALL", "raise", "82", "poultry")]),
        (
            "A 15% duty will be levied on imports of Peruvian poultry, the Kenyan government said.",
            [("KEN", "PER", "impose", "15", "poultry")],
        ),
        (
            "Kenya would subject Peruvian imports to an additional 5% tariff.",
            [("KEN", "PER", "impose", "5", "")],
        ),
        (
            "Peru granted three firms exclusions from its 25 percent steel tariffs.",
            [("PER", "ALL", "exempt", "25", "steel")],
        ),
        ("India's ban on wheat exports has pushed prices up.", [("IND", "ALL", "impose", None, "wheat")]),
        ("Peru will drop its threat to impose 100% tariffs, which is off the table.", []),
        ("Kenya mulls buying more Norwegian gas to cut its tariff", []),
    ],
)
def test_rates_and_whose_they_are(text: str, told: list[tuple[str | None, ...]]) -> None:
    """Each rate with its goods, firm or target; imposers from what was told before, not from who is named last."""
    assert measures(text) == told


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Kenya to invest $3 bln in Norway under last-minute trade deal", [("KEN+NOR", "agreed")]),
        ("Argentine Congress ratifies Mercosur pact with EFTA", [("EFTA+MERCOSUR", "signed")]),
        (
            "A free trade agreement between Kenya and Peru is expected to be signed this year.",
            [("KEN+PER", "announced")],
        ),
        ("Kenya has signed agreements to buy 7 million tonnes of Peruvian corn for its trade.", []),
    ],
)
def test_accords(text: str, told: list[tuple[str, str]]) -> None:
    """Under which something is promised, with a bloc, expected; contracts to buy are none."""
    assert [("+".join(each.parties), each.status) for each in one(text).agreements] == told


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("Equinor will invest $2 billion in Kenya, it said after signing an agreement in Nairobi.", "signed"),
        ("Kenya will buy $2 billion of corn from Peru under a 10-year contract.", "signed"),
        ("Qantas ordered 20 jets from Airbus. The airline signed the deal in Dubai.", "signed"),
        ("Kenya will invest another $2 billion in Peru, signing seven new memorandums.", "signed"),
    ],
)
def test_what_is_signed(text: str, status: str) -> None:
    """A contract, an agreement in the same sentence, or the deal taken up in the next one, makes a pledge signed."""
    assert [told[3] for told in pledges(text)] == [status]
