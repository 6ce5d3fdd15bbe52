"""What is wrong: errors are our data's, findings are the reports' own and are told, never corrected.

Errors: data that a shape of `ontology/shapes.ttl` refuses, and faults of the whole (blank nodes, subjects outside
their report, layers, offices held by two). Findings are in `kg.questions.findings`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache
from typing import Any

import pyoxigraph as ox

from kg.model.errors import InputError
from kg.model.iris import DECISIONS, RDF, RDFS, local, ontology_dir
from kg.model.record import Record
from kg.model.statement import Statement, order
from kg.query.table import Table
from kg.questions.findings import Row, findings, misled, slipped, unquoted
from kg.questions.reference_faults import faults, gaps
from kg.store.decisions import decided
from kg.store.embedded import REPORTS, Store
from kg.store.nodes import expand
from kg.store.reports import read as read_report

__all__ = ["COLUMNS", "check", "path_text", "shacl"]

COLUMNS = ("level", "what", "where", "report", "claim", "message")
_Tell = Callable[[str, int, int], None]


def check(store: Store, reports: Iterable[str] | None = None, on_progress: _Tell | None = None) -> Table:
    """Errors and findings of all data, or of these reports (IRIs) and the events that they are about.

    Reference data and decisions are always checked. `on_progress` is told (step, done, all). A report in error has no
    findings: what it says cannot be relied on.
    """
    tell = on_progress or (lambda _step, _done, _whole: None)
    every = store.reports()
    chosen = every if reports is None else sorted(set(reports) & set(every))
    data = _Data(store, None if reports is None else chosen)
    tell("reading", 1, 3)
    rows = [*data.faults, *_refused(store, data), *faults()]
    tell("shapes", 2, 3)
    broken = {row.report for row in rows}
    rows += _found(store, [report for report in chosen if report not in broken])
    rows += _retracted(store, chosen)
    tell("findings", 3, 3)
    shown = sorted(set(rows), key=lambda row: (row.level, row.report, row.what, row.where, row.message))
    errors = sum(row.level == "error" for row in shown)
    note = f"{errors} errors, {len(shown) - errors} findings in {len(chosen)} reports"
    cells = tuple({name: getattr(row, name) for name in COLUMNS} for row in shown)
    return Table(COLUMNS, cells, "check", notes=(note, gaps()))


# --- errors of the whole


class _Data:
    """The quads to check, those apart that a shape can look at; faults that only the whole shows are noted on the way.

    No subject stands in two graphs, so all graphs together are one data graph, and an IRI tells its report.
    """

    def __init__(self, store: Store, reports: Sequence[str] | None) -> None:
        self.store = store
        self.faults: list[Row] = []
        self.subjects: set[str] = set()
        self.quads: list[ox.Quad] = []
        self._layers: dict[str, list[str]] = {}
        self._needed = _needed()
        self._claims: set[str] = set()
        for quad in store.quads(graph=None) if reports is None else self._part(reports):
            self._take(quad)
        self._layered()
        if reports is not None:
            self._stand_ins()

    def _part(self, reports: Sequence[str]) -> Iterator[ox.Quad]:
        """Reference, decisions, the reports' graphs, and every node of their events."""
        events = {event for report in reports for event in self.store.subjects("report", report)}
        owners = [("layer", expand("Reference")), *(("event", event) for event in sorted(events))]
        for prop, value in owners:
            for held in self.store.subjects(prop, value):
                yield from self.store.quads(held)
        for graph in (*reports, DECISIONS):
            yield from self.store.quads(graph=graph)

    def _take(self, quad: ox.Quad) -> None:
        graph = quad.graph_name
        report = graph.value if isinstance(graph, ox.NamedNode) else ""
        subject, prop = _value(quad.subject), quad.predicate.value
        if isinstance(quad.subject, ox.BlankNode) or isinstance(quad.object, ox.BlankNode):
            told = "A blank node has no name to cite; load the data again with IRIs."
            self._fault("blank-node", subject, told, report)
            return
        self.subjects.add(subject)
        if report.startswith(REPORTS) and subject != report and not subject.startswith(report + "/"):
            told = "A subject in a report's graph starts with the report's IRI; load the report again."
            self._fault("foreign-subject", subject, told, report)
        if isinstance(graph, ox.DefaultGraph):
            held = self._layers.setdefault(subject, [])
            if prop == expand("layer"):
                held.append(_value(quad.object))
        if prop in self._needed:
            self.quads.append(quad)
            if prop == expand("claim") or prop == expand("report"):
                self._claims.add(_value(quad.object))

    def _layered(self) -> None:
        for subject, layers in self._layers.items():
            if len(layers) != 1:
                have = ", ".join(sorted(map(local, layers))) or "none"
                told = f"A subject of the default graph has exactly one layer, this one has {have}; "
                self._fault("layer", subject, told + "load reference data again and derive.")
            if subject.startswith(REPORTS):
                told = "A report's node stands in the default graph; take it out there."
                self._fault("foreign-subject", subject, told)

    def _stand_ins(self) -> None:
        """Claims and reports outside the part, by their class alone: events of the part may rest on them too."""
        for iri in sorted(self._claims - self.subjects):
            self.quads += self.store.quads(iri, "a", graph=None)

    def _fault(self, what: str, where: str, message: str, report: str = "") -> None:
        self.faults.append(Row("error", what, where, message, report if report.startswith(REPORTS) else ""))


