"""First sentences that answer what a text asks beside the rows: days, whose word, terms, ends, what was given back."""

from __future__ import annotations

from typing import Any

import pytest
from worlds import loaded, told, usd

from kg.graph import TradeGraph
from kg.model.record import Record
from kg.questions.catalogue import ask


def _leads(text: str, *records: Record) -> list[str]:
    return [table.lead for _, table in TradeGraph(loaded(records)).answered(text)]


def _measure(day: str, **measure: Any) -> Record:
    head = {"publisher": f"P{day}", "title": "A tariff", "published": day, "type": "reporting"}
    held = {"id": "m", "kind": "tariff", "action": "impose", "imposer": "USA", "targets": ["CHN"], **measure}
    return Record.of({"report": head, "measures": [held]})


def test_when_something_was_promised_is_told_by_first_days() -> None:
    """The latest first, each with its status; no count of steps stands before the days."""
    [lead] = _leads(
        "When did Japan promise to buy chips?",
        told("CNA", "2025-05-28", products=["chips"], amounts=[usd(1e9)]),
        told("NHK", "2025-07-01", "agreed", products=["chips"], title="Japan to buy AI chips", amounts=[usd(9e9)]),
    )
    assert lead.startswith("First told: 2025-07-01 “Japan agreed to buy $9bn of US chips” (agreed, 1 report);")
    assert "2025-05-28 “Japan to buy $1bn of US chips” (announced, 1 report)" in lead


@pytest.mark.parametrize(
    ("speaker", "country", "said"),
    [
        ("Donald Trump", "USA", "Not as far as told: none of the 1 report"),
        (
            "Ryosei Akazawa",
            "JPN",
            "Of “Japan to buy US chips, 2025-05” reports pass on Japan's own word too: Ryosei Akazawa",
        ),
    ],
)
def test_who_confirms_is_told_by_whose_word_reports_pass_on(speaker: str, country: str, said: str) -> None:
    """A promise that only the far side tells of is not confirmed; one in whose reports its maker speaks is."""
    people = {"officials": [{"name": speaker, "country": country}]}
    leads = _leads(
        "Japan promised to buy chips. Did Japan confirm it?",
        told("CNA", "2025-05-28", products=["chips"], attributed_to=[speaker], more=people),
    )
    assert leads[-1].startswith(said)


@pytest.mark.parametrize(
    ("evidence", "said"),
    [
        ("A mill in Ohio.", "As far as told: Ohio, in 1 report, “A mill in Ohio” (CNA, 2025-05-28)."),
        (
            "A mill, and talks in Washington.",
            "No sentence kept of these reports names a US state, so where it is to be is not told here.",
        ),
    ],
)
def test_where_is_told_by_the_places_that_reports_name(evidence: str, said: str) -> None:
    """The places with the sentence of a report; where none is named that is said."""
    lead, below = _leads(
        "Where will Japan build its steel mill?",
        told("CNA", "2025-05-28", kind="investment", products=["steel"], evidence=evidence),
    )
    assert lead.partition(" 1 report tells of ")[0] == said
    source = "CNA, 2025-05-28, of “Japan to invest in the US (steel)”"
    assert below == f"Reports that have “mill”: “{evidence.rstrip('.')}” ({source})."


def test_whose_word_it_is_is_told_where_only_one_side_may_say_so() -> None:
    """Of a promise the words "or is that only what Trump says" ask who else does, and limit nothing to Trump."""
    people = {"officials": [{"name": "Ryosei Akazawa", "country": "JPN"}]}
    leads = _leads(
        "Will Japan buy chips, or is that only what Trump says?",
        told("CNA", "2025-05-28", products=["chips"], attributed_to=["Donald Trump"]),
        told("NHK", "2025-05-29", products=["chips"], attributed_to=["Ryosei Akazawa"], more=people),
    )
    assert leads[0].partition(" (")[0] == (
        "Of “Japan to buy US chips, 2025-05” reports pass on Japan's own word too: Ryosei Akazawa"
    )


