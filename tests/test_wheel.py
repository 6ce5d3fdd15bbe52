"""The package: what wheel and sdist carry, and that an installed wheel does the main job from an empty folder."""

from __future__ import annotations

import os
import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
DATA = {".ttl", ".rq", ".csv", ".jsonl", ".toml", ".txt", ".css", ".js", ".html", ".svg", ".xml", ".typed"}
DROSS = ("__pycache__", ".pyc", ".kg/", "rejected.jsonl", ".hypothesis")


def _run(*args: str | Path, cwd: Path, **env: str) -> str:
    done = subprocess.run(
        list(map(str, args)), cwd=cwd, capture_output=True, text=True, check=False, env={**os.environ, **env}
    )
    assert done.returncode == 0, done.stderr[-2000:]
    return done.stdout


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Built without isolation and without dependencies, so without a network."""
    folder = tmp_path_factory.mktemp("wheel")
    pip = (sys.executable, "-m", "pip", "wheel", "--no-deps", "--no-build-isolation", "--quiet")
    _run(*pip, "--wheel-dir", folder, ROOT, cwd=folder)
    (path,) = folder.glob("tradekg-*.whl")
    return path


def _shipped(folder: Path) -> set[str]:
    """Files of a folder that belong into the wheel, by their path below it."""
    files = (path for path in folder.rglob("*") if path.is_file() and "__pycache__" not in path.parts)
    return {path.relative_to(folder).as_posix() for path in files if path.suffix in DATA | {".py"}}


def test_wheel_carries_package_ontology_and_world_and_nothing_else(wheel: Path) -> None:
    """Every module and data file is in it, the ontology as `kg/_ontology`; tests and exports are not."""
    names = set(zipfile.ZipFile(wheel).namelist())
    assert {f"kg/{name}" for name in _shipped(ROOT / "kg")} <= names
    assert {f"kg/_ontology/{name}" for name in _shipped(ROOT / "ontology")} <= names
    assert {"kg/py.typed", "kg/world/golden.csv", "kg/view/view.js", "kg/view/templates/page.html"} <= names
    info = {name for name in names if name.startswith("tradekg-")}
    assert all(name.startswith("kg/") for name in names - info)
    assert not [name for name in names if any(part in name for part in DROSS)]
    assert any(name.endswith("licenses/LICENSE") for name in info)


def test_sdist_carries_what_builds_and_tests(tmp_path: Path) -> None:
    """The source archive holds package, ontology, tests, and README; nothing that a run leaves behind."""
    code = "import sys; from hatchling.build import build_sdist; print(build_sdist(sys.argv[1]))"
    name = _run(sys.executable, "-c", code, tmp_path, cwd=ROOT).strip().splitlines()[-1]
    with tarfile.open(tmp_path / name) as archive:
        names = {item.split("/", 1)[1] for item in archive.getnames() if "/" in item}
    assert {f"ontology/{item}" for item in _shipped(ROOT / "ontology")} <= names
    assert {"kg/doors/cli.py", "tests/test_wheel.py", "README.md", "LICENSE", "pyproject.toml"} <= names
    assert not [item for item in names if any(part in item for part in DROSS)]


def test_installed_wheel_does_the_main_job(wheel: Path, tmp_path: Path) -> None:
    """In an environment of its own and an empty folder `kg build` prints the answer; a second time all is the same."""
    venv, here = tmp_path / "venv", tmp_path / "empty"
    here.mkdir()
    _run(sys.executable, "-m", "venv", "--without-pip", venv, cwd=tmp_path)
    site = next((venv / "lib").glob("python*/site-packages"))
    _run(sys.executable, "-m", "pip", "install", "--quiet", "--no-deps", "--target", site, wheel, cwd=tmp_path)
    others = next(path for path in sys.path if path.endswith("site-packages"))
    (site / "others.pth").write_text(others + "\n", encoding="utf-8")  # the dependencies, as the tests have them
    kg = (venv / "bin" / "python", "-c", "import sys; from kg.doors.cli import main; sys.argv[0] = 'kg'; main()")
    env = {"PYTHONPATH": "", "COLUMNS": "120"}
    where = _run(kg[0], "-c", "import kg; print(kg.__file__)", cwd=here, **env)
    assert str(site) in where
    answer = _run(*kg, "build", cwd=here, **env)
    assert "Nvidia" in answer.split("Japan proposed to buy up to ¥1tn")[1].splitlines()[0]
    pages = {path.name: path.read_bytes() for path in (here / "exports").iterdir()}
    assert "pledge-japan-us-chips.html" in pages
    dump = _run(*kg, "dump", cwd=here, **env)
    assert _run(*kg, "build", cwd=here, **env) == answer
    assert {path.name: path.read_bytes() for path in (here / "exports").iterdir()} == pages
    assert _run(*kg, "dump", cwd=here, **env) == dump
    assert "Nvidia" in _run(*kg, "ask", "beneficiaries", "--product", "chips", "--pledger", "Japan", cwd=here, **env)
    assert _run(*kg, "view", "pledge", "¥1tn of chips", "-o", "p.html", cwd=here, **env) == "p.html\n"
    assert sorted(path.name for path in here.iterdir()) == [".kg", "exports", "p.html"]
