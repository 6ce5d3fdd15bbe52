"""What changed between two states of the graph, and which reports caused it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import partial
from typing import Any

from kg.derive import as_it_stood
from kg.model import dates
from kg.model.errors import InputError, UnknownName
from kg.query.names import current
from kg.query.question import answer
from kg.query.reader import Reader, Row, Rows
from kg.query.table import Section
from kg.questions import said
from kg.questions.cells import printed
from kg.questions.delivery import counts_of
from kg.questions.pledges import pledges
from kg.store.embedded import Store

__all__ = ["between", "changes"]

_FIELDS = (  # in the order in which they are told
    "grade",
    "ending",
    "delivery",
    "counts",
    "amounts",
    "kind",
    "pledgers",
    "recipients",
    "products",
    "contested",
    "origins",
)
_WENT = {
    "gone": "no report tells it any more",
    "merged": "now one with “{}”",
    "split": "set apart from “{}”",
}
_HEADINGS = {
    "New": ("new", "split"),
    "No longer told, or told as one with another": ("gone", "merged"),
    "Changed": ("changed",),
}


def _printed(rows: tuple[Row, ...]) -> tuple[Section, ...]:
    """What came first, then what went, then each pledge that changed with all that did; see `_rows` for the order."""
    parts = {name: [row for row in rows if row["change"] in sorts] for name, sorts in _HEADINGS.items()}
    shown = {name: printed("changes", held, name) for name, held in parts.items() if held}
    return tuple(
        section if name == "Changed" else replace(section, columns=("label", "what", "caused_by"), grouped=False)
        for name, section in shown.items()
    )


@answer(
    "pledge label change field before after what said_by reports",
    " ".join(name for name in pledges.filters if name not in ("until", "due", "ruling", "saying", "origins")),
    printed=_printed,
)
def changes(reader: Reader) -> Rows:
    """What was told after a day: pledges new, gone or changed, and the reports that caused it.

    `since` is the day; the other filters are those of `pledges`. `what` tells the change in words, `said_by` by which
    reports; where there is none, earlier reports are grouped otherwise. Counts of what came of a pledge are a field.
    """
    filters = dict(reader.given)
    if "since" not in filters:
        raise InputError("changes needs a day to compare with: `kg ask changes --since 2025-12-31`")
    before, undated = as_it_stood.at(reader.store, known_by=dates.first_day(filters.pop("since")), undated=True)
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
        {row["pledge"]: _counted(state, row) for row in pledges.rows(Reader(state.store, state.policy, {}))}
        for state in (before, after)
    )
    wanted = _passing(before, after) if after.given else None
    found = [
        row for row in _rows(then, now, before.store, after.store, told) if wanted is None or row["pledge"] in wanted
    ]
    most = {iri: len(row["reports"]) for iri, row in (then | now).items()}
    for row in sorted(found, key=lambda row: (-most.get(row["pledge"], 0), row["pledge"])):  # keeps each one's order
        yield {**row, "what": _in_words(row, now), "said_by": list(map(partial(_cited, after), row["reports"]))}


def _counted(state: Reader, row: Row) -> Row:
    """A pledge with what was counted of it, each count in words."""
    rows = counts_of(state, row["pledge"])
    return {**row, "counts": list(dict.fromkeys(said.count_told(each) for each in rows))}


def _cited(reader: Reader, report: str) -> str:
    values = reader.metadata(report)
    return f"{reader.first(values, 'publisher')}, {reader.first(values, 'published') or 'undated'}"


def _in_words(row: Row, now: Mapping[str, Row]) -> str:
    """A change as a reader of the table is told it."""
    if row["change"] == "new":
        held = now[row["pledge"]]
        return "; ".join([said.stands(held), *(item["text"] for item in held["amounts"]), *held["counts"]])
    if row["field"] is None:
        return _WENT[row["change"]].format(row["after"] if row["change"] == "merged" else row["before"])
    was, is_ = row["before"], row["after"]
    if row["field"] in ("ending", "delivery") and None in (was, is_):
        return str(is_ or f"no longer {was}").replace("_", " ")
    if not isinstance(was, list) or not isinstance(is_, list):
        return " → ".join(str(each or "not told").replace("_", " ") for each in (was, is_))
    names = said.field if row["field"] == "contested" else str
    new, old = ([names(each) for each in one if each not in other] for one, other in ((is_, was), (was, is_)))
    told = [f"{'also ' if was else ''}{'; '.join(new)}" if new else "", f"no longer {'; '.join(old)}" if old else ""]
    return ", ".join(filter(None, told)) or "in another order"


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
