"""Tariffs, quotas, controls and sanctions, and which of them were in force on a day.

A claim tells an act on a measure (impose, raise, cut, suspend, remove …) and often from which day it holds. On a day,
the act in force is the last one whose day of effect had come, unless it has ended or a ruling has voided it since.
A threat is no act. Where reports tell no day of effect, it is open whether the act held; it is never guessed.

What one imposer puts on the same goods of the same target, on one legal basis, is one line in time: a later raise, cut
or removal ends the older rate, though reports tell of it as of another measure. Rates on different bases stand beside
each other and add up. A change that holds for some targets only, or from no certain day, is named beside the rate.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

from kg.model import codes, dates
from kg.model.claims import Measure
from kg.model.statement import Statement
from kg.query.reader import Reader, Rows, aimed, answer
from kg.query.sources import Sources, by, ranked
from kg.questions.concession import basis_of
from kg.store.nodes import expand

__all__ = [
    "AHEAD",
    "ENDED",
    "IN_FORCE",
    "REPLACED",
    "SUSPENDED",
    "THREAT",
    "UNKNOWN",
    "Found",
    "OnDay",
    "against",
    "measures",
]

# what a day finds, in the order in which rows are given; those of the second line are left out and counted
IN_FORCE, SUSPENDED, UNKNOWN = "yes", "suspended", "not told"
_SHOWN = (IN_FORCE, SUSPENDED, UNKNOWN)
AHEAD, ENDED, THREAT = "not yet in effect", "ended or voided", "threatened only"
REPLACED = "replaced by a later rate"
_TOLD = 3  # years after which a measure that no report tells of any more is not held against a sale
_CHANGES = ("raise", "cut", "remove")  # acts on a rate that is there already; who imposes anew on a basis, too


@dataclass(frozen=True, slots=True)
class Found:
    """What a day finds a measure to be, the act and claims that say so, and the measures (IRIs) before and after it.

    `until` is the day that ended it; `may_change` do so for some of its targets, or from a day that is not told.
    """

    state: str
    because: str = ""
    until: date | None = None
    replaced_by: tuple[str, ...] = ()
    replaces: tuple[str, ...] = ()
    may_change: tuple[str, ...] = ()


@answer(
    "event label kind action imposers targets products rate_percent rate_before legal_basis effective ends grade ending"
    " in_force because contested claims reports origins",
    "country imposer target product company on since",
)
def measures(reader: Reader) -> Rows:
    """Which tariffs, quotas, controls and sanctions were told of, and which were in force on a day."""
    day = date.fromisoformat(reader.filters["on"]) if "on" in reader.filters else None
    moment = OnDay(reader, day) if day else None
    left: Counter[str] = Counter()
    rows = []
    for values, held in reader.asked("measures", "event", "Measure"):
        if reader.filters.get("target") in values.get(expand("imposer"), ()):
            continue  # aimed at all countries is aimed at all others
        for row in held:
            found = moment.of(row["event"]) if moment else None
            if found and found.state not in _SHOWN:
                left[found.state] += 1
                continue
            statuses = {axis: reader.status(row["event"], values, axis) for axis in ("grade", "ending")}
            state = {"in_force": found.state, "because": _said(reader, found)} if found else {"in_force": None}
            rows.append({**row, **statuses, **state})
    reader.notes.append("as far as reports in this graph tell; this is no tariff schedule")
    if blanket := _on_all_goods(reader):
        reader.notes.append(
            f"measures on all goods, {blanket} of them, name no goods and are not listed: leave --product out"
        )
    if left:
        reader.notes.append(f"left out on {day}: " + ", ".join(f"{left[name]} {name}" for name in sorted(left)))
    yield from sorted(rows, key=lambda row: (_SHOWN.index(row["in_force"] or IN_FORCE), row["label"], row["event"]))


class OnDay:
    """What a day finds measures to be."""

    def __init__(self, reader: Reader, day: date) -> None:
        self.reader, self.day = reader, day
        self.told = Sources.of(reader.store)
        self.line = _Line(self.told)

    def of(self, measure: str) -> Found:
        """One measure, by its IRI."""
        found = _on(self.told.claims(measure), list(_rulings(self.reader, measure)), self.day)
        later = self.line.later(measure, self.day) if found.state == IN_FORCE else {}
        return replace(
            found,
            state=REPLACED if later else found.state,
            until=min(later.values(), default=found.until),
            replaced_by=tuple(later),
            replaces=tuple(self.line.older(measure, self.day)),
            may_change=tuple(self.line.perhaps(measure, self.day)),
        )


def _said(reader: Reader, found: Found) -> str:
    """The act, and by their labels the measures before and after it."""
    said = found.because
    if found.may_change:
        said += f"; in part or from no certain day changed by {'; '.join(map(reader.label, found.may_change))}"
    if found.replaces:
        said += f"; in place of {'; '.join(map(reader.label, found.replaces))}"
    return said


def against(reader: Reader, imposer: str, target: str, goods: Sequence[str], day: date) -> Iterator[tuple[str, bool]]:
    """(Label, whether that is certain) of what kept such goods out on a day, by IRIs of both sides.

    What nobody has told of for some years is left out: whether it still held, no report says.
    """
    told = Sources.of(reader.store)
    line = _Line(told)
    named = {event for iri in aimed(target) for event in reader.store.subjects("target", iri)}
    for event in sorted(named.intersection(reader.store.subjects("imposer", imposer))):
        acts = [item for item in told.claims(event) if _keeps_out(item)]
        last = max((item.published for item in acts if item.published), default=date.min)
        on = [iri for item in acts for iri in item.products]
        if last.year + _TOLD < day.year or not any(codes.covers(wide, iri) for wide in on for iri in goods):
            continue
        found = _on(acts, list(_rulings(reader, event)), day)
        if found.state in (IN_FORCE, UNKNOWN) and not line.later(event, day):
            yield reader.label(event), found.state == IN_FORCE


def _keeps_out(statement: Statement) -> bool:
    """Whether an act taxes or limits imports."""
    claim = statement.claim
    return isinstance(claim, Measure) and claim.kind != "export_control" and claim.action in ("impose", "raise", "cut")


def _on_all_goods(reader: Reader) -> int:
    """How many measures a product filter leaves out though they may hold for those goods as well."""
    if "product" not in reader.filters:
        return 0
    wider = Reader(reader.store, reader.policy, {})
    wider.filters = {name: value for name, value in reader.filters.items() if name not in ("product", "on")}
    return sum(expand("product") not in values for _, values in wider.events("Measure"))


class _Line:
    """Acts of all measures, so that what ends a rate is found wherever it is told."""

    def __init__(self, told: Sources) -> None:
        self.told = told

    @cached_property
    def all(self) -> list[tuple[str, Statement]]:
        """(Measure, claim) of each act."""
        told = ((event, item) for event in self.told.all("Measure") for item in self.told.claims(event))
        return [(event, item) for event, item in told if _is_act(item)]

    @property
    def acts(self) -> list[tuple[str, date, Statement]]:
        """(Measure, day of effect, claim) of each act that certainly held from a day on."""
        return [(event, since, item) for event, item in self.all if (since := _since(item))]

    def perhaps(self, measure: str, day: date) -> list[str]:
        """Measures told by the day that change this one for some of its targets, or from a day that is not told."""
        mine = [(since, item) for event, since, item in self.acts if event == measure and since <= day]
        told = ((event, item) for event, item in self.all if event != measure and _may_hold(item, day))
        changed = (
            event
            for event, item in told
            if any(_changes(item, old) and (_since(item) or item.published or since) > since for since, old in mine)
        )
        return sorted({*changed} - {*self.later(measure, day)})

    def later(self, measure: str, day: date) -> dict[str, date]:
        """Measures that by the day had taken the place of this one → since when."""
        return self._found(measure, day, lambda mine, other: _takes_over(other, mine))

    def older(self, measure: str, day: date) -> dict[str, date]:
        """Measures whose place this one had taken by the day → since when they had held."""
        return self._found(measure, day, _takes_over)

    def _found(self, measure: str, day: date, ends: Callable[[_Act, _Act], bool]) -> dict[str, date]:
        begun = [(event, since, item) for event, since, item in self.acts if since <= day]
        mine = [(since, item) for event, since, item in begun if event == measure]
        others = ((event, (since, item)) for event, since, item in begun if event != measure)
        met = ((event, act[0]) for event, act in others if any(ends(each, act) for each in mine))
        found: dict[str, date] = {}
        for event, since in sorted(met):
            found.setdefault(event, since)
        return found


_Act = tuple[date, Statement]


def _is_act(statement: Statement) -> bool:
    return isinstance(statement.claim, Measure) and statement.claim.action != "threaten"


def _takes_over(new: _Act, old: _Act) -> bool:
    """Whether an act ends the rate of an earlier one: it changes it for all targets."""
    (since, one), (before, other) = new, old
    hit = set(one.sides[1])
    return since > before and _changes(one, other) and ("ALL" in hit or set(other.sides[1]) <= hit)


def _changes(one: Statement, other: Statement) -> bool:
    """Whether an act is on another's rate: same imposer, kind and basis, all its goods, and a target they share."""
    if not isinstance(one.claim, Measure) or not isinstance(other.claim, Measure):
        return False
    if one.claim.kind != other.claim.kind or one.sides[0] != other.sides[0]:
        return False
    bases = [basis_of(one), basis_of(other)]
    if None not in bases and bases[0] != bases[1]:
        return False
    if one.claim.action not in _CHANGES and (one.claim.action != "impose" or None in bases):
        return False  # what is imposed on a law that is not told may stand beside
    hit, held = set(one.sides[1]), set(other.sides[1])
    if "ALL" not in hit | held and hit.isdisjoint(held):
        return False
    if not one.products or not other.products:
        return not one.products and not other.products
    return all(any(codes.covers(goods, each) for goods in one.products) for each in other.products)


