"""Loading: reports are added, replaced whole or left; decisions are checked and derived."""

from __future__ import annotations

import copy
from datetime import date

import pytest
from small import RECORDS, records
from worlds import empty

from kg.derive import loading
from kg.loaders.files import Refused
from kg.model.decisions import Decision
from kg.model.errors import UnknownName
from kg.model.record import Record
from kg.store.embedded import Store


@pytest.fixture(scope="module")
def small() -> Store:
    store = empty()
    loading.load(store, records())
    return store


def _graphs(store: Store) -> dict[str, list[str]]:
    return {report: sorted(map(str, store.quads(graph=report))) for report in store.reports()}


def test_a_changed_report_replaces_its_own_claims_and_nothing_else(small: Store) -> None:
    """Of all report graphs only that of the changed report differs; its claim keeps its IRI."""
    store = small.copy()
    before = _graphs(store)
    changed = copy.deepcopy(RECORDS[0])
    changed["pledges"][0]["status"] = "denied"
    done = loading.load(store, [Record.of(changed)])
    (report,) = done.replaced
    after = _graphs(store)
    assert {name for name in after if after[name] != before[name]} == {report}
    assert len(done.changed) == 1
    assert any(f"{report}/pledge-chips>" in line for line in after[report])


def test_the_same_again_writes_nothing(small: Store) -> None:
    """Reports that say the same are counted as unchanged and the store keeps every byte."""
    before = small.dump()
    done = loading.load(small, records())
    assert (len(done.unchanged), done.added, done.replaced, done.changed) == (6, (), (), ())
    assert str(done) == "nothing changed: all 6 reports are there already and say the same"
    assert small.dump() == before


def test_a_dry_run_tells_what_a_run_does(small: Store) -> None:
    """`dry_run` gives the same account as the run itself and leaves the store alone."""
    changed = copy.deepcopy(RECORDS[0])
    changed["pledges"][0]["status"] = "denied"
    before = small.dump()
    told = loading.load(small, [Record.of(changed)], dry_run=True)
    assert small.dump() == before
    assert told == loading.load(small.copy(), [Record.of(changed)])


def test_refusals_pass_through(small: Store) -> None:
    """What a loader refused is in the account, and the rest is loaded."""
    refused = Refused("a.jsonl", 3, "no JSON")
    done = loading.load(small.copy(), [refused, *records()])
    assert done.refused == (refused,)
    assert "1 refused" in str(done)


def test_of_two_records_with_one_key_the_later_wins() -> None:
    """The same report twice in one load is loaded once, as it stands last."""
    later = copy.deepcopy(RECORDS[0])
    later["pledges"][0]["status"] = "announced"
    store = empty(reference=False)
    done = loading.load(store, [Record.of(RECORDS[0]), Record.of(later)])
    assert len(done.added) == len(store.reports()) == 1
    assert any("status/announced" in str(quad) for quad in store.quads(graph=done.added[0]))


DAY = date(2025, 6, 1)
MISSING = "https://w3id.org/tradekg/id/report/nobody/pledge-1"
OTHER = "https://w3id.org/tradekg/id/report/nobody/pledge-2"


@pytest.mark.parametrize(
    ("verdict", "refs"),
    [("same", (MISSING, OTHER)), ("different", (MISSING, OTHER)), ("retract", (MISSING,)), ("pin", (MISSING, OTHER))],
)
def test_a_decision_on_nothing_is_refused(small: Store, verdict: str, refs: tuple[str, ...]) -> None:
    """A mistyped IRI is told; the store keeps every byte."""
    before = small.dump()
    with pytest.raises(UnknownName, match=f"{verdict}: .* is no "):
        loading.decide(small, [Decision(verdict, refs, "me", DAY, "so")])
    assert small.dump() == before


def test_a_decision_twice_is_one(small: Store) -> None:
    """The same decision again is not new and changes nothing."""
    store = small.copy()
    claims = sorted(f"{item.report.iri}/pledge-chips" for item in records()[:2])
    made = Decision("different", tuple(claims), "me", DAY, "two plans")
    assert loading.decide(store, [made]) == [made]
    before = store.dump()
    assert loading.decide(store, [made]) == []
    assert store.dump() == before
