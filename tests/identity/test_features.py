"""Parts of a pair: what speaks for one event, what against, and what a silent report leaves out."""

from __future__ import annotations

from typing import Any

import pytest
from worlds import claims, told

from kg.identity import fitting
from kg.identity.features import Parts
from kg.identity.traits import Traits, stems
from kg.model.record import Record
from kg.model.statement import Statement

TARIFF: dict[str, Any] = {"kind": "tariff", "imposer": "USA", "targets": ["JPN"], "action": "impose"}
MEETING: dict[str, Any] = {"parties": ["JPN", "USA"]}
DEAL: dict[str, Any] = {"name": "Trade deal", "parties": ["JPN", "USA"], "status": "signed"}
LANDED: dict[str, Any] = {"pledge": "p", "stage": "shipped"}
LISTS: dict[str, dict[str, Any]] = {"measures": TARIFF, "agreements": DEAL, "deliveries": LANDED, "talks": MEETING}


def parts(kind: str, one: dict[str, Any], other: dict[str, Any]) -> Parts:
    """All parts of two claims of one kind, `measures` and the like, of two reports of 28 May 2025, a Wednesday."""
    pair: list[Traits] = []
    for publisher, fields in (("Reuters", one), ("AFP", other)):
        if kind == "pledges":
            record = told(publisher, "2025-05-28", **fields)
        else:
            report = {"publisher": publisher, "title": "t", "published": "2025-05-28"}
            pledge = {"id": "p", "pledgers": ["JPN"], "recipients": ["USA"], "kind": "purchase", "status": "agreed"}
            record = Record.of({"report": report, "pledges": [pledge], kind: [{**LISTS[kind], **fields}]})
        pair.append(Traits(claims(record)[0 if kind == "pledges" else -1]))
    return fitting.parts_of(*pair)


def whole(one: Statement, other: Statement) -> Parts:
    """All parts of two claims."""
    return fitting.parts_of(Traits(one), Traits(other))


@pytest.mark.parametrize(
    ("kind", "field", "value", "other", "part"),
    [
        ("measures", "rate_percent", 15, 25, "rate"),
        ("measures", "rate_before", 15, 25, "rate before"),
        ("measures", "legal_basis", "IEEPA", "Section 232", "basis"),
        ("talks", "place", "Tokyo", "Washington", "place"),
        ("talks", "round", 4, 5, "round"),
        ("agreements", "instrument", "contract", "memorandum", "instrument"),
        ("deliveries", "period", "2025", "2026", "period"),
        ("deliveries", "measured_by", "customs value", "orders booked", "measured by"),
        ("deliveries", "reporter", "JPN", "USA", "reporter"),
    ],
)
def test_only_what_both_say_is_compared(kind: str, field: str, value: Any, other: Any, part: str) -> None:
    """The same value speaks for one event, another against it; a claim that is silent says nothing either way."""
    assert parts(kind, {field: value}, {field: value})[part] == 1
    assert parts(kind, {field: value}, {field: other})[part] < 0
    assert part not in parts(kind, {field: value}, {})
    assert part not in parts(kind, {}, {field: value})
    assert part not in parts(kind, {}, {})


@pytest.mark.parametrize(("action", "worth"), [("impose", 1.0), ("raise", 0.0), ("cut", -1.0)])
def test_a_raised_tariff_may_be_an_imposed_one_a_cut_one_not(action: str, worth: float) -> None:
    """The same action speaks for one measure, one of the same direction says nothing, the opposite speaks against."""
    assert parts("measures", {}, {"action": action})["action"] == worth


@pytest.mark.parametrize("came", ["in_force", "partly_delivered", "missed", "suspended", "withdrawn"])
def test_what_comes_of_a_promise_is_told_long_after_it(came: str) -> None:
    """Months between a promise and its delivery or end speak against nothing; between two promises they do."""
    first, later = claims(told("Reuters", "2025-01-28", "agreed"))[0], claims(told("AFP", "2025-11-28", came))[0]
    again = claims(told("AFP", "2025-11-28", "agreed"))[0]
    before = claims(told("Reuters", "2025-01-28", came))[0]
    assert "told day" not in whole(first, later)
    assert whole(first, later) == whole(later, first)
    for one, other in ((first, again), (before, again), (before, later)):
        assert whole(one, other)["told day"] < -0.9


def test_a_firm_that_stands_in_a_slot_adds_nothing_to_a_sentence() -> None:
    """Whether the sentence kept names the seller too moves no pair: firms are compared as firms."""
    more = {"companies": [{"name": "Boeing"}, {"name": "Air China"}]}
    orders = [
        claims(told("Reuters", "2025-05-28", evidence=f"Beijing called off fifty Dreamliners{by}.", more=more))[0]
        for by in ("", " that Boeing sold to Air China")
    ]
    other = claims(told("AFP", "2025-06-28", evidence="Air China wants Dreamliners of Boeing.", more=more))[0]
    assert "Dreamliners".casefold() in Traits(orders[0]).names
    assert whole(orders[0], other)["names"] == whole(orders[1], other)["names"] == 1.0
    assert whole(orders[0], other)["shared words"] == whole(orders[1], other)["shared words"]


@pytest.mark.parametrize(
    ("sentence", "worth"), [("27", 1.0), ("28", 0.5), ("29", 0.5), ("30", -0.3), ("31", -0.3), ("5", -1.0)]
)
def test_days_named_are_near_or_not(sentence: str, worth: float) -> None:
    """The same day is one event; within two days it may be; within a week hardly; beyond not."""
    named = parts("pledges", {"evidence": "It was on May 27."}, {"evidence": f"It was on May {sentence}."})
    assert named["days named"] == worth


def test_a_weekday_is_the_last_one_before_the_report() -> None:
    """Tuesday, told on a Wednesday, is the day before; the report's own weekday is its own day."""
    for weekday, day in (("Tuesday", 27), ("Wednesday", 28), ("Thursday", 22)):
        named = parts("pledges", {"evidence": f"It was on {weekday}."}, {"evidence": f"It was on May {day}."})
        assert named["days named"] == 1


@pytest.mark.parametrize(
    ("one", "other", "worth"),
    [("Nvidia Micron", "Nvidia Micron", 1.0), ("Nvidia", "Nvidia Micron Intel", 0.5), ("Nvidia", "Intel", -1.0)],
)
def test_companies_in_common(one: str, other: str, worth: float) -> None:
    """All in common is as much as a part can say, some of them less, none speaks against."""
    pair = [{"companies": [{"name": name} for name in names.split()]} for names in (one, other)]
    assert parts("pledges", *pair)["firms"] == worth


def test_short_words_say_nothing_unless_they_hold_a_digit() -> None:
    """Four letters and more are compared, three are not; an F15 is."""
    assert stems("The F15 too, and kale") == {"f15", "kale"}


def test_a_rate_that_follows_another_is_the_next_step() -> None:
    """A rise to 25 from 15 is another measure than the 15; two rates of which neither names the other are not that."""
    first = {"rate_percent": 15}
    for one, other in ((first, {"rate_percent": 25, "rate_before": 15}), ({"rate_before": 15}, first)):
        assert parts("measures", one, other)["next step"] == parts("measures", other, one)["next step"] == -1
    for other in ({"rate_percent": 25}, {"rate_percent": 25, "rate_before": 20}, {"rate_percent": 15}, {}):
        assert "next step" not in parts("measures", first, other)
