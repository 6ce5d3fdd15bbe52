"""How strongly a company is tied to a pledge: ranks, the cap that the pledge's grade sets, and the verb that follows.

A mere plan contracts nobody, and neither does one that was only denied: whatever a report calls the paper, a tie is
never told more firmly than the pledge allows.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from kg.model import codes

__all__ = ["capped", "is_ordered", "is_past", "is_works", "of_several", "rank", "verb"]

# grade → the strongest tie it allows; from signed on there is no cap
_CAPS = {None: "named", "considering": "named", "proposed": "named", "announced": "designated", "agreed": "designated"}


def rank(strength: str) -> int:
    """Place on the list, the stronger the higher. UnknownName for no such code."""
    return codes.concept("strength", strength).rank or 0


def capped(strength: str, grade: str | None) -> str:
    """The strength, or what the grade allows where that is less."""
    return min(strength, _CAPS.get(grade, strength), key=rank)


def verb(
    role: str,
    strength: str,
    direction: str,
    channel: str = "",
    kind: str = "",
    *,
    over: bool = False,
    done: bool = False,
    own: bool = False,
    early: bool = False,
    through: bool = False,
    part: bool = False,
    partly: bool = False,
) -> str:
    """What the tie says in words: "would gain sales", "could lose sales"; "stood to" of a pledge that is over.

    `kind` is the pledge's: sales are of goods, and who builds for an investment gains business. `done`: it has all
    been delivered, so who is named for it "gained sales". `own`: it promises itself what it is named for. `early`:
    nobody has undertaken it yet. `through`: what it makes is sold with the goods of another, who is the seller.
    `part`: it stands in a part alone. `partly`: of what it sells itself some has come.
    """
    words = _words()
    if own and role == "supplier":
        return str(words["own"].get(kind) or words["own"]["other"])
    aux = words["verb"]["example" if early else strength]
    held = words[direction]
    sort = "works" if channel == "sale" and (through or is_works(kind)) else channel
    parted = held.get("part", {}).get(role) if part else None
    does, do, did, been = parted or held.get(sort, {}).get(role) or held[role]
    if done:
        may = words["delivered"][aux]
        return f"{may} {been}" if may else str(did)
    if partly and aux == "would":
        return str(words["partly"]["said"].format(did=did))
    if over and aux == "does":
        return str(words["had"].get(sort) or words["had"].get(role) or f"{words['over']['would']} {do}")
    aux = words["over"][aux] if over else aux
    return str(does) if aux == "does" else f"{aux} {do}"


def is_past(verb: str) -> bool:
    """Whether a verb tells of what could have been, and can no more: "stood a chance to gain sales"."""
    return not verb.startswith(f"{_words()['verb']['could_supply']} ")


def of_several(verb: str) -> str:
    """The verb of one company said of several: "have sales under contract", "run works"; "could gain" stays."""
    first, _, rest = verb.partition(" ")
    plural = _words()["several"].get(first) or first.removesuffix("s")
    for one, several in _words()["whose"].items():
        rest = rest.replace(one, several)
    return f"{plural} {rest}"


def is_ordered(text: str) -> bool:
    """Whether a sentence tells of something as ordered."""
    return bool(re.search(_words()["told"]["ordered"], text))


def is_works(kind: str) -> bool:
    """Whether a pledge of this kind puts money into works, so that its suppliers build, carry or equip."""
    return kind in _words()["kinds"]["works"]


@cache
def _words() -> Mapping[str, Any]:
    return tomllib.loads((Path(__file__).parent / "strength.toml").read_text(encoding="utf-8"))
