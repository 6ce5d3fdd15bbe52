"""Measures of one label told apart, by the first property in which their reports differ."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from kg.query.reader import Row
from kg.questions.said import answer_words, listed

__all__ = ["told_apart"]


def told_apart(rows: Sequence[Row]) -> list[Row]:
    """The rows, those that share a label with what tells them apart behind it: "… (Executive Order 14329)"."""
    shared: dict[str, list[Row]] = {}
    for row in rows:
        shared.setdefault(row["label"], []).append(row)
    behind = {row["event"]: said for held in shared.values() if len(held) > 1 for row, said in _apart(held)}
    return [{**row, "label": f"{row['label']}{behind.get(row['event'], '')}"} for row in rows]


def _apart(rows: Sequence[Row]) -> list[tuple[Row, str]]:
    words: dict[str, dict[str, Any]] = answer_words()["apart"]
    for name, told in words.items():
        each = [listed(map(str, row[name] or ()), 2) for row in rows]
        if len({*each}) == len(rows):
            said = (told["told"].format(value=value) if value else told["none"] for value in each)
            return [(row, f" ({text})") for row, text in zip(rows, said, strict=True)]
    return []
