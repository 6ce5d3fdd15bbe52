"""In which time what was promised is to be done, as reports tell it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from kg.model.phrases import few_told, filled
from kg.query.reader import Reader, Row
from kg.questions.due import due, spans_told
from kg.questions.said import counted

__all__ = ["in_which_time"]

_NAMED = 4  # pledges named, the most told first


def in_which_time(reader: Reader, rows: Sequence[Row], words: Mapping[str, str]) -> str:
    """Of some pledges (rows of `pledges`, lines of `totals`) the terms told, and of how many none is told."""
    pledges = sorted({row["pledge"] for row in rows}, key=lambda iri: (-reader.reports(iri), reader.label(iri)))
    told = {iri: {"span": spans_told(reader, iri), "day": due(reader, iri)} for iri in pledges}
    each = [
        filled(words["each"], {"label": reader.label(iri), **held}) for iri, held in told.items() if any(held.values())
    ]
    if not each:
        return words["none"]
    silent = counted(len(pledges) - len(each), "pledge") if len(pledges) > len(each) else ""
    return filled(words["sentence"], {"each": few_told(each, _NAMED), "silent": silent})
