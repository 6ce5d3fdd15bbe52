"""How the sides of an event are called: "Japan", "the US", "Korean"; which of many are told."""

from __future__ import annotations

import tomllib
from collections import Counter
from collections.abc import Iterable, Mapping
from functools import cache
from importlib.resources import files
from typing import Any

from kg.ledger.state import State
from kg.model import codes, reference
from kg.model.phrases import listed

__all__ = ["ACTS", "BEFORE", "MOST", "PLACE", "called", "label_words", "named_as", "others_of", "party_of", "sides_of"]

ACTS, PLACE, BEFORE = range(3)  # columns of the names of a side
MOST = 3  # names or goods in one label; more are counted


def sides_of(state: State, side: int) -> list[tuple[str | None, str]]:
    """(Code, name) of the parties that most claims name, the most named first; countries before companies."""
    named = Counter(party for statement in state.claims for party in {*map(party_of, statement.sides[side])})
    often = [party for party, count in named.items() if count * 3 >= len(state.claims)] or list(named)
    ranked = sorted(often, key=lambda party: (-named[party], party[0] is None, party[1]))
    return list(dict.fromkeys(ranked))


def others_of(state: State) -> list[tuple[str | None, str]]:
    """Those acted towards who do not act themselves; of a company and who holds it the company: it is one side."""
    acting = sides_of(state, 0)
    others = [side for side in sides_of(state, 1) if side not in acting]
    return [side for side in others if not any(_holds(side, each) for each in others)]


def _holds(owner: tuple[str | None, str], company: tuple[str | None, str]) -> bool:
    """Whether both are companies and the one holds the other, as reports may name either of them for it."""
    return owner[0] is None and company[0] is None and reference.holds(owner[1], company[1])


def party_of(name: str) -> tuple[str | None, str]:
    """Its code, None for a company, and what it is called where it is known, however a report spells it."""
    if found := codes.party(name):
        return found.code, found.label
    company = reference.find_company(name)
    return None, company["name"] if company else name


def called(side: tuple[str | None, str], how: int) -> str:
    """What a side is called as one that acts, as a place, or before goods (a column)."""
    code, name = side
    known: list[str] | None = label_words()["side"].get(code or "")
    return known[how] if known else "" if how == BEFORE else name


def named_as(sides: Iterable[tuple[str | None, str]], how: int, last: str = " and ") -> str:
    """Several sides by such a name."""
    return listed([called(side, how) for side in sides], MOST, last)


@cache
def label_words() -> Mapping[str, Any]:
    """The words of labels, by section."""
    return tomllib.loads((files("kg.ledger") / "label_words.toml").read_text("utf-8"))
