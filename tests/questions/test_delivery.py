"""Which counts are one, and that a share which the sentence tells stands in the table."""

from __future__ import annotations

from typing import Any

import pytest
from worlds import loaded, told

from kg.model.record import Record
from kg.query.reader import Reader
from kg.query.table import Table
from kg.questions.catalogue import ask
from kg.questions.delivery import reached


def count(publisher: str, day: str | None = None, buyer: str | None = "Xiamen Airlines", **held: Any) -> Record:
    """A report of fifty aircraft promised, of which one has landed."""
    aircraft = {"value": 50, "unit": "aircraft", "qualifier": "exact"}
    bought = {"companies": [{"name": buyer, "role": "buyer"}]} if buyer else {}
    landed = {"id": "d", "pledge": "p", "stage": "shipped", "amounts": [{**aircraft, "value": 1}], **bought, **held}
    more = {"deliveries": [landed], "companies": [{"name": buyer}] if buyer else []}
    return told(publisher, day or "2025-06-10", amounts=[aircraft], more=more)


def landed(*records: Record) -> tuple[Table, list[Any]]:
    table = ask(loaded(records), "delivery")
    return table, [row for row in table if row["phase"] == "paid or landed"]


def test_what_nobody_counts_is_told_once() -> None:
    """Where nothing is counted the note lists those that the sentence numbers."""
    table = ask(loaded([told("AFP", "2025-05-13", pledgers=["SAU"]), told("CNA", "2025-05-14")]), "delivery")
    assert table.lead == "No report counts what came of 2 pledges."
    assert [note for note in table.notes if "more" in note] == []


def test_one_count_that_two_reports_tell_in_part_is_one() -> None:
    """One gives the day, the other whose count it is, of the same airline's aircraft."""
    _, rows = landed(count("Wire A", period="2025-06-09"), count("Wire B", reporter="Flightradar24"))
    assert [(row["period"], row["reporter"], len(row["reports"])) for row in rows] == [
        ("2025-06-09", "Flightradar24", 2)
    ]


@pytest.mark.parametrize(("value", "rows"), [(332_000, 1), (300_000, 2)])
def test_a_figure_of_three_digits_ties_two_counts(value: int, rows: int) -> None:
    """A round figure may be counted twice; 332,000 tonnes by nobody named are those of the one who is."""
    tonnes = [{"value": value, "unit": "tonne", "qualifier": "exact"}]
    counts = (count(name, buyer=None, amounts=tonnes, **by) for name, by in (("A", {"reporter": "USDA"}), ("B", {})))
    assert len(landed(*counts)[1]) == rows


@pytest.mark.parametrize(
    "others",
    [
        [count("Wire B", period="2025-07-09")],
        [count("Wire B", buyer="Air China")],
        [count("Wire B", buyer=None)],
        [count("Wire B"), count("Wire C", period="2025-07-09")],
    ],
    ids=["another day", "another buyer", "buyer not told", "two that it may be"],
)
def test_counts_that_may_differ_stay_apart(others: list[Record]) -> None:
    """Another day or airline is another aircraft; where nothing ties a count to one of two, it stands alone."""
    _, rows = landed(count("Wire A", period="2025-06-09"), *others)
    assert len(rows) == 1 + len(others)


def test_a_share_that_the_sentence_tells_stands_in_the_table() -> None:
    """What a terminal shows holds every share of the answer."""
    table, rows = landed(count("Wire A", period="2025-06-09", counted_against=50))
    assert rows[0]["share"] == "2.0%"
    assert "2.0%" in table.lead
    assert [row["share"] for row in table.printed[0].rows if row["phase"] == "paid or landed"] == ["2.0%"]


def test_of_two_shares_that_of_a_firm_figure_is_told() -> None:
    """An order with options is no target that may be missed."""
    jets: dict[str, Any] = {"unit": "aircraft", "qualifier": "exact"}
    order = told(
        "Wire",
        "2025-05-14",
        "signed",
        title="Order",
        pledgers=["Qatar Airways"],
        recipients=["Boeing"],
        products=["aircraft"],
        amounts=[{**jets, "value": 160}, {**jets, "value": 210, "qualifier": "up_to"}],
        companies=[{"name": "Qatar Airways", "role": "buyer"}, {"name": "Boeing", "role": "supplier"}],
    )
    booked: dict[str, Any] = {
        "id": "d",
        "pledge": f"{order.report.iri}/pledge-p",
        "stage": "ordered",
        "period": "2025-05",
    }
    booked |= {"amounts": [{**jets, "value": 150}]}
    report = {"publisher": "Count", "title": "Booked", "published": "2025-06-11", "type": "reporting"}
    store = loaded([order, Record.of({"report": report, "deliveries": [booked]})])
    [pledge] = [row["pledge"] for row in ask(store, "pledges")]
    found = reached(Reader(store, "latest", {}), pledge)
    assert found is not None
    assert (found["share"], found["target"]) == ("93.8%", "160 aircraft")


def test_a_count_is_told_with_its_goods_and_months_and_beside_other_counts_of_them() -> None:
    """The sum of a part of its time is no other count; about as much is the same."""

    def paid(publisher: str, value: float, period: str, *goods: str, **more: Any) -> Record:
        bought = [{"value": value, "unit": "USD", "qualifier": "exact", **more}]
        return count(publisher, buyer=None, amounts=bought, period=period, stage="paid", products=[*goods])

    table, _ = landed(
        paid("Wire A", 29.6e9, "2025-09/2025-12", "oil", "natural_gas"),
        paid("Wire B", 29.6e9, "2025-09/2025-12", "oil", "natural_gas"),
        paid("Wire C", 73.7e9, "2025", "energy"),
        paid("Wire D", 7e9, "2025-10", "oil"),
        paid("Wire E", 29.6e9, "2025", "oil", qualifier="about"),
    )
    assert table.lead == (
        "Of “Japan to buy 50 aircraft from the US”: delivered, as far as told: $29.6bn of natural gas and oil paid, "
        "2025-09 to 2025-12 (Wire A, 2025-06-10 and Wire B, 2025-06-10), by other counts $73.7bn of energy paid, 2025 "
        "(Wire C, 2025-06-10)."
    )
