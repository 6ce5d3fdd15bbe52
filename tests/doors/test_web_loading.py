"""`/load`: who may, what is taken, and that what follows is answered with it."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest
from running import Kg
from serving import Answer, Site, running
from small import TEXT, submitted

from kg.doors.web.loading import MAX_REPORT, loads
from kg.graph import TradeGraph
from kg.model.errors import InputError

TOKEN = "a-token-of-the-tests"
BEARER = f"Bearer {TOKEN}"


@pytest.fixture(scope="module")
def place(built: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return Path(shutil.copytree(built, tmp_path_factory.mktemp("loading") / "store"))


@pytest.fixture(scope="module")
def taking(place: Path) -> Iterator[Site]:
    """A server that takes reports in."""
    with running(TradeGraph.open(place, read_only=True), loads=loads(str(place), TOKEN)) as made:
        yield made


def _sent(site: Site, told: Any, authorization: str = BEARER, media: str = "application/json") -> Answer:
    data = told if isinstance(told, bytes) else json.dumps(told)
    headers = {"authorization": authorization} if authorization else {}
    return site("/load", method="POST", body=data, content_type=media, **headers)


def test_a_report_is_loaded_and_answered_with(taking: Site, place: Path) -> None:
    """As `kg load --text` does: what the text does not bear out falls, and is told; tags of answers change."""
    before = taking("/ask/evidence")
    firms = [{"name": "Nvidia", "role": "supplier"}, {"name": "Intel", "role": "supplier"}]
    given = {"record": submitted(companies=firms), "text": TEXT}
    done = _sent(taking, given)
    assert (done.status, done.json["outcome"], done.headers["cache-control"]) == (201, "added", "no-store")
    assert {each["value"] for each in done.json["dropped"]} == {"Intel"}
    after = taking("/ask/evidence", if_none_match=before.headers["etag"])
    assert after.status == 200
    assert "Test Wire" in after.text
    assert "Test Wire" not in before.text
    query = urlencode({"query": 'ASK { GRAPH ?g { ?report trade:publisher "Test Wire" } }'})
    assert taking(f"/sparql?{query}").json["boolean"]
    assert taking("/id/" + done.json["report"].partition("/id/")[2]).status == 303
    assert _sent(taking, given).json["outcome"] == "unchanged"
    with TradeGraph.open(place, read_only=True) as graph:
        assert done.json["report"] in graph.store.reports()
    other = TEXT.replace("offered", "agreed")
    reworded = {"record": submitted(status="agreed", evidence=other.splitlines()[0]), "text": other}
    conflict = _sent(taking, reworded)
    assert (conflict.status, conflict.json["report"]) == (409, done.json["report"])
    assert _sent(taking, {**reworded, "replace": True}).json["outcome"] == "replaced"


WRONG_TOKENS = ("", "Bearer", "Bearer wrong", f"Basic {TOKEN}", f"Bearer {TOKEN}x", f"Bearer {TOKEN[:-1]}", TOKEN,
                "Bearer \xff\xfe")  # fmt: skip


def test_a_token_is_compared_in_constant_time(taking: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever was sent, the comparison is the one that takes as long for any of it, and it alone decides."""
    compared: list[tuple[bytes, bytes]] = []

    def never(sent: bytes, token: bytes) -> bool:
        compared.append((sent, token))
        return False

    monkeypatch.setattr("kg.doors.web.loading.hmac.compare_digest", never)
    for authorization in (BEARER, f"Basic {TOKEN}", "Bearer wrong", ""):
        assert _sent(taking, {}, authorization).status == 401
    assert [sent.decode() for sent, _ in compared] == [TOKEN, TOKEN, "wrong", ""]
    assert {token.decode() for _, token in compared} == {TOKEN}


@pytest.mark.parametrize("authorization", WRONG_TOKENS)
def test_without_the_token_nothing_is_taken(taking: Site, authorization: str) -> None:
    """401, with how it is sent, before a byte of the report is read."""
    before = taking("/health").json["digest"]
    answer = _sent(taking, {"record": submitted(kind="loan"), "text": TEXT}, authorization)
    assert (answer.status, answer.headers["www-authenticate"]) == (401, "Bearer")
    assert TOKEN not in answer.text
    assert taking("/health").json["digest"] == before


