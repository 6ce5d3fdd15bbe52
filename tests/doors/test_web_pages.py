"""Pages and linked data: what a bare IRI leads to, in every form, and what is gone or elsewhere."""

from __future__ import annotations

import gzip
import html
import re
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pyoxigraph as ox
import pytest
from serving import Answer, Site, running
from starlette.responses import Response
from worlds import loaded, told

from kg.derive import loading
from kg.doors.web.addresses import Addresses
from kg.doors.web.served import KEPT, Kept
from kg.graph import TradeGraph
from kg.model.iris import ID, RDFS, SKOS, TRADE
from kg.store.nodes import expand, value_of
from kg.view.page import render
from kg.view.page_model import Page
from kg.view.view import KINDS


@pytest.fixture(scope="module")
def chips(site: Site) -> str:
    """The IRI of the pledge of chips, without its beginning."""
    return str(site.graph.pledges(product="chips")[0]["pledge"]).removeprefix(ID)


FORMS = {
    "text/html": ("/page/{}", "text/html; charset=utf-8"),
    "*/*": ("/page/{}", "text/html; charset=utf-8"),
    "text/turtle": ("/data/{}.ttl", "text/turtle; charset=utf-8"),
    "application/ld+json, text/html;q=0.5": ("/data/{}.jsonld", "application/ld+json"),
    "application/n-triples": ("/data/{}.nt", "application/n-triples"),
}


@pytest.mark.parametrize(("accept", "expected"), FORMS.items(), ids=list(FORMS))
def test_a_bare_iri_leads_to_page_or_data(site: Site, chips: str, accept: str, expected: tuple[str, str]) -> None:
    """303 to what is most wanted, and there it is; the moment is carried on."""
    place, media = expected
    led = site(f"/id/{chips}", accept=accept)
    assert (led.status, led.headers["location"]) == (303, place.format(chips))
    assert "accept" in led.headers["vary"].lower()
    there = site(led.headers["location"])
    assert (there.status, there.headers["content-type"]) == (200, media)
    moment = "?as_of=2026-01-01&known_by=2026-01-02"
    led = site(f"/id/{chips}{moment}", accept=accept)
    assert led.headers["location"].partition("?")[2] == "as_of=2026-01-01&known_by=2026-01-02"


def test_every_kind_of_thing_has_page_and_data(site: Site) -> None:
    """A pledge, report, claim, company, country, status, graph: one node of each class is reached by its IRI."""
    one = {
        str(value_of(quad.object)): str(value_of(quad.subject)) for quad in site.graph.store.quads(prop="a", graph=None)
    }
    ours = sorted({iri for iri in one.values() if iri.startswith(ID)} | {*site.graph.store.reports()})
    assert len(ours) > 20
    for iri in ours:
        path = iri.removeprefix(ID)
        page, data = site(f"/page/{path}"), site(f"/data/{path}.nt")
        assert (page.status, data.status) == (200, 200), iri
        assert iri in {triple.subject.value for triple in ox.parse(data.body, format=ox.RdfFormat.N_TRIPLES)}


def test_data_of_an_event_has_its_parts_and_of_a_report_its_claims(site: Site, chips: str) -> None:
    """So that a page can be made from them."""
    text = site(f"/data/{chips}.nt").text
    assert {line.split(" ")[0] for line in text.splitlines()} >= {
        f"<{part}>" for part in site.graph.store.subjects("event", ID + chips)
    }
    report = site.graph.store.reports()[0]
    assert len(site(f"/data/{report.removeprefix(ID)}.nt").text.splitlines()) == len(
        [*site.graph.store.quads(graph=report)]
    )


def test_a_pledge_has_its_page_and_pages_lead_to_pages_here(site: Site, chips: str) -> None:
    """The page of `kg view`, in which references have become addresses of this server that exist."""
    page = site(f"/page/{chips}")
    assert "Nvidia" in page.text
    assert f'</data/{chips}.ttl>; rel="alternate"' in page.headers["link"]
    home = site("/")
    assert home.status == 200
    led = sorted(set(re.findall(r'href="(/page/[^"#]*)"', home.text + page.text)))
    assert f"/page/{chips}" in led
    for address in led:
        assert site(address).status == 200, address
    claim = next(iter(site.graph.evidence(product="chips")))["claim"].removeprefix(ID)
    assert "Asahi" in site(f"/page/{claim}").text


