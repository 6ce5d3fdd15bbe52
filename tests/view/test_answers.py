"""One status a pledge and one state a measure, whichever page tells of it; sums of what still stands."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

import pytest
from worlds import loaded, told, usd

from kg.model import codes
from kg.model.record import Record
from kg.questions import said
from kg.questions.said import stands, status_of
from kg.store.embedded import Store
from kg.view.answers import Answers, Row
from kg.view.chart import Days
from kg.view.page_model import Page, Section, Strip
from kg.view.style import status
from kg.view.view import view
from kg.view.wording import days, either_day


def _only(*records: Record) -> tuple[Answers, Row]:
    """The answers of some reports of one pledge, and its row."""
    answers = Answers(loaded(records), whole=True)
    (row,) = answers.ask("pledges")
    return answers, row


def _section(page: Page, heading: str) -> Section:
    return next(section for section in page.sections if section.heading == heading)


def _lane(store: Store) -> tuple[Any, ...]:
    """The one pledge as the timeline has it."""
    (row,) = [row for section in view(store, "timeline").page.sections for row in section.rows]
    return row


def test_bar_and_words_of_a_pledge_are_one() -> None:
    """Where most reports give a weaker word than one outlet, label, list and bar go by that one."""
    records = [told("Bold", "2025-05-28", "signed"), *(told(f"P{n}", f"2025-05-{28 + n}") for n in range(3))]
    answers, row = _only(*records)
    assert (row["grade"], status_of(row)) == ("announced", "announced")
    assert str(row["label"]).startswith("Japan to buy")
    _, strip, words, *_ = _lane(answers.store)
    assert {mark.look for mark in strip.marks} == {"announced"}
    assert words == "announced, disputed (3 announced, 1 signed)"


def test_a_bar_rises_as_the_pledge_did() -> None:
    """What nobody disputes is drawn as it went: every step, each from its day."""
    answers, row = _only(
        told("A", "2025-07-01", "considering", products=["chips"], amounts=[usd(2e9)]),
        told("A", "2025-07-20", "signed", title="b", products=["chips"], amounts=[usd(2e9)]),
    )
    assert [(step["status"], str(step["valid_from"])) for step in answers.course(row)] == [
        ("considering", "2025-07-01"),
        ("signed", "2025-07-20"),
    ]
    assert stands(row) == "signed"


def test_what_was_missed_is_over_on_every_page() -> None:
    """A missed pledge is told in the past, called missed, and in no sum, however firm its text was."""
    kept = told("B", "2025-05-02", "in_force", title="b", amounts=[usd(1e9)], products=["aircraft"])
    lost = told("A", "2020-01-15", "in_force", title="a", amounts=[usd(2e11)], products=["soybeans"])
    late = told("A", "2020-02-08", "missed", title="c", amounts=[usd(2e11)], products=["soybeans"])
    answers = Answers(loaded([kept, lost, late]), whole=True)
    (row,) = [row for row in answers.ask("pledges") if row["delivery"]]
    assert (row["grade"], status_of(row), stands(row)) == ("in_force", "missed", "missed")
    page = view(answers.store, "pledge", str(row["pledge"])).page
    assert page.lead.startswith("Japan had an undertaking in force to buy soybeans")
    assert "By what reports say it was missed." in page.lead
    (sum_,) = [row for row in answers.ask("totals", status="in_force") if row["part"] == "sum in USD"]
    assert sum_["usd"] == "$1bn"
    pair = view(answers.store, "pair", "Japan", "USA").page
    assert "Japan made 2 pledges, which come to $1bn, to the United States" in pair.lead
    assert "not in the sum: 1 missed" in _section(pair, "What it adds up to, in dollars").text[1]


def test_what_a_sum_leaves_out_is_said() -> None:
    """Amounts a year and of other units stand beside a sum; guarantees and what is only considered are in none."""
    records = [
        told("A", "2025-05-01", "agreed", title="a", amounts=[usd(5e9)], products=["aircraft"]),
        told("B", "2025-05-01", "agreed", title="b", amounts=[usd(7e9, recurrence="per_year")], products=["energy"]),
        told("C", "2025-05-01", "agreed", title="c", kind="guarantee", amounts=[usd(250e9)]),
        told("D", "2025-05-01", "considering", title="d", kind="investment", amounts=[usd(90e9)]),
        told("E", "2025-05-01", "agreed", title="e", kind="market_access", products=["rice"]),
    ]
    page = view(loaded(records), "pair", "Japan", "USA").page
    assert "Japan made 5 pledges, which come to $5bn, to the United States" in page.lead
    (text,) = _section(page, "What it adds up to, in dollars").text[1:]
    assert text.startswith("Japan to the United States: beside the sum stand $7bn a year; not in the sum: ")
    assert {"1 for a guarantee", "1 only considered", "1 without a figure"} == set(
        text.partition("not in the sum: ")[2].rstrip(".").replace(" and ", ", ").split(", ")
    )


def test_what_some_tell_as_more_than_considered_is_left_out_in_words() -> None:
    """A page says so as of any other reason, without reports and options of a command line."""
    records = [told(name, "2025-05-01", "considering", amounts=[usd(9e9)]) for name in ("A", "B", "C")]
    records += [told("D", "2025-05-01", "agreed", amounts=[usd(9e9)])]
    records += [told("E", "2025-05-01", "agreed", title="e", products=["rice"], amounts=[usd(1e9)])]
    text = _section(view(loaded(records), "pair", "Japan", "USA").page, "What it adds up to, in dollars").text
    assert text[-1] == "Japan to the United States: not in the sum: 1 only considered though some tell it as more."


def test_investment_and_guarantee_are_never_one_sum() -> None:
    """A figure that adds a guarantee to an investment is left out, and says so; the investment alone counts."""
    sides: dict[str, Any] = {"pledgers": ["TWN"], "recipients": ["USA"], "status": "agreed"}
    inside = {"id": "g", "kind": "guarantee", "amounts": [usd(180e9)], "part_of": "p", **sides}
    whole = told("A", "2026-01-16", title="both", kind="mixed", amounts=[usd(500e9)], **sides)
    dumped = whole.dump()
    record = Record.of({**dumped, "pledges": [*dumped["pledges"], inside]})
    part = told("B", "2026-01-16", title="part", kind="investment", amounts=[usd(250e9)], **sides)
    rows = Answers(loaded([record, part])).ask("totals", pledger="Taiwan", recipient="USA")
    assert [row["usd"] for row in rows if row["part"] == "sum in USD"] == ["$250bn"]
    left = {str(row["reason"]).partition(":")[0] for row in rows if row["part"] == "left out"}
    assert left == {"guarantee is never cash", "holds a guarantee, which is never cash"}


def test_what_is_part_of_a_missed_pledge_is_over_with_it() -> None:
    """The parts of a promise whose time is over are in no sum either."""
    sides: dict[str, Any] = {"pledgers": ["CHN"], "recipients": ["USA"]}
    part = {"id": "s", "kind": "purchase", "amounts": [usd(33e9)], "part_of": "p", "status": "signed", **sides}
    whole = told("A", "2022-02-08", "missed", amounts=[usd(200e9)], pledgers=["CHN"])
    dumped = whole.dump()
    record = Record.of({**dumped, "pledges": [*dumped["pledges"], {**part, "products": ["soybeans"]}]})
    rows = Answers(loaded([record])).ask("totals", pledger="China", recipient="USA")
    assert {str(row["reason"]).partition(":")[0] for row in rows} == {"missed", "part of what was missed"}


def test_a_turned_reading_is_a_dispute_of_the_pledge_alone() -> None:
    """One report that has both sides promise makes no row, count or sum of the other side; it is named as such."""
    both = ["JPN", "USA"]
    turned = told("Odd", "2025-05-28", "agreed", title="odd", pledgers=both, recipients=both, amounts=[usd(2e11)])
    right = [told(f"P{n}", "2025-05-28", "agreed", title=f"t{n}", amounts=[usd(2e11)]) for n in range(4)]
    store = loaded([turned, *right])
    (row,) = Answers(store, whole=True).ask("pledges")
    page = view(store, "pair", "Japan", "USA").page
    assert "Japan made 1 pledge, which comes to $200bn, to the United States" in page.lead
    assert "the United States made none to Japan" in page.lead
    assert all(cell.to != str(row["pledge"]) for cell in _promised_by_the_us(store))
    facts: Any = {
        line[0]: line[1] for line in _section(view(store, "pledge", str(row["pledge"])).page, "Who promises what").rows
    }
    assert [link.text for link in facts["Told the other way round by"]] == ["Odd, 2025-05-28"]


def _promised_by_the_us(store: Store) -> list[Any]:
    """First cells of what the page of the United States says it promised."""
    sections = view(store, "country", "USA").page.sections
    return [row[0] for section in sections if section.heading.endswith("States promised") for row in section.rows]


def _measures(*acts: dict[str, Any]) -> Section:
    """What Japan's page says of acts of the United States, one a report."""
    held = [
        told(f"P{n}", "2025-07-02", title=f"t{n}", more={"measures": [{"id": "m", "imposer": "USA", **act}]})
        for n, act in enumerate(acts)
    ]
    return _section(view(loaded(held), "country", "Japan").page, "Measures Japan met")


