"""Every module says what it offers, and offers it."""

from __future__ import annotations

import importlib
import pkgutil
import re
import subprocess
import sys

import pytest

import kg

MODULES = sorted(item.name for item in pkgutil.walk_packages(kg.__path__, "kg."))


def test_the_modules_are_found() -> None:
    """The list is not empty by mistake."""
    assert {"kg.model.record", "kg.loaders.files", "kg.store.embedded"} <= set(MODULES)


@pytest.mark.parametrize("name", MODULES)
def test_public_names_exist_and_are_sorted(name: str) -> None:
    """`__all__` names what is there, each once: constants, then classes, then functions."""
    module = importlib.import_module(name)
    assert (module.__doc__ or "").strip()
    names = getattr(module, "__all__", [])
    assert all(hasattr(module, item) for item in names)
    assert len(set(names)) == len(names)
    groups = [0 if re.fullmatch("[A-Z0-9_]+", item) else 1 if item[0].isupper() else 2 for item in names]
    assert groups == sorted(groups)


def test_what_the_package_offers() -> None:
    """The public names are one list, each leads to what it says, and nothing else can be asked for."""
    assert kg.__all__ == [
        "InputError", "QueryError", "Record", "Refused", "StoreError",
        "Table", "TradeError", "TradeGraph", "UnknownName",
    ]  # fmt: skip
    assert {name: getattr(kg, name).__name__ for name in kg.__all__} == {name: name for name in kg.__all__}
    assert set(kg.__all__) <= set(dir(kg))
    with pytest.raises(AttributeError, match="Nothing"):
        kg.Nothing  # noqa: B018


def test_asking_for_the_package_loads_nothing_else() -> None:
    """`import kg` is free; a name loads what it needs when it is asked for."""
    code = "import sys, kg; print([name for name in sys.modules if name.startswith('kg.')])"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout == "[]\n"
