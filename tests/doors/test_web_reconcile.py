"""`/reconcile`: the W3C Entity Reconciliation API 0.2 as OpenRefine asks it, every answer of the form described."""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import cache
from typing import Any
from urllib.parse import quote, urlencode

import jsonschema  # type: ignore[import-untyped]
import pytest
from serving import Answer, Site, running

from kg.doors.web.description import description
from kg.graph import TradeGraph
from kg.model.iris import ID
from kg.query.candidates import candidates
from kg.query.finding import KINDS

FORM = "application/x-www-form-urlencoded"


@cache
def _schema(name: str) -> dict[str, Any]:
    return {"$ref": f"#/components/schemas/{name}", "components": description("0")["components"]}


def valid(answer: Answer, name: str) -> Any:
    """The answer, which is JSON of a form of the description."""
    assert (answer.status, answer.headers["content-type"]) == (200, "application/json"), answer.text
    jsonschema.Draft202012Validator(_schema(name)).validate(answer.json)
    return answer.json


def _sent(site: Site, name: str, told: Any, *, post: bool) -> Answer:
    sent = urlencode({name: told if isinstance(told, str) else json.dumps(told)})
    if post:
        return site("/reconcile", method="POST", body=sent, content_type=FORM)
    return site("/reconcile?" + sent)


def test_the_service_says_what_it_is(site: Site) -> None:
    """The manifest names every part of the service, and each is where it says."""
    told = valid(site("/reconcile"), "Manifest")
    assert told["versions"] == ["0.2"]
    assert told["identifierSpace"] == ID
    assert [item["id"] for item in told["defaultTypes"]] == [*KINDS]
    for part in ("view", "preview"):
        address = told[part]["url"].replace("{{id}}", quote("country/JPN", safe="")).removeprefix(site.base)
        assert site(address).status == 200 if part == "preview" else site(address.replace("%2F", "/")).status == 200
    services = [*told["suggest"].values(), told["extend"]["propose_properties"]]
    for service in services:
        address = (service["service_url"] + service["service_path"]).removeprefix(site.base)
        assert site(address + ("" if address.endswith("properties") else "?prefix=n")).status == 200


@pytest.mark.parametrize("post", [True, False])
def test_names_are_reconciled(site: Site, post: bool) -> None:
    """A batch is answered by its keys: a sure name is a match, a misspelt one a candidate, an unknown one nothing."""
    queries = {
        "q0": {"query": "Nvidia", "type": "company", "limit": 3, "type_strict": "should"},
        "q1": {"query": "Nvidai", "type": ["company", "country"]},
        "q2": {"query": "Zzyzxqqq"},
        "q3": {"query": "Nvidia", "type": "animal"},
        "q4": {"query": "Nvidia", "type": ""},
        "q5": {"query": ""},
    }
    told = valid(_sent(site, "queries", queries, post=post), "Candidates")
    assert told.keys() == queries.keys()
    first = told["q0"]["result"][0]
    assert (first["name"], first["match"], first["score"]) == ("Nvidia", True, 100)
    assert first["type"] == [{"id": "company", "name": "company"}]
    assert len(told["q0"]["result"]) <= 3
    assert site("/page/" + first["id"]).status == 200
    assert (told["q1"]["result"][0]["name"], told["q1"]["result"][0]["match"]) == ("Nvidia", False)
    assert told["q3"]["result"] == told["q5"]["result"] == []
    assert told["q4"]["result"][0]["id"] == first["id"]


def test_values_raise_or_lower_a_candidate(site: Site) -> None:
    """Half of the score depends on the share of the values given that a thing has; a match has all of them."""

    def first(*given: tuple[str, Any]) -> Any:
        query = {"query": "Nvidia", "type": "company", "properties": [{"pid": pid, "v": v} for pid, v in given]}
        return valid(_sent(site, "queries", {"q": query}, post=True), "Candidates")["q"]["result"][0]

    for right in ("USA", "United States", "country/USA", ID + "country/USA", {"id": "country/USA"}, ["DEU", "USA"]):
        assert (first(("country", right))["score"], first(("country", right))["match"]) == (100, True)
    wrong = first(("country", "Germany"))
    assert (wrong["score"], wrong["match"]) == (50, False)
    half = first(("country", "USA"), ("ticker", 5))
    assert (half["score"], half["match"]) == (75, False)
    assert half["features"] == [{"id": "name", "value": 100}, {"id": "properties", "value": 50}]
    assert first(("nothing", True))["score"] == 50


def test_python_gives_the_same_candidates(site: Site) -> None:
    """The door says what `candidates` finds."""
    told = _sent(site, "queries", {"q": {"query": "Korea"}}, post=False).json["q"]["result"]
    found = candidates(site.graph.store, "Korea")[:10]
    assert [(item["id"], item["score"]) for item in told] == [(item.iri.removeprefix(ID), item.score) for item in found]


NO_BATCH = ("{", "[]", '{"q0": "Nvidia"}', '{"q0": {"query": 5}}', "[" * 100_000, '{"q": {}}',
            '{"q": {"properties": []}}', '{"q": {"query": "x", "limit": NaN}}', '{"q": {"query": "x", "limit": true}}',
            '{"q": {"query": "x", "type": 5}}',
            '{"q": {"query": "x", "limit": 0}}', '{"q": {"query": "x", "colour": 1}}', '{"q": {"query": "x"}, "q": {}}',
            '{"q": {"query": "x", "properties": [{"pid": "a"}]}}', '{"q": {"query": "x", "type_strict": "no"}}',
            '{"q": {"query": "x", "properties": [{"pid": "a", "v": null}]}}')  # fmt: skip


