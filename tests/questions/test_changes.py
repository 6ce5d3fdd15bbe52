"""What changed between two states, and which reports caused it."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from worlds import decide, loaded, told, usd, yen

from kg.derive.loading import load
from kg.model.decisions import Decision
from kg.model.errors import UnknownName
from kg.model.record import Record
from kg.query.reader import Reader, Row
from kg.questions.catalogue import ask
from kg.questions.changes import between
from kg.store.embedded import Store

CHIPS: dict[str, Any] = {"products": ["chips"], "amounts": [yen()]}
FIRST = told("CNA", "2025-05-28", "proposed", **CHIPS)
SIGNED = told("Nikkei", "2025-09-01", "signed", **CHIPS)
KOREA = told("Yonhap", "2025-10-01", pledgers=["KOR"], kind="investment", amounts=[usd(350e9)])


def since(store: Store, day: date, **filters: Any) -> list[tuple[Any, ...]]:
    rows = ask(store, "changes", since=day.isoformat(), **filters)
    return [(row["change"], row["field"], row["before"], row["after"], row["reports"]) for row in rows]


def changes(before: Store, after: Store) -> list[Row]:
    return list(between(Reader(before, "latest", {}), Reader(after, "latest", {})))


def test_a_new_grade_is_told_with_its_report() -> None:
    """The field, both values, and the report that the earlier state did not have."""
    store = loaded([FIRST, SIGNED])
    assert ("changed", "grade", "proposed", "signed", [SIGNED.report.iri]) in since(store, date(2025, 8, 1))
    assert since(store, date(2025, 9, 1)) == []


def test_a_new_pledge_is_new() -> None:
    """A pledge first told since is one row, not one a field."""
    assert since(loaded([FIRST, KOREA]), date(2025, 8, 1)) == [("new", None, None, None, [KOREA.report.iri])]


def test_a_pledge_that_grew_into_a_filter_is_changed_not_new() -> None:
    """Asked for signed pledges, one that was proposed before shows the change of grade."""
    rows = since(loaded([FIRST, SIGNED, KOREA]), date(2025, 8, 1), status="signed")
    assert {row[0] for row in rows} == {"changed"}
    assert ("changed", "grade", "proposed", "signed", [SIGNED.report.iri]) in rows


def test_an_address_that_moved_is_no_change() -> None:
    """When an earlier report of a known event comes to light the event is the same one."""
    late = loaded([SIGNED])
    rows = changes(late, loaded([FIRST, SIGNED]))
    assert {row["change"] for row in rows} == {"changed"}


def test_gone_and_merged() -> None:
    """A retraction takes a pledge away; a decision makes one of two; both are told."""
    store = loaded([SIGNED, KOREA])
    after = store.copy()
    decide(after, [Decision("retract", (KOREA.report.iri,), "editor", date(2025, 12, 1), "a hoax")])
    assert [(row["change"], row["reports"]) for row in changes(store, after)] == [("gone", [])]
    apart = loaded([FIRST, told("AFP", "2026-06-01", "signed", kind="loan", products=["beef"])])
    joined = apart.copy()
    refs = tuple(apart.subjects("contentHash", graph=None))
    decide(joined, [Decision("same", refs, "editor", date(2026, 12, 1), "one deal")])
    kinds = [row["change"] for row in changes(apart, joined)]
    assert kinds.count("merged") == 1
    assert "new" not in kinds
    assert "gone" not in kinds


def test_what_is_set_apart_from_another_is_split_not_new() -> None:
    """A claim that was told before, as of another pledge, makes no new one: it is told which it was part of."""
    again = told("AFP", "2025-06-02", "proposed", **CHIPS)
    joined = loaded([FIRST, again])
    apart = joined.copy()
    refs = tuple(joined.subjects("contentHash", graph=None))
    decide(apart, [Decision("different", refs, "editor", date(2025, 12, 1), "two orders")])
    rows = [row for row in changes(joined, apart) if row["change"] != "changed"]
    [whole] = [row["label"] for row in ask(joined, "pledges")]
    assert [(row["change"], row["before"], row["reports"]) for row in rows] == [("split", whole, [])]
    # a later report of it is its cause
    later = told("Nikkei", "2025-09-01", "signed", **CHIPS)
    split = [row for row in changes(joined, _apart_with(apart, later, again)) if row["change"] != "changed"]
    assert [(row["change"], row["reports"]) for row in split] == [("split", [later.report.iri])]


def _apart_with(apart: Store, later: Record, of: Record) -> Store:
    """The state with one more report, decided to tell of the event that another one tells of."""
    store = apart.copy()
    load(store, [later])
    ours, its = (store.subjects("contentHash", graph=record.report.iri) for record in (of, later))
    decide(store, [Decision("same", (*ours, *its), "editor", date(2025, 12, 2), "the second order")])
    return store


def test_a_name_only_one_state_knows() -> None:
    """A company first heard of since is no error; one nobody has heard of is."""
    bank = told(
        "Nikkei", "2025-08-01", pledgers=["Kuroshio Leasing"], more={"companies": [{"name": "Kuroshio Leasing"}]}
    )
    store = loaded([FIRST, bank])
    assert [row[0] for row in since(store, date(2025, 6, 1), pledger="Kuroshio Leasing")] == ["new"]
    with pytest.raises(UnknownName, match="Zzyzx"):
        since(store, date(2025, 6, 1), company="Zzyzx")


def test_every_pledge_that_changed_is_named_with_what_changed_and_by_whom() -> None:
    """What is new first, then each that changed: what it was, what it is, by which report; the sentence names both."""
    store = loaded(
        [
            told("CNA", "2025-05-28", "proposed", products=["chips"], amounts=[yen()]),
            told("NHK", "2026-02-01", "signed", title="Signed", products=["chips"], amounts=[yen()]),
            told("AP", "2026-03-01", "announced", title="Beef", products=["beef"], kind="investment"),
        ]
    )
    table = ask(store, "changes", since="2025-12-31")
    new, changed = table.printed
    assert (new.heading, changed.heading) == ("New", "Changed")
    assert [(row["what"], row["caused_by"]) for row in new.rows] == [("announced", ["AP, 2026-03-01"])]
    assert [(row["about"], row["what"]) for row in changed.rows] == [
        ("status", "proposed → signed"),
        ("who tells it", "also NHK"),
    ]
    assert {tuple(row["caused_by"]) for row in changed.rows} == {("NHK, 2026-02-01",)}
    assert all(f"“{row['label']}”" in table.lead for row in table)


def test_what_was_counted_since_is_a_change() -> None:
    """A delivery told after the day is what changed of a pledge whose terms stand as they did."""
    landed = {"id": "d", "pledge": "p", "stage": "shipped", "amounts": [{"value": 3, "unit": "aircraft"}]}
    store = loaded(
        [FIRST, told("CNA", "2026-02-01", "proposed", title="Landed", **CHIPS, more={"deliveries": [landed]})]
    )
    [counts] = [row for row in ask(store, "changes", since="2025-12-31") if row["field"] == "counts"]
    assert (counts["before"], counts["after"], counts["what"]) == ([], ["3 aircraft shipped"], "3 aircraft shipped")


def test_what_no_report_caused_is_told_as_such() -> None:
    """A retraction names no report: its row says that earlier ones are grouped otherwise, or that none tells it."""
    store = loaded([SIGNED, KOREA])
    after = store.copy()
    decide(after, [Decision("retract", (KOREA.report.iri,), "editor", date(2025, 12, 1), "a hoax")])
    assert [row["what"] for row in changes(store, after)] == ["no report tells it any more"]


def test_nothing_changed_is_none() -> None:
    """Two equal states have no rows, and that is said."""
    store = loaded([FIRST])
    assert changes(store, store) == []
    told_ = ask(store, "changes", since="2025-12-31")
    assert (told_.rows, told_.coverage) == ((), "none")
