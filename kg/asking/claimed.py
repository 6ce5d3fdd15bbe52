"""A figure that a text claims of what else it names: whether reports give it is asked, and it names no pledge."""

from __future__ import annotations

import re
from collections.abc import Iterable

from kg.asking.word_lists import word_lists
from kg.ledger.figures import as_stated
from kg.model.amounts import say
from kg.model.claims import Amount

__all__ = ["as_labelled", "claimed", "counts_in", "is_definite", "is_value", "money_in", "told_figures"]


def as_labelled(figure: str) -> str:
    """A figure as labels have it: "$350 billion" is "$350bn"."""
    short = "".join(figure.split()).rstrip(".,").casefold()
    for long, unit in word_lists()["either"]["units"].items():
        short = short.replace(long, unit)
    return short


def money_in(text: str) -> list[str]:
    """The figures in money that a text has, as labels have them."""
    return [as_labelled(found["figure"]) for found in re.finditer(word_lists()["claimed"]["money"], text, re.I)]


def counts_in(text: str) -> list[str]:
    """The bare numbers that a text has, as labels have them: of things, never of money, nor a year."""
    found = re.finditer(word_lists()["claimed"]["count"], text, re.I)
    return [format(int(each["count"].replace(",", "")), ",") for each in found]


def told_figures(amounts: Iterable[Amount]) -> set[str]:
    """The figures of a claim, as labels have them."""
    told = " ".join(say(as_stated(each)).casefold() for each in amounts)
    return {*re.split(r"[\s–]+", told)}


def claimed(text: str) -> str:
    """The one figure in money of a text, where it is none that is only a limit."""
    found = money_in(text)
    limit = re.search(word_lists()["claimed"]["limit"].replace("{money}", word_lists()["claimed"]["money"]), text, re.I)
    return found[0] if len(found) == 1 and not limit else ""


def is_value(text: str) -> bool:
    """Whether a text says what something is worth: that figure names nothing."""
    ways = word_lists()["claimed"]
    return bool(re.search(ways["value"].replace("{money}", ways["money"]), text, re.I))


def is_definite(text: str) -> bool:
    """Whether a text speaks of its figure as of one that is known: "the $550bn"."""
    ways = word_lists()["claimed"]
    return bool(re.search(ways["definite"].replace("{money}", ways["money"]), text, re.I))
