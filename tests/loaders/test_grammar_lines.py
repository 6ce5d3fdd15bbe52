"""What lists, tables and the whole text tell of a line or a sentence; each stands for its kind, with invented facts."""

from __future__ import annotations

import pytest

from kg.loaders.grammar import Rules
from kg.model.record import Record, Report


def one(text: str) -> Record:
    return Rules()(text, Report(publisher="Test Wire", title="T", published="2031-05-12"))[0]


def told(text: str) -> list[tuple[str, str, str, str, str]]:
    """(kind, imposer, targets, action, goods) of every measure."""
    return [
        (
            each.kind,
            each.imposer,
            "+".join(each.targets),
            each.action,
            "+".join(good.name for good in each.products),
        )
        for each in one(text).measures
    ]


def sums(text: str) -> list[tuple[str, str, int, str]]:
    """(pledgers, recipients, figure, status) of every pledge."""
    return [
        ("+".join(each.pledgers), "+".join(each.recipients), int(each.amounts[0].value or 0), each.status)
        for each in one(text).pledges
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Chile banned exports of raw lithium on Monday.", [("export_ban", "CHL", "ALL", "impose", "raw lithium")]),
        (
            "Exports of raw cashews were halted by Benin in April.",
            [("export_ban", "BEN", "ALL", "impose", "raw cashews")],
        ),
        ("Imports of Russian aluminium were banned by Norway.", [("sanction", "NOR", "RUS", "impose", "aluminium")]),
        (
            "A prohibition on the import of Burmese teak was announced by the EU on Tuesday.",
            [("sanction", "EU", "MMR", "impose", "teak")],
        ),
        ("Ghana lifted a ban on maize imports from Togo.", [("sanction", "GHA", "TGO", "remove", "maize")]),
        ("Peru plans to ban exports of copper scrap.", [("export_ban", "PER", "ALL", "threaten", "copper scrap")]),
        (
            "Since 2029 the firm has been prohibited by the Dutch government from exporting some machines to China.",
            [("export_ban", "NLD", "CHN", "impose", "machines")],
        ),
        (
            "From 1 January exports of raw lithium will no longer be allowed, Zimbabwe's mines ministry said.",
            [("export_ban", "ZWE", "ALL", "impose", "raw lithium")],
        ),
        ("Moscow bans durum exports till July", [("export_ban", "RUS", "ALL", "impose", "durum")]),
    ],
)
def test_bans_in_every_voice(text: str, expected: list[tuple[str, str, str, str, str]]) -> None:
    """Who exports bans; who keeps one side's goods out, sanctions it; plans are threats."""
    assert told(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Farmers want the government of Peru to ban imports of Chilean wine.",
        "Analysts expect India to ban sugar exports.",
        "Storms halted exports of coal from Australia.",
        "A strike stopped shipments of copper from Chile.",
        "Apple stopped sales of phones in Turkey.",
        "Russia could end its ban on fuel exports.",
        "The recommended dose is exempt.",
        "Kenya's ban on the sale of charcoal to its own towns stays.",
    ],
)
def test_no_bans(text: str) -> None:
    """Wished, foreseen, supposed; by storms, strikes and firms; at home."""
    assert told(text) == []


