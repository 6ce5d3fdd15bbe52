"""The floors: a module imports only from earlier ones, at its top, and openly."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from graphlib import TopologicalSorter
from pathlib import Path

import pytest

import kg

# In import order; a folder is one module. Each line may look down to the lines above and to its own earlier names.
LINES = (
    "errors terms phrase",
    "codes dates grid nodes rates sparql",
    "table amounts fields reference strength decisions store totals layer",
    "claims record quads find querying rdf queries reader brief pace",
    "extract loaders",
    "stated telling reports shipped",
    "benefits fold rivals findings check nearness parts likeness",
    "identity golden ledger tally component naming entry",
    "derive told moment loading review given accords",
    "answers questions changes network",
    "view",
    "graph terminal editing cli",
)
FLOORS = [name for line in LINES for name in line.split()]

# Heavy or optional, so imported where they are used, and named for types only.
HEAVY = {"networkx", "numpy", "pandas", "pyshacl", "pyvis", "rdflib"}

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


def test_every_module_has_a_floor() -> None:
    """A new module is put where it belongs; one that is gone leaves the list."""
    top = {module(path).split(".")[0] for path in FILES} - {""}
    assert sorted(top - set(FLOORS)) == []
    assert sorted(set(FLOORS) - top) == []
    assert len(set(FLOORS)) == len(FLOORS)


@pytest.mark.parametrize("path", FILES, ids=module)
def test_nothing_looks_up(path: Path) -> None:
    """A module imports only from earlier ones."""
    own = module(path).split(".")[0]
    if not own:
        assert ours(parse(path)) == set()
        return
    allowed = set(FLOORS[: FLOORS.index(own) + 1])
    assert sorted(name for name in ours(parse(path)) if name.split(".")[0] not in allowed) == []


def test_no_folder_goes_in_circles() -> None:
    """Inside a folder, too, there is an order."""
    graph = {module(path): ours(parse(path)) - {module(path)} for path in FILES}
    assert len(list(TopologicalSorter(graph).static_order())) == len(FILES)


@pytest.mark.parametrize("path", FILES, ids=module)
def test_nothing_is_imported_behind_the_back(path: Path) -> None:
    """Below the top level of a file stand only heavy or optional packages: an import there dodges the order."""
    assert sorted(set(hidden(parse(path))) - HEAVY) == []


def test_the_checks_see_what_they_look_for() -> None:
    """Imports in functions, under TYPE_CHECKING, of modules and of names are all found."""
    tree = ast.parse(
        "import kg.store\nfrom kg import view\nif TYPE_CHECKING:\n    from kg.claims import Claim\n"
        "def f():\n    import html\n    from kg.view.page import render\n    import rdflib\n"
    )
    assert ours(tree) == {"store", "view", "claims", "view.page"}
    assert set(hidden(tree)) - HEAVY == {"kg", "html"}
