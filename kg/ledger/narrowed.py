"""Goods as claims narrow them: to one part of a country ("Alaskan gas"), to one sort of them ("advanced chips")."""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files

from kg.model import codes, product_words
from kg.model.statement import Statement

__all__ = ["narrowed", "of_place", "places_in", "sort_of"]

_NEAR = 4  # words of a place's goods: "Alaskan liquefied natural gas"
_ELSEWHERE = re.compile(r"\b(?:elsewhere|others?|such as)\b", re.IGNORECASE)


def narrowed(claims: Sequence[Statement]) -> str | None:
    """The place that more than half of the claims that name goods narrow them to; None where there is none."""
    found = Counter(place for claim in claims if (place := _place(claim.claim.evidence or "")))
    place, often = found.most_common(1)[0] if found else (None, 0)
    return place if often * 2 > len(claims) else None


def sort_of(claims: Sequence[Statement], goods: str) -> str:
    """The sort to which more than half of the claims that name such goods (an IRI) narrow them: "advanced", or none."""
    naming = [claim for claim in claims if any(goods in codes.within(iri) for iri in claim.products)]
    found = Counter(sort for claim in naming for sort in _sorts(claim, goods))
    sort, often = found.most_common(1)[0] if found else ("", 0)
    return sort if often * 2 > len(naming) else ""


def _sorts(claim: Statement, goods: str) -> set[str]:
    """The sorts that a claim prints before a name of the goods, or of some of them."""
    printed = [product.name.casefold() for product in getattr(claim.claim, "products", ())]
    groups = [(name, product_words.product(name)) for name in printed]
    of_goods = [name.split() for name, group in groups if group and goods in codes.within(group.iri)]
    return {sort for sort, words in _words()["sorts"].items() if any({*name} & {*words} for name in of_goods)}


def of_place(place: str) -> str:
    """What goods of a place are called: "Alaskan", or the name itself."""
    return _words()["places"][place][0]


def _place(text: str) -> str | None:
    """The place to which a sentence narrows goods, by a word before them or "from" behind them."""
    if _ELSEWHERE.search(text):
        return None
    for match in _form().finditer(text):
        behind = " ".join(re.findall(r"[\w.-]+", text[match.end() :])[:_NEAR])
        if match["from"] or product_words.goods_in(behind):
            return _called()[match["name"]]
    return None


def places_in(text: str) -> list[str]:
    """The parts of countries that a text names, each once; a name that a country or its capital bears is none."""
    named = [match["name"] for match in _form().finditer(text)]
    return list(dict.fromkeys(_called()[name] for name in named if name not in codes.names("country")))


@cache
def _form() -> re.Pattern[str]:
    """A name of a place in a text, the longest there, with the "from" before it if one is there."""
    names = "|".join(map(re.escape, sorted(_called(), key=len, reverse=True)))
    return re.compile(rf"(?P<from>\bfrom (?:the )?(?:planned |proposed )?)?\b(?P<name>{names})\b")


@cache
def _called() -> Mapping[str, str]:
    """Name of a place, or word before its goods → place."""
    return {name: place for place, words in _words()["places"].items() for name in (place, *words)}


@cache
def _words() -> Mapping[str, Mapping[str, Sequence[str]]]:
    return tomllib.loads((files("kg.ledger") / "narrowing_words.toml").read_text("utf-8"))
