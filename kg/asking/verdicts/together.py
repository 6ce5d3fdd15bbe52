"""What several sides come to together, where a text asks for a total of them and each is told by itself."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal

from kg.model.phrases import filled
from kg.query.reader import Reader, Row
from kg.questions.added_up import figures
from kg.questions.said import at_most, listed
from kg.questions.totals import held_together, together

__all__ = ["summed_up"]


def summed_up(reader: Reader, rows: Sequence[Row], words: Mapping[str, str]) -> str:
    """Their sums in dollars and of things, in a sentence; what several of them make stands in them once.

    Where that is less than their sums one by one, in which pledge these may be the same money.
    """
    whole = list(together(reader))
    told = figures(whole)
    if not told:
        return words["none"]
    less = _least(whole) < _least(rows)
    holding = listed([f"“{label}”" for label in held_together(reader)]) if less else ""
    return filled(words["sentence"], {"figures": listed([*map(at_most, told)]), "holding": holding})


def _least(rows: Iterable[Row]) -> Decimal:
    """What sums in dollars, promised in all, come to at least."""
    sums = (row for row in rows if row["part"] == "sum in USD" and row["recurrence"] == "total")
    return sum((row["usd_low"] or Decimal(0) for row in sums), Decimal(0))
