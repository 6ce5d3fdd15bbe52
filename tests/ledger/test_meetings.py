"""Whether talks took place, as their reports tell it."""

from __future__ import annotations

from typing import Any

import pytest
from worlds import claims

from kg.ledger import meetings
from kg.model.record import Record


def _told(published: str | None, date: str | None, words: str | None, publisher: str = "A") -> Record:
    talks: dict[str, Any] = {"parties": ["JPN", "USA"], "date": date, "evidence": words}
    return Record.of(
        {
            "report": {"publisher": publisher, "title": "Talks", "type": "reporting", "published": published},
            "talks": [talks],
        }
    )


_PLAN = _told("2025-07-22", "2025-07-25", "The ministers meet on Friday.")


@pytest.mark.parametrize(
    ("published", "date", "words", "expected"),
    [
        ("2025-07-22", "2025-07-25", "They meet on Friday.", "planned"),
        ("2025-07-26", "2025-07-25", None, "held"),
        ("2025-07-25", "2025-07-25", "The ministers met in Washington.", "held"),
        ("2025-07-25", "2025-07-25", "The minister is to meet the secretary.", "planned"),
        ("2025-07-26", None, "The minister is due in Washington.", "planned"),
        (None, "2025-07-25", "The two sides will meet on 25 July.", "planned"),
        (None, "2025-07-25", "The two sides met on 25 July.", "held"),
        (None, "2025-07-25", None, "not told"),
        ("2025-07-24", "2025-07-25", "The talks set for Friday were called off.", "called off"),
        ("2025-08", "2025-07-25", "Talks went on.", "held"),
    ],
)
def test_a_plan_is_no_meeting(published: str | None, date: str | None, words: str | None, expected: str) -> None:
    """A report of an earlier day can tell of a plan only; of the day itself, or without a day, its words decide."""
    assert meetings.held(claims(_told(published, date, words))) == expected


def test_what_became_of_a_plan_outweighs_it() -> None:
    """That they were called off outweighs the plan, that they took place outweighs both."""
    off = _told("2025-07-24", "2025-07-25", "The talks set for Friday were cancelled.", "B")
    took_place = _told("2025-07-26", "2025-07-25", "They met after all.", "C")
    assert meetings.held(claims(_PLAN, off)) == "called off"
    assert meetings.held(claims(_PLAN, off, took_place)) == "held"


def test_a_call_is_no_round() -> None:
    """Half of the reports are enough."""
    call = _told("2025-07-26", "2025-07-25", "The ministers spoke by telephone.")
    assert meetings.is_call(claims(call, _told("2025-07-26", "2025-07-25", "The ministers spoke.", "B")))
    assert not meetings.is_call(claims(_PLAN))
