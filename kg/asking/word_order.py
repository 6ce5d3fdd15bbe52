"""What words mean by where they stand and how they end: makers behind goods, "promise" as a verb, whose it is."""

from __future__ import annotations

import re
from collections.abc import Sequence

from kg.asking.word_lists import listed
from kg.model import product_words
from kg.query import names

__all__ = [
    "are_firms",
    "are_within",
    "bare",
    "behind_goods",
    "have_own",
    "is_promised_to",
    "is_verb",
    "is_whose",
]

_WHOSE = re.compile(r"['’]s?$")


def is_whose(word: str) -> bool:
    """Whether a word says whose something is: "Japan's", "airlines'"."""
    return bool(_WHOSE.search(word))


def bare(word: str) -> str:
    """A word, or the last of several, without what says whose something is: "Japan's" is "Japan"."""
    return _WHOSE.sub("", word)


def are_firms(words: Sequence[str]) -> bool:
    """Whether words begin with companies, or with goods and those who make them: "drug makers"."""
    goods = 1 if words and product_words.product(words[0]) else 0
    return len(words) > goods and words[goods].casefold().rstrip("'’") in listed("firms")


def behind_goods(words: Sequence[str]) -> list[str]:
    """Words, of goods joined at their beginning the first alone: "beef and ethanol quota" is "beef quota"."""
    at = 0
    while at < len(words) and product_words.product(words[at]):
        at += 2 if words[at + 1 : at + 2] in (["and"], ["or"]) else 1
    return [*words[:1], *words[at:]] if at else [*words]


def have_own(words: Sequence[str]) -> bool:
    """Whether words begin with companies and something of theirs, a promise: "drug makers' investments"."""
    firms = next((at for at, word in enumerate(words[:2]) if re.search(r"s['’]$", word)), -1)
    promise = words[firms + 1 : firms + 2] if are_firms(words) and firms >= 0 else ()
    return any(names.plain_kind(word.casefold()) or word.casefold() in listed("promises") for word in promise)


def are_within(before: Sequence[str]) -> bool:
    """Whether words before a side end with companies that are of it: "airlines in" Malaysia, "of" Vietnam."""
    *_, firms, inside = ["", "", *(word for word in map(str.casefold, before) if word != "the")]
    return inside in ("in", "from", "of") and firms in listed("firms")


def is_promised_to(words: Sequence[str], at: int) -> bool:
    """Whether a word is what promises are said to be of: "pledges to buy"."""
    noun, to = (word.casefold() for word in ["", "", *words[:at]][-2:])
    return to == "to" and noun in listed("promises")


def is_verb(before: Sequence[str]) -> bool:
    """Whether "promise" is what somebody does: behind "did the US", not "does Japan's" or "did it gain by the"."""
    plain = [word.casefold() for word in before]
    at = max((at for at, word in enumerate(plain) if word in listed("auxiliary")), default=None)
    if at is None:
        return False
    between = plain[at + 1 :]
    return between[-1:] != ["the"] and not any(word in listed("towards") or is_whose(word) for word in between)
