"""Where a pledge stands as a whole: what it is part of, whether its time is over, since when nobody tells of it.

And how near a company that is named stands to it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date

from kg.model import dates
from kg.model.statement import Statement
from kg.query.reader import Reader, Row
from kg.store.nodes import Values, expand

__all__ = [
    "EARLY",
    "KEPT",
    "hedged",
    "made_long_ago",
    "old",
    "parts",
    "passed",
    "replaced_by",
    "silent",
    "through",
    "wholes",
]

EARLY = ("considering", "proposed")  # grades at which nobody has undertaken anything
KEPT = ("signed", "in_force")  # grades at which a promise stands however long nobody tells of it

_FELL_THROUGH = ("denied", "lapsed")
_SILENT = 3  # years without a word, before the last report in the graph, after which that is told
_OLD = 5  # calendar years after which even what was signed is told as past
_OPENING = ("tariff_change", "market_access")  # kinds whose deadline is the day they begin: it ends nothing


def wholes(reader: Reader, pledge: str) -> list[str]:
    """The pledges that this one is part of, the nearest first."""
    return _onward(lambda at: map(str, reader.store.objects(at, "partOf")), pledge)


def parts(reader: Reader, pledge: str) -> list[str]:
    """The pledges that are part of this one, the nearest first, and of one whole by IRI."""
    return _onward(lambda at: sorted(reader.store.subjects("partOf", at)), pledge)


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
    store = reader.store
    return sorted({*store.subjects("supersedes", pledge), *map(str, store.objects(pledge, "restates"))})


def passed(reader: Reader, pledge: Values) -> date | None:
    """The deadline by which something was to be bought or paid, if it lay before the last report in the graph."""
    printed = reader.first(pledge, "due")
    if printed is None or reader.code(pledge, "kind") in _OPENING:
        return None
    due = date.fromisoformat(str(printed))
    return due if due < reader.last_report else None


def silent(reader: Reader, pledge: Values) -> str | None:
    """The last day on which a dated report told of it, as printed, if that was years before the last report of all."""
    last, printed = reader.first(pledge, "lastReported"), reader.told(pledge)[1]
    return printed if isinstance(last, date) and last.year + _SILENT <= reader.last_report.year else None


def made_long_ago(reader: Reader, pledge: Values, claims: Iterable[Statement]) -> str | None:
    """The last day, as printed, of which undated reports alone tell it, if that was years before the last report."""
    if reader.first(pledge, "lastReported"):
        return None
    told = [printed for claim in claims if (printed := getattr(claim.claim, "status_date", None))]
    days = [(day, str(printed)) for printed in told if (day := dates.latest(printed))]
    last, printed = max(days, default=(reader.last_report, ""))
    return printed if last.year + _OLD < reader.last_report.year else None


def old(reader: Reader, pledge: Values, claims: Iterable[Statement]) -> bool:
    """Whether it was last told so long ago that nobody can say what came of it; not what is still to fall due."""
    due, last = reader.first(pledge, "due"), reader.first(pledge, "lastReported")
    if due and date.fromisoformat(str(due)) >= reader.last_report:
        return False
    told = isinstance(last, date) and last.year + _OLD < reader.last_report.year
    return told or made_long_ago(reader, pledge, claims) is not None


def hedged(grade: str | None, ending: str | None) -> bool:
    """Whether nobody has undertaken it, or it is only told to have failed."""
    return ending in _FELL_THROUGH if grade is None else grade in EARLY


def through(reader: Reader, row: Row, pledge: Values) -> bool:
    """Whether what a company supplies is sold with the goods of another: it is no party, a company that sells is."""
    to = [iri for iri in map(str, pledge.get(expand("recipient"), ())) if "/company" in iri]
    sold = row["role"] == "supplier" and row["basis"] == "named" and reader.code(pledge, "kind") == "purchase"
    return sold and bool(to) and row["company"] not in to
