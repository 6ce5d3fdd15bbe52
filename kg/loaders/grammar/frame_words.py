"""The words of frames: nouns by kind, participles, passives, and patterns with these filled in."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from kg.loaders.grammar.entities import Mention
from kg.loaders.grammar.lexicon import choice, words

__all__ = ["Sides", "compiled", "group_of", "kinds"]


@dataclass(frozen=True, slots=True)
class Sides:
    """Who gives and who receives by a frame, of what kind, and how firm where the frame itself says so."""

    giver: Mention | None
    receiver: Mention | None
    kind: str | None
    grade: str | None = None


@cache
def kinds() -> dict[str, str]:
    """Noun → the kind of pledge it names."""
    return {noun: kind for kind, nouns in words("frames")["nouns"].items() for noun in nouns}


@cache
def compiled(form: str) -> re.Pattern[str]:
    """A pattern with lists filled in: NOUN, PROMISED, GRANTED, PASSIVE, COMMITMENT, DOING, and so on."""
    lists = words("frames")
    for name, known in (
        ("NOUN", kinds()),
        ("PROMISED", [each for group in lists["participles"].values() for each in group]),
        ("GIVEN", lists["given"]["words"]),
        ("GRANTED", lists["granted"]["words"]),
        ("PASSIVE", [each for group in lists["passives"].values() for each in group]),
        ("COMMITMENT", lists["commitments"]["words"]),
        ("DOING", lists["doings"]["words"]),
        ("APPROVED", lists["approved"]["words"]),
        ("ORDERED", [each for group in lists["ordered"].values() for each in group]),
        ("DEALT", lists["dealt"]["nouns"]),
        ("SUPPLYING", lists["dealt"]["flows"]),
        ("SUPPLY", lists["dealt"]["flows"]),
        ("UNDERTOOK", [each for group in lists["undertook"].values() for each in group]),
    ):
        if name not in form:
            continue
        form = form.replace(name, rf"(?P<{name.lower()}>{choice(known)})(?![\w-])")
    return re.compile(form)


def group_of(name: str, word: str) -> str:
    """Which list of `frames` a word stands in."""
    groups: dict[str, list[str]] = words("frames")[name]
    return next(group for group, known in groups.items() if word in known)
