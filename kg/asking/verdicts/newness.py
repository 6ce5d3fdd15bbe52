"""Whether what was promised is told as new or as announced before, pledge by pledge."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from kg.model.phrases import filled
from kg.query.reader import Reader, Row
from kg.questions.promised import novelty_told
from kg.questions.said import counted, listed

__all__ = ["newness"]

_NAMED = 5  # pledges named, the most told first; more are counted


def newness(reader: Reader, rows: Sequence[Row], words: Mapping[str, str]) -> str:
    """By how many reports each of some pledges (rows of `pledges`) is told as what; of how many none says."""
    often = sorted((row for row in rows if not row["replaced_by"]), key=lambda row: -len(row["reports"])) or [*rows]
    told = {row["pledge"]: novelty_told(reader, row) for row in often}
    if len(often) == 1:
        [row] = often
        given = {"told": told[row["pledge"]], "reports": counted(len(row["reports"]), "report")}
        return filled(words["one" if given["told"] else "untold"], given)
    each = [f"“{row['label']}” as {told[row['pledge']]}" for row in often if told[row["pledge"]]]
    given = {"each": listed(each, _NAMED), "silent": str(len(often) - len(each)) if len(each) < len(often) else ""}
    return filled(words["several" if each else "untold"], given)
