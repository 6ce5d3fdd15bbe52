"""The arithmetic of sums, pure: lines with what each may be part of → intervals, each unit and recurrence apart.

Which lines are or may be in which others is settled once, for all lines there are; a sum then counts those asked for.
So a subset never comes to more than its whole, at either end:

* the low end is the most that lines come to of which no two may be the same money;
* the high end has every unproven part apart, and no part larger than what it is said to be inside.

Each amount counts as it stands (`Quantity.interval`). Made without their print, plain amounts have no rounding, so
that a reader can check the sum by hand: 500 and 50 come to 550, not to 522.5–577.5.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from functools import reduce

from kg.model import codes
from kg.model.amounts import Quantity
from kg.model.errors import AmountError
from kg.model.intervals import Interval

__all__ = ["NEVER_CASH", "SHARES", "Line", "Sum", "Total", "total"]

NEVER_CASH = frozenset({"guarantee", "trade_target"})  # kinds of pledge that no sum adds to cash
SHARES = frozenset({"percent", "percentage_point"})  # units of which two do not make a sum
_THING = "unit"  # the unit of what no unit counts: tanks, chips, locomotives
_LEVEL = "level"  # the recurrence of a stock that is to be reached, which is no flow

_NOTHING = Interval(Decimal(0), Decimal(0))
# of the search for lines apart: past so many at once, or so many steps, the largest line of what is left stands for all
_MOST, _STEPS = 150, 20_000


@dataclass(frozen=True, slots=True)
class Line:
    """One pledge in a sum: its IRI, its amount (None: no value given), its kind, and what it is `counted_in`.

    `counted_in` holds (ref of the umbrella, code of the list `relation`); several claims may contradict each
    other.
    """

    ref: str
    quantity: Quantity | None
    kind: str
    counted_in: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Sum:
    """What the lines of one unit and recurrence come to: from "all inside" to "all separate"."""

    quantity: Quantity
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Total:
    """Sums by unit, then recurrence; pledges that give no value; and those left out: ref → reason."""

    sums: tuple[Sum, ...]
    unvalued: tuple[str, ...]
    left_out: Mapping[str, str] = field(default_factory=dict)


def total(lines: Iterable[Line], wanted: Collection[str] | None = None) -> Total:
    """Adds pledges up, each unit and recurrence apart; the same whatever the order of `lines`.

    `wanted` are the refs to count, by default all; the others only tell what these are part of. A line inside an
    umbrella adds nothing unless even the least that the parts come to is above the umbrella: a part of more than 100
    within 550 is no more than 550. A line whose relation is overlaps, unstated or contradicted may add nothing or all
    of itself; a separate one adds. What has no value or another unit passes its parts on to its own umbrella: sums of
    two units may hold the same thing twice, and are not to be added. Kinds in `NEVER_CASH`, shares and what may be
    below 0 are left out. Raises `AmountError` when a ref stands twice.
    """
    by_ref: dict[str, Line] = {}
    for line in sorted(lines, key=lambda each: each.ref):
        if line.ref in by_ref:
            raise AmountError(f"line {line.ref!r} stands twice in one sum")
        by_ref[line.ref] = line
    asked = by_ref.keys() if wanted is None else by_ref.keys() & set(wanted)
    never = {ref: why for ref, each in by_ref.items() if (why := _never_adds(each))}
    groups: dict[tuple[str, str], dict[str, Interval]] = {}
    for ref, each in by_ref.items():
        if each.quantity and ref not in never:
            base = each.quantity.base
            groups.setdefault((base.unit, base.recurrence), {})[ref] = base.interval
    reach = {ref: _umbrellas(ref, by_ref) for ref in by_ref}
    sums = tuple(
        Sum(Quantity(_Group(held, reach).added(asked), *key), counted)
        for key, held in sorted(groups.items())
        if (counted := tuple(ref for ref in held if ref in asked))
    )
    unvalued = tuple(ref for ref in by_ref if ref in asked and by_ref[ref].quantity is None and ref not in never)
    return Total(sums, unvalued, {ref: why for ref, why in never.items() if ref in asked})


def _never_adds(line: Line) -> str | None:
    """Why a line is in no sum, whatever the others are."""
    if line.kind in NEVER_CASH:
        return f"{line.kind.replace('_', ' ')} is never cash"
    if line.quantity is None:
        return None
    if line.quantity.recurrence == _LEVEL:
        return "a level to reach does not add"
    if line.quantity.unit == _THING:
        return "units of different things do not add"
    if line.quantity.unit in SHARES:
        return f"a figure in {codes.plural(line.quantity.unit)} does not add"
    low = line.quantity.interval.low
    return "may be below 0" if low is None or low < 0 else None


def _umbrellas(ref: str, lines: Mapping[str, Line]) -> dict[str, bool]:
    """Every line that `ref` is in, near or far: True where each step is said to be inside, False where it may be."""

    def steps(at: str) -> Iterator[tuple[str, bool]]:
        said: dict[str, set[str]] = {}
        for target, relation in lines[at].counted_in if at in lines else ():
            said.setdefault(target, set()).add(relation)
        linked = (target for target in sorted(said) if said[target] != {"separate"})
        return ((target, said[target] == {"inside"}) for target in linked)

    reached: dict[str, bool] = {}
    waiting = [(ref, True)]
    while waiting:
        at, sure = waiting.pop()
        for target, inside in steps(at):
            if not reached.get(target, False) and (target not in reached or (sure and inside)):
                reached[target] = sure and inside
                waiting.append((target, sure and inside))
    return {target: sure for target, sure in reached.items() if target in lines}


class _Group:
    """Lines of one unit and recurrence, and how they lie in one another."""

    def __init__(self, held: Mapping[str, Interval], reach: Mapping[str, Mapping[str, bool]]) -> None:
        self.held = held
        sure = {ref: {target for target, inside in reach[ref].items() if inside and target in held} for ref in reach}
        self.meets: dict[str, set[str]] = {ref: set() for ref in held}
        for ref in reach:  # who surely holds a line meets whatever that line may be in; so do lines without a value
            holders = {*sure[ref], *({ref} & held.keys())}
            for one in holders:
                for other in (holders | reach[ref].keys() & held.keys()) - {one}:
                    self.meets[one].add(other)
                    self.meets[other].add(one)
        self.parts: dict[str, list[str]] = {ref: [] for ref in held}
        self.tops: list[str] = []
        for ref in held:
            nearest = _nearest(ref, sure, held)
            (self.parts[nearest] if nearest else self.tops).append(ref)

    def added(self, asked: Collection[str]) -> Interval:
        """What the lines asked for come to."""
        least = {ref: Interval(bounds.low, None, bounds.low_open) for ref, bounds in self.held.items() if ref in asked}
        low = _Apart(self.meets, least).least()
        return low.to(_sum(self._most(ref, asked) for ref in self.tops))

    def _most(self, ref: str, asked: Collection[str]) -> Interval:
        """At most what an umbrella says, unless even the least of its parts, asked for or not, is above that."""
        whole, parts = self.held[ref], _sum(self._most(part, asked) for part in self.parts[ref])
        if self.parts[ref] and whole.before(_sum(self._least(part) for part in self.parts[ref])):
            return parts.larger(whole) if ref in asked else parts
        return whole if ref in asked else min(parts, whole, key=_ends)

    def _least(self, ref: str) -> Interval:
        bounds = self.held[ref]
        own = Interval(bounds.low, None, bounds.low_open)
        return own.larger(_sum(map(self._least, self.parts[ref])).to(own))


def _ends(bounds: Interval) -> tuple[bool, Decimal, bool]:
    return bounds.high is None, bounds.high or Decimal(0), not bounds.high_open


def _nearest(ref: str, sure: Mapping[str, set[str]], held: Mapping[str, Interval]) -> str | None:
    """The nearest line that surely holds this one, of several the smallest; a circle's first holds the others."""
    circle = {target for target in sure[ref] if ref in sure[target]}
    if circle and min(circle) < ref:
        return min(circle)
    over = sorted(sure[ref] - circle - {ref}, key=lambda each: (_ends(held[each]), each))
    return next((one for one in over if not any(one in sure[other] and other not in sure[one] for other in over)), None)


