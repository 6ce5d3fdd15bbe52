"""Which claims no longer count, and why: retracted by a decision, or in a report that another one revises.

The rules alone: where reports are looked up, in a store or in a list of those that matter, is for who inherits.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable, Mapping
from datetime import date
from functools import cached_property

from kg.model import dates
from kg.model.decisions import Decisions
from kg.model.iris import is_iri
from kg.model.record import Report
from kg.model.statement import Statement

__all__ = ["Listed", "Withdrawals"]


class Withdrawals(ABC):
    """Asked for each claim; what is found of a report is kept."""

    def __init__(self, decisions: Decisions) -> None:
        self.decisions = decisions
        self._revisers: dict[str, list[str]] = {}

    @abstractmethod
    def values(self, report: str, name: str) -> list[str]:
        """What a report's metadata says in a field: nothing, or one text."""

    @abstractmethod
    def having(self, name: str, text: str) -> list[str]:
        """The reports that say this text in a field of their metadata, sorted."""

    @abstractmethod
    def has(self, report: str) -> bool:
        """Whether there is such a report."""

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
            named = {report, *self.values(report, "url")}
            found = {iri for name in sorted(named) for iri in self.having("revises", name)}
            found -= {report, *self.decisions.retracted}
            self._revisers[report] = sorted(iri for iri in found if not self._outlives(report, iri))
        return self._revisers[report]

    def revised_by(self, report: str) -> set[str]:
        """The reports that this one revises."""
        found: set[str] = set()
        for target in self.values(report, "revises"):
            found |= {target} if is_iri(target) and self.has(target) else set(self.having("url", target))
        return found - {report}

    def _outlives(self, report: str, reviser: str) -> bool:
        """Whether the report in turn revises its reviser, and is the later of the two."""
        return reviser in self.revised_by(report) and self._rank(report) > self._rank(reviser)

    def _rank(self, report: str) -> tuple[date, str]:
        day = next((dates.earliest(text) for text in self.values(report, "published")), None)
        return (day or date.min, report)


class Listed(Withdrawals):
    """Of reports that are listed: all that revise others, and those that they name. The rest are revised by none."""

    def __init__(self, decisions: Decisions, reports: Iterable[Report]) -> None:
        super().__init__(decisions)
        self._reports = {report.iri: report for report in sorted(reports, key=lambda report: report.iri)}
        self._having: dict[tuple[str, str], list[str]] = {}
        for iri in self._reports:
            for name in ("url", "revises"):
                for text in self.values(iri, name):
                    self._having.setdefault((name, text), []).append(iri)

    def values(self, report: str, name: str) -> list[str]:
        """As listed; nothing of what is not."""
        found = getattr(self._reports.get(report), name, None)
        return [found] if found is not None else []

    def having(self, name: str, text: str) -> list[str]:
        """Of those listed."""
        return self._having.get((name, text), [])

    def has(self, report: str) -> bool:
        """Whether it is listed."""
        return report in self._reports
