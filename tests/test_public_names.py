"""Every module says what it offers, and offers it."""

from __future__ import annotations

import importlib
import pkgutil
import re

import pytest

import kg

MODULES = sorted(item.name for item in pkgutil.walk_packages(kg.__path__, "kg."))


def test_the_modules_are_found() -> None:
    """The list is not empty by mistake."""
    assert {"kg.record", "kg.loaders", "kg.store"} <= set(MODULES)


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
