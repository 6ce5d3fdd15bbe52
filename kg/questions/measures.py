"""Tariffs, quotas, controls and sanctions, and which of them were in force on a day.

A claim tells an act on a measure (impose, raise, cut, suspend, remove …) and often from which day it holds. On a day,
the act in force is the last one whose day of effect had come, unless it has ended or a ruling has voided it since.
A threat is no act. Where reports tell no day of effect, it is open whether the act held; it is never guessed.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from kg.model import codes, dates
from kg.model.claims import Measure
from kg.model.statement import Statement
from kg.query.reader import Reader, Rows, answer
from kg.query.sources import Sources, by, ranked
from kg.store.nodes import expand

__all__ = ["measures"]

# what a day finds, in the order in which rows are given; those of the second line are left out and counted
_IN_FORCE, _SUSPENDED, _UNKNOWN = "yes", "suspended", "not told"
_SHOWN = (_IN_FORCE, _SUSPENDED, _UNKNOWN)
_AHEAD, _ENDED, _THREAT = "not yet in effect", "ended or voided", "threatened only"


@dataclass(frozen=True, slots=True)
class _Found:
    """What a day finds a measure to be, and the act and claims that say so."""

    state: str
    because: str = ""


@answer(
    "event label kind action imposers targets products rate_percent rate_before legal_basis effective ends grade ending"
    " in_force because contested claims reports origins",
    "country imposer target product company on since",
)
def measures(reader: Reader) -> Rows:
    """Which tariffs, quotas, controls and sanctions were told of, and which were in force on a day as far as told."""
    told = Sources(reader.store)
    day = date.fromisoformat(reader.filters["on"]) if "on" in reader.filters else None
    left: Counter[str] = Counter()
    rows = []
    for values, held in reader.asked("measures", "event", "Measure"):
        if reader.filters.get("target") in values.get(expand("imposer"), ()):
            continue  # aimed at all countries is aimed at all others
        for row in held:
            found = _on(told.claims(row["event"]), list(_rulings(reader, row["event"])), day) if day else None
            if found and found.state not in _SHOWN:
                left[found.state] += 1
                continue
            statuses = {axis: reader.status(row["event"], values, axis) for axis in ("grade", "ending")}
            state = {"in_force": found.state, "because": found.because} if found else {"in_force": None}
            rows.append({**row, **statuses, **state})
    if left:
        reader.notes.append(f"left out on {day}: " + ", ".join(f"{left[name]} {name}" for name in sorted(left)))
    yield from sorted(rows, key=lambda row: (_SHOWN.index(row["in_force"] or _IN_FORCE), row["label"], row["event"]))


def _rulings(reader: Reader, measure: str) -> Iterator[tuple[date, str]]:
    """(Day, label) of the rulings that void a measure; a ruling without a day counts for no day."""
    for iri in reader.store.subjects("voids", measure):
        day = reader.first(reader.node(iri), "latest")
        if isinstance(day, date):
            yield day, reader.label(iri)


# --- on a day


def _on(claims: Sequence[Statement], rulings: Sequence[tuple[date, str]], day: date) -> _Found:
    """Which act held on the day, as far as told."""
    acts = [item for item in claims if isinstance(item.claim, Measure) and item.claim.action != "threaten"]
    if not acts:
        return _Found(_THREAT)
    begun = {item: since for item in acts if (since := _since(item)) and since <= day}
    voided = [since for since, _ in rulings if since <= day]
    undated = [item for item in acts if item not in begun and _may_hold(item, day)]
    if begun and max(begun.values()) >= max(voided, default=date.min):
        last = max(begun.values())
        return _held([item for item in begun if begun[item] == last], [i for i in undated if _ends_after(i, last)], day)
    if voided:
        return _Found(_ENDED)
    if undated:
        return _Found(_UNKNOWN, f"{_act(undated)} without a certain day of effect, told by {by(undated)}")
    return _Found(_AHEAD)


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


def _held(acts: Sequence[Statement], undone: Sequence[Statement], day: date) -> _Found:
    """Acts of one day of effect: a removal among them, or an end that has come, ends the measure."""
    ends = [end for item in acts if (end := dates.latest(getattr(item.claim, "ends", None)))]
    if "remove" in ranked(acts, "action") or (ends and max(ends) < day):
        return _Found(_ENDED)
    until = f" until {max(ends)}" if ends else ""
    held = f"{_act(acts)} from {' or '.join(ranked(acts, 'effective'))}{until}, told by {by(acts)}"
    if undone:
        return _Found(_UNKNOWN, f"{held}; {_act(undone)} without a certain day of effect, told by {by(undone)}")
    paused = set(ranked(acts, "action")) <= {"suspend", "delay"}
    return _Found(_SUSPENDED if paused else _IN_FORCE, held)


def _act(acts: Sequence[Statement]) -> str:
    """What is done to the measure: "raise (50%)", "suspend"."""
    rates = " or ".join(f"{rate:f}%" for rate in sorted(ranked(acts, "rate_percent")))
    names = " and ".join(codes.label(codes.iri("action", action)) for action in ranked(acts, "action"))
    return f"{names} ({rates})" if rates else names
