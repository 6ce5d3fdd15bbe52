"""`verdict.toml`: which texts ask for a verdict, and its sentences."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib.resources import files
from typing import Any

from kg.model import codes

__all__ = ["is_asked", "spoken", "words"]


def is_asked(name: str, text: str) -> bool:
    """Whether a text asks so, by one of the expressions of `[asked]`."""
    return bool(re.search(words()["asked"][name], text, re.IGNORECASE))


def spoken(status: str | None) -> str:
    """A status in words."""
    return codes.label(codes.iri("status", status)) if status else ""


@cache
def words() -> dict[str, Any]:
    """`verdict.toml`: which texts ask for a verdict, and its sentences."""
    return tomllib.loads((files("kg.asking.verdicts") / "verdict.toml").read_text("utf-8"))
