"""Clients of others, as their users have them, against the endpoint; rdflib's and SPARQLWrapper: `test_web_sparql.py`.

YASGUI runs in a browser: `browser/test_served.py`.
"""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path

import pyoxigraph as ox
import pytest
from serving import Site

TRADE = "PREFIX trade: <https://w3id.org/tradekg/ontology#> PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#> "
LABELS = TRADE + "SELECT ?label { ?pledge a trade:Pledge ; rdfs:label ?label }"


@pytest.fixture(scope="module")
def labels(site: Site) -> list[str]:
    """Labels of the small world's pledges."""
    return sorted(row["label"] for row in site.graph.pledges())


def _said(text: str | bytes) -> list[str]:
    return sorted(row["label"]["value"] for row in json.loads(text)["results"]["bindings"])


def _run(*command: str | Path) -> bytes:
    done = subprocess.run([*map(str, command)], capture_output=True, timeout=120, check=False)
    assert done.returncode == 0, done.stderr.decode()[-2000:]
    return done.stdout


CURL = {
    "get": ("--get", "--data-urlencode", f"query={LABELS}"),
    "form": ("--data-urlencode", f"query={LABELS}"),
    "direct": ("--header", "Content-Type: application/sparql-query", "--data-binary", LABELS),
}


@pytest.mark.skipif(shutil.which("curl") is None, reason="no curl here")
@pytest.mark.parametrize("how", CURL.values(), ids=list(CURL))
def test_curl_asks_in_three_ways(site: Site, labels: list[str], how: tuple[str, ...]) -> None:
    """By the lines that any documentation of an endpoint has."""
    assert _said(_run("curl", "--silent", "--show-error", "--fail", *how, f"{site.base}/sparql")) == labels


@pytest.mark.skipif(shutil.which("curl") is None, reason="no curl here")
def test_curl_follows_a_bare_iri_to_data(site: Site) -> None:
    """`--location` and an accepted type lead from a thing's address to its triples."""
    (pledge, *_) = (row["pledge"] for row in site.graph.pledges())
    address = site.base + "/id/" + pledge.partition("/id/")[2]
    for media in ("text/turtle", "application/ld+json", "application/n-triples"):
        data = _run("curl", "--silent", "--fail", "--location", "--header", f"Accept: {media}", address)
        found = ox.parse(data, format=ox.RdfFormat.from_media_type(media))
        assert pledge in {triple.subject.value for triple in found if isinstance(triple.subject, ox.NamedNode)}


def test_comunica_asks_and_joins(site: Site, labels: list[str], npm: Path) -> None:
    """A whole query as an endpoint's, one that it joins itself from two sources, and a page as linked data."""
    ask, endpoint = npm / ".bin" / "comunica-sparql", f"sparql@{site.base}/sparql"
    as_json = ("-t", "application/sparql-results+json")
    assert _said(_run(ask, endpoint, LABELS, *as_json)) == labels
    (pledge, *_) = (row["pledge"] for row in site.graph.pledges())
    thing = site.base + "/id/" + pledge.partition("/id/")[2]
    joined = TRADE + f"SELECT DISTINCT ?label {{ <{pledge}> trade:pledger ?side . ?side rdfs:label ?label }}"
    sides = site.graph.sparql(f"SELECT ?label {{ <{pledge}> trade:pledger/rdfs:label ?label }}", format="json")
    assert isinstance(sides, bytes)
    assert _said(_run(ask, thing, endpoint, joined, *as_json)) == _said(sides) != []
