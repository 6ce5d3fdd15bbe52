"""The commands that ask: what is listed, each form, one answer through every door."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from running import Kg
from small import write

from kg.doors.asking import _say
from kg.graph import TradeGraph
from kg.query.table import FORMATS, Table


def test_ask_alone_lists_the_questions(kg: Kg) -> None:
    """Without a question, `ask` lists them with their filters, and each can be asked for help."""
    rows = kg("ask", "-f", "json").json["rows"]
    assert {"beneficiaries", "pledges", "evidence", "changes"} <= {row["question"] for row in rows}
    options = kg("ask", "--help").out
    assert {name for row in rows for name in row["filters"]} == set(re.findall(r"--(\w+) (?:WORDS|DAY)", options))


@pytest.mark.parametrize("shape", FORMATS)
def test_every_format_names_nvidia(kg: Kg, built: Path, shape: str) -> None:
    """Each form of the answer holds the company; what strengths mean is told beside what has no place for notes."""
    ran = kg("ask", "beneficiaries", "--product", "chips", "--basis", "named", "--store", built, "-f", shape)
    assert (ran.code, "Nvidia" in ran.out) == (0, True)
    meant = "“named”: a report speaks of these firms, and names none"
    assert ran.err.startswith(meant) if shape == "csv" else not ran.err


def test_json_has_its_frame(kg: Kg, built: Path) -> None:
    """JSON says what was asked, as of when, by which policy, with what coverage; lists are lists of IRIs."""
    found = kg("ask", "pledges", "--pledger", "Japan", "--known-by", "2025-06-30", "--store", built, "-f", "json").json
    assert list(found) == ["question", "as_of", "known_by", "policy", "coverage", "notes", "rows"]
    assert (found["question"], found["as_of"], found["known_by"]) == ("pledges", None, "2025-06-30")
    assert (found["policy"], found["coverage"]) == ("latest", "covered")
    assert found["notes"] == ["1 reports without a date are left out: they are known by no day"]
    (row,) = found["rows"]
    assert len(row["reports"]) == 2
    assert all(report.startswith("https://w3id.org/tradekg/id/report/") for report in row["reports"])


def test_three_doors_one_answer(kg: Kg, built: Path) -> None:
    """Command line, Python and SPARQL name the same companies for the same pledges."""
    cli = kg("ask", "beneficiaries", "--store", built, "-f", "json").json["rows"]
    with TradeGraph.open(built, read_only=True) as graph:
        python = graph.beneficiaries()
        query = """SELECT ?pledge ?company ?role ?strength { ?b a trade:Benefit ; trade:event ?pledge ;
          trade:company ?company ; trade:role/skos:notation ?role ; trade:strength/skos:notation ?strength }"""
        sparql = graph.sparql(query)
    assert isinstance(sparql, Table)
    names = ("pledge", "company", "role", "strength")
    doors = [sorted(tuple(row[name] for name in names) for row in door) for door in (cli, python, sparql)]
    assert doors[0] == doors[1] == doors[2]
    assert len(doors[0]) > 3


def test_pledges_once_through_every_door(kg: Kg, built: Path) -> None:
    """Each pledge is one row in `ask pledges`, `kg sparql` and Python."""
    cli = [row["pledge"] for row in kg("ask", "pledges", "--store", built, "-f", "json").json["rows"]]
    found = kg("sparql", "SELECT ?p { ?p a trade:Pledge }", "--store", built, "-f", "json").json
    sparql = [row["p"]["value"] for row in found["results"]["bindings"]]
    with TradeGraph.open(built, read_only=True) as graph:
        assert sorted(cli) == sorted(sparql) == sorted(row["pledge"] for row in graph.pledges())
    assert len(cli) == len(set(cli)) == 3


def test_queries_from_files_and_other_forms(kg: Kg, built: Path) -> None:
    """A file may hold the query; each kind of answer has the standard's forms; too much is an error and no answer."""
    Path("q.rq").write_text("ASK { ?s a trade:Pledge }", encoding="utf-8")
    assert kg("sparql", "q.rq", "--store", built, "-f", "csv").out == "true\n"
    assert "yes" in kg("sparql", "q.rq", "--store", built).out
    some = "CONSTRUCT { ?p a trade:Pledge } { ?p a trade:Pledge }"
    assert len(kg("sparql", some, "--store", built).out.splitlines()) == 3
    assert isinstance(json.loads(kg("sparql", some, "--store", built, "-f", "jsonld").out), list)
    for form in ("json", "md"):
        refused = kg("sparql", some, "--store", built, "-f", form)
        assert (refused.code, refused.out) == (2, "")
        assert f"triples have no form '{form}'; allowed: nt, turtle, jsonld, trig" in refused.err
    cut = kg("sparql", "SELECT * { ?s ?p ?o }", "--rows", "5", "--store", built, "-f", "csv")
    assert (cut.code, cut.out) == (2, "")
    assert "more than 5 rows; nothing of them is given" in cut.err
    late = kg(
        "sparql", "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }", "--seconds", "0.3", "--store", built
    )
    assert (late.code, late.out, "longer than 0.3 s" in late.err) == (2, "", True)


