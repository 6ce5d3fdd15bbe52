"""The command line: what it prints, what it refuses and how, and that README knows every command."""

from __future__ import annotations

import errno
import io
import json
import os
import re
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest
import typer.main
from running import Kg
from small import RECORDS, write

from kg.doors.cli import app
from kg.graph import TradeGraph
from kg.model.record import Record
from kg.query.table import FORMATS, Table

README = (Path(__file__).parents[2] / "README.md").read_text(encoding="utf-8")
COMMANDS = sorted(typer.main.get_group(app).commands)


# --- what is there


def test_help_tells_of_every_command(kg: Kg) -> None:
    """`kg` alone and `kg --help` list all commands, each with a line of help."""
    shown = kg("--help").out
    for name in COMMANDS:
        assert re.search(rf"^  {name} +\S", shown, re.MULTILINE), name
        assert kg(name, "--help").code == 0
    assert "Usage" in kg().out + kg().err


def test_readme_and_commands_agree() -> None:
    """Every command stands in README, and README shows no command that does not exist."""
    told = set(re.findall(r"(?:^|`|\s|/)kg ([a-z][a-z-]*)\b", README)) | set(
        re.findall(r"`([a-z-]+)`", "\n".join(line for line in README.splitlines() if line.startswith("| `")))
    )
    assert told == set(COMMANDS)


def test_version(kg: Kg) -> None:
    """`kg --version` is one line with a number."""
    assert re.fullmatch(r"kg \d+\.\d+\.\d+\S*\n", kg("--version").out)


# --- reading


def test_ask_alone_lists_the_questions(kg: Kg) -> None:
    """Without a question, `ask` lists them with their filters, and each can be asked for help."""
    rows = kg("ask", "-f", "json").json["rows"]
    assert {"beneficiaries", "pledges", "evidence", "changes"} <= {row["question"] for row in rows}
    options = kg("ask", "--help").out
    assert {name for row in rows for name in row["filters"]} == set(re.findall(r"--(\w+) (?:WORDS|DAY)", options))


@pytest.mark.parametrize("shape", FORMATS)
def test_every_format_names_nvidia(kg: Kg, built: Path, shape: str) -> None:
    """Each form of the answer holds the company, and nothing but the answer is on stdout."""
    ran = kg("ask", "beneficiaries", "--product", "chips", "--basis", "named", "--store", built, "-f", shape)
    assert (ran.code, "Nvidia" in ran.out, ran.err) == (0, True, "")


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


def test_view_writes_one_file(kg: Kg, built: Path) -> None:
    """`view` writes the page and prints where; pyvis is the other engine; the moment can be chosen."""
    ran = kg("view", "pledge", "chips", "-o", "page.html", "--store", built)
    assert (ran.code, ran.out) == (0, "page.html\n")
    assert "Nvidia" in Path("page.html").read_text(encoding="utf-8")
    assert kg("view", "pledge", "chips", "-o", "other.html", "--engine", "pyvis", "--store", built).code == 0
    assert kg("view", "pledge", "chips", "-o", "p.html", "--known-by", "2025-05-28", "--store", built).code == 0


def test_cite_takes_the_claim_as_tables_show_it(kg: Kg, built: Path) -> None:
    """A claim's IRI may be given without its common beginning."""
    claim = kg("ask", "evidence", "--product", "chips", "--store", built, "-f", "json").json["rows"][0]["claim"]
    short = claim.removeprefix("https://w3id.org/tradekg/id/")
    whole = kg("cite", claim, "--store", built).out
    assert whole == kg("cite", short, "--store", built).out
    assert "CNA, “Japan to buy US chips”, 2025-05-28, https://" in whole


# --- writing


def test_load_twice_changes_nothing(kg: Kg, tmp_path: Path) -> None:
    """The second load of the same file says so, and the dump is the same."""
    path = write(tmp_path)
    assert kg("load", path).out.startswith("reports: 6 added")
    before = kg("dump").out
    assert kg("load", path).out == "nothing changed: all 6 reports are there already and say the same\n"
    assert kg("dump").out == before


def test_dry_run_tells_and_leaves_no_trace(kg: Kg, tmp_path: Path) -> None:
    """`--dry-run` tells what would change and makes not even the store's folder."""
    path = write(tmp_path)
    assert kg("load", path, "--dry-run").out.startswith("would load: reports: 6 added, 0 replaced")
    assert not Path(".kg").exists()