def test_pages_stand_on_a_day(site: Site, chips: str) -> None:
    """`known_by` is the page as it could have been made on that day, and what leads on from it keeps the day."""
    then = site(f"/page/{chips}?known_by=2025-05-28")
    assert then.status == 200
    assert then.body != site(f"/page/{chips}").body
    led = re.findall(r'href="(/page/[^"]*|/\?[^"]*)"', then.text)
    assert led
    assert all("known_by=2025-05-28" in address for address in led)
    assert "as told by 2025-05-28" in then.text
    claim = next(iter(site.graph.at(known_by="2025-05-28").evidence()))["claim"].removeprefix(ID)
    assert "as told by 2025-05-28" in site(f"/page/{claim}?known_by=2025-05-28").text
    assert site(f"/page/{chips}?known_by=2020-01-01").status == 404
    assert site(f"/page/{chips}?known_by=soon").status == 400
    assert site(f"/page/{chips}?colour=red").status == 400


def test_what_runs_in_a_page_is_told_in_the_page(site: Site, chips: str) -> None:
    """The header forbids framing and leaves the rest to the page's own policy, which allows its own script alone."""
    page = site(f"/page/{chips}")
    assert page.headers["content-security-policy"] == "frame-ancestors 'none'"
    assert "default-src 'none'" in page.text


NOWHERE = ("/id/pledge/none", "/page/pledge/none", "/data/pledge/none.ttl", "/data/country/JPN.xls",
           "/data/country/JPN", "/page/../../etc/passwd", "/id/%00", "/id/a%3E",
           "/page/home/x", "/page/", "/id/")  # fmt: skip


@pytest.mark.parametrize("path", NOWHERE)
def test_what_is_not_there_is_404(site: Site, path: str) -> None:
    """Nothing is reached by an address but what is in the graph."""
    answer = site(path)
    assert (answer.status, answer.headers["content-type"]) == (404, "application/problem+json")


def test_no_other_form_is_promised(site: Site) -> None:
    """406 for a form there is not."""
    assert site("/id/country/JPN", accept="image/png").status == 406


def test_replaced_iris_lead_on(site: Site) -> None:
    """The would-be IRI of every other claim of a pledge is a permanent redirect to the pledge's, in every form."""
    store = site.graph.store
    replaced = store.pairs("http://purl.org/dc/terms/isReplacedBy")
    assert replaced
    for old, new in replaced:
        was, now = (iri.removeprefix(ID) for iri in (old, new))
        for path, place in ((f"/id/{was}", f"/id/{now}"), (f"/page/{was}", f"/page/{now}")):
            assert (site(path).status, site(path).headers["location"]) == (301, place)
        assert site(f"/data/{was}.ttl").headers["location"] == f"/data/{now}.ttl"


@pytest.fixture(scope="module")
def decided() -> Iterator[tuple[Site, str, str, str]]:
    """A server of a graph in which an editor withdrew one pledge's reports and made another two one: gone, was, is."""
    graph = TradeGraph.open()
    reports = [
        told("CNA", "2025-05-28", products=["chips"]),
        told("AFP", "2022-01-28", title="Beef", products=["beef"]),
        told("Nikkei", "2019-03-01", title="Rice", products=["rice"]),
    ]
    loading.load(graph.store, reports)
    chips, beef, rice = ([row["pledge"] for row in graph.pledges(product=name)] for name in ("chips", "beef", "rice"))
    graph.decide("retract", reports[2].report.iri, by="editor", on="2026-01-03", why="never said")
    claims = [str(graph.evidence(pledge=pledge)[0]["claim"]) for pledge in (*chips, *beef)]
    graph.decide("same", *claims, by="editor", on="2026-01-03", why="one and the same", force=True)
    (left,) = {str(row["pledge"]) for row in graph.pledges()}
    (was,) = {*chips, *beef} - {left}
    (gone,) = rice
    with running(graph) as made:
        yield made, gone.removeprefix(ID), was.removeprefix(ID), left.removeprefix(ID)