def test_threats_and_removals_are_no_rates_that_ran() -> None:
    """What is threatened stands at its day alone; what is lifted stays so to the last day."""
    threat = {"kind": "tariff", "targets": ["JPN"], "rate_percent": 24, "effective": "2025-06-01", "action": "threaten"}
    removal = {"kind": "tariff", "targets": ["JPN"], "rate_percent": 15, "effective": "2025-06-10", "action": "remove"}
    section = _measures(threat, threat, {**removal, "products": ["steel"]})
    drawn = {str(row[4]): row[1] for row in section.rows}
    assert set(drawn) == {"threatened", "lifted"}
    shapes = {}
    for state, strip in drawn.items():
        assert isinstance(strip, Strip)
        shapes[state] = {(mark.shape, mark.look) for mark in strip.marks}
    assert {shape for shape, _ in shapes["threatened"]} <= {"dot", "ring"}
    assert shapes["lifted"] == {("bar", "lifted")}


def test_statuses_that_are_over_look_apart() -> None:
    """No two statuses share a line in graphs; in charts each has a fill of its own."""
    looks = [(status(code).dash, status(code).end) for code in codes.scheme("status") if status(code).dash]
    assert len(set(looks)) == len(looks)


@pytest.mark.parametrize("month", ["2026-05", "2026"])
def test_a_month_stays_a_month(month: str) -> None:
    """No page invents a day that a report does not have: not its last, not its first."""
    answers, row = _only(told("A", month, "agreed", title="a"))
    pages = [view(answers.store, what).html for what in ("home", "timeline")]
    pages.append(view(answers.store, "pledge", str(row["pledge"])).html)
    for html in pages:
        assert month in html
        assert not set(re.findall(r"\b\d{4}-\d{2}-\d{2}\b", html))


