"""Where reports disagree, and how a pledge moved."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from itertools import groupby
from typing import Any

from kg.model import dates
from kg.query import named_queries
from kg.query.reader import Reader, Row, Rows, answer
from kg.query.table import Section
from kg.questions import said
from kg.questions.terms import term_rivals
from kg.store.nodes import expand

__all__ = ["conflicts", "history", "replaced_by"]

_FILTERS = "pledge country pledger recipient kind product status company since until"


def _by_pledge(rows: tuple[Row, ...]) -> tuple[Section, ...]:
    """Of several pledges first each with what reports differ on, then the values side by side."""
    whole = said.printed("conflicts", rows)
    held = {label: list(told) for label, told in groupby(rows, key=lambda row: row["pledge_label"])}
    if len(held) < 2:
        return (whole,)
    index = tuple(
        {
            "pledge_label": label,
            "differ_on": ", ".join(dict.fromkeys(said.field(row["field"]) for row in told)),
            "reports": len({report for row in told for report in row["reports"]}),
        }
        for label, told in held.items()
    )
    first = Section("", ("pledge_label", "differ_on", "reports"), index, fixed=True)
    return first, replace(whole, heading="Who says what")


@answer(
    "pledge pledge_label field value said_by sides origins reports claims", f"{_FILTERS} between", printed=_by_pledge
)
def conflicts(reader: Reader) -> Rows:
    """Every field on which reports of one pledge disagree, side by side, with who says which and when.

    The pledge that most reports tell of comes first. `sides` are those whose own word a value is: pledger, recipient.
    Of terms (who takes the profits, what is paid in what) those are told of which figures or the sides that word them
    differ. With `between` only fields are told on which these two do not say the same.
    """
    rivals = dict(_rows_of(reader, "conflicts", lambda row: (row["field"], -len(row["reports"]), row["value"])))
    events = sorted(reader.events(), key=lambda event: (-len(event[1].get(expand("report"), ())), event[0]))
    told = [row for iri, values in events for row in (*rivals.get(iri, ()), *term_rivals(reader, iri, values))]
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
    for row in _with_earlier(reader):
        yield {
            **row,
            "valid_from": row["printed"] or row["valid_from"],
            "known_from": _as_printed(row["known_from"], row["published"]),
            "source": f"{row['publisher']}, {row['published'] or 'undated'}",
        }


def _with_earlier(reader: Reader) -> Iterator[Mapping[str, Any]]:
    """Rows of the pledges that the filters let through; of one asked for by itself also of those it replaced."""
    for iri, rows in _rows_of(reader, "history", _when):
        for earlier in reversed(replaced_by(reader, iri) if "pledge" in reader.filters else []):
            yield from sorted(named_queries.rows(reader.store, "history", pledge=earlier), key=_when)
        yield from rows


def replaced_by(reader: Reader, pledge: str) -> list[str]:
    """The pledges that a pledge took the place of, the latest first."""
    found = [pledge]
    for at in found:
        found += [each for each in sorted(map(str, reader.store.objects(at, "supersedes"))) if each not in found]
    return found[1:]


def _as_printed(day: date | None, published: str | None) -> date | str | None:
    """The day on which a report told it as the report prints it: of a page with a month, the month."""
    return published if published and dates.earliest(published) != day == dates.latest(published) else day


def _rows_of(reader: Reader, query: str, order: Any) -> Iterator[tuple[str, list[Mapping[str, Any]]]]:
    """The pledges that the filters let through, each with its rows of a query."""
    for _, rows in reader.asked(query):
        if rows:
            yield rows[0]["pledge"], sorted(rows, key=order)


def _when(row: Mapping[str, Any]) -> tuple[date, date, str]:
    first, known = (day if isinstance(day := row[name], date) else date.max for name in ("valid_from", "known_from"))
    return first, known, row["status"]
