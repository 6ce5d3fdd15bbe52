"""What is written runs: lines of README, CONTRIBUTING and docs, of help texts, and those that messages recommend.

Each is run in the process of the tests, as it stands but for the words in `FILLED`: what reads on the shipped world,
what writes or goes through all there is on a copy of a small one.
"""

from __future__ import annotations

import ast
import json
import re
import shlex
import shutil
from collections.abc import Iterator
from pathlib import Path
from pkgutil import resolve_name

import pytest
import typer.main
from running import Kg
from small import write

import kg as package
from kg.doors.cli import app
from kg.graph import TradeGraph
from kg.loaders.files import read_text

ROOT = Path(package.__file__).parent.parent
PAGES = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").rglob("*.md"))]
MODULES = sorted((ROOT / "kg").rglob("*.py"))
COMMANDS = typer.main.get_group(app).commands

ARTICLE = "Japan will buy $5 billion of US soybeans, Trade Minister Ryosei Akazawa said in Tokyo on Friday.\n"
CLAIMS = ("report/cna-b7a8253be3ae/pledge-chips", "report/econotimes-904b4a032865/pledge-chips")  # of `small.py`
# Words that a reader replaces, with what the test puts there. Two claims in one line are two claims.
FILLED = {
    "A": CLAIMS[0],
    "B": CLAIMS[1],
    "CLAIM": CLAIMS[0],
    "COMMAND": "ask",
    "COMPANY": "Nvidia",
    "END": "Akazawa",
    "FILE": "small.jsonl",
    "FOLDER": "labelled",
    "NAME": "Nvidia",
    "PLEDGE": "¥1tn of chips",
    "START": "Nvidia",
    "WORDS": "¥1tn of chips",
}
# Decisions are signed; messages name only what is decided.
SIGNED = ("--by", "editor", "--on", "2026-03-02", "--why", "checked")
# they answer or wait until they are ended: test_mcp, test_web_answers and test_watch do it
ENDLESS = ("kg mcp", "kg serve", "kg watch")
NOT_RUN = {
    "kg build": "test_wheel does it, from an installed wheel",
    "kg build --all": "as `kg build`, with more rows",
    "kg review --measure": "takes more than a minute: test_accuracy measures",
    "kg site": "a page for everything takes its time: test_publication writes those of a small world",
    "kg site -o FOLDER": "the same",
    "python -m kg.derive.spark reports/*.jsonl out --decisions decisions.jsonl --parts 64": "test_spark does it",
    "python3 -m venv .venv && .venv/bin/pip install . && .venv/bin/kg build": "installs: test_wheel does it",
    "python3 -m venv .venv && .venv/bin/pip install --quiet --editable '.[test]' && .venv/bin/pytest -q -n 2": (
        "installs, and runs this test"
    ),
}
SIGNING = {"same", "different", "retract", "pin", "lift"}
WRITING = {*SIGNING, "load", "restore"}
# These go through all of a world, the more the longer: a small one does.
OF_ALL = ("check", "dump", "network", "verify", "view all")


def fenced(text: str, *languages: str) -> Iterator[str]:
    """Blocks of these languages in a page."""
    for language, block in re.findall(r"^```(\w+)\n(.*?)^```", text, re.DOTALL | re.MULTILINE):
        if language in languages:
            yield block


def shell_lines(block: str) -> Iterator[str]:
    """Commands of a block: `$ ` before them where output is shown too; a quoted word may go over several lines."""
    shown = [line.removeprefix("$ ") for line in block.splitlines() if line.startswith("$ ")]
    pending = ""
    for line in shown or block.splitlines():
        pending += line
        try:
            shlex.split(pending)
        except ValueError:
            pending += "\n"
            continue
        yield re.sub(r"\s+#.*", "", pending)
        pending = ""
    assert not pending, f"a quote is not closed in: {pending}"


def told_in(text: str) -> set[str]:
    """Commands between backticks, which may go over a line's end."""
    return {" ".join(found.split()) for found in re.findall(r"`(kg [^`]+)`", text)}