def _rulings(reader: Reader, measure: str) -> Iterator[tuple[date, str]]:
    """(Day, label) of the rulings that void a measure; a ruling without a day counts for no day."""
    for iri in reader.store.subjects("voids", measure):
        day = reader.first(reader.node(iri), "latest")
        if isinstance(day, date):
            yield day, reader.label(iri)


# --- on a day


def _on(claims: Sequence[Statement], rulings: Sequence[tuple[date, str]], day: date) -> Found:
    """Which act held on the day, as far as told."""
    acts = [item for item in claims if _is_act(item)]
    if not acts:
        return Found(THREAT)
    begun = {item: since for item in acts if (since := _since(item)) and since <= day}
    voided = [since for since, _ in rulings if since <= day]
    undated = [item for item in acts if item not in begun and _may_hold(item, day)]
    if begun and max(begun.values()) >= max(voided, default=date.min):
        last = max(begun.values())
        return _held([item for item in begun if begun[item] == last], [i for i in undated if _ends_after(i, last)], day)
    if voided:
        return Found(ENDED, until=max(voided))
    if undated:
        return Found(UNKNOWN, f"{_act(undated)} without a certain day of effect, told by {by(undated)}")
    return Found(AHEAD)


def _since(statement: Statement) -> date | None:
    """The day by which the act certainly held, as told."""
    return dates.latest(getattr(statement.claim, "effective", None))


