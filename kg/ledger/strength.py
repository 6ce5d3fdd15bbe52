"""How strongly a company is tied to a pledge: ranks, the cap that the pledge's grade sets, and the verb that follows.

A mere plan contracts nobody, and neither does one that was only denied: whatever a report calls the paper, a tie is
never told more firmly than the pledge allows.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from kg.model import codes

__all__ = ["capped", "rank", "verb"]

# grade → the strongest tie it allows; from signed on there is no cap
_CAPS = {None: "named", "considering": "named", "proposed": "named", "announced": "designated", "agreed": "designated"}


def rank(strength: str) -> int:
    """Place on the list, the stronger the higher. UnknownName for no such code."""
    return codes.concept("strength", strength).rank or 0


def capped(strength: str, grade: str | None) -> str:
    """The strength, or what the grade allows where that is less."""
    return min(strength, _CAPS.get(grade, strength), key=rank)


def verb(role: str, strength: str, direction: str, channel: str = "", *, over: bool = False) -> str:
    """What the tie says in words: "would gain sales", "could lose sales", and of a pledge that is over "stood to"."""
    words = _words()
    aux = words["verb"][strength]
    aux = words["over"][aux] if over else aux
    held = words[direction]
    does, do = held.get(channel, {}).get(role) or held[role]
    return str(does) if aux == "does" else f"{aux} {do}"


@cache
def _words() -> Mapping[str, Any]:
    return tomllib.loads((Path(__file__).parent / "strength.toml").read_text(encoding="utf-8"))
