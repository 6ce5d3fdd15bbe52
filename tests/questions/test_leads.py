"""The first sentence answers what is asked; an answer without rows says of which pledges, and leads on."""

from __future__ import annotations

from typing import Any

import pytest
from worlds import loaded, told, usd

from kg.model.record import Record
from kg.query.table import Table
from kg.questions import promised
from kg.questions.catalogue import ask
from kg.store.embedded import Store

OFFICIALS = [{"name": "Piyush Goyal", "country": "IND"}, {"name": "Howard Lutnick", "country": "USA"}]


def pledge(publisher: str, title: str, amount: dict[str, Any], **more: Any) -> Record:
    """A report of one investment in the United States."""
    return told(publisher, "2025-08-01", "agreed", title=title, **{"kind": "investment", "amounts": [amount], **more})


def aircraft(value: float) -> dict[str, Any]:
    """A number of aircraft."""
    return {"value": value, "unit": "aircraft", "qualifier": "exact"}


def deliveries(day: str, *counts: tuple[str, float]) -> dict[str, Any]:
    """Counts of aircraft on a day, each with its stage."""
    return {
        "deliveries": [
            {"id": f"d{n}", "pledge": "p", "stage": stage, "period": day, "amounts": [aircraft(value)]}
            for n, (stage, value) in enumerate(counts)
        ]
    }


@pytest.fixture(scope="module")
def store() -> Store:
    """A fund of two countries with a part, an order of aircraft, and a promise that two sides and an outlet tell of."""
    ships = {"id": "s", "pledgers": ["KOR"], "recipients": ["USA"], "kind": "investment", "status": "agreed",
             "amounts": [usd(150e9)], "products": ["ships"]}  # fmt: skip
    firm = {"id": "f", "pledgers": ["Hanwha"], "recipients": ["USA"], "kind": "investment", "status": "announced",
            "amounts": [usd(5e9)], "products": ["ships"], "part_of": "s",
            "companies": [{"name": "Hanwha Philly Shipyard", "role": "investee"}]}  # fmt: skip
    yard = {"report": {"publisher": "Maritime", "title": "Hanwha to expand a yard", "published": "2025-08-26",
                       "type": "reporting"},
            "companies": [{"name": "Hanwha"}, {"name": "Hanwha Philly Shipyard"}],
            "pledges": [ships, firm]}  # fmt: skip
    jets: dict[str, Any] = {"kind": "purchase", "products": ["aircraft"], "pledgers": ["QAT"]}
    said = {"pledgers": ["IND"], "kind": "purchase", "products": ["energy"], "more": {"officials": OFFICIALS}}
    return loaded(
        [
            pledge("Kyodo", "Two pay", usd(750e9), pledgers=["JPN", "TWN"], products=["chips"]),
            pledge("NHK", "Japan pays", usd(550e9), pledgers=["JPN"], products=["steel"]),
            Record.of(yard),
            pledge("Gulf", "Jets", aircraft(10), **jets, more=deliveries("2025-09", ("ordered", 8), ("shipped", 2))),
            pledge("PTI", "Energy", usd(500e9), **said, attributed_to=["Piyush Goyal"]),
            pledge("Fox", "Energy", usd(500e9), **said, attributed_to=["Howard Lutnick"]),
        ]
    )


def lead(store: Store, question: str, **filters: str) -> str:
    """The first sentence of an answer."""
    return answer(store, question, **filters).lead


def answer(store: Store, question: str, **filters: str) -> Table:
    """An answer."""
    asked: dict[str, Any] = dict(filters)
    return ask(store, question, **asked)


