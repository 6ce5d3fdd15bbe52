"""The reports of a store with their claims, and which of them no longer count: retracted, or revised since."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from functools import cached_property

import pyoxigraph as ox

from kg.model import dates
from kg.model.claims import Pledge
from kg.model.decisions import Decisions
from kg.model.iris import is_iri
from kg.model.record import Record
from kg.model.statement import Statement
from kg.store import quads
from kg.store.decisions import decided
from kg.store.embedded import Store

__all__ = ["Reports", "read", "rewritten", "statements", "written"]


def read(store: Store, report: str) -> tuple[Record, list[Statement]]:
    """A report as it was loaded, and all its claims in the order of the record. StoreError if it is damaged."""
    record, claims = quads.decode_claims(store.quads(graph=report), report)
    return record, [Statement(iri, claim, record) for iri, claim in claims]


def written(record: Record, keep: Mapping[str, str] | None = None) -> tuple[list[str], list[Statement]]:
    """A report's graph as N-Quads lines, and what `statements` will read there; `keep` as in `quads.encode`."""
    lines, claims = quads.encode_claims(record, keep)
    return lines, _about_events([Statement(iri, claim, record) for iri, claim in claims])


def rewritten(graph: Iterable[ox.Quad], report: str) -> list[str]:
    """A report's graph as this version writes what it says, claims under the IRIs they have, as lines of a store.

    StoreError or InputError if it says nothing valid.
    """
    record, claims = quads.decode_claims(graph, report)
    Record.parse(record.to_json())
    again = Store(None)  # which writes numbers and escapes as every store does
    again.put({report: quads.encode_anew(record, [iri for iri, _ in claims])})
    return again.lines(report)


def statements(store: Store, report: str) -> list[Statement]:
    """The claims of one report that are about events; none if the report is gone. Statistics stay claims."""
    if not store.has(report):
        return []
    return _about_events(read(store, report)[1])


def _about_events(claims: list[Statement]) -> list[Statement]:
    return [statement for statement in claims if statement.claim.KIND != "statistic"]


class Reports:
    """Each report is read once a run; those in `known` (IRI → its claims) were just written and are not read at all."""

    def __init__(self, store: Store, known: Mapping[str, list[Statement]] | None = None) -> None:
        self.store = store
        self.decisions: Decisions = decided(store)
        self._read = {report: self._related(claims) for report, claims in (known or {}).items()}
        self._revisers: dict[str, list[str]] = {}

    def statements(self, report: str) -> list[Statement]:
        """Claims of a report, none if there is no such report."""
        if report not in self._read:
            self._read[report] = self._related(statements(self.store, report))
        return self._read[report]

    def once(self, report: str) -> list[Statement]:
        """The same for a run that asks for each report once: they are not kept."""
        held = self._read.pop(report, None)
        return self._related(statements(self.store, report)) if held is None else held

    def _related(self, claims: list[Statement]) -> list[Statement]:
        """The claims, with what decisions say of how their pledges stand to others."""
        decided_ = self.decisions.relations
        return [
            replace(item, claim=item.claim.model_copy(update=decided_[item.iri]), decided=frozenset(decided_[item.iri]))
            if item.iri in decided_ and isinstance(item.claim, Pledge)
            else item
            for item in claims
        ]

    def withdrawn_by(self, claim: Statement) -> list[str]:
        """Why a claim no longer counts: the decisions that retract it, and the reports that revise its own (IRIs)."""
        retracting = {iri for ref in (claim.iri, claim.report_iri) for iri in self._retracting.get(ref, ())}
        return sorted([*retracting, *self.revisers(claim.report_iri)])

    @cached_property
    def _retracting(self) -> Mapping[str, list[str]]:
        """Claim or report → the decisions that retract it."""
        found: dict[str, list[str]] = {}
        for decision in self.decisions.holding:
            if decision.verdict == "retract":
                found.setdefault(decision.refs[0], []).append(decision.iri)
        return found

    def revisers(self, report: str) -> list[str]:
        """Reports that revise this one, by its IRI or its address, and count themselves.

        Where two reports of one address revise it, and so each other, the later one stands.
        """
        if report not in self._revisers:
            named = {report, *self._urls(report)}
            found = {iri for name in sorted(named) for iri in self.store.having("revises", name, graph=None)}
            found -= {report, *self.decisions.retracted}
            self._revisers[report] = sorted(iri for iri in found if not self._outlives(report, iri))
        return self._revisers[report]

    def revised_by(self, report: str) -> set[str]:
        """The reports that this one revises."""
        found: set[str] = set()
        for target in self._values(report, "revises"):
            found |= (
                {target}
                if is_iri(target) and self.store.has(target)
                else set(self.store.having("url", target, graph=None))
            )
        return found - {report}

    def _outlives(self, report: str, reviser: str) -> bool:
        """Whether the report in turn revises its reviser, and is the later of the two."""
        return reviser in self.revised_by(report) and self._rank(report) > self._rank(reviser)

    def _rank(self, report: str) -> tuple[date, str]:
        day = next((dates.earliest(text) for text in self._values(report, "published")), None)
        return (day or date.min, report)

    def _urls(self, report: str) -> list[str]:
        return self._values(report, "url")

    def _values(self, report: str, name: str) -> list[str]:
        return list(map(str, self.store.objects(report, name, graph=report)))
