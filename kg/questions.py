"""The questions: name → answer with its columns and filters. Every door asks here and nowhere else.

Command line, Python API and docs are generated from `QUESTIONS`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from kg import codes
from kg.answers.benefits import beneficiaries
from kg.answers.counterpart import counterpart
from kg.answers.delivery import delivery
from kg.answers.exposure import exposure
from kg.answers.ledger import conflicts, history
from kg.answers.measures import measures
from kg.answers.officials import officials
from kg.answers.path import path
from kg.answers.pledges import evidence, pledges
from kg.answers.stale import stale
from kg.answers.talks import talks
from kg.answers.totals import totals
from kg.answers.why import why
from kg.errors import InputError, UnknownName
from kg.reader import FILTERS, Question, Reader
from kg.store import Store
from kg.table import Table
from kg.terms import local

__all__ = ["FILTERS", "QUESTIONS", "ask", "by_place", "known", "stats"]

QUESTIONS: Mapping[str, Question] = {
    item.name: item
    for item in (
        beneficiaries, why, pledges, evidence, conflicts, history, talks, officials, measures, exposure, path,
        counterpart, totals, delivery, stale,
    )
}  # fmt: skip


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
    **filters: str | None,
) -> Table:
    """Answer a question. UnknownName for a question or filter that does not exist, or a name nobody knows."""
    asked = known(question)
    given = {name: value for name, value in filters.items() if value is not None}
    for name in given:
        if name not in asked.filters:
            raise UnknownName(f"{question} takes no --{name}; it takes: {', '.join(asked.filters)}")
    policy = policy or "latest"
    codes.concept("policy", policy)
    reader = Reader(store, policy, given)
    rows = tuple({name: row.get(name) for name in asked.columns} for row in asked.rows(reader))
    return Table(
        columns=asked.columns,
        rows=rows,
        question=question,
        coverage=reader.coverage(bool(rows), asked.silence),
        notes=tuple(reader.notes),
        context={**(context or {}), "policy": policy},
        sections=asked.sections(rows) if asked.sections else (),
    )


def by_place(question: str, words: Sequence[str]) -> dict[str, str]:
    """Words behind a question's name as the filters they stand for. InputError if it takes no such words."""
    names = QUESTIONS[question].words if question in QUESTIONS else ()
    if len(words) > len(names):
        takes = f"{question} takes {' '.join(names).upper()}" if names else f"{question} takes no words of its own"
        raise InputError(f"{takes}, not {' '.join(words)!r}; filters are options: `kg ask` lists them")
    return dict(zip(names, words, strict=False))


def stats(store: Store) -> Table:
    """How many of what is in the graph: `what, count`, reports and claims first, then nodes by layer and class."""
    reports = store.reports()
    claims = sum(1 for _ in store.quads(prop="contentHash", graph=None))
    rows: list[dict[str, Any]] = [{"what": "reports", "count": len(reports)}, {"what": "claims", "count": claims}]
    query = "SELECT ?layer ?class (COUNT(?s) AS ?count) { ?s trade:layer ?layer ; a ?class } GROUP BY ?layer ?class"
    for row in sorted(store.query(query), key=lambda row: (str(row["layer"]), str(row["class"]))):
        rows.append({"what": f"{local(str(row['layer']))}: {local(str(row['class']))}", "count": row["count"]})
    rows.append({"what": "quads", "count": len(store)})
    return Table(("what", "count"), tuple(rows), "stats", "covered" if reports else "unknown")
