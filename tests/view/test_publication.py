"""Sites: every address in them leads somewhere, their search finds, and the same graph gives the same bytes."""

from __future__ import annotations

import csv
import gzip
import hashlib
import json
import os
import re
import subprocess
import sys
import xml.etree.ElementTree as ET
from collections.abc import Mapping
from html import unescape
from pathlib import Path
from typing import Any
from urllib.parse import urljoin, urlsplit

import pytest

from kg.graph import TradeGraph
from kg.model.errors import InputError
from kg.questions.catalogue import QUESTIONS
from kg.view.search import _words

BASE = "https://example.org/trade/"
ATOM = "{http://www.w3.org/2005/Atom}"
LOC = "{http://www.sitemaps.org/schemas/sitemap/0.9}loc"
SCRIPT = """
import sys
from pathlib import Path
from kg import TradeGraph
TradeGraph.open(sys.argv[1], read_only=True).site(Path(sys.argv[2]))
"""


@pytest.fixture(scope="module")
def graph(built: Path) -> TradeGraph:
    return TradeGraph.open(built, read_only=True)


@pytest.fixture(scope="module")
def site(graph: TradeGraph, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("sites") / "site"
    pages = graph.site(folder, base_url=BASE.rstrip("/"))
    assert pages == len(list(folder.glob("*.html"))) - 1  # but for the page for addresses that lead nowhere
    return folder


def held(folder: Path) -> dict[str, str]:
    """File → hash of its bytes."""
    files = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


def addresses(text: str) -> set[str]:
    return {unescape(href) for href in re.findall(r'(?:href|src)="([^"]*)"', text)}


def test_every_address_inside_leads_to_a_file(site: Path) -> None:
    """Of all pages, feeds and the sitemap; and every page but the one for lost addresses is in the sitemap."""
    files = held(site).keys()
    for page in site.glob("*.html"):
        led = {urljoin(BASE + page.name, href) for href in addresses(page.read_text("utf-8"))}
        inside = {
            urlsplit(href)._replace(fragment="").geturl().removeprefix(BASE) for href in led if href.startswith(BASE)
        }
        assert inside <= files, page.name
    locs = [loc.text or "" for loc in ET.parse(site / "sitemap.xml").iter(LOC)]
    assert locs == sorted(locs)
    assert {loc.removeprefix(BASE) for loc in locs} == {path.name for path in site.glob("*.html")} - {"404.html"}
    assert (site / "robots.txt").read_text("utf-8").splitlines()[-1] == f"Sitemap: {BASE}sitemap.xml"


def test_the_page_for_lost_addresses_leads_home_from_anywhere(site: Path) -> None:
    """A host shows it at any depth, so what it leads to begins with the address of the site."""
    led = {href for href in addresses((site / "404.html").read_text("utf-8")) if not href.startswith(("#", "data:"))}
    assert {f"{BASE}index.html", f"{BASE}search.html"} <= led
    assert all(href.startswith("https://") for href in led)


def test_feeds_tell_what_changes_tells(graph: TradeGraph, site: Path) -> None:
    """An entry a pledge that changed in the last 90 days of reports, each with the address of its page."""
    changed = {str(row["label"]) for row in graph.changes("2025-05-02")}  # the last report is of 31 July
    atom, feed = ET.parse(site / "changes.atom").getroot(), json.loads((site / "changes.json").read_text("utf-8"))
    assert {entry.findtext(f"{ATOM}title") for entry in atom.iter(f"{ATOM}entry")} == changed
    assert {item["title"] for item in feed["items"]} == changed
    assert atom.findtext(f"{ATOM}id") == feed["feed_url"].replace("json", "atom") == f"{BASE}changes.atom"
    assert all((site / item["url"].removeprefix(BASE)).exists() for item in feed["items"])
    assert 'href="changes.atom"' in (site / "index.html").read_text("utf-8")


def index(site: Path) -> tuple[list[list[str]], dict[str, set[int]]]:
    """The index of a site's search as its script reads it: pages, and word → numbers of pages."""
    text = (site / "search.html").read_text("utf-8")
    found = re.search(r'<script type="application/json" id="index">(.*?)</script>', text, re.DOTALL)
    assert found
    read: Mapping[str, Any] = json.loads(found[1])
    words: dict[str, set[int]] = {}
    for line in read["words"].split("\n"):
        word, *steps = line.split(" ")
        page = 0
        words[word] = {page := page + int(step, 36) for step in steps}
    return read["pages"], words


def test_search_knows_every_page_by_its_words(site: Path) -> None:
    """A word is found on those pages that show it, and every page by its title; accents do not matter."""
    pages, words = index(site)
    texts = {path.name: path.read_text("utf-8") for path in site.glob("*.html")}
    assert {file for file, *_ in pages} == texts.keys() - {"404.html", "search.html", "data.html"}
    for number, (file, kind, title, lead) in enumerate(pages):
        assert f"<title>{title}</title>" in unescape(texts[file])
        assert lead in unescape(texts[file])
        assert kind in (file.partition("-")[0].removesuffix(".html"), "home")
        assert all(number in words[word] for word in _words(f"{title} {lead}"))
    for word in ("nvidia", "yonhap", "aircraft", "washington"):
        shown = {
            file
            for file, text in texts.items()
            if re.search(
                rf"\b{word}\b",
                re.sub("<script.*?</script>|<style.*?</style>", "", text, flags=re.DOTALL),
                re.IGNORECASE,
            )
        }
        found = {pages[number][0] for number in words[word]}
        assert found
        assert found <= shown
        assert all(file in found for file in shown if file in {name for name, *_ in pages}), word
    assert [*_words("Économie: ¥1tn, naïve Größe")] == ["economie", "1tn", "naive", "große"]


def test_data_are_what_the_questions_answer(graph: TradeGraph, site: Path) -> None:
    """Each question's rows as CSV and JSON; the dump is the graph's, from which a store can be filled."""
    asked = QUESTIONS.keys() - {"path", "why", "changes"}
    for name in asked:
        table = graph.ask(name)
        assert (site / "data" / f"{name}.csv").read_text("utf-8") == table.to("csv")
        assert json.loads((site / "data" / f"{name}.json").read_text("utf-8")) == json.loads(table.to("json"))
    told = json.loads((site / "data" / "csv-metadata.json").read_text("utf-8"))["tables"]
    assert {table["url"] for table in told} == {path.name for path in (site / "data").glob("*.csv")}
    assert gzip.decompress((site / "data" / "tradekg.nq.gz").read_bytes()) == graph.dump()
    with TradeGraph.open() as other:
        other.restore((site / "data" / "tradekg.nq.gz").read_bytes())
        assert len(other.pledges()) == len(graph.pledges())
    with (site / "data" / "pledges.csv").open(encoding="utf-8", newline="") as file:
        assert len([*csv.DictReader(file)]) == len(graph.pledges())


def test_the_same_graph_gives_the_same_bytes(graph: TradeGraph, built: Path, tmp_path: Path) -> None:
    """Whatever the seed of hashes, in other processes."""
    for seed in ("1", "2"):
        environment = {**os.environ, "PYTHONHASHSEED": seed}
        subprocess.run([sys.executable, "-c", SCRIPT, built, tmp_path / seed], check=True, env=environment)
    graph.site(tmp_path / "here")
    assert held(tmp_path / "1") == held(tmp_path / "2") == held(tmp_path / "here")


def test_without_an_address_everything_is_relative(graph: TradeGraph, tmp_path: Path) -> None:
    """There is no sitemap, and the feed still has a name of its own."""
    graph.site(tmp_path, since="2025-07-30")
    assert not (tmp_path / "sitemap.xml").exists()
    assert "Sitemap" not in (tmp_path / "robots.txt").read_text("utf-8")
    atom = ET.parse(tmp_path / "changes.atom").getroot()
    assert (atom.findtext(f"{ATOM}id") or "").startswith("https://w3id.org/")
    (entry,) = atom.iter(f"{ATOM}entry")
    link = entry.find(f"{ATOM}link")
    assert link is not None
    assert (tmp_path / link.attrib["href"]).exists()


def test_a_site_of_a_former_day_says_so(graph: TradeGraph, tmp_path: Path) -> None:
    """On each page, and in the data."""
    graph.at(known_by="2025-05-28").site(tmp_path)
    for name in ("index.html", "search.html", "data.html"):
        assert "as told by 2025-05-28" in (tmp_path / name).read_text("utf-8")
    told = json.loads((tmp_path / "data" / "pledges.json").read_text("utf-8"))
    assert told["known_by"] == "2025-05-28"
    assert any("without a date" in note for note in told["notes"])


def test_an_empty_graph_has_a_site(tmp_path: Path) -> None:
    """With no entry in its feeds and nothing to find."""
    with TradeGraph.open() as empty:
        assert empty.site(tmp_path) > 1
    assert [*ET.parse(tmp_path / "changes.atom").iter(f"{ATOM}entry")] == []


@pytest.mark.parametrize("base", ["example.org", "ftp://example.org/", "https://example.org/?a=b", "https://a b/"])
def test_an_address_that_nothing_can_stand_below_is_refused(graph: TradeGraph, tmp_path: Path, base: str) -> None:
    """Before anything is written."""
    with pytest.raises(InputError, match="no address"):
        graph.site(tmp_path / "site", base_url=base)
    assert not (tmp_path / "site").exists()


def test_a_file_in_the_way_is_named(graph: TradeGraph, tmp_path: Path) -> None:
    """The error says which path cannot be written."""
    (tmp_path / "data").write_text("")
    with pytest.raises(InputError, match="data"):
        graph.site(tmp_path)
