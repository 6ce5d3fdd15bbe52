"""The graph that is served: one state for as long as the server runs, and a few moments of it kept at hand."""

from __future__ import annotations

import asyncio
import gc
import gzip
import traceback
from collections import OrderedDict
from collections.abc import Awaitable, Callable, Collection, Coroutine, Sequence
from functools import lru_cache
from importlib.metadata import version
from pathlib import Path
from queue import Empty, Queue
from threading import BoundedSemaphore, Lock
from typing import Any

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from kg.derive.conductor import STATE
from kg.graph import TradeGraph
from kg.model.errors import StoreError
from kg.model.iris import digest
from kg.query.sparql import Dataset, Worker, exact

__all__ = ["Answering", "Kept", "Loads", "Served", "again", "get", "given", "moment", "served"]

MOMENTS = 4  # graphs as they stood that are kept; each takes the memory of a whole graph
KEPT = 64 * 2**20  # bytes of answers that are kept
WORKERS = 2  # processes for SPARQL, one query each
WAITING = 4  # queries that wait for one of them, so that no number of them keeps others from being answered
WAIT = 10.0  # seconds a query waits
LATER = 10  # niceness of queries, so that pages and questions are not kept waiting
Answering = Callable[[Request], Response]
_RENEWING = Lock()


class Served:
    """A graph with what is the same for all requests."""

    def __init__(self, graph: TradeGraph) -> None:
        self.graph = graph
        (self.digest,) = map(str, graph.store.objects(STATE, "inputDigest"))
        self.version = version("tradekg")
        self.kept = Kept()
        self._one = Lock()
        self._workers: Queue[Worker] = Queue()
        self._queries = BoundedSemaphore(WORKERS + WAITING)
        for _ in range(WORKERS):
            self._workers.put(Worker(graph.store, niceness=LATER))
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
        """As `kg.query.sparql.exact`, by the next process that is free; 503 if too many wait, or none becomes free."""
        busy = HTTPException(503, "too many queries at once; try again", {"Retry-After": "10"})
        if not self._queries.acquire(blocking=False):
            raise busy
        try:
            worker = self._workers.get(timeout=WAIT)
        except Empty:
            self._queries.release()
            raise busy from None
        try:
            return exact(worker, query, forms, on)
        finally:
            self._workers.put(worker)
            self._queries.release()

    def close(self) -> None:
        """End the processes that queries run in."""
        while not self._workers.empty():
            self._workers.get().close()

    def tag(self, request: Request, by: Collection[str] = (), form: str = "") -> str:
        """What an answer depends on, as an entity tag: inputs, version, address, the headers it goes by, form."""
        asked = (request.scope["raw_path"].decode("latin-1"), request.scope["query_string"].decode("latin-1"))
        headers = (f"{name}:{request.headers.get(name, '')}" for name in sorted(by))
        return f'"{digest(self.digest, self.version, *asked, *headers, form, length=32)}"'


def served(request: Request) -> Served:
    """What the application of a request serves."""
    held: Served = request.app.state.served
    return held


def opened(store: str | Path) -> Served:
    """The store as it is now, in the place of what was served."""
    gc.unfreeze()  # the former state may go
    return Served(TradeGraph.open(store, read_only=True))


async def again(request: Request, answering: Callable[[Request], Awaitable[Response]]) -> Response:
    """The answer; once more from the store as it is now if the files of the state that is served are gone.

    Another process that writes to the store merges its files and removes those it read, as a reader may find out late.
    """
    held = served(request)
    try:
        return await answering(request)
    except (FileNotFoundError, StoreError):
        path = held.graph.store.path
        if path is None:
            raise
        await run_in_threadpool(_renew, request.app, held, path)
        return await answering(request)


def _renew(app: Starlette, held: Served, path: Path) -> None:
    with _RENEWING:
        if app.state.served is held:  # else another request has done it
            app.state.served = opened(path)


def given(request: Request) -> dict[str, str]:
    """The query's parameters. 400 for one that is given twice: which of them was meant nobody can tell."""
    found: dict[str, str] = {}
    for name, value in request.query_params.multi_items():
        if name in found:
            raise HTTPException(400, f"{name!r} is given twice")
        found[name] = value
    return found


def moment(request: Request) -> TradeGraph:
    """The graph as the request's `as_of` and `known_by` want it; 400 for any other parameter."""
    words = given(request)
    as_of, known_by = words.pop("as_of", None), words.pop("known_by", None)
    if words:
        raise HTTPException(400, f"a page takes as_of and known_by, not {next(iter(words))!r}")
    return served(request).at(as_of, known_by)


