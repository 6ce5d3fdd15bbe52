"""The inbox: what readers were unsure of, until somebody decides it."""

from __future__ import annotations

from typing import Any

import pytest

from kg.graph import TradeGraph
from kg.loaders.grounding import ground
from kg.model.errors import InputError, UnknownName
from kg.model.record import Record

TEXT = (
    "Norway agreed to buy five helicopters from Italy. Fjordbank of Oslo was named, and the deal with Georgia is open."
)
REPORT = {"publisher": "Fjord Gazette", "title": "Helicopters", "published": "2031-03-04"}
PLEDGE = {"pledgers": ["NOR"], "recipients": ["ITA"], "kind": "purchase", "status": "agreed", "evidence_kind": "quote",
          "evidence": "Norway agreed to buy five helicopters from Italy"}  # fmt: skip
LOAN = {"pledgers": ["Fjordbank"], "recipients": ["ITA"], "kind": "loan", "status": "agreed", "evidence_kind": "quote",
        "evidence": "Fjordbank agreed to lend"}  # fmt: skip
BY: Any = {"by": "Ed", "on": "2026-01-02", "why": "the annex says so"}


def record(title: str = "Helicopters") -> Record:
    value = {
        "report": REPORT | {"title": title},
        "pledges": [PLEDGE | {"amounts": [{"value": 90, "unit": "aircraft"}]}, LOAN],
        "companies": [{"name": "Fjordbank"}],
    }
    return ground(Record.of(value), TEXT).record


def graph() -> TradeGraph:
    made = TradeGraph.open()
    made.load([record()])
    return made


def test_each_doubt_is_listed_with_its_place_and_the_line_to_paste() -> None:
    """By report, in the order of the text."""
    table = graph().inbox()
    assert [(row["kind"], row["place"]) for row in table] == [
        ("left out", "not in the text"),
        ("ungrounded", "characters 0 to 48"),
        ("ambiguous party", "characters 97 to 104"),
    ]
    for row in table:
        short = row["doubt"].removeprefix("https://w3id.org/tradekg/id/")
        assert row["decide"] == f'kg inbox accept {short} --by "" --why ""'
    assert {row["report"] for row in table} == {"Fjord Gazette, 2031-03-04: Helicopters"}


def test_what_is_decided_is_no_longer_asked() -> None:
    """Whichever way, also after the same file is loaded again; and `rows` says what is left."""
    with graph() as there:
        assert "2 more with --rows" in there.inbox(1).notes[0]
        for verdict, row in zip(("accept", "drop", "drop"), there.inbox().rows, strict=True):
            there.settle(verdict, row["doubt"], **BY)
        told = there.dump()
        assert there.load([record()]).unchanged
        assert (len(there.inbox()), there.dump()) == (0, told)


def test_what_is_accepted_is_a_claim_that_says_who_put_it() -> None:
    """In the answers, with the decision beside it; lifted, the store is as it was, but for the two decisions."""
    with graph() as there:
        before = [(row["label"], row["amounts"]) for row in there.pledges()]
        left, lost, _ = there.inbox().rows
        decision = there.settle("accept", left["doubt"], **BY)[0]["decision"]
        mended = there.settle("mend", lost["doubt"], "5 aircraft", **BY)[0]["decision"]
        rows = {row["evidence"]: row for row in there.evidence()}
        assert rows[LOAN["evidence"]]["settled_by"] == ["accepted by Ed on 2026-01-02: the annex says so"]
        assert rows[PLEDGE["evidence"]]["amounts"] == ["5 aircraft"]
        assert rows[PLEDGE["evidence"]]["settled_by"] == ["mended by Ed on 2026-01-02: the annex says so"]
        assert rows[PLEDGE["evidence"]]["claim"].endswith("/pledge-1")
        assert there.cite(rows[LOAN["evidence"]]["claim"]).endswith("; accepted by Ed on 2026-01-02: the annex says so")
        assert list(there.verify()) == []
        assert [row for row in there.check() if row["level"] == "error"] == []
        for iri in (decision, mended):
            there.decide("lift", iri, **BY)
        assert [(row["label"], row["amounts"]) for row in there.pledges()] == before
        assert len(there.inbox()) == 3


def test_decisions_last_through_dump_restore_and_another_store() -> None:
    """The same bytes restored; and made by loading with the decisions there."""
    with graph() as there, TradeGraph.open() as again, TradeGraph.open() as other:
        for row in there.inbox():
            there.settle("accept", row["doubt"], **BY)
        again.restore(there.dump())
        assert again.dump() == there.dump()
        assert len(again.inbox()) == 0
        other.load([record("Another title")])
        other.load([record()])
        for row in there.decisions():
            assert isinstance(row["refs"], list)
            other.settle("accept", row["refs"][0], **BY)
        assert other.store.lines(record().report.iri) == there.store.lines(record().report.iri)
        assert len(other.inbox(report=record("Another title").report.iri)) == 3


def test_a_report_that_changed_keeps_what_was_decided() -> None:
    """A doubt that its reader has still is settled as before; one that it has no more is gone."""
    with graph() as there:
        left, lost, _ = there.inbox().rows
        there.settle("mend", lost["doubt"], "5 aircraft", **BY)
        there.settle("accept", left["doubt"], **BY)
        changed = Record.of(record().dump() | {"pledges": [PLEDGE | {"status": "signed"}]})
        assert there.load([changed]).replaced
        told = {row["evidence"]: (row["status"], row["amounts"]) for row in there.evidence()}
        assert told == {PLEDGE["evidence"]: ("signed", ["5 aircraft"]), LOAN["evidence"]: ("agreed", [])}


def test_a_decision_that_would_not_hold_is_refused() -> None:
    """One of an earlier day than what holds; a later one takes its place."""
    with graph() as there:
        _, lost, _ = there.inbox().rows
        there.settle("mend", lost["doubt"], "5 aircraft", **BY)
        with pytest.raises(InputError, match="kg lift"):
            there.settle("drop", lost["doubt"], by="Ed", on="2026-01-01", why="no")
        there.settle("drop", lost["doubt"], by="Ed", on="2026-01-03", why="no")
        assert [row["amounts"] for row in there.evidence()] == [[]]


def test_reports_that_no_longer_count_ask_nothing() -> None:
    """One that was retracted."""
    with graph() as there:
        there.decide("retract", record().report.iri, **BY)
        assert len(there.inbox()) == 0


def test_what_cannot_be_is_refused_and_nothing_written() -> None:
    """Unknown doubts and reports, other verdicts, values that do not fit."""
    with graph() as there:
        doubt, before = there.inbox().rows[1]["doubt"], there.dump()
        for error, verdict, ref, value in (
            (UnknownName, "drop", "report/nobody/doubt-1", None),
            (UnknownName, "mend", "report/nobody/doubt-1", "5 aircraft"),
            (InputError, "same", doubt, None),
            (InputError, "mend", doubt, None),
            (InputError, "mend", doubt, '{"value": 5, "unit": "wishes"}'),
            (InputError, "accept", doubt, "5 aircraft"),
        ):
            with pytest.raises(error):
                there.settle(verdict, ref, value, **BY)
        with pytest.raises(InputError, match="kg inbox"):
            there.decide("accept", doubt, **BY)
        with pytest.raises(UnknownName, match="no report"):
            there.inbox(report="report/nobody")
        assert there.dump() == before
