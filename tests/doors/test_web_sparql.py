"""`/sparql`: the SPARQL 1.1 Protocol for queries, as clients speak it."""

from __future__ import annotations

import csv
import html
import io
import re
import threading
import xml.etree.ElementTree as ET
from typing import Any
from urllib.parse import urlencode

import pyoxigraph as ox
import pytest
import SPARQLWrapper
from rdflib import RDF, Graph, Namespace, URIRef
from rdflib.plugins.stores.sparqlstore import SPARQLStore
from serving import Site

from kg.doors.web import sparql
from kg.doors.web.guards import MAX_BODY
from kg.doors.web.served import WAITING, WORKERS
from kg.model.iris import ID, WORLD

PLEDGES = "SELECT ?pledge ?label { ?pledge a trade:Pledge ; rdfs:label ?label } ORDER BY ?pledge"
TRIPLES = "CONSTRUCT { ?s a trade:Pledge } WHERE { ?s a trade:Pledge }"
FORM, DIRECT = "application/x-www-form-urlencoded", "application/sparql-query"
SD = Namespace("http://www.w3.org/ns/sparql-service-description#")


def sent(query: str, **more: Any) -> str:
    return "/sparql?" + urlencode({"query": query, **more}, doseq=True)


@pytest.fixture(scope="module")
def labels(site: Site) -> list[str]:
    """Labels of the small world's pledges."""
    return sorted(row["label"] for row in site.graph.pledges())


def test_a_query_is_sent_in_three_ways(site: Site, labels: list[str]) -> None:
    """GET, form and direct POST give the same bytes."""
    got = site(sent(PLEDGES))
    form = site("/sparql", method="POST", body=urlencode({"query": PLEDGES}), content_type=FORM)
    direct = site("/sparql", method="POST", body=PLEDGES, content_type=f"{DIRECT}; charset=UTF-8")
    assert got.body == form.body == direct.body
    assert sorted(row["label"]["value"] for row in got.json["results"]["bindings"]) == labels


def _json(answer: Any) -> list[str]:
    return [row["label"]["value"] for row in answer.json["results"]["bindings"]]


def _xml(answer: Any) -> list[str]:
    found = ET.fromstring(answer.body).iter("{http://www.w3.org/2005/sparql-results#}literal")
    return [item.text or "" for item in found]


def _csv(answer: Any) -> list[str]:
    return [row["label"] for row in csv.DictReader(io.StringIO(answer.text))]


def _tsv(answer: Any) -> list[str]:
    return [line.split("\t")[1].strip('"') for line in answer.text.splitlines()[1:]]


ROWS = {
    "": ("application/sparql-results+json", _json),
    "*/*": ("application/sparql-results+json", _json),
    "application/json": ("application/json", _json),
    "application/sparql-results+xml": ("application/sparql-results+xml", _xml),
    "application/sparql-results+xml;q=0.9, application/sparql-results+json;q=0.2": (
        "application/sparql-results+xml",
        _xml,
    ),
    "text/csv": ("text/csv; charset=utf-8", _csv),
    "text/tab-separated-values": ("text/tab-separated-values; charset=utf-8", _tsv),
}


@pytest.mark.parametrize(("accept", "expected"), ROWS.items(), ids=list(ROWS))
def test_rows_come_in_every_form(site: Site, labels: list[str], accept: str, expected: tuple[str, Any]) -> None:
    """The form is the one most wanted, and holds the same rows."""
    media, read = expected
    answer = site(sent(PLEDGES), accept=accept)
    assert (answer.status, answer.headers["content-type"]) == (200, media)
    assert sorted(read(answer)) == labels
    assert "accept" in answer.headers["vary"].lower()


TRIPLE_FORMS = {
    "": "text/turtle",
    "text/turtle": "text/turtle",
    "application/n-triples": "application/n-triples",
    "application/ld+json": "application/ld+json",
}


@pytest.mark.parametrize(("accept", "media"), TRIPLE_FORMS.items(), ids=list(TRIPLE_FORMS))
def test_triples_come_in_every_form(site: Site, labels: list[str], accept: str, media: str) -> None:
    """CONSTRUCT and DESCRIBE give Turtle, N-Triples or JSON-LD, of the same triples."""
    form = ox.RdfFormat.from_media_type(media)
    answer = site(sent(TRIPLES), accept=accept)
    assert answer.headers["content-type"].startswith(media)
    assert len([*ox.parse(answer.body, format=form)]) == len(labels)
    described = site(sent("DESCRIBE ?s { ?s a trade:Pledge }"), accept=accept)
    assert len([*ox.parse(described.body, format=form)]) > len(labels)


BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"
HOSTILE = "</textarea><script>window.xss=1</script>"


