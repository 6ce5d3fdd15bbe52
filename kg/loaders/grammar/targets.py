"""At whom a measure is aimed: behind "on" and "against", whose goods it hits, the partners of an agreement."""

from __future__ import annotations

import re

from kg.loaders.grammar.entities import Mention
from kg.loaders.grammar.measure_places import Place, clause_start
from kg.loaders.grammar.reading import Sentence
from kg.loaders.grammar.resolve import Memory

__all__ = ["aimed_at", "partners"]

_ONTO = re.compile(
    r"\b(?:on|against|for|from|to|with|hit|slap|exempt\w*|spar\w+|threaten\w*"
    r"|target\w*)\s+(?:[\w.%,$€£'’-]+\s+){0,8}?$"
)


def aimed_at(sentence: Sentence, place: Place, imposer: str, bearer: str | None) -> list[str]:
    """States the measure is aimed at; none named means all."""
    found = [bearer] if bearer and bearer != imposer else []
    for each in sentence.parties(place.noun.end, place.end):
        before = sentence.between(place.noun.end, each.start)
        behind = sentence.between(each.end, min(sentence.end, each.end + 16))
        if _ELSE.search(before) or behind.startswith("-based"):
            continue
        aimed = _ONTO.search(before) or re.match(r"\s*(?:and|,)", before)
        if (
            aimed
            and each.code not in (imposer, *found)
            and not re.match(r"['’]s\s+(?:president|prime|minister)", behind)
        ):
            found.append(each.code)
    if not found and place.doings:
        start = place.doings[0].end
        for each in sentence.parties(start, place.noun.start):
            if each.code not in (imposer, *found):
                found.append(each.code)
    if not found:
        found = [each.code for each in _listed_or_made(sentence, place) if each.code != imposer]
    if not found and place.doings and place.doings[0].value.group == "exempt":
        spared = sentence.parties(sentence.start, place.doings[0].start)  # "bananas from Ecuador will be exempt from"
        found = [each.code for each in spared if each.code != imposer]
    return sorted(set(found)) or ["ALL"]


_MADE_IN = re.compile(
    r"\b(?:(?:goods|imports|products|shipments|cars|vehicles|steel|items|everything) from"
    r"|(?:made|built|produced|assembled) in)\s+(?:the\s+)?$"
)
_AMONG = re.compile(
    r"\b(?:countries|nations|economies|partners|states)\b[^.;]*?,\s*(?:among them|including|such as|notably)\s"
)


def _listed_or_made(sentence: Sentence, place: Place) -> list[Mention]:
    """States that a measure is aimed at by "goods made in X" before it, or "countries …, among them X and Y" behind."""
    among = _AMONG.search(sentence.lower, place.noun.end, sentence.end)
    if among:
        return sentence.parties(among.end(), sentence.end)
    start = clause_start(sentence, place.noun.start)
    named = sentence.parties(start, place.noun.start)
    return [each for each in named if _MADE_IN.search(sentence.between(max(start, each.start - 30), each.start))]


_ELSE = re.compile(
    r",\s+(?:and|while|which|but|as|who)\s+\w+|\b(?:countries|nations|firms|companies|anyone|buyers"
    r"|those)\s+(?:\w+\s+){0,2}?"
    r"(?:that|which|who|\w+ing)\b"
)  # a clause of its own, or others who only deal with the one named


def partners(sentence: Sentence, memory: Memory, imposer: str, *, granted: bool) -> list[str]:
    """Inside an agreement a measure without a target is aimed at the other sides.

    Where the article tells of one agreement only, what is granted is granted under it.
    """
    sides = next((sides for sides in memory.deal if imposer in sides), frozenset())
    named = re.search(r"\b(?:deal|agreement|pact|accord)\b", sentence.between(sentence.start, sentence.end))
    alone = len(memory.deal) == 1 and granted
    if granted and sentence.title and not sides:
        others = {each.code for each in sentence.parties(sentence.start, sentence.end) if each.role != "demonym"}
        return sorted(others - {imposer}) if len(others - {imposer}) == 1 else ["ALL"]
    return sorted(sides - {imposer}) if sides and (named or alone) else ["ALL"]
