"""Rows as a workbook for spreadsheets (.xlsx): numbers as numbers, everything else as text that no formula can be in.

Same rows, same bytes: openpyxl writes the time into the file and its archive, which is taken out again.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from kg.model.errors import InputError
from kg.query.text import plain

__all__ = ["workbook"]

_BEGAN = (1980, 1, 1, 0, 0, 0)  # the first day that a zip archive knows
_TIMES = re.compile(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*")
_LONGEST = 32_767  # letters of a cell, the most that a spreadsheet takes


def workbook(columns: Sequence[str], rows: Sequence[Mapping[str, Any]]) -> bytes:
    """One sheet with a head row. InputError without the extra `tradekg[sheets]`."""
    try:
        from openpyxl import Workbook
    except ImportError:
        raise InputError("openpyxl is not installed; pip install 'tradekg[sheets]'") from None
    book = Workbook()
    sheet = book.active
    for number, values in enumerate([dict(zip(columns, columns, strict=True)), *rows], 1):
        for at, name in enumerate(columns, 1):
            value = values.get(name)
            if value is None:
                continue
            cell = sheet.cell(row=number, column=at)
            if isinstance(value, int | float | Decimal) and not isinstance(value, bool):
                cell.value = value
            else:
                cell.value = plain(value)[:_LONGEST]
                cell.data_type = "s"  # "=1+1" would be a formula
    sheet.freeze_panes = "A2"
    made = io.BytesIO()
    book.save(made)
    return _timeless(made)


def _timeless(made: io.BytesIO) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(made) as held, zipfile.ZipFile(out, "w") as kept:
        for name in sorted(held.namelist()):
            data = _TIMES.sub(rb"\g<1>1980-01-01T00:00:00Z", held.read(name))
            kept.writestr(zipfile.ZipInfo(name, _BEGAN), data, zipfile.ZIP_DEFLATED)
    return out.getvalue()
