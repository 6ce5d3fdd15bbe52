"""The Python API: `TradeGraph`, a thin door over store, derive and questions."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import pyoxigraph as ox

from kg import check, dates, decisions, derive, find, quads, questions, sparql
from kg.decisions import Decision
from kg.errors import InputError, QueryError
from kg.loaders import Refused, read
from kg.nodes import value_of
from kg.record import Record
from kg.stated import Stated
from kg.store import Store
from kg.table import Table
from kg.terms import DECISIONS, data_dir
from kg.view import exports
from kg.view.made import View, view

__all__ = ["Loaded", "TradeGraph", "World"]

_MANY = 200  # from so many changed reports on, deriving all afresh is cheaper than by component
Progress = Callable[[str, int, int], None]


@dataclass(frozen=True, slots=True)
class Loaded:
    """What a load did: reports by IRI, and the events it wrote or removed."""

    added: tuple[str, ...] = ()
    replaced: tuple[str, ...] = ()
    unchanged: tuple[str, ...] = ()
    refused: tuple[Refused, ...] = ()
    changed: tuple[str, ...] = ()

    def __str__(self) -> str:
        counts = [f"{len(getattr(self, name))} {name}" for name in ("added", "replaced", "unchanged", "refused")]
        return f"reports: {', '.join(counts)}; events changed: {len(self.changed)}"


@dataclass(frozen=True, slots=True)
class World:
    """The shipped reports and decisions."""

    reports: tuple[Record, ...] = field(default=())
    decisions: tuple[Decision, ...] = field(default=())

    @classmethod
    def shipped(cls) -> World:
        """Read from the package. InputError names a faulty line: the shipped world is checked like anybody's."""
        records = []
        for item in read([data_dir() / "reports"]):
            if isinstance(item, Refused):
                raise InputError(str(item))
            records.append(item)
        path = data_dir() / "decisions.jsonl"
        return cls(tuple(records), tuple(decisions.read(path)) if path.exists() else ())


