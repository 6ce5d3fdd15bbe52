"""OpenAPI 3.1 of the whole server: `openapi.json` tells the addresses there are, to which the questions are added.

What follows from code lists, the catalogue and the record is taken from there, so that it cannot say something else.
"""

from __future__ import annotations

import json
from copy import deepcopy
from functools import cache
from pathlib import Path
from typing import Any

from kg.doors.schemas import MOMENT, parameters
from kg.model import record
from kg.query.finding import KINDS
from kg.questions.catalogue import QUESTIONS

__all__ = ["description"]

_NEEDED = {"changes": ("since",), "path": ("start", "end"), "why": ("pledge", "company")}  # without them it is 400


def description(version: str) -> dict[str, Any]:
    """The document, for a version of the package."""
    told = deepcopy(_told())
    told["info"]["version"] = version
    return told


@cache
def _told() -> dict[str, Any]:
    told: dict[str, Any] = json.loads((Path(__file__).parent / "openapi.json").read_text(encoding="utf-8"))
    paths, schemas = told["paths"], told["components"]["schemas"]
    find = paths["/find"]["get"]
    find["responses"] = _responses(_table(None))
    for names in (find["parameters"][1], paths["/reconcile/properties"]["get"]["parameters"][0]):
        names["schema"]["enum"] = [*KINDS]
    for feed in ("/changes.atom", "/changes.json"):
        paths[feed]["get"]["parameters"] = [each for each in _parameters("changes") if each["name"] not in MOMENT]
    paths["/ask"] = {"get": _listing()}
    paths |= {f"/ask/{name}": {"get": _operation(name)} for name in sorted(QUESTIONS)}
    schemas |= {"Table": _table(None), **_record()}
    return told


def _record() -> dict[str, Any]:
    """The schema of a record, its parts beside it as OpenAPI wants them."""
    text = json.dumps(record.schema()).replace('"#/$defs/', '"#/components/schemas/Record.')
    made = json.loads(text)
    del made["$schema"]
    return {f"Record.{name}": schema for name, schema in made.pop("$defs").items()} | {"Record": made}


def _listing() -> dict[str, Any]:
    return {
        "operationId": "questions",
        "summary": "The questions, each with its filters",
        "tags": ["questions"],
        "responses": _responses({"$ref": "#/components/schemas/Table"}),
    }


def _operation(name: str) -> dict[str, Any]:
    question = QUESTIONS[name]
    return {
        "operationId": name,
        "summary": question.text,
        "tags": ["questions"],
        "parameters": _parameters(name),
        "responses": _responses(_table(question.columns)),
    }


def _parameters(name: str) -> list[dict[str, Any]]:
    return [
        {
            "name": item,
            "in": "query",
            "required": item in _NEEDED.get(name, ()),
            "description": schema["description"],
            "schema": schema,
        }
        for item, schema in parameters(QUESTIONS[name]).items()
    ]


def _responses(schema: dict[str, Any]) -> dict[str, Any]:
    said = {"application/json": {"schema": schema}, "text/csv": {"schema": {"type": "string"}}}
    others = {"304": "NotModified", "400": "BadRequest", "406": "NotAcceptable", "503": "Busy"}
    return {"200": {"description": "The rows", "content": said}} | {
        status: {"$ref": f"#/components/responses/{name}"} for status, name in others.items()
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
