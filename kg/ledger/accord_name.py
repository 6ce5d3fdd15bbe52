"""What an agreement is called: the name that its reports share, and what kind of paper it is where they share none.

Reports call one agreement "trade deal", "U.S.-Japan trade deal" and "last month's deal". The name shared most widely
and with most words is its name; one that does not tell it from others is told with its sides and its day.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from kg.model import codes

__all__ = ["is_proper", "shared_name"]

_TELLING = 2  # words of a name that tells something
_LINK = r"(?:between|with|for|by|and|the|new|of)"


def shared_name(names: Sequence[str], sides: Sequence[str], sorts: Sequence[str]) -> str:
    """Of `names`, one a claim, what most have in common; `sides` are codes of parties, `sorts` kinds of paper.

    A single word in common tells nothing: then the name is taken whose words most others use as well.
    """
    plain = [_without(name, sides) or name for name in names]
    called = {name.casefold(): name for name in sorted(plain, key=_capitals)}
    called |= {sort: called.get(sort, sort) for sort in sorts}
    shared = {key: sum(_has(key, name) for name in plain) for key in called}
    several = [key for key in sorted(called) if shared[key] > 1 and len(names) > 1]
    best = max(several, key=lambda key: shared[key] * (len(key.split()) - 0.5), default="")
    if len(best.split()) < _TELLING:
        return max(sorted(plain), key=lambda name: _usualness(name, plain))
    if any(sort in best for sort in sorts):
        return called[best]
    whole = [name for name in plain if _has(best, name) and any(sort in name.casefold() for sort in sorts)]
    return max(sorted(whole), key=[*map(str.casefold, plain)].count, default=called[best])


def _usualness(name: str, names: Sequence[str]) -> float:
    """In how many names the words of this one stand, on average."""
    words = re.findall(r"[\w'’.]+", name.casefold())
    return sum(_has(word, other) for word in words for other in names) / max(len(words), 1)


def is_proper(name: str) -> bool:
    """Whether a name has words in capitals that stand for something: "Tech Prosperity Deal", not "Trade deal"."""
    return _capitals(name) > 1


def _capitals(name: str) -> int:
    return sum(word[:1].isupper() for word in name.split())


def _has(key: str, name: str) -> bool:
    return re.search(rf"\b{re.escape(key)}", name.casefold()) is not None


def _without(name: str, sides: Iterable[str]) -> str:
    """A name without the sides at its beginning or end: "US-Indonesia trade deal", "trade deal with Vietnam"."""
    own = {word for side in sides for word in _words_of(side)}
    party = "|".join(map(re.escape, sorted(own, key=lambda word: (-len(word), word))))
    if not party:
        return name
    name = re.sub(rf"^(?:(?:{_LINK}\s+)*(?:{party})\s*[-–—,]?\s*)+(?=\w)", "", name)
    name = re.sub(rf"(?:[\s,]+{_LINK})*\s+(?:{party})(?:\s+{_LINK}\s+(?:{_LINK}\s+)*(?:{party}))*$", "", name)
    return name.strip()


def _words_of(side: str) -> Iterable[str]:
    """What a country or bloc is called in names: every surface of its code."""
    kinds = ("country", "bloc")
    return [name for kind in kinds for name, code in codes.names(kind).items() if code == side and len(name) > 1]
