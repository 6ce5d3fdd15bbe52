"""Days as people write them in a question → the filters of time that say the same."""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from kg.model import dates

__all__ = ["Spoken", "since_event", "spoken"]

_MONTHS = {name.lower(): at for at, name in enumerate(calendar.month_name) if name}
_MONTHS |= {name.lower(): at for at, name in enumerate(calendar.month_abbr) if name}
_MONTH = rf"(?:{'|'.join(sorted(_MONTHS, key=len, reverse=True))})"
_YEAR = r"(?:19|20)\d\d"
_DAY = r"\d{1,2}(?:st|nd|rd|th)?"
_DATE = (
    rf"(?:(?P<iso>{_YEAR}-\d\d(?:-\d\d)?)|(?P<d1>{_DAY})\s+(?:of\s+)?(?P<m1>{_MONTH})\.?,?\s+(?P<y1>{_YEAR})"
    rf"|(?P<m2>{_MONTH})\.?\s+(?P<d2>{_DAY}),?\s+(?P<y2>{_YEAR})|(?P<m3>{_MONTH})\.?,?\s+(?P<y3>{_YEAR})"
    rf"|(?P<y4>{_YEAR}))\b(?!\s*(?:%|percent))"
)
_SPOKEN = re.compile(
    r"(?:\b(?:(?P<end>by|before|until|till)\s+(?:the\s+)?end\s+of"
    rf"|(?P<how>since|after|from|before|until|till|by|to|and|on|as of|in|during|of))\s+)?(?:the\s+)?\b{_DATE}",
    re.IGNORECASE,
)
_EVENT = re.compile(  # a day told by what happened then
    rf"\b(?P<how>since|after|before|until) (?:the|its|their|his|that) (?!end|start|begin|middle|close|turn|first|last)"
    rf"(?:[\w'’.-]+ ){{1,7}}(?:in|of|on)\s+(?=(?P<day>{_DATE}))",
    re.IGNORECASE,
)
_LATER = re.compile(
    rf"\b(?:in|from)\s+({_YEAR}(?:-\d\d)?)\s+(?:(?:or|and)\s+(?:later|after|since)|on(?:wards?)?)\b", re.IGNORECASE
)
_BEGINS = ("since", "after", "from")
_ENDS = ("before", "until", "till", "by", "to", "and")


@dataclass(frozen=True, slots=True)
class Spoken:
    """The time that a text names: from a day, up to a day, or one day; ISO dates."""

    since: str | None = None
    until: str | None = None
    on: str | None = None
    text: str = ""  # as it is written

    def filters(self, allowed: Iterable[str]) -> dict[str, str]:
        """As filters of a question: one day is `on` where it takes that, else the time from it to it."""
        if self.on and "on" in allowed:
            return {"on": self.on}
        named = {"since": self.since or self.on, "until": self.until or self.on}
        return {name: day for name, day in named.items() if day and name in allowed}


def since_event(text: str) -> tuple[str, tuple[tuple[str, str], ...]]:
    """A text in which a day told by what happened then is that day alone; with what was read.

    "since the deal with Trump in October 2025" is since October 2025, and so is what came after it: the month has both.
    """
    read: list[tuple[str, str]] = []

    def taken(found: re.Match[str]) -> str:
        how = {"after": "since"}.get(found["how"].lower(), found["how"].lower())
        read.append((f"{found[0].strip()} {found['day']}", how))
        return f"{how} "

    return _EVENT.sub(taken, text), tuple(read)


def spoken(text: str) -> tuple[str, Spoken]:
    """A text without the days in it, and the time that they name: "since May 2026", "in 2025", "on 22 July 2025".

    A year with nothing before it may be a code or a number, and stays where it is, but in a list of them: "in 2026,
    2027 and 2028".
    """
    begins: list[str] = []
    ends: list[str] = []
    days: list[str] = []
    written: list[str] = []
    over: list[int] = []  # where each of them ends
    text = _LATER.sub(r"since \1", text)

    def taken(found: re.Match[str]) -> str:
        how = "by" if found["end"] else (found["how"] or "").lower()  # at its end all of a year is over
        printed = _printed(found)
        first, last = (dates.earliest(printed), dates.latest(printed)) if printed else (None, None)
        between = text[over[-1] : found.start()] if over else None
        listed = between is not None and between.strip() in ("", ",")
        if not first or not last or (found["y4"] and not how and not listed):
            return found[0]
        if listed and written:
            written[-1] += f"{between}{found[0]}"
        else:
            written.append(found[0])
        over.append(found.end())
        if how in _ENDS:
            ends.append((first - timedelta(days=1) if how == "before" else last).isoformat())
        elif how in _BEGINS:
            begins.append((last + timedelta(days=1) if how == "after" else first).isoformat())
        elif first == last:
            days.append(first.isoformat())
        else:
            begins.append(first.isoformat())
            ends.append(last.isoformat())
        return " "

    left = _SPOKEN.sub(taken, text)
    return left, Spoken(
        min(begins, default=None), max(ends, default=None), days[0] if days else None, " ".join(written)
    )


def _printed(found: re.Match[str]) -> str | None:
    """`2025-07-22`, `2025-07` or `2025` of what is written; None where there is no such day."""
    if found["iso"]:
        return found["iso"] if dates.earliest(found["iso"]) else None
    for at in "123":
        if month := found[f"m{at}"]:
            day = re.sub(r"\D", "", found[f"d{at}"]) if at != "3" else None
            printed = f"{found[f'y{at}']}-{_MONTHS[month.lower()]:02}" + (f"-{int(day):02}" if day else "")
            return printed if _real(printed) else None
    return found["y4"]


def _real(printed: str) -> bool:
    try:
        date.fromisoformat(printed if printed.count("-") == 2 else f"{printed}-01")
    except ValueError:
        return False
    return True
