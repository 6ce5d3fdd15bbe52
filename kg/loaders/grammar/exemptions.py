"""Who is spared a measure told before: "Malaysia and Vietnam are exempt"; and what may leave only with a licence."""

from __future__ import annotations

import re

from kg.loaders.grammar.goods import find_goods
from kg.loaders.grammar.measure_places import Found
from kg.loaders.grammar.reading import Sentence, has
from kg.loaders.grammar.resolve import Memory, agent, is_state
from kg.loaders.grammar.sides import announcer

__all__ = ["find_exemptions", "find_licences"]

_SPARED = re.compile(
    r"\b(?:is|are|was|were|will be|has been|have been|remain|remains)\s+(?:also\s+)?(?:exempt(?:ed)?|excluded|spared"
    r"|left out)\b"
    r"(?!\s+from\s+(?!(?:the|this|these|it|its)\b))"
)
_NOT_FOR = re.compile(r"\b(?:will|would|does|do|did)\s+not\s+(?:also\s+)?apply\s+to\s")
_NOT = ("not", "if", "could", "may", "might", "should", "no longer", "hopes", "wants", "asked")


def find_exemptions(sentence: Sentence, memory: Memory) -> list[Found]:
    """The states that a sentence tells to be spared the measure told last; none without such a measure."""
    spared = _SPARED.search(sentence.lower, sentence.start, sentence.end) if memory.measure and memory.done else None
    if memory.measure and memory.done and (free := _NOT_FOR.search(sentence.lower, sentence.start, sentence.end)):
        (imposer, _), (kind, _) = memory.measure, memory.done
        named = sorted({each.code for each in sentence.parties(free.end(), sentence.end)} - {imposer, "ALL"})
        return [Found(sentence, kind, imposer, named, "exempt", products=list(memory.measured))] if named else []
    if spared is None or has(sentence.between(sentence.start, spared.end()), _NOT):
        return []
    (imposer, _), (kind, _) = memory.measure, memory.done  # type: ignore[misc]  # both are known here
    named = sorted({each.code for each in sentence.parties(sentence.start, spared.start())} - {imposer, "ALL"})
    return [Found(sentence, kind, imposer, named, "exempt", products=list(memory.measured))] if named else []


_LICENSED = re.compile(
    r"\b(?:must|will need|will have to|have to|need|needs|require[sd]?|will require|are required to|is required to)\s+"
    r"(?:to\s+)?(?:apply for|obtain|get|have|seek|secure|hold)?\s*(?:an?\s+|special\s+|government\s+)*"
    r"(?P<export>export\s+)?(?:licen[cs]es?|permits?|permission)\b(?P<rest>[^.;]*)"
)
_OF_GOODS = re.compile(
    r"\b(?:exporters?|makers?|producers?|manufacturers?|sellers?|exports?|shipments|sales) of (?:the )?"
    r"(?P<goods>[^,;.]{3,60}?)(?=,| with | that | which | will | must | need|$)"
)
_ABROAD = re.compile(r"\b(?:export|exports|exported|exporting|ship|sell)\b")


def find_licences(sentence: Sentence, memory: Memory) -> list[Found]:
    """What may be exported only with a licence: "makers of X will need an export licence before they sell abroad"."""
    told = _LICENSED.search(sentence.lower, sentence.start, sentence.end)
    if told is None or has(
        sentence.between(sentence.start, told.end()), ("if", "could", "may", "might", "no longer", "not")
    ):
        return []
    before = sentence.between(sentence.start, told.start())
    if not (told["export"] or _ABROAD.search(told["rest"]) or re.search(r"\bexport(?:s|ers?)?\b", before)):
        return []
    of = _OF_GOODS.search(sentence.lower, sentence.start, told.start())
    goods = find_goods(sentence.text, *of.span("goods")) if of else find_goods(sentence.text, *told.span("rest"))
    held = agent(sentence, told.start(), memory)
    subject = held.code if held is not None and is_state(held.code) else None
    own = [each.code for each in sentence.parties(sentence.start, told.start()) if each.role == "demonym"]
    imposer = announcer(sentence) or subject or (own[0] if len(own) == 1 else None) or memory.home
    if imposer is None or not goods:
        return []
    onto = {each.code for each in sentence.parties(*told.span("rest"))} - {imposer, "ALL"}
    return [Found(sentence, "export_control", imposer, sorted(onto) or ["ALL"], "impose", products=goods)]
