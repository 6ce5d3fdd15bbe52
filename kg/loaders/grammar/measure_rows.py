"""Lines of a list of measures: whose they are, and rates for goods, states and years ("- Poultry: 5%, after 6.75%")."""

from __future__ import annotations

import re
from decimal import Decimal

from kg.loaders.grammar.entities import Mention
from kg.loaders.grammar.goods import find_goods
from kg.loaders.grammar.measure_places import Found
from kg.loaders.grammar.rates import Rate
from kg.loaders.grammar.reading import Sentence
from kg.loaders.grammar.resolve import Memory, is_state
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
    r"(?:\b(?P<named>the (?:rate|duty|tariff|levy))|(?:^|[.;,]\s|\b(?:and|then|but)\s)(?:it|they|these|this)\b)"
    r"(?:\s+(?:then|later|also|will|would|is|are|was|due|set|to)){0,4}\s+"
    r"(?:be (?:cut|lowered|reduced|raised|increased)|(?:come|go)(?:es)?(?: back)? (?:down|up)|(?:fall|drop|rise|decline"
    r"|climb|return|step down|go|go back)(?:e?s)?)\s+to\s+$"
)
_AND_TO = re.compile(r"[^.;%]{0,40}?(?:,|\band)\s+(?:then\s+)?(?:to\s+)?$")


def find_rate_change(sentence: Sentence, memory: Memory) -> list[Found]:
    """The rates that the measure told last goes to: "It then drops to 20% from July and to 15% from January"."""
    if memory.measure is None or memory.done is None or memory.rate is None:
        return []
    (imposer, targets), (kind, _) = memory.measure, memory.done
    out: list[Found] = []
    last, floor = memory.rate, 0
    for rate in sentence.rates:
        moves = _MOVES.search(sentence.between(sentence.start, rate.start)) if not out else None
        named = moves is not None and (memory.since <= 1 or moves["named"] is not None)
        further = out and _AND_TO.fullmatch(sentence.between(floor, rate.start))
        if (named or further) and rate.value != last.value:
            found = Found(sentence, kind, imposer, list(targets), "impose", rate, None, list(memory.measured))
            out.append(after(found, last))
            last, floor = rate, rate.end
    return out


_ROW = re.compile(
    r"(?:[-•*–—·▪◦‣]\s*|\d{1,2}[.)]\s*)?(?P<goods>[^\d:|%]{3,60}?)(?:\s*\|[^|%]{2,60}?)?\s*(?::|\||\s[-–—])\s*"
    r"(?:to\s+)?$"
)  # goods, a state, or a state and a firm
_BARE = re.compile(r"\|\s*(\d{1,3}(?:\.\d{1,2})?)\s*$")  # a table's cell whose head says that it is per cent
_PER_CENT = re.compile(r"per\s?cent|%|\bmargins?\b")
_BEFORE = re.compile(r"\s*[,(;]?\s*(?:after|down from|up from|from|instead of|was|previously|against)\s+$")
_SCALE = re.compile(r"\b(?:tariffs?|dut(?:y|ies)|lev(?:y|ies)|tax(?:es)?|rates?|scale|schedule|countermeasures)\b")


def find_rows(sentence: Sentence, memory: Memory) -> list[Found]:
    """The measure of a line that names goods, a state or a firm and a rate, where the line above speaks of rates.

    Who imposes it on whom, and its kind, are those of the measure told last, else those of the line above.
    """
    rates = sentence.rates or _bare_rate(sentence)
    if not rates:
        return []
    year = _YEAR.match(sentence.lower, sentence.start, sentence.end)
    if year and memory.measure:
        return _of_year(sentence, memory, first=year["nth"] in ("first", "1"))
    told, above = _ROW.match(sentence.text[sentence.start : rates[0].start]), _above(sentence, memory)
    if told is None or above is None or len(rates) > 2 or not _SCALE.search(sentence.lead):
        return []
    first, *others = rates
    before = others[0].value if others and _BEFORE.fullmatch(sentence.between(first.end, others[0].start)) else None
    at, end = sentence.start + told.start("goods"), sentence.start + told.end("goods")
    (imposer, targets), (kind, action) = above
    named = [each for each in sentence.names if at <= each.start and each.end <= rates[0].start]
    goods = _goods_above(sentence, memory) if named else find_goods(sentence.text, at, end)
    if (not goods and not named) or (others and before is None):
        return []
    if onto := _ONTO.match(sentence.lower, first.end, sentence.end):
        named += sentence.parties(first.end, sentence.end)
        further = find_goods(sentence.text, onto.end(), sentence.end)
        goods += [each for each in further if each.text.lower() not in {other.text.lower() for other in goods}]
    if states := sorted({each.code for each in named if each.kind == "party"} - {imposer}):
        targets = tuple(states)
    if before is not None:
        action = "cut" if first.value < before else "raise"
    return [Found(sentence, kind, imposer, list(targets), action, first, before, goods)]


_ONTO = re.compile(r"\s*(?:tariffs?|dut(?:y|ies))?\s+on\s")
_ITS_OWN = re.compile(r"\b(?:its|their) (?:own )?(?:(?:counter)?-?measures|duties|tariffs|levies|rates|list)\b[^.]*:$")


def _above(sentence: Sentence, memory: Memory) -> tuple[tuple[str, tuple[str, ...]], tuple[str, str]] | None:
    """((who imposes, on whom), (kind, what is done)) of the list: the measure told last, else by the line above."""
    states = [code for code in sentence.lead_parties if is_state(code)]
    own = _ITS_OWN.search(sentence.lead) is not None and bool(states)
    if memory.measure and memory.done and not (own and memory.measure[0] != states[0]):
        return memory.measure, memory.done
    if not states or not (own or sentence.lead.endswith((":", ")", "|", "rate", "margin"))):
        return None
    dumping = "dumping" in sentence.lead
    kind = "antidumping_duty" if dumping else "safeguard" if "safeguard" in sentence.lead else "tariff"
    return (states[0], ("ALL",)), (kind, "impose")


def _goods_above(sentence: Sentence, memory: Memory) -> list[Mention]:
    """The goods of a list whose lines name states or firms: those told before, else those of the line above."""
    return list(memory.measured) or find_goods(sentence.lead, 0, len(sentence.lead))[:1]


def _bare_rate(sentence: Sentence) -> list[Rate]:
    """The last cell of a table's line, where the head says that it holds per cent."""
    cell = _BARE.search(sentence.text[sentence.start : sentence.end]) if "|" in sentence.text else None
    if cell is None or not _PER_CENT.search(sentence.lead):
        return []
    at = sentence.start + cell.start(1)
    return [Rate(at, at + len(cell[1]), Decimal(cell[1]), "exact")]


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
