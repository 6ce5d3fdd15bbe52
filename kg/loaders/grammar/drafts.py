"""A pledge before it becomes a claim, and those that a frame or a trade target tells whole."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from kg.loaders.grammar.entities import Mention, find_products
from kg.loaders.grammar.frames import Frame
from kg.loaders.grammar.objects import is_built, products_of
from kg.loaders.grammar.phrases import Figure
from kg.loaders.grammar.reading import Sentence, has
from kg.loaders.grammar.resolve import Memory, agents, is_state
from kg.loaders.grammar.subjects import hangs
from kg.model import codes

__all__ = ["Draft", "draft_of", "side", "trade_targets"]


@dataclass(slots=True)
class Draft:
    """A pledge before it becomes a claim."""

    sentence: Sentence
    pledgers: list[str]
    recipients: list[str]
    kind: str
    status: str
    figures: list[Figure] = field(default_factory=list)
    products: list[Mention] = field(default_factory=list)
    companies: list[tuple[str | None, str | None, str | None, bool]] = field(
        default_factory=list
    )  # name, group, role, example
    wording: str | None = None
    part: bool = False  # a part of the pledge before it
    span: tuple[int, int] = (0, 0)
    aside: set[str] = field(default_factory=set)  # companies that supply a part of it and sell nothing themselves
    supplies: bool = False  # told by who sells or supplies
    follows: bool = False  # takes up "the plan" of an earlier sentence


def draft_of(sentence: Sentence, frame: Frame, last: Draft | None) -> Draft | None:
    """The pledge of a frame; a part has the sides and the kind of the pledge told last, and none without one."""
    stop = min([each.core for each in sentence.figures if each.core > frame.figures[-1].core] or [sentence.end])
    span = (frame.figures[0].start, stop)
    if frame.giver is None:
        if last is None or last.kind not in ("investment", "purchase", "loan", "mixed"):
            return None
        draft = Draft(sentence, last.pledgers, last.recipients, last.kind, last.status, list(frame.figures), span=span)
        draft.companies = [each for each in last.companies if each[0] in last.pledgers]
        draft.part = True
    else:
        giver, receiver = side(frame.giver), side(frame.receiver) if frame.receiver else None
        counted = frame.figures[0].unit not in codes.currencies()
        bought = counted or _of_goods(sentence, frame.figures[-1].end, stop)
        kind = frame.kind or ("purchase" if bought else "investment")
        joined = [each for each in _joined(sentence, frame.giver) if each is not frame.receiver and kind != "purchase"]
        givers = [*(side(each) for each in joined), giver]
        draft = Draft(sentence, sorted(set(givers)), [], kind, frame.status, list(frame.figures), span=span)
        known = sentence.lead_parties if is_state(giver) else (sentence.lead_goal,) if sentence.lead_goal else ()
        others = [receiver] if receiver else list(known)[:2]
        if frame.receiver and frame.receiver.kind == "party" and kind != "purchase":
            others += [side(each) for each in _listed_after(sentence, frame.receiver)]
        draft.recipients = [code for code in others if code != giver]
        roles = {"purchase": ("buyer", "supplier"), "investment": ("investor", "investee"), "loan": ("lender", None)}
        draft.recipients = [code for code in draft.recipients if code not in givers]
        draft.companies = [
            (each.text, None, roles.get(kind, (None,))[0], False) for each in joined if each.kind == "company"
        ]
        for mention, role in zip((frame.giver, frame.receiver), roles.get(kind, (None, None)), strict=True):
            if mention is not None and mention.kind == "company":
                draft.companies.append((mention.text, None, role, False))
        if kind == "purchase":
            draft.companies += [
                (each.text, None, "supplier", False)
                for each in sentence.names
                if each.kind == "company" and any(figure.start <= each.start < figure.end for figure in frame.figures)
            ]
            if not receiver:
                draft.recipients = [
                    name for name, _, role, _ in draft.companies if role == "supplier" and name
                ] or draft.recipients
    draft.products = products_of(sentence, *span, kind=draft.kind)
    if not draft.products and draft.kind == "purchase" and sentence.lead and frame.giver is not None:
        draft.products = products_of(sentence, sentence.start, span[0], kind=draft.kind)  # "- coal worth $2 billion"
    return draft


def _of_goods(sentence: Sentence, start: int, stop: int) -> bool:
    """Whether an amount in a line of a list is one of goods: "$3 billion of U.S. corn"."""
    small = "of|in|for" if sentence.lead else "of|in"
    of = re.match(rf"\s+(?:worth\s+)?(?:{small})\s+", sentence.between(start, stop))
    if of is None or re.search(r"\binvest", sentence.between(start, stop)) or is_built(sentence.between(start, stop)):
        return False
    goods = find_products(sentence.text, start + of.end(), stop, expected=True)
    return bool(goods) and goods[0].start - start < 40


_AND = re.compile(r"\s*(?:,?\s*and|,)\s+(?:the\s+)?(?:[a-z]+['’]s?\s+)?")


def _joined(sentence: Sentence, giver: Mention) -> list[Mention]:
    """Those of the giver's kind that "and" or a comma joins to it before: "Sweden's Ericsson, Finland's Nokia"."""
    out: list[Mention] = []
    last = giver
    for each in reversed(sentence.names):
        if each.end > last.start or each.kind != giver.kind:
            continue
        gap = sentence.between(each.end, last.start)
        if not each.code or not _AND.fullmatch(gap) or hangs(sentence, each):
            break
        out.append(each)
        last = each
    return out


