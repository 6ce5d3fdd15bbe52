"""How firm a pledge is by the agreement it stands in."""

from __future__ import annotations

import re
from functools import cache

from kg.loaders.grammar.actions import Action
from kg.loaders.grammar.lexicon import words
from kg.loaders.grammar.reading import Sentence, has
from kg.loaders.grammar.resolve import Memory, is_state

__all__ = ["in_deal"]


def in_deal(sentence: Sentence, memory: Memory, action: Action) -> str:
    """A pledge inside an agreement has at least the agreement's grade."""
    if action.status != "announced":
        return action.status
    lower = sentence.lead + " " + sentence.between(sentence.start, sentence.end)
    if _SIGNED_TOO.search(lower):
        return "signed"
    known = next((status for sides, status in memory.deal.items() if action.agent.code in sides), None)
    if has(lower, words("clauses")["deal_context"]) or _deal_named(lower) or _DEAL_LIST.search(sentence.lead):
        if known == "signed":
            return "signed"
        if re.search(
            r"\b(?:deal|agreement|pact|accord|memorandum)\b[^,.;]{0,30}\bsigned\b|\bsigned\b[^,.;]{0,40}\b(?:deal"
            r"|agreement|pact|accord|memorandum)",
            lower,
        ):
            return "signed"
        return "agreed" if is_state(action.agent.code) else action.status
    if known in ("agreed", "signed", "announced") and (sentence.lead or not action.certain):
        return "signed" if known == "signed" else "agreed"
    return action.status


@cache
def _named_deal() -> re.Pattern[str]:
    return re.compile(
        r"\b(?:under|in|as part of|through)\s+(?:a|an|the|its|their|this"
        r"|that)\s+(?:[\w-]+\s+){0,4}(?:trade deal|deal|agreement|pact|accord|framework|memorandum|contract)\b"
    )


_DEAL_LIST = re.compile(r"\b(?:agreements?|deals?|accords?|pacts?|agreed)\b")


_SIGNED_TOO = re.compile(
    r"\bunder (?:an?|the|its|their) (?:[\w-]+ ){0,4}contract\b"
    r"|,\s+signing (?:[\w-]+ ){0,4}(?:agreements?|memorandums?|deals?|contracts?|memoranda)\b"
    r"|\bafter (?:signing|they signed|the signing of) (?:an?|the) (?:[\w-]+ ){0,4}"
    r"(?:agreement|deal|contract|memorandum|accord)\b"
)


def _deal_named(lower: str) -> bool:
    return _named_deal().search(lower) is not None
