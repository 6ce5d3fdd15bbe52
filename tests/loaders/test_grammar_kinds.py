"""Kinds of sentences that were read wrongly, in our own words: figures, currencies, sides, frames, rates."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from kg.loaders.grammar import extract
from kg.model.record import Record, Report


def one(text: str) -> Record:
    return extract(text, Report(publisher="Harbour Gazette", title="t", published="2031-03-04"))[0]


NOR, KEN, PER, JPN, CHL = (("NOR",), ("KEN",), ("PER",), ("JPN",), ("CHL",))


def pledges(text: str) -> list[tuple[Any, ...]]:
    return [(each.pledgers, each.recipients, each.kind, each.status) for each in one(text).pledges]


@pytest.mark.parametrize(
    ("printed", "value", "unit"),
    [
        ("€3,7 billion", "3700000000", "EUR"),
        ("€2 400 million", "2400000000", "EUR"),
        ("€1.234.567,50", "1234567.5", "EUR"),
        ("$1,500,000", "1500000", "USD"),
        ("three and a half billion dollars", "3500000000", "USD"),
        ("half a million tonnes", "500000", "tonne"),
        ("thirty-six helicopters", "36", "helicopter"),
        ("US$ 7 bn", "7000000000", "USD"),
        ("Rs 2 lakh crore", "2000000000000", "INR"),
        ("$4 billions", "4000000000", "USD"),
        ("6 hundred million dollars", "600000000", "USD"),
    ],
)
def test_a_figure_is_read_whole(printed: str, value: str, unit: str) -> None:
    """Whatever separators, words or scale it is printed with."""
    (pledge,) = one(f"Ghana agreed to buy {printed} of rice from India.").pledges
    (amount,) = pledge.amounts
    assert amount.value is not None
    assert (f"{amount.value.normalize():f}", amount.unit) == (value, unit)


@pytest.mark.parametrize("printed", ["€2.5.1 billion", "$1,23,4 million", "€4,56,7"])
def test_a_figure_that_is_not_understood_is_none(printed: str) -> None:
    """Never its head."""
    assert not [
        amount for each in one(f"Ghana will buy {printed} of rice from India.").pledges for amount in each.amounts
    ]


@pytest.mark.parametrize(
    "money", ["3 billion U.S. dollars", "80 million Swiss francs", "9 million Hong Kong dollars", "US$5 million"]
)
def test_a_currency_is_no_party(money: str) -> None:
    """The country in its name has no part in it."""
    record = one(f"Kenya pledged to invest {money} in Egypt.")
    assert record.countries == ("EGY", "KEN")
    assert [each.recipients for each in record.pledges] == [("EGY",)]


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("Georgia signed a trade deal with Kenya.", ("GEO", "KEN")),
        ("Exports from Kenya to Chad rose 4%.", ("KEN", "TCD")),
        ("A plant in Georgia will make buses for Kenya.", KEN),
        ("Georgia agreed to buy buses from Kenya, the governor said in Atlanta.", KEN),
        ("Chad Miller agreed to buy buses from Kenya.", KEN),
    ],
)
def test_an_ambiguous_name_is_a_country_where_it_acts_as_one(text: str, codes: tuple[str, ...]) -> None:
    """Not where a person or a state of the USA may be meant."""
    assert one(text).countries == codes


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("A $9 billion investment by Kenya in Peruvian mines was announced.", (KEN, PER, "investment", "announced")),
        ("The fund holds $3 billion pledged by Norway for Kenyan roads.", (NOR, KEN, "investment", "announced")),
        ("Peruvian miners are expected to invest $4 billion in Chile.", (PER, CHL, "investment", "considering")),
        ("Japan will guarantee $1 billion in credit for Kenya.", (JPN, KEN, "guarantee", "announced")),
        ("Kenya told reporters it would buy 12 trains from Spain.", (KEN, ("ESP",), "purchase", "announced")),
        ("Norway agreed to sell $6 billion of gas to Poland.", (("POL",), NOR, "purchase", "agreed")),
        ("30 trains will be bought by Kenya, the ministry said.", (KEN, (), "purchase", "announced")),
        ("Kenya has put on hold a plan to buy $2 billion of maize from Peru.", (KEN, PER, "purchase", "suspended")),
        ("Reports that Kenya agreed to buy $2bn of maize from Peru are false.", (KEN, PER, "purchase", "denied")),
        ("Kenya and Peru set a target of $9bn in two-way trade.", (("KEN", "PER"), (), "trade_target", "announced")),
        ("Chile won a deal to lower Kenyan tariffs on its grapes.", (KEN, CHL, "tariff_change", "agreed")),
    ],
)  # fmt: skip
def test_a_pledge_in_another_frame(text: str, wanted: tuple[Any, ...]) -> None:
    """Nouns, participles, passives, sales, denials: who gives, who receives, how firm."""
    assert pledges(text) == [wanted]


@pytest.mark.parametrize(
    "text",
    [
        "The minister said reports told of a country that had pledged $70 billion in Kenyan investments.",
        "Tengku Aziz said his country had pledged $70 billion in Kenyan investments.",
        "Norsk Foods will buy back 1 billion euros of its shares.",
        "The draft orders imposing tariffs on Peru were shelved.",
        "Peru is proposing to cut its quota on steel imports to 3 million tonnes.",
        "Norway's exports include $5 billion from Kenya.",
        "Norway agreed to drop a 9% penalty on Peruvian goods tied to purchases of Kenyan oil.",
        "Norsk Steel reported a profit. The airline will buy 20 engines from GE Aerospace for $2 billion.",
        "The bank expects Peru to invest $3 billion in Kenya.",
        "Last year Peru bought $4 billion of maize from Kenya.",
    ],
)
def test_nobody_is_made_to_pledge(text: str) -> None:
    """Where the giver would have to be guessed, or nothing is promised, there is no pledge."""
    assert not [each for each in one(text).pledges if each.kind != "tariff_change"]


def test_what_a_sum_rose_by_and_from_is_no_pledge() -> None:
    """Of a sum that is up by another from a third, only the first is promised."""
    (pledge,) = one("Peru plans to invest $26 billion in Kenya, up $5 billion from $21 billion.").pledges
    assert [int(each.value or 0) for each in pledge.amounts] == [26_000_000_000]


def test_lines_of_a_list_take_what_they_hang_on() -> None:
    """Status from the lead, sides from the line, and no line is a headline of its own."""
    rows = "• Kenya: $4 billion in purchases of Peruvian copper\n• Norway: $2 billion loan for Peru"
    text = f"Under the agreements signed in Lima:\n{rows}"
    assert len(extract(text, Report(publisher="P", title="t"))) == 1
    assert [each[:3] for each in pledges(text)] == [(KEN, PER, "purchase"), (NOR, PER, "loan")]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Norway welcomed a cut in Kenyan tariffs on Norwegian fish, from 30% to 12%.", ("KEN", NOR, "cut", 12, 30)),
        ("He defended the 20% tariff that Kenya puts on Peruvian cars.", ("KEN", PER, "impose", 20, None)),
        ("Peru will charge a 0% tariff on Kenyan tea.", ("PER", KEN, "exempt", 0, None)),
        ("Peru cut its tariff on Kenyan tea from 12% to 0%.", ("PER", KEN, "cut", 0, 12)),
        ("Tea from Kenya will face a zero tariff in Peru.", ("PER", KEN, "exempt", 0, None)),
        ("Chile put duties of between 10% and 17% on brandy from Spain.", ("CHL", ("ESP",), "impose", 17, None)),
    ],
)  # fmt: skip
def test_a_measure_has_its_owner_and_its_rates(text: str, wanted: tuple[Any, ...]) -> None:
    """The words that tie a tariff to an owner go before the subject; the old rate is no second tariff."""
    (measure,) = one(text).measures
    rates = (measure.rate_percent, measure.rate_before)
    found = (measure.imposer, measure.targets, measure.action, *(None if each is None else int(each) for each in rates))
    assert found == wanted


def test_a_quota_with_a_rate_is_both() -> None:
    """Goods, origin, rates of the tariff inside; no purchase by who lets the goods in, no statistic."""
    record = one("Chile will let in 20,000 Kenyan cars a year at a 5% tariff instead of the current 30%.")
    tariff, quota = record.measures
    assert (tariff.imposer, tariff.targets, tariff.action) == ("CHL", KEN, "cut")
    assert (tariff.rate_percent, tariff.rate_before) == (Decimal(5), Decimal(30))
    assert (quota.kind, quota.imposer, quota.targets) == ("quota", "CHL", KEN)
    assert not record.pledges
    assert not record.statistics


@pytest.mark.parametrize(
    "text",
    [
        "Peru seeks a 5% tariff from Kenya.",
        "Kenya would lift its tariffs once Peru removes its duties.",
        "Kenya would buy more if Peru scrapped its 12% tariff.",
    ],
)
def test_what_is_sought_or_a_condition_is_no_measure(text: str) -> None:
    """Only the tariff of who acts may be told."""
    assert [each.imposer for each in one(text).measures if each.action != "threaten"] in ([], ["KEN"])


@pytest.mark.parametrize(
    "text",
    [
        "The Norwegian government announced a $900 million aid package for farmers hit by the frost.",
        "Mexico City plans to invest 30 billion pesos in its metro.",
        "Prime Minister Anthony Albanese has promised more than A$4 billion of rail projects.",
        "Kenya ordered tariffs on steel from Turkey, then a review of those on cement worth $2 billion.",
        "Equinor will cut spending to $20 billion a year.",
        "An order worth up to $6 billion, placed in March, has been cancelled by the lessor in Kenya.",
        "Kenya Airways is to receive 6 billion shillings in financing from the state fund.",
        "Rowan Mills received a $480,000 loan from Washington County.",
    ],
)
def test_what_is_spent_at_home_or_not_bought_at_all_is_no_pledge(text: str) -> None:
    assert not one(text).pledges


@pytest.mark.parametrize(
    ("text", "giver", "receiver", "kind"),
    [
        ("Peru is to be given a loan of $200 million by Spain.", "ESP", "PER", "loan"),
        ("Under the programme Ghana is to be lent $500 million by Japan.", "JPN", "GHA", "loan"),
        ("A contract for 12 frigates was awarded by Greece to Naval Group.", "GRC", "Naval Group", "purchase"),
        ("Saudi Arabia has pledged to invest US $10bn in the Kenyan economy.", "SAU", "KEN", "investment"),
        ("12 Japanese companies conveyed their decision to invest $2 billion in Kenya.", "JPN", "KEN", "investment"),
        ("Kenyan flour mills will take 90,000 tonnes of Chilean wheat.", "KEN", "CHL", "purchase"),
        ("Canberra said it would share A$30 million among neighbours:\n\n- Fiji: A$20 million", "AUS", "FJI", "other"),
    ],
)
def test_who_receives_is_not_who_gives(text: str, giver: str, receiver: str, kind: str) -> None:
    (told,) = one(text).pledges
    assert (told.pledgers, told.recipients, told.kind) == ((giver,), (receiver,), kind)


def test_figures_that_only_look_like_amounts() -> None:
    """A model's number behind its maker; what trade comes from."""
    assert not any(each.amounts for each in one("Kenya Airways will import several Boeing 737 MAX 8 aircraft.").pledges)
    (told,) = one("Chile and Peru agreed to double bilateral trade from $2bn to $4bn.").pledges
    assert [each.value for each in told.amounts] == [4_000_000_000]


