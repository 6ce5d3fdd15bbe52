"""What became of promises, drawn: filled is what a stage has reached, dashed what is still out."""

from __future__ import annotations

from typing import Any

from worlds import loaded, told

from kg.questions.catalogue import ask
from kg.store.embedded import Store
from kg.view.page_model import Page, Strip
from kg.view.view import view


def _told(*counts: dict[str, Any]) -> Store:
    """A pledge of $100bn, and counts of what came of it, each by an outlet of its own."""
    amount = [{"value": 1e11, "unit": "USD", "qualifier": "exact"}]
    deliveries = [
        told(
            f"Outlet {at}",
            "2026-02-01",
            amounts=amount,
            more={"deliveries": [{"id": f"d{at}", "pledge": "p", **count}]},
        )
        for at, count in enumerate(counts)
    ]
    return loaded(deliveries)


def _counted(*counts: dict[str, Any]) -> Page:
    return view(_told(*counts), "delivery").page


def _dollars(value: float) -> list[dict[str, Any]]:
    return [{"value": value, "unit": "USD", "qualifier": "exact"}]


def test_a_bar_is_filled_by_its_stage_and_the_rest_is_out() -> None:
    """What was ordered is not drawn as what arrived, and what is missing is no whisker."""
    ordered = {"stage": "ordered", "amounts": _dollars(4e10), "period": "2025-05/2025-12", "counted_against": 1e11}
    landed = {"stage": "shipped", "amounts": _dollars(1e10), "period": "2025-05/2025-12", "counted_against": 1e11}
    (section,) = _counted(ordered, landed).sections
    drawn = {row[1].text: row[1].marks for row in section.rows if isinstance(row[1], Strip)}
    assert {text: [(mark.shape, mark.look) for mark in marks] for text, marks in drawn.items()} == {
        "40.0% ordered": [("bar", "ordered"), ("bar", "still_out")],
        "10.0% shipped": [("bar", "shipped"), ("bar", "still_out")],
    }
    assert set(section.legend) == {"ordered", "shipped", "still_out"}
    assert {mark.to for marks in drawn.values() for mark in marks[1:]} == {98.0}


def test_a_count_that_several_tell_alike_is_one_row() -> None:
    """The same count by two outlets stands once, with both of them as its source."""
    count = {"stage": "shipped", "amounts": [{"value": 57, "unit": "percent", "qualifier": "exact"}]}
    (section,) = _counted(count, count).sections
    (row,) = section.rows
    assert row[0] == "57% shipped"
    assert {link.text for link in row[5]} == {"Outlet 0, 2026-02-01", "Outlet 1, 2026-02-01"}  # type: ignore[union-attr]
    assert "a share is told" in str(row[1])


def test_a_pledge_has_the_counts_of_the_question_each_with_its_own_source() -> None:
    """Counts that the ledger holds for one delivery differ in stage or figure: none takes the other's reports."""
    counts: list[dict[str, Any]] = [
        {"stage": "contracted", "amounts": _dollars(6e10), "reporter": "Commission"},
        {"stage": "paid", "amounts": _dollars(5e10), "reporter": "Commission"},
        {"stage": "paid", "amounts": [{"value": 5e10, "unit": "EUR", "qualifier": "exact"}], "reporter": "Commission"},
        {"stage": "ordered", "amounts": [{"value": 7e5, "unit": "tonne"}], "products": ["pork"]},
        {"stage": "ordered", "amounts": [{"value": 7e5, "unit": "tonne"}], "products": ["sorghum"]},
    ]
    store = _told(*({**count, "period": "2025-01/2025-11"} for count in counts))
    pledge = ask(store, "pledges")[0]["pledge"]
    page = view(store, "pledge", pledge).page
    (section,) = (each for each in page.sections if each.heading == "What became of it")
    assert sorted((str(row[0]), str(row[3]), *(link.text for link in row[5])) for row in section.rows) == [  # type: ignore[union-attr]
        ("$50bn paid", "2025-01 to 2025-11", "Outlet 1, 2026-02-01"),
        ("$60bn contracted", "2025-01 to 2025-11", "Outlet 0, 2026-02-01"),
        ("700,000 tonnes of pork ordered", "2025-01 to 2025-11", "Outlet 3, 2026-02-01"),
        ("700,000 tonnes of sorghum ordered", "2025-01 to 2025-11", "Outlet 4, 2026-02-01"),
        ("€50bn paid", "2025-01 to 2025-11", "Outlet 2, 2026-02-01"),
    ]
    assert len(section.rows) == sum(row["phase"] != "stated" for row in ask(store, "delivery"))
