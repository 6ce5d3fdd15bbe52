"""Sentences as people write them → the command they are taken for, or a refusal that names what stands for nothing."""

from __future__ import annotations

from datetime import date

import pytest
from worlds import loaded, told, yen

from kg.asking.plain_words import read
from kg.asking.spelling import Spelling
from kg.model.errors import UnknownName
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
        ("who pays for the Korean investment",
         'kg ask evidence --saying "loan, guarantee, equity, cash, lender, bank, budget, financial institution"'
         ' --pledger "South Korea" --kind investment'),
        ("what happened to the Meiji accord", 'kg ask counterpart --agreement "Meiji accord"'),
        ("Meiji accord", 'kg ask counterpart --agreement "Meiji accord"'),
        ("how much has actually been delivered of the Meiji accord",
         'kg ask delivery --agreement "Meiji accord"'),
        ("What did Japan promise under the Meiji accord?", 'kg ask pledges --agreement "Meiji accord" --pledger Japan'),
        ("which countries promised to buy American beef",
             'kg ask totals --recipient "United States" --product beef --kind purchase --compare countries'),
        ("which American companies benefit from the deal with Saudi Arabia",
         'kg ask beneficiaries --home "United States" --country "Saudi Arabia"'),
        ("which US exporters benefit from India's pledges",
         'kg ask beneficiaries --recipient "United States" --pledger India'),
        ("who invests in the US", 'kg ask pledges --recipient "United States" --kind investment'),
        ("how much has the EU spent on US energy",
         'kg ask delivery --pledger "European Union" --recipient "United States" --product energy'),
        ("why does Nvidia benefit from the yen plan",
         'kg ask why --pledge "yen plan" --company Nvidia'),
        ("Boeing orders", "kg ask pledges --company Boeing --kind purchase"),
        ("Nvidia", "kg ask beneficiaries --company Nvidia"),
        ("Japan", "kg ask pledges --pledger Japan"),
        ("who loses by Japan's pledges", "kg ask beneficiaries --direction harmed --pledger Japan"),
        ("which companies would be hurt", "kg ask beneficiaries --direction harmed"),
        ("what did Korea sign in July 2025",
         'kg ask pledges --since 2025-07-01 --until 2025-07-31 --status signed --pledger "South Korea"'),
        ("pledges of India before 1 March 2026", "kg ask pledges --until 2026-02-28 --pledger India"),
        ("tariffs on Brazil on August 6th, 2025", "kg ask measures --on 2025-08-06 --target Brazil"),
        ("how have duties on Swiss goods changed", "kg ask measures --target Switzerland"),
        ("on what do the two sides contradict each other", "kg ask conflicts --between sides"),
        ("do Japan and its partner's governments agree", "kg ask conflicts --between sides --country Japan"),
        ("how many jets did India promise to buy", "kg ask totals --pledger India --product aircraft --kind purchase"),
        ("which deals collapsed", "kg ask pledges --status withdrawn,denied,lapsed,missed"),
        ("who benefits from the Korean deal", 'kg ask beneficiaries --country "South Korea"'),
        ("chips Korea", 'kg ask pledges --pledger "South Korea" --product chips'),
        ("Korea chips", 'kg ask pledges --country "South Korea" --product chips'),
        ("has India actually bought what it agreed to buy", "kg ask delivery --pledger India --kind purchase"),
        ("did India import the beef it promised", "kg ask delivery --pledger India --product beef --kind purchase"),
        ("what did Lutnick say of Korea's investment",
         'kg ask evidence --official "Howard Lutnick" --pledger "South Korea" --kind investment'),
        ("Did Japan or South Korea promise to invest more in the United States?",
         'kg ask totals --recipient "United States" --kind investment --compare "Japan, South Korea"'),
        ("how much did Japan, Korea and Taiwan promise the US",
         'kg ask totals --recipient "United States" --compare "Japan, South Korea, Taiwan"'),
        ("what tariff does the US charge on Swiss goods",
         'kg ask measures --imposer "United States" --target Switzerland'),
        ("who promised more, Japan or Korea", 'kg ask totals --compare "Japan, South Korea"'),
        ("is Korea's chip promise bigger than Taiwan's",
         'kg ask totals --product chips --compare "South Korea, Taiwan"'),
        ("has Japan promised more than Korea", 'kg ask totals --compare "Japan, South Korea"'),
        ("did Apple or Nvidia promise to invest more", 'kg ask totals --kind investment --compare "Apple, Nvidia"'),
        ("which country promised the US most", 'kg ask totals --recipient "United States" --compare countries'),
        ("who is the largest investor", "kg ask totals --kind investment --compare countries"),
        ("which firms pledged the most investment", "kg ask totals --kind investment --compare companies"),
        ("which firms gain most by Japan's pledges", "kg ask beneficiaries --pledger Japan"),
        ("which pledges did Lutnick announce", 'kg ask evidence --official "Howard Lutnick"'),
        ("what did Goyal promise the US", 'kg ask evidence --official "Piyush Goyal" --recipient "United States"'),
        ("buyers of US beef", 'kg ask pledges --recipient "United States" --product beef --kind purchase'),
        ("Chinese buyers of US beef",
         'kg ask pledges --pledger China --recipient "United States" --product beef --kind purchase'),
        ("sellers of beef to Japan", "kg ask beneficiaries --pledger Japan --product beef"),
        ("US exporters of beef to Korea",
         'kg ask beneficiaries --recipient "United States" --pledger "South Korea" --product beef'),
        ("which firms sell beef to Korea and why do they benefit",
         'kg ask beneficiaries --pledger "South Korea" --product beef'),
        ("how many tonnes of soybeans did India promise to buy",
         "kg ask totals --pledger India --product soybeans --kind purchase"),
        ("what was pledged to Japan", "kg ask pledges --recipient Japan"),
        ("has Japan's chip pledge been denied", """kg ask pledges --pledge "Japan's chip pledge\""""),
        ("who benefits from soybean purchases by China", "kg ask beneficiaries --pledger China --product soybeans"),
        ("Does Brazil lose by what others promised?", "kg ask beneficiaries --direction harmed --company Brazil"),
        ("How does Canada benefit from US promises?",
         'kg ask beneficiaries --home Canada --pledger "United States"'),
        ("Who promised to invest more in the US, Japan or Korea?",
         'kg ask totals --recipient "United States" --kind investment --compare "Japan, South Korea"'),
        ("what was promised before Trump took office", "kg ask pledges --until 2025-01-19"),
        ("What was the tariff on Japanese steel in August 2025?",
         "kg ask measures --on 2025-08-31 --target Japan --product steel"),
        ("Which tariffs were imposed in August 2025?", "kg ask measures --since 2025-08-01 --until 2025-08-31"),
        ("What does NHK report about Japan?", "kg ask evidence --source NHK --pledger Japan"),
        ("Will India have to stop buying Russian oil?",
         'kg ask pledges --saying "stop, halt, end, cease" --pledger India --product oil'),
        ("what are the conditions of Korea's promise",
         'kg ask evidence --saying conditions --pledger "South Korea"'),
        ("Which countries got a 15% tariff?", "kg ask measures --rate 15"),
        ("Who pays 50 percent on steel", "kg ask measures --rate 50 --product steel"),
        ("orders from Qatar", "kg ask pledges --pledger Qatar --kind purchase"),
        ("which farmers gain from India's soybean promises",
         "kg ask beneficiaries --pledger India --product soybeans"),
        ("what did Apple pledge to spend on chips", "kg ask pledges --company Apple --product chips"),
    ],
)  # fmt: skip
def test_a_sentence_is_taken_for_a_command(store: Store, text: str, command: str) -> None:
    """Parties by who acts and who is acted towards, goods, kinds, companies, days; one pledge by its words."""
    assert [taken.command for taken in read(store, text)] == [command]


