"""The application: all routes, behind the guards; and the server that runs it."""

from __future__ import annotations

import asyncio
import gc
import json
import logging
import os
import sys
from collections.abc import AsyncIterator, Collection
from contextlib import asynccontextmanager, suppress
from typing import Any

import uvicorn
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.middleware.cors import CORSMiddleware
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from kg.doors.web import answers, feeds, loading, pages, reconcile, sparql
from kg.doors.web.guards import Guards, on_error
from kg.doors.web.served import Loads, Served, served
from kg.graph import TradeGraph
from kg.model.errors import TradeError

__all__ = ["LOOPBACK", "app", "of_environment", "serve_by_many", "server", "to_stderr"]

_PARTS = (answers, sparql, pages, feeds, reconcile, loading)
LOOPBACK = ("localhost", "127.0.0.1", "::1")
_SETTINGS: dict[str, Any] = {
    "access_log": False,
    "log_level": "warning",
    "server_header": False,
    "timeout_graceful_shutdown": 15,  # seconds in which requests under way may end: more than a query may take
}
_TOLD = "TRADEKG_SERVED"  # what a worker of several is told


async def _health(request: Request) -> Response:
    """Says that the server answers, and which state of the graph it serves; no query is run for it."""
    told = {"status": "ok", "digest": served(request).digest, "version": served(request).version}
    return Response(json.dumps(told) + "\n", media_type="application/json", headers={"Cache-Control": "no-store"})


async def _warm(made: Starlette) -> None:
    """Ask what most pages ask, so that the first reader does not wait for it; a failure is his to be told.

    What was made then stays for as long as the graph is served: to look through it again and again for garbage would
    stop all readers for half a second.
    """
    headers = [(b"accept-encoding", b"gzip")]
    scope = {"type": "http", "app": made, "method": "GET", "path": "/", "raw_path": b"/", "query_string": b""}
    with suppress(Exception):
        await pages.HOME.endpoint(Request({**scope, "headers": headers}))
    gc.freeze()


def app(
    graph: TradeGraph,
    *,
    names: Collection[str] = LOOPBACK,
    origins: Collection[str] = (),
    loads: Loads | None = None,
) -> Starlette:
    """The application that serves a graph.

    `names` are the host names it answers to, without a port: a foreign one is a page that had its name changed to
    point here (DNS rebinding). `origins` are the sites whose scripts may read the answers; none unless told, since a
    server on loopback stands behind every page its user opens. `loads` lets it take reports in.
    """

    @asynccontextmanager
    async def life(made: Starlette) -> AsyncIterator[None]:
        warming = asyncio.create_task(_warm(made))
        yield
        warming.cancel()
        made.state.served.close()

    made = Starlette(
        lifespan=life,
        routes=[
            Route("/health", _health, methods=["GET"]),
            *(route for part in _PARTS for route in part.ROUTES),
        ],
        middleware=[
            Middleware(Guards, hosts=names),
            Middleware(CORSMiddleware, allow_origins=[*origins], allow_methods=["GET", "POST"], allow_headers=["*"]),
        ],
        exception_handlers={HTTPException: on_error, TradeError: on_error, Exception: on_error},
    )
    made.state.served, made.state.loads, made.state.origins = Served(graph), loads, tuple(origins)
    return made


def server(
    graph: TradeGraph,
    *,
    address: str,
    port: int,
    names: Collection[str] = (),
    origins: Collection[str] = (),
    loads: Loads | None = None,
) -> uvicorn.Server:
    """A server that is ready to `run`; told to stop, it lets requests under way end.

    The access log goes to the logger `kg.doors.web`, a JSON object a line.
    """
    made = app(graph, names={*LOOPBACK, address, *names}, origins=origins, loads=loads)
    return uvicorn.Server(uvicorn.Config(made, host=address, port=port, **_SETTINGS))


def serve_by_many(
    store: str, workers: int, *, address: str, port: int, names: Collection[str] = (), origins: Collection[str] = ()
) -> None:
    """Serve one store by several processes, each of which reads it for itself, until told to stop.

    One that dies is started anew; told to stop, all let requests under way end.
    """
    told = {"store": store, "names": sorted({*LOOPBACK, address, *names}), "origins": [*origins]}
    os.environ[_TOLD] = json.dumps(told)  # inherited by the processes, which are started afresh
    uvicorn.run(f"{__name__}:of_environment", factory=True, workers=workers, host=address, port=port, **_SETTINGS)


def of_environment() -> Starlette:
    """The application of one process of several."""
    to_stderr()
    told = json.loads(os.environ[_TOLD])
    graph = TradeGraph.open(told["store"], read_only=True)
    return app(graph, names=told["names"], origins=told["origins"])


def to_stderr() -> None:
    """The access log as lines on standard error."""
    logging.basicConfig(stream=sys.stderr, format="%(message)s")
    logging.getLogger("kg.doors.web").setLevel(logging.INFO)
