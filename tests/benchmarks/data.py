"""The worlds that are measured: the shipped one, and made-up ones of any size, each as records, graph and N-Quads."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from benchmarks import synthetic
from plain import ALWAYS, plain, whole

from kg.graph import TradeGraph
from kg.loaders import shipped
from kg.model.errors import UnknownName
from kg.model.iris import local
from kg.model.record import Record
from kg.query import names
from kg.questions.catalogue import QUESTIONS
from kg.store.nodes import expand

__all__ = ["SHIPPED", "Case", "World"]

SHIPPED = "shipped"
# filter → property of events of which the value that most events have is asked for
_BUSIEST = {
    "country": "pledger", "pledger": "pledger", "recipient": "recipient", "partner": "party", "imposer": "imposer",
    "target": "target", "kind": "kind", "status": "grade", "product": "product", "official": "official",
}  # fmt: skip
_SAID = {"basis": "named", "strength": "named", "novelty": "new", "binding": "no"}
_CODED = ("kind", "status", *_SAID)


@dataclass(frozen=True, slots=True)
class Case:
    """A question with a filter, or with none: what is asked of the graph, and the plain query of the same answer."""

    question: str
    filter: str
    asked: Mapping[str, str]
    query: str

    def __str__(self) -> str:
        return " ".join([self.question, *(f"--{name}" for name in self.asked)])


class World:
    """One world, by name: `shipped`, or a number of made-up reports."""

    def __init__(self, name: str, folder: Path) -> None:
        self.name, self._folder = name, folder

    @cached_property
    def records(self) -> tuple[Record, ...]:
        """Its reports."""
        if self.name == SHIPPED:
            return shipped.world().reports
        return tuple(synthetic.reports(int(self.name)))

    @cached_property
    def graph(self) -> TradeGraph:
        """In memory, derived."""
        graph = TradeGraph.open()
        if self.name == SHIPPED:
            graph.build()
        else:
            graph.load(self.records)
        return graph

    @cached_property
    def file(self) -> Path:
        """All its quads."""
        path = self._folder / f"{self.name}.nq"
        path.write_bytes(self.graph.store.dump())
        return path

    def cases(self) -> Iterator[Case]:
        """Every question alone, then with each of its filters for which the world has a value.

        `path` is none: no single query gives it.
        """
        with_filters = {
            (name, given): question
            for name, question in QUESTIONS.items()
            for given in ("", *question.filters)
            if name != "path" and given not in ALWAYS.get(name, ())
        }
        # each question alone, then with its first filter, and so on: what is cut for time is of all alike
        turn = {case: question.filters.index(case[1]) + 1 if case[1] else 0 for case, question in with_filters.items()}
        for name, given in sorted(with_filters, key=lambda case: (turn[case], case)):
            filters = [*ALWAYS.get(name, ()), *([given] if given else [])]
            values = {each: self._why[each] if name == "why" else self.values.get(each, ("", "")) for each in filters}
            if all(term for _, term in values.values()):
                terms = {each: term for each, (_, term) in values.items()}
                if "product" in terms:
                    terms |= self._goods
                query = plain(name, whole(self.graph, name, terms) if name == "stale" else terms)
                yield Case(name, given, {each: asked for each, (asked, _) in values.items()}, query)

    @cached_property
    def _goods(self) -> Mapping[str, str]:
        """What a product's filter stands for in plain queries, beside the product."""
        return whole(self.graph, "pledges", {"product": self.values["product"][1]})

    @cached_property
    def values(self) -> Mapping[str, tuple[str, str]]:
        """Filter → what is asked, as a person would type it, and the term it means: of many things the busiest."""
        store = self.graph.store
        events = {subject for subject, value in store.pairs("event") if subject == value}
        found = {name: (code, f"<{name}/{code}>") for name, code in _SAID.items()}
        for name, prop in _BUSIEST.items():
            told = (value for subject, value in store.pairs(prop) if subject in events)
            if iri := _most(value for value in told if name not in _CODED or f"/{name}/" in value):
                found[name] = (self._typed(name, iri), f"<{iri}>")
        for name in ("agreement", "ruling"):
            own = store.subjects("a", expand(name.title()))
            claimed = {subject for subject, _ in store.pairs("claim")}
            if iri := next((iri for iri in own if iri in claimed), ""):
                found[name] = (iri, f"<{iri}>")
        of = dict(store.pairs("event"))
        benefits = set(store.subjects("a", expand("Benefit")))
        tied = [(of[node], company) for node, company in store.pairs("company") if node in benefits]
        if firm := _most(company for _, company in tied):
            found["company"] = (self._typed("company", firm), f"<{firm}>")
        if pledge := _most(pledge for pledge, _ in tied):
            found["pledge"] = (pledge, f"<{pledge}>")
        days = sorted(str(day) for day in store.objects(None, "firstReported"))
        for name in ("since", "on"):
            found[name] = (days[len(days) * 3 // 4], f'"{days[len(days) * 3 // 4]}"^^xsd:date')
        return found

    @cached_property
    def _why(self) -> Mapping[str, tuple[str, str]]:
        """The busiest pledge and the first company that gains by it."""
        pledge = self.values["pledge"]
        store = self.graph.store
        nodes = [iri for iri in store.subjects("event", pledge[0]) if store.holds(iri, "a", expand("Benefit"))]
        firm = min(str(value) for node in nodes for value in store.objects(node, "company"))
        return {"pledge": pledge, "company": (firm, f"<{firm}>")}

    def _typed(self, name: str, iri: str) -> str:
        """A label, if it is that thing's alone."""
        if name in _CODED:
            return local(iri)
        [label] = map(str, self.graph.store.objects(iri, "rdfs:label"))
        try:
            return label if names.resolve(self.graph.store, label, name, []) == iri else iri
        except UnknownName:
            return iri


def _most(values: Iterable[str]) -> str:
    """The most frequent, of several the first; nothing for none."""
    counted = Counter(values)
    return min(counted, key=lambda value: (-counted[value], value), default="")
