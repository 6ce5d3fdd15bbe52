"""Bans and curbs on exports told by a verb."""

from __future__ import annotations

import re

from kg.loaders.grammar.entities import find_products
from kg.loaders.grammar.lexicon import words
from kg.loaders.grammar.reading import Sentence, any_of, has
from kg.loaders.grammar.resolve import Memory, agent, is_state
from kg.loaders.grammar.sides import Found

__all__ = ["find_bans"]

_BANS = re.compile(
    r"\b(?P<verb>ban(?:s|ned|ning)?|halt(?:s|ed|ing)?|prohibit(?:s|ed|ing)?|suspend(?:s|ed|ing)?"
    r"|restrict(?:s|ed|ing)?|curb(?:s|ed|ing)?|limit(?:s|ed|ing)?|block(?:s|ed|ing)?|tighten(?:s|ed|ing)?"
    r"|control(?:s|led|ling)?|lift(?:s|ed|ing)?|eas(?:es|ed|ing|e)|resum(?:e|es|ed|ing))\s+"
    r"(?:[\w.'’-]+\s+){0,4}?(?P<what>exports?|shipments|sales)\s+(?:of|to)\s"
)


def find_bans(sentence: Sentence, memory: Memory) -> list[Found]:
    """Bans and curbs on exports told by a verb."""
    out: list[Found] = []
    for match in _BANS.finditer(sentence.lower, sentence.start, sentence.end):
        held = agent(sentence, match.start(), memory)
        if (
            held is None
            or not is_state(held.code)
            or has(sentence.between(held.end, match.start()), ("not", "urged", "want", "wants"))
        ):
            continue
        stop = any_of(words("clauses")["stops"]).search(sentence.lower, match.end(), sentence.end)
        end = stop.start() if stop else sentence.end
        verb = match["verb"]
        curb = re.search(r"\b(?:restrictions|curbs|controls|limits)\b", match.group()) is not None
        action = (
            "remove" if verb.startswith(("lift", "eas", "resum")) else "raise" if verb.startswith("tight") else "impose"
        )
        if verb.startswith("suspend") and re.search(r"\b(?:restrictions|curbs|controls|limits|ban)\b", match.group()):
            action = "suspend"
        kind = (
            "export_ban"
            if not curb and verb.startswith(("ban", "halt", "prohib", "block", "suspend"))
            else "export_control"
        )
        targets = sorted({each.code for each in sentence.parties(match.end() - 4, end) if each.code != held.code})
        goods = find_products(sentence.text, match.end() - 4, end, expected=True)
        if goods or targets:
            out.append(Found(sentence, kind, held.code, targets or ["ALL"], action, products=goods))
    return out
