"""What one claim says of a status: on which axis two contradict, whose account it is."""

from __future__ import annotations

import pytest
from worlds import claims, told

from kg.ledger import status, transitions

AGENCY = {"agencies": [{"name": "Ministry of Trade", "country": "JPN"}]}


def test_an_ending_beside_a_grade_is_at_odds() -> None:
    """Denied and announced contradict each other; delivered and signed do not."""
    held = claims(told("A", "2025-01-01"), told("B", "2025-01-03", "denied"))
    assert {status for _, status in transitions.unsettled(held, transitions.transitions(held))} == {
        "announced",
        "denied",
    }
    assert status.at_odds("announced", "denied")
    assert status.at_odds("announced", "signed")
    assert not status.at_odds("signed", "delivered")
    assert not status.at_odds("signed", "signed")


@pytest.mark.parametrize(
    ("speaker", "side"),
    [
        ("JPN", "pledger"),
        ("Tokyo", "pledger"),
        ("USA", "recipient"),
        ("the White House", "recipient"),
        ("KOR", "third"),
    ],
)
def test_side_of_a_speaker(speaker: str, side: str) -> None:
    """Codes and the metonyms of a country speak for its side, anyone else for a third."""
    assert status.side_of(claims(told("A", "2025-01-01", said_by=speaker))[0]) == side


def test_a_government_speaks_for_its_agencies() -> None:
    """An agency's pledge in its government's words is the pledger's account; nobody's words are no side's."""
    agency = told("A", "2025-01-01", said_by="JPN", pledgers=["Ministry of Trade"], more=AGENCY)
    assert status.side_of(claims(agency)[0]) == "pledger"
    assert status.side_of(claims(told("A", "2025-01-01"))[0]) is None