def test_what_is_banned_is_not_bought() -> None:
    """A ban on imports names goods and a side, and promises nothing."""
    assert one("Ottawa will ban imports of Russian vodka, the foreign minister said.").pledges == ()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "A definitive anti-dumping duty of 34.5% on imports of epoxy resins from China, Taiwan and Thailand was "
            "imposed by the European Commission on Monday.",
            [("antidumping_duty", "EU", "CHN+THA+TWN", "impose", "epoxy resins")],
        ),
        (
            "Anti-dumping duties on aluminium foil from Peru are to be extended for five years, the EU's official "
            "journal showed.",
            [("antidumping_duty", "EU", "PER", "impose", "aluminium foil")],
        ),
        (
            "The anti-dumping duty on Chinese bicycles expired on Friday, the European Commission said.",
            [("antidumping_duty", "EU", "CHN", "remove", "bicycles")],
        ),
        (
            "A provisional safeguard duty of 12% on flat steel has been recommended by India's Directorate General of "
            "Trade Remedies.",
            [("safeguard", "IND", "ALL", "threaten", "flat steel")],
        ),
        (
            "Indonesia will impose a levy of $200 a tonne on palm oil exports.",
            [("export_duty", "IDN", "ALL", "impose", "palm oil")],
        ),
        (
            "The suspension of the 24% US tariff on Chinese goods has been prolonged.",
            [("tariff", "USA", "CHN", "suspend", "")],
        ),
        (
            "Peru announced the removal of a 12% duty on wheat.",
            [("tariff", "PER", "ALL", "remove", "wheat")],
        ),
        (
            "Sanctions against Belarus, among them a ban on sales of potash, were extended by the EU Council.",
            [("sanction", "EU", "BLR", "impose", "potash")],
        ),
        (
            "Russia's embargo on food from the EU, imposed in 2014, has been extended.",
            [("sanction", "RUS", "EU", "impose", "food")],
        ),
        ("The 20% levy on rice was withdrawn by New Delhi.", [("tariff", "IND", "ALL", "remove", "rice")]),
        ("No duty will be charged by Vietnam on American cars.", []),
        ("Washington blacklisted Huawei and SMIC.", [("sanction", "USA", "Huawei+SMIC", "impose", "")]),
        ("Canada imposed sanctions on Rosneft.", [("sanction", "CAN", "Rosneft", "impose", "")]),
    ],
)
def test_who_makes_a_measure(text: str, expected: list[tuple[str, str, str, str, str]]) -> None:
    """Far behind it, saying it, recommending it; and at which firms it is aimed."""
    assert told(text) == expected


def test_spared_and_licensed() -> None:
    """Who is spared has the measure told before; a licence is one of the state whose government says so."""
    text = "NEW DELHI - India imposed a safeguard duty of 12% on flat steel. Malaysia and Vietnam are exempt."
    assert told(text)[1] == ("safeguard", "IND", "MYS+VNM", "exempt", "flat steel")
    text = "THE HAGUE - Dutch makers of chip machines will need a licence before they sell them abroad, it was said."
    assert told(text) == [("export_control", "NLD", "ALL", "impose", "chip machines")]


@pytest.mark.parametrize(
    "text",
    [
        "Peru set a safeguard duty of 15% in the first year, 12% in the second and 9% in the third.",
        "Peru has set a definitive safeguard on imports of tiles, valid from May 2.\nFirst year | 15%\n"
        "Second year | 12%\nThird year | 9%",
    ],
)
def test_rates_by_year(text: str) -> None:
    """Each year's rate is a measure with the rate before."""
    found = [
        (each.action, int(each.rate_percent), each.rate_before and int(each.rate_before))
        for each in one(text).measures
        if each.rate_percent is not None
    ]
    assert found == [("impose", 15, None), ("cut", 12, 15), ("cut", 9, 12)]


def test_lines_of_a_package() -> None:
    """A list of measures has the side and the targets of the line above; tighter is raised."""
    text = (
        "The European Union on Monday adopted a package of sanctions against Belarus.\nIt comprises:\n"
        "- an import ban on liquefied propane, with a transition of one year;\n"
        "- tighter export restrictions on machinery;\n- asset freezes for more than 40 individuals."
    )
    assert told(text) == [
        ("sanction", "EU", "BLR", "impose", ""),
        ("sanction", "EU", "BLR", "impose", "liquefied propane"),
        ("export_control", "EU", "BLR", "raise", "machinery"),
    ]


@pytest.mark.parametrize("head", [":", ".\nCountry | Rate"])
def test_rates_by_state(head: str) -> None:
    """Each line's state is a target of its own, under a colon or the head of a table."""
    dash = " |" if "|" in head else ":"
    rows = "\n".join(f"{name}{dash} {rate}%" for name, rate in (("Brazil", 10), ("India", 25), ("Taiwan", 20)))
    text = f"President Donald Trump set new tariffs on imports from dozens of countries{head}\n{rows}"
    found = [(each.imposer, "+".join(each.targets), int(each.rate_percent or 0)) for each in one(text).measures]
    assert found == [("USA", "BRA", 10), ("USA", "IND", 25), ("USA", "TWN", 20)]


