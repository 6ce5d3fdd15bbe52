"""Rates as printed: percentages with their qualifier, of a range the upper end."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from kg.loaders.grammar.phrases import NUMBER, number, qualifiers
from kg.loaders.grammar.units import FAR

__all__ = ["Rate", "find_rates"]

_PERCENT = re.compile(
    rf"(?<![\w.,])({NUMBER})(?:(?:\s?%?\s?[-–]\s?|\sto\s)({NUMBER}))?[\s-]?(?:%|per\s?cent\b|percent\b|pct\b|pc\b)"
    r"(?!\s*(?:percentage|points?))",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Rate:
    """A percentage; of a range the upper end."""

    start: int
    end: int
    value: Decimal
    qualifier: str


def find_rates(text: str, start: int, end: int) -> list[Rate]:
    """All percentages between two offsets; "10 percentage points" is none."""
    pattern, known = qualifiers()
    found: list[Rate] = []
    for match in _PERCENT.finditer(text, start, end):
        value = number(match[2] or match[1], None)
        before = pattern.search(text[max(start, match.start() - FAR) : match.start()])
        if (
            found
            and re.fullmatch(r"\s?(?:and|to)\s", text[found[-1].end : match.start()])
            and re.search(r"\bbetween\s$", text[max(start, found[-1].start - 8) : found[-1].start], re.IGNORECASE)
        ):
            found.pop()
        if value is not None:
            found.append(Rate(match.start(), match.end(), value, known[before[1].lower()] if before else "exact"))
    return found
