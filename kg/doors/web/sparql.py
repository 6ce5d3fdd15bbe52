"""`/sparql`: the SPARQL 1.1 Protocol, queries only (https://www.w3.org/TR/sparql11-protocol/).

Who wants HTML most, as browsers do, gets the page of the endpoint. `format` says a form by name where a link or a
button cannot say it by `Accept`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from urllib.parse import parse_qsl

from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from kg.doors.web.about import service
from kg.doors.web.accept import best, wanted
from kg.doors.web.editor import editor, rows, starting
from kg.doors.web.guards import body, status_of
from kg.doors.web.served import again, get, served
from kg.model.errors import StoreError, TradeError
from kg.model.iris import is_iri
from kg.query.linked_data import MEDIA, written
from kg.query.sparql import Dataset
from kg.view.query_page import Asked

__all__ = ["ROUTES"]

_JSON, _TURTLE = "application/sparql-results+json", "text/turtle"
_ROWS = {
    _JSON: "json",
    "application/sparql-results+xml": "xml",
    "text/csv": "csv",
    "text/tab-separated-values": "tsv",
    "application/json": "json",
    "application/xml": "xml",
}
_TRIPLES = {_TURTLE: "turtle", "application/n-triples": "nt", "application/ld+json": "jsonld"}
_PAGE = "text/html"
_BY_NAME = {form: media for media, form in reversed([*_ROWS.items(), *_TRIPLES.items()])}
_FORM, _DIRECT = "application/x-www-form-urlencoded", "application/sparql-query"


@dataclass(frozen=True, slots=True)
class _Asked:
    """A query, if there is one, the graphs it is to run on, and the types its answer may have."""

    query: str | None
    default: tuple[str, ...]
    named: tuple[str, ...]
    accept: str


async def _sparql(request: Request) -> Response:
    asked = _asked(await _parameters(request), request.headers.get("accept", ""))
    if asked.query is None and request.method == "POST":
        raise HTTPException(400, "a query is missing: query=…")
    if asked.query is None:
        response: Response = await _ABOUT.endpoint(request)
        return response
    answering = _page if best(asked.accept, [*_ROWS, *_TRIPLES, _PAGE]) == _PAGE else _answered
    return await again(request, lambda request: run_in_threadpool(answering, request, asked))


async def _parameters(request: Request) -> list[tuple[str, str]]:
    """What stands in the address and, of a form, in the body; a query sent as it is counts as `query`."""
    given = request.query_params.multi_items()
    if request.method != "POST":
        return given
    media, _, more = request.headers.get("content-type", "").partition(";")
    media = media.strip().lower()
    if media == "application/sparql-update":
        raise _updates()
    if media not in (_FORM, _DIRECT) or ("charset" in more.lower() and "utf-8" not in more.lower()):
        raise HTTPException(415, f"a query is sent as {_FORM} or {_DIRECT}, in UTF-8")
    try:
        sent = (await body(request)).decode("utf-8")
        return [*given, *parse_qsl(sent, keep_blank_values=True, errors="strict")] if media == _FORM else [
            *given, ("query", sent)
        ]  # fmt: skip
    except UnicodeDecodeError:
        raise HTTPException(400, "the request is not UTF-8") from None


def _asked(parameters: Sequence[tuple[str, str]], accept: str) -> _Asked:
    def all_of(name: str) -> tuple[str, ...]:
        return tuple(value for key, value in parameters if key == name)

    if all_of("update"):
        raise _updates()
    queries = all_of("query")
    if len(queries) > 1:
        raise HTTPException(400, "one query a request")
    default, named = all_of("default-graph-uri"), all_of("named-graph-uri")
    if wrong := [iri for iri in (*default, *named) if not is_iri(iri)]:
        raise HTTPException(400, f"{wrong[0]!r} is no IRI of a graph")
    for name in all_of("format"):
        if name not in _BY_NAME:
            raise HTTPException(400, f"{name!r} is no format; there are: {', '.join(_BY_NAME)}")
        accept = _BY_NAME[name]
    return _Asked(queries[0] if queries else None, default, named, accept)


def _updates() -> HTTPException:
    return HTTPException(403, "this endpoint only reads; reports are added with `kg load FILE`")


def _run(request: Request, asked: _Asked, forms: Sequence[str]) -> tuple[str, bytes]:
    on = Dataset(str(request.base_url) + "sparql", asked.default, asked.named)
    return served(request).sparql(asked.query or "", forms, on)


def _page(request: Request, asked: _Asked) -> Response:
    """The form, with the answer or what was wrong; its status is that of the answer."""
    graphs = [("default-graph-uri", iri) for iri in asked.default] + [("named-graph-uri", iri) for iri in asked.named]
    told = Asked(asked.query or "", tuple(graphs))
    status = 200
    try:
        form, data = _run(request, asked, ["json", "turtle"])
    except StoreError:
        raise
    except (HTTPException, TradeError) as error:
        status = status_of(error)
        told = replace(told, fault=error.detail if isinstance(error, HTTPException) else str(error))
    else:
        told = replace(told, found=rows(data)) if form == "json" else replace(told, triples=data.decode())
    return Response(editor(told), status, {"Vary": "Accept"}, _PAGE)


def _answered(request: Request, asked: _Asked) -> Response:
    as_rows, as_triples = (best(asked.accept, [*offered]) for offered in (_ROWS, _TRIPLES))
    forms = [_ROWS[as_rows or _JSON], _TRIPLES[as_triples or _TURTLE]]
    form, data = _run(request, asked, forms)
    media = as_rows if form == forms[0] else as_triples
    if media is None:  # only the query's end tells whether it gives rows or triples
        raise HTTPException(406, f"this query gives: {', '.join(_ROWS if form == forms[0] else _TRIPLES)}")
    return Response(data, media_type=media, headers={"Vary": "Accept"})


def _about(request: Request) -> Response:
    """Where nothing is asked: the empty form, or the endpoint's description, in which stand its own addresses."""
    asked = _asked(request.query_params.multi_items(), request.headers.get("accept", ""))
    if best(asked.accept, [*_ROWS, *_TRIPLES, _PAGE]) == _PAGE:
        return Response(editor(starting()), media_type=_PAGE)
    media = wanted(asked.accept, [*MEDIA])
    return Response(written(service(served(request), str(request.base_url)), media), media_type=media)


_ABOUT = get("/sparql", _about, by=["accept", "host"])
ROUTES = (Route("/sparql", _sparql, methods=["GET", "POST"], name="sparql"),)