def _value(term: Any) -> str:
    return str(term.value) if hasattr(term, "value") else str(term)


# --- errors that shapes find


@cache
def _shapes() -> Any:
    from rdflib import Graph

    return Graph().parse(ontology_dir() / "shapes.ttl", format="turtle")


@cache
def _needed() -> frozenset[str]:
    """Properties that a shape can look at; the others need not be carried over."""
    return frozenset({str(node) for triple in _shapes() for node in triple} | {RDF + "type", RDFS + "subClassOf"})


def shacl(data: Any, shapes: Any) -> Iterator[tuple[str, str, str, str, str]]:
    """(shape, path, focus node, value, message) of every violation; both arguments are rdflib graphs.

    Shapes are W3C SHACL, validated by pySHACL in place and without inference: https://www.w3.org/TR/shacl/#validation
    A property shape of a node shape that finds its nodes by class is given the same target, which means the same
    (https://www.w3.org/TR/shacl/#targets) and is validated once for all nodes instead of once a node.
    """
    from pyshacl import validate
    from rdflib import RDF as RDF_
    from rdflib import SH

    _, results, _ = validate(data, shacl_graph=_flat(shapes), inplace=True, inference="none", meta_shacl=False)
    for result in results.subjects(RDF_.type, SH.ValidationResult):
        shape, focus, value, message = (
            results.value(result, name) for name in (SH.sourceShape, SH.focusNode, SH.value, SH.resultMessage)
        )
        path = results.value(result, SH.resultPath)
        yield local(str(shape)), path_text(results, path), str(focus), "" if value is None else str(value), str(message)


def _flat(shapes: Any) -> Any:
    from rdflib import SH, Graph

    made = Graph()
    for triple in shapes:
        made.add(triple)
    for shape, target in shapes.subject_objects(SH.targetClass):
        for prop in shapes.objects(shape, SH.property):
            made.add((prop, SH.targetClass, target))
            made.remove((shape, SH.property, prop))
    return made


def path_text(graph: Any, path: Any) -> str:
    """A SHACL path in the notation of SPARQL, by local names: `status/inScheme`, `^wasGeneratedBy`, `low|high`."""
    from rdflib import RDF as RDF_
    from rdflib import SH, URIRef

    if path is None or isinstance(path, URIRef):
        return local(str(path or ""))
    inverse, either = graph.value(path, SH.inversePath), graph.value(path, SH.alternativePath)
    if inverse is not None:
        return "^" + path_text(graph, inverse)
    steps, at = [], either or path
    while at is not None and at != RDF_.nil:
        steps.append(path_text(graph, graph.value(at, RDF_.first)))
        at = graph.value(at, RDF_.rest)
    return ("|" if either is not None else "/").join(steps)


def _refused(store: Store, data: _Data) -> Iterator[Row]:
    from kg.store.rdflib_view import copied

    for shape, path, focus, value, message in shacl(copied(data.quads), _shapes()):
        if focus not in data.subjects:
            continue
        report = REPORTS + focus.removeprefix(REPORTS).split("/")[0] if focus.startswith(REPORTS) else ""
        found = f"{message} Found: {value}" if value and value != focus else message
        yield Row("error", shape, f"{focus} {path}".strip(), found, report, _claim_of(store, report, focus))


def _claim_of(store: Store, report: str, node: str) -> str:
    """The claim that a node of a report's graph is, or is part of."""
    claims = store.subjects("contentHash", graph=report) if report else ()
    return max((iri for iri in claims if node == iri or node.startswith(iri + "-")), key=len, default="")


# --- findings


def _retracted(store: Store, reports: Iterable[str]) -> Iterator[Row]:
    """What a decision says is wrong: it stays readable, and the reason is told here."""
    chosen = set(reports)
    for decision in decided(store).all:
        ref = decision.refs[0]
        report = REPORTS + ref.removeprefix(REPORTS).split("/")[0]
        if decision.verdict == "retract" and report in chosen:
            told = f"Retracted by {decision.by} on {decision.on}: {decision.why}."
            yield Row("finding", "retracted", ref, told, report, "" if ref == report else ref)


def _found(store: Store, reports: Iterable[str]) -> Iterator[Row]:
    read: dict[str, tuple[Record, list[Statement]]] = {}
    for report in reports:
        read[report] = read_report(store, report)
    known = {item.iri: item for _, told in read.values() for item in told}
    for report, (record, told) in read.items():
        try:
            yield from findings(record, told, known)
        except InputError as error:
            yield Row("error", "record", report, f"{error}; load the report again.", report)
            known = {iri: item for iri, item in known.items() if item.report_iri != report}
    for event in _events(store, known):
        yield from (row for row in (*slipped(event), *unquoted(event), *misled(event)) if row.claim in known)


def _events(store: Store, known: Mapping[str, Statement]) -> Iterator[list[Statement]]:
    """All claims of each pledge that known claims belong to, those of other reports too."""
    others: dict[str, Statement] = {}
    told = {node for claim in known for node in store.subjects("claim", claim)}
    for event in sorted(node for node in told if store.objects(node, "event") == [node]):
        held = [str(claim) for claim in store.objects(event, "claim")]
        if not all(claim in known or claim in others for claim in held):
            reports = {REPORTS + claim.removeprefix(REPORTS).split("/")[0] for claim in held}
            others |= {item.iri: item for report in sorted(reports) for item in read_report(store, report)[1]}
        yield sorted((known.get(claim) or others[claim] for claim in held), key=order)