class TradeGraph:
    """The graph behind one store. A context manager; `close` flushes."""

    def __init__(self, store: Store, *, as_of: date | None = None, known_by: date | None = None) -> None:
        self.store, self.as_of, self.known_by = store, as_of, known_by
        self._admitted_notes: tuple[str, ...] = ()

    @classmethod
    def open(cls, store: str | Path | None = None, *, read_only: bool = False) -> Self:
        """The graph in a folder, made if need be; None for one in memory.

        What is derived is made afresh where it does not follow from its inputs (a crash, another version).
        """
        opened = cls(Store(store, read_only=read_only))
        if not read_only and not derive.current(opened.store):
            derive.load_reference(opened.store)
            derive.derive(opened.store)
            opened.store.flush()
        return opened

    def close(self) -> None:
        """Force everything to disk."""
        self.store.flush()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    # --- writing

    def load(self, records: Iterable[Record | Refused], *, on_progress: Progress | None = None) -> Loaded:
        """Add reports, or replace them whole where the same publisher, address and title are there already.

        Refusals among the records are passed on; nothing of a refused report is loaded.
        """
        wanted, refused = self._wanted(records)
        graphs, kinds = self._compared(wanted)
        self.store.put(graphs)
        many = len(graphs) > _MANY or (len(graphs) > 20 and len(graphs) * 2 > len(wanted))
        done = self._derive(None if many else graphs, on_progress) if graphs else derive.Derived()
        self.store.flush()
        if many:
            self.store.optimize()
        return Loaded(
            tuple(sorted(kinds["added"])),
            tuple(sorted(kinds["replaced"])),
            tuple(sorted(kinds["unchanged"])),
            tuple(refused),
            tuple(sorted({*done.written, *done.gone})),
        )

    def dry_run(self, records: Iterable[Record | Refused]) -> Loaded:
        """What `load` would do to the reports; nothing is written."""
        wanted, refused = self._wanted(records)
        _, kinds = self._compared(wanted)
        return Loaded(*(tuple(sorted(kinds[name])) for name in ("added", "replaced", "unchanged")), tuple(refused))

    def _wanted(self, records: Iterable[Record | Refused]) -> tuple[dict[str, Record], list[Refused]]:
        wanted: dict[str, Record] = {}
        refused: list[Refused] = []
        for item in records:
            if isinstance(item, Refused):
                refused.append(item)
            else:
                wanted[item.report.iri] = item
        return wanted, refused

    def _compared(self, wanted: dict[str, Record]) -> tuple[dict[str, list[str]], dict[str, set[str]]]:
        graphs: dict[str, list[str]] = {}
        kinds: dict[str, set[str]] = {"added": set(), "replaced": set(), "unchanged": set()}
        for iri, record in sorted(wanted.items()):
            if not self.store.has(iri):
                kinds["added"].add(iri)
                graphs[iri] = quads.encode(record)
                continue
            old, claims = quads.decode_claims(self.store.quads(graph=iri), iri)
            if old.dump() == record.dump():
                kinds["unchanged"].add(iri)
            else:
                kinds["replaced"].add(iri)
                graphs[iri] = quads.encode(record, {claim.content_hash(): claim_iri for claim_iri, claim in claims})
        return graphs, kinds

    def _derive(self, reports: Iterable[str] | None, on_progress: Progress | None) -> derive.Derived:
        return derive.derive(self.store, reports, on_progress=on_progress)

    def decide(self, verdict: str, *refs: str, by: str, on: date | str, why: str) -> Table:
        """Record a decision and derive what it touches. Gives the decision as a one-row table."""
        day = dates.of_day(on) if isinstance(on, str) else on
        made = Decision(verdict, tuple(find.resolve(self.store, ref, "pledge") if "/" not in ref else ref for ref in refs), by, day, why)
        self.add_decisions([made])
        return Table(("decision", *made.dump()), ({"decision": made.iri, **made.dump()},), "decide", "covered")

    def add_decisions(self, made: Iterable[Decision]) -> None:
        """Add decisions, and derive the components of the reports they are about."""
        known = {quad.subject.value for quad in self.store.quads(graph=DECISIONS)}  # type: ignore[union-attr]
        new = [decision for decision in made if decision.iri not in known]
        if new:
            self.store.add(decisions.to_lines(new))
            self._derive(self._reports_of(ref for decision in new for ref in decision.refs), None)
            self.store.flush()

    def _reports_of(self, refs: Iterable[str]) -> set[str]:
        """The reports that claims stand in; a report is its own."""
        found = set()
        for ref in refs:
            if self.store.has(ref):
                found.add(ref)
            for quad in self.store.quads(ref, "report", graph=None):
                found.add(quad.object.value)  # type: ignore[union-attr]
        return found

    def build(self, *, on_progress: Progress | None = None) -> Loaded:
        """The main job: load the shipped world and derive. A user's own reports stay."""
        derive.load_reference(self.store)
        world = World.shipped()
        loaded = self.load(world.reports, on_progress=on_progress)
        self.add_decisions(world.decisions)
        if not derive.current(self.store):
            self._derive(None, on_progress)
            self.store.flush()
        return loaded

    def exports(self, folder: Path, *, on_progress: Progress | None = None) -> int:
        """Write the shipped world's pages, from a store that holds nothing else; gives their number."""
        shipped = World.shipped()
        own = {decision.iri for decision in shipped.decisions}
        told = {quad.subject.value for quad in self.store.quads(graph=DECISIONS)}  # type: ignore[union-attr]
        if self.store.reports() == sorted(item.report.iri for item in shipped.reports) and told == own:
            return exports.write(self.store, folder, on_progress)
        with TradeGraph.open() as graph:
            graph.build(on_progress=on_progress)
            return exports.write(graph.store, folder, on_progress)

    # --- time

    def at(self, *, as_of: date | str | None = None, known_by: date | str | None = None) -> TradeGraph:
        """The graph as it stood: `known_by` admits reports published by that day, `as_of` claims about days up to it.

        Derived afresh in memory from what is admitted, with today's decisions and reference data. Undated reports are
        never known by a day, and the answers say how many were left out for that.
        """
        as_of = dates.of_day(as_of) if isinstance(as_of, str) else as_of
        known_by = dates.of_day(known_by) if isinstance(known_by, str) else known_by
        if as_of is None and known_by is None:
            return self
        made = TradeGraph(Store(None), as_of=as_of, known_by=known_by)
        undated = 0
        graphs: dict[str, list[str]] = {}
        for report in self.store.reports():
            record = quads.decode(self.store.quads(graph=report), report)
            published = dates.earliest(record.report.published)
            undated += published is None
            if published is not None and (known_by is None or published <= known_by):
                graphs[report] = [f"{quad} ." for quad in self.store.quads(graph=report)]
        made.store.put(graphs)
        made.store.add([f"{quad} ." for quad in self.store.quads(graph=DECISIONS)])
        derive.load_reference(made.store)

        def admit(claim: Stated) -> bool:
            return as_of is None or (claim.day is not None and claim.day <= as_of)

        derive.derive(made.store, admit=admit)
        if undated:
            made._admitted_notes = (f"{undated} reports without a date are left out: no day is known by which they were told",)
        return made

    @property
    def _context(self) -> dict[str, Any]:
        return {
            "as_of": self.as_of.isoformat() if self.as_of else None,
            "known_by": self.known_by.isoformat() if self.known_by else None,
        }

    # --- reading

    def ask(self, question: str, *, policy: str | None = None, **filters: str | None) -> Table:
        """Answer one of `kg.questions.QUESTIONS`."""
        table = questions.ask(self.store, question, policy=policy, context=self._context, **filters)
        notes = (*table.notes, *self._admitted_notes)
        return Table(table.columns, table.rows, table.question, table.coverage, notes, table.context)

    def pledges(self, **filters: str | None) -> Table:
        """What was promised: `ask("pledges", …)`."""
        return self.ask("pledges", **filters)

    def beneficiaries(self, **filters: str | None) -> Table:
        """Which companies benefit from which pledge, and why: `ask("beneficiaries", …)`."""
        return self.ask("beneficiaries", **filters)

    def evidence(self, **filters: str | None) -> Table:
        """What each report says: `ask("evidence", …)`."""
        return self.ask("evidence", **filters)

    def find(self, name: str, kind: str | None = None) -> Table:
        """Nodes by name; an ambiguous name lists its candidates."""
        return find.find(self.store, name, kind)

    def check(self) -> Table:
        """Errors (ours) and findings (the reports')."""
        return check.check(self.store)

    def view(self, what: str, *refs: str) -> View:
        """A page: `view("pledge", "chips")`; `.html`, `.save()`, `.to_pyvis()`."""
        return view(self.store, what, *refs)

    def sparql(self, query: str, *, rows: int = 10_000) -> Table | bytes:
        """A SPARQL 1.1 query: SELECT and ASK give a Table, CONSTRUCT and DESCRIBE N-Triples.

        QueryError for anything that writes, reaches out, or is too deep. At most `rows` rows; a note says when cut.
        """
        sparql.check(query)
        found = self.store.run(query)
        if isinstance(found, ox.QueryBoolean):
            return Table(("boolean",), ({"boolean": bool(found)},), "sparql", "covered")
        if isinstance(found, ox.QueryTriples):
            made: bytes = found.serialize(format=ox.RdfFormat.N_TRIPLES) or b""
            return b"".join(sorted(made.splitlines(keepends=True)))
        return _rows(found, rows)

    def stats(self) -> Table:
        """What is in the graph: counts by class and layer."""
        return questions.stats(self.store)

    def dump(self) -> bytes:
        """Everything as sorted N-Quads: equal content gives equal bytes."""
        return self.store.dump()


def _rows(found: ox.QuerySolutions, most: int) -> Table:
    names = tuple(variable.value for variable in found.variables)
    rows: list[dict[str, Any]] = []
    notes: tuple[str, ...] = ()
    try:
        for solution in found:
            if len(rows) == most:
                notes = (f"cut after {most} rows; ask for more with --rows",)
                break
            rows.append({name: None if (term := solution[name]) is None else value_of(term) for name in names})
    except (RuntimeError, OSError) as error:
        raise QueryError(f"the query failed: {error}") from error
    return Table(names, tuple(rows), "sparql", "covered" if rows else "none", notes)