def test_bad_reports_are_set_aside(kg: Kg, tmp_path: Path) -> None:
    """Of a file with good and bad lines the good are loaded; the bad stand in the reject file with line and reason."""
    path = write(tmp_path)
    bad = {**RECORDS[0], "colour": "blue"}
    path.write_text(path.read_text(encoding="utf-8") + json.dumps(bad) + "\n{broken\n", encoding="utf-8")
    ran = kg("load", path)
    assert ran.code == 1
    assert "6 added" in ran.out
    rows = [json.loads(line) for line in Path("rejected.jsonl").read_text(encoding="utf-8").splitlines()]
    assert [row["line"] for row in rows] == [7, 8]
    assert "colour" in rows[0]["reason"]


def test_text_goes_straight_in(kg: Kg) -> None:
    """A text with a publisher is read and loaded, from a file or a pipe; `extract` shows the record only."""
    Path("a.txt").write_text("Japan may buy up to 1 trillion yen of U.S. chips.\n", encoding="utf-8")
    shown = json.loads(kg("extract", "a.txt", "--publisher", "Reuters", "--published", "2025-05-28").out)
    assert shown["report"]["publisher"] == "Reuters"
    assert Record.of(shown).pledges
    assert not Path(".kg").exists()
    assert kg("load", "a.txt", "--publisher", "Reuters", "--published", "2025-05-28").code == 0
    assert "pledge" in kg("ask", "evidence", "-f", "csv").out


def test_decisions_join_and_part(kg: Kg, tmp_path: Path) -> None:
    """`different` parts two claims of one pledge and `same`, later, joins them again; a retracted report is gone."""
    kg("load", write(tmp_path))
    claims = [row["claim"] for row in kg("ask", "evidence", "--product", "chips", "-f", "json").json["rows"]]
    why = ("--by", "me", "--why", "a test")

    def pledges() -> int:
        return len(kg("ask", "pledges", "--product", "chips", "-f", "json").json["rows"])

    assert pledges() == 1
    for other in claims[1:]:
        assert kg("different", claims[0], other, *why, "--on", "2025-06-01").code == 0
    assert pledges() == 2
    for other in claims[1:]:
        assert kg("same", claims[0], other, *why, "--on", "2025-06-02").code == 0
    assert pledges() == 1
    report = claims[0].rsplit("/", 1)[0]
    assert kg("retract", report, *why).code == 0
    rows = kg("ask", "pledges", "--product", "chips", "-f", "json").json["rows"]
    assert report not in rows[0]["reports"]
    event = rows[0]["pledge"]
    assert kg("pin", event, claims[1], *why).code == 0
    assert kg("review").code == 0
    assert kg("verify").code == 0


def test_decisions_travel_as_a_file(kg: Kg, tmp_path: Path) -> None:
    """What `decisions` prints, another store takes in once; a faulty line or a missing file is named."""
    kg("load", write(tmp_path))
    claims = [row["claim"] for row in kg("ask", "evidence", "--product", "chips", "-f", "json").json["rows"]]
    kg("different", *claims[:2], "--by", "me", "--why", "a test", "--on", "2025-06-01")
    told = kg("decisions").out
    Path("decisions.jsonl").write_text(told, encoding="utf-8")
    kg("load", write(tmp_path), "--store", "other")
    assert kg("decisions", "--store", "other").out == ""
    for _ in range(2):
        assert kg("decisions", "--add", "decisions.jsonl", "--store", "other").out == told
    assert kg("dump", "--store", "other").out == kg("dump").out
    Path("bad.jsonl").write_text(told + "{}\n", encoding="utf-8")
    for name, words in (("bad.jsonl", "line 2"), ("none.jsonl", "No such file")):
        refused = kg("decisions", "--add", name)
        assert (refused.code, words in refused.err) == (2, True)


def test_dump_restores(kg: Kg, tmp_path: Path) -> None:
    """A dump fills an empty store with the same bytes, and is refused by one that holds reports."""
    kg("load", write(tmp_path))
    kg("dump", "-o", "all.nq")
    assert kg("restore", "all.nq", "--store", "other").code == 0
    assert kg("dump", "--store", "other").out.encode() == Path("all.nq").read_bytes()
    assert kg("restore", "all.nq", "--store", "other").code == 2