class Loads:
    """Where reports are loaded to, by whom, and one at a time."""

    def __init__(self, store: str, token: str) -> None:
        self.store, self.token, self.lock = store, token, Lock()

    def served(self) -> Served:
        """The store as it is now. Requests under way end with the state they began with."""
        return opened(self.store)


class Kept:
    """Answers made before, by their tags: the ones asked for last, up to so many bytes; none is made twice at once."""

    def __init__(self) -> None:
        self._held: OrderedDict[str, Response] = OrderedDict()
        self._size = 0
        self._under_way: dict[str, asyncio.Task[Response]] = {}

    def get(self, tag: str) -> Response | None:
        """The answer with this tag, if it is still here."""
        if tag in self._held:
            self._held.move_to_end(tag)
        return self._held.get(tag)

    def put(self, tag: str, response: Response) -> None:
        """Keep an answer, and let the oldest go."""
        if tag in self._held or len(response.body) > KEPT:
            return
        self._held[tag] = response
        self._size += len(response.body)
        while self._size > KEPT:
            self._size -= len(self._held.popitem(last=False)[1].body)

    async def once(self, tag: str, making: Callable[[], Coroutine[Any, Any, Response]]) -> Response:
        """The answer with this tag: kept, or made now, or by who began to make it; kept where it is one (200)."""
        if (known := self.get(tag)) is not None:
            return known
        if tag not in self._under_way:
            task = asyncio.create_task(making())
            self._under_way[tag] = task
            task.add_done_callback(lambda done: self._done(tag, done))
        return await asyncio.shield(self._under_way[tag])

    def _done(self, tag: str, task: asyncio.Task[Response]) -> None:
        del self._under_way[tag]
        if not task.cancelled() and task.exception() is None and task.result().status_code == 200:
            self.put(tag, task.result())


def get(path: str, answering: Answering, *, by: Collection[str] = ()) -> Route:
    """A route for GET and HEAD. The handler runs in a thread; what the client holds already is not made again.

    An answer follows from the graph, the address and the headers that it goes `by`, so its tag is known before it is
    made; the same answer, packed for who takes gzip, has a tag of its own and is packed once.
    """

    async def answered(request: Request) -> Response:
        held, plain = served(request).kept, served(request).tag(request, by)
        packs = _takes_gzip(request.headers.get("accept-encoding", ""))
        tag = served(request).tag(request, by, "gzip") if packs else plain
        about = {"ETag": tag, "Cache-Control": "no-cache", "Vary": ", ".join((*map(str.title, by), "Accept-Encoding"))}
        if tag in [item.strip().removeprefix("W/") for item in request.headers.get("if-none-match", "").split(",")]:
            return Response(status_code=304, headers=about)

        async def made() -> Response:
            response = await run_in_threadpool(_in_thread, answering, request)
            response.headers.update(about | {"ETag": plain} if response.status_code == 200 else {"Vary": about["Vary"]})
            return response

        async def packed() -> Response:
            response = await held.once(plain, made)
            return await run_in_threadpool(_packed, response, tag) if response.status_code == 200 else response

        return await held.once(tag, packed if packs else made)

    async def endpoint(request: Request) -> Response:
        return await again(request, answered)

    asynchronous: Callable[[Request], Awaitable[Response]] = endpoint
    return Route(path, asynchronous, methods=["GET"], name=path)


def _in_thread(answering: Answering, request: Request) -> Response:
    """The answer; what failed leaves none of the engine's iterators behind, which must go in the thread they are of."""
    try:
        return answering(request)
    except Exception as error:
        fault: BaseException | None = error
        while fault is not None:
            traceback.clear_frames(fault.__traceback__)
            fault = fault.__cause__ or fault.__context__
        raise


def _takes_gzip(accepted: str) -> bool:
    offers = [item.replace(" ", "").lower() for item in accepted.split(",")]
    return any(item == "gzip" or (item.startswith("gzip;q=") and item[7:].strip("0.")) for item in offers)


def _packed(response: Response, tag: str) -> Response:
    """The same answer by gzip, the same bytes each time."""
    headers = {name: value for name, value in response.headers.items() if name != "content-length"}
    told = headers | {"etag": tag, "content-encoding": "gzip"}
    return Response(gzip.compress(response.body, 6, mtime=0), response.status_code, told)
