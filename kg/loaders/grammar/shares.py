"""Lines of a list without a giver: what each state gets ("Fiji and Tonga: $10 million each"), what one deal holds."""

from __future__ import annotations

import re

from kg.loaders.grammar.drafts import Draft
from kg.loaders.grammar.lexicon import words
from kg.loaders.grammar.marks import marked, sells
from kg.loaders.grammar.objects import products_of
from kg.loaders.grammar.reading import Sentence, has
from kg.loaders.grammar.resolve import Memory, is_state
from kg.model import codes

__all__ = ["find_held", "find_items", "find_shares"]

_BULLET = r"(?:[-•*–—·▪◦‣]\s*|\(?\d{1,2}[.)]\s*)?"
_ROW = re.compile(
    rf"{_BULLET}(?P<names>(?:the )?⟦\d+⟧(?:(?:,| and|, and) (?:the )?⟦\d+⟧)*)\s*"
    r"(?::|\||–|—|-|to get|gets?|will get|will receive|receives?)\s*(?:[a-z]+ ){0,2}⟪\d+⟫"
    r"(?P<each> (?:for )?each)?[^⟪]*$"
)


def find_shares(sentence: Sentence, memory: Memory, last: Draft | None) -> list[Draft]:
    """The pledges of one line: one for each name where the sum is "each", else one for all of them.

    Who gives is who acts in the line above, else its one state that no line names, else the one the text is about;
    kind and grade are those of what that line tells. Nobody is guessed.
    """
    lists = words("shares")
    if not sentence.lead or not sentence.figures or not has(sentence.lead, lists["given"]["words"]):
        return []
    if has(sentence.lead, lists["not"]["words"]):
        return []
    text, names = marked(sentence)
    match = _ROW.match(text)
    if match is None or sentence.figures[0].unit not in codes.currencies():
        return []
    getting = [names[int(number)] for number in re.findall(r"\d+", match["names"])]
    receivers = [each.code for each in getting if each.kind == "party" and is_state(each.code)]
    total = last if last is not None and _tells(sentence, last) else None
    giver = total.pledgers if total else _giver(sentence, memory, receivers)
    if len(receivers) < len(getting) or not giver or set(giver) & set(receivers):
        return []
    kind = next((kind for kind, nouns in lists["kinds"].items() if has(sentence.lead, nouns)), "other")
    status = total.status if total else "considering" if has(sentence.lead, lists["open"]["words"]) else "announced"
    groups = [[code] for code in receivers] if match["each"] else [receivers]
    figure = sentence.figures[0]
    return [
        Draft(
            *(sentence, list(giver), group, total.kind if total else kind, status, [figure]),
            part=total is not None,
            span=(figure.start, figure.end),
        )
        for group in groups
    ]


_BOUGHT = re.compile(
    rf"{_BULLET}(?:the |an? )?(?:further |additional |new )?(?:[a-z]+ )?"
    r"(?P<noun>purchases?|procurement|imports?|orders?|investments?)\b(?: (?:of|in|for)\b[^.;⟪]{0,80})?"
    r"(?:,? (?:currently |together )?(?:worth|valued at|totall?ing|of|with (?:a|an estimated) value of))?"
    r" (?:about |nearly |over )?⟪"
)
_PUT = re.compile(
    rf"{_BULLET}(?:an? )?(?:further |another |additional )?(?:about |up to |some )?⟪\d+⟫[^.;⟪]{{0,60}}?"
    r"(?:(?:is|are) to be|will be|to be|will) (?:also )?"
    r"(?P<verb>bought|purchased|ordered|procured|invested|spent on|go on|go to|go into)\b"
)