def test_stats_find_check_schema(kg: Kg, built: Path) -> None:
    """The remaining readers answer: counts, names, findings, the record's JSON Schema."""
    assert "Ledger: Pledge" in kg("stats", "--store", built).out
    assert kg("find", "Nvidai", "--store", built, "-f", "json").json["rows"][0]["name"] == "Nvidia"
    assert kg("check", "--store", built).code in (0, 1)
    assert json.loads(kg("schema").out)["type"] == "object"


# --- bad input: one line, naming what is wrong and what is allowed; exit code 2; no traceback

WRONG = {
    "missing file": (("load", "nowhere.jsonl"), "nowhere.jsonl: no such file"),
    "unknown suffix": (("load", "a.pdf"), r"a.pdf: (no such file|.*allowed: \.jsonl)"),
    "no store": (("ask", "pledges"), r"no store at \.kg; run `kg build`"),
    "no question": (("ask", "colours"), "'colours' is no question; there are: beneficiaries"),
    "no format": (("ask", "-f", "xlsx"), "'xlsx' is no format; allowed: table"),
    "no filter": (("ask", "pledges", "--colour", "red"), "No such option.*--colour"),
    "filter of another question": (("ask", "pledges", "--basis", "named", "--store", "STORE"), "takes no --basis"),
    "no country": (("ask", "pledges", "--pledger", "Atlantis", "--store", "STORE"), "Atlantis"),
    "no kind": (("ask", "pledges", "--kind", "gift", "--store", "STORE"), "gift.*purchase"),
    "no status": (("ask", "pledges", "--status", "rumoured", "--store", "STORE"), "rumoured.*announced"),
    "no policy": (("ask", "pledges", "--policy", "mine", "--store", "STORE"), "mine.*pledger_first"),
    "no day": (("ask", "pledges", "--as-of", "yesterday", "--store", "STORE"), "'yesterday' is no date; allowed"),
    "changes since when": (("ask", "changes", "--store", "STORE"), "--since"),
    "no view": (
        ("view", "poster", "chips", "--store", "STORE"),
        "'poster' is no view; there are: home, pledge, company",
    ),
    "no engine": (("view", "pledge", "chips", "--engine", "gif", "--store", "STORE"), "gif.*viewer, pyvis"),
    "no such pledge": (("view", "pledge", "bananas", "--store", "STORE"), "no pledge is known by 'bananas'"),
    "no folder for the page": (("view", "pledge", "chips", "-o", "no/p.html", "--store", "STORE"), r"no/p\.html"),
    "no kind of name": (("find", "x", "--kind", "animal", "--store", "STORE"), "animal.*country"),
    "no claim": (("cite", "report/x/pledge-1", "--store", "STORE"), "is no claim of this graph"),
    "decision on nothing": (
        ("same", "report/x/a", "report/x/b", "--by", "me", "--why", "so"),
        "is no claim of this graph",
    ),
    "update": (("sparql", "DELETE WHERE { ?s ?p ?o }", "--store", "STORE"), "only reads"),
    "service": (("sparql", "SELECT * { SERVICE <http://x> { ?s ?p ?o } }", "--store", "STORE"), "SERVICE is refused"),
    "no sparql": (("sparql", "SELECT { }", "--store", "STORE"), "1:11"),
    "no query file": (("sparql", "missing.rq", "--store", "STORE"), "missing.rq: No such file"),
    "dump to nowhere": (("dump", "-o", "no/such/file.nq", "--store", "STORE"), "no/such/file.nq"),
    "restore from nothing": (("restore", "missing.nq"), "missing.nq: No such file"),
    "text without publisher": (("load", "bare.txt"), "a text needs a publisher"),
    "folder without reports": (("load", "empty"), "empty: no"),
    "binary text": (("load", "binary.txt", "--publisher", "X"), "binary.txt.*: not UTF-8 at byte 6"),
    "nothing readable": (("load", "broken.jsonl"), "nothing could be read"),
    "no dump": (("restore", "broken.jsonl"), "no N-Quads dump"),
    "unknown command": (("fly",), "No such command"),
}


