"""Goods by the words that people and reports call them: a product phrase, or all that a running text names."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import cache

from kg.model import codes
from kg.model.codes import Concept

__all__ = ["goods_in", "names_model", "part", "product"]

_DOTTED = re.compile(r"\b(?:[^\W\d_]\.){2,}")
_ES = ("ches", "shes", "sses", "xes", "zes", "buses", "gases")
_MODEL = re.compile(r"\b[A-Z]+-?\d+\w* \w")
_WORD = re.compile(r"[^\W_]+|[,;/]")


def _words(text: str) -> tuple[str, ...]:
    """Case-folded singular words: hyphens separate, "U.S." is one word, list commas stay."""
    return tuple(map(_singular, _spelt(text)))


def _spelt(text: str) -> list[str]:
    plain = _DOTTED.sub(lambda found: found[0].replace(".", ""), text.casefold())
    return _WORD.findall(plain.replace("’s ", " ").replace("'s ", " "))


@cache
def _short() -> frozenset[str]:
    """The words of three letters or fewer that names of goods are spelt with."""
    return frozenset(word for name in codes.surfaces("product") for word in _spelt(name) if len(word) < 4)


def _singular(word: str) -> str:
    """A crude singular, applied to both sides of every comparison, so it need only be consistent.

    Three letters are left only where names are spelt with them: "cars" → "car", but "arms" are no "arm".
    """
    if len(word) < 4 or word.endswith(("ss", "us", "is")) or (len(word) == 4 and word[:-1] not in _short()):
        return word
    if word.endswith("ies"):
        return word[:-3] + "y"
    if word.endswith(_ES) or (word.endswith("oes") and len(word) > len("shoes")):
        return word[:-2]
    return word.removesuffix("s")


@cache
def _product_index() -> tuple[Mapping[tuple[str, ...], str], int]:
    """Word sequence → product code, and the length of the longest sequence."""
    claims = codes.surfaces("product")
    index = {_words(surface): next(iter(held)) for surface, held in claims.items() if len(held) == 1}
    return index, max(map(len, index))


def product(text: str) -> Concept | None:
    """The everyday group a product phrase names, else None: "U.S.-made semiconductors" → chips. Never raises.

    The longest known word sequence of the first noun phrase that has one; of equally long ones the last, since
    English puts the head last ("car batteries" → batteries). Case, hyphens, plurals and modifiers do not matter.
    Words marked ambiguous in running text ("power", "drugs") count here: the caller says it is a product.
    """
    words, (index, longest) = _words(text), _product_index()
    best: tuple[int, int, str] | None = None
    for start, word in enumerate(words):
        if best and word in codes.separators() and start >= best[1]:
            break
        for length in range(min(longest, len(words) - start), 0, -1):
            code = index.get(words[start : start + length])
            if code is not None:
                if best is None or length >= best[0]:
                    best = (length, start + length, code)
                break
    return None if best is None else codes.concept("product", best[2])


def part(text: str, beside: Iterable[str]) -> Concept | None:
    """Of "engines" beside "civil aircraft" aircraft engines: the group named by goods beside and the last word."""
    index, last = _product_index()[0], _words(text)[-1:]
    for whole in filter(None, map(product, beside)):
        if last and (code := index.get((*_words(whole.label), *last))):
            return codes.concept("product", code)
    return None


def names_model(text: str) -> bool:
    """Whether a product phrase has a model's name before its goods: capitals and a number, as in "H200 chips".

    Any capitals with a number are taken for one ("G7 goods"): ask it of words that are known to name goods.
    """
    return _MODEL.search(text) is not None


def goods_in(text: str) -> frozenset[str]:
    """IRIs of all everyday groups that words of a running text name, the longest name at each place."""
    words, (index, longest) = _words(text), _product_index()
    found, at = set(), 0
    while at < len(words):
        spans = range(min(longest, len(words) - at), 0, -1)
        length = next((each for each in spans if words[at : at + each] in index), 0)
        if length:
            found.add(codes.iri("product", index[words[at : at + length]]))
        at += length or 1
    return frozenset(found)
