"""The floors: a room imports only from those below it, at the top of its files, and openly."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from graphlib import TopologicalSorter
from pathlib import Path

import pytest

import kg

# Floors from the ground up. A room may import from floors below it and from itself, never from its own floor's other
# rooms; `graph` is one module. What stands in which room: docs/architecture.md.
FLOORS = (
    {"model"},
    {"store", "loaders", "identity"},
    {"query", "ledger"},
    {"derive"},
    {"questions"},
    {"asking", "view"},
    {"graph"},
    {"doors"},
)
FLOOR = {room: n for n, rooms in enumerate(FLOORS) for room in rooms}

# Heavy or optional (`resource` is of Unix alone), so imported where they are used, and named for types only.
HEAVY = {
    "cairosvg",
    "httpx",
    "networkx",
    "numpy",
    "openpyxl",
    "py4j",
    "pypdf",
    "pyshacl",
    "pyspark",
    "pyvis",
    "rdflib",
    "resource",
}

# Modules that import our own late, and what: what one command or method alone needs is loaded with it. The floors hold
# for these imports too.
LATE = {
    "": {"kg"},  # names for type checkers; see there
    "doors.asking": {"kg"},
    "doors.extracting": {"kg", "jinja2"},  # who reads a text waits for no page, model or score
    "doors.intake": {"kg"},
    "doors.serving": {"kg"},  # an extra
    "doors.submitting": {"kg"},  # with the grammar
    "doors.terminal": {"kg", "rich"},
    "doors.viewing": {"kg"},
    "graph": {"kg"},
    "loaders.files": {"kg"},
    "questions.benefits.also_told": {"kg"},  # the grammar, with what needs it
    "questions.check": {"kg"},  # with rdflib
    "questions.deciding": {"kg"},
}
# what `kg --help` may import
HELP = {
    "doors", "doors.asking", "doors.cli", "doors.editing", "doors.intake", "doors.keeping", "doors.serving",
    "doors.terminal", "doors.viewing",
    "model", "model.codes", "model.dates", "model.errors", "model.iris", "model.phrases",
    "model.reference", "model.visible",
    "query", "query.event_table", "query.faults", "query.filters", "query.finding", "query.frames", "query.guard",
    "query.sheet", "query.sparql", "query.table", "query.text", "query.worker",
    "store", "store.dumps", "store.embedded", "store.nodes", "store.opening", "store.place", "store.remote",
    "view", "view.forms",
}  # fmt: skip

ROOT = Path(kg.__file__).parent
FILES = sorted(ROOT.rglob("*.py"))


def module(path: Path) -> str:
    """`kg/view/page.py` → `view.page`, `kg/view/__init__.py` → `view`, `kg/__init__.py` → ``."""
    steps = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(steps[:-1] if steps[-1] == "__init__" else steps)


def imported(tree: ast.AST) -> Iterator[str]:
    """Dotted names of what is imported anywhere in a tree; `from kg import x` is `kg.x`."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        if isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"line {node.lineno}: write the whole name of what is imported"
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def ours(tree: ast.AST) -> set[str]:
    """Modules of the package that a tree imports from, without `kg.`."""
    known = {module(path) for path in FILES}
    found = set()
    for name in imported(tree):
        steps = name.split(".")[1:]
        if name.split(".")[0] == "kg":
            found.add(next(steps_ for n in range(len(steps), -1, -1) if (steps_ := ".".join(steps[:n])) in known))
    return found - {""}


def parse(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def hidden(tree: ast.Module) -> Iterator[str]:
    """What is imported below a module's top level: in functions, classes, conditions."""
    for node in tree.body:
        if not isinstance(node, ast.Import | ast.ImportFrom):
            yield from (name.split(".")[0] for name in imported(node))


def room(name: str) -> str:
    """`view.page` → `view`."""
    return name.split(".")[0]


def test_every_room_has_a_floor() -> None:
    """A new room is put where it belongs, with a sentence on what it is for; one that is gone leaves the list."""
    assert {room(module(path)) for path in FILES} - {""} == FLOOR.keys()
    silent = [path for path in FILES if path.name == "__init__.py" and not ast.get_docstring(parse(path))]
    assert silent == []


def test_the_rooms_stand_in_contributing() -> None:
    """CONTRIBUTING shows each room on its floor, in a line."""
    page = (ROOT.parent / "CONTRIBUTING.md").read_text(encoding="utf-8")
    told = re.findall(r"^\| (\d) \| `kg/(\w+)/` \|", page, re.MULTILINE)
    assert [(int(n) - 1, room_) for n, room_ in told] == [(FLOOR[room_], room_) for _, room_ in told]
    assert sorted(room_ for _, room_ in told) == sorted(FLOOR.keys() - {"graph"})


@pytest.mark.parametrize("path", FILES, ids=module)
def test_nothing_looks_up(path: Path) -> None:
    """A module imports only from its own room and from floors below."""
    own = room(module(path)) or "doors"  # the package itself only passes names on
    met = {room(name) for name in ours(parse(path))} - {own}
    assert sorted(name for name in met if FLOOR[name] >= FLOOR[own]) == []


def test_nothing_goes_in_circles() -> None:
    """Inside a room, too, there is an order."""
    graph = {module(path): ours(parse(path)) - {module(path)} for path in FILES if module(path)}
    assert len(list(TopologicalSorter(graph).static_order())) == len(FILES) - 1


@pytest.mark.parametrize("path", FILES, ids=module)
def test_nothing_is_imported_behind_the_back(path: Path) -> None:
    """Below the top level of a file stand only heavy or optional packages, and what few modules put off."""
    late = LATE.get(module(path), set())
    assert sorted(set(hidden(parse(path))) - HEAVY - late) == []


def test_help_loads_little() -> None:
    """`kg --help` imports these of our modules, and no heavy package: it answers at once."""
    script = "import sys, kg.doors.cli; print(*sorted(sys.modules))"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    loaded = done.stdout.split()
    assert {name.split(".")[0] for name in loaded} & {*HEAVY, "pydantic"} == set()
    assert {name.removeprefix("kg.") for name in loaded if name.startswith("kg.")} == HELP


def test_the_checks_see_what_they_look_for() -> None:
    """Imports in functions, under TYPE_CHECKING, of modules and of names are all found."""
    tree = ast.parse(
        "import kg.store\nfrom kg import view\nif TYPE_CHECKING:\n    from kg.model.claims import Claim\n"
        "def f():\n    import html\n    from kg.view.page import render\n    import rdflib\n"
    )
    assert ours(tree) == {"store", "view", "model.claims", "view.page"}
    assert set(hidden(tree)) - HEAVY == {"kg", "html"}
