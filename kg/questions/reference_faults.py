"""Faults of reference data, pure: one office held by two at once, one term told twice, and how much is not known.

Only what is certain is a fault: partial dates ("2023") overlap where every day they can mean does.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from itertools import combinations

from kg.model import dates, reference
from kg.model.offices import post
from kg.questions.findings import Row

__all__ = ["faults", "gaps"]

_Official = Mapping[str, str]
# posts of which a country has several at a time
_SEVERAL = re.compile(r"\b(deputy|vice|commissioner|spokesperson|spokesman|adviser|member)\b", re.IGNORECASE)


def faults(officials: Iterable[_Official] | None = None) -> Iterator[Row]:
    """Errors of the table of officials: two holders of one office on a day, two rows for one term."""
    held = list(reference.rows("officials") if officials is None else officials)
    for one, other in combinations(held, 2):
        posts = {(row["country"], post(row["office"], row["country"])) for row in (one, other)}
        if len(posts) > 1:
            continue
        where = f"officials.csv: {one['name']}, {one['office']}, {one['country']}"
        if one["name"] == other["name"] and _may_overlap(one, other):
            told = (
                f"One term stands twice, as {one['office']!r} and {other['office']!r}; keep one row with both its ends."
            )
            yield Row("error", "office-twice", where, told)
        elif one["name"] != other["name"] and not _SEVERAL.search(one["office"]) and _overlap(one, other):
            told = f"{other['name']} holds the office too on some day; give the earlier term its end."
            yield Row("error", "office-shared", where, told)


def gaps() -> str:
    """How much of the reference tables is empty because no source was read, in words."""
    officials, companies = reference.rows("officials"), reference.rows("companies")
    missing = [
        (_empty(officials, "valid_from"), len(officials), "terms without a start"),
        (_empty(companies, "country"), len(companies), "companies without a country"),
        (_empty(companies, "ticker"), len(companies), "without a ticker"),
    ]
    return "not known: " + ", ".join(f"{count} of {all_} {what}" for count, all_, what in missing)


def _empty(rows: Sequence[Mapping[str, str]], column: str) -> int:
    return sum(not row[column] for row in rows)


def _start(row: _Official, *, last: bool) -> date | None:
    low, high = dates.bounds(row["valid_from"]) if row["valid_from"] else (None, None)
    return high if last else low


def _end(row: _Official, *, last: bool) -> date | None:
    low, high = dates.bounds(row["valid_to"]) if row["valid_to"] else (None, None)
    return high if last else low


def _overlap(one: _Official, other: _Official) -> bool:
    """Whether both surely held on one day; a handover is no overlap."""
    starts = [_start(row, last=True) for row in (one, other)]
    ends = [_end(row, last=False) or date.max for row in (one, other)]
    return all(starts) and max(start for start in starts if start) < min(ends)


def _may_overlap(one: _Official, other: _Official) -> bool:
    starts = [_start(row, last=False) or date.min for row in (one, other)]
    ends = [_end(row, last=True) or date.max for row in (one, other)]
    return max(starts) < min(ends)