@pytest.mark.parametrize(
    ("text", "imposer", "targets"),
    [
        ("Duties of up to 30% were imposed on Monday by the EU Commission on tiles from India.", "EU", ("IND",)),
        ("Import duties on rice from Vietnam were cut from 35% to 15% by the Philippines.", "PHL", ("VNM",)),
        ("Exports of sugar had been banned by India in July.", "IND", ("ALL",)),
        ("Shipments of nickel ore, of which it sells most, were stopped by Indonesia.", "IDN", ("ALL",)),
    ],
)
def test_whose_measure_the_passive_tells(text: str, imposer: str, targets: tuple[str, ...]) -> None:
    (told,) = one(text).measures
    assert (told.imposer, told.targets) == (imposer, targets)


def test_whole_names_of_firms() -> None:
    text = (
        "Coal and Salt Development Company Limited, Peru Petroleum Limited and Harbour Holdings Limited "
        "have agreed on what is to be done with the old harbour, officials of the town said. "
        "There was also gas that Larkspur Co., Inc. sold for a year to Tern Infrastructure and Heron Marketing LLC, "
        "while turbines made by Siemens AG were late, which Siemens did not deny."
    )
    assert [each.name for each in one(text).companies] == [
        "Coal and Salt Development Company Limited",
        "Peru Petroleum Limited",
        "Harbour Holdings Limited",
        "Larkspur Co., Inc.",
        "Tern Infrastructure",
        "Heron Marketing LLC",
        "Siemens AG",
    ]


