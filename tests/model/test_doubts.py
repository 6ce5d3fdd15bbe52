"""Doubts of a record, and what decisions make of them."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

import pytest

from kg.model.decisions import Decision, Decisions
from kg.model.doubts import as_read, doubt_iris, settled
from kg.model.errors import InputError
from kg.model.record import Record

FIVE = {"value": 5, "unit": "aircraft", "qualifier": "exact"}


def record(*doubts: dict[str, Any]) -> Record:
    """A report with one pledge and some doubts."""
    pledge = {"pledgers": ["NOR"], "recipients": ["ITA"], "kind": "purchase", "status": "agreed"}
    full = [{"kind": "ungrounded", "why": "no", **each} for each in doubts]
    return Record.of({"report": {"publisher": "Gazette", "title": "Jets"}, "pledges": [pledge], "doubts": full})


def decided(verdict: str, iri: str, value: object = None, day: int = 1) -> Decision:
    return Decision(verdict, (iri,), "Ed", date(2031, 1, day), "read", json.dumps(value) if value else None)


AMOUNT = {"field": "pledges[0].amounts", "reading": json.dumps(FIVE)}


def test_what_is_accepted_enters_its_claim() -> None:
    """The claim names the decision, and the record as it was read is kept."""
    first = record(AMOUNT)
    accepted = decided("accept", doubt_iris(first)[0])
    made = settled(first, Decisions((accepted,)))
    assert [each.dump() for each in made.pledges[0].amounts] == [FIVE]
    assert made.pledges[0].settled_by == (accepted.iri,)
    assert as_read(made) == first


def test_the_later_decision_holds_and_a_lifted_one_leaves_no_trace() -> None:
    """Mended after it was accepted, then dropped, then the drop is lifted."""
    first = record(AMOUNT)
    (iri,) = doubt_iris(first)
    accept, mend = decided("accept", iri), decided("mend", iri, {**FIVE, "value": 6}, 2)
    drop = decided("drop", iri, day=3)
    lift = Decision("lift", (drop.iri,), "Ed", date(2031, 1, 4), "no")
    assert settled(first, Decisions((accept, mend))).pledges[0].amounts[0].value == 6
    assert settled(settled(first, Decisions((accept,))), Decisions((accept, mend, drop))) == first
    assert settled(first, Decisions((accept, mend, drop, lift))).pledges[0].amounts[0].value == 6


def test_a_whole_claim_comes_last_with_its_firms() -> None:
    """A firm that the record does not list is listed; the doubt's words are its evidence."""
    reading = {"pledgers": ["Fjordbank"], "recipients": ["ITA"], "kind": "loan", "status": "agreed"}
    first = record({"field": "pledges", "reading": json.dumps(reading), "evidence": "Fjordbank lends"})
    made = settled(first, Decisions((decided("accept", doubt_iris(first)[0]),)))
    assert [each.kind for each in made.pledges] == ["purchase", "loan"]
    assert (made.pledges[1].evidence, [each.name for each in made.companies]) == ("Fjordbank lends", ["Fjordbank"])


def test_a_claim_of_another_list_may_take_a_doubt_s_place() -> None:
    """A measure, where the reader thought of a pledge."""
    first = record({"field": "pledges", "evidence": "a 5% tariff"})
    value = {
        "measures": {"kind": "tariff", "imposer": "NOR", "targets": ["ITA"], "action": "impose", "rate_percent": 5}
    }
    made = settled(first, Decisions((decided("mend", doubt_iris(first)[0], value),)))
    assert [each.dump()["rate_percent"] for each in made.measures] == [5]
    assert len(made.pledges) == 1


def test_a_name_enters_the_record_s_own_list() -> None:
    """Of a country that others bear the name of."""
    first = record({"kind": "ambiguous_party", "field": "countries", "reading": '"GEO"'})
    assert settled(first, Decisions((decided("accept", doubt_iris(first)[0]),))).countries == ("GEO",)


@pytest.mark.parametrize(
    ("doubt", "verdict", "value", "told"),
    [
        ({"field": "pledges[0].amounts"}, "accept", None, "mend it with the value"),
        (AMOUNT, "mend", {"value": 5, "unit": "wagonloads of hope"}, "is no unit"),
        ({"field": "pledges[7].amounts"}, "mend", FIVE, r"no pledges\[7\]"),
        ({"field": "pledges"}, "mend", "Norway", "JSON object"),
        ({"field": "Pledges!"}, "mend", FIVE, "no place"),
    ],
)
def test_a_value_that_does_not_fit_is_refused(doubt: dict[str, Any], verdict: str, value: object, told: str) -> None:
    """With the doubt and what is wrong."""
    first = record(doubt)
    (iri,) = doubt_iris(first)
    with pytest.raises(InputError, match=told):
        settled(first, Decisions((decided(verdict, iri, value),)))


def test_a_doubt_keeps_its_iri_where_it_moves() -> None:
    """It is of what the doubt says; two that say the same are told apart."""
    one, two = AMOUNT, {**AMOUNT, "field": "pledges[1].amounts"}
    assert doubt_iris(record(one)) == doubt_iris(record(two))
    assert len(set(doubt_iris(record(one, two)))) == 2


def test_nobody_forges_a_decision() -> None:
    """A record from outside neither says who settled it, nor brings another report's first reading."""
    value = record().dump()
    with pytest.raises(InputError, match="settled_by"):
        Record.of(value | {"pledges": [value["pledges"][0] | {"settled_by": ["https://example.org/d"]}]})
    other = Record.of(value | {"report": {"publisher": "Other", "title": "Jets"}})
    forged = Record.of(value | {"report": value["report"] | {"as_read": other.to_json()}})
    with pytest.raises(InputError, match="as_read"):
        settled(forged, Decisions())


@pytest.mark.parametrize(("verdict", "value"), [("mend", None), ("accept", "5"), ("mend", "{")])
def test_a_value_goes_with_mend_alone(verdict: str, value: str | None) -> None:
    """And is JSON."""
    with pytest.raises(InputError, match="mend"):
        Decision(verdict, ("https://example.org/d",), "Ed", date(2031, 1, 1), "read", value)
