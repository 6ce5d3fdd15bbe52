"""Who held an office, and whom a misspelt name means."""

from __future__ import annotations

from datetime import date

import pytest

from kg.model import offices

DAY = date(2026, 1, 31)


@pytest.mark.parametrize(
    ("name", "office", "meant"),
    [
        ("Rutnick", "US Secretary of Commerce", "Howard Lutnick"),
        ("Scott Vessen", "U.S. Treasury Secretary", "Scott Bessent"),
        ("Jeff Bessent", "Treasury Secretary", "Scott Bessent"),
        ("Jeff Bessent", "Commerce Secretary", None),
        ("Howard Gutman", "U.S. Secretary of Commerce", None),
        ("Jane Doe", "Treasury Secretary", None),
        ("Rutnick", "former Secretary of Commerce", None),
        ("Gina Raimondo", "Commerce Secretary", None),
    ],
)
def test_a_slip_of_the_holders_name_means_the_holder(name: str, office: str, meant: str | None) -> None:
    """Same office, and a surname that is the same or sounds alike; anybody else stays who is named."""
    row = offices.misprint(name, office, "USA", (DAY, DAY))
    assert (row["name"] if row else None) == meant
    assert offices.misprint("Rutnick", office, "USA", (date(2018, 1, 1), date(2018, 1, 1))) is None


@pytest.mark.parametrize(
    ("name", "office", "day", "holder"),
    [
        ("Gina Raimondo", "Handelsministerin", DAY, "Howard Lutnick"),
        ("Wilbur Ross", "Commerce Secretary", DAY, "Howard Lutnick"),
        ("Wilbur Ross", "Commerce Secretary", date(2018, 5, 1), None),
        ("Howard Lutnick", "Commerce Secretary", DAY, None),
        ("Jane Doe", "Commerce Secretary", DAY, None),
    ],
)
def test_another_held_the_office(name: str, office: str, day: date, holder: str | None) -> None:
    """A term without an end ends where the next one begins; whom reference does not know may be a new holder."""
    row = offices.other_holder(name, office, "USA", day, day)
    assert (row["name"] if row else None) == holder


def test_whom_other_reports_name_there_holds_an_open_term() -> None:
    """An unknown name beside the known holder's is no new holder."""
    for name in ("Jane Doe", "Howard Gutman"):
        told = offices.other_holder(name, "U.S. Secretary of Commerce", "USA", DAY, DAY, {"Howard Lutnick"})
        assert told
        assert told["name"] == "Howard Lutnick"
