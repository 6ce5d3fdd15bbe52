"""Totals: pledges added up, each unit and recurrence apart, with what may be counted twice left open.

A sum runs from "every part inside its umbrella" to "every unproven part apart" and adds what each amount admits
(`Quantity.interval`). Made without their print, plain amounts have no rounding, so that a reader can check the
sum by hand: 500 and 50 come to 550, not to 522.5–577.5.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from functools import reduce

from kg.model.amounts import Interval, Quantity
from kg.model.errors import AmountError

__all__ = ["LEVEL", "NEVER_CASH", "SHARES", "Line", "Sum", "Total", "total"]

NEVER_CASH = frozenset({"guarantee", "trade_target"})  # kinds of pledge that no sum adds to cash
SHARES = frozenset({"percent", "percentage_point"})  # units of which two do not make a sum
LEVEL = "level"  # the recurrence of a stock that is to be reached, which is no flow

_NOTHING = Interval(Decimal(0), Decimal(0))


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


def total(lines: Iterable[Line]) -> Total:
    """Adds pledges up, each unit and recurrence apart; the same whatever the order of `lines`.

    A line inside an umbrella adds nothing unless even the least that the parts come to is above the umbrella: a part
    of more than 100 within 550 is no more than 550. A line whose relation
    is overlaps, unstated or contradicted may add nothing or all of itself; a separate one adds. An umbrella
    without a value passes its parts on to its own umbrella. A line inside one of another unit is left out,
    since that sum has it; so are kinds in `NEVER_CASH`, shares and what may be below 0. Raises `AmountError`
    when a ref stands twice.
    """
    by_ref: dict[str, Line] = {}
    for line in sorted(lines, key=lambda each: each.ref):
        if line.ref in by_ref:
            raise AmountError(f"line {line.ref!r} stands twice in one sum")
        by_ref[line.ref] = line
    reach = {ref: _umbrellas(ref, by_ref) for ref in by_ref}
    left_out = {ref: why for ref, each in by_ref.items() if (why := _never_adds(each))}
    valued = {ref: each.quantity.base for ref, each in by_ref.items() if each.quantity and ref not in left_out}
    for ref, q in valued.items():
        for target, inside in reach[ref].items():
            other = valued.get(target)
            circle = ref in reach[target] and ref < target  # of lines inside each other the first one stays
            if inside and other and not circle and (other.unit, other.recurrence) != (q.unit, q.recurrence):
                left_out.setdefault(ref, f"inside {target}, counted in {other.unit} {other.recurrence}")
    groups: dict[tuple[str, str], dict[str, Quantity]] = {}
    for ref, q in valued.items():
        if ref not in left_out:
            groups.setdefault((q.unit, q.recurrence), {})[ref] = q
    counted = valued.keys() - left_out.keys()
    sums = (Sum(Quantity(_added(held, reach, counted), *key), tuple(held)) for key, held in sorted(groups.items()))
    unvalued = tuple(ref for ref, each in by_ref.items() if each.quantity is None and ref not in left_out)
    return Total(tuple(sums), unvalued, left_out)


def _never_adds(line: Line) -> str | None:
    """Why a line is in no sum, whatever the others are."""
    if line.kind in NEVER_CASH:
        return f"{line.kind} is never cash"
    if line.quantity is None:
        return None
    if line.quantity.recurrence == LEVEL:
        return "a level to reach does not add"
    if line.quantity.unit in SHARES:
        return f"{line.quantity.unit} does not add"
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


def _clusters(group: Mapping[str, Quantity], above: Mapping[str, set[str]]) -> list[list[str]]:
    """The lines of a group, those together that are or may be in one another; sorted."""
    cluster: dict[str, set[str]] = {ref: {ref} for ref in group}
    for ref in group:
        joined = set().union(cluster[ref], *(cluster[target] for target in above[ref] & group.keys()))
        cluster.update(dict.fromkeys(joined, joined))
    return sorted(sorted(members) for ref, members in cluster.items() if ref == min(members))


def _added(group: Mapping[str, Quantity], reach: Mapping[str, Mapping[str, bool]], counted: set[str]) -> Interval:
    """The sum of one group: low with every possible part inside, high with every unproven part apart.

    Parts of one umbrella are taken to be separate, but not where a line stands in two umbrellas or in a circle:
    then the low end is that of the largest line. Lines that may be part of one in another unit may add nothing.
    """
    perhaps = {ref: set(reach[ref]) for ref in group}
    surely = {ref: {target for target, sure in reach[ref].items() if sure} for ref in group}
    whole = _NOTHING
    for cluster in _clusters(group, perhaps):
        tangled = any(len(_nearest(ref, cluster, perhaps)) > 1 or ref in perhaps[ref] for ref in cluster)
        least = _stacked(cluster, group, perhaps, _largest if tangled else _sum)
        come_to = least.to(_stacked(cluster, group, surely, _sum))
        elsewhere = any(target in counted and target not in group for ref in cluster for target in perhaps[ref])
        whole = whole + (come_to.hull(_NOTHING) if elsewhere else come_to)
    return whole


def _stacked(
    cluster: list[str],
    group: Mapping[str, Quantity],
    above: Mapping[str, set[str]],
    together: Callable[[Iterable[Interval]], Interval],
) -> Interval:
    """Lines stacked under their nearest umbrellas, each with what its parts come to."""
    parts: dict[str, list[str]] = {ref: [] for ref in cluster}
    tops: list[str] = []
    for ref in cluster:
        nearest = _nearest(ref, cluster, above)
        (parts[nearest[0]] if nearest else tops).append(ref)

    def stack(ref: str) -> Interval:
        return _holding(group[ref].interval, together(stack(part) for part in parts[ref]))

    return together(stack(ref) for ref in tops)


def _holding(whole: Interval, parts: Interval) -> Interval:
    """What an umbrella comes to with its parts: no less than they do, and no more than it says itself if they fit."""
    return parts if whole.before(parts) else whole.larger(parts).to(whole)


def _nearest(ref: str, cluster: list[str], above: Mapping[str, set[str]]) -> list[str]:
    """Umbrellas of a line that hold no other of them; lines in a circle all stand in its first."""
    over = [target for target in cluster if target in above[ref] and target != ref]
    circle = [target for target in over if ref in above[target]]
    if circle and min(circle) < ref:
        return [min(circle)]
    over = [target for target in over if target not in circle]
    return [t for t in over if not any(t in above[o] and (o not in above[t] or o < t) for o in over if o != t)]


def _sum(intervals: Iterable[Interval]) -> Interval:
    """Every sum of a number of each."""
    return reduce(Interval.__add__, intervals, _NOTHING)


def _largest(intervals: Iterable[Interval]) -> Interval:
    """What the largest of a number of each may be, at least 0."""
    return reduce(Interval.larger, intervals, _NOTHING)
