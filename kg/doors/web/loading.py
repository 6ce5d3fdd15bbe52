"""`/load`: a report handed over by a program that knows the token, loaded as `kg load --text` does.

Off unless the server was started with a token. What is asked after an answer of 201 or 200 is answered with the report.
"""

from __future__ import annotations

import hmac
import json
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from kg.doors.submitting import Submitted, submit
from kg.doors.web.guards import body, problem
from kg.doors.web.served import Loads
from kg.model.errors import InputError
from kg.model.record import Record, decoder

__all__ = ["LEAST", "MAX_REPORT", "ROUTES", "loads"]

LEAST = 16  # characters of a token
MAX_REPORT = 2 * 2**20  # bytes: the longest text that is read, and its record
_TAKES = ("record", "text", "replace")
_STATUS = {"added": 201, "replaced": 200, "unchanged": 200}
_PROBLEMS = {"refused": 422, "conflict": 409}


def loads(store: str, token: str | None) -> Loads:
    """What a server needs to take reports in. InputError for a token that is missing or too short to be one."""
    if token is None or len(token) < LEAST:
        raise InputError(
            f"--allow-load needs a token of at least {LEAST} characters in TRADEKG_TOKEN; make one with"
            ' `python -c "import secrets; print(secrets.token_urlsafe())"`'
        )
    return Loads(store, token)


async def _load(request: Request) -> Response:
    allowed: Loads | None = request.app.state.loads
    if allowed is None:
        raise HTTPException(403, "this server only reads; `kg serve --allow-load` takes reports in")
    _check(request.headers.get("authorization", ""), allowed.token)
    if request.headers.get("content-type", "").partition(";")[0].strip().lower() != "application/json":
        raise HTTPException(415, "a report is sent as application/json")
    sent = _read(await body(request, MAX_REPORT))
    done = await run_in_threadpool(_done, request, allowed, sent)
    if done.outcome in _PROBLEMS:
        more = {name: value for name, value in done.dump().items() if name in ("report", "dropped")}
        return problem(_PROBLEMS[done.outcome], done.reason, more=more)
    text = json.dumps(done.dump(), ensure_ascii=False, indent=1) + "\n"
    return Response(text, _STATUS[done.outcome], {"Cache-Control": "no-store"}, "application/json")


def _check(sent: str, token: str) -> None:
    """401 for anything but the token; it takes as long whatever was sent."""
    scheme, _, given = sent.partition(" ")
    right = hmac.compare_digest(given.strip().encode("utf-8", "replace"), token.encode())
    if scheme.lower() != "bearer" or not right:
        raise HTTPException(
            401, "a report needs the server's token: Authorization: Bearer …", {"WWW-Authenticate": "Bearer"}
        )


def _read(data: bytes) -> dict[str, Any]:
    """The parts of a request; 400 for what is not JSON of this form."""
    try:
        told = decoder().decode(data.decode("utf-8"))
    except (ValueError, RecursionError) as error:
        raise HTTPException(400, f"the request is not JSON: {error}") from None
    if not isinstance(told, dict) or not isinstance(told.get("record"), dict):
        raise HTTPException(400, 'a report is sent as {"record": {…}, "text": "…"}')
    if wrong := told.keys() - {*_TAKES}:
        raise HTTPException(400, f"a report has no {min(wrong)!r}; it has: {', '.join(_TAKES)}")
    if not isinstance(told.get("text", ""), str) or not isinstance(told.get("replace", False), bool):
        raise HTTPException(400, "text is a string, replace is true or false")
    return told


def _done(request: Request, allowed: Loads, sent: dict[str, Any]) -> Submitted:
    record = Record.of(sent["record"])
    with allowed.lock:
        done = submit(allowed.store, record, sent.get("text"), replace=sent.get("replace", False))
        if done.outcome in ("added", "replaced"):
            request.app.state.served = allowed.served()
    return done


ROUTES = (Route("/load", _load, methods=["POST"], name="load"),)
