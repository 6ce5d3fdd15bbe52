"""Loading: reports are added, replaced whole or left; decisions are checked and derived."""

from __future__ import annotations

import copy
import gc
import threading
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from small import RECORDS, records
from worlds import empty, loaded, told, yen

from kg.derive import conductor, loading
from kg.graph import TradeGraph
from kg.identity import grouping
from kg.loaders.files import Placed, Refused
from kg.model.decisions import Decision
from kg.model.errors import InputError, StoreError, UnknownName
from kg.model.iris import TRADE
from kg.model.record import Record
from kg.questions.catalogue import ask
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
    refused = Refused("a.jsonl", 3, "not JSON")
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


# --- dates at the ends of the calendar


@pytest.mark.parametrize("day", ["0001", "0001-01-01", "9999", "9999-12-31", "0001/9999"])
@pytest.mark.parametrize("field", ["published", "status_date", "deadline"])
def test_a_date_at_the_end_of_the_calendar_can_be_retracted(day: str, field: str) -> None:
    """Looking a window before and after a claim's day stops where the calendar does; nothing fails, now or later."""
    one: dict[str, Any] = {field: day} if field != "published" else {}
    first = told("CNA", day if field == "published" else "2025-05-28", evidence="On Sunday Tokyo said so.", **one)
    store = loaded([first, told("NHK", "2025-05-28", "signed")], reference=False)
    loading.decide(store, [Decision("retract", (first.report.iri,), "me", DAY, "so")])
    assert len(ask(store, "pledges")) == 1
    assert conductor.current(store)


# --- what cannot be derived


def _breaks(monkeypatch: pytest.MonkeyPatch, publisher: str) -> None:
    """Makes every derivation fail that meets a claim of this publisher."""
    groups = grouping.groups

    def failing(claims: Any, *more: Any) -> Any:
        if any(claim.report.publisher == publisher for claim in claims):
            raise ValueError("no day like this")
        return groups(claims, *more)

    monkeypatch.setattr(grouping, "groups", failing)


def test_a_record_that_nothing_follows_from_is_refused_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """Its place and the reason are told, the others are loaded, and the store is as if it had never been handed in."""
    good = [told(name, "2025-05-28") for name in ("A", "B", "C")]
    bad = told("X", "2025-05-28")
    expected = loaded(good, reference=False).dump()
    _breaks(monkeypatch, "X")
    store = empty(reference=False)
    done = loading.load(store, [good[0], Placed(bad, "x.jsonl", 7, "{}"), *good[1:]])
    assert [(item.file, item.line, item.text) for item in done.refused] == [("x.jsonl", 7, "{}")]
    assert "no day like this" in done.refused[0].reason
    assert (len(done.added), bad.report.iri in done.added) == (3, False)
    assert store.dump() == expected


def test_a_replacement_that_fails_leaves_the_former_report(monkeypatch: pytest.MonkeyPatch) -> None:
    """Rolled back, byte by byte."""
    store = loaded([told("A", "2025-05-28"), told("B", "2025-05-29")], reference=False)
    before = store.dump()
    derive = conductor.derive
    failed: list[int] = []

    def once(*args: Any, **more: Any) -> Any:
        if not failed:
            failed.append(1)
            raise ValueError("for once")
        return derive(*args, **more)

    monkeypatch.setattr(conductor, "derive", once)
    done = loading.load(store, [told("A", "2025-05-28", "signed")])
    assert (done.replaced, len(done.refused)) == ((), 1)
    assert store.dump() == before


def test_too_many_claims_are_refused_with_the_number() -> None:
    """A report of more claims than the limit is refused before anything is written."""
    claim = {"pledgers": ["JPN"], "recipients": ["USA"], "kind": "purchase", "status": "announced"}
    head = {"publisher": "A", "title": "t", "published": "2025-05-28"}
    record = Record.of({"report": head, "pledges": [claim] * (loading.MAX_CLAIMS + 1)})
    store = empty(reference=False)
    done = loading.load(store, [record])
    assert f"{loading.MAX_CLAIMS + 1} claims; at most {loading.MAX_CLAIMS}" in done.refused[0].reason
    assert len(store) == 0


# --- decisions are lifted, and cannot do harm


