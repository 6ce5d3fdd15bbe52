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
    steps = [*reversed(found.earlier), found.latest[0]]
    moves: dict[str, list[str]] = {"down": [], "up": [], "same": []}
    for before, after in pairwise(steps):
        low, high = (min(map(Decimal, each.row["rate_percent"])) for each in (after, before))
        way = "down" if low < high else "up" if low > high else "same"
        given = {"before": before.percent, "after": after.percent, "label": str(after.row["label"])}
        moves[way].append(filled(words["step"], {**given, "since": dates.say(after.since) if after.since else ""}))
        last = way
    if moves["down"]:
        return filled(words["cut"], {"steps": listed(moves["down"], _NAMED)})
    return filled(words[f"not_cut_{last}"], {"step": moves[last][-1]})
