"""Whether who put measures on has eased them: which acts did so, and what holds all the same."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from kg.model.phrases import filled
from kg.query.reader import Row
from kg.questions.acts import IN_FORCE
from kg.questions.measure_leads import in_course
from kg.questions.said import RELIEFS, listed

__all__ = ["eased"]

_EASING = (*RELIEFS, "cut")
_NAMED = 4  # measures named of each sort; more are counted


def eased(rows: Sequence[Row], words: Mapping[str, str]) -> str:
    """The measures (rows of `measures`) that ease others, the most told first, and those in force."""
    often = sorted(rows, key=lambda row: -len(row["reports"]))
    easing = [row for row in often if row["action"] and row["action"][0] in _EASING]
    held = [f"“{row['label']}”" for row in often if row["in_force"] == IN_FORCE and row not in easing]
    given = {"each": listed(map(in_course, easing), _NAMED), "held": listed(held, _NAMED)}
    return filled(words["eased" if easing else "not_eased"], given)
