"""Pledges by how much they are of: those of more than a figure in dollars, the largest, the largest first told then."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import Decimal

from kg.asking.word_lists import word_lists
from kg.model.phrases import filled
from kg.query.reader import Reader, Row
from kg.query.table import Table
from kg.questions.cells import printed
from kg.questions.promised import by_worth, dollars_of, largest
from kg.questions.said import about, counted
from kg.questions.summed import least

__all__ = ["limit_in", "of_figures", "of_more", "of_then"]

_NAMED = 6  # pledges named, the largest first


def limit_in(text: str) -> re.Match[str] | None:
    """The words by which a text that asks which asks for more than a figure in dollars."""
    words = word_lists()
    which = re.match(words["above"]["which"], text, re.IGNORECASE)
    return re.search(words["above"]["asked"], text, re.IGNORECASE) if which else None


def of_more(reader: Reader, table: Table, limit: re.Match[str], words: Mapping[str, str]) -> Table:
    """The pledges whose figures come to more, the largest first: by the least that is told, of limits the most."""
    most = Decimal(limit["value"].replace(",", "")).scaleb(word_lists()["above"]["powers"][limit["unit"].casefold()])
    worth = {row["pledge"]: least(dollars_of(reader, row["pledge"])) for row in table.rows}
    exact = limit["how"].casefold() == "at least"
    rows = tuple(
        row
        for row in by_worth(reader, table.rows)
        if worth[row["pledge"]] > most or (exact and worth[row["pledge"]] == most)
    )
    told = {"figure": f"{limit['how']} {limit['figure']}", "largest": largest(reader, rows, _NAMED) if rows else ""}
    return _led(reader, table, rows, words, told)


def of_figures(reader: Reader, rows: Sequence[Row]) -> str:
    """The largest pledges; where few have a figure in dollars those that have."""
    if told := largest(reader, rows, _NAMED):
        return told
    return largest(reader, [row for row in rows if dollars_of(reader, row["pledge"])], _NAMED)


def of_then(reader: Reader, table: Table, words: Mapping[str, str]) -> Table:
    """The pledges first told within the days asked of, the largest first: not those that moved on then."""
    since, until = (str(reader.given.get(name, end)) for name, end in (("since", ""), ("until", "9")))
    own = [row for row in table.rows if row["first_reported"] and since <= str(row["first_reported"]) <= until]
    rows = by_worth(reader, own)
    return _led(reader, table, rows, words, {"largest": of_figures(reader, rows)})


def _led(reader: Reader, table: Table, rows: Sequence[Row], words: Mapping[str, str], told: Mapping[str, str]) -> Table:
    """Some rows of a table, led by how many of all they are, and by what else is `told` of them."""
    every = {"number": str(len(rows)), "all": f"{counted(len(table.rows), 'pledge')} {about(reader)}".strip()}
    lead = filled(words["sentence" if rows else "none"], {**every, **told})
    return replace(table, rows=tuple(rows), printed=(printed("pledges", rows),) if rows else (), lead=lead)