def test_the_largest_is_promised_by_the_one_who_is_asked_for(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """A fund that several make is none of one; what its pledges add up to is said at once."""
    monkeypatch.setattr(promised, "_FEW", 1)  # as if they were too many to be told one by one
    assert lead(store, "pledges", pledger="Japan") == (
        "2 pledges by Japan: 2 announced or agreed. They add up to $550bn–$1.3tn."
        " The largest in dollars: “Japan agreed to invest $550bn in the US (steel)”."
    )


def test_a_few_are_told_one_by_one(store: Store) -> None:
    """Each with how it stands, the most told first; no count of statuses stands for them."""
    assert lead(store, "pledges", pledger="Japan") == (
        "2 pledges by Japan: “Japan and Taiwan agreed to invest $750bn in the US (chips)” (agreed) and “Japan agreed to"
        " invest $550bn in the US (steel)” (agreed). They add up to $550bn–$1.3tn."
    )


def test_a_few_are_told_one_by_one_also_where_several_ways_to_stand_are_asked_for() -> None:
    """The most told goes first, with what it is a part of, and nothing is told twice."""
    whole = {"id": "w", "pledgers": ["KOR"], "recipients": ["USA"], "kind": "purchase", "status": "signed",
             "amounts": [usd(50e9)], "products": ["aircraft"]}  # fmt: skip
    part = {**whole, "id": "p", "amounts": [usd(36e9)], "part_of": "w"}
    head = {"publisher": "CNA", "title": "Korea buys", "published": "2025-08-26", "type": "reporting"}
    jets: dict[str, Any] = {"pledgers": ["KOR"], "products": ["aircraft"], "amounts": [usd(36e9)]}
    store = loaded(
        [
            Record.of({"report": head, "pledges": [whole, part]}),
            told("AFP", "2025-08-26", "signed", title="Korea buys", **jets),
        ]
    )
    assert lead(store, "pledges", pledger="South Korea", status="signed,in_force") == (
        "1 pledge by South Korea standing as signed or in force (beside 1 part of another among these): “South Korea "
        "signed up to buy $36bn of US aircraft” (signed, a part of “South Korea signed up to buy $50bn of US "
        "aircraft”) and “South Korea signed up to buy $50bn of US aircraft” (signed). They add up to $50bn."
    )


def test_a_part_stands_below_its_whole(store: Store) -> None:
    """Marked, so that nobody adds it to it; and whatever the order of rows, programs get its wholes."""
    found = answer(store, "pledges", product="ships")
    (section,) = found.printed
    assert [row["label"] for row in section.rows] == [
        "South Korea agreed to invest $150bn in the US (ships)",
        "↳ Hanwha Group to invest $5bn in the US (ships)",
    ]
    inside = {row["label"]: len(row["part_of"]) for row in found.rows}
    assert sorted(inside.values()) == [0, 1]


def test_what_was_delivered_is_told_before_what_was_only_ordered(store: Store) -> None:
    """And where nobody counts a delivery, that is said."""
    assert lead(store, "delivery", pledger="Qatar") == (
        "Of “Qatar agreed to buy 10 aircraft from the US”: delivered, as far as told: 2 aircraft delivered, 2025-09,"
        " 20.0% of 10 aircraft (Gulf, 2025-08-01); ordered or contracted: 8 aircraft ordered, 2025-09,"
        " 80.0% of 10 aircraft (Gulf, 2025-08-01)."
    )


def test_of_several_pledges_it_is_told_which_were_kept_and_which_have_no_count() -> None:
    """What reports tell as delivered goes first, then the most told promise of which nothing is counted."""
    beans: dict[str, Any] = {"kind": "purchase", "pledgers": ["CHN"], "products": ["soybeans"]}
    tonnes = {"unit": "tonne", "qualifier": "exact"}
    kept = {**beans, "amounts": [{"value": 12e6, **tonnes}], "title": "China buys 12m tonnes"}
    yearly = {"value": 25e6, **tonnes, "recurrence": "per_year"}
    store = loaded(
        [
            told("Reuters", "2025-10-30", "agreed", **kept),
            told("AFP", "2026-01-20", "delivered", **kept),
            told("CNA", "2025-10-30", "agreed", **{**beans, "products": ["corn"]}, amounts=[yearly], title="Corn"),
        ]
    )
    assert lead(store, "delivery", pledger="China") == (
        "Of “China agreed to buy 12m tonnes of US soybeans”: told as delivered by 1 report; no report says how much "
        "was delivered. No count of “China agreed to buy 25m tonnes a year of US corn” (1 report)."
    )


def test_origins_are_told_by_the_side_they_speak_for(store: Store) -> None:
    """Whether both sides say it, or one of them alone."""
    assert lead(store, "evidence", pledger="India") == (
        "2 reports tell of “India agreed to buy $500bn of US energy”, going back to 2 origins."
        " For India: Piyush Goyal (1); for the United States: Howard Lutnick (1)."
        " First with a date: Fox, 2025-08-01, relaying Howard Lutnick; PTI, 2025-08-01, relaying Piyush Goyal."
    )


def test_who_told_first_is_a_sentence_of_its_own() -> None:
    """With the word that was relayed, who may be as early, and how many reports have no date."""
    more: dict[str, Any] = {"products": ["chips"], "amounts": [usd(5e9)]}
    days = {"CNA": "2025-05-28", "Kyodo": "2025-05-27/2025-06-02", "Mirror": None, "NHK": "2025-06-01"}
    found = lead(loaded([told(name, day, **more) for name, day in days.items()]), "evidence", pledger="Japan")
    assert found.startswith("4 reports tell of ")
    assert found.endswith(
        " First with a date: CNA, 2025-05-28; perhaps as early: Kyodo, 2025-05-27 to 2025-06-02;"
        " 1 undated report cannot be placed."
    )


def test_what_some_report_tells_as_over_is_named_beside_several_endings() -> None:
    """What one report denies and most bear out stands otherwise, whichever of the endings is asked for."""
    days = (("PTI", "agreed"), ("Mint", "agreed"), ("NDTV", "denied"))
    store = loaded([told(name, f"2026-02-0{n + 3}", status) for n, (name, status) in enumerate(days)])
    table = ask(store, "pledges", status="withdrawn,denied")
    assert not table.rows
    assert "old as withdrawn or denied by some report, and standing otherwise in the end: “Japan" in table.lead
    assert "old as denied by some report, and standing otherwise" in ask(store, "pledges", status="denied").lead


def test_statements_of_one_person_are_counted_and_the_most_told_stands_first() -> None:
    """What several reports of one day tell goes before an earlier statement that one alone tells."""
    said: dict[str, Any] = {"amounts": [usd(500e9)], "attributed_to": ["Piyush Goyal"], "pledgers": ["IND"],
                            "more": {"officials": OFFICIALS}}  # fmt: skip
    days = [("PTI", "2026-02-03", "first"), ("Mint", "2026-02-07", "again"), ("NDTV", "2026-02-07", "so too")]
    store = loaded([told(name, day, evidence=f"Goyal says it {text}.", **said) for name, day, text in days])
    first = "“Goyal says it again.” (Mint, 2026-02-07; in 2 reports of 2026-02-07 the most told of 3 statements)."
    assert lead(store, "evidence", official="Piyush Goyal").startswith(first)


def test_of_statements_of_several_days_the_last_is_quoted() -> None:
    """How a thing went is more than how it began; without a day none is the last."""
    said: dict[str, Any] = {"kind": "tariff_change", "title": "Parliament"}
    days = [("WION", "2026-01-21", "puts off"), ("Belga", "2026-06-16", "passed"), ("RBT", None, "backs")]
    store = loaded([told(name, day, evidence=f"Parliament {text} the law.", **said) for name, day, text in days])
    last = "“Parliament passed the law.” (Belga, 2026-06-16; the last of 3 statements)."
    assert lead(store, "evidence", saying="Parliament").startswith(last)
    undated = loaded([told("RBT", None, evidence="Parliament backs the law.", **said)])
    assert lead(undated, "evidence", saying="Parliament").startswith("“Parliament backs the law.” (RBT, undated).")


def test_of_a_few_pledges_it_is_told_first_how_they_stand() -> None:
    """Before how often that changed."""
    store = loaded(
        [
            told("CNA", "2025-07-30", "agreed", products=["chips"], title="Chips"),
            told("NHK", "2025-11-14", "signed", products=["beef"], title="Beef"),
        ]
    )
    assert lead(store, "history", pledger="Japan").startswith(
        "As they stand: “Japan signed up to buy US beef, 2025-11” (signed) and “Japan agreed to buy US chips, "
        "2025-07” (agreed). "
    )


def test_who_loses_is_not_counted_as_gaining() -> None:
    """Of several pledges: those that stand to lose stand behind those who gain."""
    losing = [{"name": "Vivergo Fuels", "role": "competitor"}]
    selling = [{"name": "Boeing", "role": "supplier"}]
    store = loaded(
        [
            told("UPI", "2025-05-08", kind="market_access", pledgers=["GBR"], products=["ethanol"], companies=losing),
            told("BBC", "2025-05-08", pledgers=["GBR"], products=["aircraft"], companies=selling, title="Jets"),
        ]
    )
    said = lead(store, "beneficiaries", pledger="United Kingdom", basis="named")
    assert said == (
        "Companies that benefit from pledges by the United Kingdom (named): 1 named in 1 pledge, most often Boeing "
        "(1); Vivergo Fuels could lose sales."
    )


def test_between_two_sides_whoever_promises_is_asked_for() -> None:
    """With --partner what either promises the other, and nothing that a third is in."""
    sides = [("USA", "GBR"), ("GBR", "USA"), ("JPN", "USA"), ("GBR", "JPN")]
    store = loaded([told(a + b, "2025-05-08", pledgers=[a], recipients=[b], title=a + b) for a, b in sides])
    rows = ask(store, "pledges", country="United Kingdom", partner="USA").rows
    assert {row["label"] for row in rows} == {"US to buy UK goods, 2025-05", "UK to buy US goods, 2025-05"}
    assert lead(store, "pledges", country="Japan", partner="United Kingdom").startswith("“UK to buy")


def test_the_day_of_signing_is_the_first_sentence_of_a_history(store: Store) -> None:
    """When a status is asked for; who has no such day is named apart."""
    days = [("CNA", "2025-07-30", "agreed"), ("NHK", "2025-11-14", "signed")]
    more: dict[str, Any] = {"products": ["chips"], "amounts": [usd(5e9)]}
    signed = loaded([told(name, day, status, status_date=day, **more) for name, day, status in days])
    assert lead(signed, "history", status="signed", pledger="Japan") == (
        "Told as signed, of pledges by Japan, since 2025-11-14: “Japan signed up to buy $5bn of US chips”."
    )


def test_what_a_company_gains_by_is_named_not_counted() -> None:
    """One company that is asked for is not told to be named most often among itself."""
    firm: dict[str, Any] = {"products": ["chips"], "companies": [{"name": "Nvidia", "role": "supplier"}]}
    firm["more"] = {"companies": [{"name": "Nvidia"}]}
    by = [told("CNA", "2025-05-28", title=side, pledgers=[side], **firm) for side in ("JPN", "TWN")]
    assert lead(loaded(by), "beneficiaries", company="Nvidia") == (
        "Nvidia, in 2 pledges: “Japan to buy US chips, 2025-05” and “Taiwan to buy US chips, 2025-05”"
        " (would gain sales); all as reports name it."
    )


@pytest.mark.parametrize(
    ("filters", "said"),
    [
        (
            {"direction": "harmed"},
            "Of 1 pledge by South Korea on ships no report names a country or company that loses, ",
        ),
        ({"company": "Nvidia"}, "Of 1 pledge by South Korea on ships no report says that Nvidia gains or loses, "),
    ],
)
def test_who_is_not_told_to_gain_is_said_as_it_was_asked(store: Store, filters: dict[str, str], said: str) -> None:
    """Others may gain where the one who is asked for does not."""
    assert lead(store, "beneficiaries", pledger="Korea", product="ships", **filters).startswith(said)


def test_the_largest_may_be_made_with_a_company_of_the_same_country(monkeypatch: pytest.MonkeyPatch) -> None:
    """What a state buys with its own company is its promise, and larger than what it buys alone."""
    monkeypatch.setattr(promised, "_FEW", 1)
    jets: dict[str, Any] = {"products": ["aircraft"], "recipients": ["FRA"]}
    both = ["CHN", "China Aviation Supplies Holding Company"]
    jets["more"] = {"companies": [{"name": both[1]}]}
    found = lead(
        loaded(
            [
                told("AFP", "2017-05-01", "agreed", title="A", pledgers=["CHN"], amounts=[usd(23e9)], **jets),
                told("Xinhua", "2019-03-26", "signed", title="B", pledgers=both, amounts=[usd(35e9)], **jets),
            ]
        ),
        "pledges",
        pledger="China",
    )
    assert "The largest in dollars: “China and China Aviation Supplies Holding Company signed up to buy $35bn" in found


@pytest.mark.parametrize(
    ("amounts", "said"),
    [
        ([usd(2.1e9, "up_to")], "Pledges by Japan add up to at most $2.1bn, in 1 figure."),
        ([], "No report gives a figure of pledges by Japan: “Japan to buy US goods, 2025-05”."),
    ],
)
def test_sums_are_said_in_english(amounts: list[dict[str, Any]], said: str) -> None:
    """Nothing "adds up to up to"; one tells, several tell."""
    assert lead(loaded([told("CNA", "2025-05-28", amounts=amounts)]), "totals", pledger="Japan") == said


def test_what_others_promise_inside_a_pledge_comes_with_it(store: Store) -> None:
    """A company's part of a state's pledge stands under its own label, asked by the pledge or by who promises it."""
    found = answer(store, "beneficiaries", pledger="Korea", product="ships")
    assert {row["pledge_label"] for row in found} == {"Hanwha Group to invest $5bn in the US (ships)"}
    (whole,) = answer(store, "pledges", pledger="Korea", product="ships")
    assert list(found) == list(answer(store, "beneficiaries", pledge=whole["pledge"]))
    assert "Hanwha Philly Shipyard would receive money from it" in found.lead


def test_an_answer_without_firms_names_the_pledges(store: Store) -> None:
    """Where reports name no company and no rule gives one."""
    found = answer(store, "beneficiaries", pledger="Korea", product="ships", strength="contracted")
    assert found.lead == (
        "Of 1 pledge by South Korea on ships (tied as contracted) no report names a company that gains or loses, and no"
        " rule infers one: “South Korea agreed to invest $150bn in the US (ships)”."
    )


def test_the_largest_may_be_outside_the_sum() -> None:
    """A sum that holds a guarantee is the largest, and the lead says that what is added up leaves it out."""
    whole = {"id": "w", "pledgers": ["TWN"], "recipients": ["USA"], "kind": "mixed", "status": "agreed",
             "amounts": [usd(500e9)]}  # fmt: skip
    held = {"pledgers": ["TWN"], "recipients": ["USA"], "status": "agreed", "amounts": [usd(250e9)], "part_of": "w"}
    record = Record.of(
        {
            "report": {"publisher": "CNA", "title": "Taiwan pays", "published": "2026-01-16", "type": "reporting"},
            "pledges": [whole, {**held, "id": "g", "kind": "guarantee"}, {**held, "id": "i", "kind": "investment"}],
        }
    )
    lead = ask(loaded([record]), "pledges", pledger="TWN").lead
    assert "They add up to $250bn" in lead
    assert "which that leaves out (holds a guarantee, which is never cash)" in lead


def test_a_company_not_tied_to_one_pledge_is_looked_for_in_others(store: Store) -> None:
    """The next command asks of all that the same side promised."""
    found = answer(store, "why", pledge="Korea ships", company="Airbus")
    assert not found.rows
    assert found.onward == 'kg ask beneficiaries --pledger "South Korea" --company Airbus'


def test_a_company_asked_for_is_named(store: Store) -> None:
    """Others that could supply as well are not counted away; who loses is no party to the pledge."""
    chips = loaded([told("CNA", "2025-05-28", products=["chips"], amounts=[usd(7e9)])])
    held = answer(chips, "beneficiaries", pledge="Japan", company="Intel")
    assert held.lead.endswith(": Intel could supply such goods, though no report names it.")
    assert [row["named_by"] for section in held.printed for row in section.rows] == ["no report"]
    assert lead(chips, "beneficiaries", pledge="Japan").endswith(
        "firms could supply such goods, though no report names them."
    )
    assert lead(chips, "beneficiaries", company="Intel").startswith("By “Japan")
    quota: dict[str, Any] = {"kind": "market_access", "products": ["rice"], "evidence": "Japan takes more US rice."}
    fixed = [{"kind": "fixed_quota", "text": "the duty-free quota is not enlarged"}]
    rice = loaded([told("CNA", "2025-07-24", "agreed", title=text, terms=fixed, **quota) for text in ("Rice", "Quota")])
    of = "“Japan agreed to open its market to US rice”"
    one = lead(rice, "beneficiaries", direction="harmed", company="Thailand")
    assert one == f"Thailand could lose sales by {of}; no report names it: it is inferred."
    all_ = lead(rice, "beneficiaries", direction="harmed", pledge="Japan")
    assert all_.startswith(f"Who stands to lose by {of}: ")
    assert all_.endswith("no report names them: they are inferred; no report and no rule names a firm.")


def test_what_can_no_more_be_supplied_could_have_been() -> None:
    """Its time is over: who makes such goods stood a chance."""
    late = told("BBC", "2026-02-02", "agreed", title="Rice", products=["rice"])
    due = told("CNA", "2025-05-28", products=["chips"], amounts=[usd(7e9)], deadline_date="2025-12-31")
    chips = loaded([due, late])
    assert lead(chips, "beneficiaries", pledge="chips", company="Intel").endswith(
        ": Intel could have supplied such goods, though no report names it."
    )
    assert lead(chips, "beneficiaries", pledge="chips").endswith(
        "firms could have supplied such goods, though no report names them."
    )
