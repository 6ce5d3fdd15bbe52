"""Dates as printed → EDTF, with the report's date for weekdays and missing years; without it they stay open."""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

from kg.loaders.grammar.lexicon import word_starts
from kg.model import dates
from kg.model.errors import InputError

__all__ = ["DAYS", "MONTHS", "SHORT_MONTHS", "When", "day_of", "find_dates"]

# English whatever locale the program has set; `calendar.month_name` speaks the language of the moment it is asked.
_ENGLISH = calendar.LocaleTextCalendar(locale=("C", None))
MONTHS = tuple(_ENGLISH.formatmonthname(2000, n, 0, withyear=False).strip() for n in range(1, 13))
DAYS = tuple(_ENGLISH.formatweekday(n, 9).strip() for n in range(7))
SHORT_MONTHS = (*(month[:3] for month in MONTHS if len(month) > 3), "Sept")  # "May" has no shorter form
BEFORE_YEAR = ("in", "by", "of", "since", "until", "before", "end", "during", "late", "early")
WEEK = 7
HALF_YEAR = 183
_ABOUT = re.compile(r"(?:\b(?:around|about|circa|approximately)|~)\s*$", re.IGNORECASE)
_FUTURE = re.compile(
    r"\b(?:will|would|next|scheduled|coming|is to|are to|due|from|until|by|starting|effective|set to|plans?)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class When:
    """A date at its place; `edtf` is None where the text alone does not fix it."""

    start: int
    end: int
    text: str
    edtf: str | None
    relative: bool = False


@cache
def _pattern() -> re.Pattern[str]:
    months = "|".join([*MONTHS, *SHORT_MONTHS])
    days = "|".join(DAYS)
    return re.compile(
        rf"\b(?P<iso>\d{{4}}-\d{{2}}-\d{{2}})\b"
        rf"|\b(?P<month>{months})\b\.?\s+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\b(?!,?\d"
        rf"|\s?%)(?:,?\s+(?P<year>\d{{4}})\b)?"
        rf"|\b(?P<day2>\d{{1,2}})(?:st|nd|rd|th)?\s+(?:of\s+)?(?P<month2>{months})\b\.?(?:,?\s+(?P<year2>\d{{4}})\b)?"
        rf"|\b(?P<month3>{months})\b\.?,?\s+(?P<year3>\d{{4}})\b"
        rf"|\b(?P<weekday>{days})\b|\b(?P<near>today|yesterday|tomorrow)\b"
        rf"|\b(?:{'|'.join(BEFORE_YEAR)})\s+(?P<year4>(?:19|20)\d{{2}})\b(?!-)",
        re.IGNORECASE,
    )


def day_of(published: str | None) -> date | None:
    """The report's date if it is a plain day, else None."""
    try:
        first, last = dates.bounds(published or "")
    except InputError:
        return None
    return first if first == last else None


def find_dates(text: str, start: int, end: int, published: date | None) -> Iterator[When]:
    """All dates between two offsets. "May" needs a capital and a day or year, so the verb is none."""
    for match in _matches(text, start, end):
        month = match["month"] or match["month2"] or match["month3"]
        if month and month[0].islower():
            continue
        edtf = _edtf(match, text, start, published)
        about = edtf and _ABOUT.search(text[max(start, match.start() - 16) : match.start()])
        relative = bool(match["weekday"] or match["near"])
        yield When(match.start(), match.end(), match[0], f"{edtf}~" if about else edtf, relative)


def _matches(text: str, start: int, end: int) -> Iterator[re.Match[str]]:
    """Dates, looked for only where a word begins that a date may begin with."""
    pattern, known, free = _pattern(), _beginnings(), start
    starts = word_starts(text, start, end)
    for n, (at, word) in enumerate(starts):
        if at < free:
            continue
        lower = word.lower()
        year = lower in BEFORE_YEAR and n + 1 < len(starts) and starts[n + 1][1][0].isdigit()
        if (year or word[0].isdigit() or lower in known) and (match := pattern.match(text, at, end)):
            free = match.end()
            yield match


@cache
def _beginnings() -> frozenset[str]:
    names = (*MONTHS, *SHORT_MONTHS, *DAYS, "today", "yesterday", "tomorrow")
    return frozenset(map(str.lower, names))


def _edtf(match: re.Match[str], text: str, start: int, published: date | None) -> str | None:
    """The date of a match, None if it is open or no date of the calendar."""
    if match["iso"]:
        return _checked(match["iso"])
    if match["year4"]:
        return match["year4"]
    if match["weekday"] or match["near"]:
        return _relative(match, text, start, published)
    month = _month(match["month"] or match["month2"] or match["month3"])
    if match["month3"]:
        return _checked(f"{match['year3']}-{month:02}")
    day, year = int(match["day"] or match["day2"]), match["year"] or match["year2"]
    if year is None:
        return _nearest(published, month, day)
    return _checked(f"{year}-{month:02}-{day:02}")


def _checked(edtf: str) -> str | None:
    try:
        return dates.check(edtf)
    except InputError:
        return None


def _month(name: str) -> int:
    return next(n for n, month in enumerate(MONTHS, 1) if month.lower().startswith(name.lower()[:3]))


def _nearest(published: date | None, month: int, day: int) -> str | None:
    """That day in the year that brings it nearest to the report's date."""
    if published is None:
        return None
    for year in (published.year, published.year - 1, published.year + 1):
        if not 1 <= year <= 9999:
            continue
        found = _checked(f"{year:04}-{month:02}-{day:02}")
        if found and abs(date.fromisoformat(found) - published) <= timedelta(HALF_YEAR):
            return found
    return None


def _relative(match: re.Match[str], text: str, start: int, published: date | None) -> str | None:
    """A weekday is the last one up to the report's date, or the next one where the words before look ahead."""
    if published is None:
        return None
    if match["near"]:
        shift = {"yesterday": -1, "today": 0, "tomorrow": 1}[match["near"].lower()]
    else:
        wanted = DAYS.index(match["weekday"].capitalize())
        clause = re.split(r"[,;]", text[max(start, match.start() - 90) : match.start()])[-1]
        ahead = (wanted - published.weekday()) % WEEK
        shift = ahead if _FUTURE.search(clause) and not re.search(r"\bsaid\b", clause) else -((-ahead) % WEEK)
        if re.search(r"\blast\s+$", text[max(start, match.start() - 8) : match.start()]) and shift == 0:
            shift = -WEEK
    try:
        return (published + timedelta(shift)).isoformat()
    except OverflowError:
        return None
