"""The terms of a measure: its rate and the rate before, its goods, further goods with rates of their own."""

from __future__ import annotations

import re
from decimal import Decimal

from kg.loaders.grammar.entities import Mention, find_products
from kg.loaders.grammar.lexicon import words
from kg.loaders.grammar.phrases import Rate
from kg.loaders.grammar.reading import Sentence
from kg.loaders.grammar.sides import Found, Place

__all__ = ["further", "goods_of", "rate_of"]

_SHARE = re.compile(
    r"\s*of\s+(?:\w+\s+)?(?:products|goods|imports|exports|tariff|all|its|their|american|u\.s\.|trade|industrial)",
    re.IGNORECASE,
)


def rate_of(sentence: Sentence, place: Place) -> tuple[Rate | None, Decimal | None]:
    """(new rate, rate before) of a measure; shares of goods and increases by points are no rates."""
    noun, old = place.noun, None
    chosen: Rate | None = None
    begin = place.begin if place.doings and place.begin < noun.start - 30 else noun.start - 30
    clause = sentence.between(max(sentence.start, begin), noun.start).rfind(", while")
    begin = max(sentence.start, begin) + clause if clause >= 0 else min(place.begin, begin)
    for rate in sentence.rates:
        if not (begin <= rate.start < max(place.end, noun.end + 1)):
            continue
        ahead = sentence.between(max(sentence.start, rate.start - 24), rate.start)
        behind = sentence.between(rate.end, min(sentence.end, rate.end + 30))
        if (
            _SHARE.match(behind)
            or re.search(r"\bby\s+(?:\w+\s+){0,2}$", ahead)
            or re.match(r"\s*(?:stake|share|cut of|fall|drop|rise|increase|chance)", behind)
        ):
            continue
        if re.search(
            r"\b(?:from|than|instead of|was|previous(?:ly)?|current|existing|earlier|down from"
            r"|up from)\s+(?:an?\s+|the\s+)?(?:\w+\s+)?$",
            ahead,
        ) and (chosen is not None or re.match(r"[^,;]{0,40}\bto\s", behind)):
            old = rate.value
        elif re.search(r"\b(?:to|at|of)\s+(?:\w+\s+){0,3}$", ahead) and rate.start > noun.end:
            if chosen is not None and chosen.end <= noun.start and re.search(r"\bto\s+(?:\w+\s+){0,2}$", ahead):
                old = chosen.value
            chosen = rate if chosen is None or chosen.end <= noun.start else chosen
        elif chosen is None and (rate.end <= noun.start or rate.start - noun.end < 60):
            chosen = rate
    if chosen is None and re.search(
        r"\b(?:zero|duty-free|tariff-free)\b",
        sentence.between(max(sentence.start, noun.start - 12), min(sentence.end, noun.end + 60)),
    ):
        at = noun.start
        return Rate(at, noun.end, Decimal(0), "exact"), old
    return chosen, old


_LIMIT = re.compile(r"\b(?:for|from|to|at|of)\s+(?:\d|\$|up to)")  # "on cars to 6% for 49,000 vehicles"


def goods_of(sentence: Sentence, place: Place, action: str) -> list[Mention]:
    """Products behind "on", right before the noun, or spared by it."""
    noun = place.noun
    onto = re.search(r"\b(?:on|of|for|to)\s", sentence.between(noun.end, place.end))
    found: list[Mention] = []
    if onto:
        at = noun.end + onto.start()
        limit = _LIMIT.search(sentence.lower, at + 3, place.end) if onto.group().startswith("on") else None
        found = find_products(sentence.text, at, limit.start() if limit else place.end, expected=True)
    if not found or action == "exempt":
        start = (
            place.doings[0].end
            if place.doings and place.doings[0].end <= noun.start
            else max(sentence.start, noun.start - 30)
        )
        wide = action == "exempt" and bool(place.doings)
        near = find_products(sentence.text, start, noun.start, expected=wide)
        found = [each for each in near if wide or noun.start - each.end <= 2] + found
    generic = words("measures")["generic"]["words"]
    return [each for each in found if each.text.lower() not in generic]


def further(sentence: Sentence, found: Found, place: Place) -> list[Found]:
    """Each further product group with a rate of its own: "25% on steel and 10% on aluminium"."""
    out: list[Found] = []
    for rate in sentence.rates:
        if found.rate is None or rate.start <= max(found.rate.start, place.noun.end) or rate.start >= place.end:
            continue
        onto = re.match(r"\s+(?:tariff\s+|duty\s+|levy\s+)?(?:on|for)\s+", sentence.between(rate.end, place.end))
        joined = re.search(
            r"\b(?:and|,)\s+(?:an?\s+|of\s+|to\s+)?$",
            sentence.between(max(sentence.start, rate.start - 12), rate.start),
        )
        if onto and joined:
            goods = find_products(sentence.text, rate.end, place.end, expected=True)
            targets = [each.code for each in sentence.parties(rate.end, place.end) if each.code != found.imposer]
            found.products = [each for each in found.products if each.start < rate.start]
            found.targets = (
                [code for code in found.targets if code not in targets] or found.targets if targets else found.targets
            )
            out.append(
                Found(
                    sentence,
                    found.kind,
                    found.imposer,
                    sorted(set(targets)) or found.targets,
                    found.action,
                    rate,
                    None,
                    goods,
                    found.effective,
                )
            )
    return out