@pytest.mark.parametrize("accept", ["text/html", "text/turtle", "application/ld+json", "application/n-triples"])
def test_a_withdrawn_pledge_is_gone_and_says_by_whom(decided: tuple[Site, str, str, str], accept: str) -> None:
    """410 by its IRI, as page and as data, in the form that is asked for, with the decision that withdrew it."""
    site, gone, _, _ = decided
    (decision,) = site.graph.store.objects(ID + gone, expand("withdrawnBy"))
    for path in (f"/id/{gone}", FORMS.get(accept, FORMS["application/ld+json, text/html;q=0.5"])[0].format(gone)):
        answer = site(path, accept=accept)
        assert answer.status == 410, path
        assert answer.headers["content-type"].startswith(accept)
        assert str(decision).rpartition("/")[2] in answer.text  # Turtle escapes the rest
        assert "no report of this counts any longer" in answer.text
    assert site(f"/page/{str(decision).removeprefix(ID)}").status == 200


def test_what_told_of_a_withdrawn_pledge_can_still_be_read(decided: tuple[Site, str, str, str]) -> None:
    """Its reports and their claims are there, and so are page and data of the decision's graph."""
    site, gone, _, _ = decided
    for prop in ("withdrawnClaim", "withdrawnReport"):
        for iri in map(str, site.graph.store.objects(ID + gone, expand(prop))):
            path = iri.removeprefix(ID)
            assert (site(f"/page/{path}").status, site(f"/data/{path}.ttl").status) == (200, 200)


def test_a_pledge_made_one_with_another_leads_to_it(decided: tuple[Site, str, str, str]) -> None:
    """301 by its IRI, as page and as data, with the moment carried on; and there is the pledge."""
    site, _, was, now = decided
    for before, after in (("/id/", ""), ("/page/", ""), ("/data/", ".ttl"), ("/data/", ".jsonld"), ("/data/", ".nt")):
        led = site(f"{before}{was}{after}")
        assert (led.status, led.headers["location"]) == (301, f"{before}{now}{after}")
        assert site(led.headers["location"]).status in (200, 303)
    assert site(f"/id/{was}?known_by=2026-01-01").headers["location"] == f"/id/{now}?known_by=2026-01-01"


def test_identifiers_by_others_are_written() -> None:
    """What a company is known by elsewhere is told in its data, in each form, as an exact match and as no more."""
    nvidia, entity = ID + "company/nvidia", "http://www.wikidata.org/entity/Q182477"
    store = loaded([told("CNA", "2025-05-28", products=["chips"])])
    store.add([f"<{nvidia}> <{SKOS}exactMatch> <{entity}> ."])
    with running(TradeGraph(store)) as site:
        for name, form in (("ttl", "TURTLE"), ("nt", "N_TRIPLES"), ("jsonld", "JSON_LD")):
            data = site(f"/data/company/nvidia.{name}").body
            found = [t for t in ox.parse(data, format=getattr(ox.RdfFormat, form)) if t.object == ox.NamedNode(entity)]
            assert [(t.subject.value, t.predicate.value) for t in found] == [(nvidia, SKOS + "exactMatch")]
            assert b"sameAs" not in data


def test_the_ontology_is_one_page_or_turtle(site: Site) -> None:
    """Every term is explained at the anchor of its IRI, and stands in the Turtle."""
    page, turtle = site("/ontology", accept="text/html"), site("/ontology", accept="text/turtle")
    about = TRADE.rstrip("#")
    terms = site.graph.store.subjects(RDFS + "isDefinedBy", about)
    assert set(re.findall(r'<h3 id="(\w+)">', page.text)) == {iri.removeprefix(TRADE) for iri in terms}
    found = {triple.subject.value for triple in ox.parse(turtle.body, format=ox.RdfFormat.TURTLE)}
    assert found == {about, *terms}
    anchors = set(re.findall(r'href="#(\w+)"', page.text))
    assert anchors <= set(re.findall(r'id="([\w-]+)"', page.text))


def test_the_dataset_is_described_at_the_well_known_place(site: Site) -> None:
    """VoID and DCAT name the endpoint and how much there is."""
    told = site("/.well-known/void").text
    assert f"{site.base}/sparql" in told
    assert str(sum(1 for _ in site.graph.store.quads(graph=None))) in told


def test_an_answer_kept_is_the_answer_made(site: Site, chips: str) -> None:
    """A second time it comes from memory: the same, but for what the asker's own origin is told."""
    first = site(f"/page/{chips}", origin="https://editor.example")
    again = site(f"/page/{chips}")
    assert first.body == again.body
    assert "access-control-allow-origin" in first.headers
    assert "access-control-allow-origin" not in again.headers