class _Apart:
    """The most that lines come to of which no two meet: the search knows who meets whom, and no weights."""

    def __init__(self, meets: Mapping[str, set[str]], weights: Mapping[str, Interval]) -> None:
        self.meets, self.weights = meets, weights
        self.known: dict[frozenset[str], Interval] = {}

    def least(self) -> Interval:
        """From there upwards; steps are counted anew for lines that have nothing to do with those before."""
        found = []
        for lines in self._split(frozenset(self.meets)):
            self.known = {}
            found.append(self._joined(lines))
        return _sum(found)

    def _of(self, lines: frozenset[str]) -> Interval:
        return _sum(map(self._joined, self._split(lines)))

    def _split(self, lines: frozenset[str]) -> Iterator[frozenset[str]]:
        """Lines that meet, directly or by way of others, together; in the order of their first."""
        left = set(lines)
        for first in sorted(lines):
            if first in left:
                found, waiting = {first}, [first]
                while waiting:
                    new = (self.meets[waiting.pop()] & left) - found
                    found |= new
                    waiting += new
                left -= found
                yield frozenset(found)

    def _joined(self, lines: frozenset[str]) -> Interval:
        """With the line that meets most others, or without it."""
        if lines not in self.known:
            if len(lines) > _MOST or len(self.known) > _STEPS:
                return _largest(map(self._weight, lines))
            hub = min(lines, key=lambda ref: (-len(self.meets[ref] & lines), ref))
            with_hub = self._weight(hub) + self._of(lines - self.meets[hub] - {hub})
            self.known[lines] = with_hub.larger(self._of(lines - {hub}))
        return self.known[lines]

    def _weight(self, ref: str) -> Interval:
        return self.weights.get(ref, _NOTHING)


def _sum(intervals: Iterable[Interval]) -> Interval:
    """Every sum of a number of each; most lines of a world add nothing to what is asked, and are passed over."""
    return reduce(Interval.__add__, (each for each in intervals if each is not _NOTHING), _NOTHING)


def _largest(intervals: Iterable[Interval]) -> Interval:
    """What the largest of a number of each may be, at least 0."""
    return reduce(Interval.larger, intervals, _NOTHING)
