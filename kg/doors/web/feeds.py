"""Feeds of what changed since a day, with the filters of `changes`."""

from __future__ import annotations

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from kg.doors.web.served import get, given, served
from kg.model.iris import ID
from kg.view.feed import Feed, feed

__all__ = ["ROUTES"]


def _atom(request: Request) -> Response:
    return Response(_feed(request).atom(str(request.url)), media_type="application/atom+xml")


def _json_feed(request: Request) -> Response:
    return Response(_feed(request).json(str(request.url)), media_type="application/feed+json")


def _feed(request: Request) -> Feed:
    words = given(request)
    if "since" not in words:
        raise HTTPException(400, "a feed needs the day from which on it tells: ?since=2025-12-31")
    graph, base = served(request).graph, str(request.base_url)
    return feed(
        graph.store, graph.ask("changes", **words), home=base, page=lambda iri: f"{base}page/{iri.removeprefix(ID)}"
    )


ROUTES: tuple[Route, ...] = (get("/changes.atom", _atom, by=["host"]), get("/changes.json", _json_feed, by=["host"]))