def test_a_browser_gets_a_form_and_its_answer(site: Site, labels: list[str]) -> None:
    """The query comes back in the form, the rows as a table whose things lead to their pages; all without a script."""
    empty = site("/sparql", accept=BROWSER)
    assert (empty.status, empty.headers["content-type"]) == (200, "text/html; charset=utf-8")
    assert '<form action="/sparql" method="get">' in empty.text
    answer = site(sent(PLEDGES), accept=BROWSER)
    assert "Accept" in answer.headers["vary"]
    (pledge, *_) = (row["pledge"] for row in site.graph.pledges())
    assert f'href="/page/{pledge.removeprefix(ID)}"' in answer.text
    assert html.escape(PLEDGES) in answer.text
    assert all(html.escape(label) in answer.text for label in labels)
    posted = site("/sparql", method="POST", body=urlencode({"query": PLEDGES}), content_type=FORM, accept=BROWSER)
    assert posted.body == answer.body
    assert ">Yes.<" in site(sent("ASK {}"), accept=BROWSER).text
    assert "a trade:Pledge" in site(sent(TRIPLES), accept=BROWSER).text
    named = site(sent("ASK {}", **{"default-graph-uri": WORLD}), accept=BROWSER).text
    assert f'<input type="hidden" name="default-graph-uri" value="{WORLD}">' in named


def test_a_query_comes_back_letter_by_letter(site: Site) -> None:
    """Lines, indents, a line break at the beginning and what is not seen: sent again, it is the same query."""
    query = "\n# first line\nSELECT ?x {\n  BIND ('a\u202eb' AS ?x)\n\t}\n\n"
    text = site(sent(query), accept=BROWSER).text
    held = re.search(r"<textarea[^>]*>\n(.*?)</textarea>", text, re.DOTALL)
    assert held is not None
    assert html.unescape(held[1]) == query
    assert "a\u202eb" not in text.split("</textarea>")[1]  # in the answer it is written out
    turtle = html.unescape(site(sent("CONSTRUCT { <a:s> <a:p> 1 ; <a:q> 2 } {}"), accept=BROWSER).text)
    assert "<a:s> <a:p> 1 ;\n\t<a:q> 2 ." in turtle


def test_what_a_browser_may_not_is_told_in_the_page(site: Site) -> None:
    """With the status of the answer; nothing of the query runs."""
    wrong = site(sent(f"SELECT {HOSTILE}"), accept=BROWSER)
    assert (wrong.status, 'role="alert"' in wrong.text) == (400, True)
    assert HOSTILE not in wrong.text
    shown = site(sent(f'SELECT ("{HOSTILE}" AS ?x) {{}}'), accept=BROWSER)
    assert (shown.status, HOSTILE in shown.text) == (200, False)
    assert html.escape(HOSTILE) in shown.text
    many = site(sent("SELECT * { ?a ?b ?c . ?d ?e ?f }"), accept=BROWSER)
    assert (many.status, "more than 10000 rows" in many.text) == (422, True)
    assert site("/sparql?update=CLEAR%20ALL", accept=BROWSER).status == 403


def test_a_page_says_how_much_it_leaves_out(site: Site) -> None:
    """Of many rows a page shows the first, and says that files have all."""
    answer = site(sent("SELECT * { ?a ?b ?c } LIMIT 1200"), accept=BROWSER).text
    assert "1,200 rows; the first 1,000 are shown, the files have all." in answer
    assert answer.count("<tr>") == 1001


def test_every_example_answers(site: Site) -> None:
    """Each runs as it stands, and is a link in the page."""
    page = site("/sparql", accept=BROWSER).text
    links = re.findall(r'<li><a href="(/sparql\?query=[^"]+)">([^<]+)</a>', page)
    assert len(links) > 4
    for href, title in links:
        answer = site(html.unescape(href), accept="application/json").json
        assert answer["results"]["bindings"], title


@pytest.mark.parametrize(
    ("name", "media"),
    {"csv": "text/csv", "json": "application/sparql-results+json", "xml": "application/sparql-results+xml"}.items(),
)
def test_a_button_asks_for_a_form_by_name(site: Site, name: str, media: str) -> None:
    """`format` counts for more than what is accepted; a name that is none is told."""
    answer = site(sent(PLEDGES, format=name), accept=BROWSER)
    assert answer.headers["content-type"].startswith(media)
    assert site(sent(PLEDGES, format="xls")).status == 400


