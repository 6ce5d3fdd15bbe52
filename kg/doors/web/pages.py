"""Pages at permanent addresses, and linked data: what an IRI's path leads to, as HTML or as triples.

`/id/…` is where IRIs lead (303 to page or data by `Accept`; 301 where another thing took its place; 410, as page and
data too, for an event that no report counts for any longer, with what is left to say of it: by whose decision),
`/page/…` the page, `/data/….ttl` the triples. The ontology's IRIs share one address.
"""

from __future__ import annotations

from collections.abc import Iterable
from urllib.parse import urlencode

from pyoxigraph import Triple
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from kg.doors.web.about import dataset
from kg.doors.web.accept import wanted
from kg.doors.web.addresses import Addresses
from kg.doors.web.served import get, given, moment, served
from kg.graph import TradeGraph
from kg.model.errors import UnknownName
from kg.model.iris import DECISIONS, ID, is_iri
from kg.query.linked_data import MEDIA, described, ontology, written
from kg.query.names import current
from kg.store.nodes import expand
from kg.view.node_page import node_page
from kg.view.ontology_page import ontology_page
from kg.view.page import render
from kg.view.view import KINDS

__all__ = ["HOME", "ROUTES"]

_SUFFIXES = {"ttl": "text/turtle", "jsonld": "application/ld+json", "nt": "application/n-triples"}
_PAGE = "text/html"


def _path(request: Request, before: str) -> str:
    """What follows in the path as it was sent: IRIs keep their percent signs."""
    raw: bytes = request.scope["raw_path"]
    return raw.decode("ascii", "replace").removeprefix(before)


def _found(graph: TradeGraph, iri: str, before: str, after: str = "") -> Response | None:
    """None for a thing that is here; a redirect for one replaced; 404 or 410 for one that is not."""
    if not is_iri(iri):
        raise HTTPException(404, "no IRI leads here")
    now = current(graph.store, iri)
    if now != iri:
        return RedirectResponse(before + now.removeprefix(ID) + after, 301)
    if graph.store.holds(iri, graph=None) or graph.store.has(iri):
        return None
    if graph.store.holds(None, None, iri, graph=DECISIONS):
        raise HTTPException(410, f"{iri} is gone; /data/graph/decisions.ttl says by whose decision, and why")
    raise HTTPException(404, f"{iri} is nothing in this graph")


def _query(request: Request) -> str:
    """The moment alone, to be carried on."""
    return urlencode({name: value for name, value in given(request).items() if name in ("as_of", "known_by")})


def _id(request: Request) -> Response:
    path, query = _path(request, "/id/"), _query(request)
    after = f"?{query}" if query else ""
    graph = served(request).graph
    if (moved := _found(graph, ID + path, "/id/", after)) is not None:
        return moved
    media = wanted(request.headers.get("accept", ""), [_PAGE, *MEDIA])
    if _withdrawn(graph, ID + path):
        return _told(request, graph, path, media)
    if media == _PAGE:
        return RedirectResponse(f"/page/{path}{after}", 303)
    suffix = next(name for name, each in _SUFFIXES.items() if each == media)
    return RedirectResponse(f"/data/{path}.{suffix}{after}", 303)


def _home(request: Request) -> Response:
    return _view(request, "home")


def _page(request: Request) -> Response:
    path = _path(request, "/page/")
    what, *steps = path.split("/")
    iri = ID + path
    if what not in KINDS or len(steps) != len(KINDS[what].of):  # a pledge's parts stand below it
        return _node(request, path)
    if len(steps) != 1:
        return _view(request, what, *steps)
    graph = moment(request)
    moved = _found(graph, iri, "/page/")
    return moved or (_told(request, graph, path) if _withdrawn(graph, iri) else _view(request, what, iri))


def _view(request: Request, what: str, *refs: str) -> Response:
    try:
        page = moment(request).view(what, *refs).page
    except UnknownName as error:
        raise HTTPException(404, str(error)) from None
    addresses = Addresses(_query(request))
    html = render(page, addresses, addresses[what] if not refs else "")
    return Response(html, media_type=_PAGE, headers=_links(refs[0]) if len(refs) == 1 else {})


def _node(request: Request, path: str) -> Response:
    graph = moment(request)
    if (moved := _found(graph, ID + path, "/page/")) is not None:
        return moved
    return _told(request, graph, path)


def _told(request: Request, graph: TradeGraph, path: str, media: str = _PAGE) -> Response:
    """All that the graph says of a thing; 410 where that is only that it is gone."""
    iri = ID + path
    status = 410 if _withdrawn(graph, iri) else 200
    if media != _PAGE:
        return Response(written(described(graph.store, iri), media), status, media_type=media)
    html = render(node_page(graph.store, iri, graph.moment), Addresses(_query(request)))
    return Response(html, status, _links(iri), _PAGE)


def _withdrawn(graph: TradeGraph, iri: str) -> bool:
    """Whether an event is only known as withdrawn: no report that counts tells of it."""
    return graph.store.holds(iri, expand("withdrawnBy")) and not graph.store.holds(iri, "a")


def _links(iri: str) -> dict[str, str]:
    data = [
        f'</data/{iri.removeprefix(ID)}.{name}>; rel="alternate"; type="{media}"' for name, media in _SUFFIXES.items()
    ]
    return {"Link": ", ".join(data)}


def _data(request: Request) -> Response:
    path, _, suffix = _path(request, "/data/").rpartition(".")
    if suffix not in _SUFFIXES:
        raise HTTPException(404, f"data end in: {', '.join('.' + name for name in _SUFFIXES)}")
    graph = moment(request)
    if (moved := _found(graph, ID + path, "/data/", f".{suffix}")) is not None:
        return moved
    return _told(request, graph, path, _SUFFIXES[suffix])


def _ontology(request: Request) -> Response:
    media = wanted(request.headers.get("accept", ""), [_PAGE, *MEDIA])
    store = served(request).graph.store
    if media == _PAGE:
        return Response(ontology_page(store, Addresses()), media_type=_PAGE)
    return _written(media, ontology(store))


def _void(request: Request) -> Response:
    media = wanted(request.headers.get("accept", ""), [*MEDIA])
    return _written(media, dataset(served(request), str(request.base_url)))


def _written(media: str, triples: Iterable[Triple]) -> Response:
    return Response(written(triples, media), media_type=media)


HOME = get("/", _home)
ROUTES: tuple[Route, ...] = (
    HOME,
    get("/id/{path:path}", _id, by=["accept"]),
    get("/page/{path:path}", _page),
    get("/data/{path:path}", _data),
    get("/ontology", _ontology, by=["accept"]),
    get("/.well-known/void", _void, by=["accept", "host"]),
)
