"""The answer in short: which pledge benefits which companies, on one screen or two.

A row a pledge. What countries and blocs promise comes before what companies order from one another, since there the
seller is named by the order itself; then firmest ties first, and among equals what more origins tell of.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import groupby
from typing import Any

from kg.model import codes
from kg.query.table import Section, Table

__all__ = ["ROWS", "brief"]

ROWS = 20  # pledges of countries, and as many of companies
_COLUMNS = ("pledged_by", "pledge", "pledge_label", "companies", "strength", "grade", "reports", "origins")
_PRINTED = ("pledge_label", "companies", "strength", "grade", "reports", "origins")
_STATES, _FIRMS = "countries", "companies"


def brief(benefits: Table, pledges: Table, rows: int = ROWS) -> Table:
    """Rows of `beneficiaries` and `pledges` as one row a pledge, at most `rows` of countries and of companies.

    `companies` are firmest first; one tied less firmly than `strength` says so in brackets. A note tells how many
    pledges are left out and how to see them.
    """
    states = _of_states(pledges)
    whole = sorted((_row(pledge, held, states) for pledge, held in _by_pledge(benefits)), key=_order)
    shown = [row for _, held in groupby(whole, lambda row: row["pledged_by"]) for row in list(held)[:rows]]
    notes = []
    if left := len(whole) - len(shown):
        notes.append(f"{left} more pledges: `kg build --all`, or `kg ask beneficiaries --pledger Japan` and the like")
    told = tuple({**row, **{name: len(row[name]) for name in ("reports", "origins")}} for row in shown)
    return Table(
        _COLUMNS,
        tuple(shown),
        "brief",
        benefits.coverage,
        (*benefits.notes, *notes),
        benefits.context,
        printed=(Section("", _PRINTED, told, fixed=True),),
    )


def _of_states(pledges: Table) -> frozenset[str]:
    """Pledges that a country or bloc makes, alone or with others."""
    names = {item.label for kind in ("country", "bloc") for item in codes.scheme(kind).values()}
    return frozenset(row["pledge"] for row in pledges if names.intersection(row["pledgers"]))


def _by_pledge(benefits: Table) -> Iterable[tuple[str, list[Mapping[str, Any]]]]:
    ordered = sorted(benefits, key=_in_pledge)
    for pledge, rows in groupby(ordered, lambda row: str(row["pledge"])):
        yield pledge, list(rows)


def _in_pledge(row: Mapping[str, Any]) -> tuple[str, bool, int, int, str]:
    """Firms by name before groups of unnamed ones, the firmest first."""
    unnamed = row["company"].startswith(f"{row['pledge']}/")
    return row["pledge"], unnamed, -_rank(row), -len(row["reports"]), row["company_label"]


def _row(pledge: str, rows: list[Mapping[str, Any]], states: frozenset[str]) -> dict[str, Any]:
    firmest = max(rows, key=_rank)["strength"]
    names: dict[str, str] = {}
    for row in rows:
        weaker = "" if row["strength"] == firmest else f" ({row['strength']})"
        names.setdefault(row["company_label"], row["company_label"] + weaker)
    return {
        "pledged_by": _STATES if pledge in states else _FIRMS,
        "pledge": pledge,
        "pledge_label": rows[0]["pledge_label"],
        "companies": list(names.values()),
        "strength": firmest,
        "grade": rows[0]["grade"],
        "reports": sorted({report for row in rows for report in row["reports"]}),
        "origins": sorted({origin for row in rows for origin in row["origins"]}),
    }


def _rank(row: Mapping[str, Any]) -> int:
    return codes.concept("strength", row["strength"]).rank or 0


def _order(row: Mapping[str, Any]) -> tuple[bool, int, int, int, str, str]:
    told = (-len(row["origins"]), -len(row["reports"]))
    return row["pledged_by"] == _FIRMS, -_rank(row), *told, row["pledge_label"], row["pledge"]
