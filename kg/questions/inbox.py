"""What readers of reports were unsure of: each doubt with its place in the text, and the line that settles it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from kg.model import dates
from kg.model.doubts import as_read, doubt_iris
from kg.model.errors import UnknownName
from kg.model.iris import ID
from kg.model.record import Doubt, Report
from kg.query.table import Section, Table
from kg.store.embedded import Store
from kg.store.nodes import expand
from kg.store.reports import Reports, read

__all__ = ["inbox", "place"]

_COLUMNS = ("report", "kind", "why", "evidence", "place", "field", "reading", "decide", "doubt", "report_iri")
_SHOWN, _BELOW = ("report", "kind", "place"), ("why", "evidence", "reading", "decide")
_WAYS = "`kg inbox accept DOUBT` takes the reading, `mend DOUBT VALUE` another value, `drop DOUBT` none"


def inbox(store: Store, rows: int, report: str | None = None) -> Table:
    """Doubts without a decision, of one report or of all that still count, by report and in the order of the text.

    `decide` is the line to paste: accept where the reader made something of it, else mend; `place` is in characters of
    the text. UnknownName if there is no such report.
    """
    if report is not None and not store.has(report):
        raise UnknownName(f"{report!r} is no report of this graph; `kg find NAME` and `kg ask evidence` tell reports")
    reports = Reports(store)
    unsure = (
        {report}
        if report
        else {iri for doubt in _doubts(store) for iri in map(str, store.objects(doubt, "report", graph=None))}
    )
    waiting = [row for iri in sorted(unsure) for row in _rows(reports, iri)]
    told = tuple(waiting[:rows])
    left = f"; {len(waiting) - len(told)} more with --rows" if len(waiting) > len(told) else ""
    notes = (f"{len(waiting)} to decide: {_WAYS}{left}",) if told else ("readers left nothing to decide",)
    printed = (Section("", _SHOWN, told, fixed=True, grouped=True, below=_BELOW),) if told else ()
    return Table(_COLUMNS, told, "inbox", "covered" if told else "none", notes, printed=printed)


def place(store: Store, doubt: str) -> str:
    """The field of the record that a doubt is about. UnknownName if it is none of this graph."""
    held = store.objects(doubt, "field", graph=None) if doubt in _doubts(store) else ()
    if not held:
        raise UnknownName(f"{doubt!r} is no doubt of this graph; `kg inbox` lists them")
    return str(held[0])


def _doubts(store: Store) -> list[str]:
    return store.subjects("a", expand("Doubt"), graph=None)


def _rows(reports: Reports, iri: str) -> Iterator[dict[str, Any]]:
    """Of a report that is retracted or revised, nothing."""
    if iri in reports.decisions.retracted or reports.revisers(iri):
        return
    record = as_read(read(reports.store, iri)[0])
    open_ = [
        (doubt_iri, doubt)
        for doubt_iri, doubt in zip(doubt_iris(record), record.doubts, strict=True)
        if doubt_iri not in reports.decisions.settling
    ]
    for doubt_iri, doubt in sorted(open_, key=lambda each: (each[1].start or 0, each[0])):
        yield _row(doubt_iri, doubt, record.report)


def _row(iri: str, doubt: Doubt, report: Report) -> dict[str, Any]:
    short = iri.removeprefix(ID)
    day = dates.say(report.published) if report.published else "undated"
    ways = f"accept {short}" if doubt.reading is not None else f'mend {short} "VALUE"'
    return {
        "report": f"{report.publisher}, {day}: {report.title or 'untitled'}",
        "kind": doubt.kind.replace("_", " "),
        "why": doubt.why,
        "evidence": doubt.evidence,
        "place": f"characters {doubt.start} to {doubt.end}" if doubt.end is not None else "not in the text",
        "field": doubt.field,
        "reading": doubt.reading,
        "decide": f'kg inbox {ways} --by "" --why ""',
        "doubt": iri,
        "report_iri": report.iri,
    }
