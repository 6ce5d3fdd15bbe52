"""Rates put on goods without a noun where the lists look for one: "cars from X were hit with 25%", "levy 25% on cars".

Told from the side that bears it, or by a verb that has the rate itself as its object.
"""

from __future__ import annotations

import re
from functools import cache

from kg.loaders.grammar.goods import find_goods
from kg.loaders.grammar.lexicon import choice, forms_of, words
from kg.loaders.grammar.measure_places import Found
from kg.loaders.grammar.rates import Rate
from kg.loaders.grammar.reading import Sentence
from kg.loaders.grammar.resolve import Memory, adjacent_wish, agent, is_state

__all__ = ["find_borne"]

_NOUN = r"(?:tariffs?|dut(?:y|ies)|lev(?:y|ies)|surcharges?|tax(?:es)?|surtax)"
_SMALL = r"(?:(?:an?|the|new|extra|additional|further|hefty|steep|import|customs|provisional|flat|of) ){0,4}"
_IF = re.compile(r"\b(?:if|unless|could|might|may|would|threat\w*|consider\w*|plan(?:s|ned)? to|propos\w*)\b")
_NOT = re.compile(
    r"\b(?:not|never|no|without|avoid\w*|exempt\w*|spared?|instead of|sales|profit|income|vat|gst)\b|n['’]t\b"
)
_MAKER = re.compile(r"[^;.,]{0,40}?\b(?:by|in|from) (?:the )?$")
_INTO = re.compile(r"\b(?:into|entering|to) (?:the )?$")
_GOES_ON = 2  # sentences within which the measure told last is still the one spoken of


@cache
def _forms(name: str, *forms: str) -> str:
    lemmas = words("measures")["borne"][name]
    known = {surface for lemma in lemmas for form, surface in forms_of(lemma) if form in forms}
    return f"(?:{choice(known)})"


@cache
def _leads() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    """What leads to a rate: a passive of who is hit, a verb of who bears, a verb of who charges."""
    hit = _forms("hit", "participle")
    bears = _forms("bears", "base", "s", "past", "ing")
    charges = _forms("charges", "base", "s", "past", "ing")
    return (
        re.compile(
            rf"\b(?:be|been|being|is|are|was|were|get|gets|got) (?:also |now )?{hit} (?:with|by|at|to) {_SMALL}"
            rf"(?:{_NOUN} of )?$"
        ),
        re.compile(rf"\b{bears} {_SMALL}(?:{_NOUN} of )?$"),
        re.compile(rf"\b(?:{charges}|and|or|,) (?:up to |an extra |another )?$"),
    )


def find_borne(sentence: Sentence, memory: Memory) -> list[Found]:
    """The measures of such rates; none where who imposes them is not told."""
    if not sentence.rates or sentence.vocabulary.isdisjoint(_cues()):
        return []
    passive, bears, charges = _leads()
    out: list[Found] = []
    floor = sentence.start
    for rate in sentence.rates:
        before = sentence.between(floor, rate.start)
        if led := passive.search(before) or bears.search(before):
            found = _hit(sentence, memory, rate, floor, floor + led.start())
        elif led := charges.search(before):
            found = _charged(sentence, memory, rate, floor + led.start(), out)
        else:
            continue
        if found is not None:
            out.append(found)
            floor = rate.end
    return out


@cache
def _cues() -> frozenset[str]:
    lists = words("measures")["borne"]
    return frozenset(
        surface.split()[0] for group in lists.values() for lemma in group for _, surface in forms_of(lemma)
    )


def _hit(sentence: Sentence, memory: Memory, rate: Rate, start: int, end: int) -> Found | None:
    """Goods that stand before the verb, of whom, and who hits them: behind "by" or "in", or told just before."""
    told = sentence.between(start, end)
    named = sentence.parties(start, end)
    into = next((each for each in named if _INTO.search(sentence.between(start, each.start))), None)
    by = next(
        (
            each
            for each in sentence.parties(rate.end, sentence.end)
            if _MAKER.fullmatch(sentence.between(rate.end, each.start))
        ),
        None,
    )
    maker = by or into
    imposer = maker.code if maker else memory.measure[0] if memory.measure and memory.since <= _GOES_ON else None
    targets = sorted({each.code for each in named if each is not into and each.code != imposer})
    goods = find_goods(sentence.text, start, end)
    if imposer is None or not is_state(imposer) or not (goods or targets) or _NOT.search(told):
        return None
    action = "threaten" if _IF.search(sentence.between(sentence.start, rate.start)) else "impose"
    return Found(sentence, _kind(sentence, rate), imposer, targets or ["ALL"], action, rate, products=goods)


def _charged(sentence: Sentence, memory: Memory, rate: Rate, at: int, earlier: list[Found]) -> Found | None:
    """What is put on goods behind "on": "will levy 100% on rapeseed oil from X, and 25% on pork"."""
    onto = re.match(r" on (?:[a-z-]+ )*?", sentence.between(rate.end, sentence.end))
    further = sentence.between(at, at + 4).startswith((",", "and", "or"))
    if onto is None or (further and not earlier):
        return None
    others = [each.start for each in sentence.rates if each.start > rate.start]
    end = min([*others, sentence.end])
    start = rate.end + onto.end()
    goods = find_goods(sentence.text, start, end)
    held = None if further else agent(sentence, at, memory)
    before = sentence.between(sentence.start, at)
    if not goods or _NOT.search(before[-40:]) or (held is not None and adjacent_wish(sentence, held)):
        return None
    imposer = earlier[-1].imposer if further else held.code if held else None
    if imposer is None or not is_state(imposer):
        return None
    named = sorted({each.code for each in sentence.parties(start, end) if each.code != imposer})
    if not named and memory.measure and memory.since <= _GOES_ON and memory.measure[0] == imposer:
        named = list(memory.measure[1])
    targets = named or (earlier[-1].targets if further else ["ALL"])
    action = earlier[-1].action if further else "threaten" if _IF.search(before) else "impose"
    return Found(sentence, "tariff", imposer, targets, action, rate, products=goods)


def _kind(sentence: Sentence, rate: Rate) -> str:
    """By the noun behind the rate: an anti-dumping duty, a safeguard, else a tariff."""
    around = sentence.between(max(sentence.start, rate.start - 40), min(sentence.end, rate.end + 40))
    return (
        "antidumping_duty"
        if re.search(r"anti-?\s?dumping", around)
        else "safeguard"
        if "safeguard" in around
        else "tariff"
    )