def test_dates_are_said_once_and_as_closely_as_told() -> None:
    """A day beside its month, or beside "about" that day, is the day; two days stay two; ranges are words."""
    assert days(["2027-01", "2027-01-01"]) == ["2027-01-01"]
    assert days(["2025-05-30~", "2025-05-30"]) == ["2025-05-30"]
    assert days(["2025-08-07", "2025-08-01~"]) == ["about 2025-08-01", "2025-08-07"]
    assert days(["2025-07-27/2025-07-30"]) == ["2025-07-27 to 2025-07-30"]
    assert days(["2026-05"]) == ["2026-05"]
    assert either_day(["2025-11-10", "2025-11-09"]) == "2025-11-09 or 2025-11-10"


@pytest.mark.parametrize(
    ("first", "last", "told"),
    [
        (date(2015, 9, 30), date(2026, 6, 16), ["2017", "2020", "2023", "2026"]),
        (date(2025, 5, 28), date(2026, 6, 16), ["Jun 2025", "Dec 2025", "Jun 2026"]),
        (date(2025, 5, 28), date(2025, 5, 29), ["May 2025", "Jun 2025"]),
    ],
)
def test_an_axis_names_its_last_days(first: date, last: date, told: list[str]) -> None:
    """The last period has its name, at its first day, and those before it stand at even distances."""
    scale = Days([first, last])
    assert [mark.text for mark in scale.axis.marks] == told
    assert scale.axis.marks[-1].at <= scale.at(max(last, scale.last))


def test_a_pledge_names_first_what_most_claims_say_it_is_of() -> None:
    """Goods that one report adds come behind those that all name, whatever their names."""
    page = _only(told("A", "2025-05-01", products=["soybeans"]), told("B", "2025-05-02", products=["beef", "soybeans"]))
    lead = view(page[0].store, "pledge", str(page[1]["pledge"])).page.lead
    assert lead.startswith("Japan has announced plans to buy soybeans and beef from the United States")


def test_a_report_of_two_claims_is_one_source() -> None:
    """Who states a fact is told by report, and so is how many do."""
    two = told("A", "2025-05-01", products=["soybeans"], instrument="fact_sheet", said_by="JPN").dump()
    two["pledges"].append({**two["pledges"][0], "id": "again", "said_by": "USA"})
    answers, row = _only(Record.of(two))
    page = view(answers.store, "pledge", str(row["pledge"])).page
    facts: dict[Any, Any] = {line[0]: line[1] for line in _section(page, "Who promises what").rows}
    assert facts["Instrument"] == ("fact sheet (A, 2025-05-01)",)


@pytest.mark.parametrize(
    ("field", "words"),
    [("effective", "when it takes effect"), ("kind", "what kind it is"), ("binding", "whether it binds")],
)
def test_what_reports_differ_on_is_no_name_of_a_field(field: str, words: str) -> None:
    """Pages and answers have one table of how fields are said; a measure's sides are said in its own words."""
    assert said.field(field) == said.field(field, "measure") == words
    assert said.value("binding", "no") == "not binding"
    assert (said.field("pledger"), said.field("pledger", "measure")) == ("who promises", "who imposes it")


def test_a_bar_fades_where_nobody_tells_any_more() -> None:
    """Behind its last report a standing pledge's bar fades out; what is over has ended and does not."""
    scale = Days([date(2018, 1, 1), date(2026, 6, 16)])
    live, over = (scale.course([("2018-07-25", code)], date(2026, 6, 16), "2019-02") for code in ("agreed", "lapsed"))
    assert [mark.shape for mark in live.marks] == ["bar", "open"]
    assert live.marks[1].to < 30
    assert [mark.shape for mark in over.marks] == ["bar"]
    assert live.text == "agreed from 2018-07-25, last reported 2019-02"
