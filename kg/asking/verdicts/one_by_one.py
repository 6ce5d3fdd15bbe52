"""What is told one by one first: each order before their sum, what was undertaken before what is weighed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from kg.asking.verdicts.verdict_words import spoken
from kg.model import phrases
from kg.model.phrases import filled
from kg.query.reader import Reader, Row
from kg.questions.due import due_in_words
from kg.questions.promised import of_their_own
from kg.questions.said import listed, status_of
from kg.questions.standing import EARLY

__all__ = ["each_counted", "made_of", "quantities", "undertaken"]

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


def quantities(reader: Reader, rows: Sequence[Row], words: Mapping[str, str]) -> str:
    """How much each of some pledges (rows of `pledges`) is of and when it is due; what is only considered apart."""
    apart = of_their_own(rows)[0]
    held = apart if made_of(apart) else rows  # a part may be all that was undertaken
    own = [row for row in held if row["amounts"] and not row["ending"]]
    often = sorted(own, key=lambda row: -len(row["reports"]))
    undertook = made_of(own)
    each: dict[bool, list[str]] = {True: [], False: []}
    for row in often:
        figures = phrases.listed([str(amount["text"]) for amount in row["amounts"]], _NAMED, " or ")
        given = {"figures": figures, "label": str(row["label"]), "grade": spoken(status_of(row))}
        given["due"] = due_in_words(reader, row["pledge"])
        each[row in undertook].append(filled(words["quantity"], given))
    made, early = (listed(each[sort], _NAMED) for sort in (True, False))
    return filled(words["quantities" if made else "early_alone"], {"made": made, "early": early}) if often else ""
