"""The event table chooses events for filters: never one too few, and never from what was there before a write."""

from __future__ import annotations

from typing import Any

import pytest
from worlds import loaded, told, usd, yen

from kg.derive import conductor
from kg.derive.loading import load
from kg.model.iris import ID
from kg.query.event_table import EventTable
from kg.query.reader import Reader
from kg.store.embedded import Store

CHIPS = told("CNA", "2025-05-28", "proposed", products=["chips"], amounts=[yen()], companies=[{"name": "Nvidia"}])
KOREA = told("Yonhap", "2025-10", pledgers=["KOR"], kind="investment", amounts=[usd(350e9)])
BEEF = told("AFP", "2026-02-01", "signed", recipients=["EU"], kind="loan", products=["beef"])


@pytest.fixture(scope="module")
def store() -> Store:
    """Three pledges that differ in all that filters ask for."""
    return loaded([CHIPS, KOREA, BEEF])


@pytest.mark.parametrize(
    "filters",
    [
        {},
        {"product": "semiconductors"},
        {"product": "farm goods"},
        {"status": "signed"},
        {"since": "2025-10-31"},
        {"since": "2025-11-01"},
        {"company": "Nvidia"},
        {"country": "Japan", "kind": "loan"},
        {"recipient": "EU", "since": "2026-01-01", "status": "signed"},
        {"pledger": "KOR", "product": "chips"},
    ],
    ids=str,
)
@pytest.mark.parametrize("policy", ["latest", "pledger_first"])
def test_it_chooses_what_passes(store: Store, filters: dict[str, Any], policy: str) -> None:
    """The events chosen are those that pass when each is looked at."""
    reader = Reader(store, policy, filters)
    chosen = [iri for iri, _ in reader.events()]
    looked_at = [iri for iri, values in reader.everything() if reader._passes(iri, values)]
    if "company" in filters:
        looked_at = [iri for iri in looked_at if store.holds(iri, "company", reader.filters["company"])]
    assert chosen == looked_at


def test_a_month_counts_from_its_last_day(store: Store) -> None:
    """What is told "in October" is certainly told by its last day, and so since then."""
    korea = store.subjects("pledger", f"{ID}country/KOR")
    table = EventTable.of(store)
    assert not {*korea}.isdisjoint(table.having("since", "2025-10-31", "latest") or ())
    assert {*korea}.isdisjoint(table.having("since", "2025-11-01", "latest") or ())


def test_a_write_throws_it_away() -> None:
    """After a write it is made anew, and the same as that of a store which was made at once."""
    store = loaded([CHIPS])
    before = EventTable.of(store)
    assert len(before.all("Pledge")) == 1
    load(store, [KOREA, BEEF])
    after, fresh = EventTable.of(store), EventTable.of(loaded([CHIPS, KOREA, BEEF]))
    assert after is not before
    for name, wanted in (("product", f"{ID}product/beef"), ("since", "2025-01-01"), ("country", f"{ID}country/JPN")):
        assert after.having(name, wanted, "latest") == fresh.having(name, wanted, "latest")
    assert [*after.all("Pledge")] == [*fresh.all("Pledge")]
    conductor.derive(store)
    assert EventTable.of(store) is not after


def test_a_filter_without_a_column_chooses_nothing_away(store: Store) -> None:
    """What no index tells is left to whoever looks at the events."""
    assert EventTable.of(store).having("binding", f"{ID}binding/yes", "latest") is None
