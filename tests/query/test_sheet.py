"""Rows as a workbook."""

from __future__ import annotations

import io
import sys
from decimal import Decimal
from typing import Any

import pytest

from kg.model.errors import InputError
from kg.query.table import Table

openpyxl = pytest.importorskip("openpyxl")
ROWS: tuple[dict[str, Any], ...] = (
    {"pledge": "=HYPERLINK(1)", "usd": Decimal("7148938640000"), "companies": ["Nvidia", "AMD"], "over": False},
    {"pledge": "Ünïcode \x07 bell", "usd": None, "companies": [], "over": True},
)
TABLE = Table(("pledge", "usd", "companies", "over"), ROWS)


def test_every_row_reads_back_and_no_cell_is_a_formula() -> None:
    sheet = openpyxl.load_workbook(io.BytesIO(TABLE.to_xlsx())).active
    held = [[cell.value for cell in row] for row in sheet.iter_rows()]
    assert held[0] == ["pledge", "usd", "companies", "over"]
    assert held[1] == ["=HYPERLINK(1)", 7148938640000, "Nvidia; AMD", "no"]
    assert held[2][0] == "Ünïcode \\u0007 bell"
    assert {cell.data_type for row in sheet.iter_rows() for cell in row} <= {"inlineStr", "s", "n"}  # none is "f"


def test_the_same_rows_give_the_same_bytes(monkeypatch: pytest.MonkeyPatch) -> None:
    first = TABLE.to_xlsx()
    monkeypatch.setattr("time.time", lambda: 2_000_000_000.0)
    assert TABLE.to_xlsx() == first


def test_without_openpyxl(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "openpyxl", None)
    with pytest.raises(InputError, match="tradekg\\[sheets\\]"):
        TABLE.to_xlsx()
