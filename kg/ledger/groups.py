"""Which unnamed groups of one event are one: each report words "domestic companies that buy them" in its own way.

Two wordings are one group if they agree on the country (or one names none) and describe it alike: by the same clause
("that operate data centers"), or one by words that are all among the other's. A wording that only says "companies"
joins the group that is described, where there is just one. "Soybean farmers" and "ethanol producers" stay two.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from kg.model import codes

__all__ = ["called"]


@dataclass(frozen=True, slots=True)
class _Told:
    """A wording: the countries it names, what it says before a describing word, and behind it."""

    text: str
    countries: frozenset[str]
    words: frozenset[str]
    clause: frozenset[str]

    @property
    def detail(self) -> int:
        return len(self.words) + len(self.clause)

    def agrees(self, other: _Told) -> bool:
        return self.countries <= other.countries or other.countries <= self.countries

    def alike(self, other: _Told) -> bool:
        if not self.agrees(other):
            return False
        if self.clause and other.clause:
            return self.clause == other.clause
        return self.words <= other.words or other.words <= self.words


def called(wordings: Iterable[str]) -> Mapping[str, str]:
    """Each wording with the one that its group goes by: the most detailed, of equals the one most often given."""
    given = list(wordings)
    told = [_told(text) for text in set(given)]
    groups: list[list[_Told]] = []
    for each in sorted(told, key=lambda one: (-one.detail, -len(one.countries), -given.count(one.text), one.text)):
        near = [held for held in groups if all(each.alike(other) for other in held)]
        if len(near) == 1:
            near[0].append(each)
        else:  # of several groups it could be either: it is told apart, and joins none of them
            groups.append([each])
    return {each.text: held[0].text for held in groups for each in held}


def _told(text: str) -> _Told:
    lists = _words()
    before, clause = (*re.split(rf"\b(?:{'|'.join(lists['describing'])})\b", text, maxsplit=1), "")[:2]
    countries = frozenset(_forms()[match[0]] for match in _countries().finditer(before))
    words, said = (set(re.findall(r"\w+", _countries().sub(" ", part).casefold())) for part in (before, clause))
    if not said.isdisjoint(lists["buying"]):
        said = set()
    return _Told(text, countries, frozenset(words - {*lists["generic"]}), frozenset(said - {*lists["generic"]}))


@cache
def _countries() -> re.Pattern[str]:
    names = sorted(_forms(), key=lambda name: (-len(name), name))
    return re.compile(r"(?<!\w)(?:" + "|".join(map(re.escape, names)) + r")(?!\w)")


@cache
def _forms() -> Mapping[str, str]:
    return {name: code for kind in ("bloc", "country") for name, code in codes.names(kind).items()}


@cache
def _words() -> Mapping[str, list[str]]:
    return tomllib.loads((files("kg.ledger") / "group_words.toml").read_text("utf-8"))
