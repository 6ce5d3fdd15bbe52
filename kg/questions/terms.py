"""What reports tell of a pledge's terms and parts, where they do not tell the same, pure over claims.

Wordings are compared by the first figure in them and by whose it is: "90% of the profits to the US", "a split of 90-10
in favour of the US" and "10% to Japan" are one value in three wordings. A figure contradicts another of the same
measure, "45 days" not "25%"; who calls the other's figure nonsense contradicts that.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cache
from importlib.resources import files
from typing import Any

from kg.model import codes
from kg.model.claims import Pledge
from kg.model.iris import local
from kg.model.phrases import listed
from kg.model.statement import Statement
from kg.query.reader import Reader
from kg.query.sources import Sources, cited, countries_in, reports_of
from kg.store.nodes import Values, expand

__all__ = ["TERMS", "term_rivals"]

TERMS = "terms: "  # how fields begin that are no property of the pledge

_SIDES = ("pledger", "recipient")
_ANY = "other"  # terms of this kind are about different things
_WORDINGS = 3  # of one value, told beside each other
_SHARE = re.compile(r"(\d+(?:\.\d+)?) ?(?:%|per ?cent)")
_SPLIT = re.compile(r"\b(\d+(?:\.\d+)?) ?[-:/–] ?(\d+(?:\.\d+)?)\b")
_NUMBER = re.compile(r"(?P<money>[$€£¥₩])?(?P<number>\d[\d,]*(?:\.\d+)?)(?: (?P<of>\w+))?")
_WHOLE = Decimal(100)

_Told = tuple[str, str | None, Statement]  # words, code of the side whose word it is, claim
_Measured = tuple[str, Decimal]  # of what: percent, money or the word behind it; how much


@dataclass(frozen=True, slots=True)
class _Value:
    """One value of a term with its wordings: its figure, whether it denies another's, and the sides that give it."""

    figure: _Measured | None
    denies: bool
    told: list[_Told] = field(default_factory=list)
    sides: set[str] = field(default_factory=set)

    def contradicts(self, other: _Value) -> bool:
        """Whether the two are figures of one measure, one denies the other, or each side puts it in its own words."""
        if self.figure and other.figure:
            return self.figure[0] == other.figure[0] and self.figure != other.figure
        if self.denies != other.denies:
            return True
        return not (self.figure or other.figure) and self.sides.isdisjoint(other.sides)


def term_rivals(reader: Reader, pledge: str, values: Values) -> Iterator[Mapping[str, Any]]:
    """Rows as of `conflicts` for the terms and parts of which reports give values that contradict each other.

    Words without a figure cannot be compared: the first of each side stand side by side where both have given theirs.
    """
    found: dict[str, list[_Told]] = {}
    for claim in Sources.of(reader.store).claims(pledge):
        for kind, words, side in _terms(claim):
            found.setdefault(kind, []).append((words, side, claim))
    names = {
        local(str(iri)): side for side in reversed(_SIDES) for iri in values.get(expand(side), ())
    }  # code of a side → which it is
    for kind, told in sorted(found.items()):
        held = _values(told, names)
        at_odds = [value for value in held if any(value.contradicts(other) for other in held if other is not value)]
        for value in sorted(at_odds, key=lambda value: (-len(value.told), value.told[0][0])):
            yield _row(reader, pledge, kind, value)


def _values(told: list[_Told], names: Mapping[str, str]) -> list[_Value]:
    """Wordings of one value together; those without a figure by the side that gives them."""
    made: dict[tuple[_Measured | None, bool, str], _Value] = {}
    for words, code, claim in told:
        denies = not _words()["denying"].isdisjoint(re.findall(r"\w+", words.casefold()))
        figure = None if denies else _figure(words, names)
        side = names.get(code or "", "")
        if figure or side:
            value = made.setdefault((figure, denies, "" if figure else side), _Value(figure, denies))
            value.told.append((words, code, claim))
            value.sides.update({side} - {""})
    return list(made.values())


def _figure(words: str, names: Mapping[str, str]) -> _Measured | None:
    """The first figure in some words: of a split and of a share to the pledger what the other side gets."""
    text = words.casefold()
    split, share, number = _SPLIT.search(text), _SHARE.search(text), _NUMBER.search(text)
    even = next((m for m in re.finditer(r"\w+", text) if m[0] in _words()["even"]), None)
    first = min((each for each in (even, split, share, number) if each), key=lambda each: each.start(), default=None)
    if first is None:
        return None
    if first is even:
        return "percent", _WHOLE / 2
    if first is split and Decimal(first[1]) + Decimal(first[2]) == _WHOLE:
        return "percent", max(Decimal(first[1]), Decimal(first[2]))
    if share and first.start() == share.start():
        to = {names.get(code) for code in countries_in(re.split("[,;]", words[share.end() :])[0])}
        amount = Decimal(share[1])
        return "percent", _WHOLE - amount if to == {"pledger"} else amount
    found = _NUMBER.search(text, first.start())
    assert found is not None  # what was found begins with a number
    return "money" if found["money"] else found["of"] or "", Decimal(found["number"].replace(",", ""))


@cache
def _words() -> Mapping[str, frozenset[str]]:
    held = tomllib.loads((files("kg.questions") / "term_words.toml").read_text("utf-8"))
    return {name: frozenset(words) for name, words in held.items()}


def _row(reader: Reader, pledge: str, kind: str, value: _Value) -> Mapping[str, Any]:
    claims = sorted({claim.iri: claim for *_, claim in value.told}.items())
    first, *others = dict.fromkeys(words for words, *_ in value.told)
    return {
        "pledge": pledge,
        "pledge_label": reader.label(pledge),
        "field": f"{TERMS}{kind}",
        "value": f"{first} (also {_quoted(others)})" if others and value.figure else first,
        "said_by": cited([claim for _, claim in claims]),
        "sides": sorted(value.sides),
        "origins": reader.origins([iri for iri, _ in claims], reader.parts(pledge)),
        "reports": reports_of(claim for _, claim in claims),
        "claims": [iri for iri, _ in claims],
    }


def _quoted(wordings: list[str]) -> str:
    return listed([f"“{each}”" for each in wordings], _WORDINGS)


def _terms(claim: Statement) -> Iterator[tuple[str, str, str | None]]:
    """(what it is about, in which words, code of the side whose word it is) of a claim's terms and parts."""
    if not isinstance(claim.claim, Pledge):
        return
    for term in claim.claim.terms:
        if term.kind != _ANY:
            yield codes.label(codes.iri("term_kind", term.kind)), term.text, term.said_by
    for part in claim.claim.components:
        amount = part.amount.as_printed if part.amount else None
        share = f"{part.share_percent:f}%" if part.share_percent is not None else amount
        if share:
            yield f"share in {codes.label(codes.iri('kind', part.kind))}", share, claim.claim.said_by
