"""`/ask`: the questions as JSON (what `kg ask -f json` prints) or CSV, `/find`, and the description of all."""

from __future__ import annotations

import json

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from kg.doors.schemas import MOMENT
from kg.doors.web.accept import wanted
from kg.doors.web.description import description
from kg.doors.web.served import get, given, served
from kg.graph import TradeGraph
from kg.query.table import Table
from kg.questions.catalogue import QUESTIONS

__all__ = ["ROUTES"]

_FORMATS = {"application/json": "json", "text/csv": "csv"}


def _said(request: Request, table: Table) -> Response:
    media = wanted(request.headers.get("accept", ""), [*_FORMATS])
    text = table.to(_FORMATS[media])
    return Response(text if text.endswith("\n") else text + "\n", media_type=media)


def _questions(request: Request) -> Response:
    return _said(request, TradeGraph.questions())


def _ask(request: Request) -> Response:
    question = request.path_params["question"]
    if question not in QUESTIONS:
        raise HTTPException(404, f"{question!r} is no question; there are: {', '.join(sorted(QUESTIONS))}")
    words = given(request)
    graph = served(request).at(*(words.pop(name, None) for name in MOMENT))
    return _said(request, graph.ask(question, policy=words.pop("policy", None), **words))


def _find(request: Request) -> Response:
    words = given(request)
    if "name" not in words or words.keys() - {"name", "kind"}:
        raise HTTPException(400, "find takes a name, and a kind if one is meant: /find?name=Nvidia&kind=company")
    return _said(request, served(request).graph.find(words["name"], words.get("kind")))


def _openapi(request: Request) -> Response:
    told = description(served(request).version)
    return Response(json.dumps(told, ensure_ascii=False, indent=1) + "\n", media_type="application/json")


ROUTES: tuple[Route, ...] = (
    get("/ask", _questions, by=["accept"]),
    get("/ask/{question}", _ask, by=["accept"]),
    get("/find", _find, by=["accept"]),
    get("/openapi.json", _openapi),
)
