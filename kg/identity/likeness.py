"""How alike two claims are: the odds that they tell of one event, from parts that can be printed, or a veto.

Each part (`kg.identity.features`) that speaks for one event adds to the log-odds, each that speaks against it takes
from them; where a claim is silent nothing is added. What the parts of a class are worth, and where the odds start from,
is the table `likeness.csv`, set by the labelled claims of the shipped world, measured by `kg.questions.accuracy`.
"""

from __future__ import annotations

import csv
import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from itertools import islice
from pathlib import Path

from kg.identity.contradictions import contradiction
from kg.identity.features import STAGES, Parts, Stage, restated
from kg.identity.traits import Traits
from kg.model.errors import InputError
from kg.model.statement import Statement

__all__ = ["CANDIDATE", "SAME", "WINDOW", "Compared", "Likeness", "Weights", "compare", "veto", "weights"]

SAME = 0.38  # from here on two claims are taken for one event, if nothing else is known of either
CANDIDATE = 0.1  # from here on a pair is worth a person's look, and holds a component together
WINDOW = 730  # days between two claims that are compared, at most; a longer gap needs a decision

_FLOOR = math.log(CANDIDATE / (1 - CANDIDATE)) - 1e-6  # log-odds of a candidate, rounding allowed for
_UNSEEN = (0.0, 0.0)  # what a part is worth that no labelled pair of its class has shown
_START = "start"  # the row of a class with the log-odds before any part is known


@dataclass(frozen=True, slots=True)
class Likeness:
    """The probability that a pair of claims of a class is one event, and what was found, part by part.

    `veto` says why two claims cannot be one event whatever the score.
    """

    score: float
    kind: str = ""
    found: Mapping[str, float] = field(default_factory=dict)
    veto: str | None = None

    @property
    def parts(self) -> Mapping[str, float]:
        """Part → what it adds to the log-odds; those that add nothing are left out."""
        worth = _weights()[self.kind].worth if self.found else {}
        added = {name: value * worth.get(name, _UNSEEN)[value < 0] for name, value in self.found.items()}
        return {name: value for name, value in added.items() if value}


@dataclass(frozen=True, slots=True)
class Weights:
    """Of one class: where the odds start, part → what it is worth (for, against), and what parts may still add."""

    start: float
    worth: Mapping[str, tuple[float, float]]
    stages: tuple[tuple[Stage, float], ...]  # each with what the stages after it can add at most


def compare(a: Traits, b: Traits, *, learnt: Mapping[str, Weights] | None = None) -> Likeness:
    """How alike two claims are; symmetric. Claims more than `WINDOW` days apart are not compared.

    `learnt` gives other weights than the table's, by class, to measure how well such weights hold elsewhere.
    Once no further part could lift a pair to `CANDIDATE`, the rest is left out: its score is near 0 either way.
    """
    one, other = a.statement, b.statement
    reason = veto(one, other)
    if reason is None and one.day and other.day and abs((one.day - other.day).days) > WINDOW:
        reason = f"more than {WINDOW} days apart"
    if reason is not None:
        return Likeness(0.0, veto=reason)
    held = (learnt or _weights())[a.claim.KIND]
    found: Parts = {}
    odds, seen = held.start, 0
    for stage, most in held.stages:
        stage(a, b, found)
        for name, value in islice(found.items(), seen, None):
            odds += value * held.worth.get(name, _UNSEEN)[value < 0]
        seen = len(found)
        if odds + most < _FLOOR:
            break
    return Likeness(1 / (1 + math.exp(-odds)), a.claim.KIND, found)


class Compared:
    """`compare` for claims that meet again: traits are made once a claim, a likeness once a pair."""

    def __init__(self, learnt: Mapping[str, Weights] | None = None) -> None:
        self._learnt = learnt
        self._traits: dict[str, Traits] = {}
        self._held: dict[tuple[str, str], Likeness] = {}

    def __call__(self, a: Statement, b: Statement) -> Likeness:
        """How alike two claims are."""
        ids = (a.iri, b.iri) if a.iri < b.iri else (b.iri, a.iri)
        if ids not in self._held:
            self._held[ids] = compare(self._of(a), self._of(b), learnt=self._learnt)
        return self._held[ids]

    def _of(self, claim: Statement) -> Traits:
        return self._traits.get(claim.iri) or self._traits.setdefault(claim.iri, Traits(claim))


def veto(a: Statement, b: Statement) -> str | None:
    """Why two claims are never one event: another class, one report's that are not two accounts, or a contradiction."""
    if a.claim.KIND != b.claim.KIND:
        return "different kinds of event"
    if a.report_iri == b.report_iri and not _two_accounts(a, b):
        return "two claims of one report"
    return contradiction(a, b)


def _two_accounts(a: Statement, b: Statement) -> bool:
    """The same promise in two mouths inside one report, or one that the report says is the other again."""
    one, two = a.claim.said_by, b.claim.said_by
    return bool(one and two and one != two) or restated(a, b)


@cache
def _weights() -> Mapping[str, Weights]:
    return read(Path(__file__).with_name("likeness.csv"))


def read(path: Path) -> Mapping[str, Weights]:
    """The table `class, part, stage, for, against`, by class. InputError names the line that is wrong."""
    rows: dict[str, dict[str, tuple[int, float, float]]] = {kind: {} for kind in STAGES}
    with path.open(encoding="utf-8", newline="") as file:
        for n, row in enumerate(csv.DictReader(file, strict=True), 2):
            try:
                rows[row["class"]][row["part"]] = int(row["stage"]), float(row["for"]), float(row["against"])
            except (KeyError, TypeError, ValueError) as error:
                raise InputError(f"{path.name}, line {n}: {error}") from None
    return {kind: _of_class(kind, parts) for kind, parts in rows.items()}


def weights(kind: str, start: float, worth: Mapping[str, tuple[float, float]]) -> Weights:
    """Weights of a class that are in no table: no stage is cut short by them."""
    return Weights(start, worth, tuple((stage, math.inf) for stage in STAGES[kind]))


def _of_class(kind: str, parts: Mapping[str, tuple[int, float, float]]) -> Weights:
    most = (sum(in_favour for at, in_favour, _ in parts.values() if at > n) for n in range(1, len(STAGES[kind]) + 1))
    worth = {name: (in_favour, against) for name, (_, in_favour, against) in parts.items() if name != _START}
    return Weights(parts[_START][1], worth, tuple(zip(STAGES[kind], most, strict=True)))
