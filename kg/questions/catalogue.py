"""The questions: name → answer with its columns and filters. Every door asks here and nowhere else.

Command line, Python API and docs are generated from `QUESTIONS`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from kg.model import codes
from kg.model.errors import InputError, UnknownName
from kg.model.phrases import typed
from kg.query.filters import described
from kg.query.question import Question
from kg.query.reader import Reader
from kg.query.table import Row, Table
from kg.questions import leads
from kg.questions.about import about
from kg.questions.beneficiaries import beneficiaries
from kg.questions.beside import of_mixed_kinds, of_wider_goods, others_that_pledge, told_so, undated, without_a_day
from kg.questions.cells import printed
from kg.questions.changes import changes
from kg.questions.conflicts import conflicts
from kg.questions.counterpart import counterpart
from kg.questions.delivery import delivery
from kg.questions.exposure import exposure
from kg.questions.history import history
from kg.questions.measures import measures
from kg.questions.officials import officials
from kg.questions.onward import onward
from kg.questions.overview import overview
from kg.questions.path import path
from kg.questions.pledges import evidence, pledges
from kg.questions.silence import nothing
from kg.questions.stale import stale
from kg.questions.talks import talks
from kg.questions.totals import totals
from kg.questions.why import why
from kg.store.embedded import Store

__all__ = ["ALONE", "QUESTIONS", "ask", "by_place", "known", "taken_by"]

QUESTIONS: Mapping[str, Question] = {
    item.name: item
    for item in (
        about, beneficiaries, why, pledges, evidence, conflicts, history, changes, talks, officials, measures, exposure,
        path, counterpart, totals, delivery, stale, overview,
    )
}  # fmt: skip
_KINDS_APART = ("overview", "totals")  # they tell pledges of mixed kinds themselves
_OF_ONE = {"officials": "country", "totals": "pledger"}  # filters of which it takes one side
_INSTEAD = {"totals": "; --compare adds up what several promised, each by itself"}
ALONE = tuple(sorted(QUESTIONS.keys() - {"changes", "path", "why"}))  # those that can be asked of everything


def known(question: str) -> Question:
    """The question of this name. UnknownName lists those there are."""
    if question not in QUESTIONS:
        raise UnknownName(f"{question!r} is no question; there are: {', '.join(sorted(QUESTIONS))}")
    return QUESTIONS[question]


def ask(
    store: Store,
    question: str,
    *,
    policy: str | None = None,
    context: Mapping[str, Any] | None = None,
    **filters: Any,
) -> Table:
    """Answer a question. UnknownName for a question or filter that does not exist, or a name nobody knows."""
    asked = known(question)
    given = _given(asked, filters)
    policy = "latest" if policy is None else policy
    codes.concept("policy", policy)
    reader = Reader(store, policy, given)
    _resolved(reader)
    if (name := _OF_ONE.get(question, "")) and len(reader.sides(name)) > 1:
        raise InputError(f"{question} takes one side of --{name} at a time{_INSTEAD.get(question, '')}")
    empty = dict.fromkeys(asked.columns)
    found = tuple({**empty, **row} for row in asked.rows(reader))  # a terminal may show more than the columns have
    rows = tuple({name: row[name] for name in asked.columns} for row in found)
    coverage = reader.coverage(bool(rows), asked.silence)
    apart = list(_apart(question, reader, rows)) if "pledger" in asked.filters else []
    if rows or reader.seen:
        reader.notes += apart
        apart = []
    return Table(
        columns=asked.columns,
        rows=rows,
        question=question,
        coverage=coverage,
        met=reader.seen > 0,
        notes=tuple(reader.notes),
        context={**(context or {}), "policy": policy},
        sections=asked.sections(rows) if asked.sections else (),
        printed=asked.printed(found) if asked.printed else (printed(question, rows),) if rows else (),
        # what stands apart is the answer where nothing else is
        lead=leads.lead(question, reader, rows) if rows else nothing(reader, coverage, question, apart),
        onward=onward(question, reader, rows),
    )


def _given(asked: Question, filters: Mapping[str, Any]) -> dict[str, str]:
    """The filters given, as text. UnknownName for one that the question does not take, InputError for no text."""
    given: dict[str, str] = {}
    for name, value in filters.items():
        if value is None:
            continue
        if name not in asked.filters:
            takers = [item.name for item in QUESTIONS.values() if name in item.filters]
            told = f"; --{name} is taken by: {', '.join(takers)}" if takers else ""
            raise UnknownName(f"{asked.name} takes no --{name}; it takes: {', '.join(asked.filters)}{told}")
        if not isinstance(value, date | str):
            raise InputError(f"{name}={value!r} is no text; {name} is {described()[name]}")
        given[name] = value.isoformat() if isinstance(value, date) else value
    return given


def _apart(question: str, reader: Reader, rows: Sequence[Row]) -> Iterator[str]:
    """What people look for in the answer to a question of pledges, and does not stand there."""
    yield from others_that_pledge(reader, {row["pledge"] for row in rows if row.get("pledge")})
    if question != "evidence":  # which asks for days of reports
        yield from undated(reader)
    if question == "pledges":
        yield from told_so(reader)
        yield from without_a_day(reader) if rows else ()
    if question == "pledges" or not rows:
        yield from of_wider_goods(reader)
    if question not in _KINDS_APART:
        yield from of_mixed_kinds(reader)


def _resolved(reader: Reader) -> None:
    """Resolve the filters. Where no pledge is known by the words given, those that name the company asked for are."""
    try:
        reader.filters  # noqa: B018  # worked out once, here
    except UnknownName as error:
        if not {"pledge", "company"} <= reader.given.keys():
            raise
        held = typed(reader.given["company"])
        raise UnknownName(f"{error}\n  pledges that name the company: kg ask pledges --company {held}") from None


def taken_by(question: str, filters: Mapping[str, str]) -> dict[str, str]:
    """Those of some filters that a question takes."""
    return {name: value for name, value in filters.items() if name in QUESTIONS[question].filters}


def by_place(question: str, words: Sequence[str]) -> dict[str, str]:
    """Words behind a question's name as the filters they stand for. InputError if it takes no such words."""
    names = QUESTIONS[question].words if question in QUESTIONS else ()
    if len(words) > len(names):
        takes = f"{question} takes {' '.join(names).upper()}" if names else f"{question} takes no words of its own"
        raise InputError(f"{takes}, not {' '.join(words)!r}; filters are options: `kg ask` lists them")
    return dict(zip(names, words, strict=False))
