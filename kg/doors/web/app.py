"""The application: all routes, behind the guards; and the server that runs it."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator, Collection
from contextlib import asynccontextmanager

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

__all__ = ["LOOPBACK", "app", "server"]

_PARTS = (answers, sparql, pages, feeds, reconcile, loading)
LOOPBACK = ("localhost", "127.0.0.1", "::1")
_GRACE = 10  # seconds in which requests under way may end


async def _health(request: Request) -> Response:
    """Says that the server answers, and which state of the graph it serves; no query is run for it."""
    told = {"status": "ok", "digest": served(request).digest, "version": served(request).version}
    return Response(json.dumps(told) + "\n", media_type="application/json", headers={"Cache-Control": "no-store"})


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
        yield
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
    made.state.served, made.state.loads = Served(graph), loads
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
    return uvicorn.Server(
        uvicorn.Config(
            made,
            host=address,
            port=port,
            access_log=False,
            log_level="warning",
            server_header=False,
            timeout_graceful_shutdown=_GRACE,
        )
    )