def test_graphs_are_those_named(site: Site) -> None:
    """A default graph in the request is the only one; named ones are all that GRAPH finds; the query's own yield."""
    report, other = site.graph.store.reports()[:2]

    def count(query: str, **more: Any) -> int:
        row = site(sent(f"SELECT (COUNT(*) AS ?n) {query}", **more)).json["results"]["bindings"][0]
        return int(row["n"]["value"])

    anything, of_any, of_graphs = "{ ?s ?p ?o }", "{ GRAPH ?g { ?s ?p ?o } }", "default-graph-uri"
    held = [len([*site.graph.store.quads(graph=name)]) for name in ("", report, other)]
    assert count(anything) == held[0]
    assert count(anything, **{of_graphs: report}) == held[1]
    assert count(anything, **{of_graphs: [report, other]}) == held[1] + held[2]
    assert count(anything, **{of_graphs: [report, WORLD]}) == held[0] + held[1]
    assert count(of_any, **{of_graphs: report}) == 0
    assert count(of_any, **{"named-graph-uri": other}) == held[2]
    assert count(anything, **{"named-graph-uri": other}) == 0
    assert count(f"FROM <{report}> {anything}", **{of_graphs: other}) == held[2]
    posted = site(
        "/sparql?" + urlencode({of_graphs: report}),
        method="POST",
        body="ASK { ?s a trade:Pledge }",
        content_type=DIRECT,
    )
    assert posted.json["boolean"] is False


def test_relative_iris_are_those_of_the_endpoint(site: Site) -> None:
    """A query without a BASE is read as one of this address."""
    triple = site(sent("CONSTRUCT { <s> <p> 1 } {}"), accept="application/n-triples").text
    assert f"<{site.base}/s>" in triple


REFUSED = {
    "update in a form": ("POST", "", "update=CLEAR%20ALL", FORM, 403),
    "update sent direct": ("POST", "", "CLEAR ALL", "application/sparql-update", 403),
    "update by GET": ("GET", "?update=CLEAR%20ALL", "", "", 403),
    "update as a query": ("POST", "", "CLEAR ALL", DIRECT, 400),
    "service": ("POST", "", "SELECT * { SERVICE <http://127.0.0.1:1/> { ?s ?p ?o } }", DIRECT, 400),
    "two queries": ("GET", "?query=ASK%7B%7D&query=ASK%7B%7D", "", "", 400),
    "no query": ("POST", "", "", DIRECT, 400),
    "form without a query": ("POST", "", "a=b", FORM, 400),
    "no type": ("POST", "", "ASK {}", "", 415),
    "wrong type": ("POST", "", "ASK {}", "text/plain", 415),
    "other charset": ("POST", "", "ASK {}", f"{DIRECT}; charset=UTF-16", 415),
    "not UTF-8": ("POST", "", b"ASK { ?s ?p '\xff' }", DIRECT, 400),
    "form not UTF-8": ("POST", "", "query=ASK%20%FF", FORM, 400),
    "syntax": ("GET", "?query=ASK%20%7B", "", "", 400),
    "no graph": ("GET", "?query=ASK%7B%7D&default-graph-uri=a%3Eb", "", "", 400),
    "file": ("GET", "?query=ASK%7B%7D&default-graph-uri=file%3A%2F%2F%2Fetc%2Fpasswd", "", "", 400),
    "method": ("PUT", "?query=ASK%7B%7D", "", "", 405),
    "too long": ("POST", "", b"#" * (MAX_BODY + 1), DIRECT, 413),
    "too long for the guard": ("POST", "", "SELECT * { } #" + "#" * 100_000, DIRECT, 400),
    "too many rows": ("GET", "?query=SELECT * { ?a ?b ?c . ?d ?e ?f }".replace(" ", "%20"), "", "", 422),
}


@pytest.mark.parametrize(("method", "more", "body", "media", "status"), REFUSED.values(), ids=list(REFUSED))
def test_what_is_no_query_is_refused(
    site: Site, method: str, more: str, body: bytes | str, media: str, status: int
) -> None:
    """By status and reason; the graph stays as it is, and the next query is answered."""
    before = site.graph.dump()
    headers = {"content_type": media} if media else {}
    answer = site("/sparql" + more, method=method, body=body, **headers)
    assert (answer.status, answer.headers["content-type"]) == (status, "application/problem+json")
    assert answer.json["detail"]
    assert site(sent("ASK {}")).json["boolean"] is True
    assert site.graph.dump() == before


