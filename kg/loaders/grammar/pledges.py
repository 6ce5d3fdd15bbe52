"""Undertakings → pledges: what, how much, from whom, through which companies."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.loaders.grammar.actions import Action, find_undertakings
from kg.loaders.grammar.attribution import CALLED_FALSE
from kg.loaders.grammar.counterparts import companies, recipients
from kg.loaders.grammar.deal_status import in_deal
from kg.loaders.grammar.drafts import Draft, draft_of, trade_targets
from kg.loaders.grammar.entities import Mention, find_products
from kg.loaders.grammar.frames import find_frames
from kg.loaders.grammar.gifts import gift_kind
from kg.loaders.grammar.lexicon import words
from kg.loaders.grammar.marks import sells
from kg.loaders.grammar.no_pledges import (
    AT_HOME,
    borrows,
    for_its_own,
    from_itself,
    holds,
    of_makers,
    of_measures,
    told_again,
)
from kg.loaders.grammar.objects import NEAR, figures_of, grouped, is_built, products_of
from kg.loaders.grammar.phrases import Figure
from kg.loaders.grammar.reading import Sentence, stops
from kg.loaders.grammar.resolve import Memory, is_state
from kg.loaders.grammar.settled import each_apart, settle, turned
from kg.loaders.grammar.transfers import find_transfers
from kg.loaders.grammar.typed import find_cleared, find_lent, find_typed
from kg.model import codes

__all__ = ["find_addition", "find_pledges", "signs_it"]


def find_pledges(sentence: Sentence, memory: Memory, last: Draft | None = None) -> list[Draft]:
    """All pledges of a sentence; `last` is the pledge told last, of which it may tell parts."""
    if cleared := list(find_cleared(sentence)):
        return cleared
    out, spans = find_transfers(sentence)
    out += [each for each in _told_by_verbs(sentence, memory) if not told_again(each, spans)]
    if not any(draft.kind == "trade_target" for draft in out):
        out += trade_targets(sentence, memory)
    taken = [figure for draft in out for figure in draft.figures]
    for frame in find_frames(sentence, taken):
        draft = draft_of(sentence, frame, out[-1] if out else last)
        if draft and not of_makers(draft):
            bare = (
                each for each in out if not each.figures and (each.pledgers, each.kind) == (draft.pledgers, draft.kind)
            )
            out = [each for each in out if each is not next(bare, None)]  # "the 50 jets that it promised to buy"
            out.append(draft)
    out += find_typed(sentence, out)
    out += find_lent(sentence, out, memory)
    if out and CALLED_FALSE.search(sentence.lower, sentence.start, sentence.end):
        for draft in out:
            draft.status = "denied"
    out = [each for one in map(turned, out) if one is not None for each in each_apart(one)]
    for draft in out:
        settle(draft, memory)
    return [each for each in out if not for_its_own(each)]


def _told_by_verbs(sentence: Sentence, memory: Memory) -> list[Draft]:
    """Pledges told by who does what."""
    found = [
        each
        for each in find_undertakings(sentence, memory)
        if not of_measures(sentence, each)
        and not ((each.noun or each.kind == "tariff_change") and each.agent.also and is_state(each.agent.code))
        and not ((each.noun or each.lemma == "finance") and borrows(sentence, each))
        and not (
            each.kind == "purchase"
            and (each.noun or each.lemma == "order")
            and sells(each.agent.code)
            and not each.agent.also
        )
    ]
    out: list[Draft] = []
    for n, action in enumerate(found):
        limit = found[n + 1].begin if n + 1 < len(found) else sentence.end
        if n + 1 < len(found) and found[n + 1].agent.start > action.end:
            limit = min(limit, found[n + 1].agent.start)
        if n + 1 < len(found) and found[n + 1].noun:
            ahead = [each.start for each in sentence.figures if 0 <= found[n + 1].start - each.end < NEAR // 2]
            limit = min([limit, *ahead])
        floor = found[n - 1].end if n else sentence.start
        out += _drafts(sentence, memory, action, floor, max(limit, action.end))
    return [
        each
        for n, each in enumerate(out)
        if holds(each, out[:n], memory) and not of_makers(each) and not AT_HOME.search(sentence.lower, *each.span)
    ]


_WORTH = re.compile(
    r"(?:it is (?:worth|valued)\b|(?:the|this|that)\s+(?:[\w.€$£-]+[\s-]){0,5}?"
    r"(?:plan|deal|order|contract|package|purchase|sale|agreement"
    r"|transaction|proposal)"
    r"(?:,|\s+(?:is|was|has|would|will|could|had|first)\b))"
)  # "The 4.5-billion-euro plan was first …", "The deal, valued at …"
_TAKES_UP = re.compile(
    r"(?:the|this|such a|that)\s+(?:\w+\s+)?(?:plan|proposal|initiative|move|purchases?|deal|pledge"
    r"|scheme|investment|package|commitment|order|agreement)\b"
)


_FLOWS = re.compile(
    r"(?:deliver(?:y|ies)|volumes?|supplies|shipments?) of (?:[a-z]+ ){0,3}$"
    r"|(?:the|this) (?:\w+ )?(?:contract|deal|agreement|order)s? (?:covers?|is for|provides? for|calls? for|will cover)"
    r" (?:[a-z]+ ){0,2}$"
)
_COMES = re.compile(
    r"(?: of [a-z ]{1,30})? (?:is|are|will|would)(?: to)? (?:be (?:shipped|delivered|supplied|sent|loaded)|come|flow)\b"
)


def _delivers(sentence: Sentence, figure: Figure) -> bool:
    """Whether a sentence tells how much of what was promised comes: "Deliveries of 300,000 tonnes a year begin"."""
    before = sentence.between(sentence.start, figure.start)
    return _FLOWS.fullmatch(before) is not None or (
        not before.strip() and _COMES.match(sentence.lower, figure.end + _yearly(sentence, figure)) is not None
    )


def _yearly(sentence: Sentence, figure: Figure) -> int:
    """How many characters "a year" takes behind an amount."""
    found = re.match(
        r"(?: of [a-z ]{1,30}?)? (?:a year|per year|annually|each year|per annum)\b", sentence.lower[figure.end :][:60]
    )
    return len(found[0]) if found else 0


def find_addition(sentence: Sentence) -> Draft | None:
    """What a sentence that goes on about "the plan" adds to the pledge before it: products, companies, groups."""
    flows = [each for each in sentence.figures if each.unit not in codes.currencies()]
    if len(flows) == 1 and _delivers(sentence, flows[0]):
        return Draft(sentence, [], [], "purchase", "announced", flows, span=(sentence.start, sentence.end))
    worth = _WORTH.match(sentence.lower, sentence.start, sentence.end)
    told = [each for each in sentence.figures if worth and each.unit in codes.currencies() and not each.converted]
    if len(told) == 1:
        both = [each for each in sentence.figures if each is told[0] or (each.converted and each.start > told[0].start)]
        return Draft(sentence, [], [], "purchase", "announced", both, span=(sentence.start, sentence.end))
    if not _TAKES_UP.match(sentence.lower, sentence.start):
        return None
    draft = Draft(sentence, [], [], "purchase", "announced", span=(sentence.start, sentence.end))
    draft.companies = [
        each for each in companies(sentence, draft, (), sentence.start, sentence.end) if each[1] or each[3]
    ]
    return draft if draft.companies else None


_SIGNS_IT = re.compile(
    r"\b(?:signed|inked) the (?:deal|contract|agreement|memorandum|order)\b"
    r"|^(?:the|both|all) (?:deal|contract|agreement|memorandum|order)s? (?:was|were|had been) signed\b"
)


def signs_it(sentence: Sentence) -> bool:
    """Whether a sentence says that the deal told before was signed: "The airline signed the deal in Dubai"."""
    signed = not sentence.vocabulary.isdisjoint(("signed", "inked"))
    return signed and _SIGNS_IT.search(sentence.between(sentence.start, sentence.end)) is not None


_AND_THEN = re.compile(
    r"\band (?:also |then )?(?:signed|inked|placed|announced|finali[sz]ed|firmed up|selected|chose|exercised)\b"
)  # another deal of the same subject


def _drafts(sentence: Sentence, memory: Memory, action: Action, floor: int, limit: int) -> Iterator[Draft]:
    """The pledge of one action; parts and coordinated amounts are pledges of their own."""
    tails = (
        stops().search(sentence.lower, action.end, limit),
        _AND_THEN.search(sentence.lower, action.end, limit),
    )
    end = min([each.start() for each in tails if each] or [limit])
    limit = tails[1].start() if tails[1] else limit
    behind = figures_of(sentence, action.end, end, limit, action.kind)
    first_word = action.begin if behind and not action.noun else min(action.agent.end, action.start)
    if floor > sentence.start and not action.noun:
        first_word = action.begin
    before = figures_of(sentence, max(floor, first_word), action.start, action.start, action.kind)
    if action.noun and behind and before:
        near = [each for each in before if action.start - each.end < NEAR // 2]
        before = [each for each in near if not re.search(r"[,;]", sentence.between(each.end, action.start))]
        money = codes.currencies()
        ordered = [each for each in behind if 0 <= each.start - action.end < 4 and each.unit not in money]
        behind = (ordered if before[-1].unit in money else []) if before else behind
    groups = grouped(sentence, [*before, *behind])
    first = True
    units: str | None = None
    goods: list[Mention] = []
    for n, (figures, part) in enumerate(groups or [([], False)]):
        start = min(action.end, figures[0].start) if first and figures else action.end if first else figures[0].start
        stop = groups[n + 1][0][0].start if n + 1 < len(groups) else end
        draft = _draft(sentence, memory, action, figures, (start, max(start, stop)), (floor, end))
        if draft is None:
            return
        draft.part = part
        if not first and not draft.products and draft.figures and figures[0].unit == units:
            draft.products = goods  # "12 million tonnes of soybeans by 2031 and 25 million tonnes a year"
        units, goods = (figures[0].unit if figures else None), draft.products
        if first or draft.products or part or draft.figures:
            yield draft
        first = False


def _draft(
    sentence: Sentence,
    memory: Memory,
    action: Action,
    figures: list[Figure],
    span: tuple[int, int],
    whole: tuple[int, int],
) -> Draft | None:
    held = action.agent
    pledgers, sellers = _doers(sentence, action)
    draft = Draft(sentence, sorted(pledgers), [], action.kind, action.status, figures, span=span)
    draft.wording = sentence.text[action.begin : action.end] if action.begin < action.start else None
    draft.status = in_deal(sentence, memory, action)
    draft.supplies = action.kind == "other" and action.lemma in words("actions")["other"]["verbs"]
    if figures and action.lemma in words("actions")["giving"]["verbs"]:
        draft.kind = gift_kind(sentence, action.end, figures[0]) or draft.kind
    draft.follows = held.kind != "company" and _FOLLOWS.match(sentence.lower, sentence.start) is not None
    if action.lemma in ("spend", "pour") and held.kind == "party" and _goods_bought(sentence, action.end, whole[1]):
        draft.kind = "purchase"
    draft.products = products_of(sentence, *span, kind=draft.kind)
    later = [each.core for each in sentence.figures if each.core >= span[1]]
    draft.companies = companies(sentence, draft, pledgers, span[0], whole[1], min([*later, whole[1]]))
    if action.noun and action.kind == "purchase" and _ACCORD.match(action.lemma):
        crafts = any(each.unit not in codes.currencies() for each in figures)
        if not crafts and is_built(sentence.between(action.end, whole[1])):
            return None  # "signs $1 bln deal with X for factory" says nothing of who buys or invests
    if action.kind == "purchase" and from_itself(sentence, pledgers, action.end, whole[1]):
        return None
    others = [*sellers, *recipients(sentence, memory, draft, action, whole)]
    draft.recipients = [code for n, code in enumerate(others) if code not in others[:n] and code not in pledgers]
    named = {name for name, _, _, _ in draft.companies}
    draft.companies += [
        (code, None, {"purchase": "supplier", "investment": "investee"}.get(action.kind), False)
        for code in draft.recipients
        if not is_state(code) and code not in named and code not in sellers
    ]
    for code in (*pledgers, *sellers):
        if not is_state(code) and held.kind != "agency":
            role = {"purchase": "buyer", "investment": "investor", "loan": "lender"}.get(action.kind)
            draft.companies.insert(0, (code, None, "supplier" if code in sellers else role, False))
    return draft


_ACCORD = re.compile(r"(?:deal|agreement|memorandum)s? ")
_FOLLOWS = re.compile(
    r"(?:the|this|such)\s+(?:plan|proposal|initiative|move|purchases?|deal|pledge|scheme|investment)\b"
)


def _doers(sentence: Sentence, action: Action) -> tuple[list[str], list[str]]:
    """(who pledges, who sells): of two firms that order together one sells, and a tariff is its owner's to lower."""
    held = action.agent
    firms = [held.code, *held.also]
    if action.noun and action.kind == "purchase" and held.also and held.kind == "company":
        buyers = [each for each in firms if sells(each) is False]
        buyer = (buyers or [each for each in reversed(firms) if not sells(each)] or firms[-1:])[0]
        return [buyer], [each for each in firms if each != buyer]
    if action.noun and action.kind == "investment" and is_state(held.code):
        partners_ = [
            each.text for each in sentence.names if each.kind == "company" and held.end < each.start < action.start
        ]
        if partners_ and _SIGNS_WITH.search(sentence.between(held.end, action.start)):
            return partners_, [held.code]
    owner = _whose(sentence, action) if action.kind == "tariff_change" else None
    if owner and owner not in firms:
        return [owner], [code for code in firms if is_state(code)]
    return firms, []


