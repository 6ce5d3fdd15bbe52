"""Faults of reference data: an office held by two, a term told twice; the shipped tables have none."""

from __future__ import annotations

import pytest

from kg.questions import reference_faults
from kg.questions.reference_faults import faults


def term(name: str, office: str, valid_from: str = "", valid_to: str = "", country: str = "JPN") -> dict[str, str]:
    return {"name": name, "office": office, "country": country, "valid_from": valid_from, "valid_to": valid_to}


POST = "Economic Revitalization"
MINISTER = POST + " Minister"


@pytest.mark.parametrize(
    ("one", "other", "what"),
    [
        (
            term("A", MINISTER, "2024-10-01"),
            term("A", "Minister for Economic Revitalization", "", "2025-10-21"),
            "twice",
        ),
        (term("A", "Prime Minister", "2021", "2022"), term("A", "Prime Minister", "2024"), None),
        (term("A", MINISTER, "2024-10-01"), term("B", MINISTER, "2025-10-21"), "shared"),
        (term("A", MINISTER, "2024-10-01", "2025-10-21"), term("B", MINISTER, "2025-10-21"), None),
        (
            term("A", MINISTER, "2024", "2025"),
            term("B", MINISTER, "2025"),
            None,
        ),  # perhaps one after the other
        (term("A", MINISTER), term("B", MINISTER, "2025"), None),  # nothing is known of the first
        (term("A", "Vice Premier", "2020"), term("B", "Vice Premier", "2021"), None),  # there are several
        (term("A", MINISTER, "2024"), term("B", MINISTER, "2025", country="KOR"), None),
    ],
)
def test_two_rows(one: dict[str, str], other: dict[str, str], what: str | None) -> None:
    """Only what is certain is a fault, whichever row comes first."""
    for pair in ([one, other], [other, one]):
        assert [row.what for row in faults(pair)] == ([f"office-{what}"] if what else [])


def test_the_shipped_table_has_none() -> None:
    """Offices without an end held by two, and one office spelt two ways, do not come back."""
    assert list(faults()) == []


def test_gaps_are_counted() -> None:
    """What is empty because no source was read is said, with how much there is."""
    assert reference_faults.gaps().startswith("not known: ")
