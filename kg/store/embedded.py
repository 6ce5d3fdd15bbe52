"""The store: pyoxigraph in memory or on disk, or a SPARQL server, behind a few methods. No other module holds one.

Outside this room the store is read by `subjects`, `objects`, `pairs`, `holds`, `node` and `query`, which speak in IRIs
and Python values; `quads` gives the engine's own terms, for what must see them as they stand.

Report graphs are replaced whole in one transaction; derived triples are deleted and inserted in one. Commits survive
a crash of the process; `flush` is what makes them survive a power cut, and loading calls it before it says done.
"""

from __future__ import annotations

import re
import threading
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Self, TypeAlias, TypeVar, cast

import pyoxigraph as ox

from kg.model.errors import QueryError, StoreError
from kg.model.iris import ID, PREFIXES
from kg.store import place
from kg.store.nodes import Value, Values, expand, gather, value_of
from kg.store.opening import FAILURES, for_reading, for_writing, told
from kg.store.remote import Remote, is_address

__all__ = ["Store", "bound"]

REPORTS = ID + "report/"
_SELECT = re.compile(r"^(SELECT\b[^{]*)", re.MULTILINE)
_BATCH = 5_000  # reports per bulk load: bounds the memory of the text on its way in
_Made = TypeVar("_Made")
_Term: TypeAlias = ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple


