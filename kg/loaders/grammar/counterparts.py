"""The other sides of a pledge: to whom it is made, and the firms it names."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from kg.loaders.grammar.actions import Action
from kg.loaders.grammar.drafts import Draft
from kg.loaders.grammar.entities import Mention
from kg.loaders.grammar.lexicon import words
from kg.loaders.grammar.objects import listed
from kg.loaders.grammar.reading import Sentence
from kg.loaders.grammar.resolve import Memory, is_state, venue
from kg.loaders.grammar.subjects import apposed

__all__ = ["companies", "recipients"]

_SELLS = re.compile(r"(?:\bfrom|\bwith|\bby|\bto|\bin|\bof)\s+(?:\w+\s+){0,4}$")
_GOODS = re.compile(
    r"(?:['’]s)?[\s-]+(?:[\w/-]+[\s-]+){0,4}?(?:jets?|planes?|aircraft|airliners|engines?|trains?"
    r"|locomotives?|chips|turbines?|reactors?|787|737|777|a3\d\d|wide-?bod)",
    re.IGNORECASE,
)


def recipients(
    sentence: Sentence, memory: Memory, draft: Draft, action: Action, whole: tuple[int, int]
) -> Iterator[str]:
    """The other sides: named in the object, else before the verb, else known from the text."""
    own = set(draft.pledgers)
    if action.kind == "trade_target":
        yield from (each.code for each in sentence.parties(action.end, whole[1]) if each.code not in own)
        return
    sellers = [
        name
        for name, _, role, example in draft.companies
        if name and role == "supplier" and not example and name not in draft.aside
    ]
    states = _named_in_object(sentence, draft, action, whole[1])
    if not states and not sellers:
        states = _named_before(sentence, own, action, whole[0])
    if action.kind == "purchase" and not sellers and not is_state(action.agent.code):
        signed = list(_partner(sentence, action))
        if signed:  # "signed an agreement with X to buy gas from its port in Y"
            yield from signed
            return
    if not states and _THE_COUNTRY.search(sentence.between(action.end, whole[1])):
        named = (each.code for each in sentence.parties(sentence.start, action.start) if each.code not in own)
        states = [code for code in (next(named, None) or memory.other(draft.pledgers[0]),) if code]
    if not states and not sellers and all(map(is_state, own)):
        states = _known(sentence, memory, draft, action, own)
    yield from states
    yield from sellers or (_partner(sentence, action) if not states or action.kind == "other" else ())


_THE_COUNTRY = re.compile(r"\b(?:in|into|with|from|to)\s+(?:the|that)\s+(?:country|nation|bloc|kingdom)\b")


def _named_in_object(sentence: Sentence, draft: Draft, action: Action, end: int) -> list[str]:
    """States behind the verb; where several amounts are coordinated, those beside the draft's own."""
    inside = [each for each in sentence.parties(min(draft.span[0], action.end), end) if each.code not in draft.pledgers]
    nearer = [each for each in inside if draft.span[0] <= each.start < draft.span[1]]
    if nearer and (draft.span[1] < end or draft.span[0] > action.end):
        inside = nearer
    homes = _homes(sentence) if action.kind in ("purchase", "other", "loan") else set()
    return [
        each.code
        for each in inside
        if not _place(sentence, each, action.kind) and not venue(sentence, each) and each.start not in homes
    ]


def _named_before(sentence: Sentence, own: set[str], action: Action, start: int) -> list[str]:
    """States between subject and verb: "agreed with Japan to buy"; "Toyota, a Japanese maker," invests not in Japan."""
    if action.agent.end >= action.start:
        return []
    described = action.agent.kind == "company"
    homes = _homes(sentence)
    return [
        each.code
        for each in sentence.parties(max(action.agent.end, start), action.start)
        if each.code not in own
        and each.role != "capital"
        and not venue(sentence, each)
        and each.start not in homes
        and not (described and each.role == "demonym")
        and (action.kind != "investment" or not _NEW_CLAUSE.search(sentence.between(each.end, action.start)))
    ]


def _known(sentence: Sentence, memory: Memory, draft: Draft, action: Action, own: set[str]) -> list[str]:
    """The other side of a state's pledge where the text leaves no choice: of its agreement, or the only other state."""
    homes = _homes(sentence)
    named = [each for each in sentence.parties(sentence.start, sentence.end) if each.start not in homes]
    if draft.status in ("agreed", "signed"):
        sides = next((each for each in memory.deal if own & each), frozenset())
        if states := sorted(sides - own) or [e.code for e in named if e.code not in own and e.role != "demonym"][:1]:
            return states
    if action.kind not in ("purchase", "investment"):
        return []
    if action.kind == "purchase" and any(each.unit == "aircraft" for each in draft.figures):
        return []  # aircraft are ordered from makers
    others = {*memory.parties, *(each.code for each in named)} - own
    return sorted(others) if len(others) == 1 else []


def _partner(sentence: Sentence, action: Action) -> Iterator[str]:
    """The firm with which something is signed or agreed: "signed an agreement with X to buy"."""
    gives = action.kind in ("other", "loan")
    low, high = (action.end, sentence.end) if gives else (action.agent.end, action.start)
    joined = r"\bto\s+(?:[\w'’-]+\s+){0,3}$" if gives else r"\bwith\s+(?:[\w.'’-]+\s+){0,3}$"
    for each in sentence.names:
        firms = ("company", "agency") if action.kind == "loan" else ("company",)
        named = each.kind in firms and low < each.start < high and each.text != action.agent.code
        gap = sentence.between(low, each.start)
        if named and (re.search(joined, gap) or (action.kind == "other" and _DIRECT.fullmatch(gap))):
            yield each.text


