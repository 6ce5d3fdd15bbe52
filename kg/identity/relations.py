"""How pledges may stand to each other: what a sum or a raise that reports tell themselves gives away, with its proof.

Pure: events in, proposals out, each with the claims and the arithmetic it rests on. Nothing is joined or linked by
them: a person decides (`kg review` prints the line), and a person's decision wins over what a report says.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

from kg.model import amounts, codes
from kg.model.claims import Pledge
from kg.model.statement import Magnitude, Statement, targets

__all__ = ["Proposal", "proposals"]

_PARTS = 5  # parts of a sum at most: of many figures some always add up
_CLOSE = 0.006  # a sum and its parts may be off by so much of it: each is rounded
_EXACT = 0.001  # what an increment adds to is closer: two figures add up by chance more easily than several
_LONG = 730  # days between a level and the one it is raised from, at most
_Event = Sequence[Statement]


@dataclass(frozen=True, slots=True)
class Proposal:
    """`a` stands to `b` in a relation (part_of, supersedes): the claims that show it, and why in words."""

    relation: str
    a: Statement
    b: Statement
    why: str


def proposals(events: Iterable[_Event]) -> list[Proposal]:
    """What no claim says yet and a report's own figures show, by the claims' IRIs; each pair of events once."""
    held = [event for event in events if isinstance(event[0].claim, Pledge)]
    of = {item.iri: n for n, event in enumerate(held) for item in event}
    told = {pair for n, event in enumerate(held) for pair in _told(n, event, of)}
    found: dict[tuple[int, int], Proposal] = {}
    for made in (*_sums(held), *_raises(held)):
        pair = of[made.a.iri], of[made.b.iri]
        if pair[0] != pair[1] and not {pair, pair[::-1]} & told and pair[::-1] not in found:
            found.setdefault(pair, made)
    return sorted(found.values(), key=lambda made: (made.a.iri, made.b.iri))


def _told(n: int, event: _Event, of: dict[str, int]) -> Iterator[tuple[int, int]]:
    """Pairs of events of which a claim says already how they stand."""
    for item in event:
        yield from ((n, of[iri]) for iri in targets(item) if iri in of)


# --- a sum beside its parts


def _sums(events: Sequence[_Event]) -> Iterator[Proposal]:
    """Pledges of one report that add up to another of it: "$36.2bn and $13.7bn make the $50bn"."""
    reports: dict[str, list[Statement]] = {}
    for item in (item for event in events for item in event):
        if _figure(item):
            reports.setdefault(item.report_iri, []).append(item)
    for report in sorted(reports):
        told = sorted(reports[report], key=lambda item: item.iri)
        for whole in told:
            parts = _adding_up(whole, [item for item in told if item is not whole and _within(item, whole)])
            if parts:
                sum_ = " + ".join(_say(part) for part in parts)
                why = f"{sum_} = {_say(whole)}, all told by {whole.report.publisher}"
                yield from (Proposal("part_of", part, whole, why) for part in parts)


def _adding_up(whole: Statement, others: Sequence[Statement]) -> tuple[Statement, ...]:
    """The one set of others that adds up to the whole; none if there are several, for then it is chance."""
    sum_ = _value(whole)
    smaller = [item for item in others if 0 < _value(item) < sum_]
    sets = [
        parts
        for count in range(2, min(_PARTS, len(smaller)) + 1)
        for parts in combinations(smaller, count)
        if abs(sum(map(_value, parts)) - sum_) <= _CLOSE * sum_
    ]
    return sets[0] if len(sets) == 1 else ()


# --- a raise: what there was, what came on top, what there is now


def _raises(events: Sequence[_Event]) -> Iterator[Proposal]:
    """A level told as raised, the one before it, and an increment: "$21bn and $5bn more are $26bn"."""
    first = [found for event in events if (found := next(filter(_figure, event), None))]
    for event in events:
        new = next((item for item in event if getattr(item.claim, "novelty", None) == "raised" and _figure(item)), None)
        before = [
            item
            for item in first
            if new and item not in event and _same_sides(item, new) and _value(item) < _value(new)
        ]
        earlier = (item for item in before if new and _came_before(item, new))
        old = max(earlier, key=lambda item: (_value(item), item.iri), default=None)
        if new is None or old is None:
            continue
        yield Proposal(
            "supersedes", new, old, f"{_say(new)} is told as raised by {new.report.publisher}; it was {_say(old)}"
        )
        for more in before:
            if more != old and abs(_value(old) + _value(more) - _value(new)) <= _EXACT * _value(new):
                yield Proposal(
                    "part_of", more, new, f"{_say(old)} + {_say(more)} = {_say(new)}, which is told as raised"
                )


def _came_before(old: Statement, new: Statement) -> bool:
    return bool(old.day and new.day and 0 <= (new.day - old.day).days <= _LONG)


def _same_sides(one: Statement, other: Statement) -> bool:
    """Whether two pledges are levels of one: the same sides and kind, goods that have something in common."""
    kinds = {getattr(item.claim, "kind", None) for item in (one, other)}
    return one.actors == other.actors and len(kinds) == 1 and _within(one, other)


# --- figures


def _figure(item: Statement) -> Magnitude | None:
    """The claim's first figure if it is a single one that says something."""
    first = item.figures[0] if item.figures else None
    return first if first and first[2] == first[3] > 0 and first[0] != "percent" else None


def _value(item: Statement) -> float:
    return item.figures[0][3]


def _say(item: Statement) -> str:
    return amounts.say(item.quantities[0])


def _within(part: Statement, whole: Statement) -> bool:
    """Whether a pledge can be inside another: figures alike, sides at one home, goods that the whole allows."""
    goods = part.products, whole.products
    if all(goods) and not any(codes.related(one, other) for one in goods[0] for other in goods[1]):
        return False
    homes = (
        {*map(part.home, one)} & {*map(whole.home, other)} for one, other in zip(part.sides, whole.sides, strict=True)
    )
    return _unit(part) == _unit(whole) and all(homes)


def _unit(item: Statement) -> tuple[str, str]:
    unit, often, _, _ = item.figures[0]
    return unit, often