def test_why_a_tariff_was_set_is_told_in_the_words_of_reports() -> None:
    """The sentences that give a reason, of what was set; that none does where none does."""
    acts = [
        _measure("2025-08-06", rate_percent=25, evidence="A further 25% for buying Russian oil."),
        _measure("2025-08-07", rate_percent=25, evidence="The 25% is in force."),
    ]
    [lead] = _leads("Why did Trump put tariffs on China?", *acts)
    assert lead.startswith("As reports tell it: “A further 25% for buying Russian oil” (P2025-08-06, 2025-08-06). ")
    [lead] = _leads("Why did Trump put tariffs on China?", acts[1])
    assert lead.startswith("No sentence kept of these reports says why. ")


def test_why_a_rate_is_that_is_the_sum_of_two_laws_is_told_of_what_is_aimed_at_the_target() -> None:
    """Not of what has such a rate on some goods of all."""
    acts = [
        _measure("2025-08-06", rate_percent=40, targets=["BRA"], evidence="A further 40% over a trial."),
        _measure("2025-09-25", rate_percent=50, targets=["ALL"], evidence="50% on cabinets unless deals are reached."),
    ]
    lead, *_ = _leads("Why was Brazil hit with 50%?", *acts)
    assert lead.startswith("As reports tell it: “A further 40% over a trial” (P2025-08-06, 2025-08-06). ")


def test_those_of_more_than_a_figure_are_told_alone() -> None:
    """By the least that is told in dollars, the largest first; none where there are none."""
    records = [
        told("CNA", "2025-05-28", products=["chips"], amounts=[usd(5e9)], title="Chips"),
        told("NHK", "2025-05-28", products=["beef"], amounts=[usd(2e9)], title="Beef"),
        told("KBS", "2025-05-28", products=["rice"], amounts=[usd(9e9, "up_to")], title="Rice"),
    ]
    [lead] = _leads("Which promises of Japan are worth more than $4bn?", *records)
    assert lead == (
        "2 of 3 pledges by Japan come to more than $4bn, by the figures told in dollars."
        " The largest in dollars: “Japan to buy up to $9bn of US rice”, then “Japan to buy $5bn of US chips”."
    )
    [lead] = _leads("Which promises of Japan are worth more than $40bn?", *records)
    assert lead == "None of 3 pledges by Japan comes to more than $40bn, by the figures told in dollars."


def test_what_is_only_threatened_is_named() -> None:
    """Where threats are asked for, before all else that is told of measures."""
    [lead] = _leads("What has Trump threatened China with?", _measure("2025-08-06", action="threaten", rate_percent=30))
    assert lead.startswith("Threatened only: “US threatens 30% tariff on China, reported 2025”. ")


def test_terms_are_quoted_where_they_are_asked_for() -> None:
    """Who decides, and what if nothing is paid, is told in the words of the terms before all else."""
    terms = [
        {"kind": "selection", "text": "projects selected by the US government"},
        {"kind": "snap_back", "text": "tariffs return if it does not pay"},
    ]
    report = told("CNA", "2025-05-28", kind="investment", amounts=[usd(5e11)], terms=terms, title="Japan to invest")
    assert _leads("Who decides where Japan's $500 billion goes?", report)[-1].startswith(
        "As terms of “Japan to invest $500bn in the US” reports tell “projects selected by the US government” (CNA"
    )
    [lead] = _leads("What happens if Japan does not pay?", report)
    assert "reports tell “tariffs return if it does not pay” (CNA, 2025-05-28)." in lead


def test_when_a_tariff_ends_is_told_first() -> None:
    """By the ends that reports tell, the last first; where none does, that is said."""
    until = _measure("2026-02-24", effective="2026-02-24", ends="2026-07-24", rate_percent=10)
    [lead] = _leads("When does the US tariff on China end?", until)
    assert lead.startswith("Ends as told: 2026-07-24 “US puts 10% tariff on China, 2026”.")
    [lead] = _leads("When does the US tariff on China end?", _measure("2026-02-24", rate_percent=10))
    assert lead.startswith("No report tells when any of them ends.")


