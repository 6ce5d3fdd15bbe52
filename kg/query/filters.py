"""The filters that questions take: what each asks for, and which take several sides."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files
from typing import Any

__all__ = ["described", "several"]


def described() -> Mapping[str, str]:
    """Filter → what it asks for, in the order in which help lists them."""
    held: Mapping[str, str] = _listed()["filters"]
    return held


def several() -> Sequence[str]:
    """The filters that take several sides, with commas between."""
    held: Sequence[str] = _listed()["several"]
    return held


@cache
def _listed() -> Mapping[str, Any]:
    return tomllib.loads((files("kg.query") / "filters.toml").read_text("utf-8"))