def messages(path: Path) -> Iterator[str]:
    """Strings of a module that are no docstrings; what is filled into them later reads {}."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    quiet = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    inside = {id(part) for node in ast.walk(tree) if isinstance(node, ast.JoinedStr) for part in node.values}
    for node in ast.walk(tree):
        if isinstance(node, ast.JoinedStr):
            yield "".join(str(part.value) if isinstance(part, ast.Constant) else "{}" for part in node.values)
        elif isinstance(node, ast.Constant) and isinstance(node.value, str) and not {id(node)} & (quiet | inside):
            yield node.value


def helps() -> Iterator[str]:
    """Help texts of commands and of what they take."""
    yield typer.main.get_group(app).help or ""
    for command in COMMANDS.values():
        yield command.help or ""
        yield from (getattr(item, "help", None) or "" for item in command.params)


def documented() -> list[str]:
    """Every line that a reader is told to run, once."""
    texts = [page.read_text(encoding="utf-8") for page in PAGES]
    blocks = [block for text in texts for block in fenced(text, "sh", "console")]
    prose = [re.sub(r"^```.*?^```", "", text, flags=re.DOTALL | re.MULTILINE) for text in texts]
    said = [text for path in MODULES for text in messages(path)]
    lines = {line for block in blocks for line in shell_lines(block)}
    return sorted(lines.union(*map(told_in, (*prose, *said, *helps()))))


@pytest.fixture
def here(shipped: Path, tmp_path: Path) -> Path:
    """A folder as the reader's: the store, the ontology, a text, records."""
    (tmp_path / ".kg").symlink_to(shipped, target_is_directory=True)
    (tmp_path / "ontology").symlink_to(ROOT / "ontology")
    (tmp_path / "article.txt").write_text(ARTICLE, encoding="utf-8")
    write(tmp_path)
    (tmp_path / "labelled").mkdir()
    record, *_ = read_text(ARTICLE, {"publisher": "Reuters", "published": "2026-03-01"})
    (tmp_path / "record.json").write_text(record.to_json(), encoding="utf-8")
    (tmp_path / "labelled" / "soybeans.json").write_text(record.to_json(), encoding="utf-8")
    (tmp_path / "labelled" / "soybeans.txt").write_text(ARTICLE, encoding="utf-8")
    return tmp_path


def test_what_is_not_run_is_still_written() -> None:
    """A line that is left out, or a word that is filled in, goes from the lists when it goes from the texts."""
    lines = documented()
    assert NOT_RUN.keys() <= {*lines}
    assert all(any(line.startswith(start) for line in lines) for start in ENDLESS)
    assert FILLED.keys() <= {word for line in lines for word in shlex.split(line)}


@pytest.mark.parametrize(
    "line", [line for line in documented() if line not in NOT_RUN and not line.startswith(ENDLESS)]
)
def test_documented_lines_run(line: str, kg: Kg, here: Path, built: Path) -> None:
    """The line ends well, and prints something."""
    program, *words = shlex.split(line)
    claims = iter(CLAIMS)
    filled = FILLED | ({"FILE": "article.txt"} if words[0] == "extract" else {})  # of a text, not of records
    args = [next(claims) if word == "CLAIM" else filled.get(word, word) for word in words]
    if args[0] == "extract" and "--score" not in args and "--publisher" not in args:
        args += ["--publisher", "Reuters"]
    if args[0] in WRITING or line.removeprefix("kg ").startswith(OF_ALL):
        (here / ".kg").unlink()
        shutil.copytree(built, here / ".kg")
    if args[0] == "restore":  # into a new store, what was dumped of another
        kg("dump", "-o", str(args[1]))
        shutil.rmtree(here / ".kg")
    if args[0] == "lift":  # what was decided before
        kg("same", *CLAIMS, *SIGNED)
        args[1] = json.loads(kg("decisions").out.splitlines()[0])["decision"]
    if args[0] == "inbox" and len(args) > 1:
        args[2] = _doubt(kg, here, built)
    signed = args[0] in SIGNING or (args[0] == "inbox" and len(args) > 1)
    ran = kg(*args, *(SIGNED if signed and "--by" not in args else ()))
    assert (program, ran.code) == ("kg", 0), ran.err
    assert ran.out.strip()


def _doubt(kg: Kg, here: Path, built: Path) -> str:
    """The IRI of what a reader was unsure of, in a store of one's own."""
    (here / ".kg").unlink()
    shutil.copytree(built, here / ".kg")
    value = json.loads((here / "record.json").read_text("utf-8"))
    amount = json.dumps({"value": 5, "unit": "tonne"})
    value["doubts"] = [{"kind": "ungrounded", "field": "pledges[0].amounts", "reading": amount, "why": "not said"}]
    (here / "record.json").write_text(json.dumps(value), encoding="utf-8")
    kg("load", "record.json")
    return str(kg("inbox", "-f", "json").json["rows"][0]["doubt"])