@pytest.mark.parametrize("sent", NO_BATCH)
def test_what_is_no_batch_is_refused(site: Site, sent: str) -> None:
    """400, with what is wrong."""
    answer = _sent(site, "queries", sent, post=True)
    assert (answer.status, answer.headers["content-type"]) == (400, "application/problem+json")


def test_more_than_a_batch_is_refused(site: Site) -> None:
    """413, for queries and for things."""
    assert _sent(site, "queries", {f"q{n}": {"query": "x"} for n in range(51)}, post=True).status == 413
    assert _sent(site, "extend", {"ids": ["x"] * 1_001, "properties": []}, post=True).status == 413


REQUESTS: dict[str, tuple[Callable[[Site], Answer], int]] = {
    "both": (lambda site: site("/reconcile?queries=%7B%7D&extend=%7B%7D"), 400),
    "neither": (lambda site: site("/reconcile", method="POST", body="a=b", content_type=FORM), 400),
    "nothing": (lambda site: site("/reconcile", method="POST", content_type=FORM), 400),
    "twice": (lambda site: site("/reconcile?queries=%7B%7D&queries=%7B%7D"), 400),
    "JSON": (lambda site: site("/reconcile", method="POST", body="{}", content_type="application/json"), 415),
    "no UTF-8": (lambda site: site("/reconcile", method="POST", body="queries=%ff", content_type=FORM), 400),
    "no prefix": (lambda site: site("/reconcile/suggest/type"), 400),
    "no cursor": (lambda site: site("/reconcile/suggest/type?prefix=c&cursor=-1"), 400),
    "no type": (lambda site: site("/reconcile/properties?type=animal"), 404),
    "no entity": (lambda site: site("/reconcile/preview?id=company/none"), 404),
    "no IRI": (lambda site: site("/reconcile/preview?id=%3E"), 404),
}


@pytest.mark.parametrize(("asked", "status"), REQUESTS.values(), ids=list(REQUESTS))
def test_what_is_asked_wrongly_is_told(site: Site, asked: Callable[[Site], Answer], status: int) -> None:
    """As problem details."""
    answer = asked(site)
    assert (answer.status, answer.headers["content-type"]) == (status, "application/problem+json")
    assert answer.json["detail"]


@pytest.mark.parametrize("post", [True, False])
def test_columns_are_added(site: Site, post: bool) -> None:
    """What things have of properties: things with names, text, numbers, days; nothing of what is not there."""
    chips = str(site.graph.pledges(product="chips")[0]["pledge"])
    ids = ["company/nvidia", chips.removeprefix(ID), "company/none", "<"]
    asked = ["country", "altLabel", "pledger", "firstReported", "layer", "no such"]
    query = {"ids": ids, "properties": [{"id": each} for each in asked]}
    told = valid(_sent(site, "extend", query, post=post), "Extension")
    assert [item["id"] for item in told["meta"]] == asked
    assert told["rows"].keys() == {*ids}
    nvidia, pledge = told["rows"]["company/nvidia"], told["rows"][ids[1]]
    assert nvidia["country"] == [{"id": "country/USA", "name": "United States"}]
    assert {"str": "NVIDIA"} in nvidia["altLabel"]
    assert pledge["pledger"] == [{"id": "country/JPN", "name": "Japan"}]
    assert pledge["firstReported"] == [{"date": "2025-05-28T00:00:00Z"}]
    assert nvidia["layer"] == nvidia["no such"] == []
    assert all(values == [] for values in [*told["rows"]["company/none"].values(), *told["rows"]["<"].values()])
    assert _sent(site, "extend", {"ids": "all"}, post=post).status == 400


def test_columns_are_proposed(site: Site) -> None:
    """Those that things of the type have; of all types where none is named."""
    some = valid(site("/reconcile/properties?type=company"), "Proposal")
    assert some["type"] == "company"
    assert {"id": "country", "name": "country"} in some["properties"]
    assert len(valid(site("/reconcile/properties?type=company&limit=1"), "Proposal")["properties"]) == 1
    assert len(valid(site("/reconcile/properties"), "Proposal")["properties"]) > len(some["properties"])


def test_what_is_typed_is_completed(site: Site) -> None:
    """Entities, types and properties; a cursor goes on behind the suggestions that are known."""
    entities = valid(site("/reconcile/suggest/entity?prefix=nvid"), "Suggestions")["result"]
    assert (entities[0]["id"], entities[0]["name"]) == ("company/nvidia", "Nvidia")
    assert entities[0]["notable"] == [{"id": "company", "name": "company"}]
    types = valid(site("/reconcile/suggest/type?prefix=CO"), "Suggestions")["result"]
    assert [item["id"] for item in types] == ["company", "country"]
    rest = valid(site("/reconcile/suggest/type?prefix=CO&cursor=1"), "Suggestions")["result"]
    assert rest == types[1:]
    found = valid(site("/reconcile/suggest/property?prefix=coun"), "Suggestions")["result"]
    assert "country" in {item["id"] for item in found}
    assert valid(site("/reconcile/suggest/entity?prefix="), "Suggestions")["result"] == []


def test_a_preview_may_be_framed_by_those_who_may_read(site: Site) -> None:
    """It names the thing, runs nothing, and only the sites that the server was told of may frame it."""
    page = site("/reconcile/preview?id=company%2Fnvidia")
    assert "Nvidia" in page.text
    assert "United States" in page.text
    assert "default-src 'none'; script-src 'none'" in page.text
    assert page.headers["content-security-policy"] == "frame-ancestors https://editor.example"
    with running(TradeGraph.open(site.graph.store.path, read_only=True)) as other:
        alone = other("/reconcile/preview?id=company/nvidia")
        assert alone.headers["content-security-policy"] == "frame-ancestors 'none'"
