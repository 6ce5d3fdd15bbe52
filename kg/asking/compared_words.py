"""Whose promises a text compares: sides or companies it names beside one another, or all countries or companies."""

from __future__ import annotations

import re

from kg.asking.named_words import Words
from kg.asking.regions import stands_for
from kg.asking.word_lists import listed, word_lists

__all__ = ["are_sellers", "asks_by_size", "compared", "is_side_by_side"]

_ADDED = ("pledges", "totals")  # questions of what was promised, which sums answer


def compared(question: str | None, text: str, found: Words) -> tuple[str, ...]:
    """Names of the sides whose promises are compared, a part of the world, `countries` or `companies`; else none.

    Words that only ask for that are no longer unread.
    """
    said = set(re.findall(r"[a-z]+", text.casefold()))
    pledgers, asked, each, firms = (
        re.search(word_lists()["ranking"][name], text, re.IGNORECASE)
        for name in ("pledgers", "asked", "each", "companies")
    )
    ranking = pledgers or asked or each
    counted = re.match(r"\W*how (many|much)\b", text, re.IGNORECASE)  # "how many jets did airlines order": one sum
    promised = question == "beneficiaries" and firms and said & listed("promising") and not counted
    if not (pledgers or question in (None, *_ADDED) or promised) or said & (listed("gaining") | listed("losing")):
        return ()
    sides = [name for side, name in found.compared if side in ("pledger", "country")]
    if not sides and found.company and not are_sellers(text):
        more = ((value, word) for name, value, word in found.more if name == "company")
        # whom somebody orders from is no side that is compared
        sides = [found.company, *(value for value, word in more if not re.search(rf"\bfrom {re.escape(word)}", text))]
        sides = [one for one in sides if not any(found.promised(other, one) for other in sides if other != one)]
    added = (
        question == "totals"
        or not is_side_by_side(text)
        or said & (listed("comparing") - listed("joining_alone"))
        or asks_by_size(text)
    )
    largest = re.match(word_lists()["ranking"]["pledges"], text, re.IGNORECASE)
    acting = [name for side, name in found.sides if side in ("pledger", "country")]
    names: tuple[str, ...] = ()
    if len(sides) > 1 and added:
        names = tuple(sides)
    elif (pledgers or each or asks_by_size(text)) and len(acting) == 1 and stands_for(acting[0]) and not largest:
        names = (acting[0],)  # each of a part of the world
    elif (ranking or promised) and not acting and not (found.company and found.pledges_itself):
        # "Boeing orders by country"
        names = ("companies" if firms else "countries",)
    if each and not names and not found.whose_firms:
        found.unread.append(each[0].strip())  # of what is listed one by one
    if names:
        asking = listed("greater") | set(re.findall(r"[a-z]+", ranking[0].casefold() if ranking else ""))
        found.unread = [word for word in found.unread if word.casefold() not in asking]
    return names


def asks_by_size(text: str) -> bool:
    """Whether it is asked who promised most, or in which order they stand by what they promised."""
    return bool(re.search(word_lists()["ranking"]["by_size"], text, re.IGNORECASE))


def are_sellers(text: str) -> bool:
    """Whether it is weighed who was promised more, not who promised more: orders, sales."""
    return bool(re.search(word_lists()["ranking"]["sellers"], text, re.IGNORECASE))


def is_side_by_side(text: str) -> bool:
    """Whether it is asked what each of them promised, not only who promised more."""
    return (listed("greater") - {"much"}).isdisjoint(re.findall(r"[a-z]+", text.casefold()))
