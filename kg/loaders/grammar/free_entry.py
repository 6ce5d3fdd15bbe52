"""Goods let in without a duty, where no noun for the tariff stands: "will let in 500 tonnes of beef duty-free"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal

from kg.loaders.grammar.goods import find_goods
from kg.loaders.grammar.measure_places import Found
from kg.loaders.grammar.rates import Rate
from kg.loaders.grammar.reading import Sentence, has
from kg.loaders.grammar.resolve import Memory, adjacent_wish, agent, is_state
from kg.model import codes

__all__ = ["find_free_entry"]

_FREE = re.compile(
    r"\b(?:duty[- ]free|tariff[- ]free|free of (?:duty|duties|tariffs)|without (?:duty|duties|tariffs)"
    r"|zero[- ](?:duty|tariff)"
    r"|at (?:a )?(?:zero|0%|0 per ?cent|nil)(?: rate| tariff| duty)?)\b"
)
_CUES = frozenset(("duty", "duties", "tariff", "tariffs", "zero", "0", "nil", "free"))
_ANOTHER = re.compile(r",\s+(?:while|whereas|and \w+ will)\b|;")  # another's clause
_QUOTA = re.compile(r"\s+(?:\w+\s+)?quotas?\b")
_OPENS = re.compile(
    r"\b(?P<verb>let(?:s|ting)? in|let|allow(?:s|ed|ing)?|admit(?:s|ted)?|accept(?:s|ed)?|permit(?:s|ted)?"
    r"|open(?:s|ed)?|grant(?:s|ed)?"
    r"|import)\b"
)
_ENTERS = re.compile(r"\b(?:enter(?:s|ed|ing)?|into|be sold in|be exported to|be shipped to|access to)\s+(?:the\s+)?$")


def find_free_entry(sentence: Sentence, memory: Memory, told: Sequence[Found]) -> list[Found]:
    """Goods let in without a duty, where no noun for the tariff stands: "will let in 500 tonnes of beef duty-free"."""
    free = None if _CUES.isdisjoint(sentence.vocabulary) else _FREE.search(sentence.lower, sentence.start, sentence.end)
    if (
        free is None
        or _QUOTA.match(sentence.lower, free.end())
        or any(each.rate is not None and each.rate.value == 0 for each in told)
    ):
        return []
    market = next(
        (
            each
            for each in sentence.parties(sentence.start, sentence.end)
            if _ENTERS.search(sentence.between(max(sentence.start, each.start - 20), each.start))
        ),
        None,
    )
    opens = _OPENS.search(sentence.lower, sentence.start, free.start())
    held = agent(sentence, opens.start(), memory) if opens and market is None else None
    imposer = market.code if market else held.code if held else None
    if imposer is None or not is_state(imposer) or (held is not None and adjacent_wish(sentence, held)):
        return []
    begin = opens.end() if opens and market is None else sentence.start
    if has(sentence.between(sentence.start, free.start()), ("not", "no longer", "wants", "want", "urged", "if")):
        return []
    ends = _ANOTHER.search(sentence.lower, free.end(), sentence.end)
    goods = find_goods(sentence.text, begin, ends.start() if ends else sentence.end)
    origin = sorted({each.code for each in sentence.parties(begin, sentence.end) if each.code != imposer})
    if not goods:
        return []
    if not origin and (sides := next((sides for sides in memory.deal if imposer in sides), None)):
        origin = sorted(sides - {imposer})
    rate = Rate(free.start(), free.end(), Decimal(0), "exact")
    out = [Found(sentence, "tariff", imposer, origin or ["ALL"], "exempt", rate, products=goods)]
    counted = [each for each in sentence.figures if each.unit not in codes.currencies() and each.start >= begin]
    if counted and not any(each.kind == "quota" for each in told):
        out.append(Found(sentence, "quota", imposer, origin or ["ALL"], "impose", products=goods))
    return out
