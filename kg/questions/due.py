"""When a pledge is due, by how many reports."""

from __future__ import annotations

from kg.model import dates
from kg.query.reader import Reader
from kg.query.sources import Sources
from kg.questions.said import counted, listed

__all__ = ["due"]


def due(reader: Reader, pledge: str) -> str:
    """The deadline that most reports tell, as exactly as they do, and how many; none where no report tells any."""
    told: dict[str, set[str]] = {}
    for item in Sources.of(reader.store).claims(pledge):
        if day := getattr(item.claim, "deadline_date", None):
            told.setdefault(str(day), set()).add(item.report_iri)
    if not told:
        return ""
    most = min(told, key=lambda day: (-len(told[day]), day))
    other = f", others tell {listed(dates.say(day) for day in sorted(told) if day != most)}" if len(told) > 1 else ""
    return f"{dates.say(most)} ({counted(len(told[most]), 'report')}{other})"
