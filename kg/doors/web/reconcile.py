"""`/reconcile`: names matched to nodes, as OpenRefine asks: W3C Entity Reconciliation API 0.2.

https://www.w3.org/community/reports/reconciliation/CG-FINAL-specs-0.2-20230410/
"""

from __future__ import annotations

import json
from typing import Any
from urllib.parse import parse_qs

from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from kg.doors.web.guards import body
from kg.doors.web.served import served
from kg.graph import TradeGraph
from kg.model.iris import ID, TRADE
from kg.query.names import KINDS

__all__ = ["ROUTES"]

_BATCH = 50  # queries in one request
_SURE = 95  # from this likeness on a first candidate that stands alone is a match


async def _reconcile(request: Request) -> Response:
    sent = request.query_params.get("queries")
    if request.method == "POST":
        try:
            sent = parse_qs((await body(request)).decode("utf-8"), errors="strict").get("queries", [None])[0]
        except UnicodeDecodeError:
            raise HTTPException(400, "the request is not UTF-8") from None
    if sent is None:
        return _json(_manifest(str(request.base_url), served(request).version))
    return _json(await run_in_threadpool(_matched, served(request).graph, _queries(sent)))


def _json(told: object) -> Response:
    return Response(json.dumps(told, ensure_ascii=False) + "\n", media_type="application/json")


def _manifest(base: str, version: str) -> dict[str, Any]:
    return {
        "versions": ["0.2"],
        "name": f"tradekg {version}",
        "identifierSpace": ID,
        "schemaSpace": TRADE,
        "defaultTypes": [_type(kind) for kind in KINDS],
        "view": {"url": base + "page/{{id}}"},
        "batchSize": _BATCH,
    }


def _type(kind: str) -> dict[str, str]:
    return {"id": kind, "name": kind}


def _queries(sent: str) -> dict[str, dict[str, Any]]:
    try:
        queries = json.loads(sent)
    except (ValueError, RecursionError):
        raise HTTPException(400, "queries is no JSON") from None
    if not isinstance(queries, dict) or not all(
        isinstance(query, dict)
        and isinstance(query.get("query"), str)
        and isinstance(query.get("type", ""), str)
        and isinstance(query.get("limit", 1), int)
        for query in queries.values()
    ):
        raise HTTPException(400, 'queries is an object such as {"q0": {"query": "Nvidia", "type": "company"}}')
    if len(queries) > _BATCH:
        raise HTTPException(413, f"at most {_BATCH} queries a request")
    return queries


def _matched(graph: TradeGraph, queries: dict[str, dict[str, Any]]) -> dict[str, Any]:
    return {key: {"result": _candidates(graph, query)} for key, query in queries.items()}


def _candidates(graph: TradeGraph, query: dict[str, Any]) -> list[dict[str, Any]]:
    kind = query.get("type")
    if kind and kind not in KINDS:
        return []
    rows = graph.find(query["query"], kind or None).rows[: max(0, query.get("limit", 10))]
    alone = [row["likeness"] >= _SURE for row in rows].count(True) == 1
    return [
        {
            "id": row["iri"].removeprefix(ID),
            "name": row["name"],
            "type": [_type(row["kind"])],
            "score": row["likeness"],
            "match": alone and row["likeness"] >= _SURE,
        }
        for row in rows
    ]


ROUTES = (Route("/reconcile", _reconcile, methods=["GET", "POST"], name="reconcile"),)
