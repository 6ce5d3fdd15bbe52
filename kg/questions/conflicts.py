"""Where reports disagree."""

from __future__ import annotations

from dataclasses import replace
from itertools import groupby

from kg.model.errors import UnknownName
from kg.query.question import answer
from kg.query.reader import Reader, Row, Rows
from kg.query.sources import Sources, speakers
from kg.query.table import Section
from kg.questions import said
from kg.questions.cells import printed
from kg.questions.nearly import differs_on, how_little
from kg.questions.terms import term_rivals

__all__ = ["conflicts"]

_SIDES = {"pledger", "recipient"}  # of whom it is asked on what they differ; whoever else speaks is neither


def _by_pledge(rows: tuple[Row, ...]) -> tuple[Section, ...]:
    """Of several pledges first each with what reports differ on, then the values side by side."""
    whole = printed("conflicts", rows)
    held = {label: list(told) for label, told in groupby(rows, key=lambda row: row["pledge_label"])}
    if len(held) < 2:
        return (whole,)
    alone = len({row["field"] for row in rows}) == 1  # on what they differ is then said, and what they tell instead
    told_of = "values" if alone else "differ_on"
    little = how_little(rows)
    index = tuple(
        {
            "pledge_label": label,
            told_of: "; ".join(said.value(row["field"], row["value"]) for row in told)
            if alone
            else ", ".join(dict.fromkeys(differs_on(row["field"], row["pledge"], little) for row in told)),
            "reports": len({report for row in told for report in row["reports"]}),
        }
        for label, told in held.items()
    )
    first = Section("", ("pledge_label", told_of, "reports"), index, fixed=True)
    return first, replace(whole, heading="Who says what")


def _amount_first(row: Row) -> tuple[bool, str, int, str]:
    """What a pledge comes to before all else; of one field the value that most reports give."""
    return row["field"] != "amount", row["field"], -len(row["reports"]), row["value"]


@answer(
    "pledge pledge_label field value said_by sides origins reports claims",
    "pledge country partner pledger recipient kind product status company since until agreement between field",
    printed=_by_pledge,
    words="pledge",
)
def conflicts(reader: Reader) -> Rows:
    """Every field on which reports of one pledge disagree, side by side, with who says which and when.

    The pledge that most reports tell of comes first. `sides` are those whose own word a value is: pledger, recipient.
    Of terms (who takes the profits, what is paid in what) those are told of which figures or the sides that word them
    differ. With `between` only fields are told on which these two do not say the same; with `field` only that one.
    """
    rivals = {rows[0]["pledge"]: sorted(rows, key=_amount_first) for _, rows in reader.asked("conflicts") if rows}
    events = sorted(reader.events(), key=lambda event: (-reader.reports(event[0]), event[0]))
    told = [row for iri, values in events for row in (*rivals.get(iri, ()), *term_rivals(reader, iri, values))]
    if "between" in reader.filters:
        accounts: dict[tuple[str, str], dict[str, set[str]]] = {}
        for row in told:
            for side in _SIDES.intersection(row["sides"]):
                accounts.setdefault((row["pledge"], row["field"]), {}).setdefault(side, set()).add(row["value"])
        values = ((key, set(map(frozenset, held.values()))) for key, held in accounts.items())
        apart = {key for key, different in values if len(different) > 1}
        told = [row for row in told if (row["pledge"], row["field"]) in apart]
    if "field" in reader.filters:
        asked = _asked_for(reader.filters["field"])
        told = [row for row in told if row["field"] == asked]
    yield from ({**row, "said_by": _own_first(reader, row)} for row in told)


def _own_first(reader: Reader, row: Row) -> list[str]:
    """Who says it: first those that pass on the word of a side, and what has a day before what has none."""
    by_claim = {claim.iri: claim for claim in Sources.of(reader.store).claims(row["pledge"])}
    own = {
        f"{claim.report.publisher}, {claim.report.published or 'undated'}"
        for iri in row["claims"]
        if (claim := by_claim.get(iri)) and speakers(claim)
    }
    return sorted(row["said_by"], key=lambda each: (each not in own, each.endswith("undated")))


def _asked_for(text: str) -> str:
    """The field that a text names, by its name or in words; UnknownName lists those there are."""
    plain = text.strip().casefold().removeprefix("the ")
    known = said.differing()
    named = [name for name, words in known.items() if {plain, *plain.split()}.intersection((name.casefold(), *words))]
    if not named:
        raise UnknownName(f"{text!r} is nothing that reports differ on; allowed: {', '.join(map(said.topic, known))}")
    return named[0]
