"""What stands beside an answer: what ended otherwise, of which day the last report is, what a country filter leaves."""

from __future__ import annotations

from typing import Any

import pytest
from worlds import loaded, told, usd

from kg.graph import TradeGraph
from kg.model.record import Record

_RATE: dict[str, Any] = {"id": "m", "kind": "tariff", "action": "impose", "rate_percent": 10, "imposer": "USA"}


def _measure(target: str) -> Record:
    head = {"publisher": f"P{target}", "title": f"A tariff on {target}", "published": "2026-02-24", "type": "reporting"}
    return Record.of({"report": head, "measures": [{**_RATE, "targets": [target], "effective": "2026-02-24"}]})


def test_what_ended_otherwise_is_limited_by_all_filters() -> None:
    """What another side's pledges came to is not counted, nor one pledge in two ways."""
    graph = TradeGraph(
        loaded(
            [
                told("CNA", "2025-05-28", "withdrawn", title="Chips", products=["chips"], amounts=[usd(1e9)]),
                told("NHK", "2025-06-28", "lapsed", title="Beef", products=["beef"], amounts=[usd(2e9)]),
                told("KBS", "2025-07-28", "lapsed", title="Rice", products=["rice"], pledgers=["KOR"]),
                told("AFP", "2025-05-28", title="Ships", products=["ships"], novelty="new"),
            ]
        )
    )
    assert (
        "over in other ways: lapsed (1); --status has each" in graph.pledges(pledger="Japan", status="withdrawn").notes
    )
    none = graph.pledges(pledger="Japan", status="withdrawn", novelty="new")
    assert none.lead == (
        "No pledge by Japan standing as withdrawn told as new is told of: this was looked for, and none stands so."
    )


def test_a_day_after_the_last_report_says_so() -> None:
    """Of which day the last report is stands in the sentence, and not where the day asked for is that one."""
    graph = TradeGraph(loaded([_measure("JPN")]))
    assert "no report here is later than 2026-02-24" in graph.measures(target="Japan", on="2026-11-30").lead
    assert "no report here is later" not in graph.measures(target="Japan", on="2026-02-24").lead


def test_measures_of_a_country_say_that_those_on_all_stand_apart() -> None:
    """With a target they are among the rows."""
    graph = TradeGraph(loaded([_measure("JPN"), _measure("ALL")]))
    apart = "what is aimed at all countries stands apart: --target Japan in place of --country has it"
    assert apart in graph.measures(country="Japan").notes
    aimed = graph.measures(target="Japan")
    assert apart not in aimed.notes
    assert {target for row in aimed.rows for target in row["targets"]} == {"Japan", "all countries"}


def test_a_figure_is_that_of_the_side_that_promises_alone() -> None:
    """An aim of two sides together has the same figure; the note tells of it, and not of the one taken."""
    both: dict[str, Any] = {
        "pledgers": ["IND", "USA"],
        "kind": "trade_target",
        "title": "Trade",
        "amounts": [usd(5e11)],
    }
    graph = TradeGraph(
        loaded(
            [
                told("CNA", "2026-02-28", title="India buys", pledgers=["IND"], amounts=[usd(5e11)]),
                told("NHK", "2025-02-13", recipients=["IND", "USA"], **both),
            ]
        )
    )
    [(taken, table)] = graph.answered("What became of India's $500bn?")
    assert taken.filters["pledge"] == "India's $500bn"
    assert {row["pledge_label"] for row in table.rows} == {"India to buy $500bn of US goods"}


_CHIPS: dict[str, Any] = {"title": "Chips", "products": ["chips"], "amounts": [usd(1e9)]}
_RICE: dict[str, Any] = {"title": "Rice", "products": ["rice"], "pledgers": ["KOR"]}


@pytest.mark.parametrize(
    ("days", "labels"),
    [
        ({}, ["beef", "chips", "rice"]),
        ({"since": "2025-08-01"}, ["chips", "rice"]),  # chips were signed then, and told first in May
        ({"since": "2025-10-01"}, ["rice"]),  # told in June, and by its own date done in December
        ({"since": "2026-01-01"}, []),
        ({"until": "2025-05-31"}, ["chips"]),
        ({"since": "2025-08-01", "until": "2025-08-31"}, ["chips"]),
        ({"since": "2025-07-01", "until": "2025-08-01"}, []),  # between two days on which each was told
    ],
)
def test_a_pledge_is_of_the_days_on_which_it_was_told_first_or_moved(days: dict[str, str], labels: list[str]) -> None:
    """Not of the first report alone, nor of each that tells of it again; one of no day is of none."""
    graph = TradeGraph(
        loaded(
            [
                told("CNA", "2025-05-28", **_CHIPS),
                told("NHK", "2025-08-19", "signed", **_CHIPS),
                told("BBC", "2026-03-02", "signed", **_CHIPS),
                told("KBS", "2025-06-28", status_date="2025-12-05", **_RICE),
                told("AFP", None, title="Beef", products=["beef"], amounts=[usd(2e9)]),
            ]
        )
    )
    assert sorted(row["products"][0] for row in graph.pledges(**days)) == labels


def test_pledges_on_what_the_goods_asked_for_are_a_kind_of_are_told() -> None:
    """Oil may be crude oil; a branch of the economy, energy, says nothing of it."""
    graph = TradeGraph(
        loaded(
            [
                told("CNA", "2025-05-28", title="Crude", products=["crude oil"]),
                told("NHK", "2025-05-28", title="Oil", products=["oil"], pledgers=["IND"]),
                told("KBS", "2025-05-28", title="Energy", products=["energy"], pledgers=["KOR"]),
            ]
        )
    )
    table = graph.ask("pledges", product="crude oil")
    assert [row["products"] for row in table.rows] == [["crude oil"]]
    [note] = [each for each in table.notes if each.startswith("on ")]
    assert note == "on oil, which may hold some of it: “India to buy US oil, 2025-05”; --product oil has them"