def test_how_much_of_a_sum_is_for_some_goods() -> None:
    """What is for these goods is added up, not the whole again."""
    goods = ["ships", "chips"]
    whole = told("CNA", "2025-05-28", kind="investment", amounts=[usd(5e11)], products=goods, title="Japan to invest")
    ships = told("NHK", "2025-06-28", kind="investment", amounts=[usd(2e9)], products=["ships"], title="Japan's ships")
    [lead] = _leads("How much of the $500 billion is for ships?", whole, ships)
    assert lead.startswith("Pledges by Japan towards the United States on ships add up to $2bn–$502bn, in 2 figures")


def test_who_loses_is_not_of_the_country_of_who_gains() -> None:
    """The home of those who gain is not handed on to the question of who loses."""
    graph = TradeGraph(loaded([told("CNA", "2025-05-28", products=["soybeans"])]))
    found = [taken for taken, _ in graph.answered("Which American firms gain from Japan's soybeans, and who loses?")]
    assert [taken.filters.get("home") for taken in found] == ["United States", None]


def test_figures_that_make_no_sum_are_told() -> None:
    """Chips are not added up, and what is told of them stands in the sentence."""
    chips = {"value": 18000, "unit": "unit", "qualifier": "exact"}
    [lead] = _leads(
        "How many chips did Japan promise to buy?",
        told("CNA", "2025-05-28", products=["chips"], amounts=[chips]),
        told("NHK", "2025-06-28", products=["AI chips"], amounts=[{**chips, "value": 600}], title="Other chips"),
    )
    assert "give figures that make no sum: " in lead
    assert "18,000 units of “" in lead


def test_who_signed_is_told_by_name_or_in_the_words_of_a_report() -> None:
    """Officials whom a report names as signing; where it names none, its sentence; of no signature that is said."""
    accord = {"id": "a", "name": "Japan-US memorandum", "parties": ["JPN", "USA"], "contains": ["p"]}
    people = [{"name": "Howard Lutnick", "country": "USA"}, {"name": "Ryosei Akazawa", "country": "JPN"}]
    text = "Who signed the Japan-US deal?"

    def lead(status: str, **more: Any) -> str:
        held = {"agreements": [{**accord, "status": status, **more}], "officials": people}
        return _leads(text, told("CNA", "2025-05-28", products=["chips"], more=held))[0]

    named = lead("signed", officials=["Howard Lutnick", "Ryosei Akazawa"], evidence="The two signed it.")
    assert "” by Howard Lutnick and Ryosei Akazawa (CNA, 2025-05-28)." in named.partition(" “Japan")[2]
    assert named.startswith("Told as signed: “Japan–US memorandum")
    assert "” without a name: “Both signed it” (CNA, 2025-05-28)." in lead("signed", evidence="Both signed it.")
    assert lead("agreed", evidence="It is to be signed.").startswith("No report tells of a signature under “Japan–US")


def test_by_whom_stands_in_the_sentence_of_a_sum() -> None:
    """Who promised it with the figures of each; a limit that counts from nothing is named."""
    boeing = [{"name": "Boeing", "role": "supplier"}]
    jets: dict[str, Any] = {"products": ["aircraft"], "companies": boeing}
    figure = {"unit": "aircraft", "qualifier": "exact"}
    [lead] = _leads(
        "How many planes has Boeing been promised, and by whom?",
        told("CNA", "2025-05-28", amounts=[{**figure, "value": 100}], title="A", **jets),
        told(
            "NHK",
            "2025-06-28",
            amounts=[{**figure, "value": 40, "qualifier": "up_to"}],
            title="B",
            pledgers=["IND"],
            **jets,
        ),
    )
    assert "by India (1) and Japan (1). Beside limits that count from nothing: up to 40 aircraft of “India" in lead


