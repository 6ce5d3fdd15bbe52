"""Tables as CSV with a description that programs read: CSV on the Web (https://www.w3.org/TR/tabular-metadata/)."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from kg.query.table import Table

__all__ = ["METADATA", "described"]

METADATA = "csv-metadata.json"  # where a reader of a CSV file beside it looks
_BETWEEN = "; "  # the items of a list, as `kg.query.text.plain` writes them
_NAMES: tuple[tuple[type, Any], ...] = (
    (bool, {"base": "boolean", "format": "yes|no"}),  # before int, of which it is a kind
    (int, "integer"),
    (Decimal, "decimal"),
    (float, "double"),
    (date, "date"),
)


def described(tables: Mapping[str, Table]) -> str:
    """The description of CSV files that stand beside it, by their names."""
    shown = {
        "@context": ["http://www.w3.org/ns/csvw", {"@language": "en"}],
        "dc:title": "tradekg: who promised what to whom, and who says so",
        "tables": [
            {"url": name, "dc:title": table.question}
            | ({"notes": [{"note": note} for note in table.notes]} if table.notes else {})
            | {"tableSchema": {"columns": [_column(table, column) for column in table.columns]}}
            for name, table in sorted(tables.items())
        ],
    }
    return json.dumps(shown, ensure_ascii=False, indent=1) + "\n"


def _column(table: Table, name: str) -> dict[str, Any]:
    """What is in a column, from all that stands in it: its datatype, and what parts the items of a list."""
    values = [row[name] for row in table if row.get(name) is not None]
    made: dict[str, Any] = {"name": name, "titles": name}
    lists = bool(values) and all(isinstance(value, list | tuple) for value in values)
    items = [item for value in values for item in value] if lists else values
    if lists and not any(isinstance(item, str) and _BETWEEN.strip() in item for item in items):
        made["separator"] = _BETWEEN
    elif lists:
        items = []  # what parts them stands in them too: one text
    return made | {"datatype": _datatype(items)}


def _datatype(items: Iterable[Any]) -> Any:
    held = {next((number for number, (kind, _) in enumerate(_NAMES) if isinstance(item, kind)), -1) for item in items}
    if held == {1, 2}:
        held = {2}  # whole numbers among others
    return _NAMES[held.pop()][1] if len(held) == 1 and -1 not in held else "string"
