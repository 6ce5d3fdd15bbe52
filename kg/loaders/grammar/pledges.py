"""Undertakings → pledges: what, how much, from whom, through which companies."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache

from kg.loaders.grammar.actions import Action, find_undertakings, gift_kind
from kg.loaders.grammar.attribution import CALLED_FALSE
from kg.loaders.grammar.counterparts import companies, recipients
from kg.loaders.grammar.drafts import Draft, draft_of, trade_targets
from kg.loaders.grammar.entities import Mention, find_products
from kg.loaders.grammar.frames import find_frames
from kg.loaders.grammar.lexicon import words
from kg.loaders.grammar.marks import sells
from kg.loaders.grammar.objects import NEAR, figures_of, grouped, is_built, products_of
from kg.loaders.grammar.phrases import Figure
from kg.loaders.grammar.reading import Sentence, any_of, has
from kg.loaders.grammar.resolve import Memory, is_state
from kg.loaders.grammar.subjects import is_chosen
from kg.loaders.grammar.transfers import find_transfers
from kg.model import codes

__all__ = ["find_addition", "find_pledges", "signs_it"]


def find_pledges(sentence: Sentence, memory: Memory, last: Draft | None = None) -> list[Draft]:
    """All pledges of a sentence; `last` is the pledge told last, of which it may tell parts."""
    out, spans = find_transfers(sentence)
    out += [each for each in _told_by_verbs(sentence, memory) if not _told_again(each, spans)]
    if not any(draft.kind == "trade_target" for draft in out):
        out += trade_targets(sentence, memory)
    taken = [figure for draft in out for figure in draft.figures]
    for frame in find_frames(sentence, taken):
        draft = draft_of(sentence, frame, out[-1] if out else last)
        if draft and not _of_makers(draft):
            out.append(draft)
    if CALLED_FALSE.search(sentence.lower, sentence.start, sentence.end):
        for draft in out:
            draft.status = "denied"
    for draft in out:
        if draft.kind == "investment" and draft.figures and all(each.unit in _CRAFT for each in draft.figures):
            draft.kind = "purchase"  # "awarded a contract for 12 frigates to"
        if draft.kind == "purchase" and draft.figures and all(map(_LENDS.search, draft.pledgers)):
            money = all(each.unit in codes.currencies() for each in draft.figures)
            draft.kind = "loan" if money and draft.pledgers else draft.kind  # what a bank signs a deal over, it lends
        if draft.kind == "trade_target":  # "double trade from $2bn to $4bn"
            draft.figures = [
                replace(each, value=each.high, low=None, high=None)
                if each.high and _FROM.search(sentence.between(max(sentence.start, each.start - 8), each.start))
                else each
                for each in draft.figures
            ]
        _from_maker(draft, memory)
    return [each for each in out if not _for_its_own(each)]


_LENDS = re.compile(r"\b(?:Development|Investment|Export-Import|Exim|World) Bank\b")
_FROM = re.compile(r"\bfrom\s+$")
_ABROAD = re.compile(
    r"\b(?:foreign|overseas|international|humanitarian|development|abroad|neighbou?rs?|countries|nations|islands?|region)\b"
)


def _for_its_own(draft: Draft) -> bool:
    """Whether a state's money goes to nobody abroad: "a $12 billion aid package for farmers", "spend on childcare"."""
    states = bool(draft.pledgers) and all(map(is_state, draft.pledgers))
    told = draft.sentence.between(draft.sentence.start, draft.sentence.end)
    if draft.recipients or not states or draft.part:
        return False
    return draft.kind == "investment" or (draft.kind == "other" and _ABROAD.search(told) is None)


_CRAFT = frozenset(("aircraft", "train", "vessel", "helicopter", "tank", "howitzer", "engine", "missile"))


_THE_MAKER = re.compile(r"\bthe (?:\w+ )?(?:plane|jet|train|engine|helicopter) ?maker\b|\bthe (?:\w+ )?shipbuilder\b")


def _from_maker(draft: Draft, memory: Memory) -> None:
    """Who is ordered from, where the sentence names one maker and no seller: "… ordered 30 jets, Airbus said"."""
    named = [each for each in draft.sentence.names if each.kind == "company" and sells(each.text)]
    makers = {each.text for each in named if is_chosen(draft.sentence, each)} or {each.text for each in named}
    if not makers and _THE_MAKER.search(draft.sentence.lower, draft.sentence.start, draft.sentence.end):
        makers = {firm for firm in memory.firms if sells(firm)}
    if not makers and not draft.recipients and any(each.unit == "aircraft" for each in draft.figures):
        makers = {firm for firm in memory.firms if sells(firm)}  # the only maker the text has spoken of
    crafts = any(each.unit in _CRAFT for each in draft.figures)
    open_ = not any(role == "supplier" for _, _, role, _ in draft.companies)
    if draft.kind == "purchase" and crafts and open_ and len(makers) == 1 and not makers & set(draft.pledgers):
        maker = makers.pop()
        draft.recipients = [*(code for code in draft.recipients if code != maker), maker]
        draft.companies = [each for each in draft.companies if each[0] != maker] + [(maker, None, "supplier", False)]


