"""Sanctions told by a verb, and the firms at whom they are aimed: "blacklisted X and Y", "sanctions on X"."""

from __future__ import annotations

import re

from kg.loaders.grammar.entities import Mention
from kg.loaders.grammar.measure_places import Found
from kg.loaders.grammar.reading import Sentence, has
from kg.loaders.grammar.resolve import Memory, adjacent_wish, agent, is_state

__all__ = ["find_sanctions", "firms_aimed_at"]

_ACTIVE = re.compile(
    r"\b(?:(?:has|have|had|will|would|to|also|on \w+day|said it had|said it will)\s+)*"
    r"(?P<verb>sanction(?:ed|s|ing)?|blacklist(?:ed|s|ing)?)\s+"
    r"(?!on\b|against\b|and\b|that\b|were\b|are\b|have\b|will\b|which\b|regime\b|list\b|by\b|over\b|for\b|imposed\b|relief\b)"
)
_PASSIVE = re.compile(r"\b(?:was|were|has been|have been|been)\s+(?:sanctioned|blacklisted)\s+by\s+")
_OPEN = ("if", "could", "may", "might", "not", "never", "consider", "considering", "threatened", "plans", "urged")
_JOINS = re.compile(r"(?:[\s,]|\band\b|\bthe\b|['’]s?\b|\bits\b|\bsubsidiar(?:y|ies)\b|\bof\b|\b[a-z-]+\b|\d+){0,10}")


def find_sanctions(sentence: Sentence, memory: Memory) -> list[Found]:
    """The sanction of a verb, of a state on those named behind it, or before it in the passive."""
    if passive := _PASSIVE.search(sentence.lower, sentence.start, sentence.end):
        by = [each.code for each in sentence.parties(passive.end() - 1, min(sentence.end, passive.end() + 40))]
        hit = _aims(sentence, sentence.start, passive.start())
        return _found(sentence, by[0] if by else None, hit)
    for match in _ACTIVE.finditer(sentence.lower, sentence.start, sentence.end):
        held = agent(sentence, match.start("verb"), memory)
        if held is None or not is_state(held.code) or adjacent_wish(sentence, held):
            continue
        if not has(sentence.between(max(sentence.start, match.start() - 40), match.start("verb")), _OPEN):
            return _found(sentence, held.code, _aims(sentence, match.end(), sentence.end))
    return []


def _found(sentence: Sentence, imposer: str | None, hit: list[str]) -> list[Found]:
    targets = sorted(set(hit) - {imposer, "ALL"})
    return [Found(sentence, "sanction", imposer, targets, "impose")] if imposer and targets else []


def _aims(sentence: Sentence, start: int, end: int) -> list[str]:
    """States and firms named one after the other from an offset on."""
    out: list[str] = []
    at = start
    for each in sentence.names:
        if each.start < start or each.start >= end or each.kind not in ("party", "company"):
            continue
        if out and not _JOINS.fullmatch(sentence.between(at, each.start)):
            break
        out.append(_name(each))
        at = each.end
    return out


def firms_aimed_at(sentence: Sentence, start: int, end: int) -> list[str]:
    """Firms named behind "on" or "against" of a sanction."""
    onto = re.match(r"\s+(?:on|against|targeting)\s+", sentence.between(start, end))
    if onto is None:
        return []
    return [_name(each) for each in sentence.names if each.kind == "company" and start < each.start < end]


def _name(each: Mention) -> str:
    return each.text if each.kind == "company" else each.code