SHOWN = re.compile(r"^(```console\n\$ kg ([^\n]+)\n)(.*?)(?=^```)", re.DOTALL | re.MULTILINE)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_documented_output_is_what_is_printed(
    page: Path, kg: Kg, here: Path, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest
) -> None:
    """What stands below a command is what it prints, 100 columns wide; `pytest --accept` writes it anew."""
    monkeypatch.setenv("COLUMNS", "100")

    def shown(found: re.Match[str]) -> str:
        printed = kg(*shlex.split(found[2])).out.strip().splitlines()
        return found[1] + "".join(f"{line.rstrip()}\n" for line in printed)

    text = page.read_text(encoding="utf-8")
    made = SHOWN.sub(shown, text)
    if request.config.getoption("accept"):
        page.write_text(made, encoding="utf-8")
    assert page.read_text(encoding="utf-8") == made


def test_documented_python_runs(here: Path, kg: Kg, capsys: pytest.CaptureFixture[str]) -> None:
    """Lines of Python run as they stand; README's name who benefits from the chips."""
    blocks = [block for page in PAGES for block in fenced(page.read_text(encoding="utf-8"), "python")]
    for block in blocks:
        exec(compile(block, "documented", "exec"), {})
    assert "Nvidia" in capsys.readouterr().out


def test_documented_calls_of_the_graph_run(shipped: Path) -> None:
    """Calls between backticks in the docstrings of `TradeGraph` give what they promise."""
    told = [item.__doc__ or "" for kind in TradeGraph.__mro__[:-1] for item in vars(kind).values()]
    calls = sorted({call for text in told for call in re.findall(r"`((?:ask|view|at)\([^`]*\))`", text)})
    assert len(calls) > 5
    with TradeGraph.open(shipped, read_only=True) as graph:
        known = {**FILLED, "ask": graph.ask, "view": graph.view, "at": graph.at}
        for call in calls:
            assert eval(call.replace("…", "pledge=PLEDGE"), known), call


def test_documented_options_exist() -> None:
    """An option that a text or a message names is one of a command's."""
    known = {name for command in COMMANDS.values() for item in command.params for name in item.opts} | {"--help"}
    prose = [line for page in PAGES for line in page.read_text("utf-8").splitlines() if not line.startswith("python3")]
    said = [text for path in MODULES if path.parent.name != "view" for text in messages(path)]
    told = {name for text in (*prose, *said) for name in re.findall(r"(?<![\w-])--[a-z][a-z-]+", text)}
    others = {"--accept", "--strict", "--upgrade", "--version"}  # of pytest, of mypy, of pip, of `kg` itself
    others |= {"--array-delimiter", "--nodes", "--relationships"}  # of neo4j-admin
    others |= {"--decisions", "--parts"}  # of `kg.derive.spark`, which is a program of its own
    others |= {"--sizes", "--only", "--no-shipped"}  # of `tests/benchmarks/run.py`
    assert told - known == others


def test_names_in_texts_exist() -> None:
    """A module, or what stands in one, that a docstring, comment or page names is there under that name."""
    lost = []
    for path in (*PAGES, *MODULES):
        for name in re.findall(r"(?<![\w./-])(?:kg(?:\.\w+)+|TradeGraph\.\w+)", path.read_text("utf-8")):
            try:
                resolve_name(name if name.startswith("kg.") else f"kg.{name}")
            except (AttributeError, ImportError):
                lost.append(f"{path.relative_to(ROOT)}: {name}")
    assert lost == []


def test_paths_in_pages_exist() -> None:
    """A file or folder that a page names stands there; of a pattern, the folder it looks in."""
    lost, seen = [], 0
    for page in PAGES:
        text = page.read_text(encoding="utf-8")
        told = re.findall(r"`((?:kg|ontology|tests|docs|\.ci)/[^`\s]*)`", text)
        links = re.findall(r"\]\((?!https?:|reference/)([^)#]+)\)", text)  # the reference is made with the site
        paths = [ROOT / re.split(r"[^/]*[<{*]", path)[0] for path in told] + [page.parent / link for link in links]
        seen += len(paths)
        lost += [f"{page.name}: {path}" for path in paths if not path.exists()]
    assert seen > len(PAGES)
    assert lost == []
