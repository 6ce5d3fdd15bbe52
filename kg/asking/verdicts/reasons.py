"""Why measures were set, in the sentences of reports that say so."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from kg.model.phrases import few_told, filled
from kg.query.reader import Reader, Row
from kg.query.sources import Sources, quoted

__all__ = ["aimed_alone", "is_aimed_alone", "reasons_told"]

_SETTING = ("impose", "raise", "threaten")
_QUOTED = 3  # sentences quoted; more are counted


def aimed_alone(reader: Reader, rows: Sequence[Row]) -> Sequence[Row]:
    """The measures aimed at the target asked for alone; all where none is."""
    return [row for row in rows if _is_alone(reader, row)] or rows


def is_aimed_alone(reader: Reader, rows: Sequence[Row]) -> bool:
    """Whether any measure is aimed at the target asked for alone."""
    return any(_is_alone(reader, row) for row in rows)


def _is_alone(reader: Reader, row: Row) -> bool:
    target = reader.side("target")
    return bool(target) and row["targets"] == [reader.label(target)]


def reasons_told(reader: Reader, rows: Sequence[Row], words: Mapping[str, str]) -> str:
    """The sentences on measures aimed at the target alone, else on any, that give a reason; the latest first."""
    claims = [item for row in aimed_alone(reader, rows) for item in Sources.of(reader.store).claims(row["event"])]
    setting = [item for item in claims if getattr(item.claim, "action", "") in _SETTING]
    tell = [item for item in setting if re.search(words["tells"], item.claim.evidence or "", re.IGNORECASE)]
    found: dict[str, str] = {}
    for item in sorted(tell, key=lambda item: (str(item.published or ""), item.iri), reverse=True):
        found.setdefault(str(item.claim.evidence).rstrip("."), quoted(item))
    given = {"texts": few_told([*found.values()], _QUOTED)}
    return filled(words["sentence"], given) if found else words["none"]
