"""The questions: name → function over the store, with its columns and filters. Every door asks here and nowhere else.

A question reads derived nodes by look-up and folds them in Python: one implementation of each answer. `QUESTIONS` is
what the command line, the Python API and the docs are generated from.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from kg import codes, dates
from kg.errors import UnknownName
from kg.find import resolve
from kg.nodes import Value, Values, expand, gather
from kg.store import Store
from kg.table import Table
from kg.terms import PROV, RDFS, local

__all__ = ["FILTERS", "QUESTIONS", "Question", "Reader", "ask", "known", "stats"]

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


@dataclass(frozen=True, slots=True)
class Question:
    """One question: how it is answered, its columns, and which filters it takes."""

    name: str
    text: str
    columns: tuple[str, ...]
    filters: tuple[str, ...]
    answer: Callable[[Reader], Iterator[Mapping[str, Any]]]


QUESTIONS: dict[str, Question] = {}


def _question(text: str, columns: str, filters: str) -> Callable[[Any], Any]:
    def register(answer: Callable[[Reader], Iterator[Mapping[str, Any]]]) -> Any:
        name = answer.__name__
        QUESTIONS[name] = Question(name, text, tuple(columns.split()), tuple(filters.split()), answer)
        return answer

    return register


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
    rows = tuple({name: row.get(name) for name in asked.columns} for row in asked.answer(reader))
    return Table(
        columns=asked.columns,
        rows=rows,
        question=question,
        coverage=reader.coverage(bool(rows)),
        notes=tuple(reader.notes),
        context={**(context or {}), "policy": policy},
    )


def known(question: str) -> Question:
    """The question of this name. UnknownName lists those there are."""
    if question not in QUESTIONS:
        raise UnknownName(f"{question!r} is no question; there are: {', '.join(sorted(QUESTIONS))}")
    return QUESTIONS[question]


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
        pledgers, recipients = ({str(item) for item in values.get(expand(name), ())} for name in ("pledger", "recipient"))
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

    def cited(self, claim: str) -> str:
        """ "CNA, 2025-05-28": the shortest way to name a claim's report."""
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


# --- pledges and who benefits


@_question(
    "what was promised, by whom to whom, how firm it is, on how many reports and origins",
    "pledge label kind pledgers recipients products grade contested ending delivery amounts first_reported last_reported"
    " reports origins",
    "pledge country pledger recipient kind product status company since",
)
def pledges(reader: Reader) -> Iterator[Mapping[str, Any]]:
    for iri, values in reader.events():
        if "company" in reader.filters and reader.filters["company"] not in values.get(expand("company"), ()):
            continue
        parts = reader.parts(iri)
        yield {
            "pledge": iri,
            "label": reader.label(iri),
            "kind": reader.code(values, "kind"),
            "pledgers": reader.labels(values, "pledger"),
            "recipients": reader.labels(values, "recipient"),
            "products": reader.labels(values, "product"),
            "grade": _picked(reader, iri, values, "grade"),
            "contested": sorted(local(str(item)) for item in values.get(expand("contested"), ())),
            "ending": _picked(reader, iri, values, "ending"),
            "delivery": _picked(reader, iri, values, "delivery"),
            "amounts": list(_amounts(reader, parts)),
            "first_reported": reader.first(values, "firstReported"),
            "last_reported": reader.first(values, "lastReported"),
            "reports": texts(values.get(expand("report"), ())),
            "origins": reader.labels(values, "origin"),
        }


def _picked(reader: Reader, iri: str, values: Values, axis: str) -> str | None:
    """The axis's status by the reader's policy: the event holds the default's, its pick nodes the others'."""
    if reader.policy == "latest":
        return reader.code(values, axis)
    return reader.code(reader.node(f"{iri}/pick-{reader.policy}"), axis)


def _amounts(reader: Reader, parts: Mapping[str, Values]) -> Iterator[Mapping[str, Any]]:
    found = sorted(typed(parts, "Amount"), key=lambda item: str(reader.first(item[1], "ordinal")).zfill(4))
    for _, values in found:
        yield {
            "text": reader.first(values, "rdfs:label"),
            "low": reader.first(values, "low"),
            "high": reader.first(values, "high"),
            "unit": reader.code(values, "unit"),
            "qualifier": reader.code(values, "qualifier"),
            "recurrence": reader.code(values, "recurrence"),
            "said_by": texts(values.get(expand("saidBy"), ())),
        }