@pytest.mark.parametrize(("args", "told"), WRONG.values(), ids=list(WRONG))
def test_misuse_is_told_in_a_line(kg: Kg, built: Path, args: tuple[str, ...], told: str) -> None:
    """Exit code 2, the reason on stderr, nothing on stdout, no traceback."""
    Path("bare.txt").write_text("Japan may buy chips.", encoding="utf-8")
    Path("binary.txt").write_bytes(b"Japan \xff\xfe")
    Path("broken.jsonl").write_text("{truncated", encoding="utf-8")
    Path("empty").mkdir()
    ran = kg(*(str(built) if arg == "STORE" else arg for arg in args))
    assert (ran.code, ran.out) == (2, "")
    assert re.search(told, " ".join(ran.err.split())), ran.err
    assert "Traceback" not in ran.err


PLEDGE = RECORDS[0]["pledges"][0]
BAD_RECORDS: dict[str, tuple[dict[str, Any], str]] = {
    "country": ({"pledgers": ["JAP"]}, "JAP"),
    "party": ({"recipients": ["Atlantis"]}, "Atlantis"),
    "status": ({"status": "rumoured"}, "rumoured"),
    "unit": ({"amounts": [{"value": 5}]}, "unit"),
    "date": ({"status_date": "soon"}, "soon"),
    "nan": ({"amounts": [{"value": float("nan"), "unit": "USD"}]}, "NaN|finite|number"),
    "field": ({"colour": "blue"}, "colour"),
}


@pytest.mark.parametrize(("wrong", "told"), BAD_RECORDS.values(), ids=list(BAD_RECORDS))
def test_bad_records_are_refused_with_line_and_field(kg: Kg, wrong: dict[str, Any], told: str) -> None:
    """A record with one fault is refused whole: file, line, the fault, what is allowed; nothing is loaded."""
    bad = {**RECORDS[0], "pledges": [{**PLEDGE, **wrong}]}
    Path("bad.jsonl").write_text(json.dumps(RECORDS[3]) + "\n" + json.dumps(bad) + "\n", encoding="utf-8")
    ran = kg("load", "bad.jsonl")
    assert (ran.code, ran.out[:16]) == (1, "reports: 1 added")
    assert re.search(rf"bad\.jsonl, line 2: .*{told}", ran.err.replace("\n", " "))
    assert kg("ask", "pledges", "--pledger", "Japan", "-f", "json").json["coverage"] == "none"


def test_report_without_words_is_refused(kg: Kg) -> None:
    """A report with neither title nor text has no key of its own."""
    Path("bad.jsonl").write_text('{"report": {"publisher": "X", "published": "2025-01-01"}}\n', encoding="utf-8")
    ran = kg("load", "bad.jsonl")
    assert ran.code == 2
    assert "title" in ran.err