def test_a_list_of_countermeasures() -> None:
    """Duties hit the side that the line above names; what leaves is kept from all."""
    text = (
        "China announced countermeasures against the United States on Tuesday:\n- a 15% tariff on coal\n"
        "- export controls on tungsten"
    )
    assert told(text)[1:] == [
        ("tariff", "CHN", "USA", "impose", "coal"),
        ("export_control", "CHN", "ALL", "impose", "tungsten"),
    ]


def test_what_each_gets() -> None:
    """By the line above, a full stop or a colon at its end; "each" makes several pledges; the one state gives."""
    text = (
        "Japan pledged loans to its neighbours on Monday.\nVietnam: $900 million\n"
        "Laos and Cambodia: $200 million each\nSamoa and Tonga: $90 million"
    )
    assert sums(text) == [
        ("JPN", "VNM", 900_000_000, "announced"),
        ("JPN", "LAO", 200_000_000, "announced"),
        ("JPN", "KHM", 200_000_000, "announced"),
        ("JPN", "TON+WSM", 90_000_000, "announced"),
    ]


def test_no_shares_of_what_is_owed_or_sold() -> None:
    """Lists of exports, debts and holdings give nothing."""
    assert (
        sums("Japan's exports to its neighbours, in support of jobs:\nVietnam: $900 million\nLaos: $200 million") == []
    )
    assert sums("Two friends share the debt:\nVietnam: $900 million\nLaos: $200 million") == []


def test_what_a_deal_holds() -> None:
    """Lines without a buyer have that of the line before, or of the deal's heading."""
    text = (
        "Key elements of the deal with Peru\n\n- Peru will buy $15 billion of American gas.\n"
        "- A further $4.5 billion will go on US farm goods.\n- Purchases of Boeing aircraft worth $3 billion"
    )
    assert [(who, figure) for who, _, figure, _ in sums(text)] == [
        ("PER", 15_000_000_000),
        ("PER", 4_500_000_000),
        ("PER", 3_000_000_000),
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Peru and Kenya aim to double trade\nThe two sides exchanged 32 memorandums of understanding.",
            [("KEN+PER", "signed")],
        ),
        (
            "Peru and Kenya aim to double trade\nAn accord on the reciprocal promotion of investments, signed in 2024, "
            "has now passed.",
            [("KEN+PER", "signed")],
        ),
        (
            "The EU and Kenya signed a pact on trade.\nIt follows similar agreements concluded with Peru and with "
            "Chile.",
            [("EU+KEN", "signed"), ("EU+PER", "agreed"), ("CHL+EU", "agreed")],
        ),
        (
            "Shell signed an agreement worth $2 billion with Petrobras for gas. The deal follows a heads of agreement "
            "signed last August.",
            [("Petrobras+Shell", "signed"), ("Petrobras+Shell", "signed")],
        ),
        (
            "The trade pact between Peru and Kenya signed in 2029 came into effect last year.",
            [("KEN+PER", "in_force")],
        ),
        ("Peru and Kenya aim to double trade\nThe two sides signed no agreement.", []),
        ("Peru and Kenya aim to double trade\nTalks on an agreement were concluded by the two sides.", []),
        ("Peru and Kenya aim to double trade\nThe two governments signed agreements to buy 20 trains.", []),
    ],
)
def test_accords_of_the_two_a_text_is_about(text: str, expected: list[tuple[str, str]]) -> None:
    """Whose sides the headline names; with others one by one; earlier ones; not what was not made."""
    found = [("+".join(sorted(each.parties)), each.status) for each in one(text).agreements]
    assert found == expected


def test_goods_as_printed() -> None:
    """With the words that say of what kind, and of no list behind "imports of"."""
    assert (
        told("India put a 12% duty on imports of cold-rolled stainless steel.")[0][4] == "cold-rolled stainless steel"
    )
    assert told("India put a 12% duty on imports of viscose yarn from Peru.")[0][4] == "viscose yarn"