@pytest.mark.parametrize(
    ("text", "commands"),
    [
        ("Compare Japan's and India's promises",
         ['kg ask totals --compare "Japan, India"', "kg ask pledges --pledger Japan",
          "kg ask pledges --pledger India"]),
        ("which promises of Japan or India are binding",
         ["kg ask pledges --binding yes --pledger Japan", "kg ask pledges --binding yes --pledger India"]),
        ("Does the UK or the EU buy more from the US?",
         ['kg ask totals --recipient "United States" --kind purchase --compare "United Kingdom, European Union"']),
        ("who promised chips and who gains?",
         ["kg ask pledges --product chips", "kg ask beneficiaries --product chips"]),
        ("how much did Apple promise to invest and how has that changed?",
         ["kg ask totals --company Apple --kind investment", "kg ask history --company Apple --kind investment"]),
        ("which pledges of India are binding and which are only proposed?",
         ["kg ask pledges --binding yes --pledger India", "kg ask pledges --status proposed --pledger India"]),
        ("what tariff does Brazil face and what did it give in return?",
         ["kg ask measures --target Brazil", "kg ask counterpart --country Brazil"]),
        ("what tariff did Brazil get from the US in return for its promises",
         ['kg ask counterpart --country Brazil --partner "United States"',
          'kg ask measures --target Brazil --imposer "United States"']),
        ("what tariff did Japan get from the US in return for its promise to buy chips",
         ['kg ask counterpart --pledge "Japan chips"', 'kg ask measures --target Japan --imposer "United States"']),
        ("tariffs on Brazil and Mexico", ["kg ask measures --target Brazil", "kg ask measures --target Mexico"]),
        ("how much did the EU and Japan promise to invest",
         ['kg ask totals --kind investment --compare "European Union, Japan"']),
        ("what did Japan and India promise the US",
         ['kg ask pledges --pledger Japan --recipient "United States"',
          'kg ask pledges --pledger India --recipient "United States"']),
        ("pledges between Japan and the US", ['kg ask pledges --pledger Japan --recipient "United States"']),
        ("which pledges are loans or guarantees?", ["kg ask pledges --kind loan", "kg ask pledges --kind guarantee"]),
        ("who reported Japan's chip pledge, and who denied it?",
         ["""kg ask evidence --pledge "Japan's chip pledge\"""",
          """kg ask conflicts --pledge "Japan's chip pledge\""""]),
        ("how much did Apple promise to invest and was it raised?",
         ["kg ask totals --company Apple --kind investment", "kg ask history --company Apple --kind investment"]),
        ("how much has Korea promised to invest, and how much of that is cash?",
         ['kg ask totals --pledger "South Korea" --kind investment',
          'kg ask evidence --saying cash --pledger "South Korea" --kind investment']),
        ("which pledges were cancelled or suspended?",
         ["kg ask pledges --status withdrawn,suspended"]),
        ("who promised to buy chips and beef",
         ["kg ask pledges --product chips --kind purchase", "kg ask pledges --product beef --kind purchase"]),
        ("which pledges were raised since 2025-06", ["kg ask changes --since 2025-06-01"]),
        ("how do Tokyo and Washington tell the profit split differently",
         ['kg ask conflicts --field "profit split" --between sides --country Japan',
          'kg ask evidence --country Japan --saying "profit split"']),
        ("what has India promised the US, and when?", ['kg ask pledges --pledger India --recipient "United States"']),
    ],
)  # fmt: skip
def test_a_sentence_may_ask_more_than_one_thing(store: Store, text: str, commands: list[str]) -> None:
    """Each part is a command of its own, and takes from the one before what it does not name."""
    assert [taken.command for taken in read(store, text)] == commands