def _may_hold(statement: Statement, day: date) -> bool:
    """Whether an act was told by the day, or may have begun by it, without saying for certain that it had."""
    start = dates.earliest(getattr(statement.claim, "effective", None)) or statement.published
    return bool(start and start <= day)


def _ends_after(statement: Statement, last: date) -> bool:
    """Whether an act told later than another's day of effect undoes it, on a day that is not told."""
    action = getattr(statement.claim, "action", None)
    return action in ("remove", "suspend", "delay") and bool(statement.published and statement.published > last)


def _held(acts: Sequence[Statement], undone: Sequence[Statement], day: date) -> Found:
    """Acts of one day of effect: a removal among them, or an end that has come, ends the measure."""
    ends = [end for item in acts if (end := dates.latest(getattr(item.claim, "ends", None)))]
    if "remove" in ranked(acts, "action") or (ends and max(ends) < day):
        return Found(ENDED, until=max(ends, default=None) or max(filter(None, map(_since, acts))))
    until = f" until {max(ends)}" if ends else ""
    held = f"{_act(acts)} from {' or '.join(ranked(acts, 'effective'))}{until}, told by {by(acts)}"
    if undone:
        return Found(UNKNOWN, f"{held}; {_act(undone)} without a certain day of effect, told by {by(undone)}")
    paused = set(ranked(acts, "action")) <= {"suspend", "delay"}
    return Found(SUSPENDED if paused else IN_FORCE, held)


def _act(acts: Sequence[Statement]) -> str:
    """What is done to the measure: "raise (50%)", "suspend"."""
    rates = " or ".join(f"{rate:f}%" for rate in sorted(ranked(acts, "rate_percent")))
    names = " and ".join(codes.label(codes.iri("action", action)) for action in ranked(acts, "action"))
    return f"{names} ({rates})" if rates else names
