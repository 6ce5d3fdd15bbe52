"""Lines of a list of measures: whose they are, and rates for goods, states and years ("- Poultry: 5%, after 6.75%")."""

from __future__ import annotations

import re

from kg.loaders.grammar.goods import find_goods
from kg.loaders.grammar.measure_places import Found
from kg.loaders.grammar.reading import Sentence
from kg.loaders.grammar.resolve import Memory
from kg.loaders.grammar.terms import after

__all__ = ["aimed_by_list", "find_rate_change", "find_rows", "listed"]

_OPENS = re.compile(
    r"\b(?:(?:counter-?)?measures?|retaliation|response|sanctions?|packages?|restrictions|tariffs?|duties|controls"
    r"|steps|curbs|bans?|levies|embargo)\b"
)


def listed(sentence: Sentence, memory: Memory) -> str | None:
    """Whose measures a list holds in which the sentence is a line: of the measure that the line above it tells."""
    return memory.measure[0] if memory.measure and _OPENS.search(sentence.lead) else None


def aimed_by_list(sentence: Sentence, memory: Memory, kind: str) -> list[str]:
    """At whom a line of a list of measures is aimed; what leaves is kept from all, unless the list is of sanctions."""
    if memory.measure is None or memory.done is None or listed(sentence, memory) is None:
        return ["ALL"]
    return list(memory.measure[1]) if memory.done[0] == "sanction" or not kind.startswith("export") else ["ALL"]


_MOVES = re.compile(
    r"\bthe (?:rate|duty|tariff|levy)\s+(?:will|would|is to|is due to|is set to|was to)\s+(?:then\s+|later\s+)?"
    r"(?:be (?:cut|lowered|reduced|raised|increased)|come down|go down|go up|fall|drop|rise|decline|climb)\s+to\s+$"
)


def find_rate_change(sentence: Sentence, memory: Memory) -> list[Found]:
    """The rate that the measure told last goes to: "the rate will come down to 5% from August"."""
    if memory.measure is None or memory.done is None or memory.rate is None:
        return []
    (imposer, targets), (kind, _) = memory.measure, memory.done
    for rate in sentence.rates:
        if _MOVES.search(sentence.lower, sentence.start, rate.start) and rate.value != memory.rate.value:
            found = Found(sentence, kind, imposer, list(targets), "impose", rate, None, list(memory.measured))
            return [after(found, memory.rate)]
    return []


_ROW = re.compile(r"(?:[-•*–—·▪◦‣]\s*|\d{1,2}[.)]\s*)?(?P<goods>[^\d:|%]{3,60}?)\s*(?::|\||\s[-–—])\s*(?:to\s+)?$")
_BEFORE = re.compile(r"\s*[,(;]?\s*(?:after|down from|up from|from|instead of|was|previously|against)\s+$")
_SCALE = re.compile(r"\b(?:tariffs?|dut(?:y|ies)|lev(?:y|ies)|tax(?:es)?|rates?|scale|schedule|countermeasures)\b")


def find_rows(sentence: Sentence, memory: Memory) -> list[Found]:
    """The measure of a line that names goods, a state or a firm and a rate, where the line above speaks of rates.

    Who imposes it on whom, and its kind, are those of the measure told last.
    """
    if memory.measure is None or memory.done is None or not sentence.rates:
        return []
    if year := _YEAR.match(sentence.lower, sentence.start, sentence.end):
        return _of_year(sentence, memory, first=year["nth"] in ("first", "1"))
    if not _SCALE.search(sentence.lead):
        return []
    first, *others = sentence.rates
    told = _ROW.match(sentence.text[sentence.start : first.start])
    if told is None or len(others) > 1:
        return []
    before = others[0].value if others and _BEFORE.fullmatch(sentence.between(first.end, others[0].start)) else None
    at, end = sentence.start + told.start("goods"), sentence.start + told.end("goods")
    (imposer, targets), (kind, action) = memory.measure, memory.done
    named = [each for each in sentence.names if at <= each.start and each.end <= end]
    goods = list(memory.measured) if named else find_goods(sentence.text, at, end)
    if (not goods and not named) or (others and before is None):
        return []
    if states := sorted({each.code for each in named if each.kind == "party"} - {imposer}):
        targets = tuple(states)
    if before is not None:
        action = "cut" if first.value < before else "raise"
    return [Found(sentence, kind, imposer, list(targets), action, first, before, goods)]


_YEAR = re.compile(
    r"(?:[-•*–—·▪◦‣]\s*)?(?:year\s+)?(?P<nth>first|second|third|fourth|fifth|sixth|\d)(?:\s+year)?\s*(?::|\||\s[-–—])\s*(?=[\d.]+\s?(?:%|per))"
)


def _of_year(sentence: Sentence, memory: Memory, *, first: bool) -> list[Found]:
    """The rate of a year: "Second year | 11%", lower or higher than that of the line before."""
    if (
        memory.measure is None
        or memory.done is None
        or memory.done[0] not in ("tariff", "safeguard", "antidumping_duty")
    ):
        return []
    (imposer, targets), kind, rate = memory.measure, memory.done[0], sentence.rates[0]
    found = Found(sentence, kind, imposer, list(targets), "impose", rate, None, list(memory.measured))
    if not first and memory.rate is not None:
        found = after(found, memory.rate)
    return [found]