@pytest.mark.parametrize(
    ("text", "command", "notes"),
    [
        ("Which sectors does Korea's investment favour?", 'kg ask pledges --pledger "South Korea" --kind investment',
         ["Not read, so the answer is not limited by it: favour"]),
        ("How much did Apple promise to invest in Nevada?", "kg ask totals --company Apple --kind investment",
         ["Not read, so the answer is not limited by it: Nevada"]),
        ("how much soy did China buy in 2024 as it pledged",
         "kg ask delivery --pledger China --product soybeans --kind purchase",
         ["Not read, so the answer is not limited by it: in 2024"]),
        ("what did Brazil give the US in return for lower tariffs on beef",
         'kg ask counterpart --country Brazil --partner "United States"',
         ["Not read, so the answer is not limited by it: beef"]),
        ("What did French companies promise?", "kg ask pledges --pledger France",
         ["What France itself promised, as nothing told here was promised by its companies themselves:"]),
        ("who is hurt by Brazil's promise", "kg ask beneficiaries --direction harmed --pledger Brazil", []),
        ("pledges of Japan above 100 billion", "kg ask pledges --pledger Japan",
         ["Not read, so the answer is not limited by it: above, 100"]),
        ("who benefits from Japan's binding promises", "kg ask beneficiaries --pledger Japan",
         ["Not read, so the answer is not limited by it: binding"]),
        ("where do Tokyo and Washington differ on chips",
         "kg ask conflicts --product chips --between sides --country Japan",
         ["'Washington' is read as 'US'", "'Tokyo' is read as 'Japan'"]),
        ("who was the US Trade Representative in 2019",
         'kg ask officials --office "trade representative" --on 2019-12-31 --country "United States"',
         ["'in 2019' is read as '2019-12-31'"]),
        ("what does Brussels promise to buy", 'kg ask pledges --pledger "European Union" --kind purchase',
         ["'Brussels' is read as 'EU'"]),
        ("which talks on tariffs did Korea hold", 'kg ask talks --country "South Korea"',
         ["Not read, so the answer is not limited by it: tariffs"]),
        ("wich firms proffit from Indias pledges", "kg ask beneficiaries --pledger India",
         ["'wich' is read as 'which'", "'proffit' is read as 'profit'", "'Indias' is read as 'India'"]),
    ],
)  # fmt: skip
def test_what_is_not_read_is_told(store: Store, text: str, command: str, notes: list[str]) -> None:
    """A word that says nothing here is left out, and one that is misspelt is mended, in sight."""
    [taken] = read(store, text)
    assert (taken.command, taken.notes) == (command, notes)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("what is the weather", "no question"),
        ("Boeing and Atlantis", "no question"),
        ("which firms benefit from bitcoin", "'bitcoin'"),
        ("pledges of Atlantis", "'Atlantis'"),
        ("has Atlantis promised to buy American beef", "'Atlantis'"),
        ("what did India promise about bitcoin", "nearest: `kg ask pledges --pledger India`"),
        ("who wins the midterms", "asked can be"),
        ("which promises do not involve the US", "no filter says 'do not involve the US'"),
        ("who promised more in 2025 than in 2024", "no filter says 'more in 2025 than in 2024'"),
        ("which tariffs does Asia face", "'Asia' in .* is a part of the world"),
    ],
)
def test_what_cannot_be_mapped_is_refused(store: Store, text: str, why: str) -> None:
    """A word that names nothing is never dropped in silence."""
    with pytest.raises(UnknownName, match=why):
        read(store, text)


