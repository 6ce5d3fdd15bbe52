"""What `/openapi.json` says of every address holds, whatever is sent there: schemathesis asks, by a fixed seed."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path
from urllib.parse import quote

import pytest
from serving import Site

from kg.doors.web.app import app
from kg.query import filters
from kg.questions.catalogue import QUESTIONS

RUN = (
    sys.executable, "-c", "from schemathesis.cli import schemathesis; schemathesis()", "run",
    # which names there are the graph says, and no schema: a text that names nothing is refused all the same
    "--exclude-checks", "positive_data_acceptance",
    "--warnings", "off", "--continue-on-failure", "--no-shrink", "--generation-deterministic", "--no-color",
)  # fmt: skip
PHASES = {
    "any value of every parameter": ("--phases", "examples,fuzzing", "--max-examples", "4"),
    # the questions are alike, and the schema of a record alone would take a minute
    "every bound of every schema": ("--phases", "coverage", "--exclude-path-regex", "^/(ask/(?!pledges)|load)"),
}


@pytest.mark.parametrize("phases", PHASES.values(), ids=list(PHASES))
def test_what_is_described_holds(site: Site, phases: tuple[str, ...], tmp_path: Path) -> None:
    """No failure, no status, type, header or form but those described; what the description forbids is refused."""
    command = [*RUN, *phases, f"{site.base}/openapi.json"]
    done = subprocess.run(command, capture_output=True, text=True, cwd=tmp_path, timeout=300, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "No issues found" in done.stdout
    assert int(re.findall(r"(\d+) generated", done.stdout)[0]) > 100


def test_every_address_is_described(site: Site) -> None:
    """Routes and description name the same addresses and methods; code lists are told in full."""
    told = site("/openapi.json").json
    assert told["openapi"] == "3.1.0"
    routes = {
        (re.sub(r":\w+}", "}", route.path), method.lower())  # type: ignore[attr-defined]
        for route in app(site.graph).routes
        for method in route.methods - {"HEAD"}  # type: ignore[attr-defined]
    }
    asked = {(f"/ask/{name}", "get") for name in QUESTIONS}
    described = {(path, method) for path, held in told["paths"].items() for method in held}
    assert described == routes - {("/ask/{question}", "get")} | asked
    for name, question in QUESTIONS.items():
        parameters = {item["name"]: item for item in told["paths"][f"/ask/{name}"]["get"]["parameters"]}
        assert parameters.keys() == {*question.filters, "policy", "as_of", "known_by"}
        assert all(parameters[item]["description"] == filters.described()[item] for item in question.filters)
    kinds = next(item for item in told["paths"]["/ask/pledges"]["get"]["parameters"] if item["name"] == "kind")
    assert "purchase" in kinds["schema"]["enum"]


@pytest.mark.parametrize("name", ["changes", "path", "why"])
def test_what_is_said_to_be_needed_is(site: Site, name: str) -> None:
    """Without any one of the parameters that are required it is 400."""
    parameters = site("/openapi.json").json["paths"][f"/ask/{name}"]["get"]["parameters"]
    needed = [item["name"] for item in parameters if item["required"]]
    assert needed
    for missing in needed:
        rest = "&".join(f"{each}=2025-01-01" for each in needed if each != missing)
        assert site(f"/ask/{name}?{rest}").status == 400


NO_IRI = ("https://x>y", "http://a b", "\x00", "<", "\U000f0000", "https://[", "{}")


@pytest.mark.parametrize("text", NO_IRI)
def test_what_can_be_no_iri_names_nothing(site: Site, text: str) -> None:
    """Typed where a name or an IRI may stand it is refused or finds nothing, through any door."""
    for question in (
        "path?start={}&end=Japan",
        "counterpart?pledge={}",
        "pledges?pledger={}",
        "why?pledge={}&company=AMD",
    ):
        answer = site("/ask/" + question.format(quote(text)))
        assert answer.status == 400 or answer.json["rows"] == []


def test_an_empty_policy_is_none(site: Site) -> None:
    """It is no other way to say the usual one."""
    assert site("/ask/pledges?policy=").status == 400
