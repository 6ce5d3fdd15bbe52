"""How alike two claims are: the odds that they tell of one event, from parts that can be printed, or a veto.

Each part (`kg.parts`) that speaks for one event adds to the log-odds, each that speaks against it takes from them;
where a claim is silent nothing is added. What the parts of a class are worth, and where the odds start from, is the
table `likeness.csv`, fitted to the labelled claims of the shipped world and measured by `kg.golden`.
"""

from __future__ import annotations

import csv
import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from kg.errors import InputError
from kg.parts import STAGES, Parts, restated
from kg.stated import Stated

__all__ = ["CANDIDATE", "SAME", "WINDOW", "Likeness", "compare", "veto"]

SAME = 0.38  # from here on two claims are taken for one event, if nothing else is known of either
CANDIDATE = 0.1  # from here on a pair is worth a person's look, and holds a component together
WINDOW = 730  # days between two claims that are compared, at most; a longer gap needs a decision

_FLOOR = math.log(CANDIDATE / (1 - CANDIDATE)) - 1e-6  # log-odds of a candidate, rounding allowed for
_START = "start"  # the row of a class with the log-odds before any part is known
_NOTHING: Mapping[str, float] = {}


@dataclass(frozen=True, slots=True)
class Likeness:
    """The probability that a pair is one event, with what each part adds to its log-odds.

    `veto` says why two claims cannot be one event whatever the score.
    """

    score: float
    parts: Mapping[str, float] = field(default_factory=dict)
    veto: str | None = None


@dataclass(frozen=True, slots=True)
class _Weights:
    """Of one class: where the odds start, part → what it is worth (for, against), and what parts may still add."""

    start: float
    worth: Mapping[str, tuple[float, float]]
    most: tuple[float, ...]  # by stage: what the stages after it can add at most


def compare(a: Stated, b: Stated) -> Likeness:
    """How alike two claims are; symmetric. Claims more than `WINDOW` days apart are not compared.

    Once no further part could lift a pair to `CANDIDATE`, the rest is left out: its score is near 0 either way.
    """
    reason = veto(a, b)
    if reason is None and a.day and b.day and abs((a.day - b.day).days) > WINDOW:
        reason = f"more than {WINDOW} days apart"
    if reason is not None:
        return Likeness(0.0, _NOTHING, reason)
    weights = _weights()[a.claim.KIND]
    found: Parts = {}
    odds, seen, added = weights.start, 0, {}
    for stage, most in zip(STAGES[a.claim.KIND], weights.most, strict=True):
        stage(a, b, found)
        for name in list(found)[seen:]:
            value, (in_favour, against) = found[name], weights.worth[name]
            added[name] = value * (in_favour if value > 0 else against)
            odds += added[name]
        seen = len(found)
        if odds + most < _FLOOR:
            break
    return Likeness(1 / (1 + math.exp(-odds)), {name: value for name, value in added.items() if value})


def veto(a: Stated, b: Stated) -> str | None:
    """Why two claims are never one event: another class, or two claims of one report that are not two accounts."""
    if a.claim.KIND != b.claim.KIND:
        return "different kinds of event"
    if a.report_iri == b.report_iri and not _two_accounts(a, b):
        return "two claims of one report"
    return None


def _two_accounts(a: Stated, b: Stated) -> bool:
    """The same promise in two mouths inside one report, or one that the report says is the other again."""
    one, two = a.claim.said_by, b.claim.said_by
    return bool(one and two and one != two) or restated(a, b)


@cache
def _weights() -> Mapping[str, _Weights]:
    """The table, by class. InputError names a row that is no part or no number."""
    rows: dict[str, dict[str, tuple[int, float, float]]] = {}
    path = Path(__file__).with_name("likeness.csv")
    with path.open(encoding="utf-8", newline="") as file:
        for n, row in enumerate(csv.DictReader(file, strict=True), 2):
            try:
                worth = int(row["stage"]), float(row["for"]), float(row["against"])
            except (KeyError, TypeError, ValueError) as error:
                raise InputError(f"{path.name}, line {n}: {error}") from None
            rows.setdefault(row["class"], {})[row["part"]] = worth
    return {kind: _of_class(kind, parts) for kind, parts in rows.items()}


def _of_class(kind: str, parts: Mapping[str, tuple[int, float, float]]) -> _Weights:
    most = tuple(
        sum(max(in_favour, 0) for stage, in_favour, _ in parts.values() if stage > n)
        for n in range(1, len(STAGES[kind]) + 1)
    )
    worth = {name: (in_favour, against) for name, (_, in_favour, against) in parts.items() if name != _START}
    return _Weights(parts[_START][1], worth, most)