@_question(
    "which companies benefit from which pledge, how strongly, and why they are held to",
    "pledge pledge_label company company_label basis role strength direction because grade reports origins",
    "pledge company country pledger recipient kind product status basis since",
)
def beneficiaries(reader: Reader) -> Iterator[Mapping[str, Any]]:
    for iri, values in reader.events():
        parts = reader.parts(iri)
        benefits = [
            (benefit_iri, benefit)
            for benefit_iri, benefit in typed(parts, "Benefit")
            if reader.filters.get("company", reader.first(benefit, "company")) == reader.first(benefit, "company")
            and reader.filters.get("basis", reader.first(benefit, "basis")) == reader.first(benefit, "basis")
        ]
        for _, benefit in sorted(benefits, key=lambda item: _strongest_first(reader, item)):
            company = str(reader.first(benefit, "company"))
            yield {
                "pledge": iri,
                "pledge_label": reader.label(iri),
                "company": company,
                "company_label": reader.label(company),
                "basis": reader.code(benefit, "basis"),
                "role": reader.code(benefit, "role"),
                "strength": reader.code(benefit, "strength"),
                "direction": reader.code(benefit, "direction"),
                "because": _because(reader, benefit, parts),
                "grade": _picked(reader, iri, values, "grade"),
                "reports": _reports(reader, benefit, values),
                "origins": _origins_of(reader, benefit, parts, values),
            }


def _strongest_first(reader: Reader, item: tuple[str, Values]) -> tuple[int, str, str]:
    iri, benefit = item
    strength = codes.concept("strength", reader.code(benefit, "strength") or "").rank or 0
    return (-strength, reader.label(str(reader.first(benefit, "company"))), iri)


def _because(reader: Reader, benefit: Values, parts: Mapping[str, Values]) -> str:
    claims = benefit.get(expand("claim"), ())
    if claims:
        cited = sorted({reader.cited(str(claim)) for claim in claims})
        more = f" and {len(cited) - 3} more" if len(cited) > 3 else ""
        return f"named by {'; '.join(cited[:3])}{more}"
    why = parts.get(str(benefit.get(PROV + "wasGeneratedBy", [""])[0]), {})
    return " ".join(texts(why.get(expand("sentence"), ())))


def _reports(reader: Reader, benefit: Values, event: Values) -> list[str]:
    """Reports that name the benefit; an inferred one rests on all reports of the pledge."""
    claims = benefit.get(expand("claim"), ())
    return sorted({reader.report(str(claim))[0] for claim in claims}) or texts(event.get(expand("report"), ()))


def _origins_of(reader: Reader, benefit: Values, parts: Mapping[str, Values], event: Values) -> list[str]:
    claims = set(benefit.get(expand("claim"), ()))
    if not claims:
        return reader.labels(event, "origin")
    return sorted(
        reader.label(iri) for iri, origin in typed(parts, "Origin") if claims & set(origin.get(expand("claim"), ()))
    )


# --- where it comes from


@_question(
    "what each report says of a pledge, with publisher, date, link and whose word it is",
    "pledge pledge_label claim report publisher published type title url status amounts attributed_to origin anonymous"
    " said_by evidence",
    "pledge country pledger recipient kind product status company since",
)
def evidence(reader: Reader) -> Iterator[Mapping[str, Any]]:
    for iri, values in reader.events():
        if "company" in reader.filters and reader.filters["company"] not in values.get(expand("company"), ()):
            continue
        parts = reader.parts(iri)
        origins = {str(claim): reader.label(origin) for origin, held in typed(parts, "Origin") for claim in held.get(expand("claim"), ())}
        rows = [_told(reader, str(claim), origins) for claim in values.get(expand("claim"), ())]
        for row in sorted(rows, key=lambda row: (row["published"] or "9999", row["claim"])):
            yield {"pledge": iri, "pledge_label": reader.label(iri), **row}


def _told(reader: Reader, claim: str, origins: Mapping[str, str]) -> dict[str, Any]:
    report_iri, report = reader.report(claim)
    held = gather(reader.store.quads(graph=report_iri))
    said = held[claim]
    sources = sorted((held[str(item)] for item in said.get(expand("attribution"), ())), key=lambda v: str(v[expand("ordinal")][0]))
    amounts = sorted((held[str(item)] for item in said.get(expand("amount"), ())), key=lambda v: str(v[expand("ordinal")][0]))
    return {
        "claim": claim,
        "report": report_iri,
        "publisher": reader.first(report, "publisher"),
        "published": reader.first(report, "published"),
        "type": reader.code(report, "type"),
        "title": reader.first(report, "title"),
        "url": reader.first(report, "url"),
        "status": reader.code(said, "status"),
        "amounts": [_as_stated(reader, amount) for amount in amounts],
        "attributed_to": [str(reader.first(source, "name")) for source in sources],
        "origin": origins.get(claim),
        "anonymous": bool(reader.first(said, "anonymous")),
        "said_by": reader.first(said, "saidBy"),
        "evidence": reader.first(said, "evidence"),
    }


def _as_stated(reader: Reader, amount: Values) -> str:
    """As printed, else the figure in the record's own words."""
    printed = reader.first(amount, "asPrinted")
    if printed:
        return str(printed)
    figures = [f"{value:f}" if hasattr(value, "adjusted") else str(value) for name in ("value", "low", "high") for value in amount.get(expand(name), ())]
    return f"{reader.code(amount, 'qualifier')} {'–'.join(figures)} {reader.code(amount, 'unit')}"


# --- the whole


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
