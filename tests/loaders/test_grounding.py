"""Grounding: what the text does not bear out goes, whoever says it."""

from __future__ import annotations

import json
import time
from pathlib import Path
from typing import Any

import pytest

from kg.loaders.files import read_text
from kg.loaders.grammar import extract
from kg.loaders.grounding import Dropped, Ground, ground
from kg.model.record import Record, Report

TEXT = """Norway agreed on 3 March 2031 to buy up to €2.5 billion of helicopters from Leonardo of Italy.

Oslo’s trade minister,
Kari Lund, said a 12% tariff on Italian wine would end in the second round of talks."""
REPORT = {"publisher": "Fjord Gazette", "title": "Helicopters", "published": "2031-03-04"}
CASES = Path(__file__).parents[1] / "data" / "extract_cases.jsonl"
QUOTE = "Norway agreed on 3 March 2031 to buy up to €2.5 billion of helicopters from Leonardo of Italy."


def pledge(**given: Any) -> dict[str, Any]:
    return {
        "pledgers": ["NOR"],
        "recipients": ["ITA", "Leonardo"],
        "kind": "purchase",
        "status": "agreed",
        "status_date": "2031-03-03",
        "amounts": [{"value": 2_500_000_000, "unit": "EUR", "qualifier": "up_to"}],
        "products": ["helicopters"],
        "companies": [{"name": "Leonardo", "role": "supplier"}],
        "evidence": QUOTE,
        **given,
    }


def grounded(**given: Any) -> tuple[Record, tuple[Dropped, ...]]:
    found = ground(Record.of({"report": REPORT, "companies": [{"name": "Leonardo"}], **given}), TEXT)
    return found.record, found.dropped


def test_what_the_text_says_stands() -> None:
    """A record that only says what its text says comes back as it was."""
    record = Record.of({"report": REPORT, "pledges": [pledge()]})
    assert ground(record, TEXT) == Ground(record, ())


@pytest.mark.parametrize(
    ("field", "planted"),
    [
        ("recipients", ["SWE"]),
        ("status_date", "2031-03-05"),
        ("amounts", [{"value": 2_500_000, "unit": "EUR"}]),
        ("amounts", [{"value": 2_500_000_000, "unit": "USD"}]),
        ("amounts", [{"low": 1_000_000_000, "high": 2_500_000_000, "unit": "EUR"}]),
        ("products", ["helicopter engines"]),
        ("companies", [{"name": "Airbus"}]),
        ("officials", ["Kari Lunde"]),
        ("attributed_to", ["Asahi"]),
        ("conditions", ["if wine is freed"]),
    ],
)
def test_a_planted_value_goes(field: str, planted: Any) -> None:
    """Whatever slot it is planted in; the claim stays, without it."""
    record, dropped = grounded(pledges=[pledge(**{field: planted})])
    assert not getattr(record.pledges[0], field)
    assert [each.field.split("[")[0] for each in dropped if "." in each.field] in (
        ["pledges"],
        ["pledges", "companies"],
    )


def test_an_amount_of_another_sentence_goes() -> None:
    """An amount stands only inside its claim's own quote, so values swapped between claims fall."""
    text = TEXT + " Peru will buy $7 million of Italian wine."
    record = Record.of({"report": REPORT, "pledges": [pledge(amounts=[{"value": 7_000_000, "unit": "USD"}])]})
    assert [each.value for each in ground(record, text).dropped] == ["7000000 USD"]


@pytest.mark.parametrize(
    "given",
    [
        {"pledges": [pledge(evidence="Norway agreed to buy helicopters.")]},
        {"pledges": [pledge(pledgers=["DNK"])]},
        {"measures": [{"kind": "tariff", "imposer": "FRA", "action": "impose"}]},
        {"talks": [{"parties": ["NOR", "FRA"]}]},
        {"agreements": [{"name": "pact", "parties": ["NOR", "FRA"], "status": "signed"}]},
        {"statistics": [{"indicator": "exports", "value": 12, "unit": "percent"}]},
        {"rulings": [{"court": "High Court"}]},
    ],
)
def test_a_claim_without_ground_goes_whole(given: dict[str, Any]) -> None:
    """A quote that is not in the text, or a side nobody names, takes the claim with it."""
    record, dropped = grounded(**given)
    assert not list(record.claims())
    assert dropped


def test_only_space_quotes_and_case_are_folded() -> None:
    """A line break and a typographic quotation mark are no difference; a changed letter is one."""
    good = pledge(evidence="Oslo's trade minister, Kari Lund,", pledgers=["NOR"], amounts=[], status_date=None)
    bad = {**good, "evidence": "Oslo's trade ministers, Kari Lund,"}
    assert len(grounded(pledges=[good])[0].pledges) == 1
    assert not grounded(pledges=[bad])[0].pledges


def test_rates_are_read_again() -> None:
    """A rate of the text stands, another falls, and 0 needs a word for it."""
    measure = {"kind": "tariff", "imposer": "NOR", "targets": ["ITA"], "action": "impose", "rate_percent": 12}
    assert grounded(measures=[measure])[0].measures[0].rate_percent == 12
    assert grounded(measures=[{**measure, "rate_percent": 0}])[0].measures[0].rate_percent is None


def test_what_hangs_on_a_dropped_claim_goes_too() -> None:
    """Deliveries of it go, references to it are taken out."""
    record, dropped = grounded(
        pledges=[pledge(id="a", pledgers=["DNK"]), pledge(id="b", part_of="a")],
        deliveries=[{"pledge": "a", "stage": "paid"}],
    )
    assert [each.part_of for each in record.pledges] == [None]
    assert not record.deliveries
    assert "its pledge was dropped" in {each.reason for each in dropped}


def test_the_grammar_says_nothing_without_ground() -> None:
    """Nothing of what the grammar reads from the labelled sentences is dropped."""
    for line in CASES.read_text(encoding="utf-8").splitlines():
        case = json.loads(line)
        for record in extract(case["text"], Report(publisher="P", title="t", published=case["published"])):
            assert ground(record, case["text"]).dropped == ()


def test_many_headlines_are_held_against_one_reading() -> None:
    """A text of hundreds of headlines is read once for all of them, and not once for each."""
    text = "Japan will buy $5 billion of US chips.\n" + "Japan: a newspaper won a prize\n" * 400
    begun = time.process_time()
    assert len(read_text(text, {"publisher": "Harbour Gazette"})) > 100
    assert time.process_time() - begun < 10


def test_a_flow_is_borne_out_as_goods_a_year() -> None:
    """The unit of a yearly flow, and the same goods with their recurrence, are one sum of the text."""
    text = "Norway agreed to buy 4 mtpa of liquefied natural gas from Italy."
    told = {
        "pledgers": ["NOR"],
        "recipients": ["ITA"],
        "kind": "purchase",
        "status": "agreed",
        "evidence": text,
    }
    for value, unit in ((4, "million_tonnes_per_year"), (4_000_000, "tonne")):
        record = Record.of({"report": REPORT, "pledges": [{**told, "amounts": [{"value": value, "unit": unit}]}]})
        assert not [d for d in ground(record, text).dropped if "amounts" in str(d)], unit
    planted = Record.of(
        {"report": REPORT, "pledges": [{**told, "amounts": [{"value": 5, "unit": "million_tonnes_per_year"}]}]}
    )
    assert [d for d in ground(planted, text).dropped if "amounts" in str(d)]
