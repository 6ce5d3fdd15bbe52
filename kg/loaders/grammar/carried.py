"""Rates told after a measure without its imposer: "On solar cells it goes to 50 percent", "pork: 20 percent"."""

from __future__ import annotations

import re
from decimal import Decimal

from kg.loaders.grammar.entities import Mention
from kg.loaders.grammar.goods import find_goods
from kg.loaders.grammar.lexicon import words
from kg.loaders.grammar.measure_places import Found
from kg.loaders.grammar.rates import Rate
from kg.loaders.grammar.reading import Sentence
from kg.loaders.grammar.resolve import Memory
from kg.model import codes

__all__ = ["find_carried"]

RATED = ("tariff", "safeguard", "antidumping_duty", "export_duty")
NEAR = 3  # sentences that a text goes on about a measure
_FROM = re.compile(
    r"\b(?:from|after|up from|down from|against|instead of|was|previously|compared with|than)\s+(?:the\s+)?$"
)
_TO = re.compile(r"\bfrom\s+[\w.,]+\s*(?:%|per\s?cent|percent)?\s+to\s+$|\bfrom\s+[\d.,]+\s+to\s+$")
_BARE = re.compile(r"\bfrom\s+(\d{1,3}(?:\.\d+)?)\s+to\s+$")
_ON = re.compile(r"\s*(?:tariffs?|dut(?:y|ies)|lev(?:y|ies))?\s*(?:each\s+)?(?:on|for|upon|against)\s+")


def find_carried(sentence: Sentence, memory: Memory) -> list[Found]:
    """Measures of a sentence that gives rates and names goods, states or what a rate does, but nobody who imposes.

    Imposer, targets and kind are those of the measure told at most `NEAR` sentences before.
    """
    lists = words("carried")
    if memory.measure is None or memory.done is None or memory.done[0] not in RATED or memory.since > NEAR:
        return []
    if not sentence.rates or sentence.has(lists["not"]):
        return []
    told = _pairs(sentence)
    out: list[Found] = []
    for n, (rate, before) in enumerate(told):
        floor = told[n - 1][0].end if n else sentence.start
        limit = told[n + 1][0].start if n + 1 < len(told) else sentence.end
        found = _found(sentence, memory, rate, before, (floor, limit))
        if found is not None:
            out.append(found)
    return out


def _pairs(sentence: Sentence) -> list[tuple[Rate, Decimal | None]]:
    """Each new rate with the one before it, where the sentence gives both."""
    out: list[tuple[Rate, Decimal | None]] = []
    rates = list(sentence.rates)
    n = 0
    while n < len(rates):
        rate, before = rates[n], None
        ahead = sentence.between(max(sentence.start, rate.start - 40), rate.start)
        if re.search(r"\bby\s+(?:an?other\s+|about\s+|up to\s+|some\s+|at least\s+)?$", ahead):
            n += 1  # by how much something rises
            continue
        if bare := _BARE.search(ahead):
            before = Decimal(bare[1])
        if n + 1 < len(rates):
            gap = sentence.between(rate.end, rates[n + 1].start)
            if re.search(r"\bfrom\s+$", ahead) and re.fullmatch(r"\s+to\s+", gap):
                rate, before, n = rates[n + 1], rate.value, n + 1
            elif _FROM.search(gap) and len(gap) < NEAR * 8:
                before, n = rates[n + 1].value, n + 1
        out.append((rate, before))
        n += 1
    return out


def _found(
    sentence: Sentence, memory: Memory, rate: Rate, before: Decimal | None, span: tuple[int, int]
) -> Found | None:
    assert memory.measure is not None
    assert memory.done is not None
    (imposer, targets), (kind, _) = memory.measure, memory.done
    goods, states = _objects(sentence, rate, span, imposer)
    moved = sentence.has(words("carried")["moves"])
    if not goods and not moved:
        return None
    action = "impose" if before is None else "cut" if rate.value < before else "raise"
    if before is None and moved:
        action = _moved(sentence) or action
    return Found(sentence, kind, imposer, sorted(states) or list(targets), action, rate, before, goods)


def _moved(sentence: Sentence) -> str | None:
    lists = words("carried")
    return "raise" if sentence.has(lists["up"]) else "cut" if sentence.has(lists["down"]) else None


def _objects(sentence: Sentence, rate: Rate, span: tuple[int, int], imposer: str) -> tuple[list[Mention], set[str]]:
    """(goods, states) the rate is put on: those behind "on", else those before it since the rate told before."""
    floor, limit = span
    on = _ON.match(sentence.lower, rate.end, limit)
    start, end = (rate.end, limit) if on else (floor, rate.start)
    goods = find_goods(sentence.text, start, end)
    states = {each.code for each in sentence.parties(start, end)} - {imposer, "ALL"}
    return goods, {code for code in states if codes.party(code) is not None}
