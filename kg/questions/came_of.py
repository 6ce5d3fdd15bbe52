"""What came of promises, in a sentence: how much was delivered, on whose word; what was only ordered stands apart."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from kg.model import dates
from kg.query.reader import Reader, Row
from kg.questions.said import about, counted, listed

__all__ = ["came_of"]

_NAMED = 3  # pledges named of each; more are counted
_DELIVERED, _ORDERED = ("paid or landed",), ("allocated or ordered", "contracted")


def came_of(reader: Reader, rows: Sequence[Row]) -> str:
    """What was delivered first, or that no report counts any; then what was ordered."""
    pledges = len({row["pledge"] for row in rows if row["phase"] != "stated"})
    counts = [row for row in rows if row["amounts"]]
    landed = [row for row in counts if row["phase"] in _DELIVERED]
    ordered = [row for row in counts if row["phase"] in _ORDERED]
    told = [f"delivered, as far as told: {_told(landed)}" if landed else "no report says how much was delivered"]
    told += [f"ordered or contracted: {_told(ordered)}"] if ordered else []
    return f"counts of {counted(pledges, 'pledge')} {about(reader)}: {'; '.join(told)}"


def _told(rows: Sequence[Row]) -> str:
    """The count of each pledge that says most: with a share of it, by most reports, the latest."""
    best: dict[str, Row] = {}
    for row in rows:
        best[row["pledge"]] = max(best.get(row["pledge"], row), row, key=_weight)
    ranked = sorted(best.values(), key=lambda row: (_weight(row), row["pledge_label"]), reverse=True)
    return listed([_one(row) for row in ranked], _NAMED)


def _weight(row: Row) -> tuple[Any, ...]:
    return bool(row["share"]), len(row["reports"]), str(row["period"] or ""), row["amounts"]


def _one(row: Row) -> str:
    period = f", {dates.say(row['period'])}" if row["period"] else ""
    much = f"{row['share']} of {row['target']}" if row["share"] else row["amounts"]
    stage = str(row["stage"]).replace("_", " ")
    return f"{much} of “{row['pledge_label']}” {stage}{period} ({listed(row['said_by'], 2)})"
