"""Doubts: what was left out of a record stays beside it, and what of a text nothing settles."""

from __future__ import annotations

import json

import pytest

from kg.loaders.doubts import as_value, doubt, moved
from kg.loaders.files import read_text
from kg.loaders.grounding import ground
from kg.model.errors import InputError
from kg.model.record import Doubt, Record

FLAGS = {"publisher": "Fjord Gazette", "title": "Helicopters", "published": "2031-03-04"}
TEXT = """Norway agreed to buy €2.5 billion of helicopters from Italy, and 400 million zorkmids of parts.

Works for $600 million at a port were, of Norway and Leonardo, awarded by one. The deal with Georgia is open."""
QUOTE = "Norway agreed to buy €2.5 billion of helicopters from Italy"


def outside(**pledge: object) -> Record:
    """Somebody's record of the text, with one pledge."""
    claim = {"pledgers": ["NOR"], "recipients": ["ITA"], "kind": "purchase", "status": "agreed",
             "evidence": QUOTE, "evidence_kind": "quote"}  # fmt: skip
    return Record.of({"report": FLAGS, "pledges": [claim | pledge]})


def of_kind(record: Record, kind: str) -> list[Doubt]:
    return [each for each in record.doubts if each.kind == kind]


def test_a_value_that_falls_is_kept_as_a_doubt() -> None:
    """With its place in the record and in the text, and as the reader had it."""
    right = {"value": 2500000000, "unit": "EUR", "qualifier": "exact"}
    record = ground(outside(amounts=[right, {"value": 90, "unit": "aircraft"}]), TEXT).record
    assert [each.value for each in record.pledges[0].amounts] == [2500000000]
    (held,) = of_kind(record, "ungrounded")
    assert (held.field, TEXT[held.start : held.end]) == ("pledges[0].amounts", QUOTE)
    assert json.loads(held.reading or "")["value"] == 90


def test_a_claim_that_falls_is_kept_whole() -> None:
    """And doubts of claims behind it are of those claims still."""
    record = outside()
    value = record.dump()
    gone = value["pledges"][0] | {"evidence": "Norway will lend Italy a ship"}
    second = value["pledges"][0] | {"products": ["submarines"]}
    record = ground(Record.of(value | {"pledges": [gone, second]}), TEXT).record
    (left,) = of_kind(record, "left_out")
    assert (left.field, json.loads(left.reading or "")["evidence"]) == ("pledges", "Norway will lend Italy a ship")
    assert [each.field for each in of_kind(record, "ungrounded")] == ["pledges[0].products"]


def test_what_the_grammar_cannot_settle_in_a_text_is_a_doubt() -> None:
    """A number without a known unit, a sum between two sides of which no claim came, a name that others bear."""
    (record,) = read_text(TEXT, FLAGS)
    (unit,) = of_kind(record, "unknown_unit")
    assert (unit.field, TEXT[unit.start : unit.end]) == ("pledges[0].amounts", "400 million zorkmids")
    (unclear,) = of_kind(record, "unclear_relation")
    assert "$600 million" in unclear.why
    assert unclear.reading is None
    (name,) = of_kind(record, "ambiguous_party")
    assert (name.reading, TEXT[name.start : name.end]) == ('"GEO"', "Georgia")


@pytest.mark.parametrize(
    "text",
    [
        "Norway agreed to buy €2.5 billion of helicopters from Italy.",
        "The port of Oslo handled 40 million tonnes last year, and Norway welcomed it.",
        "Was a loan of $600 million awarded by Norway to Leonardo?",
    ],
)
def test_a_text_that_is_clear_leaves_none(text: str) -> None:
    """Claims that are read, figures of nobody, questions."""
    (record,) = read_text(text, FLAGS)
    assert record.doubts == ()


def test_grounding_a_record_again_tells_nothing_twice() -> None:
    """As where a model's record is grounded by its reader, and by who loads it."""
    once = ground(outside(products=["submarines"]), TEXT).record
    assert len(once.doubts) > 1
    assert ground(once, TEXT).record == once


def test_doubts_follow_their_claims() -> None:
    """Where claims before theirs fall they move up, where their own falls they go; others stay as they are."""
    made = [doubt("ungrounded", f"pledges[{n}].amounts", n, "no", None, None) for n in range(3)]
    made.append(doubt("ambiguous_party", "countries", "GEO", "no", None, None))
    assert [(each["field"], each["reading"]) for each in moved(made, {"pledges": [0, 2]})] == [
        ("pledges[0].amounts", "0"), ("pledges[1].amounts", "2"), ("countries", '"GEO"'),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("field", "text", "value"),
    [
        ("pledges[0].amounts", "up to $5bn a year", {"value": 5000000000, "unit": "USD", "qualifier": "up_to",
                                                    "recurrence": "per_year", "as_printed": "up to $5bn"}),
        ("pledges[0].amounts", '{"value": 5, "unit": "aircraft"}', {"value": 5, "unit": "aircraft"}),
        ("pledges[0].recipients", "South Korea", "KOR"),
        ("pledges[0].recipients", "Acme", "Acme"),
        ("countries", "Georgia", "Georgia"),
        ("measures[0].rate_percent", "12.5", 12.5),
        ("pledges[1].products", "rice", "rice"),
        ("pledges", '{"pledgers": ["NOR"]}', {"pledgers": ["NOR"]}),
    ],
)  # fmt: skip
def test_a_person_s_words_become_a_value(field: str, text: str, value: object) -> None:
    """Amounts as a text has them, parties by name, the rest as it stands; JSON is JSON."""
    assert json.loads(as_value(field, text)) == value


@pytest.mark.parametrize(
    ("field", "text", "told"),
    [("pledges[0].amounts", "a lot", "no amount"), ("pledges[0].amounts", "$5bn and $6bn", "several"),
     ("pledges", "Norway buys", "whole claim")],
)  # fmt: skip
def test_words_that_are_no_value_are_refused(field: str, text: str, told: str) -> None:
    """With what belongs there."""
    with pytest.raises(InputError, match=told):
        as_value(field, text)
