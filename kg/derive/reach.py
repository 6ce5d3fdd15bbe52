"""What one changed report can touch: claims and events gathered outward over a store, the unit of rework.

Look-ups only, all by index: what a further report costs depends on its component, not on the size of the store.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from kg.identity import grouping
from kg.identity.likeness import CANDIDATE, Compared
from kg.model.statement import Statement
from kg.store.embedded import Store
from kg.store.nodes import expand
from kg.store.reports import Reports

__all__ = ["Reach", "events_of"]

# how an event names its claims, and the reports they stand in or were withdrawn by
_CLAIMS = ("claim", "withdrawnClaim")
_REPORTS = ("report", "withdrawnReport")


def events_of(store: Store, claim: str) -> list[str]:
    """Events that hold a claim, sorted; parts of an event hold it too and point to the event."""
    return [iri for iri in store.subjects("claim", claim) if store.holds(iri, "event", iri)]


class Reach:
    """Claims and events gathered from some reports until no candidate pair, decision or reference leads further."""

    def __init__(self, store: Store, reports: Reports) -> None:
        self.store, self.reports = store, reports
        self.claims: dict[str, Statement] = {}
        self.events: set[str] = set()
        self.held: dict[str, str] = {}  # claim → the event that holds it in the store
        self._holding: dict[str, set[str]] = {}  # event → the claims that it holds in the store
        self._fresh: list[Statement] = []
        self._read: dict[str, list[Statement]] = {}  # event → its claims
        self.compared = Compared()  # what grew out of a claim is grouped with it afterwards

    def take_report(self, report: str) -> set[str]:
        """Its present claims, the events that held its former ones, and what it revises or did revise.

        Gives the reports whose claims count anew: it and those it revises.
        """
        both = {report, *self.reports.revised_by(report)}
        for one in sorted(both):
            for claim in self.reports.statements(one):
                self._take(claim)
        for name in (*_REPORTS, "withdrawnBy"):
            for event in self.store.subjects(name, report):
                self.take_event(event)
        return both

    def take_event(self, event: str) -> None:
        """An event with all its claims that still are."""
        if event not in self.events:
            self.events.add(event)
            self._holding[event] = set(self._iris(event, ("claim",)))
            self.held.update(dict.fromkeys(self._holding[event], event))
            for claim in self._claims_of(event):
                self._take(claim)

    def _iris(self, event: str, names: Iterable[str]) -> list[str]:
        values = self.store.node(event)
        return [str(iri) for name in names for iri in values.get(expand(name), [])]

    def _claims_of(self, event: str) -> list[Statement]:
        """The claims of an event, withdrawn ones too, as the reports state them now; read once."""
        if event in self._read:
            return self._read[event]
        wanted = set(self._iris(event, _CLAIMS))
        reports = self._iris(event, _REPORTS)
        found = [claim for report in reports for claim in self.reports.statements(report) if claim.iri in wanted]
        return self._read.setdefault(event, found)

    def _take(self, claim: Statement) -> None:
        if claim.iri not in self.claims:
            self.claims[claim.iri] = claim
            self._fresh.append(claim)

    def grow(self) -> None:
        """Follow candidate pairs and decisions until nothing is new."""
        linked = self._decided()
        while self._fresh:
            claim = self._fresh.pop()
            for event in events_of(self.store, claim.iri):
                self.take_event(event)
            for other in sorted(linked.get(claim.iri, ())):
                for event in events_of(self.store, other):
                    self.take_event(event)
            for event in self._near(claim):
                if any(self.compared(claim, other).score >= CANDIDATE for other in self._claims_of(event)):
                    self.take_event(event)

    def _decided(self) -> dict[str, set[str]]:
        linked: dict[str, set[str]] = {}
        for pair in self.reports.decisions.pairs:
            for one in pair:
                linked.setdefault(one, set()).update(pair - {one})
        return linked

    def _near(self, claim: Statement) -> list[str]:
        """Events not taken yet that may hold a partner, and the one that a pin takes an address from."""
        found = {event for key in grouping.lookups(claim) for event in self.store.having("block", key)}
        return sorted(found - self.events)

    def take_pinned(self) -> None:
        """The events that had, or led from, an address which a pin now gives to another.

        Also one that still leads from an address of which the pinned claim is not there (yet): it is that one's alone.
        """
        for iri, pin in sorted(self.reports.decisions.pins.items()):
            pinned = pin.refs[0]
            for event in map(str, self.store.objects(pinned, "event")):
                if iri in self.claims or event != pinned:
                    self.take_event(event)

    def gathered(self) -> list[Statement]:
        """The claims gathered, in order of their IRIs."""
        return [self.claims[iri] for iri in sorted(self.claims)]

    def referring(self, events: dict[str, str]) -> set[str]:
        """Further events that refer to a claim which moved (`moved`)."""
        moved = sorted(self.moved(events))
        return {event for claim in moved for event in self.store.subjects("refersTo", claim)} - self.events

    def moved(self, events: Mapping[str, str]) -> set[str]:
        """Claims that `events` (claim → event) puts elsewhere than the store does."""
        return {iri for iri in events.keys() | self.held.keys() if events.get(iri) != self.held.get(iri)}

    def holding(self, event: str) -> set[str]:
        """The claims that a taken event holds in the store."""
        return self._holding.get(event, set())
