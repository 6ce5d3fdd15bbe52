"""The graph that is served: one state for as long as the server runs, and a few moments of it kept at hand."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from functools import lru_cache
from importlib.metadata import version
from queue import Empty, Queue
from threading import Lock

from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from kg.derive.conductor import STATE
from kg.graph import TradeGraph
from kg.model.iris import digest
from kg.query.sparql import Dataset, Worker, exact

__all__ = ["Answering", "Served", "get", "given", "served"]

MOMENTS = 4  # graphs as they stood that are kept; each takes the memory of a whole graph
WORKERS = 2  # processes for SPARQL, one query each
WAIT = 10.0  # seconds a query waits for one of them
Answering = Callable[[Request], Response]


class Served:
    """A graph with what is the same for all requests."""

    def __init__(self, graph: TradeGraph) -> None:
        self.graph = graph
        (self.digest,) = map(str, graph.store.objects(STATE, "inputDigest"))
        self.version = version("tradekg")
        self._one = Lock()
        self._workers: Queue[Worker] = Queue()
        for _ in range(WORKERS):
            self._workers.put(Worker(graph.store))
        self._kept = lru_cache(MOMENTS)(self._as_it_stood)

    def at(self, as_of: str | None, known_by: str | None) -> TradeGraph:
        """The graph as it stood; derived once a moment, one moment at a time."""
        if as_of is None and known_by is None:
            return self.graph
        with self._one:
            return self._kept(as_of, known_by)

    def _as_it_stood(self, as_of: str | None, known_by: str | None) -> TradeGraph:
        return self.graph.at(as_of=as_of, known_by=known_by)

    def sparql(self, query: str, forms: Sequence[str], on: Dataset) -> tuple[str, bytes]:
        """As `kg.query.sparql.exact`, by the next process that is free; 503 if none becomes so in time."""
        try:
            worker = self._workers.get(timeout=WAIT)
        except Empty:
            raise HTTPException(503, "too many queries at once; try again", {"Retry-After": "10"}) from None
        try:
            return exact(worker, query, forms, on)
        finally:
            self._workers.put(worker)

    def close(self) -> None:
        """End the processes that queries run in."""
        while not self._workers.empty():
            self._workers.get().close()

    def tag(self, request: Request) -> str:
        """What an answer depends on, as an entity tag: inputs, version of the package, address, accepted types."""
        about = (self.digest, self.version, str(request.url), request.headers.get("accept", ""))
        return f'"{digest(*about, length=32)}"'


def served(request: Request) -> Served:
    """What the application of a request serves."""
    held: Served = request.app.state.served
    return held


def given(request: Request) -> dict[str, str]:
    """The query's parameters. 400 for one that is given twice: which of them was meant nobody can tell."""
    found: dict[str, str] = {}
    for name, value in request.query_params.multi_items():
        if name in found:
            raise HTTPException(400, f"{name!r} is given twice")
        found[name] = value
    return found


def get(path: str, answering: Answering) -> Route:
    """A route for GET and HEAD. The handler runs in a thread; what the client holds already is not made again.

    An answer follows from the graph and the request alone, so its tag is known before it is made.
    """

    async def endpoint(request: Request) -> Response:
        tag = served(request).tag(request)
        kept = {"ETag": tag, "Cache-Control": "no-cache", "Vary": "Accept"}
        if tag in [item.strip().removeprefix("W/") for item in request.headers.get("if-none-match", "").split(",")]:
            return Response(status_code=304, headers=kept)
        response = await run_in_threadpool(answering, request)
        response.headers.update(kept if response.status_code == 200 else {"Vary": "Accept"})
        return response

    asynchronous: Callable[[Request], Awaitable[Response]] = endpoint
    return Route(path, asynchronous, methods=["GET"], name=path)