@pytest.mark.parametrize("word", ["never", "brought", "close", "contract", "though", "here", "avoid", "span"])
def test_a_word_that_is_right_is_not_mended(store: Store, word: str) -> None:
    """What is one letter from a word that asks is a word of its own: "never" is no "ever"."""
    assert Spelling.of(store).mended(["Who", word, "paid"])[1] == word


def test_what_holds_now_is_asked_of_today_alone(store: Store) -> None:
    """Behind a question on another time that one is left: the day is that on which it is asked."""
    first, now = read(store, "What tariff did the US put on Japan in August 2025, and what is it now?")
    assert first.filters["since"] == "2025-08-01"
    assert now.filters == {"imposer": "United States", "target": "Japan", "on": date.today().isoformat()}


@pytest.fixture(scope="module")
def orders() -> Store:
    """Jets that Qatar Airways, Etihad Airways and VietJet order from Boeing, and a promise of two Gulf states."""
    return loaded(
        [
            told(
                outlet,
                "2025-05-14",
                title=f"Jets {firm}",
                pledgers=[firm],
                products=["aircraft"],
                companies=[{"name": firm, "role": "buyer"}, {"name": "Boeing", "role": "supplier"}],
            )
            for outlet, firm in (("CNN", "Qatar Airways"), ("AFP", "Etihad Airways"), ("NHK", "VietJet"))
        ]
        + [told("BBC", "2025-05-15", title=f"Funds {side}", pledgers=[side]) for side in ("QAT", "ARE")]
    )