_SIGNS_WITH = re.compile(r"\b(?:signed|signs?|inked|agreed|reached|sealed)\b[^,;]*\bwith\b")


def _goods_bought(sentence: Sentence, start: int, end: int) -> bool:
    """Whether "spend" means to buy: "spend $200 billion on American farm products", not "on factories in"."""
    on = re.search(r"\b(?:on|for)\s+", sentence.between(start, end))
    if on is None:
        return False
    goods = find_products(sentence.text, start + on.end(), end, expected=True)
    gap = sentence.between(start + on.end(), goods[0].start) if goods else ""
    return bool(goods) and len(gap.split()) < 5 and not is_built(sentence.between(start, end))


def _whose(sentence: Sentence, action: Action) -> str | None:
    """Whose tariffs are eased by the words before them: "secured a deal to lower US tariffs"."""
    for each in sentence.parties(action.end, min(sentence.end, action.end + NEAR)):
        behind = sentence.between(each.end, min(sentence.end, each.end + NEAR))
        if re.match(r"(?:['’]s?)?\s+(?:[\w%-]+\s+){0,2}(?:tariffs?|dut(?:y|ies)|lev(?:y|ies))\b", behind):
            owned = each.role == "demonym" or each.text in words("clauses")["acronyms"] or behind[:1] in ("'", "’")
            return each.code if owned else None
    return None
