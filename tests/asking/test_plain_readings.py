"""Many wordings of the same few questions: each is taken for the commands that stand beside it in a table."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest
from worlds import loaded, told, yen

from kg.asking.plain_words import read
from kg.store.embedded import Store

_TABLE = tomllib.loads((Path(__file__).parent / "plain_readings.toml").read_text("utf-8"))


@pytest.fixture(scope="module")
def store() -> Store:
    """Japan's chip pledge, which most wordings have nothing to do with."""
    return loaded([told("CNA", "2025-05-28", "proposed", products=["chips"], amounts=[yen()])])


@pytest.mark.parametrize(
    ("text", "commands"), [pytest.param(*row, id=row[0]) for rows in _TABLE.values() for row in rows.items()]
)
def test_a_wording_is_taken_for_its_commands(store: Store, text: str, commands: list[str]) -> None:
    """Whatever the wording, the same question and filters."""
    assert [taken.command.removeprefix("kg ask ") for taken in read(store, text)] == commands


@pytest.mark.parametrize("text", _TABLE["duties_cut"])
def test_that_a_duty_is_cut_limits_no_promise_to_change_it(store: Store, text: str) -> None:
    """Nothing is left unread, so that whether it is signed is answered behind it."""
    first, *_ = read(store, f"{text[:-1]}, and is that signed?")
    assert (first.command, first.unread) == (f"kg ask {_TABLE['duties_cut'][text][0]}", ())