def _told_again(draft: Draft, spans: Sequence[tuple[int, int]]) -> bool:
    """Whether verbs tell, with the sides turned round, what is told from the side that receives."""
    return any(start <= draft.span[0] < end for start, end in spans)


_BORROWS = re.compile(
    r"\b(?:secur|obtain|w[io]n|receiv|get|got|rais|land|draw|sign|ink|seek|sought|request|negotiat|need|want)\w*\b"
)  # "secured a loan" lends nothing


def _borrows(sentence: Sentence, action: Action) -> bool:
    """Whether the words before name who gets it; "to receive … in financing" is no verb of lending."""
    before = sentence.between(action.begin, action.start)
    return _BORROWS.search(before) is not None and (action.noun or before.endswith(" in "))


def _told_by_verbs(sentence: Sentence, memory: Memory) -> list[Draft]:
    """Pledges told by who does what."""
    found = [
        each
        for each in find_undertakings(sentence, memory)
        if not _of_measures(sentence, each)
        and not ((each.noun or each.kind == "tariff_change") and each.agent.also and is_state(each.agent.code))
        and not (each.kind == "loan" and (each.noun or each.lemma == "finance") and _borrows(sentence, each))
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
        if _holds(each, out[:n], memory) and not _of_makers(each) and not _AT_HOME.search(sentence.lower, *each.span)
    ]


_MEASURED = re.compile(
    r"\s+(?:an?|the|new|more|further|its|all|sweeping|retaliatory)?\s*(?:[\w%-]+\s+){0,2}?(?:tariffs?|dut(?:y|ies)|lev(?:y|ies)|sanctions"
    r"|curbs|bans?|probes?|investigations?|reviews?|inquir(?:y|ies)|stud(?:y|ies)|strikes?|troops|lockdowns?)\b"
)  # what a government orders without buying it


def _of_measures(sentence: Sentence, action: Action) -> bool:
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


def _of_makers(draft: Draft) -> bool:
    """Whether a maker of aircraft would be the one who orders them."""
    return (
        draft.kind == "purchase"
        and any(each.unit == "aircraft" for each in draft.figures)
        and all(sells(each) for each in draft.pledgers)
    )


_WORTH = re.compile(
    r"(?:the|this|that)\s+(?:[\w.€$£-]+[\s-]){0,5}?(?:plan|deal|order|contract|package|purchase|sale|agreement"
    r"|transaction|proposal)"
    r"(?:,|\s+(?:is|was|has|would|will|could|had|first)\b)"
)  # "The 4.5-billion-euro plan was first …", "The deal, valued at …"
_TAKES_UP = re.compile(
    r"(?:the|this|such a|that)\s+(?:\w+\s+)?(?:plan|proposal|initiative|move|purchases?|deal|pledge"
    r"|scheme|investment|package|commitment|order|agreement)\b"
)


def find_addition(sentence: Sentence) -> Draft | None:
    """What a sentence that goes on about "the plan" adds to the pledge before it: products, companies, groups."""
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
    return _SIGNS_IT.search(sentence.between(sentence.start, sentence.end)) is not None


_AT_HOME = re.compile(
    r"\b(?:exporters|farmers|producers|growers|households|consumers|businesses|companies|firms|industries"
    r"|workers)\s+(?:hit|affected|hurt)\b"
)  # a state's help for its own


def _holds(draft: Draft, earlier: Sequence[Draft], memory: Memory) -> bool:
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


_AND_THEN = re.compile(
    r"\band (?:also |then )?(?:signed|inked|placed|announced|finali[sz]ed|firmed up|selected|chose|exercised)\b"
)  # another deal of the same subject


def _drafts(sentence: Sentence, memory: Memory, action: Action, floor: int, limit: int) -> Iterator[Draft]:
    """The pledge of one action; parts and coordinated amounts are pledges of their own."""
    tails = (
        any_of(words("clauses")["stops"]).search(sentence.lower, action.end, limit),
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
    draft.status = _in_deal(sentence, memory, action)
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
    if action.kind == "purchase" and _from_itself(sentence, pledgers, action.end, whole[1]):
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


def _from_itself(sentence: Sentence, pledgers: Sequence[str], start: int, end: int) -> bool:
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


def _in_deal(sentence: Sentence, memory: Memory, action: Action) -> str:
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
    if known in ("agreed", "signed", "announced") and not action.certain:
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
