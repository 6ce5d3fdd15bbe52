"""What the other side gave for a pledge, and that a ruling took it."""

from __future__ import annotations

from pathlib import Path

import pytest
from worlds import loaded

from kg.model.record import Record
from kg.query.reader import Reader
from kg.questions.catalogue import ask
from kg.questions.given_for import voided
from kg.store.embedded import Store

REPORTS = Path(__file__).parent / "counterpart-of-an-agreement" / "reports.jsonl"


@pytest.fixture(scope="module")
def store() -> Store:
    """Deals of Japan, Korea and Viet Nam with the United States, of which a court struck the tariffs."""
    return loaded([Record.parse(line) for line in REPORTS.read_text("utf-8").splitlines()])


def said(store: Store, pledger: str) -> list[str]:
    """What is told beside the first pledge of a country."""
    first = ask(store, "pledges", pledger=pledger)[0]["pledge"]
    reader = Reader(store, "latest", {})
    return [each.sentence for each in voided(reader, first, reader.node(first))]


def test_a_ruling_took_what_was_given(store: Store) -> None:
    """On whose word, and whether a report says so of that very tariff or the same law is all there is."""
    [japan], [korea] = said(store, "JPN"), said(store, "KOR")
    assert japan.startswith("In return the United States gave, under “Japan–US trade deal, 2025-07-22”")
    assert "among other things the agreed rate of “US puts 15% tariff on Japan" in japan
    assert "the ruling of 2026-02-20 on IEEPA voided it (Kyodo News, 2026-02-21)" in japan
    assert (
        "the tariffs that this eased rested on the International Emergency Economic Powers Act and are taken"
        " to have fallen with the ruling of 2026-02-20" in korea
    )


def test_what_became_of_the_pledge_since_is_told(store: Store) -> None:
    """As what later reports tell it, or that none of these tells of it."""
    [japan], [korea] = said(store, "JPN"), said(store, "KOR")
    assert japan.endswith("; this pledge is told of after that too, as agreed (Reuters, 2026-02-24).")
    assert korea.endswith("; no dated report tells of this pledge after that.")


def test_what_no_law_is_told_of_stands(store: Store) -> None:
    """A tariff of which no report gives the law is not passed off as struck."""
    assert said(store, "VNM") == []
