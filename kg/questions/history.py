"""Where reports disagree, and how a pledge moved."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from kg.model import dates
from kg.query.reader import Reader, Rows, answer

__all__ = ["conflicts", "history"]

_FILTERS = "pledge country pledger recipient kind product status company since until"


@answer("pledge pledge_label field value said_by sides origins reports claims", f"{_FILTERS} between")
def conflicts(reader: Reader) -> Rows:
    """Every field on which reports of one pledge disagree, side by side, with who says which and when.

    `sides` are those whose own word a value is: pledger, recipient. With `between` only fields are told on which these
    two do not say the same.
    """
    told = list(_by_pledge(reader, "conflicts", lambda row: (row["field"], row["value"])))
    if "between" in reader.filters:
        accounts: dict[tuple[str, str], dict[str, set[str]]] = {}
        for row in told:
            for side in row["sides"]:
                accounts.setdefault((row["pledge"], row["field"]), {}).setdefault(side, set()).add(row["value"])
        apart = {key for key, said in accounts.items() if len(said) > 1 and len(set(map(frozenset, said.values()))) > 1}
        told = [row for row in told if (row["pledge"], row["field"]) in apart]
    yield from told


@answer("pledge pledge_label valid_from status basis known_from known_until source url claims", _FILTERS)
def history(reader: Reader) -> Rows:
    """How a pledge moved: each change of status, when it held and when it was known, with its source."""
    for row in _by_pledge(reader, "history", _when):
        yield {
            **row,
            "valid_from": row["printed"] or row["valid_from"],
            "known_from": _as_printed(row["known_from"], row["published"]),
            "source": f"{row['publisher']}, {row['published'] or 'undated'}",
        }


def _as_printed(day: date | None, published: str | None) -> date | str | None:
    """The day on which a report told it as the report prints it: of a page with a month, the month."""
    return published if published and dates.earliest(published) != day == dates.latest(published) else day


def _by_pledge(reader: Reader, query: str, order: Any) -> Iterator[Mapping[str, Any]]:
    """Rows of a query for the pledges that the filters let through."""
    for _, rows in reader.asked(query):
        yield from sorted(rows, key=order)


def _when(row: Mapping[str, Any]) -> tuple[date, date, str]:
    first, known = (day if isinstance(day := row[name], date) else date.max for name in ("valid_from", "known_from"))
    return first, known, row["status"]
