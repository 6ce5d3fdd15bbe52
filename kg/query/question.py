"""A question: `@answer` makes one of a generator over a `Reader`, with its columns and filters."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from kg.query.reader import Reader, Row, Rows
from kg.query.table import Section

__all__ = ["Question", "answer"]


@dataclass(frozen=True, slots=True)
class Question:
    """One question: how it is answered, its columns, and which filters it takes."""

    name: str
    text: str
    columns: tuple[str, ...]
    filters: tuple[str, ...]
    rows: Callable[[Reader], Rows]
    silence: str  # what it means that events are found and nothing is told of them: none or unknown
    sections: Callable[[tuple[Row, ...]], tuple[Section, ...]] | None = None  # rows → how people read them
    printed: Callable[[tuple[Row, ...]], tuple[Section, ...]] | None = None  # … and how a terminal shows them
    words: tuple[str, ...] = ()  # filters that may be given by their place: `kg ask why PLEDGE COMPANY`


def answer(
    columns: str,
    filters: str,
    silence: str = "none",
    *,
    sections: Callable[[tuple[Row, ...]], tuple[Section, ...]] | None = None,
    printed: Callable[[tuple[Row, ...]], tuple[Section, ...]] | None = None,
    words: str = "",
) -> Callable[[Callable[[Reader], Rows]], Question]:
    """Make a generator the answer of the question that bears its name; its docstring's first line is the help text."""

    def made(rows: Callable[[Reader], Rows]) -> Question:
        text = (rows.__doc__ or "").splitlines()[0].rstrip(".")
        shown, taken, placed = (tuple(given.split()) for given in (columns, filters, words))
        return Question(rows.__name__, text, shown, taken, rows, silence, sections, printed, placed)

    return made
