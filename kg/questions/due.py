"""When a pledge is due, by how many reports."""

from __future__ import annotations

import re
from calendar import month_name
from collections.abc import Mapping, Sequence
from datetime import date

from kg.model import dates
from kg.model.statement import Statement
from kg.query.reader import Reader
from kg.query.sources import Sources, by, reports_of
from kg.questions.benefits.worded import span_of
from kg.questions.said import answer_words, counted, listed

__all__ = ["deadline", "due", "due_in_words", "falls_in", "spans", "spans_told", "who_dates"]

_YEAR = re.compile(r"\b(?:19|20)\d\d\b")  # a term that names one begins or ends in it
_MONTH = re.compile(rf"\b(?:{'|'.join(month_name[1:])})\b")
_IN_BETWEEN = ("pay", "select")  # what is due before the pledge itself is


def deadline(reader: Reader, pledge: str) -> str | None:
    """The deadline that most reports tell, of as many the first, as exactly as they do; None where no report does."""
    return _most(_told(reader, pledge))


def due(reader: Reader, pledge: str, *, named: bool = False) -> str:
    """The same with how many tell it, or by name who, and what others tell; empty where no report tells any."""
    told = _told(reader, pledge)
    if (most := _most(told)) is None:
        return ""
    other = f", others tell {listed(dates.say(day) for day in sorted(told) if day != most)}" if len(told) > 1 else ""
    who = who_dates(told[most]) if named else counted(len(reports_of(told[most])), "report")
    return f"{dates.say(most)} ({who}{other})"


def who_dates(claims: Sequence[Statement]) -> str:
    """The reports that give a day; of one that none of them prints also out of which words it was worked out."""
    printed: dict[str, list[Statement]] = {}
    for claim in claims:
        printed.setdefault(str(getattr(claim.claim, "deadline", None) or ""), []).append(claim)
    if not all(text and not _YEAR.search(text) and not _MONTH.search(text) for text in printed):
        return by(claims)
    texts = "; ".join(f"“{text}”, {by(telling)}" for text, telling in printed.items())
    return str(answer_words()["due"]["worked_out"]).format(texts=texts)


def spans(reader: Reader, pledge: str) -> dict[str, list[Statement]]:
    """In which time it is to be done, as reports print it that give no day: each differing term, the last told first.

    Where they word one term differently only how long it is.
    """
    held: dict[str, list[Statement]] = {}
    claims = Sources.of(reader.store).claims(pledge)
    for claim in sorted(claims, key=lambda claim: claim.published or date.min, reverse=True):
        text = str(getattr(claim.claim, "deadline", None) or "")
        if text and not _YEAR.search(text) and getattr(claim.claim, "deadline_for", None) not in _IN_BETWEEN:
            held.setdefault(next((one for one in held if span_of(one) == span_of(text)), text), []).append(claim)
    printed = {text: {str(getattr(each.claim, "deadline", "")) for each in held[text]} for text in held}
    return {f"“{text}”" if printed[text] == {text} else " ".join(span_of(text)): held[text] for text in held}


def spans_told(reader: Reader, pledge: str) -> str:
    """The same in a sentence, by how many reports, those that most tell first; empty where none does."""
    reports = {text: {claim.report_iri for claim in claims} for text, claims in spans(reader, pledge).items()}
    often = sorted(reports, key=lambda text: (-len(reports[text]), text))
    return listed([f"{text} ({counted(len(reports[text]), 'report')})" for text in often])


def due_in_words(reader: Reader, pledge: str) -> str:
    """When it is due, as a clause: by which day, else in which time; empty where no report tells either."""
    words = answer_words()["due"]
    if day := due(reader, pledge):
        return str(words["day"]).format(day=day)
    told = spans_told(reader, pledge)
    return str(words["span"]).format(span=told) if told else ""


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
