"""When a pledge is due, by how many reports."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from kg.model import dates
from kg.model.statement import Statement
from kg.query.reader import Reader
from kg.query.sources import Sources, by, reports_of
from kg.questions.said import counted, listed

__all__ = ["deadline", "due", "falls_in"]


def deadline(reader: Reader, pledge: str) -> str | None:
    """The deadline that most reports tell, of as many the first, as exactly as they do; None where no report does."""
    return _most(_told(reader, pledge))


def due(reader: Reader, pledge: str, *, named: bool = False) -> str:
    """The same with how many tell it, or by name who, and what others tell; empty where no report tells any."""
    told = _told(reader, pledge)
    if (most := _most(told)) is None:
        return ""
    other = f", others tell {listed(dates.say(day) for day in sorted(told) if day != most)}" if len(told) > 1 else ""
    who = by(told[most]) if named else counted(len(reports_of(told[most])), "report")
    return f"{dates.say(most)} ({who}{other})"


def falls_in(day: str, interval: str) -> bool:
    """Whether the last day that a deadline can mean lies in an interval; both as EDTF, `..` for any."""
    last, (first, end) = dates.latest(day), (None, None) if interval == ".." else dates.bounds(interval)
    return last is not None and (first is None or first <= last) and (end is None or last <= end)


def _most(told: Mapping[str, Sequence[Statement]]) -> str | None:
    return min(told, key=lambda day: (-len(reports_of(told[day])), day), default=None)


def _told(reader: Reader, pledge: str) -> dict[str, list[Statement]]:
    """Each deadline, with the claims that tell it."""
    told: dict[str, list[Statement]] = {}
    for item in Sources.of(reader.store).claims(pledge):
        if day := getattr(item.claim, "deadline_date", None):
            told.setdefault(str(day), []).append(item)
    return told
