"""The models of claims: what each refuses, and that a content hash is over everything but the id."""

from __future__ import annotations

import json
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from strategies import canonical_records

from kg.model.claims import CLAIMS, Amount, plain_json
from kg.model.errors import InputError
from kg.model.record import Record

REPORT = {"publisher": "Asahi", "title": "Chips"}
PLEDGE = {"pledgers": ["JPN"], "kind": "purchase", "status": "considering"}


def pledge(**more: Any) -> Any:
    return Record.of({"report": REPORT, "pledges": [{**PLEDGE, **more}]}).pledges[0]


@pytest.mark.parametrize(
    ("given_fields", "message"),
    [
        ({"pledgers": []}, "pledgers is empty"),
        ({"amounts": [{"value": 5}]}, "amounts[0].unit: is missing"),
        ({"amounts": [{"unit": "USD"}]}, "either a value, or both low and high; given: none"),
        ({"amounts": [{"value": 1, "low": 1, "high": 2, "unit": "USD"}]}, "given: value, low, high"),
        ({"amounts": [{"low": 1, "unit": "USD"}]}, "given: low"),
        ({"amounts": [{"low": 2, "high": 1, "unit": "USD"}]}, "low is above high"),
        ({"amounts": [{"value": -1, "unit": "USD"}]}, "never below 0"),
        ({"amounts": [{"value": 1, "unit": "USD", "converted": True}]}, "marked converted"),
        ({"amounts": [{"value": 1, "unit": "USD", "converted": "yes"}]}, "converted: must be true or false"),
        ({"companies": [{"role": "supplier"}]}, "either a name or a group"),
        ({"companies": [{"name": "A", "group": "B"}]}, "either a name or a group"),
        ({"companies": ["Nvidia"]}, "companies[0]: must be an object"),
        ({"products": [5]}, "products[0]: must be an object"),
        ({"products": [{"name": "chips", "hs": "9999"}]}, "'9999' is no hs"),
        ({"spans": {"amounts": [[1, 2]]}}, "spans need evidence_kind quote"),
        ({"evidence_kind": "quote", "spans": {"colour": [[1, 2]]}}, "'colour', which pledge does not have"),
        ({"evidence_kind": "quote", "spans": {"amounts": [[2, 2]]}}, "0 <= start < end"),
        ({"evidence_kind": "quote", "spans": {"amounts": [[0, 10**30]]}}, "0 <= start < end"),
        ({"evidence_kind": "quote", "spans": {"amounts": []}}, "one or more"),
        ({"evidence_kind": "quote", "spans": 5}, "spans: must be an object"),
        ({"kind": "gift"}, "'gift' is no kind; allowed: purchase, investment"),
    ],
)
def test_a_faulty_pledge_is_refused(given_fields: dict[str, Any], message: str) -> None:
    """The message names the field and what is allowed."""
    with pytest.raises(InputError) as refused:
        pledge(**given_fields)
    assert message in str(refused.value)
    assert str(refused.value).startswith("pledges[0]")


def test_a_product_is_a_string_or_an_object() -> None:
    """Without a heading it is a plain string again."""
    made = pledge(products=["chips", {"name": "wafers"}, {"name": "memory", "hs": "8542"}])
    assert made.dump()["products"] == ["chips", "wafers", {"name": "memory", "hs": "8542"}]


def test_spans_are_sorted_by_field() -> None:
    """The order of an object's keys is not part of what it says."""
    spans = {"kind": [[3, 4]], "amounts": [[1, 2]]}
    assert list(pledge(evidence_kind="quote", spans=spans).spans) == ["amounts", "kind"]


def test_what_everybody_looks_for_is_printed_even_when_empty() -> None:
    """Defaults are left out, but for the fields of a claim's core."""
    assert plain_json(pledge()) == {
        **PLEDGE,
        "recipients": [],
        "amounts": [],
        "products": [],
        "companies": [],
        "officials": [],
    }


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(canonical_records())
def test_the_content_hash_is_over_all_but_the_id(record: Record) -> None:
    """Another id gives the same hash; any other field gives another."""
    for claim in record.claims():
        renamed = claim.model_copy(update={"id": "another"})
        assert renamed.content_hash() == claim.content_hash()
        for name in claim.dump().keys() - {"id"}:
            changed = claim.model_copy(update={name: ("another",)})
            assert changed.content_hash() != claim.content_hash(), name


def test_references_tell_their_field() -> None:
    """Optional ones too: `restates` stands beside `part_of`."""
    made = pledge(restates="https://example.org/a", part_of="https://example.org/b")
    assert list(made.references()) == [("part_of", "https://example.org/b"), ("restates", "https://example.org/a")]


def test_models_are_frozen_and_named() -> None:
    """No claim changes after validation; kinds and fields are told apart."""
    with pytest.raises(ValueError, match="frozen"):
        pledge().kind = "loan"
    assert len({kind.KIND for kind in CLAIMS}) == len({kind.FIELD for kind in CLAIMS}) == len(CLAIMS)
    assert (
        json.dumps(plain_json(Amount(value=Decimal(1), unit="USD")))
        == '{"value": 1, "unit": "USD", "qualifier": "exact"}'
    )
