"""Where a pledge stands as a whole: what it is part of, whether its time is over, since when nobody tells of it.

And how near a company that is named stands to it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date

from kg.ledger.status import DENIED, EARLY, KEPT, axis, side_of
from kg.model.statement import Statement
from kg.query.reader import Reader, Row
from kg.query.sources import Sources
from kg.questions.benefits.benefit_words import spoken
from kg.questions.benefits.ties import is_told
from kg.store.nodes import Values, expand

__all__ = [
    "EARLY",
    "KEPT",
    "OPENING",
    "begun",
    "disowned",
    "hedged",
    "is_built_to_order",
    "is_ending",
    "is_inside",
    "nearest",
    "over_in_silence",
    "overtaken",
    "parts",
    "passed",
    "passed_with_whole",
    "past",
    "replaced_by",
    "replacing",
    "silent",
    "standing",
    "taking_place",
    "through",
    "told_anew",
    "wholes",
]

_SETTLED = ("delivered", "missed")
_FELL_THROUGH = ("denied", "lapsed")
_TO_ORDER = ("aircraft", "engine", "vessel")  # units of what is built to order, for years after nobody tells of it
_SILENT = 3  # years without a word, before the last report in the graph, after which it is told as past
OPENING = ("tariff_change", "market_access")  # kinds whose deadline is the day they begin: it ends nothing


def wholes(reader: Reader, pledge: str) -> list[str]:
    """The pledges that this one is part of, the nearest first."""
    return _onward(lambda at: map(str, reader.store.objects(at, "partOf")), pledge)


def standing(reader: Reader, iri: str) -> str:
    """How an event stands on each axis, as words: "agreed, partly delivered"."""
    values = reader.node(iri)
    told = (reader.status(iri, values, each) for each in ("grade", "ending", "delivery"))
    return ", ".join(spoken(status) for status in told if status) or "of unknown standing"


def nearest(reader: Reader, pledge: str) -> list[str]:
    """The pledges that this one is part of, without those that one of these is part of."""
    direct = sorted(map(str, reader.store.objects(pledge, "partOf")))
    beyond = {far for near in direct for far in wholes(reader, near)}
    return [iri for iri in direct if iri not in beyond] or direct


def is_inside(reader: Reader, pledge: str) -> bool:
    """Whether it is part of another promise; what stands in an agreement is not by that."""
    return any(reader.store.holds(iri, "a", expand("Pledge")) for iri in wholes(reader, pledge))


def parts(reader: Reader, pledge: str) -> list[str]:
    """The pledges that are part of this one, the nearest first, and of one whole by IRI."""
    return reader.with_parts([pledge])[1:]


def replaced_by(reader: Reader, pledge: str) -> list[str]:
    """The pledges that a pledge took the place of, the latest first."""
    return _onward(lambda at: sorted(map(str, reader.store.objects(at, "supersedes"))), pledge)


def _onward(near: Callable[[str], Iterable[str]], start: str) -> list[str]:
    """What is reached from a pledge step by step, each once, the nearest first."""
    found = [start]
    for at in found:  # grows as it goes
        found += [each for each in near(at) if each not in found]
    return found[1:]


def replacing(reader: Reader, pledge: str) -> list[str]:
    """The pledges that this one was replaced by, or is told anew as."""
    return sorted({*taking_place(reader, pledge), *told_anew(reader, pledge)})


def taking_place(reader: Reader, pledge: str) -> list[str]:
    """The pledges that took the place of this one."""
    return sorted(reader.store.subjects("supersedes", pledge))


def overtaken(reader: Reader, pledge: str) -> bool:
    """Whether another stands in its place, and not merely grew out of it: nothing more comes of the one told here.

    What was undertaken and an editor alone holds to have been followed went on in that, until it is over too.
    """
    later, grade = taking_place(reader, pledge), reader.status(pledge, reader.node(pledge), "grade")
    if any(is_told(reader, each, "supersedes", pledge) for each in later):
        return True
    return bool(later) and (grade in (None, *EARLY) or all(_is_over(reader, each) for each in later))


def _is_over(reader: Reader, pledge: str) -> bool:
    values = reader.node(pledge)
    return reader.code(values, "ending") is not None or reader.code(values, "delivery") in _SETTLED


def told_anew(reader: Reader, pledge: str) -> list[str]:
    """The pledges that this one tells again."""
    return sorted(map(str, reader.store.objects(pledge, "restates")))


def passed(reader: Reader, pledge: Values) -> date | None:
    """The deadline by which something was to be bought or paid, if it lay before the last report in the graph."""
    return _lay_before(reader, pledge, reader.last_report)


def _lay_before(reader: Reader, pledge: Values, day: date) -> date | None:
    """The deadline of a pledge if it lay before a day; that of an opening ends nothing."""
    printed = reader.first(pledge, "due")
    if printed is None or reader.code(pledge, "kind") in OPENING:
        return None
    due = date.fromisoformat(str(printed))
    return due if due < day else None


def silent(reader: Reader, pledge: Values) -> str | None:
    """The last day on which a dated report told of it, as printed, if that was years before the last report of all."""
    last, printed = reader.first(pledge, "lastReported"), reader.told(pledge)[1]
    return printed if isinstance(last, date) and _long_ago(reader, last) else None


def past(reader: Reader, claims: Iterable[Statement]) -> str | None:
    """The last day that anything told of it is of, as printed, if that was years before the last report of all.

    A later report that tells what was agreed then looks back at it; an undated one may say itself of when it tells.
    """
    dated = [claim for claim in claims if claim.day]
    last = max(dated, default=None, key=lambda claim: claim.day or date.min)
    if last is None or last.day is None or not _long_ago(reader, last.day):
        return None
    return last.report.published if last.day == last.published else last.happened


def _due_days(reader: Reader, iri: str, pledge: Values) -> list[date]:
    """The deadline of a pledge, else those of the wholes that it is part of, the nearest first."""
    own = reader.first(pledge, "due")
    found = [own] if own else [reader.first(each, "due") for each in _above(reader, iri)]
    return [date.fromisoformat(str(day)) for day in found if day]


def over_in_silence(reader: Reader, iri: str, pledge: Values, claims: Iterable[Statement]) -> bool:
    """Whether all told of it lies so far back that nobody can say what came of it.

    Not what is still to fall due, itself or with the whole that it is part of.
    """
    if (days := _due_days(reader, iri, pledge)) and days[0] >= reader.last_report:
        return False
    return silent(reader, pledge) is not None or past(reader, claims) is not None


def is_built_to_order(grade: str | None, claims: Iterable[Statement]) -> bool:
    """Whether what is signed for is built and delivered over years: silence is then no sign that nothing came of it."""
    units = {each.unit for claim in claims for each in claim.amounts}
    return grade in KEPT and not units.isdisjoint(_TO_ORDER)


def passed_with_whole(reader: Reader, iri: str, pledge: Values) -> bool:
    """Whether the deadline has passed: its own, or of what has none that of a pledge that it is part of.

    By the last report, or by the last decision: who made that had seen the day pass.
    """
    day = max(reader.last_report, Sources.of(reader.store).last_decision())
    own = reader.first(pledge, "due") is not None
    return any(
        _lay_before(reader, each, day) is not None for each in ([pledge] if own else [pledge, *_above(reader, iri)])
    )


def _above(reader: Reader, iri: str) -> list[Values]:
    return [reader.node(each) for each in wholes(reader, iri)]


def begun(reader: Reader, iri: str, pledge: Values, claims: Iterable[Statement]) -> list[Statement]:
    """The claims that tell of a pledge as in force, where that is not over: what was to come first has come."""
    if reader.status(iri, pledge, "ending") is not None:
        return []
    return [claim for claim in claims if claim.status == "in_force"]


def disowned(claims: Iterable[Statement]) -> bool:
    """Whether who is said to promise denies it."""
    return any(claim.status == DENIED and side_of(claim) == "pledger" for claim in claims)


def _long_ago(reader: Reader, day: date) -> bool:
    return day.year + _SILENT <= reader.last_report.year


def is_ending(claim: Statement) -> bool:
    """Whether a claim tells that the pledge came to an end, or to a halt."""
    status = claim.status
    return status is not None and axis(status) == "ending"


def hedged(grade: str | None, ending: str | None) -> bool:
    """Whether nobody has undertaken it, or it is only told to have failed."""
    return ending in _FELL_THROUGH if grade is None else grade in EARLY


def through(reader: Reader, row: Row, pledge: Values) -> bool:
    """Whether what a company supplies is sold with the goods of another: it is no party, a company that sells is."""
    to = [iri for iri in map(str, pledge.get(expand("recipient"), ())) if "/company" in iri]
    sold = row["role"] == "supplier" and row["basis"] == "named" and reader.code(pledge, "kind") == "purchase"
    return sold and bool(to) and row["company"] not in to