def test_memory_for_answers_is_bounded() -> None:
    """The oldest go first; what is larger than all of it is not kept."""
    kept = Kept()
    for name in ("a", "b", "c"):
        kept.put(name, Response(b"x" * (KEPT // 2)))
    kept.put("d", Response(b"x" * (KEPT + 1)))
    assert [name for name in "abcd" if kept.get(name)] == ["b", "c"]


def test_every_view_has_an_address() -> None:
    """What a reference says, view and IRIs, becomes a path; a view that there is not leads nowhere."""
    addresses = Addresses("as_of=2025-01-01")
    assert addresses["home"] == "/?as_of=2025-01-01"
    assert addresses[ID + "country/JPN"] == "/page/country/JPN?as_of=2025-01-01"
    assert addresses.get("nothing") is None
    assert addresses["query"] == "/sparql"
    assert [*addresses] == [*KINDS, "query", "ontology"]
    assert len(addresses) == len([*addresses])


def test_what_is_kept_can_be_thrown_away(site: Site, chips: str) -> None:
    """An answer made anew is the same bytes."""
    paths = ("/", f"/page/{chips}", "/page/company/nvidia", "/ask/pledges", "/ontology", f"/data/{chips}.ttl")
    kept = [site(path).body for path in paths]
    with running(TradeGraph.open(site.graph.store.path, read_only=True)) as other:
        assert [other(path).body for path in paths] == kept


def test_a_page_is_drawn_once_however_many_ask(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    """50 readers at once over some pages, by other names of the host, packed or not: no failure, each drawn once."""
    paths = [f"/page/{iri.removeprefix(ID)}" for iri in sorted({str(row["pledge"]) for row in site.graph.pledges()})]
    paths += ["/page/overview", "/page/timeline", "/page/pair/JPN/USA", "/page/status/signed"]
    drawn: Counter[str] = Counter()

    def counted(page: Page, *rest: Any) -> str:
        drawn[page.title] += 1
        return render(page, *rest)

    monkeypatch.setattr("kg.doors.web.pages.render", counted)
    with running(TradeGraph.open(site.graph.store.path, read_only=True)) as other, ThreadPoolExecutor(50) as readers:
        forms = [
            {"host": host, "accept_encoding": form} for host in ("localhost", "127.0.0.1") for form in ("gzip", "x")
        ]
        asked = [(path, how) for path in paths for how in forms for _ in range(5)]
        told = [*readers.map(lambda item: other(item[0], **item[1]), asked)]
    assert {answer.status for answer in told} == {200}
    titles = {*_titles(told)}
    assert len(titles) == len(paths)
    assert all(drawn[title] == 1 for title in titles)


def _titles(told: list[Answer]) -> Iterator[str]:
    for answer in told:
        body = gzip.decompress(answer.body) if "content-encoding" in answer.headers else answer.body
        yield html.unescape(re.findall(r"<title>(.*?)</title>", body.decode())[0])


def test_packed_for_who_takes_it(site: Site, chips: str) -> None:
    """The same page, its own tag; 304 for either; who says that it takes no gzip gets none."""
    plain, packed = site(f"/page/{chips}"), site(f"/page/{chips}", accept_encoding="br, gzip;q=0.5")
    assert packed.headers["content-encoding"] == "gzip"
    assert gzip.decompress(packed.body) == plain.body
    assert packed.headers["link"] == plain.headers["link"]
    assert plain.headers["vary"] == packed.headers["vary"] == "Accept-Encoding, Origin"
    assert packed.headers["etag"] != plain.headers["etag"]
    again = site(f"/page/{chips}", accept_encoding="gzip", if_none_match=packed.headers["etag"])
    assert (again.status, again.body) == (304, b"")
    for refused in ("gzip;q=0", "gzip; q=0.0", "identity", ""):
        assert "content-encoding" not in site(f"/page/{chips}", accept_encoding=refused).headers
    assert site("/page/pledge/none", accept_encoding="gzip").status == 404


def test_what_prints_its_own_address_is_kept_by_it(site: Site) -> None:
    """A feed names the host it was asked by, whoever asked before."""
    for path in ("/changes.json?since=2025-01-01", "/.well-known/void"):
        for host in ("localhost", "127.0.0.1"):
            assert f"http://{host}/" in site(path, host=host).text
