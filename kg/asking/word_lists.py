"""The words by which plain texts ask: `plain_words.toml`, and what follows from it."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from functools import cache
from importlib.resources import files
from typing import Any

from kg.query import names

__all__ = [
    "asking_words",
    "known_words",
    "listed",
    "question_in",
    "question_words",
    "said_elsewhere",
    "silent_words",
    "usual_partner",
    "word_lists",
]


def question_in(words: Sequence[str]) -> str | None:
    """The question whose words are among these, the narrowest first."""
    said = {part for word in words for part in re.findall(r"[a-z]+", word.casefold())}
    return next((name for name, known in _questions() if known & said), None)


@cache
def word_lists() -> dict[str, Any]:
    """`plain_words.toml`."""
    return tomllib.loads((files("kg.asking") / "plain_words.toml").read_text("utf-8"))


@cache
def listed(name: str) -> frozenset[str]:
    """The words of one of its lists."""
    return frozenset(word_lists()[name]["words"].split())


def usual_partner() -> str:
    """The side that most deals are with, by name."""
    return str(word_lists()["usual_partner"]["name"])


@cache
def _questions() -> tuple[tuple[str, frozenset[str]], ...]:
    return tuple((item["name"], frozenset(item["words"].split())) for item in word_lists()["question"])


@cache
def said_elsewhere(question: str) -> frozenset[str]:
    """Words that ask other questions than this one, which its answer says nothing of."""
    heard = {question, "pledges", *word_lists()["heard"].get(question, "").split()}
    others = frozenset().union(*(words for name, words in _questions() if name not in heard))
    own = frozenset().union(*(words for name, words in _questions() if name in heard))
    return others - own - listed("asking") - listed("sold") - listed("generic") - names.small_words()


@cache
def question_words() -> frozenset[str]:
    """Words by which a question is known."""
    return frozenset(word for _, words in _questions() for word in words)


@cache
def asking_words() -> frozenset[str]:
    """Words of questions that name nothing."""
    statuses = (frozenset(said.split()) for said in word_lists()["status"].values())
    return frozenset().union(
        *map(listed, ("asking", "facing", "government", "today", "comparing", "joining", "losing", "selling")),
        *statuses,
    )


@cache
def silent_words(question: str) -> frozenset[str]:
    """Words that name nothing where a question is asked."""
    held = asking_words() | listed("towards") | names.small_words() | question_words()
    sold = question == "beneficiaries"  # who gains by purchases gains by other ways in as well
    return frozenset(word for word in held if not (kind := names.plain_kind(word)) or (sold and kind == "purchase"))


@cache
def known_words() -> frozenset[str]:
    """All words by which questions are told apart, or that say nothing: not those that name something."""
    lists = (held["words"] for held in word_lists().values() if isinstance(held, dict) and "words" in held)
    said = frozenset(word for words in lists for word in str(words).split()) - listed("right")
    statuses = frozenset(word for words in word_lists()["status"].values() for word in words.split())
    return said | statuses | question_words() | names.small_words() | names.kind_words() | names.figure_words()
