"""`/ask`: the questions as JSON (what `kg ask -f json` prints) or CSV, and their description in OpenAPI 3.1."""

from __future__ import annotations

import json
from typing import Any

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from kg.doors.schemas import MOMENT, parameters
from kg.doors.web.accept import wanted
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


# --- their description


def _openapi(request: Request) -> Response:
    told = description(served(request).version)
    return Response(json.dumps(told, ensure_ascii=False, indent=1) + "\n", media_type="application/json")


def description(version: str) -> dict[str, Any]:
    """The OpenAPI 3.1 document of `/ask`, generated from the catalogue."""
    paths = {f"/ask/{name}": {"get": _operation(name)} for name in sorted(QUESTIONS)}
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "tradekg",
            "version": version,
            "summary": "Who promised what to whom, who says so, and which firms benefit and why",
            "license": {"name": "MIT", "identifier": "MIT"},
        },
        "paths": {"/ask": {"get": _listing()}, **paths},
        "components": {"schemas": {"Table": _table(None), "Problem": _PROBLEM}},
    }


def _listing() -> dict[str, Any]:
    return {
        "operationId": "questions",
        "summary": "The questions, each with its filters",
        "responses": _responses({"$ref": "#/components/schemas/Table"}),
    }


def _operation(name: str) -> dict[str, Any]:
    question = QUESTIONS[name]
    taken = parameters(question)
    return {
        "operationId": name,
        "summary": question.text,
        "parameters": [
            {"name": item, "in": "query", "description": schema["description"], "schema": schema}
            for item, schema in taken.items()
        ],
        "responses": _responses(_table(question.columns)),
    }


def _responses(schema: dict[str, Any]) -> dict[str, Any]:
    wrong = {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}}
    said = {"application/json": {"schema": schema}, "text/csv": {"schema": {"type": "string"}}}
    return {
        "200": {"description": "The rows", "content": said},
        "304": {"description": "What the client holds is still so"},
        "400": {"description": "A filter or a name that does not exist, or one left out", "content": wrong},
        "406": {"description": "None of the accepted types is on offer", "content": wrong},
        "503": {"description": "Too many requests at once", "content": wrong},
    }


def _table(columns: tuple[str, ...] | None) -> dict[str, Any]:
    day: dict[str, Any] = {"type": ["string", "null"]}
    row: dict[str, Any] = {"type": "object"}
    if columns is not None:
        row |= {"required": [*columns], "properties": {name: {} for name in columns}, "additionalProperties": False}
    properties = {
        "question": {"type": "string"},
        "as_of": day,
        "known_by": day,
        "policy": {"type": "string"},
        "coverage": {"type": "string", "enum": ["covered", "none", "unknown", "not covered"]},
        "notes": {"type": "array", "items": {"type": "string"}},
        "rows": {"type": "array", "items": row},
    }
    return {"type": "object", "required": [*properties], "properties": properties, "additionalProperties": False}


_PROBLEM = {
    "type": "object",
    "required": ["type", "title", "status", "detail"],
    "properties": {
        "type": {"type": "string"},
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "detail": {"type": "string"},
    },
}

ROUTES: tuple[Route, ...] = (
    get("/ask", _questions),
    get("/ask/{question}", _ask),
    get("/find", _find),
    get("/openapi.json", _openapi),
)