def test_every_decision_can_be_lifted() -> None:
    """After a lift the ledger is as it was before the decision, whatever its verdict; so after a lift of a lift."""
    chips: dict[str, Any] = {"products": ["chips"], "amounts": [yen()]}
    records = [told("A", "2025-05-28", **chips), told("B", "2025-05-29", "signed", **chips)]
    records.append(told("C", "2020-01-01", kind="loan"))
    a, b, c = (f"{record.report.iri}/pledge-p" for record in records)
    store = loaded(records)
    event = ask(store, "pledges", kind="purchase")[0]["pledge"]

    def ledger() -> list[Any]:
        return list(ask(store, "pledges"))

    before = ledger()
    tried = {"different": (a, b), "same": (a, c), "retract": (records[0].report.iri,), "pin": (event, b)}
    for verdict, refs in tried.items():
        made = Decision(verdict, refs, "me", DAY, "so")
        loading.decide(store, [made])
        after = ledger()
        assert (after == before) == (verdict == "pin")
        lift = Decision("lift", (made.iri,), "me", DAY, "an error")
        loading.decide(store, [lift])
        assert ledger() == before, verdict
        again = Decision("lift", (lift.iri,), "me", DAY, "no error")
        loading.decide(store, [again])
        assert ledger() == after, verdict
        loading.decide(store, [Decision("lift", (again.iri,), "me", DAY, "an error after all")])
        assert ledger() == before, verdict


def test_a_pin_takes_only_an_address_of_the_claims_class(small: Store) -> None:
    """Neither a country, nor the state of the graph, a part of an event, or another pledge's live address."""
    rows = {row["pledgers"][0]: row for row in ask(small, "pledges")}
    claim = f"{records()[0].report.iri}/pledge-chips"
    talks = small.subjects("a", TRADE + "Talks")[0]
    part = next(iri for iri in small.subjects("event", rows["Japan"]["pledge"]) if iri != rows["Japan"]["pledge"])
    before = small.dump()
    others = (conductor.STATE, "https://w3id.org/tradekg/id/country/JPN", talks, part, rows["South Korea"]["pledge"])
    for event in others:
        with pytest.raises(InputError, match="pin: "):
            loading.decide(small, [Decision("pin", (event, claim), "me", DAY, "so")])
    assert small.dump() == before


def test_a_decision_of_a_day_to_come_is_refused(small: Store) -> None:
    """It would win over every honest one."""
    later = date.today() + timedelta(2)
    with pytest.raises(InputError, match="still to come"):
        loading.decide(small, [Decision("retract", (records()[0].report.iri,), "me", later, "so")])


def test_what_cannot_be_derived_can_be_lifted(monkeypatch: pytest.MonkeyPatch) -> None:
    """A decision after which nothing can be derived does not lock the store: lifting it is taken in all the same."""
    store = loaded([told("A", "2025-05-28")], reference=False)
    made = Decision("retract", (store.reports()[0],), "me", DAY, "so")
    loading.decide(store, [made])
    _breaks(monkeypatch, "A")
    with pytest.raises(StoreError, match="kg lift DECISION"):
        loading.decide(store, [Decision("lift", (made.iri,), "me", DAY, "an error")])
    monkeypatch.undo()
    conductor.mend(store)
    assert len(ask(store, "pledges")) == 1


def test_threads_that_load_one_store_take_turns() -> None:
    """Eight threads with reports of one event each give what one thread gives."""
    batches = [[told(f"P{n}{k}", f"2025-05-{10 + n}") for k in range(3)] for n in range(8)]
    expected = loaded([record for batch in batches for record in batch], reference=False).dump()
    store = empty(reference=False)
    threads = [threading.Thread(target=loading.load, args=(store, batch)) for batch in batches]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert store.dump() == expected


def test_a_half_written_reference_layer_is_mended(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Cut off between taking the former one away and writing the new one, it is seen at the next opening."""
    with TradeGraph.open(tmp_path / "s", create=True) as graph:
        graph.load(records())
        whole = graph.dump()

    def stop(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as cut:
        cut.setattr(Store, "_bulk", stop)
        cut.setattr(conductor, "current", lambda _: False)  # as after an upgrade
        with pytest.raises(KeyboardInterrupt):
            TradeGraph.open(tmp_path / "s")
    gc.collect()
    with TradeGraph.open(tmp_path / "s", read_only=True) as graph:
        assert graph.store.before
        assert graph.dump() == whole
    with TradeGraph.open(tmp_path / "s", mend=False) as graph:
        assert not graph.current
        assert not graph.store.subjects("layer", TRADE + "Reference")
    with TradeGraph.open(tmp_path / "s") as graph:
        assert graph.dump() == whole
