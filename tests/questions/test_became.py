"""What a proof tells of what came of a pledge: that there are more counts, what came uncounted, what began since."""

from __future__ import annotations

from typing import Any

from worlds import loaded, usd
from worlds import told as telling

from kg.model.record import Record
from kg.questions.catalogue import ask

NOW = telling("CNA", "2026-02-02", "agreed", title="Yen", products=["rice"])  # the last report in the graph
SOLD: dict[str, Any] = {
    "products": ["energy"],
    "companies": [{"name": "Cheniere Energy", "role": "supplier"}],
    "evidence": "Japan buys from Cheniere.",
}


def proof(*records: Record) -> dict[str, list[str]]:
    """The sentences of why Cheniere gains, by part."""
    store = loaded([*records, NOW])
    pledge = ask(store, "beneficiaries", company="Cheniere Energy")[0]["pledge"]
    found: dict[str, list[str]] = {}
    for row in ask(store, "why", pledge=pledge, company="Cheniere Energy"):
        found.setdefault(row["part"], []).append(row["sentence"])
    return found


def energy(publisher: str, day: str | None, *counts: dict[str, Any], **pledge: Any) -> Record:
    """A report of energy for $100bn, with counts of what came of it."""
    deliveries = [{"id": f"d{n}", "pledge": "p", "stage": "paid", **held} for n, held in enumerate(counts)]
    told = {"amounts": [usd(100e9)], **SOLD, **pledge}
    return telling(publisher, day, title="Energy", more={"deliveries": deliveries}, **told)


def paid(value: float, **more: Any) -> dict[str, Any]:
    """So much paid."""
    return {"amounts": [usd(value)], **more}


def test_that_there_are_more_counts_stands_behind_the_share() -> None:
    """Behind what the side that promises counts itself; from before it promised only where it has no other count."""
    first = (
        energy("ATW", "2025-07-01", status_date="2025-07-01"),
        energy("CNN", "2026-01-10", paid(4e9, products=["crude oil"], period="2025-07/2025-12", measured_by="imports")),
        energy("NHK", "2026-01-11", paid(4e9, period="2025-07/2025-12"), paid(1e9, period="2025-07/2025-09")),
        energy("Asahi", "2026-01-12", paid(9e9, period="2025", measured_by="imports")),
    )
    since = energy("JAL", "2026-01-13", paid(20e9, reporter="Japan", measured_by="contracts", period="2025-07/2025-11"))
    older = energy("BBC", "2026-01-14", paid(30e9, reporter="Japan", measured_by="imports", period="2025-01/2025-12"))
    counted = "4.0% of $100bn had been bought from 2025-07 to 2025-12, crude oil alone counted (CNN, 2026-01-10)"
    own = "the promising side itself counts $20bn bought from 2025-07 to 2025-11 (JAL, 2026-01-13)"
    more = "more counts are told."
    assert f"{counted}; {own}; {more}" in proof(*first, since, older)["beside"]
    own = (
        "the promising side itself counts $30bn bought from 2025-01 to 2025-12 (BBC, 2026-01-14; its days begin before"
    )
    assert f"{counted}; {own} the pledge); {more}" in proof(*first, older)["beside"]


def test_what_came_without_an_amount_is_told() -> None:
    """Behind how the promise stands, and in its words."""
    came = {"amounts": [], "stage": "shipped", "evidence": "A first cargo has landed."}
    told = proof(energy("ATW", "2025-07-01", came, deadline="2025", deadline_date="2025"))
    assert told["conclusion"][0].endswith(
        "The pledge was announced, and some of it is told as shipped, how much is not told (ATW, 2025-07-01); "
        "the one dated report of it is of 2025-07."
    )
    assert "The time for it ended with 2025 (ATW, 2025-07-01)." in told["beside"]
    told_of = "Some of it is told as shipped, how much is not told: “A first cargo has landed” (ATW, 2025-07-01)."
    assert told_of in told["beside"]


def test_an_undated_report_may_tell_a_later_stage() -> None:
    """It moves nothing, and is told: what was to come first has come."""
    told = proof(
        energy("ATW", "2012-04-26", status="signed", conditions=["approvals"]),
        energy("NGI", None, status="in_force", evidence="Cheniere's contract began."),
    )
    assert told["conclusion"][0].endswith(
        "The pledge is signed and told as in force (NGI, undated); the one dated report of it is of 2012-04."
    )
    before = "It is told as in force (NGI, undated); conditions told before that: approvals (ATW, 2012-04-26)."
    assert before in told["beside"]
    silent = "No dated report tells of it after 2012-04-26; undated it is told as in force (NGI, undated)."
    assert silent in told["beside"]


def test_a_count_of_one_day_is_no_share_of_what_was_stopped_before() -> None:
    """What was shipped before it was stopped is not in a count of the first since; a figure of a past year is over."""
    jets: dict[str, Any] = {"amounts": [{"value": 50, "unit": "aircraft", "as_printed": "50 this year"}]}
    first = {"amounts": [{"value": 1, "unit": "aircraft"}], "stage": "shipped", "period": "2025-06-09"}
    told = proof(
        energy("CNN", "2025-04-16", status="suspended", amounts=[]),
        energy("ATW", "2025-06-09", first, status="in_force", status_date="2025-06-09", **jets),
    )
    assert [text for text in told["beside"] if "delivered" in text] == [
        "So far as told: 1 aircraft delivered by 2025-06-09 (ATW, 2025-06-09), of 50 aircraft."
    ]
    assert told["conclusion"][0].startswith("Cheniere Energy stood to gain sales")
    assert "What is promised is for 2025 (ATW, 2025-06-09), which is over." in told["beside"]
