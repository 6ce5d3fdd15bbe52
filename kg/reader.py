"""What every answer reads the graph through: filters resolved once, nodes by event, labels, reports.

An answer is a generator over a `Reader`; `@answer` makes it a `Question` with its columns and filters.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from kg import codes, dates
from kg.find import resolve
from kg.nodes import Value, Values, expand, gather
from kg.store import Store
from kg.terms import RDFS, local

__all__ = ["FILTERS", "Question", "Reader", "Rows", "answer", "texts", "typed"]

FILTERS: Mapping[str, str] = {
    "pledge": "a pledge, by IRI or by words of its label",
    "company": "a company, by name",
    "country": "a country or bloc on either side, by code or name",
    "pledger": "who promises, by code or name",
    "recipient": "towards whom, by code or name",
    "kind": "kind of pledge",
    "product": "a product: everyday word or HS code; narrower ones count",
    "status": "grade, ending or delivery",
    "basis": "named or inferred",
    "since": "first told on or after this day",
}


Rows = Iterator[Mapping[str, Any]]


@dataclass(frozen=True, slots=True)
class Question:
    """One question: how it is answered, its columns, and which filters it takes."""

    name: str
    text: str
    columns: tuple[str, ...]
    filters: tuple[str, ...]
    rows: Callable[[Reader], Rows]


def answer(columns: str, filters: str) -> Callable[[Callable[[Reader], Rows]], Question]:
    """Make a generator the answer of the question that bears its name; its docstring's first line is the help text."""

    def made(rows: Callable[[Reader], Rows]) -> Question:
        text = (rows.__doc__ or "").splitlines()[0].rstrip(".")
        return Question(rows.__name__, text, tuple(columns.split()), tuple(filters.split()), rows)

    return made


class Reader:
    """What a question reads the store through: nodes by event, filters resolved once."""

    def __init__(self, store: Store, policy: str, filters: Mapping[str, str]) -> None:
        self.store, self.policy = store, policy
        self.notes: list[str] = []
        self.filters = {name: self._resolved(name, text) for name, text in filters.items()}

    def _resolved(self, name: str, text: str) -> str:
        if name in ("country", "pledger", "recipient", "company", "product", "pledge"):
            return resolve(self.store, text, name)
        if name in ("kind", "status", "basis"):
            return codes.concept(name, text).iri
        return dates.of_day(text).isoformat() if name == "since" else text

    def coverage(self, found: bool) -> str:
        """covered: there are rows. none: what was asked about is in the graph, and nothing is told of it.

        unknown: the graph holds no reports at all to answer from.
        """
        if found:
            return "covered"
        return "none" if any(True for _ in self.store.quads(prop="report")) else "unknown"

    # --- nodes

    def node(self, iri: str) -> Values:
        """One subject of the default graph."""
        return gather(self.store.quads(iri)).get(iri, {})

    def parts(self, event: str) -> dict[str, Values]:
        """Every node of an event, the event itself included."""
        subjects = sorted({quad.subject.value for quad in self.store.quads(prop="event", value=event)})  # type: ignore[union-attr]
        return {iri: self.node(iri) for iri in subjects}

    def events(self, kind: str = "Pledge") -> Iterator[tuple[str, Values]]:
        """Events of a class that pass the filters, by IRI."""
        if "pledge" in self.filters:
            wanted = [self.filters["pledge"]]
        else:
            wanted = sorted({quad.subject.value for quad in self.store.quads(prop="a", value=expand(kind))})  # type: ignore[union-attr]
        for iri in wanted:
            values = self.node(iri)
            if expand("claim") in values and self._passes(values):
                yield iri, values

    def _passes(self, values: Values) -> bool:
        wanted = self.filters
        pledgers, recipients = (
            {str(item) for item in values.get(expand(name), ())} for name in ("pledger", "recipient")
        )
        sides = {"pledger": pledgers, "recipient": recipients, "country": pledgers | recipients}
        for name, held in sides.items():
            if name in wanted and wanted[name] not in held:
                return False
        if "kind" in wanted and wanted["kind"] not in values.get(expand("kind"), ()):
            return False
        statuses = {str(item) for name in ("grade", "ending", "delivery") for item in values.get(expand(name), ())}
        if "status" in wanted and wanted["status"] not in statuses:
            return False
        if "since" in wanted:
            first = values.get(expand("firstReported"), [None])[0]
            if not isinstance(first, date) or first.isoformat() < wanted["since"]:
                return False
        return "product" not in wanted or any(
            wanted["product"] in codes.within(str(item)) for item in values.get(expand("product"), ())
        )

    @cached_property
    def _labels(self) -> dict[str, str]:
        return {}

    def label(self, iri: str) -> str:
        """The node's one label; the IRI's last step if it has none."""
        if iri not in self._labels:
            found = [str(value) for value in self.node(iri).get(RDFS + "label", ())]
            self._labels[iri] = found[0] if found else local(iri)
        return self._labels[iri]

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

    def report(self, claim: str) -> tuple[str, Values]:
        """A claim's report and its metadata, from the report's own graph."""
        found = gather(self.store.quads(claim, graph=None)).get(claim, {})
        iri = str(self.first(found, "report"))
        return iri, gather(self.store.quads(iri, graph=iri)).get(iri, {})

    def origins(self, claims: Iterable[str], parts: Mapping[str, Values]) -> list[str]:
        """Labels of the origins that some claims of an event go back to."""
        wanted = set(claims)
        held = ((iri, set(map(str, origin.get(expand("claim"), ())))) for iri, origin in typed(parts, "Origin"))
        return sorted(self.label(iri) for iri, told in held if told & wanted)

    def cited(self, claim: str) -> str:
        """The shortest way to name a claim's report: `CNA, 2025-05-28`."""
        _, report = self.report(claim)
        return f"{self.first(report, 'publisher')}, {self.first(report, 'published') or 'undated'}"


def typed(parts: Mapping[str, Values], type_: str) -> Iterator[tuple[str, Values]]:
    """Parts of one class, by IRI."""
    for iri in sorted(parts):
        if expand(type_) in parts[iri].get(expand("a"), ()):
            yield iri, parts[iri]


def texts(values: Iterable[Value]) -> list[str]:
    """Values as text, sorted."""
    return sorted(map(str, values))
