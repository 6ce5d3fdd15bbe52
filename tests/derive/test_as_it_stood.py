"""The graph at a moment: what is admitted, and that it is derived as if there were nothing else."""

from __future__ import annotations

from datetime import date

import pytest
from benchmarks import synthetic
from small import records
from worlds import empty, loaded

from kg.derive import as_it_stood, loading
from kg.model.errors import StoreError
from kg.questions.catalogue import ask
from kg.store import manifest
from kg.store.embedded import Store


@pytest.fixture(scope="module")
def small() -> Store:
    store = empty()
    loading.load(store, records())
    return store


@pytest.mark.parametrize("day", ["2025-05-14", "2025-05-28", "2025-05-29", "2025-07-31"])
def test_known_by_is_the_graph_of_the_reports_told_by_then(small: Store, day: str) -> None:
    """Byte for byte the graph that loading those reports alone gives; undated reports are known by no day."""
    known = date.fromisoformat(day)
    there = [item for item in records() if item.report.published and item.report.published <= day]
    alone = empty()
    loading.load(alone, there)
    then, undated = as_it_stood.at(small, known_by=known)
    assert then.dump() == alone.dump()
    assert undated == 1


def test_as_of_keeps_what_is_about_days_until_then(small: Store) -> None:
    """`as_of` leaves later claims out of the ledger, while every report stays readable."""
    then, _ = as_it_stood.at(small, as_of=date(2025, 5, 28))
    assert then.reports() == small.reports()
    labels = [row["pledgers"] for row in ask(then, "pledges")]
    assert sorted(labels) == [["Japan"], ["Qatar Airways"]]


def test_the_store_itself_stays(small: Store) -> None:
    """Asking for a moment writes nothing."""
    before = small.dump()
    as_it_stood.at(small, known_by=date(2025, 1, 1))
    assert small.dump() == before


def test_what_stood_is_kept_and_not_written_to(small: Store) -> None:
    """Asked twice it is the same store; another day, or a report more, makes a new one; nobody writes into it."""
    day = date(2025, 5, 28)
    first, _ = as_it_stood.at(small, known_by=day)
    assert as_it_stood.at(small, known_by=day)[0] is first
    with pytest.raises(StoreError, match="for reading only"):
        first.clear()
    small.drop(small.reports()[0])
    assert as_it_stood.at(small, known_by=day)[0] is not first


@pytest.mark.parametrize("share", [0.92, 0.97])
def test_taking_the_last_reports_out_is_beginning_without_them(share: float, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whether few reports are taken out of a copy or all others put into a new store, every triple is the same."""
    store = loaded(synthetic.reports(90))
    manifest.begin(store)  # what a store says of itself is of no former day
    days = sorted(date.fromisoformat(str(day)) for day in store.objects(None, "published", graph=None))
    day = days[int(share * len(days))]
    taken_out, _ = as_it_stood.at(store, known_by=day)
    store.memo.clear()
    monkeypatch.setattr(as_it_stood, "_FEW", len(days) + 1)
    afresh, _ = as_it_stood.at(store, known_by=day)
    assert len(afresh.reports()) < len(store.reports())
    assert taken_out.dump() == afresh.dump()