def test_the_biggest_come_first_where_they_are_asked_for() -> None:
    """By dollars in the sentence and in the rows, not by how many reports tell of them."""
    graph = TradeGraph(
        loaded(
            [
                *(
                    told(paper, "2025-05-28", products=["beef"], amounts=[usd(1e9)], title="Beef")
                    for paper in ("A", "B")
                ),
                told("NHK", "2025-05-28", products=["chips"], amounts=[usd(9e9)], title="Chips"),
            ]
        )
    )
    [(_, table)] = graph.answered("List the biggest pledges of Japan by amount")
    assert table.lead.startswith("The largest in dollars: “Japan to buy $9bn of US chips”, then “Japan to buy $1bn of")
    assert [row["label"] for row in table.rows] == ["Japan to buy $9bn of US chips", "Japan to buy $1bn of US beef"]


def _two(first: dict[str, Any], second: dict[str, Any]) -> Record:
    """One report with two pledges of Japan to invest in the United States."""
    head = {"publisher": "NHK", "title": "Japan to invest", "published": "2025-11-18", "type": "reporting"}
    sides = {"pledgers": ["JPN"], "recipients": ["USA"], "kind": "investment", "status": "announced"}
    return Record.of({"report": head, "pledges": [{"id": "p", **sides, **first}, {"id": "q", **sides, **second}]})


def test_the_parts_of_a_pledge_are_named_where_projects_are_asked_for() -> None:
    """Projects by name, not the count of what was selected."""
    part = {"amounts": [usd(2e9)], "products": ["crude oil"], "part_of": "p"}
    lead = _leads("In which projects is Japan's $500bn invested?", _two({"amounts": [usd(5e11)]}, part))[0]
    assert lead.startswith(
        "Told as parts of “Japan to invest $500bn in the US”: “Japan to invest $2bn in the US (crude oil)” (announced)."
    )


def test_what_replaced_a_pledge_stands_in_its_history() -> None:
    """Whether it was raised is answered by what took its place."""
    raised = {"amounts": [usd(1e12)], "supersedes": "p"}
    lead, _ = _leads(
        "When did Japan promise $600bn and did it raise it to $1tn?", _two({"amounts": [usd(6e11)]}, raised)
    )
    assert "Replaced by or told anew as “Japan to invest $1tn in the US” (first told 2025-11-18)" in lead


@pytest.mark.parametrize(
    ("action", "said"), [("cut", "Yes, as told: “US cuts"), ("threaten", "Only threatened, as told:")]
)
def test_whether_a_rate_was_set_is_told_with_its_day(action: str, said: str) -> None:
    """A rate that was set is told with its first day; one that was only threatened is no yes."""
    [lead] = _leads(
        "Did China get its tariff cut to 15%?",
        _measure("2025-11-14", action=action, effective="2025-11-14", rate_percent=15, rate_before=39),
    )
    assert lead.startswith(said)
    assert "from 2025-11-14" in lead.partition(". ")[0]


@pytest.mark.parametrize(
    ("statuses", "stage", "said"),
    [
        (["announced", "delivered"], "ordered", "Yes, as told: delivered (P1, 2025-06-02)."),
        (["announced", "missed"], "shipped", "No, as told: missed (P1, 2025-06-02)."),
        (["announced", "announced"], "ordered", "No report tells of any that came, only of what was ordered or"),
        (["announced", "announced"], "shipped", "Some of it, as far as told."),
    ],
)
def test_whether_any_came_begins_with_yes_or_no(statuses: list[str], stage: str, said: str) -> None:
    """That something was promised, or ordered, is no yes."""
    tonnes: dict[str, Any] = {"products": ["soybeans"], "amounts": [{"value": 12e6, "unit": "tonne"}]}
    came = {"id": "d", "pledge": "p", "stage": stage, "amounts": [{"value": 1e6, "unit": "tonne"}]}
    more = {"deliveries": [came]}
    reports = [told(f"P{n}", f"2025-06-0{n + 1}", code, more=more, **tonnes) for n, code in enumerate(statuses)]
    [lead] = _leads("Did Japan buy the 12 million tonnes of soybeans?", *reports)
    assert lead.startswith(said)


