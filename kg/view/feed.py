"""Feeds of what changed, as Atom (RFC 4287) and JSON Feed 1.1: the rows of `changes`, a pledge an entry."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from kg.model import dates
from kg.model.iris import WORLD, digest
from kg.query.text import plain
from kg.store.embedded import Store
from kg.view.markup import fill

__all__ = ["Entry", "Feed", "feed"]

_TITLE = "tradekg: changes of pledges"
_NEVER = "1970-01-01"


@dataclass(frozen=True, slots=True)
class Entry:
    """One pledge's changes: `id` is its IRI with a hash of what is told, `updated` a time as RFC 3339 prints it."""

    id: str
    url: str
    title: str
    text: str
    updated: str


@dataclass(frozen=True, slots=True)
class Feed:
    """Entries, the last told first; `home` is the address of the pages they lead to."""

    home: str
    entries: tuple[Entry, ...]

    def atom(self, address: str) -> str:
        """As Atom, to be had at this address; one that is relative is no name for the feed."""
        return fill(
            "feed.xml",
            title=_TITLE,
            id=address if "://" in address else f"{WORLD}#changes",
            home=self.home,
            address=address,
            updated=self.entries[0].updated if self.entries else _time(_NEVER),
            entries=self.entries,
        )

    def json(self, address: str) -> str:
        """As JSON Feed, to be had at this address."""
        told = {
            "version": "https://jsonfeed.org/version/1.1",
            "title": _TITLE,
            "home_page_url": self.home,
            "feed_url": address,
            "items": [
                {"id": item.id, "url": item.url, "title": item.title, "content_text": item.text}
                | {"date_modified": item.updated}
                for item in self.entries
            ],
        }
        return json.dumps(told, ensure_ascii=False, indent=1) + "\n"


def feed(store: Store, changes: Iterable[Mapping[str, Any]], *, home: str, page: Callable[[str], str]) -> Feed:
    """The feed of some rows of `changes`; `page` gives the address of a pledge's page by its IRI."""
    rows = sorted(changes, key=lambda row: str(row["pledge"]))
    made = [_entry(store, page(str(pledge)), [*of]) for pledge, of in groupby(rows, lambda row: row["pledge"])]
    return Feed(home, tuple(sorted(made, key=lambda item: (item.updated, item.id), reverse=True)))


def _entry(store: Store, url: str, rows: list[Mapping[str, Any]]) -> Entry:
    """One pledge's changes; its day is that of the last report that caused them, so that no clock is in it."""
    text = "\n".join(_line(row) for row in rows)
    updated = _time(_last(store, {report for row in rows for report in row["reports"]}))
    return Entry(f"{rows[0]['pledge']}#{digest(text, updated)}", url, str(rows[0]["label"]), text, updated)


def _line(row: Mapping[str, Any]) -> str:
    if row["field"] is None:
        return f"{row['change']}: {row['before']} → {row['after']}" if row["before"] else str(row["change"])
    return f"{row['field']}: {plain(row['before']) or '–'} → {plain(row['after']) or '–'}"


def _last(store: Store, reports: Iterable[str]) -> str:
    told = (dates.latest(str(day)) for report in reports for day in store.objects(report, "published", graph=report))
    return max((day.isoformat() for day in told if day), default=_NEVER)


def _time(day: str) -> str:
    return f"{day}T00:00:00Z"