@pytest.mark.parametrize(
    ("text", "sides"),
    [
        (
            "An agreement under which two billion dollars of trade may be financed was signed by Guyana and Norway.",
            [("GUY", "NOR")],
        ),
        (
            "A trade memorandum on oil has been signed by President Cyril Ramaphosa with ministers of Saudi Arabia.",
            [("SAU", "ZAF")],
        ),
        ("Within the framework of the trade talks, Chile and Peru agreed to meet again.", []),
    ],
)
def test_accords_told_in_the_passive(text: str, sides: list[tuple[str, ...]]) -> None:
    assert [each.parties for each in one(text).agreements] == sides


def test_lines_with_a_rate_for_their_goods() -> None:
    """Under what was done to a tariff; without such a lead they are no measure."""
    rows = "* beef and poultry: 5%, after 6.75%\n* soybeans: 26%, down from 33%\n"
    told = one(f"Argentina said on Saturday that it would cut export taxes.\n\nThe new scale is as follows:\n{rows}")
    assert [(m.kind, m.action, str(m.rate_percent), str(m.rate_before)) for m in told.measures if m.rate_percent] == [
        ("export_duty", "cut", "5", "6.75"),
        ("export_duty", "cut", "26", "33"),
    ]
    assert not one(f"Argentina's harvest has been told.\n\nYields have changed as follows:\n{rows}").measures


def test_a_ban_by_who_put_it() -> None:
    (told,) = one("The ban that the Indian government placed on exports of onions will go on until spring.").measures
    assert (told.kind, told.imposer, [each.name for each in told.products]) == ("export_ban", "IND", ["onions"])


def test_names_that_only_hold_those_of_firms_or_countries() -> None:
    """An office, an alliance and a road are named after them; a clause about a side holds no further one."""
    told = one(
        "The Secretary of State-Owned Enterprises Minister Hale spoke at the International Solar Alliance about the "
        "China-Pakistan Economic Corridor. Trade was discussed in talks between Prime Minister Mark Rutte and "
        "President Joe Biden, whose administration had asked Japan to follow."
    )
    assert not told.companies
    assert "CHN" not in told.countries
    assert [each.parties for each in told.talks] == [("NLD", "USA")]