def test_what_was_not_counted_is_not_told_as_kept() -> None:
    """The promise, told once already, is no answer to whether any of it was delivered."""
    leads = _leads("What did Japan promise to buy and has any of it been delivered?", told("CNA", "2025-05-28"))
    assert len(leads) == 2
    assert leads[1] == "No report counts what came of 1 pledge by Japan of the kind “purchase”."


def test_whether_a_promise_was_kept_is_told_pledge_by_pledge() -> None:
    """Some of it, where one was kept and another in part, the most told first; all is missed where all is."""
    beans: dict[str, Any] = {"pledgers": ["CHN"], "kind": "purchase"}
    reports = [
        told(f"P{number}", f"2025-06-0{number}", status, **beans, products=[name], title=f"China to buy {name}")
        for number, (status, name) in enumerate(
            [("agreed", "corn"), ("delivered", "corn"), ("agreed", "steel"), ("missed", "steel"), ("agreed", "cars")], 1
        )
    ]
    assert _leads("Has China kept its promise to buy?", *reports) == [
        "Some of it, as far as told. Of pledges by China of the kind “purchase”: told as delivered: “China agreed to "
        "buy US corn, 2025-06 (told as fulfilled)” (1 report); told as missed: “China agreed to buy US steel, "
        "2025-06” (1 report); no count of “China agreed to buy US cars, 2025-06” (1 report). No report says how much "
        "was delivered."
    ]
    assert _leads("Has China honoured its purchase of steel?", *reports) == [
        "No, as told: missed (P4, 2025-06-04). Of “China agreed to buy US steel, 2025-06”: told as missed by 1 "
        "report; no report says how much was delivered."
    ]


def test_terms_are_told_where_it_is_asked_on_which() -> None:
    """Those of the most told pledge, of each sort the first before others; where none is told, that is said."""
    terms = [{"kind": "selection", "text": text} for text in ("a committee selects", "projects chosen by the US")]
    report = told("CNA", "2025-05-28", amounts=[usd(5e11)], terms=terms, conditions=["if tariffs stay at 15%"])
    lead, below = _leads("On which terms did Japan promise to buy chips for $500bn?", report)
    label = "Japan to buy $500bn of US goods"
    assert below == f"Some words were not read; all that is told of “{label}” in short stands below."
    assert lead.startswith(
        "As terms of “Japan to buy $500bn of US goods” reports tell “a committee selects” (CNA, 2025-05-28), "
        "“if tariffs stay at 15%” (CNA, 2025-05-28), “projects chosen by the US” (CNA, 2025-05-28)."
    )
    [lead] = _leads("What are the terms of Japan's promise?", told("CNA", "2025-05-28", amounts=[usd(5e11)]))
    assert lead.startswith("No report here tells terms or conditions of “Japan to buy $500bn of US goods”.")


def test_parts_of_a_whole_that_is_over_are_not_the_largest() -> None:
    """Of a whole that lapsed its parts are not named in its place."""
    part = {"amounts": [usd(1e11)], "part_of": "p", "products": ["chips"]}
    [lead] = _leads("What did Japan promise?", _two({"amounts": [usd(2e11)], "status": "lapsed"}, part))
    whole = "“Japan had meant to invest $200bn in the US (lapsed)”"
    assert lead == (
        f"1 pledge by Japan (beside 1 part of another among these): {whole} (lapsed). They add up to $100bn. "
        f"The largest in dollars: {whole}, which that leaves out (lapsed)."
    )


