"""Bans told by who puts them in place last, or by whose goods they keep out: "a ban on the import of Iranian oil"."""

from __future__ import annotations

import re

from kg.loaders.grammar.goods import find_goods
from kg.loaders.grammar.measure_places import Found
from kg.loaders.grammar.reading import Sentence, has
from kg.loaders.grammar.resolve import Memory, agent, is_state

__all__ = ["find_trade_bans"]

_WORDS = frozenset(("ban", "bans", "prohibition", "embargo", "embargoes"))
_MADE = (
    r"(?:put in(?:to)? (?:place|force|effect)|imposed|introduced|agreed|adopted|announced|brought in|placed|ordered"
    r"|decreed|declared|slapped|enacted|approved)"
)
_FLOW = r"(?:direct |indirect |purchase, |the )*(?P<flow>exports?|imports?|importation|exporting|importing)"
_BAN = re.compile(
    rf"\b(?P<first>import |export )?(?:ban|prohibition|embargo)(?:s|es)?\b"
    rf"(?P<made> (?:that|which) [^,;.]{{3,60}}? {_MADE})?"
    rf"[^.;]{{0,24}}? on (?:all |most |the )?(?:{_FLOW} (?:of|into|from) )?"
    r"(?P<what>[^.;,]{3,90}?)(?= (?:was|were|is|are|has|have|had|will|that|which|in|since|after|when)\b|[.;,]|$)"
)
_BY = re.compile(rf"\b{_MADE}(?: [\w.]+){{0,4}}? by (?:the )?")
_NEVER = (
    "no",
    "not",
    "lift",
    "lifted",
    "lifting",
    "lifts",
    "ease",
    "eased",
    "easing",
    "end",
    "ended",
    "ending",
    "against",
)
_OPEN = (
    "could",
    "may",
    "might",
    "if",
    "consider",
    "considering",
    "weigh",
    "weighing",
    "mull",
    "mulling",
    "call for",
    "calls for",
)
_PLANNED = ("propose", "proposed", "proposes", "plan", "plans", "threaten", "threatened", "threatens", "will")


def find_trade_bans(sentence: Sentence, memory: Memory) -> list[Found]:
    """Bans on exports, of whoever imposes them; and on imports from a side that is named, which are sanctions."""
    if sentence.vocabulary.isdisjoint(_WORDS):
        return []
    for match in _BAN.finditer(sentence.lower, sentence.start, sentence.end):
        before = sentence.between(max(sentence.start, match.start() - 50), match.start())
        if has(before, _NEVER) or has(before, _OPEN):
            continue
        imposer = _imposer(sentence, memory, match)
        goods = find_goods(sentence.text, match.start("what"), match.end("what"))
        flow = f"{match['first'] or ''}{match['flow'] or ''}" or ("export" if " exports" in match["what"] else "")
        flow = flow or ("import" if " imports" in match["what"] else "")
        if imposer is None or not goods or not flow:
            continue
        action = "threaten" if has(before[-24:], _PLANNED) else "impose"
        named = {each.code for each in sentence.parties(match.start("what"), match.end("what"))} - {imposer}
        if "export" in flow:
            return [Found(sentence, "export_ban", imposer, ["ALL"], action, products=goods)]
        if named:
            return [Found(sentence, "sanction", imposer, sorted(named), action, products=goods)]
    return []


def _imposer(sentence: Sentence, memory: Memory, match: re.Match[str]) -> str | None:
    """Who is told to have put it in place: "which X placed", "was agreed by X's ministers", else the subject."""
    if match["made"]:
        return next((each.code for each in sentence.parties(match.start("made"), match.end("made"))), None)
    by = _BY.search(sentence.lower, match.end(), min(sentence.end, match.end() + 90))
    if by:
        return next((each.code for each in sentence.parties(by.end(), min(sentence.end, by.end() + 40))), None)
    held = agent(sentence, match.start(), memory)
    return held.code if held and is_state(held.code) else None
