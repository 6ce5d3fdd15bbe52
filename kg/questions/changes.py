"""What changed between two states of the graph, and which reports caused it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from kg.derive import as_it_stood
from kg.model import dates
from kg.model.errors import InputError, UnknownName
from kg.query.names import current
from kg.query.reader import Reader, Row, Rows, answer
from kg.query.table import Section
from kg.questions import said
from kg.questions.pledges import pledges
from kg.store.embedded import Store

__all__ = ["between", "changes"]

_FIELDS = (
    "kind",
    "pledgers",
    "recipients",
    "products",
    "grade",
    "contested",
    "ending",
    "delivery",
    "amounts",
    "origins",
)


def _printed(rows: tuple[Row, ...]) -> tuple[Section, ...]:
    """What came or went first, then what moved, then what is told otherwise, as far as later reports tell it.

    Who else tells it, goods and sides that reports word otherwise, and what only parts or joins the reports of before,
    is counted under the last heading.
    """
    told = [row for row in rows if row["field"] in _TOLD and (row["reports"] or row["change"] != "changed")]
    parts = {
        "New, gone or merged": [row for row in told if row["field"] is None],
        "Moved": [row for row in told if row["field"] in _MOVED],
        "Told otherwise": [row for row in told if row["field"] not in (None, *_MOVED)],
    }
    shown = [said.printed("changes", held, name) for name, held in parts.items() if held]
    if parts["New, gone or merged"]:
        shown[0] = replace(shown[0], columns=("label", "change", "reports"))
    if shown and (beside := len(rows) - len(told)):
        more = f"{beside} more, of who tells it, in which words, or of how earlier reports are grouped: --format json"
        shown[-1] = replace(shown[-1], heading=f"{shown[-1].heading} ({more})")
    return tuple(shown) or ((said.printed("changes", rows),) if rows else ())


_MOVED = ("grade", "ending", "delivery")
_TOLD = (None, *_MOVED, "amounts", "kind")


@answer(
    "pledge label change field before after reports",
    " ".join(name for name in pledges.filters if name not in ("until", "ruling")),
    printed=_printed,
)
def changes(reader: Reader) -> Rows:
    """What was told after a day: pledges new, gone or changed, and the reports that caused it.

    `since` is the day; the other filters are those of `pledges`.
    """
    filters = dict(reader.given)
    if "since" not in filters:
        raise InputError("changes needs a day to compare with: `kg ask changes --since 2025-12-31`")
    before, undated = as_it_stood.at(reader.store, known_by=dates.of_day(filters.pop("since")), undated=True)
    if undated:
        reader.notes.append(f"{undated} reports without a date make no change: nobody knows whether they came before")
    yield from between(Reader(before, reader.policy, filters), Reader(reader.store, reader.policy, filters))


def between(before: Reader, after: Reader) -> Rows:
    """Rows for pledges that are new, gone, split off or merged, or changed, a field each; both ask the same.

    A pledge is told of if it passes the filters in one of the two states, so that one which grew into a filter is
    changed, not new. `reports` are those that `before` did not have. UnknownName where neither state knows a name.
    """
    told = set(before.store.reports())
    then, now = (
        {row["pledge"]: row for row in pledges.rows(Reader(state.store, state.policy, {}))} for state in (before, after)
    )
    wanted = _passing(before, after) if after.given else None
    rows = _rows(then, now, before.store, after.store, told)
    yield from (row for row in rows if wanted is None or row["pledge"] in wanted)


def _passing(before: Reader, after: Reader) -> set[str]:
    """IRIs, as of now, of the pledges that pass the filters before or after."""
    found: set[str] = set()
    unknown: list[UnknownName] = []
    for state in (after, before):
        try:
            found |= {current(after.store, row["pledge"]) for row in pledges.rows(state)}
        except UnknownName as error:  # a pledge or company that only one of the two has heard of
            unknown.append(error)
    if len(unknown) == 2:
        raise unknown[0]
    return found


def _rows(
    then: Mapping[str, Row], now: Mapping[str, Row], before: Store, after: Store, told: set[str]
) -> Iterator[dict[str, Any]]:
    leads = {iri: current(after, iri) for iri in sorted(then)}
    old = {iri: row for iri, row in then.items() if leads[iri] == iri}
    merged: dict[str, list[Row]] = {}
    for iri, target in leads.items():
        # the same event may bear another address since: an earlier report of it has come to light
        if old.setdefault(target, then[iri]) is not then[iri]:
            merged.setdefault(target, []).append(then[iri])
    for iri in sorted({*now, *leads.values()}):
        row = now.get(iri, old.get(iri, {}))
        head = {"pledge": iri, "label": row["label"]}
        caused = sorted(set(row["reports"]) - told)
        # what only undated reports told before is new with the first one that has a date
        new = iri not in old or (old[iri]["first_reported"] is None and row["first_reported"] is not None)
        if iri not in old and (whole := _told_within(row, then, before, after)):
            was, is_ = then[whole]["label"], row["label"]
            yield {**head, "change": "split", "field": None, "before": was, "after": is_, "reports": caused}
            continue
        if new or iri not in now:
            change = "new" if new else "gone"
            yield {**head, "change": change, "field": None, "before": None, "after": None, "reports": caused}
            continue
        for each in merged.get(iri, ()):
            label, after_ = each["label"], row["label"]
            yield {**head, "change": "merged", "field": None, "before": label, "after": after_, "reports": caused}
        for field in _FIELDS:
            was, is_ = _plain(old[iri][field]), _plain(row[field])
            if was != is_:
                yield {**head, "change": "changed", "field": field, "before": was, "after": is_, "reports": caused}


def _told_within(row: Row, then: Mapping[str, Row], before: Store, after: Store) -> str | None:
    """The pledge that claims of this one were told of before: what later reports set apart from it is not new.

    As everywhere here, what undated reports tell counts only for a pledge of which no report has a date.
    """
    claims = [str(claim) for claim in after.objects(row["pledge"], "claim")]
    if row["first_reported"] is not None:
        claims = [claim for claim in claims if _is_dated(before, claim)]
    held = Counter(event for claim in claims for event in before.subjects("claim", claim) if event in then)
    return min(held, key=lambda event: (-held[event], event), default=None)


def _is_dated(store: Store, claim: str) -> bool:
    reports = map(str, store.objects(claim, "report", graph=None))
    return any(store.holds(report, "published", graph=report) for report in reports)


def _plain(value: Any) -> Any:
    """Amounts by their words: who says them is told by `evidence`."""
    if value and isinstance(value, list) and isinstance(value[0], dict):
        return [item["text"] for item in value]
    return value