def test_of_a_pledge_of_many_goods_its_parts_on_those_asked_for_add_up() -> None:
    """Not the whole, whose part on these no report tells, where a part on these alone is told."""
    whole = {"id": "w", "pledgers": ["KOR"], "recipients": ["USA"], "kind": "investment", "status": "signed",
             "amounts": [usd(350e9)], "products": ["ships", "chips"]}  # fmt: skip
    part = {**whole, "id": "s", "amounts": [usd(150e9)], "products": ["ships"], "part_of": "w"}
    head = {"publisher": "CNA", "title": "Korea invests", "published": "2025-11-14", "type": "reporting"}
    store = loaded([Record.of({"report": head, "pledges": [whole, part]})])
    on = {name: ask(store, "totals", pledge="Korea $350bn", product=name).lead for name in ("ships", "chips")}
    assert on == {
        "ships": "Parts of “South Korea signed up to invest $350bn in the US (chips and ships)” on ships add up to "
        "$150bn, in 1 figure.",
        "chips": "Pledges of “South Korea signed up to invest $350bn in the US (chips and ships)” on chips add up to "
        "at most $350bn, in 1 figure. Counted from nothing to all of it: $350bn of “South Korea signed up to invest "
        "$350bn in the US (chips and ships)” (also for ships).",
    }


def test_a_figure_of_goods_that_reports_name_each_otherwise_is_not_of_one_of_them() -> None:
    """Where most name some goods beside those asked for, each another, it counts from nothing to all of it."""
    others = ("coal", "aircraft", "steel", "soybeans")
    leads = _leads(
        "How much did Japan promise to spend on chips?",
        *(
            told(f"P{number}", "2025-05-28", "agreed", products=["chips", name], amounts=[usd(500e9)])
            for number, name in enumerate(others)
        ),
    )
    assert leads == [
        "Pledges by Japan on chips add up to at most $500bn, in 1 figure. Counted from nothing to all of it: $500bn "
        "of “Japan agreed to buy $500bn of US chips and other goods” (also for aircraft, coal, soybeans)."
    ]


def _course(goods: str, target: str, *told: Record) -> str:
    """The first of the sentences on the rates that goods of a target face."""
    return ask(loaded(told), "measures", target=target, product=goods).lead.partition(" On 20")[0]


def test_a_rate_limited_to_a_quota_is_told_with_it_and_with_the_rate_beyond() -> None:
    """What is beyond a quota pays what it paid, as far as told; a rate on a sort of goods is told of that alone."""
    cars = {"products": ["cars"], "effective": "2025-04-03", "rate_percent": 25}
    quota = {"value": 100000, "unit": "vehicle", "qualifier": "exact", "recurrence": "per_year"}
    cut = {
        **cars,
        "action": "cut",
        "targets": ["GBR"],
        "effective": "2025-06-30",
        "rate_percent": 10,
        "quotas": [quota],
    }
    told = _course(
        "cars",
        "GBR",
        _measure("2025-04-03", **{**cars, "targets": ["ALL"]}),
        _measure("2025-06-29", **cut, rate_before=27.5),
        _measure("2025-06-30", **cut),
    )
    label = "US cuts tariffs on up to 100,000 UK cars a year to 10%, 2025"
    assert told == (
        "As far as told on 2025-06-30, the tariff of the United States on cars of the United Kingdom is 10%"
        f" (27.5% before) for up to 100,000 cars a year from 2025-06-30 (“{label}”) and beyond that 25%"
        " from 2025-04-03 (“US puts 25% tariff on cars, 2025”)."
    )
    sort = {"products": ["advanced computing chips"], "targets": ["ALL"], "rate_percent": 25}
    assert _course("chips", "TWN", _measure("2026-01-14", **sort, effective="2026-01-14")) == (
        "As far as told on 2026-01-14, the tariff of the United States on chips of Taiwan is 25%"
        " on advanced chips alone from 2026-01-14 (“US puts 25% tariff on advanced chips, 2026”)."
    )
