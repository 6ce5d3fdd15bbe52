"""What every answer reads the graph through: filters resolved once, nodes by event, labels, reports."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import cached_property
from typing import Any

from kg.model import codes
from kg.model.iris import RDFS, SKOS, local, mint
from kg.query import named_queries
from kg.query.event_table import AXES, PARTIES, EventTable, aimed
from kg.query.filter_values import resolved
from kg.store.embedded import Store
from kg.store.nodes import Value, Values, expand

__all__ = ["Reader", "Row", "Rows", "texts", "typed"]

_APART = 4  # a query asked for one event costs so many times what an event costs in one asked for all

Row = Mapping[str, Any]
Rows = Iterator[Row]


class Reader:
    """What a question reads the store through: nodes by event, filters resolved once."""

    def __init__(self, store: Store, policy: str, given: Mapping[str, str]) -> None:
        self.store, self.policy, self.given = store, policy, given
        self._labels: dict[str, str] = {}
        self.notes: list[str] = []
        self.seen = 0  # events that passed the filters

    @property
    def table(self) -> EventTable:
        """The events by what filters ask for."""
        return EventTable.of(self.store)

    @cached_property
    def filters(self) -> dict[str, str]:
        """The filters given, each name as the IRI it means. UnknownName if nothing bears it, or several things do."""
        return {name: resolved(self.store, name, text, self.notes) for name, text in self.given.items()}

    def sides(self, name: str) -> tuple[str, ...]:
        """The IRIs of the sides that a filter asks for; one that is of any of them passes."""
        return tuple(filter(None, self.filters.get(name, "").split(",")))

    def side(self, name: str) -> str:
        """The IRI of the one side that a filter asks for; empty where it asks for none or several."""
        held = self.sides(name)
        return held[0] if len(held) == 1 else ""

    @property
    def statuses(self) -> tuple[str, ...]:
        """The IRIs of the statuses that are asked for; a pledge that has any of them passes."""
        return tuple(filter(None, self.filters.get("status", "").split(",")))

    def coverage(self, found: bool, silence: str = "none") -> str:
        """covered: there are rows. none: this was looked for, and there is none.

        unknown: events were found, but reports do not say what was asked. not covered: nobody has looked, since the
        graph holds no reports, or neither a scope (what the shipped reports were gathered for) nor any event is about
        those parties.
        """
        if found:
            return "covered"
        if self.seen:
            return silence
        if not self.table.has_reports:
            return "not covered"
        return "none" if self._looked_for() else "not covered"

    @property
    def last_report(self) -> date:
        """The day of the last report in the graph: there is no clock, and what came after it nobody could tell."""
        return self.table.last_report

    def _looked_for(self) -> bool:
        """Whether one scope or event is about all parties asked for."""
        asked = (self.sides(name) for name in PARTIES if name in self.filters)
        about = [{iri for side in sides for iri in self._about(side)} for sides in asked]
        return not about or bool(set.intersection(*about))

    def _about(self, party: str) -> set[str]:
        props = sorted({prop for held in PARTIES.values() for prop in held} - {"country"})  # which companies have, too
        return {iri for prop in props for iri in self.store.subjects(prop, party)}

    # --- nodes

    def node(self, iri: str) -> Values:
        """One subject of the default graph, read once for all questions until something is written."""
        return self.table.node(iri)

    def parts(self, event: str, type_: str | None = None) -> dict[str, Values]:
        """Every node of an event, the event itself included; or those of a class."""
        found = self.store.subjects("event", event)
        return {iri: self.node(iri) for iri in found if type_ is None or self.store.holds(iri, "a", expand(type_))}

    def events(
        self, kind: str = "Pledge", *, naming: bool = True, parts: bool = False, among: Collection[str] | None = None
    ) -> Iterator[tuple[str, Values]]:
        """Events of a class that pass the filters, by IRI.

        `naming`: the company filter asks who is named; `parts`: a pledge asked for comes with the parts it has, and
        those of a pledger with what companies promise inside of them; `among`: only these, if given.
        """
        inside = parts and "pledger" in self.filters and "pledge" not in self.filters
        found = []
        for iri in self._wanted(kind, naming=naming, parts=parts):
            if among is not None and iri not in among and not inside:
                continue
            values = self.node(iri)
            named = not naming or self.filters.get("company") in (None, *values.get(expand("company"), ()))
            if expand("claim") in values and named and self._passes(iri, values):
                self.seen += 1
                found.append(iri)
                if among is None or iri in among:
                    yield iri, values
            elif expand("withdrawnClaim") in values and expand("a") not in values:
                self.notes.append(f"{self.label(iri)}: see {', '.join(texts(values.get(expand('withdrawnBy'), ())))}")
        if inside:
            wider, others = self.without("pledger"), {*self.with_parts(found, of_states=False)}.difference(found)
            yield from wider.events(kind, naming=naming, among=others if among is None else others.intersection(among))
            self.notes += wider.notes

    def without(self, *names: str) -> Reader:
        """What reads with these filters left out."""
        wider = Reader(self.store, self.policy, {})
        wider.filters = {name: value for name, value in self.filters.items() if name not in names}
        return wider

    def with_parts(self, wholes: Iterable[str], *, of_states: bool = True) -> list[str]:
        """Events and all that is part of them, of parts as well: the nearest first, and of one whole by IRI.

        Without those `of_states` what a state promises inside a whole is left out, and all inside of that: in a joint
        promise it is one side's own.
        """
        return self.table.with_parts(wholes, lambda iri: not of_states and self._is_of_state(iri))

    def _is_of_state(self, event: str) -> bool:
        pledgers = map(str, self.node(event).get(expand("pledger"), ()))
        return any(iri.startswith((mint("country", ""), mint("bloc", ""))) for iri in pledgers)

    def _wanted(self, kind: str, *, naming: bool, parts: bool) -> Sequence[str]:
        """Events that may pass the filters: chosen by index, so that the others are not looked at."""
        if "pledge" not in self.filters:
            held = self.table.all(kind)
            asked = {name: wanted for name, wanted in self.filters.items() if name != "company" or naming}
            chosen = (self.table.having(name, wanted, self.policy) for name, wanted in asked.items())
            some = [each for each in chosen if each is not None]
            return sorted(set.intersection(*some) & held.keys()) if some else list(held)
        found = [self.filters["pledge"]]
        return self.with_parts(found) if parts else found

    def everything(self, kind: str = "Pledge") -> Iterator[tuple[str, Values]]:
        """Events of a class by IRI, whatever the filters."""
        for iri in self.table.all(kind):
            values = self.node(iri)
            if expand("claim") in values:
                yield iri, values

    def asked(
        self,
        query: str,
        column: str = "pledge",
        kind: str = "Pledge",
        *,
        naming: bool = True,
        parts: bool = False,
        among: Collection[str] | None = None,
    ) -> Iterator[tuple[Values, list[dict[str, Any]]]]:
        """For each event that passes the filters its values and its rows of a named query, by a column.

        `among` are those of which the rows can be of use; whether any event passes, `coverage` asks all the same.
        """
        events = list(self.events(kind, naming=naming, parts=parts, among=among))
        if among is not None and not events:
            next(self.events(kind, naming=naming, parts=parts), None)
        held: dict[str, dict[str, list[dict[str, Any]]]] = self.store.memo.setdefault("queries", {})
        if query not in held and len(events) * _APART > len(self.table.all(kind)):
            held[query] = _by(column, named_queries.rows(self.store, query))
        for iri, values in events:
            yield (
                values,
                held[query].get(iri, []) if query in held else named_queries.rows(self.store, query, **{column: iri}),
            )

    def status(self, iri: str, values: Values, axis: str) -> str | None:
        """An event's status on an axis by the policy asked for: the event holds the default's, a pick another's."""
        if self.policy == "latest":
            return self.code(values, axis)
        return self.code(self.node(f"{iri}/pick-{self.policy}"), axis)

    def _passes(self, iri: str, values: Values) -> bool:
        wanted = self.filters
        for name, props in PARTIES.items():
            held = {str(item) for prop in props for item in values.get(expand(prop), ())}
            if name in wanted and held.isdisjoint(aimed(wanted[name]) if name == "target" else self.sides(name)):
                return False
        if "agreement" in wanted and iri not in self.table.under(wanted["agreement"]):
            return False
        if "kind" in wanted and wanted["kind"] not in values.get(expand("kind"), ()):
            return False
        if "status" in wanted:
            held_as = {self.status(iri, values, axis) for axis in AXES}
            if held_as.isdisjoint(map(local, self.statuses)):
                return False
        if {"since", "until"} & wanted.keys():
            days = wanted.get("since", ""), wanted.get("until", "9999-12-31")
            if not self.table.within(iri, *days):
                return False
        return "product" not in wanted or any(
            codes.covers(wanted["product"], str(item)) for item in values.get(expand("product"), ())
        )

    def told(self, values: Values) -> tuple[str | None, str | None]:
        """When an event was first and last told, as its reports are dated: "2025-07" stays a month; None undated."""
        pairs = (("firstReportedPrinted", "firstReported"), ("lastReportedPrinted", "lastReported"))
        found = [self.first(values, printed) or self.first(values, day) for printed, day in pairs]
        first, last = (None if day is None else str(day) for day in found)
        return first, last

    def label(self, iri: str) -> str:
        """The node's one label; the IRI's last step if it has none."""
        if iri not in self._labels:
            found = [str(value) for value in self.node(iri).get(RDFS + "label", ())]
            self._labels[iri] = found[0] if found else local(iri)
        return self._labels[iri]

    def called(self, iri: str) -> list[str]:
        """What a node is called: its label, then its other names."""
        return [self.label(iri), *texts(self.node(iri).get(SKOS + "altLabel", ()))]

    def labels(self, values: Values, name: str) -> list[str]:
        """Labels of a property's objects, sorted."""
        return sorted(self.label(str(item)) for item in values.get(expand(name), ()))

    def first(self, values: Values, name: str) -> Value | None:
        """The first object of a property."""
        found = values.get(expand(name), ())
        return found[0] if found else None

    def code(self, values: Values, name: str) -> str | None:
        """The code of a property's object in its list."""
        found = self.first(values, name)
        return None if found is None else local(str(found))

    def reports(self, event: str) -> int:
        """How many reports tell of an event."""
        return len(self.node(event).get(expand("report"), ()))

    def report(self, claim: str) -> tuple[str, Values]:
        """A claim's report and its metadata, from the report's own graph."""
        [iri] = map(str, self.store.objects(claim, "report", graph=None))
        return iri, self.metadata(iri)

    def metadata(self, report: str) -> Values:
        """What a report's own graph says of the report itself; read once until something is written."""
        held: dict[str, Values] = self.store.memo.setdefault("metadata", {})
        if report not in held:
            held[report] = self.store.node(report, graph=report)
        return held[report]

    def origins(self, claims: Iterable[str], parts: Mapping[str, Values]) -> list[str]:
        """Labels of the origins that some claims of an event go back to."""
        wanted = set(claims)
        held = ((iri, set(map(str, origin.get(expand("claim"), ())))) for iri, origin in typed(parts, "Origin"))
        return sorted(self.label(iri) for iri, told in held if told & wanted)

    def cited(self, claim: str) -> str:
        """The shortest way to name a claim's report: `CNA, 2025-05-28`."""
        _, report = self.report(claim)
        return f"{self.first(report, 'publisher')}, {self.first(report, 'published') or 'undated'}"


def _by(column: str, rows: Iterable[dict[str, Any]]) -> dict[str, list[dict[str, Any]]]:
    found: dict[str, list[dict[str, Any]]] = {}
    for row in rows:
        found.setdefault(row[column], []).append(row)
    return found


def typed(parts: Mapping[str, Values], type_: str) -> Iterator[tuple[str, Values]]:
    """Parts of one class, by IRI."""
    for iri in sorted(parts):
        if expand(type_) in parts[iri].get(expand("a"), ()):
            yield iri, parts[iri]


def texts(values: Iterable[Value]) -> list[str]:
    """Values as text, sorted."""
    return sorted(map(str, values))