def test_cite_takes_the_claim_as_tables_show_it(kg: Kg, built: Path) -> None:
    """A claim's IRI may be given without its common beginning."""
    claim = kg("ask", "evidence", "--product", "chips", "--store", built, "-f", "json").json["rows"][0]["claim"]
    short = claim.removeprefix("https://w3id.org/tradekg/id/")
    whole = kg("cite", claim, "--store", built).out
    assert whole == kg("cite", short, "--store", built).out
    assert "CNA, “Japan to buy US chips”, 2025-05-28, https://" in whole


def test_reading_waits_for_nobody(kg: Kg, tmp_path: Path) -> None:
    """While another holds the store and what is derived is stale, questions are answered from what is there."""
    kg("load", write(tmp_path))
    with TradeGraph.open(".kg", create=True) as graph:
        graph.store.replace("event", ["https://w3id.org/tradekg/id/state"], ())
        ran = kg("ask", "pledges", "-f", "json")
    assert (ran.code, len(ran.json["rows"])) == (0, 3)
    assert "this is the store as it stood before" in ran.err


def test_a_terminal_shows_the_first_rows(kg: Kg, built: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A long table ends with how many rows there are beside and how to have them; the other forms have every row."""
    monkeypatch.setattr("kg.doors.asking._FIRST", 2)
    asked = ("ask", "evidence", "--store", built)
    every = kg(*asked, "-f", "json").json["rows"]
    short, long = kg(*asked).out, kg(*asked, "--all").out
    assert f"{len(every) - 2} more rows: --all" in short
    assert "--all" not in long
    assert len(long.splitlines()) > len(short.splitlines())


def test_what_a_sentence_is_taken_for_stands_with_the_answer(kg: Kg, built: Path) -> None:
    """In a pipe too: where people read, the command and what was not read come first; programs get rows alone."""
    asked = "Which sectors does Japan's purchase favour, and who says so?"
    ran = kg("ask", asked, "--store", built)
    command, unread, *_ = ran.out.splitlines()
    assert command.startswith("taken for: kg ask pledges --pledger Japan")
    assert unread == "Not read, so the answer is not limited by it: favour"
    assert "\n\ntaken for: kg ask evidence" in ran.out
    assert ran.err == ""
    for shape in ("json", "csv"):
        quiet = kg("ask", "Which sectors does Japan's purchase favour?", "--store", built, "-f", shape)
        assert "taken for" not in quiet.out
        assert unread in quiet.err


def test_all_that_is_told_of_a_pledge_stands_below_what_was_not_read(kg: Kg, built: Path) -> None:
    """The sentence that announces it stands with the others, its rows behind theirs."""
    out = kg("ask", "Is Japan's chip pledge binding and frobnicated?", "--store", built).out
    first, told, below = (out.index(f"{each}kg ask {name} --pledge") for each, name in
                          (("taken for: ", "pledges"), ("taken for: ", "about"), ("\n\n", "about")))  # fmt: skip
    assert first < told < below
    assert out[below:].splitlines()[4].split() == ["part", "sentence"]
    assert "\nfigure  " in out[below:]


def test_what_is_said_of_a_reading_is_wrapped(capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    """What was found nothing of, and what is asked without, is broken into lines; a command to copy stays whole."""
    command = f"taken for: kg ask pledges {'--product chips ' * 20}".strip()
    _say([command], [f"Nothing {'of it ' * 40}: no report tells of any. Without --since 2025:"], "table")
    first, *notes = capsysbinary.readouterr().out.decode().splitlines()
    assert first == command
    assert len(notes) > 1
    assert max(map(len, notes)) <= 100


def test_candidates_stand_below_one_another(kg: Kg, built: Path) -> None:
    """Of a name that several things bear, so that one can be picked."""
    ran = kg("ask", "evidence", "--pledge", "buy", "--store", built)
    assert ran.code == 2
    first, *candidates = ran.err.splitlines()
    assert first.startswith("error: 'buy' could be ")
    assert len(candidates) > 1
    assert all(line.startswith("  ") for line in candidates)


def test_a_filter_given_twice_is_refused(kg: Kg, built: Path) -> None:
    """The last one would win without a word; sides that are compared are joined."""
    twice = kg("ask", "pledges", "--pledger", "Japan", "--pledger", "India", "--store", built)
    assert twice.code == 2
    assert twice.err.strip() == "error: --pledger is given 2 times; ask once for each"
    compared = ("--compare", "Japan", "--compare", "South Korea")
    joined = kg("ask", "totals", "--compare", "Japan, South Korea", "--store", built, "-f", "csv")
    assert kg("ask", "totals", *compared, "--store", built, "-f", "csv").out == joined.out
