"""`/reconcile`: names matched to things, as OpenRefine asks: W3C Entity Reconciliation API 0.2.

https://www.w3.org/community/reports/reconciliation/CG-FINAL-specs-0.2-20230410/
Below it: what may be meant while somebody types (`suggest`), a thing in a frame (`preview`), columns to add
(`properties`). An entity's identifier is its IRI without what all IRIs begin with; a type is a kind of name.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Mapping
from typing import Any
from urllib.parse import parse_qs

from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from kg.doors.web.guards import body
from kg.doors.web.reconciled import BATCH, ReconcileError, extended, matched, type_
from kg.doors.web.served import get, given, served
from kg.model.iris import ID, TRADE, is_iri
from kg.model.record import decoder
from kg.query.finding import KINDS, find
from kg.query.properties import kinds_of, label_of, properties
from kg.store.embedded import Store
from kg.view.preview import HEIGHT, WIDTH, preview

__all__ = ["ROUTES"]

_FORM = "application/x-www-form-urlencoded"
_SENT: Mapping[str, Callable[[Store, Any], Any]] = {"queries": matched, "extend": extended}
_SUGGESTED = 20  # things that a suggestion names at once


async def _reconcile(request: Request) -> Response:
    sent = given(request)
    if request.method == "POST":
        if request.headers.get("content-type", "").partition(";")[0].strip().lower() != _FORM:
            raise HTTPException(415, f"queries are sent as {_FORM}")
        sent |= _form(await body(request))
    asked = [name for name in _SENT if name in sent]
    if len(asked) > 1 or sent.keys() - {*_SENT}:
        raise HTTPException(400, "a request has queries or extend, and nothing else")
    if not asked:
        if request.method == "POST":
            raise HTTPException(400, "a request has queries or extend")
        return _json(_manifest(str(request.base_url), served(request).version))
    try:
        told = decoder().decode(sent[asked[0]])
    except (ValueError, RecursionError):
        raise HTTPException(400, f"{asked[0]} is not JSON") from None
    try:
        return _json(await run_in_threadpool(_SENT[asked[0]], served(request).graph.store, told))
    except ReconcileError as error:
        raise HTTPException(error.status, str(error)) from None


def _form(data: bytes) -> dict[str, str]:
    try:
        found = parse_qs(data.decode("utf-8"), keep_blank_values=True, errors="strict")
    except ValueError:  # not UTF-8, in the form or behind its percent signs
        raise HTTPException(400, "the request is not UTF-8") from None
    if twice := [name for name, values in found.items() if len(values) > 1]:
        raise HTTPException(400, f"{twice[0]!r} is given twice")
    return {name: values[0] for name, values in found.items()}


def _json(told: object) -> Response:
    text = json.dumps(told, ensure_ascii=False) + "\n"
    return Response(text.encode("utf-8", "replace"), media_type="application/json")


def _manifest(base: str, version: str) -> dict[str, Any]:
    def at(path: str) -> dict[str, str]:
        return {"service_url": base.rstrip("/"), "service_path": f"/reconcile/{path}"}

    return {
        "versions": ["0.2"],
        "name": "tradekg",
        "serviceVersion": version,
        "identifierSpace": ID,
        "schemaSpace": TRADE,
        "defaultTypes": [type_(kind) for kind in KINDS],
        "view": {"url": base + "page/{{id}}"},
        "preview": {"url": base + "reconcile/preview?id={{id}}", "width": WIDTH, "height": HEIGHT},
        "suggest": {name: at(f"suggest/{name}") for name in ("entity", "type", "property")},
        "extend": {"propose_properties": at("properties"), "property_settings": []},
        "batchSize": BATCH,
    }


# --- while somebody types


def _suggest_entity(request: Request) -> Response:
    prefix, start = _typed(request)
    store = served(request).graph.store
    rows = find(store, prefix).rows[start:] if prefix else []
    return _json({"result": [
        {
            "id": row["iri"].removeprefix(ID),
            "name": label_of(store, row["iri"]),
            "description": f"{row['kind']}, {row['name']}",
            "notable": [type_(kind) for kind in kinds_of(store, row["iri"])],
        }
        for row in rows[:_SUGGESTED]
    ]})  # fmt: skip


def _suggest_type(request: Request) -> Response:
    return _begun(request, {kind: kind for kind in KINDS})


def _suggest_property(request: Request) -> Response:
    return _begun(request, properties(served(request).graph.store))


def _begun(request: Request, known: Mapping[str, str]) -> Response:
    """Of the names known those that begin with what was typed, or else have it in them."""
    prefix, start = _typed(request)
    typed = prefix.casefold()
    hits = [(typed != name.casefold()[: len(typed)], name, key) for key, name in known.items()]
    shown = [(name, key) for later, name, key in sorted(hits) if not later or typed in name.casefold()][start:]
    return _json({"result": [{"id": key, "name": name} for name, key in shown[:_SUGGESTED]]})


def _typed(request: Request) -> tuple[str, int]:
    """What was typed, and how many suggestions are known already."""
    words = _words(request, ("prefix", "cursor"))
    if "prefix" not in words:
        raise HTTPException(400, "a suggestion needs what was typed: ?prefix=Nvi")
    return words["prefix"], _number(words.get("cursor", "0"), "cursor")


def _number(text: str, name: str) -> int:
    if not (text.isascii() and text.isdecimal() and len(text) < 10):
        raise HTTPException(400, f"{name} is a number of at least 0, not {text!r}")
    return int(text)


def _words(request: Request, allowed: Collection[str]) -> dict[str, str]:
    words = given(request)
    if wrong := words.keys() - {*allowed}:
        raise HTTPException(400, f"{min(wrong)!r} is no parameter here; there are: {', '.join(allowed)}")
    return words


# --- columns to add, and a thing in a frame


def _properties(request: Request) -> Response:
    words = _words(request, ("type", "limit"))
    kind = words.get("type", "")
    if kind and kind not in KINDS:
        raise HTTPException(404, f"{kind!r} is no type; there are: {', '.join(KINDS)}")
    known = [*properties(served(request).graph.store, kind or None).items()]
    shown = known[: _number(words["limit"], "limit") if "limit" in words else None]
    told: dict[str, Any] = {"type": kind} if kind else {}
    return _json({**told, "properties": [{"id": key, "name": name} for key, name in shown]})


def _preview(request: Request) -> Response:
    """A thing on a small page, which those sites may frame that may read answers."""
    words = _words(request, ("id",))
    iri = ID + words.get("id", "")
    store = served(request).graph.store
    if not is_iri(iri) or not store.holds(iri):
        raise HTTPException(404, "an entity is named by ?id=company/nvidia; there is none of that name")
    framing = " ".join(request.app.state.origins) or "'none'"
    headers = {"Content-Security-Policy": f"frame-ancestors {framing}"}
    return Response(preview(store, iri), media_type="text/html", headers=headers)


ROUTES = (
    Route("/reconcile", _reconcile, methods=["GET", "POST"], name="reconcile"),
    get("/reconcile/suggest/entity", _suggest_entity),
    get("/reconcile/suggest/type", _suggest_type),
    get("/reconcile/suggest/property", _suggest_property),
    get("/reconcile/properties", _properties),
    get("/reconcile/preview", _preview),
)