MANY = {"publisher": "Test Wire", "title": "Everything at once"}
REFUSED = {
    "not JSON": (b"{", 400),
    "not UTF-8": (b'{"record": {"a": "\xff"}}', 400),
    "no object": ([], 400),
    "no record": ({"text": TEXT}, 400),
    "unknown part": ({"record": submitted(), "store": "/etc"}, 400),
    "a text that is none": ({"record": submitted(), "text": 7}, 400),
    "replace that is none": ({"record": submitted(), "replace": "yes"}, 400),
    "unknown field": ({"record": {**submitted(), "graph": "x"}}, 400),
    "unknown code": ({"record": submitted(kind="gift")}, 400),
    "no number": (b'{"record": {"report": {"published": NaN}}}', 400),
    "twice": (b'{"record": {"report": {}, "report": {}}}', 400),
    "deep": (b'{"record":' + b"[" * 100_000 + b"]" * 100_000 + b"}", 400),
    "empty text": ({"record": submitted(), "text": " "}, 400),
    "too large": (b"x" * (MAX_REPORT + 1), 413),
    "a text too long": ({"record": submitted(), "text": "x " * 120_000}, 400),
    "nothing borne out": ({"record": submitted(evidence="Germany pays.", pledgers=["DEU"]), "text": TEXT}, 422),
    "too many claims": ({"record": {**submitted(), "report": MANY, "pledges": submitted()["pledges"] * 201}}, 422),
}


@pytest.mark.parametrize(("told", "status"), REFUSED.values(), ids=list(REFUSED))
def test_what_is_no_report_is_refused(taking: Site, told: Any, status: int) -> None:
    """As problem details with what to do; the store stays as it is, and the next request is answered."""
    before = taking("/health").json["digest"]
    answer = _sent(taking, told)
    assert (answer.status, answer.headers["content-type"]) == (status, "application/problem+json")
    assert answer.json["detail"]
    assert taking("/health").json["digest"] == before


def test_only_json_is_taken(taking: Site) -> None:
    """A form, which any page may send without asking, is 415."""
    for media in ("application/x-www-form-urlencoded", "text/plain", ""):
        assert _sent(taking, {"record": submitted()}, media=media).status == 415


def test_a_store_in_use_is_told(taking: Site, place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """503, and what can be done; readers go on."""
    monkeypatch.setattr("kg.doors.submitting.WAIT", 0.1)
    with TradeGraph.open(place):
        answer = _sent(taking, {"record": submitted(status="signed"), "text": TEXT})
        assert (answer.status, "in use" in answer.json["detail"]) == (503, True)
        assert taking("/ask/pledges").status == 200


class _Gone:
    """An engine whose files another process has removed, as it says so wherever it is asked."""

    def __getattr__(self, name: str) -> Any:
        raise FileNotFoundError("IO error: No such file or directory: 000115.sst")


@pytest.mark.parametrize("path", ["/ask/pledges?pledger=JPN", "/page/country/JPN"])
def test_files_that_are_gone_are_opened_anew(taking: Site, place: Path, path: str) -> None:
    """What another process merged away under a server is read from the store as it is now, not answered with 500."""
    with running(TradeGraph.open(place, read_only=True)) as site:
        before = taking(path)
        site.graph.store._store = _Gone()  # type: ignore[assignment]
        assert (site(path).status, site(path).body) == (200, before.body)


def test_queries_on_files_that_are_gone_are_asked_again(place: Path, tmp_path: Path) -> None:
    """The process of queries tells the store's fault from the query's, and a new one reads what is there now."""
    with running(TradeGraph.open(place, read_only=True)) as site:
        there, gone = site.graph.store.place, tmp_path / "gone"
        site.graph.store.place = gone
        query = "/sparql?" + urlencode({"query": "ASK { ?s ?p ?o }", "format": "json"})
        assert site(query).json["boolean"]
        site.graph.store.place = there


def test_a_server_that_was_not_told_to_takes_nothing(site: Site) -> None:
    """403, whatever is sent along."""
    answer = _sent(site, {"record": submitted(), "text": TEXT})
    assert (answer.status, "--allow-load" in answer.json["detail"]) == (403, True)


def test_a_token_is_needed_to_begin(kg: Kg, built: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """None, or one that can be guessed, is an error before anything is served."""
    monkeypatch.delenv("TRADEKG_TOKEN", raising=False)
    assert "TRADEKG_TOKEN" in kg("serve", "--allow-load", "--store", built).err
    for token in ("", "short"):
        with pytest.raises(InputError, match="at least 16"):
            loads(str(built), token)