def test_a_hostile_query_is_ended_and_pages_go_on(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    """A query over its time is told as such; meanwhile health answers, and afterwards the next query."""
    monkeypatch.setattr("kg.query.sparql.SECONDS", 1.0)
    monkeypatch.setattr("kg.doors.web.served.WAIT", 0.2)
    slow = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"
    told: list[Any] = []
    threads = [threading.Thread(target=lambda: told.append(site(sent(slow)))) for _ in range(4)]
    for thread in threads:
        thread.start()
    assert site("/health").status == 200
    for thread in threads:
        thread.join()
    assert sorted({answer.status for answer in told}) == [422, 503]
    assert all("longer than 1 s" in answer.json["detail"] for answer in told if answer.status == 422)
    assert all(answer.headers["retry-after"] for answer in told if answer.status == 503)
    monkeypatch.undo()
    assert site(sent("ASK {}")).json["boolean"] is True


def test_a_form_that_does_not_fit_is_told(site: Site) -> None:
    """Rows are no Turtle, triples no CSV: 406 with what there is."""
    for query, accept, offered in ((PLEDGES, "text/turtle", "text/csv"), (TRIPLES, "text/csv", "text/turtle")):
        answer = site(sent(query), accept=accept)
        assert (answer.status, offered in answer.json["detail"]) == (406, True)


def test_the_endpoint_describes_itself(site: Site) -> None:
    """Without a query it gives its Service Description: itself, its forms, every graph."""
    answer = site("/sparql")
    told = Graph().parse(data=answer.body, format="turtle")
    service = next(told.subjects(RDF.type, SD.Service))
    assert told.value(service, SD.endpoint) == URIRef(f"{site.base}/sparql")
    assert SD.SPARQL11Query in told.objects(service, SD.supportedLanguage)
    assert {str(name) for name in told.objects(None, SD.name)} == set(site.graph.store.reports())
    assert site("/sparql", accept="application/ld+json").headers["content-type"] == "application/ld+json"


def test_the_description_is_made_once(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    """All triples are counted for it, which kept other readers waiting when each request did so; and it has a tag."""
    first = site("/sparql", accept="application/n-triples")

    def again(*_: object) -> None:
        raise AssertionError("counted again")

    monkeypatch.setattr(sparql, "service", again)
    assert site("/sparql", accept="application/n-triples").body == first.body
    assert site("/sparql", accept="application/n-triples", if_none_match=first.headers["etag"]).status == 304


def test_a_browser_of_a_known_site_may_ask(site: Site) -> None:
    """The preflight of a POST is answered for the origin the server was told of, and for no other."""
    asked = {"access_control_request_method": "POST", "access_control_request_headers": "content-type"}
    known = site("/sparql", method="OPTIONS", origin="https://editor.example", **asked)
    assert (known.status, known.headers["access-control-allow-origin"]) == (200, "https://editor.example")
    assert site("/sparql", method="OPTIONS", origin="https://evil.example", **asked).status == 400


@pytest.mark.parametrize("method", ["GET", "POST", "POST_FORM"])
def test_rdflib_asks_through_its_store(site: Site, labels: list[str], method: str) -> None:
    """SPARQLStore as rdflib's users have it: a query, and a pattern in a named graph."""
    store = SPARQLStore(f"{site.base}/sparql", method=method)
    rows = Graph(store=store).query("SELECT ?l { ?s a trade:Pledge ; rdfs:label ?l }")
    assert sorted(str(row[0]) for row in rows) == labels  # type: ignore[index]  # rows of a SELECT
    (report, *_) = site.graph.store.reports()
    found = Graph(store=store, identifier=URIRef(report)).subjects(RDF.type, None)
    held = {
        quad.subject.value for quad in site.graph.store.quads(graph=report) if isinstance(quad.subject, ox.NamedNode)
    }
    assert {str(subject) for subject in found} == held


def test_sparqlwrapper_reads_rows_and_triples(site: Site, labels: list[str]) -> None:
    """SPARQLWrapper by GET and POST: JSON rows, an ASK, a graph."""
    client: Any = SPARQLWrapper.SPARQLWrapper(f"{site.base}/sparql")
    for method in (SPARQLWrapper.GET, SPARQLWrapper.POST):
        client.setMethod(method)
        client.setReturnFormat(SPARQLWrapper.JSON)
        client.setQuery("PREFIX trade: <https://w3id.org/tradekg/ontology#> " + PLEDGES)
        rows = client.queryAndConvert()["results"]["bindings"]
        assert sorted(row["label"]["value"] for row in rows) == labels
        client.setReturnFormat(SPARQLWrapper.TURTLE)
        client.setQuery(TRIPLES)
        assert len(Graph().parse(data=client.queryAndConvert(), format="turtle")) == len(labels)


def test_a_flood_of_queries_is_turned_away_at_once(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    """Beyond those that run and the few that wait a query is 503; pages are answered meanwhile."""
    monkeypatch.setattr("kg.query.sparql.SECONDS", 2.0)
    slow = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"
    told: list[int] = []
    threads = [threading.Thread(target=lambda: told.append(site(sent(slow)).status)) for _ in range(20)]
    for thread in threads:
        thread.start()
    assert site("/ask/pledges").status == 200
    for thread in threads:
        thread.join()
    assert told.count(503) >= 20 - WORKERS - WAITING
    assert {*told} == {422, 503}
