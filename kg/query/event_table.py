"""The event table: which events a filter lets through, told by the store's indexes before any event is looked at.

A column is read the first time that a filter asks for it, shared by all questions of a store, and gone with the next
write: it holds nothing that the store does not, and cannot outlive what it was read from.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from functools import cached_property

from kg.model import codes, dates
from kg.store.embedded import Store
from kg.store.nodes import Values, expand

__all__ = ["AXES", "PARTIES", "EventTable", "aimed"]

AXES = ("grade", "ending", "delivery")  # properties of an event, each with a status

# filters that name a party → properties of events of which one must hold it
_EITHER_SIDE = ("pledger", "recipient", "imposer", "target", "party", "country")
PARTIES: Mapping[str, tuple[str, ...]] = {
    "country": _EITHER_SIDE,
    "partner": _EITHER_SIDE,
    "pledger": ("pledger",),
    "recipient": ("recipient",),
    "imposer": ("imposer",),
    "target": ("target",),
}
_HELD: Mapping[str, tuple[str, ...]] = {
    **PARTIES,
    "company": ("company",),
    "kind": ("kind",),
    "product": ("product",),
    "status": AXES,
}


class EventTable:
    """The events of one store by class and by what filters ask for."""

    @classmethod
    def of(cls, store: Store) -> EventTable:
        """The one that questions of this store share until something is written."""
        return store.kept("event table", lambda: cls(store))

    def __init__(self, store: Store) -> None:
        self.store = store
        self._nodes: dict[str, Values] = {}
        self._classes: dict[str, dict[str, None]] = {}
        self._under: dict[str, set[str]] = {}
        self._held: dict[tuple[str, str], Sequence[str]] = {}

    def node(self, iri: str) -> Values:
        """One subject of the default graph."""
        if iri not in self._nodes:
            self._nodes[iri] = self.store.node(iri)
        return self._nodes[iri]

    def all(self, kind: str) -> Mapping[str, None]:
        """IRIs of everything of a class, in order."""
        if kind not in self._classes:
            self._classes[kind] = dict.fromkeys(self.store.subjects("a", expand(kind)))
        return self._classes[kind]

    def having(self, name: str, wanted: str, policy: str) -> set[str] | None:
        """At least what passes one filter, events and others; None for a filter that no column is of."""
        if name == "since":
            return {iri for iri, days in self._days.items() if max(days) >= wanted}
        if name == "status" and policy != "latest":
            end = f"/pick-{policy}"
            return {iri.removesuffix(end) for iri in self._holding(AXES, wanted.split(",")) if iri.endswith(end)}
        if name == "agreement":
            return self.under(wanted)
        if name not in _HELD:
            return None
        values = {*wanted.split(",")}
        if name == "target":
            values = aimed(wanted)
        elif name == "product":
            values = {goods for goods in self.goods if codes.covers(wanted, goods)}
        return self._holding(_HELD[name], values)

    def under(self, agreement: str) -> set[str]:
        """What an agreement contains or is implemented by, with all that is part of that."""
        if agreement not in self._under:
            given = [str(iri) for iri in self.store.objects(agreement, "contains")]
            self._under[agreement] = {*self.with_parts([*given, *self._column("implements", agreement)])}
        return self._under[agreement]

    def with_parts(self, wholes: Iterable[str], but: Callable[[str], bool] = lambda _: False) -> list[str]:
        """Events and all that is part of them, of parts as well: the nearest first, and of one whole by IRI.

        Parts of which `but` holds are left out with all inside of them.
        """
        found = list(wholes)
        for whole in found:  # grows as it goes
            parts = sorted(self._column("partOf", whole))
            found += [iri for iri in parts if iri not in found and not but(iri)]
        return found

    def _holding(self, props: tuple[str, ...], values: Iterable[str]) -> set[str]:
        return {iri for value in values for prop in props for iri in self._column(prop, value)}

    def _column(self, prop: str, value: str) -> Sequence[str]:
        if (prop, value) not in self._held:
            self._held[prop, value] = self.store.subjects(prop, value)
        return self._held[prop, value]

    def about(self, goods: Iterable[str]) -> set[str]:
        """Everything that is about just these goods."""
        return self._holding(("product",), goods)

    @cached_property
    def goods(self) -> set[str]:
        """All goods that anything is about."""
        return {goods for _, goods in self._on}

    @cached_property
    def _on(self) -> list[tuple[str, str]]:
        return self.store.pairs("product")

    @cached_property
    def with_goods(self) -> set[str]:
        """Everything that is about goods."""
        return {iri for iri, _ in self._on}

    def within(self, iri: str, since: str, until: str) -> bool:
        """Whether an event was first told, came to a status or was done on days between two."""
        return any(since <= day <= until for day in self._days.get(iri, ()))

    def has_days(self, iri: str) -> bool:
        """Whether it is told of an event when it was: of some neither a report nor a claim has a day."""
        return iri in self._days

    @cached_property
    def _days(self) -> Mapping[str, list[str]]:
        """Event → the days by which it was certainly first told, came to a status, or was done by a claim's date."""
        told, came = self._by("firstReported"), self._by("validFrom")
        done = {claim: str(day) for claim, day in self.store.values("latest", graph=None)}
        found = {iri: [day] for iri, day in told.items()}
        of = dict(self.store.pairs("event"))
        for change in self.all("Transition"):
            if change in came:
                found.setdefault(of[change], []).append(came[change])
        for iri, claim in self.store.pairs("claim"):
            if claim in done:
                found.setdefault(iri, []).append(done[claim])
        return found

    def _by(self, prop: str) -> Mapping[str, str]:
        """Subject → the last day that a date, or the text of one that is partial, can mean."""
        held = (pair for name in (prop, f"{prop}Printed") for pair in self.store.values(name))
        return {iri: (dates.latest(str(day)) or date.max).isoformat() for iri, day in held}

    @cached_property
    def has_reports(self) -> bool:
        """Whether there is any report at all."""
        return bool(self.store.reports())

    @cached_property
    def last_report(self) -> date:
        """The day of the last report in the graph."""
        told = (dates.latest(str(day)) for day in self.store.objects(None, "published", graph=None))
        return max((day for day in told if day), default=date.min)


def aimed(party: str) -> set[str]:
    """What a measure against a party can name: itself, a bloc that it is in, all countries."""
    code = codes.code(party)
    blocs = codes.scheme("bloc")
    return {party, *(bloc.iri for bloc in blocs.values() if bloc.code == "ALL" or code in codes.members(bloc.code))}