class Store:
    """Quads in a default graph and named ones. `Store(None)` lives in memory, `Store("http://…")` on a server.

    `calls` counts reads and writes, so that a test can hold what one more report costs; `writes` tells whether a copy
    is still one.
    """

    def __init__(self, path: str | Path | None = None, *, read_only: bool = False, wait: float = 0.0) -> None:
        """In memory without a path, at an address on a server (`kg.store.remote`), else in a folder.

        `wait` so many seconds for another process that writes to the folder.
        """
        self.address = str(path) if is_address(path) else None
        self.path = None if path is None or self.address else Path(path)
        self.read_only = read_only
        self.calls = self.writes = 0
        self.memo: dict[str, Any] = {}  # what readers made of the content, forgotten with the next write
        self.lock = threading.RLock()
        self._changing = False
        if self.address:
            with told(f"no store at {self.address}"):
                self._store = cast(ox.Store, Remote(self.address))  # it answers as one does
        elif self.path is None:
            self._store = ox.Store()
        elif read_only:
            self._store, self.place = for_reading(self.path)
        else:
            self._store = for_writing(self.path, wait)

    @property
    def before(self) -> bool:
        """Whether this is the store as it was before a change that has not ended, or was cut off."""
        return self.path is not None and self.read_only and self.place != self.path

    # --- changing

    @contextmanager
    def change(self) -> Iterator[None]:
        """A change of several transactions: until it has ended, readers see the store as it was; threads take turns.

        What ends in an error leaves readers where they were, until a later change has ended.
        """
        with self.lock:
            if self._changing or self.path is None or self.read_only:
                yield
                return
            self._changing = True
            try:
                with told("the store cannot be copied before it is changed"):
                    place.begin(self.path, self._store.backup)
                yield
                self.flush()
                self.settle()
            finally:
                self._changing = False

    def settle(self) -> None:
        """Say that the store is whole as it is."""
        if self.path is not None and not self.read_only:
            with told("the copy made before the change cannot be removed"):
                place.end(self.path)

    # --- reading

    def quads(
        self, subject: str | None = None, prop: str | None = None, value: str | None = None, graph: str | None = ""
    ) -> Iterator[ox.Quad]:
        """Quads that match; None is any. `value` is an IRI; `graph` "" is the default graph, None every graph.

        None match what is no IRI: a name that somebody typed where one may stand.
        """
        self.calls += 1
        try:
            return self._store.quads_for_pattern(
                None if subject is None else ox.NamedNode(subject),
                None if prop is None else ox.NamedNode(expand(prop)),
                None if value is None else ox.NamedNode(value),
                ox.DefaultGraph() if graph == "" else None if graph is None else ox.NamedNode(graph),
            )
        except ValueError:
            return iter(())

    def subjects(self, prop: str | None = None, value: str | None = None, *, graph: str | None = "") -> list[str]:
        """IRIs of the subjects of `quads`, sorted, each once."""
        found = self.quads(None, prop, value, graph)
        return sorted({quad.subject.value for quad in found if isinstance(quad.subject, ox.NamedNode)})

    def having(self, prop: str, text: str, *, graph: str | None = "") -> list[str]:
        """IRIs of the subjects whose `prop` is exactly this text, sorted, each once."""
        self.calls += 1
        where = ox.DefaultGraph() if graph == "" else None if graph is None else ox.NamedNode(graph)
        found = self._store.quads_for_pattern(None, ox.NamedNode(expand(prop)), ox.Literal(text), where)
        return sorted({quad.subject.value for quad in found if isinstance(quad.subject, ox.NamedNode)})

    def objects(self, subject: str | None, prop: str, *, graph: str | None = "") -> list[Value]:
        """Values of a property, sorted as text; None is any subject."""
        return sorted((value_of(quad.object) for quad in self.quads(subject, prop, None, graph)), key=str)

    def values(self, prop: str, *, graph: str | None = "") -> Iterator[tuple[str, Value]]:
        """(Subject, value) of the triples of a property, in no order; those of the default graph unless told."""
        found = ((quad.subject, quad.object) for quad in self.quads(None, prop, graph=graph))
        return ((one.value, value_of(two)) for one, two in found if isinstance(one, ox.NamedNode))

    def pairs(self, prop: str, value: str | None = None, *, subject: str | None = None) -> list[tuple[str, str]]:
        """(Subject, object) of the default graph's triples that link two IRIs by a property, sorted."""
        found = self.quads(subject, prop, value)
        linking = ((quad.subject, quad.object) for quad in found)
        return sorted(
            (one.value, two.value)
            for one, two in linking
            if isinstance(one, ox.NamedNode) and isinstance(two, ox.NamedNode)
        )

    def holds(
        self, subject: str | None, prop: str | None = None, value: str | None = None, *, graph: str | None = ""
    ) -> bool:
        """Whether there is a quad that matches."""
        return any(True for _ in self.quads(subject, prop, value, graph))

    def node(self, iri: str, *, graph: str | None = "") -> Values:
        """One subject: property IRI → values, sorted; empty where there is none."""
        return gather(self.quads(iri, graph=graph)).get(iri, {})

    def nodes(self, graph: str) -> dict[str, Values]:
        """Every subject of a named graph."""
        return dict(gather(self.quads(graph=graph)))

    def lines(self, graph: str) -> list[str]:
        """A named graph as sorted N-Quads lines."""
        return sorted(f"{quad} ." for quad in self.quads(graph=graph))

    def counted(self, place: str, terms: Iterable[_Term | ox.DefaultGraph]) -> int:
        """How many quads the index by `subject`, `property`, `value` or `graph` holds of these terms."""
        self.calls += 1
        n = ("subject", "property", "value", "graph").index(place)
        patterns: Iterator[list[Any]] = ([None] * n + [term] + [None] * (3 - n) for term in terms)
        return sum(1 for pattern in patterns for _ in self._store.quads_for_pattern(*pattern))

    def graphs(self) -> list[str]:
        """Names of all named graphs, sorted."""
        self.calls += 1
        return sorted(graph.value for graph in self._store.named_graphs())

    def reports(self) -> list[str]:
        """IRIs of all report graphs, sorted."""
        return [name for name in self.graphs() if name.startswith(REPORTS)]

    def has(self, graph: str) -> bool:
        """Whether the named graph holds anything."""
        self.calls += 1
        return self._store.contains_named_graph(ox.NamedNode(graph))

    def query(self, text: str, bind: Mapping[str, str] | None = None) -> list[dict[str, Value | None]]:
        """Rows of a SELECT of our own, common prefixes added; `bind` fixes projected variables to IRIs (`bound`)."""
        self.calls += 1
        try:
            found = self._store.query(bound(text, bind or {}), prefixes=PREFIXES)
            if not isinstance(found, ox.QuerySolutions):
                raise QueryError("only SELECT queries give rows")
            names = [variable.value for variable in found.variables]
            return [{name: None if (term := row[name]) is None else value_of(term) for name in names} for row in found]
        except FileNotFoundError as error:  # what a writer merges is removed under a reader
            raise StoreError(f"the store cannot be read: {error}") from error
        except FAILURES as error:
            raise QueryError(f"the query failed: {error}") from error

    def run(self, text: str) -> ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples:
        """A user's query, checked before by `kg.query.guard`; common prefixes added."""
        self.calls += 1
        try:
            return self._store.query(text, prefixes=PREFIXES)
        except FileNotFoundError as error:  # what a writer merges is removed under a reader
            raise StoreError(f"the store cannot be read: {error}") from error
        except FAILURES as error:
            raise QueryError(f"the query failed: {error}") from error

    def __len__(self) -> int:
        return len(self._store)

    # --- writing

    def put(self, graphs: Mapping[str, Sequence[str]], on_progress: Callable[[int], None] | None = None) -> None:
        """Replace each named graph by its N-Quads lines; new graphs go in by bulk, known ones one transaction each.

        StoreError if a line is of another graph or no N-Quads; of that transaction or bulk then nothing is kept.
        """
        fresh: list[str] = []
        pending = 0
        for graph, lines in graphs.items():
            if any(not line.endswith(f" <{graph}> .") for line in lines):
                raise StoreError(f"lines of another graph were handed in for {graph}")
            if self.has(graph):
                self._update(f"DROP SILENT GRAPH <{graph}>", lines, graph)
                self._tell(on_progress, 1)
                continue
            fresh.extend(lines)
            pending += 1
            if pending == _BATCH:
                self._bulk(fresh)
                self._tell(on_progress, pending)
                fresh, pending = [], 0
        if pending:
            self._bulk(fresh)
            self._tell(on_progress, pending)

    def add(self, lines: Sequence[str]) -> None:
        """Add N-Quads lines in one transaction."""
        if lines:
            self._writing()
            with told("the store refused a load"):
                self._store.load("\n".join(lines).encode(), format=ox.RdfFormat.N_QUADS)

    def remove(self, graph: str, lines: Sequence[str]) -> None:
        """Take these N-Quads lines out of their named graph, in one transaction."""
        if lines:
            triples = "\n".join(line.removesuffix(f"<{graph}> .") + "." for line in lines)
            self._update(f"DELETE DATA {{ GRAPH <{graph}> {{\n{triples}\n}} }}", ())

    def drop(self, graph: str) -> None:
        """Remove a named graph."""
        self._update(f"DROP SILENT GRAPH <{graph}>", ())

    def replace(
        self, prop: str, values: Iterable[str], lines: Sequence[str], *, only: tuple[str, str] | None = None
    ) -> None:
        """In one transaction: remove the default graph's subjects whose `prop` is one of the IRIs, add the lines.

        `only` (a property and an IRI) spares subjects that do not have it.
        """
        doomed = " ".join(f"<{value}>" for value in sorted(values))
        kept = f"?s <{expand(only[0])}> <{only[1]}> . " if only else ""
        self._update(
            f"DELETE {{ ?s ?p ?o }} WHERE {{ VALUES ?v {{ {doomed} }} ?s <{expand(prop)}> ?v . {kept}?s ?p ?o }}", lines
        )

    def rewrite(self, prop: str, values: Iterable[str], lines: Sequence[str]) -> None:
        """As `replace`, for much at once: removal is one transaction, the lines go in by bulk."""
        self.replace(prop, values, ())
        self._bulk(lines)

    def clear(self) -> None:
        """Remove everything."""
        self._writing()
        with told("the store cannot be emptied"):
            self._store.clear()

    def _update(self, first: str, lines: Sequence[str], graph: str | None = None) -> None:
        self._writing()
        body = "\n".join(lines)
        if graph:  # the lines are quads of this graph; INSERT DATA wants triples inside GRAPH
            triples = "\n".join(line.removesuffix(f"<{graph}> .") + "." for line in lines)
            body = f"GRAPH <{graph}> {{\n{triples}\n}}"
        with told("the store refused an update"):
            self._store.update(first + (f" ;\nINSERT DATA {{\n{body}\n}}" if lines else ""))

    def _bulk(self, lines: Sequence[str]) -> None:
        self._writing()
        with told("the store refused a load"):
            self._store.bulk_load("\n".join(lines).encode(), format=ox.RdfFormat.N_QUADS)

    def kept(self, name: str, make: Callable[[], _Made]) -> _Made:
        """What a reader makes of the content, made once until something is written."""
        if name not in self.memo:
            self.memo[name] = make()
        found: _Made = self.memo[name]
        return found

    def _writing(self) -> None:
        if self.read_only:
            raise StoreError(f"{self.path or self.address or 'the graph as it stood'} is open for reading only")
        self.calls += 1
        self.writes += 1
        self.memo.clear()

    @staticmethod
    def _tell(on_progress: Callable[[int], None] | None, done: int) -> None:
        if on_progress:
            on_progress(done)

    # --- the whole

    def dump(self) -> bytes:
        """Every quad as N-Quads, sorted: equal content gives equal bytes."""
        self.calls += 1
        raw: bytes = self._store.dump(format=ox.RdfFormat.N_QUADS) or b""
        return b"".join(sorted(raw.splitlines(keepends=True)))

    def load_dump(self, data: bytes) -> None:
        """Add a dump's quads by bulk."""
        self._writing()
        with told("no N-Quads dump"):
            self._store.bulk_load(data, format=ox.RdfFormat.N_QUADS)

    def take(self, other: Store, graphs: Iterable[str]) -> None:
        """Add these named graphs of another store by bulk, as they stand there."""
        self._writing()
        with told("the store refused a load"):
            self._store.bulk_extend(quad for graph in graphs for quad in other.quads(graph=graph))

    def copy(self) -> Self:
        """The same content in memory."""
        made = type(self)(None)
        made.load_dump(self.dump())
        return made

    def snapshot(self, folder: Path) -> Path:
        """Where another process can read this content: a folder to open read-only, or a file of N-Quads.

        The store itself if it is open for reading, else a copy made in the folder given.
        """
        if self.path is not None and self.read_only:
            return self.place
        with told("the store cannot be copied"):
            if self.path is not None:
                self._store.backup(str(folder / "store"))
                return folder / "store"
            self._store.dump(str(folder / "store.nq"), format=ox.RdfFormat.N_QUADS)
            return folder / "store.nq"

    def flush(self) -> None:
        """Force what is committed to disk."""
        if self.path is not None and not self.read_only:
            with told("the store cannot be flushed"):
                self._store.flush()

    def optimize(self) -> None:
        """Compact after a large load; queries on disk are an order of magnitude faster for it."""
        if self.path is not None and not self.read_only:
            with told("the store cannot be compacted"):
                self._store.optimize()


def bound(query: str, bind: Mapping[str, str]) -> str:
    """A SELECT with some of the variables it projects written as IRIs: the engine orders a join by what its text says.

    The word SELECT starts a line. Subqueries project and group by such a variable alone, and need it no more then.
    """
    for name, iri in bind.items():
        start = _SELECT.search(query)
        if start is None or not re.search(rf"\?{name}\b", start[1]):
            raise QueryError(f"the query does not select ?{name}, which is to be <{iri}>")
        head = re.sub(rf"\?{name}\b", f"(<{iri}> AS ?{name})", start[1])
        body = re.sub(rf"(?<=SELECT )\?{name}\b|GROUP BY \?{name}\b", "", query[start.end(1) :])
        query = query[: start.start(1)] + head + re.sub(rf"\?{name}\b", f"<{iri}>", body)
    return query
