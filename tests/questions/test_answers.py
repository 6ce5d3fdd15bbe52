"""Answers beyond their rows: order, notes, and what they refuse. Rows are compared in `test_questions.py`."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from worlds import loaded, usd
from worlds import told as telling

from kg.derive import conductor
from kg.model import reference
from kg.model.decisions import Decision
from kg.model.errors import InputError, UnknownName
from kg.model.record import Record
from kg.query.table import Table
from kg.questions.catalogue import ask
from kg.store.embedded import Store

CASES = Path(__file__).parent


def records(case: str) -> list[Record]:
    """The reports of one case of `tests/questions/`."""
    return [Record.parse(line) for line in (CASES / case / "reports.jsonl").read_text("utf-8").splitlines()]


@pytest.fixture(scope="module")
def measured() -> Store:
    """A store with measures in every standing."""
    return loaded(records("measures-on-goods"))


@pytest.fixture(scope="module")
def told() -> Store:
    """A store with two pledges and the agreement around one of them."""
    return loaded(records("path-by-a-pledge"))


def column(table: Table, name: str) -> list[object]:
    """One column of a table, in the order of its rows."""
    return [row[name] for row in table]


OVER = ["ended or voided", "relief over", "threatened only"]


def test_what_is_in_force_comes_first(measured: Store) -> None:
    """On a day, measures in force stand above suspended ones, then what is open, and at the bottom what was not."""
    held = column(ask(measured, "measures", on="2025-12-01"), "in_force")
    assert held[:6] == ["yes"] * 4 + ["suspended", "not told"]
    assert set(held[6:]) == {"threatened only"}


def test_what_was_not_in_force_is_named_with_what_ended_it(measured: Store) -> None:
    """A threat, an ended and a voided measure stand under a heading of their own, and the sentence counts them."""
    table = ask(measured, "measures", on="2026-12-01")
    held, over = table.printed
    assert [row["in_force"] for row in over.rows] == OVER
    assert not {row["in_force"] for row in held.rows}.intersection(OVER)
    assert all(row["because"] for row in table)
    assert "1 ended or voided; 1 relief over; 1 threatened only" in table.lead
    assert table.lead.endswith("no report here is later than 2026-02-20.")


@pytest.mark.parametrize(("day", "state"), [("2026-02-19", "yes"), ("2026-02-20", "ended or voided")])
def test_a_ruling_voids_from_its_day(measured: Store, day: str, state: str) -> None:
    """A measure that a ruling voids held until the day before; the ruling is named."""
    rows = ask(measured, "measures", on=day, target="JPN")
    [row] = [row for row in rows if row["legal_basis"] == ["IEEPA"]]
    assert row["in_force"] == state
    assert ("Supreme Court ruling" in row["because"]) == (state != "yes")


@pytest.mark.parametrize(("threats", "state"), [(1, "not told"), (2, "threatened only")])
def test_what_most_tell_as_a_threat_is_one(threats: int, state: str) -> None:
    """One outlet that tells a threat as done, from no certain day, puts no tariff in force against two that do not."""
    chips = {
        "imposer": "USA",
        "kind": "tariff",
        "targets": ["ALL"],
        "products": ["chips"],
        "id": "m",
        "rate_percent": 100,
    }
    acts = {"AP": "impose", **{f"Wire {n}": "threaten" for n in range(threats)}}
    told_ = [
        Record.of(
            {
                "report": {"publisher": name, "title": name, "published": "2025-08-07"},
                "measures": [{**chips, "action": act}],
            }
        )
        for name, act in acts.items()
    ]
    first, *others = (f"{record.report.iri}/measure-m" for record in told_)
    made = [Decision("same", (first, other), "editor", date(2025, 8, 8), "one tariff") for other in others]
    assert column(ask(loaded(told_, made=made), "measures", on="2025-09-01"), "in_force") == [state]


def test_who_imposes_on_all_is_not_aimed_at(measured: Store) -> None:
    """Tariffs towards all countries are aimed at all others; a member is aimed at with its bloc."""
    assert not ask(measured, "measures", target="USA", imposer="USA")
    assert ["European Union"] in column(ask(measured, "measures", target="France"), "targets")


def test_a_removal_without_a_day_leaves_it_open() -> None:
    """A measure whose removal is told later, but not from which day, is not passed off as standing."""
    cars = {"imposer": "USA", "kind": "tariff", "targets": ["JPN"], "products": ["cars"], "id": "m"}
    on, off = (
        Record.of({"report": {"publisher": "AP", "title": day, "published": day}, "measures": [{**cars, **act}]})
        for day, act in (
            ("2025-04-03", {"action": "impose", "rate_percent": 25, "effective": "2025-04-03"}),
            ("2025-04-20", {"action": "remove"}),
        )
    )
    claims = tuple(f"{record.report.iri}/measure-m" for record in (on, off))
    store = loaded([on, off], made=[Decision("same", claims, "editor", date(2025, 5, 1), "one tariff")])
    assert column(ask(store, "measures", on="2025-04-10"), "in_force") == ["yes"]
    assert column(ask(store, "measures", on="2025-05-01"), "in_force") == ["not told"]


def test_all_countries_connect_nobody(measured: Store) -> None:
    """Two measures towards all countries are no path between who imposes them; asked for, ALL is an end like others."""
    assert not ask(measured, "path", start="USA", end="China")
    assert len(ask(measured, "path", start="ALL", end="China")) == 2


def test_an_inferred_benefit_is_no_step(told: Store) -> None:
    """Who merely could supply the goods is connected by the goods, not by the pledge."""
    assert column(ask(told, "path", start="Intel", end="Japan"), "relation")[0] == "supplies"


def test_the_same_path_whatever_the_order_of_reports(told: Store) -> None:
    """Of several shortest paths the first by its addresses is shown, and the others are counted."""
    path = ask(told, "path", start="Ryosei Akazawa", end="Boeing")
    assert path.notes == ("2 paths are as short; the first of them by its addresses is shown",)
    again = ask(loaded(reversed(records("path-by-a-pledge"))), "path", start="Ryosei Akazawa", end="Boeing")
    assert again.to("csv") == path.to("csv")


def test_a_path_reads_the_same_both_ways(told: Store) -> None:
    """From the other end a path has as many steps, and each rests on the same claims."""
    there, back = (ask(told, "path", start=a, end=b) for a, b in (("Nvidia", "Japan"), ("Japan", "Nvidia")))
    assert column(there, "claims") == column(back, "claims")[::-1]
    assert column(there, "relation") == ["stands to gain by", "is pledged by"]
    assert column(back, "relation") == ["pledges", "benefits"]


def test_nothing_told_is_said(told: Store) -> None:
    """Where nothing leads from one thing to the other, the answer is none and says so."""
    table = ask(told, "path", start="Toyota", end="Japan")
    assert (table.coverage, table.notes) == ("none", ("nothing told leads from Toyota Motor Corporation to Japan",))


@pytest.mark.parametrize("ends", [{}, {"start": "Japan"}, {"start": "Japan", "end": "JPN"}])
def test_a_path_needs_two_ends(told: Store, ends: dict[str, Any]) -> None:
    """One end, or twice the same, is misuse."""
    with pytest.raises(InputError):
        ask(told, "path", **ends)


@pytest.mark.parametrize("name", ["Zzyzx Holdings of Nowhere", "https://w3id.org/tradekg/id/pledge/none"])
def test_a_path_from_nothing(told: Store, name: str) -> None:
    """A name nobody knows is an error, not an empty answer."""
    with pytest.raises(UnknownName):
        ask(told, "path", start=name, end="Japan")


def test_a_successor_ends_a_term_of_unknown_end(monkeypatch: pytest.MonkeyPatch) -> None:
    """A term without a known end, or "until 2025", is over once another holds the office; one without a day is open."""
    shipped = reference.rows
    post = dict.fromkeys(reference.TABLES["officials"], "") | {"office": "Trade Minister", "country": "PER"}
    terms = [
        post | {"name": "Ana Quispe", "valid_from": "2017-05-15"},
        post | {"name": "Rosa Vega", "valid_from": "2019", "valid_to": "2025"},
        post | {"name": "Luis Rojas", "valid_from": "2025-02-26"},
        post | {"name": "Eva Flores", "office": "Finance Minister", "valid_to": "2021-01-20"},
    ]
    monkeypatch.setattr(reference, "rows", lambda table: terms if table == "officials" else shipped(table))
    store = Store(None)
    conductor.load_reference(store)
    held = {row["official_label"]: row["held"] for row in ask(store, "officials", country="PER", on="2025-06-01")}
    assert held == {"Luis Rojas": "end not known"}
    early = {row["official_label"]: row["held"] for row in ask(store, "officials", country="PER", on="2025-02-01")}
    assert early == {"Rosa Vega": "not covered"}
    before = {row["official_label"]: row["held"] for row in ask(store, "officials", country="PER", on="2018-06-01")}
    assert before == {"Ana Quispe": "end not known", "Eva Flores": "not covered"}


@pytest.mark.parametrize(("alone", "shared"), [(2, True), (3, False)])
def test_who_makes_a_pledge_together_is_named_by_a_third(alone: int, shared: bool) -> None:
    """One of three claims makes a partner, and of what is shared Japan may pay anything; one of four makes none."""
    single = [telling(f"A{n}", "2025-05-28", "agreed", amounts=[usd(5e9)], products=["chips"]) for n in range(alone)]
    both = telling("Z", "2025-05-28", "agreed", amounts=[usd(5e9)], products=["chips"], pledgers=["JPN", "KOR"])
    rows = ask(loaded([*single, both]), "totals", pledger="JPN")
    assert [row["text"] for row in rows if row["part"] == "sum"] == ["up to $5bn" if shared else "$5bn"]


def test_exposure_tells_of_the_goods_asked_for_alone() -> None:
    """A pledge of chips and aircraft is shown for chips without a row of aircraft."""
    both = telling("A", "2025-05-28", "agreed", products=["chips", "aircraft"])
    store = loaded([both])
    subjects = {row["subject_label"] for row in ask(store, "exposure", product="chips")}
    assert "chips" in subjects
    assert "aircraft" not in subjects
    assert "aircraft" in {row["subject_label"] for row in ask(store, "exposure", product="aircraft")}


def test_reports_that_agree_are_no_silence() -> None:
    """Where nothing differs, was counted or is overdue, that is said; not that no report tells of the pledge."""
    store = loaded([telling("CNA", "2025-05-28"), telling("NHK", "2025-05-28")])
    said = {name: ask(store, name, pledger="Japan").lead for name in ("conflicts", "delivery", "stale")}
    assert said == {
        "conflicts": "Reports by Japan differ on nothing that is compared.",
        "delivery": "No report counts what came of 1 pledge by Japan.",
        "stale": "Of 1 pledge by Japan none has a deadline that passed without anything told since.",
    }


def test_what_is_not_counted_is_told_of_what_was_asked_for() -> None:
    """Not of other pledges of the side, of which something may be counted."""
    bought: dict[str, Any] = {"companies": [{"name": "Nvidia", "role": "supplier"}], "products": ["chips"]}
    counted: dict[str, Any] = {"deliveries": [{"pledge": "p", "stage": "shipped", "amounts": [usd(1e9)]}]}
    store = loaded(
        [telling("CNA", "2025-05-28", **bought), telling("NHK", "2025-06-01", products=["rice"], more=counted)]
    )
    lead = ask(store, "delivery", pledger="Japan", company="Nvidia").lead
    assert lead == "No report counts what came of 1 pledge by Japan with Nvidia."


def test_since_a_year_begins_with_its_first_day() -> None:
    """And until a year ends with its last."""
    store = loaded([telling("CNA", "2025-05-28")])
    assert len(ask(store, "pledges", since="2025").rows) == len(ask(store, "pledges", until="2025").rows) == 1
    assert not ask(store, "pledges", since="2026").rows
    assert not ask(store, "pledges", until="2024").rows


def test_a_pledge_of_disputed_force_is_found_by_either_word() -> None:
    """One report calls it binding, one not: whoever asks for one of the two is told of it."""
    store = loaded([telling("CNA", "2025-05-28", binding="yes"), telling("NHK", "2025-05-28", binding="no")])
    found = {code: len(ask(store, "pledges", binding=code).rows) for code in ("yes", "no", "disputed", "unstated")}
    assert found == {"yes": 1, "no": 1, "disputed": 1, "unstated": 0}


def test_the_sentence_of_one_pledge_tells_when_it_is_due_and_on_whose_word_it_goes() -> None:
    """As vaguely as reports tell the day."""
    due: dict[str, Any] = {"deadline": "by 2028", "deadline_date": "2028", "attributed_to": ["Ryosei Akazawa"]}
    two = [telling(name, "2025-05-28", **due) for name in ("CNA", "NHK")]
    store = loaded([*two, telling("BBC", "2025-05-28")])
    lead = ask(store, "pledges").lead
    assert ", most often Ryosei Akazawa (2). Due 2028 (2 reports). Whether it binds or is new: none says." in lead
