"""The reports of a store with their claims, and which of them no longer count: retracted, or revised since."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

import pyoxigraph as ox

from kg.model.claims import Pledge
from kg.model.decisions import Decisions
from kg.model.record import Record
from kg.model.statement import Statement
from kg.store import quads
from kg.store.decisions import decided
from kg.store.embedded import Store
from kg.store.withdrawals import Withdrawals

__all__ = ["Reports", "read", "related", "rewritten", "statements", "written"]


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


def related(claims: Iterable[Statement], decisions: Decisions) -> list[Statement]:
    """The claims, with what decisions say of how their pledges stand to others."""
    told = decisions.relations
    return [
        replace(item, claim=item.claim.model_copy(update=told[item.iri]), decided=frozenset(told[item.iri]))
        if item.iri in told and isinstance(item.claim, Pledge)
        else item
        for item in claims
    ]


class Reports(Withdrawals):
    """Each report is read once a run; those in `known` (IRI → its claims) were just written and are not read at all."""

    def __init__(self, store: Store, known: Mapping[str, list[Statement]] | None = None) -> None:
        super().__init__(decided(store))
        self.store = store
        self._read = {report: related(claims, self.decisions) for report, claims in (known or {}).items()}

    def statements(self, report: str) -> list[Statement]:
        """Claims of a report, none if there is no such report."""
        if report not in self._read:
            self._read[report] = related(statements(self.store, report), self.decisions)
        return self._read[report]

    def once(self, report: str) -> list[Statement]:
        """The same for a run that asks for each report once: they are not kept."""
        held = self._read.pop(report, None)
        return related(statements(self.store, report), self.decisions) if held is None else held

    def values(self, report: str, name: str) -> list[str]:
        """As its graph has it."""
        return list(map(str, self.store.objects(report, name, graph=report)))

    def having(self, name: str, text: str) -> list[str]:
        """By index."""
        return self.store.having(name, text, graph=None)

    def has(self, report: str) -> bool:
        """Whether it has a graph."""
        return self.store.has(report)
