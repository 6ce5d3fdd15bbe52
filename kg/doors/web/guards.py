"""What stands before every handler: names it answers to, how much may run at once, headers, the access log.

A refusal is `application/problem+json` (RFC 9457), as every error of this door.
"""

from __future__ import annotations

import json
import logging
import time
from collections.abc import Collection, Mapping
from http import HTTPStatus
from typing import Any

from starlette.datastructures import Headers, MutableHeaders
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from kg.model.errors import QueryLimitError, StoreError, TradeError

__all__ = ["MAX_AT_ONCE", "MAX_BODY", "Guards", "body", "on_error", "problem", "status_of"]

MAX_BODY = 512 * 1024  # bytes of a request; a query has at most 100,000 characters, and three bytes each when encoded
MAX_AT_ONCE = 256  # requests at work; most are answered from memory, others wait for one of 40 threads
_HEADERS = {
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "x-frame-options": "DENY",
}
_FREE = "/health"
_log = logging.getLogger("kg.doors.web")


class Guards:
    """ASGI middleware around the whole application."""

    def __init__(self, app: ASGIApp, hosts: Collection[str]) -> None:
        self.app, self.hosts, self.at_work = app, frozenset(map(str.lower, hosts)), 0

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, or refuse it; either way it is logged, and its answer has the headers."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        told = {"status": 500, "bytes": 0}
        started = time.perf_counter()

        async def sending(message: Message) -> None:
            if message["type"] == "http.response.start":
                told["status"] = message["status"]
                _add_headers(MutableHeaders(scope=message))
            told["bytes"] += len(message.get("body", b""))
            await send(message)

        refused = self._refused(scope)
        self.at_work += 1
        try:
            await (refused or self.app)(scope, receive, sending)
        finally:
            self.at_work -= 1
            spent = round((time.perf_counter() - started) * 1000, 1)
            # the path alone: what was asked, in query or body, is the asker's own
            line = {"method": scope["method"], "path": scope["path"], **told, "ms": spent}
            _log.info(json.dumps(line, ensure_ascii=True))

    def _refused(self, scope: Scope) -> Response | None:
        host = _name(Headers(scope=scope).get("host", ""))
        if host not in self.hosts:
            return problem(421, f"this server does not answer to {host!r}; it is told its names with --name")
        if self.at_work >= MAX_AT_ONCE and scope["path"] != _FREE:
            return problem(503, "too many requests at once; try again", {"Retry-After": "1"})
        return None


def _name(host: str) -> str:
    """`[::1]:8000` → `::1`, `Example.org:80` → `example.org`."""
    if host.startswith("["):
        return host[1:].partition("]")[0].lower()
    return host.partition(":")[0].lower()


def _add_headers(headers: MutableHeaders) -> None:
    for name, value in _HEADERS.items():
        headers.setdefault(name, value)
    # a page brings its own policy, which names its script and style by their hashes; only this cannot stand in a page
    page = headers.get("content-type", "").startswith("text/html")
    headers.setdefault("content-security-policy", ("" if page else "default-src 'none'; ") + "frame-ancestors 'none'")


def problem(
    status: int, detail: str, headers: dict[str, str] | None = None, more: Mapping[str, Any] | None = None
) -> Response:
    """An error as problem details (RFC 9457), with members of its own where there is `more` to tell."""
    told = {
        "type": "about:blank",
        "title": HTTPStatus(status).phrase,
        "status": status,
        "detail": detail,
        **(more or {}),
    }
    text = json.dumps(told, ensure_ascii=False, indent=1) + "\n"
    return Response(text.encode("utf-8", "replace"), status, headers, "application/problem+json")


async def on_error(_: Request, error: Exception) -> Response:
    """What is raised on purpose as its status and reason; of anything else only that it happened."""
    if isinstance(error, HTTPException):
        return problem(error.status_code, error.detail, dict(error.headers or {}))
    return problem(
        status_of(error), str(error) if isinstance(error, TradeError) else "the server failed; its log says more"
    )


def status_of(error: Exception) -> int:
    """The status of an answer that an error takes the place of."""
    if isinstance(error, HTTPException):
        return error.status_code
    kinds = ((StoreError, 503), (QueryLimitError, 422), (TradeError, 400))
    return next((status for kind, status in kinds if isinstance(error, kind)), 500)


async def body(request: Request, most: int = MAX_BODY) -> bytes:
    """A request's body. 413 as soon as it is too long; 400 for one that breaks off."""
    held = b""
    try:
        async for part in request.stream():
            held += part
            if len(held) > most:
                raise HTTPException(413, f"a request has at most {most} bytes")
    except ClientDisconnect:
        raise HTTPException(400, "the request broke off") from None
    return held
