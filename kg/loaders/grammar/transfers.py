"""Pledges told from the side that receives: "Airbus won an order from X", "Kenya secured a loan from Y"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache

from kg.loaders.grammar.drafts import Draft, side
from kg.loaders.grammar.entities import Mention
from kg.loaders.grammar.lexicon import choice, forms_of, words
from kg.loaders.grammar.marks import NAMED, marked, sells
from kg.loaders.grammar.objects import NEAR, grouped, is_built, is_change, products_of
from kg.loaders.grammar.reading import Sentence, has, stops
from kg.loaders.grammar.subjects import hangs
from kg.model import codes

__all__ = ["find_transfers"]

ROLES = {
    "purchase": ("buyer", "supplier"),
    "investment": ("investor", "investee"),
    "loan": ("lender", None),
    "guarantee": (None, None),
    "other": (None, None),
    "mixed": (None, None),
}
_SUBJECT = (
    r"⟦(?P<subject>\d+)⟧(?: of (?:the )?⟦\d+⟧)?(?:'s?(?: [a-z-]+){1,3}|,[^,;⟦]{1,60},)?(?P<gap>(?: [a-z'-]+){0,6}?) "
)
_SIDE = NAMED.replace(r"(\d+)", r"(?P<other>\d+)")
_OBJECT = r"(?P<object>(?: (?!(?:from|by|that|which|after|before|while|and|including)\b)[^\s;]+){0,9}?)"
_FURTHER = r"(?:(?! (?:after|before|while|but|said|which|with|will|would|also)\b) [^\s;]+){0,14}?"


@cache
def _forms(name: str, *, active: bool = True) -> str:
    kept = ("base", "s", "past", "participle") if active else ("participle",)
    found = {
        surface for lemma in words("transfers")[name]["verbs"] for form, surface in forms_of(lemma) if form in kept
    }
    return choice(found)


@cache
def _nouns(kind: str) -> str:
    known = words("transfers")["nouns"][kind]
    return choice(known)


@cache
def _patterns() -> Sequence[tuple[str, bool | None, re.Pattern[str]]]:
    """(kind, whether the subject receives, None if the two sides tell it, pattern) of each form of the list."""
    lists = words("transfers")
    parts = {
        "SUBJECT": _SUBJECT,
        "OBJECT": _OBJECT,
        "FURTHER": _FURTHER,
        "SIDE": _SIDE,
        "AWARDED": _forms("awards", active=False),
        "RECEIVED": _forms("receives", active=False),
        "CHOSEN": _forms("chooses", active=False),
        "DEAL": "|".join(lists["deals"]["nouns"]),
        **{name.upper(): _forms(name) for name in ("receives", "borrows", "awards", "chooses", "deals", "places")},
        **{kind.upper(): _nouns(kind) for kind in lists["nouns"]},
    }
    choice = "|".join(sorted(parts, key=lambda name: (-len(name), name)))
    names = re.compile(rf"(?<![A-Z])(?:{choice})(?![A-Z])")
    return tuple(
        (each["kind"], each.get("receives"), re.compile(names.sub(lambda found: parts[found[0]], each["form"])))
        for each in lists["forms"]
    )


def _direction(sentence: Sentence, subject: Mention, other: Mention, receives: bool | None) -> bool | None:
    """Whether the subject receives; where "X signed a contract with Y", a firm sells to a state, a maker to a firm."""
    if receives is not None:
        return receives
    firms = [each.kind == "company" for each in (subject, other)]
    if firms == [True, False]:
        return True
    if firms == [False, True] or firms == [False, False]:
        return False
    one, two = (_sells_here(sentence, each) for each in (subject, other))
    return one if one is not None else not two if two is not None else None


def _sells_here(sentence: Sentence, firm: Mention) -> bool | None:
    """Whether a firm sells by what is known of it, or by the word before its name: "exporter X", "refiner Y"."""
    known = sells(firm.text)
    trade = re.search(r"\b([a-z]+) $", sentence.between(max(sentence.start, firm.start - 24), firm.start))
    if known is None and trade:
        trades = words("transfers")["trades"]
        return True if trade[1] in trades["sell"] else False if trade[1] in trades["buy"] else None
    return known


def find_transfers(sentence: Sentence) -> tuple[list[Draft], list[tuple[int, int]]]:
    """(the deal that its receiver, or the word "award", tells, where the sentence tells of one, hoped for or made)."""
    if not sentence.has(_cues()):
        return [], []
    text, names = marked(sentence)
    if len(names) < 2:
        return [], []
    first = _told(sentence, text, names)
    again = _AND_ALSO.sub(r"\1 ", text) if first is None or first[0] is None else text
    found = first or (_told(sentence, again, names) if again != text else None)
    return ([found[0], *_more(found[0])] if found[0] else [], [found[1]]) if found else ([], [])


def _more(draft: Draft) -> Iterator[Draft]:
    """Further goods of the same order, each counted by itself: "40 jets, 20 freighters and 12 engines"."""
    sentence, money = draft.sentence, codes.currencies()
    if draft.kind != "purchase" or not draft.figures or draft.figures[0].unit in money:
        return
    end = max(draft.span[1], draft.figures[-1].end)
    inside = [each for each in sentence.figures if draft.figures[0].start <= each.start < end]
    groups = grouped(sentence, inside)
    for n, (figures, part) in enumerate(groups[1:], 1):
        if figures[0].unit in money or is_change(sentence.between(sentence.start, figures[0].start)[-120:]):
            return
        stop = groups[n + 1][0][0].start if n + 1 < len(groups) else end
        goods = products_of(sentence, figures[0].start, max(stop, figures[-1].end), kind=draft.kind)
        yield replace(draft, figures=list(figures), products=goods, companies=list(draft.companies), part=part)


_AND_ALSO = re.compile(
    r"^((?:the )?(?:[a-z-]+ ){0,3}⟦\d+⟧)[^.;]*? and (?:also )?(?=(?:signed|inked|finali[sz]ed|placed|clinched)\b)"
)  # a second deal of the same subject


def _told(sentence: Sentence, text: str, names: Sequence[Mention]) -> tuple[Draft | None, tuple[int, int]] | None:
    """(the deal by the first form that fits, where it is told); None if none fits."""
    for kind, receives, pattern in _patterns():
        match = pattern.search(text)
        if match is None:
            continue
        subject, other = names[int(match["subject"])], _firm(names, match)
        lent = _lent(text, match) if receives is None else None
        turned = _direction(sentence, subject, other, receives) if lent is None else _lends(subject, other)
        kind = lent or kind
        if lent and turned is None:
            continue
        if receives and kind == "purchase" and sells(other.text) and not sells(subject.text):
            continue  # "announced an order for 95 jets from Boeing" is told by who buys
        if receives and kind == "purchase" and _either().search(match[0]) and _ordered_from(sentence, subject, match):
            continue  # "confirmed an order for 500,000 tonnes from X" likewise
        if receives and _BUYS.search(match[0]):
            continue  # "signs a contract to buy gas from X" receives no order
        if receives is None and not lent and (doing := _TO_DO.match(text, match.end("other") + 1)):
            if doing[1] not in ("sell", "supply", "deliver", "export", "provide"):
                continue  # "signed an agreement with X to invest" is told by its verb
            turned = True
        firm = re.search(r"\b(?:contracts?|orders?)\b", match[0]) or re.match(r"⟧ for\b", text[match.end("other") :])
        states = subject.kind == other.kind == "party"
        vague = receives is None and not firm and states and not lent and not _counted(sentence)
        contract = re.search(r"\b(?:contracts?|orders?)\b", match[0])
        project = not firm and not _counted(sentence) and is_built(text[match.end("other") :][:60])
        plant = not contract and _PLANT.match(text, match.end("other")) is not None
        built = receives is None and not lent and (project or plant)
        opens = match.start("subject") - match.start() < 2  # else a passive names it behind "by" or "to"
        if vague or built or turned is None or side(subject) == side(other) or (opens and hangs(sentence, subject)):
            continue
        giver, receiver = (other, subject) if turned else (subject, other)
        begins = subject.start if text == marked(sentence)[0] else max(subject.start, other.start - NEAR)
        span = (begins if opens else sentence.start, max(subject.end, other.end))
        status = _status(match, kind)
        draft = _draft(sentence, kind, status, giver, receiver, span) if status else None
        if draft or turned:
            return draft, draft.span if draft else (subject.start, sentence.end)
    return None


@cache
def _either() -> re.Pattern[str]:
    forms = {surface for lemma in words("transfers")["either"]["verbs"] for _, surface in forms_of(lemma)}
    return re.compile(rf"\b(?:{choice(forms)})\b")


def _ordered_from(sentence: Sentence, subject: Mention, match: re.Match[str]) -> bool:
    """Whether who confirms an order buys: the goods stand before "from", and it is not known to sell them."""
    return re.search(r"⟫[^⟦⟪]* from ", match[0]) is not None and not _sells_here(sentence, subject)


@cache
def _lent_nouns() -> re.Pattern[str]:
    return re.compile(r"\b(" + "|".join(words("transfers")["nouns"]["lent"]) + r")\b")


def _lent(text: str, match: re.Match[str]) -> str | None:
    """What two sides sign about where it is money lent or given: "signed a loan agreement with X"."""
    behind = rf"⟧[^.;,]{{0,40}}? for (?:an? )?(?:⟪\d+⟫ )?(?:[a-z-]+ ){{0,3}}?{_lent_nouns().pattern}"
    found = _lent_nouns().search(match[0]) or re.match(behind, text[match.end("other") :])
    kinds = {"gran": "other", "guar": "guarantee"}
    return None if found is None else kinds.get(found[1][:4], "loan")


def _lends(subject: Mention, other: Mention) -> bool | None:
    """Whether the subject receives what a bank or fund lends; None where neither is one."""
    banks = [each.kind == "agency" or "Bank" in each.text.split() for each in (subject, other)]
    return banks[1] if banks[0] != banks[1] else None


_BUYS = re.compile(r"\bto (?:buy|purchase|import|take|acquire|source|procure|invest)\b")
_PLANT = re.compile(
    r"⟧[^.;]{0,40}? for (?:an? |the )?(?:[a-z-]+ ){0,3}?(?:factory|factories|plants?|smelters?|mills?|refinery)\b"
    r"(?! (?:construction|equipment|parts|works))"
)  # who builds a plant of his own invests
_TO_DO = re.compile(
    r"(?:,? (?:under which (?:it|the \w+) will|to)) "
    r"(sell|supply|deliver|export|provide|buy|purchase|import|procure|source|acquire|invest|build|lend|finance|take)\b"
)


def _counted(sentence: Sentence) -> bool:
    """Whether goods are counted; an agreement of two states "worth $27 billion" is no purchase."""
    return any(each.unit not in codes.currencies() for each in sentence.figures)


@cache
def _cues() -> tuple[str, ...]:
    lists = words("transfers")
    nouns = [noun for kind in ("purchase", "loan", "investment", "other") for noun in lists["nouns"][kind]]
    verbs_ = [form for name in ("borrows", "chooses") for lemma in lists[name]["verbs"] for _, form in forms_of(lemma)]
    return (*nouns, *lists["deals"]["nouns"], "deals", "agreements", *verbs_, "supplied with")


def _firm(names: Sequence[Mention], match: re.Match[str]) -> Mention:
    """The other side; of "Spain's Navantia" the firm."""
    owned = re.match(r"⟧(?:'s?)? (?:[a-z-]+ ){0,2}⟦(\d+)⟧", match.string[match.end("other") :])
    firm = names[int(owned[1])] if owned else None
    return firm if firm is not None and firm.kind == "company" else names[int(match["other"])]


def _status(match: re.Match[str], kind: str) -> str | None:
    gap, lists = match["gap"], words("transfers")["open"]
    if has(gap, lists["never"]):
        return None
    if has(gap, lists["considering"]):
        return "considering"
    if has(gap, ("will", "to", "would")):
        return "announced"
    if re.search(rf"\b(?:{_forms('chooses')}) (?:to )?", match[0]):
        return "announced"
    signed = kind == "purchase" or re.search(r"\b(?:sign|ink)(?:s|ed)?\b", match[0])
    return "signed" if signed else "agreed"


_AND = re.compile(r"(?:,|,? and) (?:[a-z]+['’]s )?")


def _joined(sentence: Sentence, firm: Mention) -> list[Mention]:
    """Further firms of a list that one ends or begins: "orders with X, Y and Z"."""
    out: list[Mention] = []
    firms = [each for each in sentence.names if each.kind == firm.kind == "company"]
    for ordered, forward in ((firms, True), (list(reversed(firms)), False)):
        last = firm
        for each in ordered:
            low, high = (last, each) if forward else (each, last)
            if low.end <= high.start and each is not last and _AND.fullmatch(sentence.between(low.end, high.start)):
                out.append(each)
                last = each
    return out


def _draft(
    sentence: Sentence, kind: str, status: str, giver: Mention, receiver: Mention, span: tuple[int, int]
) -> Draft | None:
    start, behind = span
    stop = stops().search(sentence.lower, behind, sentence.end)
    end = stop.start() if stop else sentence.end
    figures = [
        each
        for each in sentence.figures
        if start <= each.core < end and not is_change(sentence.between(sentence.start, each.start)[-60:])
    ]
    groups = grouped(sentence, figures)
    first = groups[0][0] if groups else []
    goods = products_of(sentence, start, end, kind=kind)
    if not first and not (kind == "purchase" and goods):
        return None
    joined = _joined(sentence, receiver)
    sellers = [side(receiver), *(each.text for each in joined if giver not in joined)]
    draft = Draft(sentence, [side(giver)], sellers, kind, status, first, goods, span=(start, end))
    if kind == "purchase":
        draft.companies += [(name, None, "supplier", False) for name in sellers[1:]]
    for mention, role in zip((giver, receiver), ROLES[kind], strict=True):
        if mention.kind == "company":
            draft.companies.append((mention.text, None, role, False))
    return draft
