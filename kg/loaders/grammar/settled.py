"""What is settled of a pledge once it is found: its kind, how firm it is, who sells, one pledge for each that gives."""

from __future__ import annotations

import re
from dataclasses import replace

from kg.loaders.grammar.drafts import Draft
from kg.loaders.grammar.marks import sells
from kg.loaders.grammar.resolve import Memory, is_state
from kg.loaders.grammar.subjects import is_chosen
from kg.model import codes

__all__ = ["each_apart", "settle", "turned"]


def settle(draft: Draft, memory: Memory) -> None:
    """Kind, status, amounts and sides of a pledge by what its sentence and the text tell beside it."""
    if draft.kind == "investment" and draft.figures and all(each.unit in _CRAFT for each in draft.figures):
        draft.kind = "purchase"  # "awarded a contract for 12 frigates to"
    if draft.kind == "purchase" and draft.figures and all(map(_LENDS.search, draft.pledgers)):
        money = all(each.unit in codes.currencies() for each in draft.figures)
        draft.kind = "loan" if money and draft.pledgers else draft.kind  # what a bank signs a deal over, it lends
    if draft.kind == "trade_target":  # "double trade from $2bn to $4bn"
        draft.figures = [
            replace(each, value=each.high, low=None, high=None)
            if each.high and _FROM.search(draft.sentence.between(max(draft.sentence.start, each.start - 8), each.start))
            else each
            for each in draft.figures
        ]
    if draft.status == "announced" and draft.kind in _PAPERS and _SIGNED.search(_around(draft)):
        draft.status = "signed"
    if draft.kind == "purchase":
        _no_airline_sells(draft)
    _from_maker(draft, memory)
    _from_signatory(draft, memory)


def turned(draft: Draft) -> Draft | None:
    """What a side sells or supplies is a purchase by the one who gets it; by nobody named, none."""
    if draft.kind != "other" or not draft.supplies:
        return draft
    if draft.recipients and draft.pledgers:
        draft.kind, draft.pledgers, draft.recipients = "purchase", draft.recipients, draft.pledgers
        roles = dict.fromkeys(draft.pledgers, "buyer") | dict.fromkeys(draft.recipients, "supplier")
        draft.companies = [
            (name, group, roles.get(name or "", role), example) for name, group, role, example in draft.companies
        ]
        return draft
    return None


def each_apart(draft: Draft) -> list[Draft]:
    """One pledge for each side that gives, where each does: "Egypt and Qatar have each ordered 24"."""
    if len(draft.pledgers) < 2 or not _EACH.search(_around(draft)):
        return [draft]
    firms = {name for name, _, _, _ in draft.companies}
    return [
        replace(
            draft,
            pledgers=[side],
            companies=[
                each for each in draft.companies if each[0] == side or each[0] not in firms & set(draft.pledgers)
            ],
        )
        for side in draft.pledgers
    ]


_EACH = re.compile(
    r"\b(?:have|has|had|will|would|are to) each\b|\beach (?:ordered|bought|agreed|pledged|signed|committed)\b"
)


_LENDS = re.compile(r"\b(?:Development|Investment|Export-Import|Exim|World) Bank\b")
_FROM = re.compile(r"\bfrom\s+$")


_PAPERS = ("purchase", "loan", "investment", "guarantee", "other")
_SIGNED = re.compile(
    r"(?<!to be )(?<!be )(?<!is )\b(?:(?:signed|signs for|inked|ordered)(?! to\b| by the end| next| later)"
    r"|(?:placed|placing|confirmed|finali[sz]ed|firmed up|exercised)\b[^.;]{0,40}"
    r"\b(?:orders?|options?|contracts?|deals?))\b"
)


def _around(draft: Draft) -> str:
    """The clause of a pledge, from where another one ends to the end of its object."""
    told = draft.sentence.between(draft.sentence.start, draft.span[0])
    begins = draft.sentence.start + max([0, *(each.end() for each in _NEXT.finditer(told))])
    return draft.sentence.between(begins, max(draft.span[1], begins))


_NEXT = re.compile(r";|,\s+(?:and|but|while|whereas)\s")


def _no_airline_sells(draft: Draft) -> None:
    """Whoever flies or runs what is ordered beside another who does, sells it to nobody."""
    if any(sells(each) is False for each in draft.pledgers):
        idle = {name for name, _, role, _ in draft.companies if name and role == "supplier" and sells(name) is False}
        draft.companies = [each for each in draft.companies if each[0] not in idle]
        draft.recipients = [each for each in draft.recipients if each not in idle]


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


_ACCORDS = r"(?:agreement|contract|deal|spa|accord|memorandum|terms|order|arrangement)s?\b"
_UNDER_IT = re.compile(r"(?:under|in|by|as part of|pursuant to) (?:the|this|that|its) (?:[a-z-]+ ){0,3}?" + _ACCORDS)


def _from_signatory(draft: Draft, memory: Memory) -> None:
    """Who sells, where a firm buys by an accord with one other firm: "an agreement under which X will take …"."""
    firms = [each for each in draft.pledgers if not is_state(each)]
    if draft.kind != "purchase" or draft.recipients or len(draft.pledgers) != 1 or not firms:
        return
    named = {each.text for each in draft.sentence.names if each.kind == "company"}
    after = _UNDER_IT.match(draft.sentence.lower, draft.sentence.start) is not None
    sides = {
        other
        for pair in memory.papers
        for other in pair
        if len(pair) == 2
        and firms[0] in pair
        and other != firms[0]
        and not is_state(other)
        and (after or other in named)
    }
    if len(sides) == 1:
        seller = sides.pop()
        draft.recipients = [seller]
        known = {name for name, _, _, _ in draft.companies}
        draft.companies += [(seller, None, "supplier", False)] if seller not in known else []
        if draft.status == "announced" and memory.papers[frozenset((firms[0], seller))] in ("signed", "in_force"):
            draft.status = "signed"
