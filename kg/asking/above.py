"""Pledges of more than a figure in dollars, where a text asks for these."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal

from kg.asking.word_lists import word_lists
from kg.model.phrases import filled
from kg.query.reader import Reader
from kg.query.table import Table
from kg.questions.cells import printed
from kg.questions.promised import by_worth, dollars_of, largest
from kg.questions.said import about, counted
from kg.questions.summed import least

__all__ = ["limit_in", "of_more"]

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
    told = {"number": str(len(rows)), "all": f"{counted(len(table.rows), 'pledge')} {about(reader)}".strip()}
    told |= {"figure": f"{limit['how']} {limit['figure']}", "largest": largest(reader, rows, _NAMED) if rows else ""}
    lead = filled(words["sentence" if rows else "none"], told)
    return replace(table, rows=rows, printed=(printed("pledges", rows),) if rows else (), lead=lead)