def test_a_file_too_large_is_refused(kg: Kg, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """The limit is told, and the file is not read."""
    monkeypatch.setattr("kg.loaders.files.MAX_BYTES", 100)
    ran = kg("load", write(tmp_path))
    assert ran.code == 2
    assert "larger than" in ran.err


def test_store_in_use_is_told(kg: Kg, tmp_path: Path) -> None:
    """While another process holds the store, loading says so and asks for another."""
    path = write(tmp_path)
    with TradeGraph.open(".kg"):
        ran = kg("load", path)
    assert ran.code == 2
    assert "is in use by this process" in ran.err


def test_stale_store_is_mended(kg: Kg, tmp_path: Path) -> None:
    """A store whose derived triples do not follow from its reports is derived afresh before it answers."""
    from kg.derive import conductor
    from kg.store.embedded import Store

    kg("load", write(tmp_path))
    store = Store(".kg")
    store.replace("event", [conductor.STATE], ())
    store.flush()
    del store
    assert kg("verify").code == 0
    ran = kg("ask", "pledges", "-f", "json")
    assert (ran.err, len(ran.json["rows"])) == ("", 3)


def test_a_store_that_cannot_be_derived_still_opens(kg: Kg, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Its dump and decisions are given, and a decision can be lifted; what else is asked says so in a line."""
    kg("load", write(tmp_path))
    report = Record.of(RECORDS[0]).report.iri
    made = kg("retract", report, "--by", "me", "--why", "so", "--on", "2025-06-01")
    assert made.code == 0
    retraction = json.loads(kg("decisions").out)["decision"]

    def fails(*_: object, **__: object) -> None:
        raise OverflowError("date value out of range")

    with monkeypatch.context() as broken:
        broken.setattr("kg.derive.conductor.derive", fails)
        broken.setattr("kg.derive.conductor._VERSION", "2")
        assert kg("dump").out.count(report) > 5
        assert kg("decisions").code == 0
        told = kg("lift", retraction, "--by", "me", "--why", "an error", "--on", "2025-06-02")
        assert (told.code, "nothing can be derived" in told.err, "Traceback" in told.err) == (2, True, False)
        assert len(kg("decisions").out.splitlines()) == 2
    assert report in kg("ask", "pledges", "--product", "chips", "-f", "json").out


def test_reading_waits_for_nobody(kg: Kg, tmp_path: Path) -> None:
    """While another holds the store and what is derived is stale, questions are answered from what is there."""
    kg("load", write(tmp_path))
    with TradeGraph.open(".kg") as graph:
        graph.store.replace("event", ["https://w3id.org/tradekg/id/state"], ())
        ran = kg("ask", "pledges", "-f", "json")
    assert (ran.code, len(ran.json["rows"])) == (0, 3)
    assert "this is the store as it stood before" in ran.err


def test_a_dump_is_there_whole_or_not_at_all(kg: Kg, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What breaks off while it is written leaves the former file and nothing beside it; .gz is gzipped."""
    kg("load", write(tmp_path))
    assert kg("dump", "-o", "a.nq").code == 0
    former = Path("a.nq").read_bytes()
    assert kg("dump", "-o", "a.nq.gz").code == 0
    assert kg("restore", "a.nq.gz", "--store", "other").code == 0
    assert kg("verify", "--store", "other").out.startswith("the store is sound")

    def fails(_: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as full:
        full.setattr("os.fsync", fails)
        assert kg("dump", "-o", "a.nq").code == 2
    assert Path("a.nq").read_bytes() == former
    assert not list(Path.cwd().glob("*.part"))


# --- as a process


def _env(**more: str) -> dict[str, str]:
    root = str(Path(__file__).parents[2])
    return {**os.environ, "PYTHONPATH": root, **more}


def _process(*args: object, cwd: Path, **more: Any) -> subprocess.Popen[str]:
    code = "from kg.doors.cli import main; main()"
    return subprocess.Popen(
        [sys.executable, "-c", code, *map(str, args)],
        cwd=cwd,
        text=True,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=_env(),
        **more,
    )


@pytest.mark.parametrize("command", [("dump",), ("ask", "pledges"), ("sparql", "DESCRIBE id:x")], ids=lambda c: c[0])
def test_a_closed_pipe_is_no_error(
    monkeypatch: pytest.MonkeyPatch, kg: Kg, built: Path, command: tuple[str, ...]
) -> None:
    """`kg dump | head` ends quietly and with 0, whatever of its output nobody reads."""

    class Closed(io.BytesIO):
        def write(self, data: object) -> int:
            raise BrokenPipeError(errno.EPIPE, "Broken pipe")

    turned: list[int] = []
    monkeypatch.setattr("os.dup2", lambda _, target: turned.append(target))
    monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(Closed(), write_through=True))
    ran = kg(*command, "--store", built)
    monkeypatch.undo()
    assert (ran.code, ran.err, turned) == (0, "", [1])


def test_ctrl_c_leaves_no_traceback(tmp_path: Path) -> None:
    """An interrupted build says little, and the next command works on the store."""
    with _process("build", cwd=tmp_path) as ran:
        deadline = time.monotonic() + 20
        while not (tmp_path / ".kg").exists() and time.monotonic() < deadline:
            time.sleep(0.05)
        time.sleep(0.5)
        ran.send_signal(signal.SIGINT)
        out, err = ran.communicate(timeout=30)
    assert ran.returncode not in (0, 1, 2)
    assert "Traceback" not in out + err


def test_colour_is_for_terminals_only(built: Path, tmp_path: Path) -> None:
    """In a pipe neither rows nor errors hold escape sequences."""
    for args in (("ask", "pledges", "--store", built), ("ask", "nothing")):
        with _process(*args, cwd=tmp_path) as ran:
            out, err = ran.communicate(timeout=30)
        assert "\x1b" not in out + err
