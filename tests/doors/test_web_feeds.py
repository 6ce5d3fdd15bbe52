"""Feeds of changes, and names reconciled."""

from __future__ import annotations

import json
import xml.etree.ElementTree as ET
from typing import Any
from urllib.parse import urlencode

import pytest
from serving import Site

from kg.model.iris import ID

ATOM = "{http://www.w3.org/2005/Atom}"
SINCE = "2025-05-28"


def test_feeds_tell_what_changes_tells(site: Site) -> None:
    """An entry a pledge, in Atom and in JSON Feed, each leading to a page that is there; the last told first."""
    told = {row["pledge"]: row["label"] for row in site.graph.changes(SINCE)}
    assert told
    atom, feed = site(f"/changes.atom?since={SINCE}"), site(f"/changes.json?since={SINCE}")
    assert (atom.headers["content-type"], feed.headers["content-type"]) == (
        "application/atom+xml",
        "application/feed+json",
    )
    entries = [*ET.fromstring(atom.body).iter(ATOM + "entry")]
    assert sorted(entry.findtext(ATOM + "title") or "" for entry in entries) == sorted(told.values())
    items = feed.json["items"]
    assert [item["id"] for item in items] == [entry.findtext(ATOM + "id") for entry in entries]
    assert [item["date_modified"] for item in items] == sorted((i["date_modified"] for i in items), reverse=True)
    for item in items:
        assert item["id"].split("#")[0] in told
        assert site(item["url"].removeprefix(site.base)).status == 200


def test_a_feed_takes_the_filters_of_changes(site: Site) -> None:
    """One of a country or a pledge; without a day it is refused."""
    some = site(f"/changes.json?since={SINCE}&pledger=KOR").json["items"]
    labels = {row["label"] for row in site.graph.changes(SINCE, pledger="KOR")}
    assert {item["title"] for item in some} == labels
    assert site("/changes.atom").status == 400
    assert site(f"/changes.atom?since={SINCE}&colour=red").status == 400


def test_the_reconciliation_service_says_what_it_is(site: Site) -> None:
    """The manifest has what the specification requires; its view leads to pages that are there."""
    told = site("/reconcile").json
    assert told["versions"] == ["0.2"]
    assert {"name", "identifierSpace", "schemaSpace"} <= told.keys()
    assert told["identifierSpace"] == ID
    address = told["view"]["url"].replace("{{id}}", "country/JPN").removeprefix(site.base)
    assert site(address).status == 200


def _asked(site: Site, queries: dict[str, Any], *, post: bool) -> Any:
    sent = urlencode({"queries": json.dumps(queries)})
    if post:
        form = "application/x-www-form-urlencoded"
        return site("/reconcile", method="POST", body=sent, content_type=form).json
    return site("/reconcile?" + sent).json


@pytest.mark.parametrize("post", [True, False])
def test_names_are_reconciled(site: Site, post: bool) -> None:
    """A batch is answered by its keys: a sure name is a match, a misspelt one a candidate, an unknown one nothing."""
    queries = {
        "q0": {"query": "Nvidia", "type": "company", "limit": 3},
        "q1": {"query": "Nvidai", "type": "company"},
        "q2": {"query": "Zzyzxqqq"},
        "q3": {"query": "Nvidia", "type": "animal"},
    }
    told = _asked(site, queries, post=post)
    assert told.keys() == queries.keys()
    first = told["q0"]["result"][0]
    assert first["name"] == "Nvidia"
    assert first["match"] is True
    assert first["score"] == 100
    assert first["type"] == [{"id": "company", "name": "company"}]
    assert len(told["q0"]["result"]) <= 3
    assert site("/page/" + first["id"]).status == 200
    assert (told["q1"]["result"][0]["name"], told["q1"]["result"][0]["match"]) == ("Nvidia", False)
    assert told["q3"]["result"] == []


@pytest.mark.parametrize("sent", ["{", "[]", '{"q0": "Nvidia"}', '{"q0": {"query": 5}}', "[" * 100_000])
def test_what_is_no_batch_is_refused(site: Site, sent: str) -> None:
    """400 with an example of what is wanted."""
    form = "application/x-www-form-urlencoded"
    answer = site("/reconcile", method="POST", body=urlencode({"queries": sent}), content_type=form)
    assert answer.status == 400
    many = {f"q{n}": {"query": "x"} for n in range(51)}
    assert _asked(site, many, post=True)["status"] == 413
