"""What words mean by where they stand: makers behind goods, "promise" as a verb."""

from __future__ import annotations

import re
from collections.abc import Sequence

from kg.asking.word_lists import listed
from kg.model import product_words

__all__ = ["are_firms", "are_within", "is_verb"]


def are_firms(words: Sequence[str]) -> bool:
    """Whether words begin with companies, or with goods and those who make them: "drug makers"."""
    goods = 1 if words and product_words.product(words[0]) else 0
    return len(words) > goods and words[goods].casefold() in listed("firms")


def are_within(before: Sequence[str]) -> bool:
    """Whether words before a side end with companies that are of it: "airlines in" Malaysia, "of" Vietnam."""
    *_, firms, inside = ["", "", *(word for word in map(str.casefold, before) if word != "the")]
    return inside in ("in", "from", "of") and firms in listed("firms")


def is_verb(before: Sequence[str]) -> bool:
    """Whether "promise" is what somebody does: behind "did the US", not "does Japan's" or "did it gain by the"."""
    plain = [word.casefold() for word in before]
    at = max((at for at, word in enumerate(plain) if word in listed("auxiliary")), default=None)
    if at is None:
        return False
    between = plain[at + 1 :]
    return between[-1:] != ["the"] and not any(
        word in listed("towards") or re.search(r"['’]s?$", word) for word in between
    )
