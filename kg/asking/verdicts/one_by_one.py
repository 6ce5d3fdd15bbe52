"""What is told one by one first: each order before their sum, what was undertaken before what is weighed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from kg.asking.verdicts.verdict_words import spoken
from kg.model.phrases import filled
from kg.query.reader import Row
from kg.questions.said import listed, status_of
from kg.questions.standing import EARLY

__all__ = ["each_counted", "made_of", "undertaken"]

_NAMED = 6  # pledges named


def each_counted(rows: Sequence[Row], words: Mapping[str, str]) -> str:
    """The figures of each of a few pledges that a sum (rows of `totals`) is of; nothing of one, or of many."""
    lines: dict[str, list[Row]] = {}
    for row in rows:
        if row["part"] == "line":
            lines.setdefault(row["pledge"], []).append(row)
    if not 1 < len(lines) <= _NAMED:
        return ""
    each = []
    for held in sorted(lines.values(), key=lambda held: -max(len(row["reports"]) for row in held)):
        given = {"label": str(held[0]["pledge_label"]), "grade": spoken(held[0]["grade"])}
        each.append(filled(words["each"], {**given, "figures": listed([str(row["text"]) for row in held])}))
    return filled(words["counted"], {"each": listed(each, _NAMED)})


def made_of(rows: Sequence[Row]) -> list[Row]:
    """Those of some pledges that somebody undertook and that are not over."""
    return [row for row in rows if row["grade"] not in (None, *EARLY) and not row["ending"]]


def undertaken(rows: Sequence[Row], words: Mapping[str, str]) -> str:
    """The pledges (rows of `pledges`) that somebody undertook, where others among them are only considered."""
    made = made_of(rows)
    if not made or len(made) == len(rows):
        return ""
    often = sorted(made, key=lambda row: -len(row["reports"]))
    each = [filled(words["each"], {"label": str(row["label"]), "grade": spoken(status_of(row))}) for row in often]
    return filled(words["undertaken"], {"each": listed(each, _NAMED)})
