"""Tariffs, quotas, controls and sanctions, and which of them were in force on a day.

A claim tells an act on a measure (impose, raise, cut, suspend, remove …) and often from which day it holds. What the
acts of one measure come to is told in `acts.py`, what later ones did to its rate in `in_force.py`.
"""

from __future__ import annotations

from collections import Counter
from datetime import date

from kg.query.reader import Reader, Row, Rows, answer
from kg.questions.acts import IN_FORCE, SHOWN
from kg.questions.in_force import OnDay
from kg.store.nodes import expand

__all__ = ["measures"]


@answer(
    "event label kind action imposers targets products rate_percent rate_before legal_basis effective ends grade ending"
    " in_force because contested claims reports origins",
    "country imposer target product company on since until",
)
def measures(reader: Reader) -> Rows:
    """Which tariffs, quotas, controls and sanctions were told of, and which were in force on a day."""
    day = date.fromisoformat(reader.filters["on"]) if "on" in reader.filters else None
    moment = OnDay(reader, day, reader.filters.get("target"), reader.filters.get("product")) if day else None
    left: Counter[str] = Counter()
    rows = []
    for values, held in reader.asked("measures", "event", "Measure"):
        if reader.filters.get("target") in values.get(expand("imposer"), ()):
            continue  # aimed at all countries is aimed at all others
        for row in held:
            found = moment.of(row["event"]) if moment else None
            if found and found.state not in SHOWN:
                left[found.state] += 1
                continue
            statuses = {axis: reader.status(row["event"], values, axis) for axis in ("grade", "ending")}
            state = {"in_force": found.state, "because": found.because} if found else {"in_force": None}
            rows.append({**row, **statuses, **state})
    reader.notes.append("as far as reports in this graph tell; this is no tariff schedule")
    if sum(row["in_force"] == IN_FORCE and row["rate_percent"] != [] for row in rows) > 1:
        reader.notes.append("rates on different legal bases add up, unless an order says that they do not stack")
    if blanket := _on_all_goods(reader):
        reader.notes.append(
            f"measures on all goods, {blanket} of them, name no goods and are not listed: leave --product out"
        )
    if left:
        reader.notes.append(f"left out on {day}: " + ", ".join(f"{left[name]} {name}" for name in sorted(left)))
    yield from sorted(rows, key=lambda row: (SHOWN.index(row["in_force"] or IN_FORCE), _nearest(reader, row)))


def _nearest(reader: Reader, row: Row) -> tuple[bool, bool, str, str]:
    """Of a target asked for what is aimed at it alone goes first, and there what is on all goods."""
    asked = "target" in reader.filters
    alone = asked and row["targets"] == [reader.label(reader.filters["target"])]
    return asked and not alone, asked and bool(row["products"]), row["label"], row["event"]


def _on_all_goods(reader: Reader) -> int:
    """How many measures a product filter leaves out though they may hold for those goods as well."""
    if "product" not in reader.filters:
        return 0
    wider = Reader(reader.store, reader.policy, {})
    wider.filters = {name: value for name, value in reader.filters.items() if name not in ("product", "on")}
    among = reader.table.all("Measure").keys() - reader.table.with_goods
    return sum(1 for _ in wider.events("Measure", among=among))
