"""What only looks like a pledge: money spent at home, orders that buy nothing, loans told by who gets them."""

from __future__ import annotations

import re
from collections.abc import Sequence

from kg.loaders.grammar.actions import Action
from kg.loaders.grammar.drafts import Draft
from kg.loaders.grammar.marks import sells
from kg.loaders.grammar.reading import Sentence, has
from kg.loaders.grammar.resolve import Memory, is_state

__all__ = ["AT_HOME", "borrows", "for_its_own", "from_itself", "holds", "of_makers", "of_measures", "told_again"]


_ABROAD = re.compile(
    r"\b(?:foreign|overseas|international|humanitarian|development|abroad|neighbou?rs?|countries|nations|islands?|region)\b"
)


def for_its_own(draft: Draft) -> bool:
    """Whether a state's money goes to nobody abroad: "a $12 billion aid package for farmers", "spend on childcare"."""
    states = bool(draft.pledgers) and all(map(is_state, draft.pledgers))
    told = draft.sentence.between(draft.sentence.start, draft.sentence.end)
    if draft.recipients or not states or draft.part:
        return False
    return draft.kind == "investment" or (draft.kind == "other" and _ABROAD.search(told) is None)


def told_again(draft: Draft, spans: Sequence[tuple[int, int]]) -> bool:
    """Whether verbs tell, with the sides turned round, what is told from the side that receives."""
    return any(start <= draft.span[0] < end for start, end in spans)


_BORROWS = re.compile(
    r"\b(?:secur|obtain|w[io]n|receiv|get|got|rais|land|draw|sign|ink|seek|sought|request|negotiat|need|want)\w*\b"
)  # "secured a loan" lends nothing
_ATTRACTS = re.compile(
    r"\b(?:secur|obtain|w[io]n|receiv|land|draw|attract|clinch|garner|net|bag|lur|pull)\w*\s+(?:in\s+)?(?:(?!and\b)[^\s,;.]+\s+){0,5}$"
)  # "attracted investments" invests nothing


def borrows(sentence: Sentence, action: Action) -> bool:
    """Whether the words before name who gets a loan or an investment: "secured a loan", "attracted investments"."""
    if action.kind == "investment":
        before = sentence.between(min(action.begin, action.agent.end), action.start)
        return action.noun and _ATTRACTS.search(before) is not None
    if action.kind != "loan":
        return False
    before = sentence.between(action.begin, action.start)
    return _BORROWS.search(before) is not None and (action.noun or before.endswith(" in "))


_MEASURED = re.compile(
    r"\s+(?:an?|the|new|more|further|its|all|sweeping|retaliatory)?\s*(?:[\w%-]+\s+){0,2}?(?:tariffs?|dut(?:y|ies)|lev(?:y|ies)|sanctions"
    r"|curbs|bans?|probes?|investigations?|reviews?|inquir(?:y|ies)|stud(?:y|ies)|strikes?|troops|lockdowns?)\b"
)  # what a government orders without buying it


def of_measures(sentence: Sentence, action: Action) -> bool:
    """Whether a verb of buying or spending is none: "ordered tariffs on", "cut spending to", "receives a loan"."""
    if action.noun:
        before = sentence.between(max(sentence.start, action.start - 30), action.start)
        return action.kind in ("loan", "guarantee") and _IS_GIVEN.search(before) is not None
    if action.lemma == "order":
        return _MEASURED.match(sentence.lower, action.end, sentence.end) is not None
    return action.lemma == "spend" and _LESS.search(sentence.between(sentence.start, action.start)) is not None


_IS_GIVEN = re.compile(
    r"\b(?:be|been|being|is|are|was|were) (?:given|granted|offered|lent|promised|awarded|extended|provided)\b[^,;.]*$"
)


_LESS = re.compile(r"\b(?:cut|cuts|cutting|reduc\w+|lower\w*|trim\w*|slash\w*|cap\w*|freez\w+|halv\w+)\s+(?:\w+\s+)?$")


def of_makers(draft: Draft) -> bool:
    """Whether a maker of aircraft would be the one who orders them."""
    return (
        draft.kind == "purchase"
        and (
            any(each.unit == "aircraft" for each in draft.figures)
            or any(has(each.text.lower(), _CRAFT) for each in draft.products)
        )
        and all(sells(each) for each in draft.pledgers)
    )


_CRAFT = ("jets", "jet", "aircraft", "planes", "airliners", "freighters", "trains")


AT_HOME = re.compile(
    r"\b(?:exporters|farmers|producers|growers|households|consumers|businesses|companies|firms|industries"
    r"|workers)\s+(?:hit|affected|hurt)\b"
)  # a state's help for its own


def holds(draft: Draft, earlier: Sequence[Draft], memory: Memory) -> bool:
    """Whether there is enough: an amount, or a product and another side, or an opened market."""
    if draft.kind == "other":
        return bool(draft.figures and draft.recipients)
    if draft.kind == "trade_target" and len(draft.pledgers) == 1 and not draft.recipients:
        return False  # with whom, nobody says
    if draft.figures:
        named = {each.code for each in draft.sentence.names if each.kind in ("party", "person") and each.code}
        if not all(map(is_state, draft.pledgers)):
            return True
        abroad = draft.recipients or memory.other(draft.pledgers[0]) or named - set(draft.pledgers)
        return bool(abroad) or draft.kind not in ("loan", "guarantee")
    others = [code for code in draft.recipients if code not in draft.pledgers]
    same = any(each.pledgers == draft.pledgers and (each.kind == draft.kind) for each in earlier)
    if draft.kind in ("tariff_change", "market_access"):
        return not same and (bool(others) or bool(draft.products))
    if draft.kind == "trade_target":
        return False
    if draft.kind == "purchase":
        return bool(draft.products and (others or draft.follows or draft.companies)) and not same
    invests = draft.wording is not None and "invest" in draft.wording.lower()  # "will build" alone may be a sale
    dropped = draft.status in ("suspended", "withdrawn") and not any(map(is_state, draft.pledgers))
    return draft.kind == "investment" and bool(others) and not same and not draft.follows and (invests or dropped)


def from_itself(sentence: Sentence, pledgers: Sequence[str], start: int, end: int) -> bool:
    """Whether the goods come from the very side that would buy them: then somebody else buys."""
    return any(
        each.code in pledgers
        and (
            re.search(r"\b(?:from|of)\s+(?:the\s+)?$", sentence.between(max(start, each.start - 10), each.start))
            and re.match(
                r"\s*(?:$|[,.;)]|\b(?:over|by|in|under|for|at|to|after)\b)", sentence.between(each.end, sentence.end)
            )
        )
        for each in sentence.parties(start, end)
    )