@pytest.mark.parametrize(
    ("text", "buyers"),
    [
        ("How many Boeing aircraft did Qatar Airways and VietJet agree to buy?", ["Qatar Airways", "VietJet"]),
        ("How many Boeing aircraft did VietJet, Qatar Airways and Etihad Airways order?",
         ["VietJet", "Qatar Airways", "Etihad Airways"]),
        ("Which aircraft did VietJet and Qatar Airways order from Boeing?", ["VietJet", "Qatar Airways"]),
    ],
)  # fmt: skip
def test_of_companies_that_order_from_one_each_is_asked_of(orders: Store, text: str, buyers: list[str]) -> None:
    """Wherever the one stands whom they order from, none of those joined is left out."""
    read_as = [(taken.filters["pledger"], taken.filters["company"], taken.notes) for taken in read(orders, text)]
    assert read_as == [(buyer, "Boeing", []) for buyer in buyers]


def test_companies_joined_are_not_one_that_orders_from_the_other(orders: Store) -> None:
    """Though one has promised the other something, both are asked what they promise."""
    both = read(orders, "What did Boeing and VietJet promise?")
    assert [(taken.filters, taken.notes) for taken in both] == [
        ({"company": "Boeing"}, []),
        ({"company": "VietJet"}, []),
    ]


def test_those_that_order_from_one_are_compared_by_what_they_order_from_it(orders: Store) -> None:
    """The one is no buyer, and limits the sums of those that are."""
    [taken] = read(orders, "How many aircraft did VietJet or Qatar Airways order from Boeing?")
    compared = {"product": "aircraft", "kind": "purchase", "company": "Boeing", "compare": "VietJet, Qatar Airways"}
    assert (taken.question, taken.filters, taken.notes) == ("totals", compared, [])


def test_which_airlines_ordered_asks_of_those_in_the_part_of_the_world_before(orders: Store) -> None:
    """The days and the states of the first question limit the second as well."""
    _, *second = read(orders, "What did the Gulf states promise in May 2025, and which airlines ordered planes?")
    days = {"since": "2025-05-01", "until": "2025-05-31"}
    assert [taken.filters for taken in second] == [
        {"product": "aircraft", "kind": "purchase", **days, "pledger": "Qatar Airways"},
        {"product": "aircraft", "kind": "purchase", **days, "pledger": "Etihad Airways"},
    ]


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("What did Japan promise in May 2025, and what did the US give in return?",
         ["Not read, so the answer is not limited by it: since 2025-05-01, until 2025-05-31"]),
        ("Which promised more, Japan or Korea, and what did the US give in return?",
         ["Not read, so the answer is not limited by it: Japan, South Korea"]),
        ("Is Japan's chip pledge delivered, and which companies promised most?",
         ["Not read, so the answer is not limited by it: Japan's chip pledge"]),
    ],
)  # fmt: skip
def test_a_limit_that_cannot_go_along_is_told(store: Store, text: str, left: list[str]) -> None:
    """What the first question is limited by and the second has no filter for is never dropped in silence."""
    assert read(store, text)[-1].notes == left