_NEW_CLAUSE = re.compile(r"\b(?:and|but)\b[^,;]*\b(?:said|will|would|has|had)\b|[;]")  # another verb of the subject's
_FIRM_OF = re.compile(r"\s+(?:[a-z-]+\s+)?[a-z]*(?:maker|builder|giant|firm|company|group)\b")
_EVENT = re.compile(
    r"\s+(?:[A-Z]\w+\s+)?(?:[Aa]ir\s?[Ss]how|[Ss]ummit|[Ff]orum|[Cc]onference|[Ee]xpo|[Ff]air|[Ww]eek)\b"
)


_DIRECT = re.compile(r"\s+(?:[a-z.]+['’]s\s+)?(?:[a-z-]+\s+){0,2}")  # "supply China's Foran with"


def _place(sentence: Sentence, mention: Mention, kind: str) -> bool:
    """Whether the name says only where, or belongs to something else."""
    before = sentence.between(max(sentence.start, mention.start - 12), mention.start)
    behind = sentence.between(mention.end, min(sentence.end, mention.end + 40))
    if mention.role == "demonym" and _FIRM_OF.match(behind):
        return True
    if re.match(r"['’]s\s+(?:visit|trip|president|prime|minister)", behind) or re.search(
        r"\b(?:than|like|near)\s+(?:the\s+)?$", before
    ):
        return True
    if re.match(
        r"\s+(?:(?:company|firm|group|government|ministry|side|traders|officials|sources|diplomats|media) )?"
        r"(?:has |had |also |later )?(?:said|says|announced|told|added|confirmed|reported)\b",
        behind,
    ):
        return True
    if re.match(r"\s+(?:[\w%-]+\s+){0,2}(?:tariffs?|dut(?:y|ies)|lev(?:y|ies)|sanctions|curbs|pressure)\b", behind):
        return True
    if kind == "other" and re.search(
        r"\b(?:sell|suppl|export|deliver|send|ship|provid|giv|grant|award|allocat|offer|hand|extend|advanc|lend)\w*\s+(?:the\s+)?$",
        before,
    ):
        return False  # "will sell Taiwan arms"
    if kind == "other":
        return re.search(r"\b(?:to|for)\s+(?:the\s+)?(?:[a-z-]+\s+){0,2}$", before) is None
    if _EVENT.match(sentence.text, mention.end, sentence.end):
        return True
    return mention.role == "capital" and re.search(r"\b(?:in|at)\s+$", before) is not None


def _homes(sentence: Sentence) -> set[int]:
    """Where names only tell where a firm is from: "France's Dassault", "U.S. exporter X", "X of Peru"."""
    firms = [each for each in sentence.names if each.kind == "company"]
    behind = {
        land.start
        for each in firms
        for land in sentence.parties(each.end, sentence.end)
        if re.fullmatch(r" of (?:the )?", sentence.between(each.end, land.start))
    }
    return {apposed(sentence, each) for each in firms} | behind


def companies(
    sentence: Sentence, draft: Draft, pledgers: Sequence[str], start: int, end: int, own: int | None = None
) -> list[tuple[str | None, str | None, str | None, bool]]:
    """Companies the object names, with role, and the group that is paid to buy.

    Behind `own` other amounts follow: firms named there are of those, where the object names its own before, and
    where the goods that follow are theirs ("… and 50 Boeing jets").
    """
    end = _own_end(sentence, pledgers, start, end if own is None else own, end)
    out: list[tuple[str | None, str | None, str | None, bool]] = []
    for each in sentence.names:
        if each.kind != "company" or each.text in pledgers or not start <= each.start < end:
            continue
        example = listed(sentence, each, start)
        before = sentence.between(max(start, each.start - 30), each.start)
        sells = (
            _SELLS.search(before)
            or _GOODS.match(sentence.text, each.end, sentence.end)
            or re.search(r"\band\s+$", before)
            or (before.endswith(", ") and re.match(r",|\s+and\b", sentence.between(each.end, end)))
        )
        if re.search(r"\bpowered by\s+$", before) or (
            re.match(r"['’]?s?\s+(?:engines|turbofans)", sentence.between(each.end, end))
            and draft.figures
            and draft.figures[0].unit == "aircraft"
        ):
            draft.aside.add(each.text)
        if example or sells:
            role = {"purchase": "supplier", "investment": "investee"}.get(draft.kind)
            if not any(each.text == other[0] for other in out):
                out.append((each.text, None, role, example))
    if group := _group(sentence):
        out.append((None, group, "subsidised", False))
    return out


def _own_end(sentence: Sentence, pledgers: Sequence[str], start: int, own: int, end: int) -> int:
    """Up to where the firms named are those of the amounts up to `own`."""
    firms = [each for each in sentence.names if each.kind == "company" and each.text not in pledgers]
    here = any(start <= each.start < own for each in firms)
    theirs = any(own <= each.start < end and _GOODS.match(sentence.text, each.end, sentence.end) for each in firms)
    return own if here or theirs else end


@cache
def _subsidised() -> re.Pattern[str]:
    lists = words("company_words")
    heads = "|".join(sorted(lists["groups"]))
    return re.compile(
        rf"\b(?:subsidi[sz](?:e|es|ed|ing)|subsidies (?:for|to))\s+((?:[\w-]+\s+){{0,4}}(?:{heads}))\b", re.IGNORECASE
    )


def _group(sentence: Sentence) -> str | None:
    found = _subsidised().search(sentence.text, sentence.start, sentence.end)
    return found[1] if found else None
