"""Where reports disagree."""

from __future__ import annotations

from dataclasses import replace
from itertools import groupby

from kg.query.reader import Reader, Row, Rows, answer
from kg.query.table import Section
from kg.questions import said
from kg.questions.terms import term_rivals
from kg.store.nodes import expand

__all__ = ["conflicts"]


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


def _amount_first(row: Row) -> tuple[bool, str, int, str]:
    """What a pledge comes to before all else; of one field the value that most reports give."""
    return row["field"] != "amount", row["field"], -len(row["reports"]), row["value"]


@answer(
    "pledge pledge_label field value said_by sides origins reports claims",
    "pledge country pledger recipient kind product status company since until agreement between",
    printed=_by_pledge,
    words="pledge",
)
def conflicts(reader: Reader) -> Rows:
    """Every field on which reports of one pledge disagree, side by side, with who says which and when.

    The pledge that most reports tell of comes first. `sides` are those whose own word a value is: pledger, recipient.
    Of terms (who takes the profits, what is paid in what) those are told of which figures or the sides that word them
    differ. With `between` only fields are told on which these two do not say the same.
    """
    rivals = {rows[0]["pledge"]: sorted(rows, key=_amount_first) for _, rows in reader.asked("conflicts") if rows}
    events = sorted(reader.events(), key=lambda event: (-len(event[1].get(expand("report"), ())), event[0]))
    told = [row for iri, values in events for row in (*rivals.get(iri, ()), *term_rivals(reader, iri, values))]
    if "between" in reader.filters:
        accounts: dict[tuple[str, str], dict[str, set[str]]] = {}
        for row in told:
            for side in row["sides"]:
                accounts.setdefault((row["pledge"], row["field"]), {}).setdefault(side, set()).add(row["value"])
        values = ((key, set(map(frozenset, held.values()))) for key, held in accounts.items())
        apart = {key for key, different in values if len(different) > 1}
        told = [row for row in told if (row["pledge"], row["field"]) in apart]
    yield from told
