"""Tariffs, quotas, controls and sanctions, and which of them were in force on a day.

A claim tells an act on a measure (impose, raise, cut, suspend, remove …) and often from which day it holds. What the
acts of one measure come to is told in `acts.py`, what later ones did to its rate in `in_force.py`.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from kg.model import codes, reference
from kg.model.phrases import typed
from kg.model.statement import Statement
from kg.query.question import answer
from kg.query.reader import Reader, Row, Rows
from kg.query.sources import Sources
from kg.query.table import Section
from kg.questions import said
from kg.questions.acts import AHEAD, ENDED, IN_FORCE, LATER, NEVER, RELIEF_OVER, REPLACED, SHOWN, THREAT
from kg.questions.cells import printed
from kg.questions.in_force import OnDay
from kg.questions.told_apart import told_apart
from kg.store.nodes import expand

__all__ = ["is_duty", "measures", "spoken_of"]


_STATES = (*SHOWN, REPLACED, ENDED, RELIEF_OVER, NEVER, AHEAD, LATER, THREAT)


def _held_first(rows: tuple[Row, ...]) -> tuple[Section, ...]:
    """What was in force, relief from it, or what may have been; under a heading of their own what was not, and why."""
    apart = told_apart(rows)
    held = [row for row in apart if row["in_force"] in SHOWN]
    others = [row for row in apart if row not in held]
    duties = [row for row in held if is_duty(row)] or held
    controls = [row for row in held if row not in duties]
    over = "Not in force that day" if held else "None of these certainly in force that day"
    parts = (("", duties), ("Controls, sanctions and quotas", controls), (over, others))
    return tuple(printed("measures", told, heading) for heading, told in parts if told)


def is_duty(row: Row) -> bool:
    """Whether a measure is a tariff or another duty, no control, sanction or quota; by what most reports call it."""
    return not row["kind"] or row["kind"][0] in said.answer_words()["duties"]["kinds"]


@answer(
    "event label kind action imposers targets products rate_percent rate_before quotas legal_basis effective ends grade"
    " ending in_force because contested claims reports origins",
    "country imposer target product company official on since until agreement rate measure",
    printed=_held_first,
)
def measures(reader: Reader) -> Rows:
    """Which tariffs, quotas, controls and sanctions were told of, and which were in force on a day.

    `in_force`, on the day asked of or that of the last report, is yes, not told, or of relief suspended, exempted or
    lifted; of what was not in force why: replaced by a later rate, ended or voided, relief over, never took effect, not
    yet in effect, threatened only, told of only later (without a day of effect). `because` tells the act and who tells
    it, or what ended it. With `official` only what goes back to that person's word.
    """
    day = date.fromisoformat(reader.filters["on"]) if "on" in reader.filters else reader.last_report
    whom = reader.filters.get("target")
    side = reader.side("country") if whom is None else ""  # of what is aimed at it the same is certain either way
    moment = OnDay(reader, day, whom, reader.filters.get("product"))
    for_it = OnDay(reader, day, side, reader.filters.get("product")) if side else moment
    rows = []
    for values, held in reader.asked("measures", "event", "Measure"):
        if reader.filters.get("target") in values.get(expand("imposer"), ()):
            continue  # aimed at all countries is aimed at all others
        for row in held:
            if not _is_of_rate(reader, row) or not _is_of_kind(reader, row) or not spoken_of(reader, row["event"]):
                continue
            aimed = side in values.get(expand("target"), ())
            found = (for_it if aimed else moment).of(row["event"])
            statuses = {axis: reader.status(row["event"], values, axis) for axis in ("grade", "ending")}
            rows.append({**row, **statuses, "in_force": found.state, "because": found.because})
    reader.notes.append("as far as reports in this graph tell; this is no tariff schedule")
    if sum(row["in_force"] == IN_FORCE and row["rate_percent"] != [] and not row["quotas"] for row in rows) > 1:
        reader.notes.append("rates on different legal bases add up, unless an order says that they do not stack")
    if "country" in reader.given and "target" not in reader.given:
        whom = typed(reader.given["country"])
        reader.notes.append(
            f"what is aimed at all countries stands apart: --target {whom} in place of --country has it"
        )
    if blanket := _on_all_goods(reader):
        reader.notes.append(
            f"measures on all goods, {blanket} of them, name no goods and are not listed: leave --product out"
        )
    yield from sorted(rows, key=lambda row: (_STATES.index(row["in_force"]), not is_duty(row), _nearest(reader, row)))


def _is_of_rate(reader: Reader, row: Row) -> bool:
    """Whether a report tells the rate asked for as one that the measure sets."""
    return "rate" not in reader.filters or Decimal(reader.filters["rate"]) in map(
        Decimal, map(str, row["rate_percent"])
    )


def _is_of_kind(reader: Reader, row: Row) -> bool:
    """Whether a report calls it a measure of the kind asked for."""
    return "measure" not in reader.filters or codes.code(reader.filters["measure"]) in row["kind"]


def spoken_of(reader: Reader, event: str) -> Sequence[Statement]:
    """The claims of a measure that go back to the word of the official asked for; of none asked for all."""
    claims = Sources.of(reader.store).claims(event)
    if "official" not in reader.filters:
        return claims
    name = reader.label(reader.filters["official"])
    return [claim for claim in claims if name in map(reference.find_official, claim.claim.attributed_to)]


def _nearest(reader: Reader, row: Row) -> tuple[bool, bool, int, str, str]:
    """Of a target asked for what is aimed at it alone goes first, and there what is on all goods; then by reports."""
    asked = "target" in reader.filters
    alone = asked and row["targets"] == [reader.label(reader.filters["target"])]
    return asked and not alone, asked and bool(row["products"]), -len(row["reports"]), row["label"], row["event"]


def _on_all_goods(reader: Reader) -> int:
    """How many measures a product filter leaves out though they may hold for those goods as well."""
    if "product" not in reader.filters:
        return 0
    wider = reader.without("product", "on")
    among = reader.table.all("Measure").keys() - reader.table.with_goods
    return sum(1 for _ in wider.events("Measure", among=among))