def find_held(sentence: Sentence, last: Draft | None) -> list[Draft]:
    """What a line of a deal's list tells to be bought or invested, by whom the line before or the heading names.

    "Purchases of energy worth $15 billion" under "the deal with Indonesia"; "50 jets are to be bought".
    """
    if not sentence.lead or not sentence.figures or has(sentence.lead, words("shares")["not"]["words"]):
        return []
    text, names = marked(sentence)
    match = _BOUGHT.match(text) or _PUT.match(text)
    if match is None or re.search(r"\b(?:by|from) (?:the )?⟦", text):
        return []
    told = match.groupdict().get("noun") or match.groupdict().get("verb") or ""
    kind = "investment" if told.startswith("invest") or told == "go into" else "purchase"
    above = last is not None and last.sentence.lead == sentence.lead and last.kind in ("purchase", "investment")
    if last is not None and above:
        givers, status = last.pledgers, last.status
    elif len(named := [code for code in sentence.lead_parties if is_state(code)]) == 1 and _DEAL.search(sentence.lead):
        givers, status = named, "agreed"
    else:
        return []
    getting = [each for each in names if each.kind == "party" and is_state(each.code) and each.code not in givers]
    span = (sentence.start, sentence.end)
    goal = [each.code for each in getting[:1]]
    draft = Draft(sentence, list(givers), goal, kind, status, sentence.figures[:1], span=span)
    draft.products = products_of(sentence, *span, kind=kind)
    return [draft]


_DEAL = re.compile(r"\b(?:deal|agreement|pact|accord) with\b")
_SUMMED = re.compile(rf"{_BULLET}⟪0⟫(?:\s?[:–—-]| in| for| worth of| of)\s+(?!tariff|dut)(?P<what>[^⟪]*)$")
_DEALS = re.compile(r"\b(?:deals|agreements|contracts|orders|purchases|memorandums|memoranda|commitments)\b")


def find_items(sentence: Sentence, last: Draft | None) -> list[Draft]:
    """What a line of a list of deals holds, whose sum opens it: "$37 billion for Boeing jets", "$2bn: soybeans".

    Who buys or invests is the side of the deals told last, or the firm a line ends in ("… from Qualcomm for Xiaomi").
    """
    if not sentence.lead or last is None or not _DEALS.search(sentence.lead) or not sentence.figures:
        return []
    text, names = marked(sentence)
    match = _SUMMED.match(text)
    if match is None or sentence.figures[0].unit not in codes.currencies():
        return []
    built = re.search(r"\b(?:project|program|programme|plant|venture|investment|development|fund)s?\b", match["what"])
    kind = "investment" if built else "purchase"
    span = (sentence.start, sentence.end)
    draft = Draft(sentence, list(last.pledgers), [], kind, last.status, sentence.figures[:1], span=span)
    for sign in re.finditer(r"(?P<tie>\b(?:from|for|by|with|in) (?:the )?)?⟦(?P<n>\d+)⟧", match["what"]):
        each, tie = names[int(sign["n"])], (sign["tie"] or "").split(" ")[0]
        if each.kind == "company" and (tie == "by" or (tie == "for" and not sells(each.text) and draft.recipients)):
            draft.pledgers = [each.text]
        elif each.kind == "company" or (each.kind == "party" and is_state(each.code) and tie in ("in", "with")):
            draft.recipients.append(each.text if each.kind == "company" else each.code)
    states = [code for code in last.recipients if is_state(code)]
    draft.recipients = list(dict.fromkeys(draft.recipients)) or states
    draft.recipients = [each for each in draft.recipients if each not in draft.pledgers]
    give, get = ("buyer", "supplier") if kind == "purchase" else ("investor", "investee")
    draft.companies = [(each, None, give, False) for each in draft.pledgers if not is_state(each)]
    draft.companies += [(each, None, get, False) for each in draft.recipients if not is_state(each)]
    draft.products = products_of(sentence, *span, kind=kind)
    return [draft]


def _tells(sentence: Sentence, last: Draft) -> bool:
    """Whether the pledge told last is the sum that the line above the list tells, or a line before shares out."""
    before = sentence.lead[:60]
    return not last.sentence.title and (last.part or last.sentence.lower[last.sentence.start :].startswith(before))


def _giver(sentence: Sentence, memory: Memory, receivers: list[str]) -> list[str]:
    acts = sentence.lead_subject
    if acts is not None and acts.kind in ("party", "agency") and acts.code not in receivers:
        return [acts.text if acts.kind == "agency" else acts.code]
    above = [code for code in sentence.lead_parties if code not in receivers and is_state(code)]
    alone = above if len(above) == 1 else list(memory.about) if len(memory.about) == 1 and not above else []
    return [code for code in alone if code not in receivers]
