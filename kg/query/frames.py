"""Rows as columns for data frames: one kind of value a column, numbers that can be computed with."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from importlib import import_module
from typing import Any

from kg.model.errors import InputError

__all__ = ["columns", "library"]


def columns(names: Sequence[str], rows: Sequence[Mapping[str, Any]]) -> dict[str, list[Any]]:
    """Each column's values: decimals as floats, days as dates, lists as lists.

    A column in which some days are told to the month only, and so stand as text, has all its days as text.
    """
    return {name: _alike([_value(row.get(name)) for row in rows]) for name in names}


def library(name: str) -> Any:
    """An optional package. InputError without the extra `tradekg[frames]`."""
    try:
        return import_module(name)
    except ImportError:
        raise InputError(f"{name} is not installed; pip install 'tradekg[frames]'") from None


def _value(value: Any) -> Any:
    if isinstance(value, Decimal):
        return float(value)
    if isinstance(value, str):
        return str(value)  # an IRI is a text of a type of its own
    if isinstance(value, Mapping):
        return {name: _value(each) for name, each in value.items()}
    return _alike([_value(each) for each in value]) if isinstance(value, list | tuple) else value


def _alike(values: list[Any]) -> list[Any]:
    kinds = {type(value) for value in values if value is not None}
    if kinds == {int, float}:
        return [None if value is None else float(value) for value in values]
    if kinds == {date, str}:
        return [value.isoformat() if isinstance(value, date) else value for value in values]
    return values
