"""Where words stand in a text: as they are, else with white space, quotation marks and case folded."""

from __future__ import annotations

import re
from functools import lru_cache

__all__ = ["Span", "find", "find_folded", "folded", "found"]

_FOLDS = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"', "\u00a0": " ", "\u202f": " "})
Span = tuple[int, int]  # character offsets


def found(text: str, words: str) -> Span | None:
    """Where words stand in a text: as they are, else with white space, quotation marks and case folded."""
    return find(text, words) or find_folded(folded(text), words)


def find(text: str, words: str) -> Span | None:
    """The first place of words that begins and ends where words do."""
    at = text.find(words) if words else -1
    while at >= 0:
        end = at + len(words)
        inside = (at > 0 and _joined(text[at - 1], words[0])) or (end < len(text) and _joined(words[-1], text[end]))
        if not inside:
            return at, end
        at = text.find(words, at + 1)
    return None


def _joined(left: str, right: str) -> bool:
    return (left.isalnum() or left == "_") and (right.isalnum() or right == "_")


@lru_cache(maxsize=1)
def folded(text: str) -> tuple[str, list[int]]:
    """The text in lower case with one space for any white space and straight quotes, and each letter's place."""
    letters, places = [], []
    for each in re.finditer(r"\s+|\S", text):
        plain = " " if each[0].isspace() else each[0].translate(_FOLDS).casefold()
        letters.append(plain)
        places += [each.start()] * len(plain)
    return "".join(letters), [*places, len(text)]


def find_folded(text: tuple[str, list[int]], words: str) -> Span | None:
    """Where words stand in a text that is `folded`."""
    letters, places = text
    span = find(letters, re.sub(r"\s+", " ", words.strip()).translate(_FOLDS).casefold())
    return (places[span[0]], places[span[1] - 1] + 1) if span else None
