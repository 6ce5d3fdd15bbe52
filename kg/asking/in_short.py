"""All that is told of the pledge that a sentence is of: where that is asked, and where words of it were not read."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from kg.asking.heard_words import Heard
from kg.asking.taken import Taken
from kg.asking.word_lists import word_lists
from kg.model.iris import ID
from kg.query.reader import Reader
from kg.query.table import Table
from kg.questions.catalogue import QUESTIONS
from kg.store.embedded import Store

__all__ = ["in_short", "with_all_told"]

_FEW = 3  # pledges that are told at length

Answer = tuple[Taken, Table]


def in_short(store: Store, taken: Taken, heard: Heard) -> Taken:
    """What is read of a text, with all that is told of a pledge, or of a few, where nothing else is asked."""
    if taken.question != "pledges" or not {*taken.filters} <= {*QUESTIONS["about"].filters}:
        return taken
    bare = taken.filters.get("pledge", "").casefold() == heard.text.strip(" ?!.").casefold()
    if not bare and not re.match(word_lists()["in_short"]["asked"], heard.plain.strip(), re.IGNORECASE):
        return taken
    few = len([*Reader(store, "latest", taken.filters).events()]) <= _FEW
    return replace(taken, question="about") if few else taken


def with_all_told(answers: Sequence[Answer], ask: Callable[[Taken], Table]) -> list[Answer]:
    """The answers, and behind them in short what is told of the pledge they are of: what was not read may be there."""
    pledge = _only_pledge(answers)
    if not pledge or not any(taken.unread for taken, _ in answers) or _is_told(answers):
        return [*answers]
    taken = Taken("about", {"pledge": pledge})
    table = ask(taken)
    label = str(table.rows[0]["pledge_label"])
    return [*answers, (taken, replace(table, lead=word_lists()["in_short"]["lead"].format(label=label)))]


def _is_told(answers: Sequence[Answer]) -> bool:
    return any(taken.question == "about" for taken, _ in answers)


def _only_pledge(answers: Sequence[Answer]) -> str:
    """The pledge that all answers are of: the one asked for by name, else the only one of their rows."""
    named = {taken.filters.get("pledge", "") for taken, _ in answers}
    if len(named) == 1 and named != {""}:
        return named.pop()
    rows = {str(row["pledge"]) for _, table in answers for row in table.rows if row.get("pledge")}
    return rows.pop().removeprefix(ID) if len(rows) == 1 and named == {""} else ""
