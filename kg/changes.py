"""What changed between two states of the graph, and which reports caused it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from kg.find import current
from kg.questions import ask
from kg.store import Store
from kg.table import Table

__all__ = ["COLUMNS", "changes"]

COLUMNS = ("pledge", "label", "change", "field", "before", "after", "reports")
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


def changes(before: Store, after: Store, **filters: str | None) -> Table:
    """Rows for pledges that are new, gone or changed, a field each; `reports` are those that `before` did not have."""
    rows = tuple(_rows(before, after, filters))
    coverage = "covered" if rows else "none"
    return Table(COLUMNS, rows, "changes", coverage)


def _rows(before: Store, after: Store, filters: Mapping[str, str | None]) -> Iterator[dict[str, Any]]:
    now = {row["pledge"]: row for row in ask(after, "pledges", **filters)}
    then: dict[str, Mapping[str, Any]] = {}
    for row in ask(before, "pledges", **filters):
        # the same event may bear another address since: an earlier report of it has come to light
        then.setdefault(current(after, row["pledge"]), row)
    for iri in sorted(now.keys() | then.keys()):
        old, new = then.get(iri), now.get(iri)
        caused = sorted(set(new["reports"] if new else ()) - set(old["reports"] if old else ()))
        head = {"pledge": iri, "label": (new or old or {})["label"]}
        if old is None or new is None:
            change = "new" if old is None else "gone"
            yield {**head, "change": change, "field": None, "before": None, "after": None, "reports": caused}
            continue
        for field in _FIELDS:
            if _plain(old[field]) != _plain(new[field]):
                yield {
                    **head,
                    "change": "changed",
                    "field": field,
                    "before": _plain(old[field]),
                    "after": _plain(new[field]),
                    "reports": caused,
                }


def _plain(value: Any) -> Any:
    """Amounts by their words: who says them is told by `evidence`."""
    return (
        [item["text"] for item in value] if value and isinstance(value, list) and isinstance(value[0], dict) else value
    )
