"""What "the bank", "the board" and, behind a preposition, "the airline" stand for, where the text leaves one choice."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from kg.loaders.grammar.entities import Mention
from kg.loaders.grammar.lexicon import words
from kg.loaders.grammar.marks import sells
from kg.loaders.grammar.reading import Sentence
from kg.loaders.grammar.resolve import Memory

__all__ = ["settle"]


@cache
def _descriptions() -> re.Pattern[str]:
    lists = words("places")["described"]
    choice = {name: "|".join(map(re.escape, lists[name])) for name in ("bodies", "firms", "makers")}
    return re.compile(
        rf"(?P<to>\b(?:by|to|from|with|for|grant|give|lend|offer|award)\s+)?\bthe\s+(?:[a-z-]+\s+)?"
        rf"(?:(?P<body>{choice['bodies']})|(?P<maker>{choice['makers']})|(?P<firm>{choice['firms']}))\b(?!['’]s|-|\s+of\b)"
    )


def settle(sentence: Sentence, memory: Memory) -> None:
    """Put the name in the place of each description that can mean one only."""
    for match in _descriptions().finditer(sentence.lower, sentence.start, sentence.end):
        start = match.end("to") if match["to"] else match.start()
        before = [each for each in sentence.names if each.end <= start]
        one = next(iter(set(_meant(match, before, memory))), None)
        if one is None or any(
            each.kind != "reference" and each.start < match.end() and start < each.end for each in sentence.names
        ):
            continue
        kind, name = one
        kept = [each for each in sentence.names if each.end <= start or each.start >= match.end()]
        told = Mention(start, match.end(), kind, name, "described", name)
        sentence.names = sorted([*kept, told], key=lambda each: each.start)


def _meant(match: re.Match[str], before: list[Mention], memory: Memory) -> Iterator[tuple[str, str]]:
    """(kind, name) of what is meant; nothing where several or none can be."""
    bodies = _whole({*memory.bodies, *(each.text for each in before if each.kind == "agency")})
    firms = _whole({*memory.firms, *(each.text for each in before if each.kind == "company")})
    if match["body"]:
        banks = {each for each in firms if "Bank" in each.split()}
        if len(bodies) + len(banks) == 1:
            yield from (("agency", each) for each in bodies)
            yield from (("company", each) for each in banks)
    elif match["to"] and match["maker"]:
        makers = {each for each in firms if sells(each)}
        yield from (("company", each) for each in makers if len(makers) == 1)
    elif match["to"]:
        ends = words("places")["trades"].get(match["firm"], [])
        fits = {each for each in firms if set(each.split()) & set(ends)} or firms
        yield from (("company", each) for each in fits if len(fits) == 1)


def _whole(names: set[str]) -> set[str]:
    """Names that no other one continues: "China Railway" is "China Railway Corporation"."""
    return {each for each in names if not any(other.startswith(f"{each} ") for other in names)}
