"""Feeds of changes."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET

import jsonschema  # type: ignore[import-untyped]
from serving import Site

from kg.doors.web.description import description

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


def test_feeds_have_what_their_forms_require(site: Site) -> None:
    """Atom: one id, title and time of feed and entries, ids apart, an author, a link to itself; JSON as described."""
    address = f"/changes.atom?since={SINCE}"
    root = ET.fromstring(site(address).body)
    entries = root.findall(ATOM + "entry")
    assert entries
    for node in (root, *entries):
        assert [len(node.findall(ATOM + name)) for name in ("id", "title", "updated")] == [1, 1, 1]
        assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", node.findtext(ATOM + "updated") or "")
    assert len({entry.findtext(ATOM + "id") for entry in entries}) == len(entries)
    assert root.findtext(f"{ATOM}author/{ATOM}name")
    assert {link.get("rel"): link.get("href") for link in root.findall(ATOM + "link")}["self"] == site.base + address
    schemas = description("0")["components"]
    told = site(f"/changes.json?since={SINCE}").json
    jsonschema.Draft202012Validator({"$ref": "#/components/schemas/Feed", "components": schemas}).validate(told)
    assert len({item["id"] for item in told["items"]}) == len(told["items"])
