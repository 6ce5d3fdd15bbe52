"""Parts of a pair: what speaks for one event, what against, and what a silent report leaves out."""

from __future__ import annotations

from typing import Any

import pytest
from pairs import parts


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


def test_a_rate_that_follows_another_is_the_next_step() -> None:
    """A rise to 25 from 15 is another measure than the 15; two rates of which neither names the other are not that."""
    first = {"rate_percent": 15}
    for one, other in ((first, {"rate_percent": 25, "rate_before": 15}), ({"rate_before": 15}, first)):
        assert parts("measures", one, other)["next step"] == parts("measures", other, one)["next step"] == -1
    for other in ({"rate_percent": 25}, {"rate_percent": 25, "rate_before": 20}, {"rate_percent": 15}, {}):
        assert "next step" not in parts("measures", first, other)