def _listed_after(sentence: Sentence, receiver: Mention) -> list[Mention]:
    """The states that follow one in a list: "in Ghana, Malawi and Mozambique"."""
    out: list[Mention] = []
    last = receiver
    for each in sentence.parties(receiver.end, sentence.end):
        if not _AND.fullmatch(sentence.between(last.end, each.start)) or each.role != receiver.role:
            break
        out.append(each)
        last = each
    ended = not out or re.search(r"\band\b", sentence.between((out[-2] if len(out) > 1 else receiver).end, last.start))
    return out if ended else []


def side(mention: Mention) -> str:
    """What a pledge names a side by: a state's or bloc's code, else the name as printed."""
    return mention.code if mention.kind == "party" else mention.text


_TARGET = re.compile(
    r"\b(?:(?:target|goal|aim)s?\s+(?:of|for)\b[^.;]{0,60}\btrade"
    r"|(?:lift|rais|boost|doubl|tripl|quadrupl|increas|expand|tak|bring|grow|bump|push|ramp|scal|enhanc|elevat)\w*"
    r"\s+(?:[\w-]+\s+){0,4}?(?:trade|commerce|exchange)(?:\s+[\w-]+){0,3}?\s+to|goal\s+for\s+[^.;]{0,30}trade|trade\b[^.;]{0,30}\b(?:target|goal)\s+(?:of"
    r"|to|at)|(?:trade|turnover|commerce)\b[^.;]{0,80}\b(?:is|are|was|will|would|should)(?:\s+to)?\s+be\s+(?:[a-z]+ly\s+)?"
    r"(?:raised|lifted|brought|increased|expanded|boosted|taken|doubled|tripled)\s+to)\b"
)
_TRADE = frozenset(("trade", "commerce", "exchange", "turnover"))
_RAISING_IT = re.compile(
    r"\b(?:goal|target|aim|task)\s+(?:of|to)\s+(?:rais|lift|bring|increas|doubl|tripl|boost|tak)\w*\s+"
    r"(?:it|this|that|the (?:figure|volume|turnover|total))\s+to\b"
)
_BOTH_WAYS = re.compile(
    r"\b(?:bilateral|two-way|mutual|annual|their|between|volume)\b|\btrade (?:target|goal)"
    r"|\b(?:two|both) (?:countries|sides|nations)\b"
)


def trade_targets(sentence: Sentence, memory: Memory) -> Iterator[Draft]:
    """A sum to which two sides want to bring their trade: "a target of $500 billion in two-way trade"."""
    if not sentence.figures or (_TRADE.isdisjoint(sentence.vocabulary) and not memory.traded):
        return
    told = _TARGET.search(sentence.lower, sentence.start, sentence.end)
    if told is None and memory.traded:  # "the goal of raising it to"
        told = _RAISING_IT.search(sentence.lower, sentence.start, sentence.end)
    money = codes.currencies()
    at = told.start() - 16 if told and told[0].startswith(("goal", "target", "aim")) else told.start() if told else 0
    sums = [each for each in sentence.figures if each.end >= at and each.unit in money]
    sides = [code for code in agents(sentence, memory) if is_state(code)]
    lower = sentence.between(sentence.start, sentence.end)
    if told is None or not sums or len(sides) != 2 or not _BOTH_WAYS.search(lower) or has(lower, _NO_TARGETS):
        return
    status = "agreed" if has(lower, ("agreed", "agree")) else "announced"
    yield Draft(sentence, sorted(sides), [], "trade_target", status, sums[:1], span=(told.start(), sums[0].end))


_NO_TARGETS = ("could", "may", "might", "expected", "forecast", "missed", "failed", "reached", "rose", "grew")
