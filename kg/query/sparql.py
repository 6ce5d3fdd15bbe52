"""A user's SPARQL query: checked, run in a process of its own, and given whole or not at all."""

from __future__ import annotations

import json
import os
import selectors
import shutil
import subprocess
import sys
import tempfile
import threading
import time
import weakref
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import pyoxigraph as ox

import kg
from kg.model.errors import QueryError, QueryLimitError, StoreError
from kg.query import guard
from kg.query.faults import readable
from kg.query.table import Table
from kg.query.worker import GRAPH_FORMS, ROW_FORMS
from kg.store.embedded import Store
from kg.store.nodes import value_of

__all__ = ["BYTES", "FORMS", "MEMORY", "ROWS", "SECONDS", "Dataset", "Worker", "exact", "run"]

FORMS = (*ROW_FORMS, *GRAPH_FORMS)
SECONDS = 10.0
ROWS = 10_000
BYTES = 20 * 2**20
MEMORY = 2 * 2**30
_OPENING = 120.0  # seconds a copy of the store may take to open
_START = "import sys; sys.path.insert(0, sys.argv[1]); from kg.query.worker import main; main()"


@dataclass(frozen=True, slots=True)
class _Answer:
    kind: str
    form: str
    data: bytes


@dataclass(frozen=True, slots=True)
class Dataset:
    """What a query runs on, as a request of the SPARQL Protocol says it: graphs by IRI, and what relative IRIs mean.

    Without any graph it is the whole store; with one, those named are all there are. `WORLD` is the default graph.
    """

    base: str | None = None
    default: tuple[str, ...] = ()
    named: tuple[str, ...] = ()


class Worker:
    """The process behind a store's queries: started when first needed, kept, ended at a deadline or when left alone.

    It sees the store as it stood when it last was written to. One query runs at a time; others wait for it. Niceness
    is for a server, where a query that takes all it can get must not keep pages waiting.
    """

    def __init__(self, store: Store, *, niceness: int = 0) -> None:
        self._store = store
        self._niceness = niceness
        self._process: subprocess.Popen[bytes] | None = None
        self._copy: weakref.finalize[..., Worker] | None = None  # removes the copy that the process reads
        self._seen = -1
        self._lock = threading.Lock()

    def ask(
        self, query: str, forms: Sequence[str] = (), *, rows: int, seconds: float, on: Dataset | None = None
    ) -> _Answer:
        """The answer in the first of these forms that fits it.

        QueryError if it fails; QueryLimitError if it is over a limit of time, rows, bytes or memory; StoreError if the
        store's files are gone.
        """
        with self._lock:
            process = self._running()
            asked = {"query": query, "forms": forms, "rows": rows, "bytes": BYTES, "seconds": seconds}
            asked |= asdict(on or Dataset())
            assert process.stdin is not None
            try:
                process.stdin.write(json.dumps(asked).encode() + b"\n")
                process.stdin.flush()
            except BrokenPipeError:
                raise self._ended(process) from None
            try:
                return self._read(process, seconds, f"the query took longer than {seconds:g} s and was ended")
            except QueryLimitError:
                raise
            except QueryError as error:
                raise QueryError(readable(str(error), query)) from None

    def close(self) -> None:
        """End the process and remove the copy it read."""
        if self._process is not None:
            self._process.kill()
            self._process.wait()
            for pipe in (self._process.stdin, self._process.stdout):
                if pipe is not None:
                    pipe.close()
            self._process = None
        if self._copy is not None:
            self._copy()
            self._copy = None

    def __del__(self) -> None:
        self.close()

    def _running(self) -> subprocess.Popen[bytes]:
        if self._process is not None and self._process.poll() is None and self._seen == self._store.writes:
            return self._process
        self.close()
        folder = tempfile.mkdtemp(prefix="tradekg-")
        self._copy = weakref.finalize(self, shutil.rmtree, folder, ignore_errors=True)  # at exit, too
        place = self._store.snapshot(Path(folder))
        self._seen = self._store.writes
        root = str(Path(kg.__file__).resolve().parent.parent)
        command = [sys.executable, "-P", "-s", "-c", _START, root, str(place.absolute())]
        command += [str(MEMORY), str(self._niceness)]
        self._process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, bufsize=0
        )
        self._read(self._process, _OPENING, "the copy of the store that queries read could not be opened in time")
        return self._process

    def _read(self, process: subprocess.Popen[bytes], seconds: float, late: str) -> _Answer:
        """A head and the bytes it announces, or the process is ended at the deadline."""
        until = time.monotonic() + seconds
        held = b""
        head: dict[str, Any] | None = None
        with selectors.DefaultSelector() as ready:
            assert process.stdout is not None
            ready.register(process.stdout, selectors.EVENT_READ)
            while head is None or len(held) < head["size"]:
                if not ready.select(max(0.0, until - time.monotonic())):
                    self.close()
                    raise QueryLimitError(late)
                part = os.read(process.stdout.fileno(), 1 << 20)
                if not part:
                    raise self._ended(process)
                held += part
                if head is None and b"\n" in held:
                    line, _, held = held.partition(b"\n")
                    head = json.loads(line)
        if head.get("store"):
            self.close()
            raise StoreError(head["error"])
        if "error" in head:
            raise (QueryLimitError if head.get("limit") else QueryError)(head["error"])
        return _Answer(head["kind"], head.get("form", ""), held)

    def _ended(self, process: subprocess.Popen[bytes]) -> QueryLimitError:
        code = process.wait()
        self.close()
        return QueryLimitError(
            f"the query ended the process that ran it (code {code}): it needs more than the {MEMORY >> 20} MiB of "
            "memory that are allowed, or more than the engine bears"
        )


def run(
    worker: Worker, query: str, *, form: str | None = None, rows: int = ROWS, seconds: float = SECONDS
) -> Table | bytes:
    """In one of `FORMS` the bytes; else SELECT and ASK give a Table, CONSTRUCT and DESCRIBE sorted N-Triples.

    QueryError for anything that writes or reaches out, for a query that fails, and for an answer over a limit: of it
    nothing is given.
    """
    guard.check(query)
    found = worker.ask(query, [] if form is None else [form], rows=rows, seconds=seconds)
    if form is not None or found.kind == "triples":
        return found.data
    if found.kind == "boolean":
        return Table(("boolean",), ({"boolean": json.loads(found.data)["boolean"]},), "sparql", "covered")
    return _table(found.data)


def exact(worker: Worker, query: str, forms: Sequence[str], on: Dataset) -> tuple[str, bytes]:
    """Which of these forms fits the answer, and the answer in it; errors as of `run`."""
    guard.check(query)
    found = worker.ask(query, forms, rows=ROWS, seconds=SECONDS, on=on)
    return found.form, found.data


def _table(tsv: bytes) -> Table:
    found = ox.parse_query_results(tsv, format=ox.QueryResultsFormat.TSV)
    assert isinstance(found, ox.QuerySolutions)
    names = tuple(variable.value for variable in found.variables)
    rows = tuple(
        {name: None if (term := solution[name]) is None else value_of(term) for name in names} for solution in found
    )
    return Table(names, rows, "sparql", "covered" if rows else "none")
