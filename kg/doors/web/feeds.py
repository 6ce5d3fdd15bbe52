"""Feeds of what changed, as Atom (RFC 4287) and JSON Feed 1.1: the rows of `changes`, a pledge an entry."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from itertools import groupby
from typing import Any

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from kg.doors.web.served import get, given, served
from kg.model import dates
from kg.model.iris import ID, digest
from kg.query.text import plain
from kg.store.embedded import Store
from kg.view.markup import fill

__all__ = ["ROUTES"]

Entry = Mapping[str, str]


def _atom(request: Request) -> Response:
    return Response(fill("feed.xml", **_feed(request)), media_type="application/atom+xml")


def _json_feed(request: Request) -> Response:
    feed = _feed(request)
    told = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": feed["title"],
        "home_page_url": feed["home"],
        "feed_url": feed["address"],
        "items": [
            {"id": item["id"], "url": item["url"], "title": item["title"], "content_text": item["text"]}
            | {"date_modified": item["updated"]}
            for item in feed["entries"]
        ],
    }
    return Response(json.dumps(told, ensure_ascii=False, indent=1) + "\n", media_type="application/feed+json")


def _feed(request: Request) -> dict[str, Any]:
    words = given(request)
    if "since" not in words:
        raise HTTPException(400, "a feed needs the day from which on it tells: ?since=2025-12-31")
    graph = served(request).graph
    rows = sorted(graph.ask("changes", **words), key=lambda row: str(row["pledge"]))
    base = str(request.base_url)
    made = [_entry(graph.store, base, [*of]) for _, of in groupby(rows, lambda row: row["pledge"])]
    entries = sorted(made, key=lambda item: (item["updated"], item["id"]), reverse=True)
    updated = entries[0]["updated"] if entries else "1970-01-01T00:00:00Z"
    title = "tradekg: changes of pledges"
    return {"title": title, "home": base, "address": str(request.url), "updated": updated, "entries": entries}


def _entry(store: Store, base: str, rows: list[Mapping[str, Any]]) -> Entry:
    """One pledge's changes; its day is that of the last report that caused them, so that no clock is in it."""
    pledge, label = str(rows[0]["pledge"]), str(rows[0]["label"])
    text = "\n".join(_line(row) for row in rows)
    updated = f"{_last(store, {report for row in rows for report in row['reports']})}T00:00:00Z"
    url = base + "page/" + pledge.removeprefix(ID)
    return {"id": f"{pledge}#{digest(text, updated)}", "url": url, "title": label, "text": text, "updated": updated}


def _line(row: Mapping[str, Any]) -> str:
    if row["field"] is None:
        return str(row["change"])
    return f"{row['field']}: {plain(row['before']) or '–'} → {plain(row['after']) or '–'}"


def _last(store: Store, reports: Iterable[str]) -> str:
    told = (dates.latest(str(day)) for report in reports for day in store.objects(report, "published", graph=report))
    return max((day.isoformat() for day in told if day), default="1970-01-01")


ROUTES: tuple[Route, ...] = (get("/changes.atom", _atom), get("/changes.json", _json_feed))
