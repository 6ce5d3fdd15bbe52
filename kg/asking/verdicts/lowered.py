"""Whether a target's tariff was cut: each step down of its rates, else how the last one moved."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from itertools import pairwise

from kg.model import dates
from kg.model.phrases import filled
from kg.query.reader import Reader, Row
from kg.questions.general_rates import course
from kg.questions.said import listed

__all__ = ["lowered"]

_NAMED = 3  # steps down that are named, the first ones


def lowered(reader: Reader, rows: Sequence[Row], words: Mapping[str, str]) -> str:
    """A sentence on the rates (rows of `measures`) of the one target asked for; empty where these are no course."""
    found = course(reader, rows)
    if found is None or not found.latest or not found.earlier:
        return ""
    told: list[tuple[str, str]] = []  # which way each step went, and its words
    for before, after in pairwise([*reversed(found.earlier), found.latest[0]]):
        high, low = (min(map(Decimal, each.row["rate_percent"])) for each in (before, after))
        given = {"before": before.percent, "after": after.percent, "label": str(after.row["label"])}
        step = filled(words["step"], {**given, "since": dates.say(after.since) if after.since else ""})
        told.append(("cut" if low < high else "raised" if low > high else "same", step))
    if cuts := [step for way, step in told if way == "cut"]:
        return filled(words["cut"], {"steps": listed(cuts, _NAMED)})
    way, step = told[-1]
    return filled(words[way], {"step": step})
