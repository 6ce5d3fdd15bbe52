"""What bears a name that words of a question say: a side, a company, an official, a unit of things."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache

from kg.asking.word_lists import listed
from kg.model import codes, product_words, reference
from kg.query import finding
from kg.store.embedded import Store

__all__ = [
    "company_in",
    "country_in",
    "country_of",
    "holder_of",
    "in_office",
    "is_unit",
    "official_in",
    "surname_of",
    "used_in",
]


def country_in(name: str) -> str | None:
    """The country or bloc that bears a name, by its label."""
    found = codes.party(name) if name.isupper() else None
    for kind in ("country", "bloc"):
        found = found or codes.party(codes.names(kind).get(name, ""))
        found = found or (codes.party(codes.names(kind).get(name.title(), "")) if len(name) > 3 else None)
    return found.label if found else None


def company_in(store: Store, name: str) -> bool:
    """Whether a company bears a name, in capitals as names are: its own, one that reports tell, or its ticker."""
    if reference.find_company(name) and not name.islower():
        return True
    if all(word[0].isupper() for word in name.split()) and finding.bears(store, name, "company"):
        return True
    return name.isupper() and reference.by_ticker(name) is not None and not product_words.product(name)  # LNG is goods


def used_in(store: Store, words: Sequence[str], at: int) -> int:
    """How many words from here say what goods right before them are for: "engines for the Boeing jets"; 0 if none."""
    if words[at].casefold() != "for" or not at or not product_words.product(" ".join(words[max(0, at - 2) : at])):
        return 0
    start = at + (2 if words[at + 1 : at + 2] == ["the"] else 1)
    maker, goods = [*words[start : start + 2], "", ""][:2]
    return start + 2 - at if maker and company_in(store, maker) and product_words.product(goods) else 0


def country_of(official: str) -> str:
    """The country of an official's office."""
    code = next(row["country"] for row in reference.rows("officials") if row["name"] == official)
    return codes.party_label(code)


def in_office(official: str) -> bool:
    """Whether no end of an office is told of an official: the government of one who left is another's now."""
    return any(row["name"] == official and not row["valid_to"] for row in reference.rows("officials"))


def holder_of(office: str, side: str) -> str:
    """Who holds an office of a country now, as far as one official alone is told to; empty otherwise."""
    held = (row for row in reference.rows("officials") if row["office"].casefold() == office.casefold())
    found = {row["name"] for row in held if not row["valid_to"] and country_of(row["name"]) == country_in(side)}
    return found.pop() if len(found) == 1 else ""


def official_in(name: str) -> str | None:
    """The official of this name, or surname where only one has it."""
    if found := reference.find_official(name):
        return found
    held = {row["name"] for row in reference.rows("officials") if _surname(row) == name}
    return held.pop() if len(held) == 1 else None


def surname_of(official: str) -> str:
    """The name that an official is known by, of the whole name."""
    return next(_surname(row) for row in reference.rows("officials") if row["name"] == official)


def _surname(row: Mapping[str, str]) -> str:
    """The name that an official is known by: where family names go first, the first."""
    return row["name"].split()[0 if row["country"] in listed("family_first") else -1]


def is_unit(word: str) -> bool:
    """Whether things are counted in what a word says: aircraft, tonnes."""
    return word.casefold().strip(".,") in _units() or word.casefold().rstrip("s") in _units()


@cache
def _units() -> frozenset[str]:
    """What things are counted in, as people write it."""
    return frozenset(
        word for unit in codes.scheme("unit").values() for word in (unit.code, unit.label, f"{unit.code}s")
    )
