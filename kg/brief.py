"""The answer in short: which pledge benefits which companies, on one screen or two.

Firmest ties first. Each strength has its share of the rows, so that what reports name in passing is not pushed out by
contracts, and within a strength what more origins tell of comes first.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import groupby
from typing import Any

from kg import codes
from kg.table import Table

__all__ = ["ROWS", "brief"]

ROWS = 10  # pledges of one strength
_COLUMNS = ("strength", "pledge", "pledge_label", "companies", "grade", "reports", "origins")


def brief(table: Table, rows: int = ROWS) -> Table:
    """Rows of `beneficiaries` as one row a pledge and strength: `companies` by name, best-sourced pledges first.

    At most `rows` of each strength; a note says how many are left out and how to see them. A pledge stands under the
    greatest strength it gives any company, and under others for its other companies.
    """
    whole = sorted((_row(*group) for group in _grouped(table)), key=_firmest_first)
    shown = [row for _, held in groupby(whole, lambda row: row["strength"]) for row in list(held)[:rows]]
    notes = []
    if left := len(whole) - len(shown):
        notes.append(
            f"{left} more of {len(whole)} rows: `kg build --all`, or `kg ask beneficiaries` with a filter such as"
            " --pledger Japan"
        )
    return Table(_COLUMNS, tuple(shown), "beneficiaries", table.coverage, (*table.notes, *notes), table.context)


def _grouped(table: Table) -> Iterable[tuple[str, str, list[Mapping[str, Any]]]]:
    def key(row: Mapping[str, Any]) -> tuple[str, str]:
        return row["pledge"], row["strength"]

    for (pledge, strength), rows in groupby(sorted(table, key=key), key):
        yield pledge, strength, list(rows)


def _row(pledge: str, strength: str, rows: list[Mapping[str, Any]]) -> dict[str, Any]:
    return {
        "strength": strength,
        "pledge": pledge,
        "pledge_label": rows[0]["pledge_label"],
        "companies": sorted({row["company_label"] for row in rows}),
        "grade": rows[0]["grade"],
        "reports": sorted({report for row in rows for report in row["reports"]}),
        "origins": sorted({origin for row in rows for origin in row["origins"]}),
    }


def _firmest_first(row: Mapping[str, Any]) -> tuple[int, int, int, str, str]:
    rank = codes.concept("strength", row["strength"]).rank or 0
    return -rank, -len(row["origins"]), -len(row["reports"]), row["pledge_label"], row["pledge"]
