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

from kg.doors.cli import app

README = (Path(__file__).parents[2] / "README.md").read_text(encoding="utf-8")
COMMANDS = sorted(typer.main.get_group(app).commands)


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


def test_stats_find_check_schema(kg: Kg, built: Path) -> None:
    """The remaining readers answer: counts, names, findings, the record's JSON Schema."""
    assert "Ledger: Pledge" in kg("stats", "--store", built).out
    assert kg("find", "Nvidai", "--store", built, "-f", "json").json["rows"][0]["name"] == "Nvidia"
    assert kg("check", "--store", built).code in (0, 1)
    assert json.loads(kg("schema").out)["type"] == "object"


WRONG = {
    "missing file": (("load", "nowhere.jsonl"), "nowhere.jsonl: no such file"),
    "unknown suffix": (("load", "a.pdf"), r"a.pdf: (no such file|.*allowed: \.jsonl)"),
    "no store": (("ask", "pledges"), r"no store at \.kg: `kg build` makes one"),
    "no question": (("ask", "colours"), "'colours' is no question; there are: about, beneficiaries"),
    "no format": (("ask", "-f", "docx"), "'docx' is no format; allowed: table"),
    "no filter": (("ask", "pledges", "--colour", "red"), "No such option.*--colour"),
    "filter of another question": (
        ("ask", "pledges", "--basis", "named", "--store", "STORE"),
        "--basis is taken by: beneficiaries",
    ),
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
        ("same", "report/x/a", "report/x/b", "--by", "me", "--why", "so", "--store", "STORE"),
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


def test_the_store_may_stand_before_the_command(kg: Kg, built: Path, tmp_path: Path) -> None:
    """`kg --store X stats` is `kg stats --store X`; of two stores the one behind the command is read."""
    behind = kg("stats", "--store", built).out
    assert kg("--store", built, "stats").out == behind
    assert kg("--store", tmp_path / "none", "stats", "--store", built).out == behind
    assert kg("--store", tmp_path / "none", "stats").code == 2


def test_alone_it_tells_what_all_pledges_come_to(kg: Kg, built: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """In a folder with a store the overview, else the help."""
    assert "Start with `kg build`" in kg().out
    monkeypatch.setenv("KG_STORE", str(built))
    ran = kg()
    assert ran.code == 0
    assert "Counts that others published" in ran.out
    assert ran.out == kg("ask", "overview").out


def _env(**more: str) -> dict[str, str]:
    root = str(Path(__file__).parents[2])
    return {**os.environ, "PYTHONPATH": root, **more}


def _process(*args: object, cwd: Path, **more: Any) -> subprocess.Popen[str]:
    # A test run begun in the background hands on that Ctrl-C is ignored; a user's shell does not.
    code = (
        "import signal; signal.signal(signal.SIGINT, signal.default_int_handler); from kg.doors.cli import main; main()"
    )
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
