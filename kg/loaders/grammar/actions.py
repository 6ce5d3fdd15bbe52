"""What somebody undertakes: verbs and nouns of buying, investing, lending …, with subject and status."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache

from kg.loaders.grammar import reading
from kg.loaders.grammar.gifts import gift_kind, has_goods, has_sum, is_gift
from kg.loaders.grammar.lexicon import Gazetteer, Hit, Verb, verbs, words
from kg.loaders.grammar.reading import Sentence
from kg.loaders.grammar.resolve import Agent, Memory, agent
from kg.loaders.grammar.status import NEAR, status_of
from kg.loaders.grammar.subjects import hangs

__all__ = ["Action", "find_undertakings", "kind_of", "serves"]


@dataclass(frozen=True, slots=True)
class Action:
    """One undertaking at its place; `begin` is where its wording begins."""

    start: int
    end: int
    begin: int
    kind: str
    noun: bool
    lemma: str
    agent: Agent
    status: str
    certain: bool  # whether the status is worded, not only "will"


@cache
def _actions() -> Gazetteer[Verb]:
    return verbs(words("actions"))


@cache
def _easing() -> Gazetteer[Verb]:
    lists = words("measures")["actions"]
    return verbs({"tariff_change": {"verbs": [*lists["remove"], *lists["cut"]]}})


def kind_of(verb: str) -> str | None:
    """What kind of pledge a plain verb tells ("invest"), if any."""
    hit = _actions().at(verb, 0, verb)
    known = hit.value.group if hit and hit.end == len(verb) and hit.value.form == "base" else None
    return None if known == "giving" else known  # what is given, a noun tells


_ADJECTIVE = re.compile(
    r"\b(?:for|of|with|at|on|from|than|by|in|a|an|the|their|its|much|even|secure|win|get|seek|no)\s+$"
)  # "for lower tariffs"
_DUTIES = re.compile(
    r"\b(?:import |export )?(?:tariffs?|duty|duties|levy|levies|tax|taxes|quotas?|curbs|bans?)\b(?!-free)"
)


def _found(sentence: Sentence) -> list[Hit[Verb]]:
    """All action words, tariff cuts among them, none overlapping."""
    hits = [
        hit for hit in sentence.find(_actions()) if not hit.value.lemma.endswith(" with") or _firm(sentence, hit.end)
    ]
    longer = sentence.find(reading.grades())
    hits = [
        hit
        for hit in hits
        if not _framed(sentence, hit)
        and not _plural(sentence, hit)
        and not _named_so(sentence, hit)
        and not _in_name(sentence, hit)
        and not (
            hit.value.form in ("base", "s")
            and _WHICH.search(sentence.between(max(sentence.start, hit.start - 8), hit.start))
        )
        and not (hit.value.lemma in ("import", "export") and _DUTIES.match(sentence.lower, hit.end + 1))
        and not (hit.value.lemma == "order" and _COMMANDS.match(sentence.lower, hit.end, sentence.end))
        and not (hit.value.lemma.startswith("order") and _DECREE.search(sentence.between(hit.start - 20, hit.end + 12)))
        and not any(each.start == hit.start and each.end > hit.end for each in longer)
        and (hit.value.lemma not in ("guarantee", "export", "direct") or has_sum(sentence, hit))
        and (hit.value.group != "giving" or is_gift(sentence, hit))
        and (hit.value.lemma not in words("acts")["tight"]["verbs"] or has_goods(sentence, hit))
        and not _OF_FIRMS.match(sentence.lower, hit.end, sentence.end)
        and not (hit.value.lemma.endswith(" with") and _UNDER.search(sentence.between(sentence.start, hit.start)))
    ]
    for hit in sentence.find(_easing()):
        near = sentence.between(hit.end, min(sentence.end, hit.end + NEAR))
        noun = _DUTIES.search(re.split(r"[,;]|\b(?:and|to)\b", near)[0])
        if hit.value.form == "base" and _ADJECTIVE.search(
            sentence.between(max(sentence.start, hit.start - 14), hit.start)
        ):
            continue
        clear = not any(hit.start < other.end and other.start < hit.end for other in hits) and not serves(
            sentence, hit.start
        )
        sets = noun and hit.value.lemma in ("lift", "drop") and _TO_RATE.search(sentence.between(hit.end, sentence.end))
        if noun and clear and hit.value.form != "past" and not sets:
            hits.append(hit)
    return sorted(hits, key=lambda hit: hit.start)


_TO_RATE = re.compile(r"\bto (?:[a-z]+ ){0,2}\d[\d.,]*\s?(?:%|per\s?cent)")  # "lift its duty to 70%" eases nothing
_BY = re.compile(r"\s*(?:(?:package|plan|pledge|commitment)s?\s+)?(?:by|from)\s+(?:the\s+)?(?:[a-z-]+\s+){0,2}[A-Z]")
_LENDER = re.compile(r"[^.;,]{0,40}?\bfrom\s+(?:the\s+)?(?:[a-z-]+\s+){0,2}[A-Z]")
_LIMITED = re.compile(
    r"\b(?:limit|curb|cap|restrict|slow|safeguards?|placed|quotas?|duties|tariffs?|surge|rise|fall|growth|increase|drop|decline)\w*"
    r" (?:(?:the )?growth )?(?:[a-z]+ )?(?:in|of|on)\s+$"
)  # what is limited or has grown is not promised
_CAUSE = re.compile(
    r"\b(?:dut(?:y|ies)|tariffs?|lev(?:y|ies)|quotas?|curbs?|restrictions?|bans?|safeguards?|measures?|surcharges?)"
    r"(?:\s+of\s+[\w.%]+)?\s+(?:on|for|against)\s+(?:[\w.'’-]+\s+){0,3}$"
    r"|\b(?:(?:tied|linked|related|attached|owing) to|over|because of|about|punish\w* for|penalty for)\s+"
    r"(?:[\w.'’-]+\s+){0,2}$"
    r"|\b(?:investigat\w*|probes?|inquir(?:y|ies)|reviews?|complaints?)\s+(?:into|of|on|over|against)\s+(?:[\w.'’-]+\s+){0,3}$"
)
_BEING = re.compile(r"\b(?:be|been|being)\s+(?:\w+ly\s+)?$")


_REDUCED = re.compile(
    r"\b(?!(?:has|was|is|as|this|its|also|plus|always|besides|perhaps)\b)[a-z]{2,}s\s+$|\b(?:aircraft|equipment"
    r"|oil|gas|wheat|corn|rice"
    r"|beef|pork|steel|coal|grain|fuel|energy|food|LNG|lng|crude|machinery)\s+$"
)  # "goods imported from", "jets ordered by": the participle describes them


_WHICH = re.compile(r"\b(?:that|which|who)\s+$")  # "firms that buy ships" are described, they promise nothing


def _in_name(sentence: Sentence, hit: Hit[Verb]) -> bool:
    """Whether the word is part of an office's or body's name: "Ministry of Investment", "investment minister"."""
    before = sentence.between(max(sentence.start, hit.start - 40), hit.start)
    behind = sentence.between(hit.end, min(sentence.end, hit.end + 20))
    return hit.value.form == "noun" and (
        (hit.value.lemma == "fund" and re.match(r" [A-Z]", sentence.text[hit.end : hit.end + 2]) is not None)
        or re.search(
            r"\b(?:ministry|minister|department|secretary|board|agency|bureau|council) (?:of|for) (?:\w+ and )?$",
            before,
        )
        is not None
        or re.match(
            r"\s+(?:minist\w+|decisions?|grade|advis\w+|vehicle|case|bank|board|bill|act|forum|summit|promotion|authority|agency|law|climate|conference"
            r"|treaty)\b",
            behind,
        )
        is not None
    )


def _named_so(sentence: Sentence, hit: Hit[Verb]) -> bool:
    """Whether a base form is a noun: "a $1 billion loan", "a new order"."""
    if hit.value.form != "base" or hit.value.lemma not in _NOUNS_TOO:
        return False
    before = sentence.between(max(sentence.start, hit.start - 24), hit.start)
    if re.match(r"\s+of\b", sentence.between(hit.end, min(sentence.end, hit.end + 4))):
        return True  # "for supply of"
    figure = any(0 < hit.start - each.end <= 2 for each in sentence.figures)
    return (
        figure
        or re.search(r"\b(?:an?|the|its|their|his|this|that|new|soft|first|second)\s+(?:[a-z]+\s)?$", before)
        is not None
    )


def _plural(sentence: Sentence, hit: Hit[Verb]) -> bool:
    """Whether a form in -s is a noun in the plural: "its steel imports", not "Japan imports"."""
    if hit.value.form != "s" or " " in hit.value.lemma or hit.value.lemma not in _NOUNS_TOO:
        return False
    if any(0 <= hit.start - each.end <= 1 and not hangs(sentence, each) for each in sentence.names):
        return False
    return not _SUBJECT.search(sentence.between(max(sentence.start, hit.start - 24), hit.start))


_NOUNS_TOO = frozenset(
    ("import", "order", "purchase", "source", "supply", "export", "fund", "loan", "finance", "channel")
)
_SUBJECT = re.compile(
    r"(?:\b(?:it|which|that|who|and|also|now|still|government|company|firm|airline|carrier|\w+ly)|,)\s+$"
)  # behind these a form in -s is a verb
_COMMANDS = re.compile(r"\s+(?:the\s+)?(?:[a-z-]+\s+){1,4}to\s+(?!be\b)[a-z]+\b")  # "ordered utilities to cut"
_DECREE = re.compile(
    r"\b(?:executive|draft|court|presidential|in)\s+orders?\b|\borders?\s+(?:impos|to impose|bann|block)"
)
_OF_FIRMS = re.compile(
    r"\s+(?:back\b|out\b|(?:[\w$€£.,%-]+\s+){0,6}?(?:shares?|stakes?|stock|buybacks?|bonds|rivals?|debt"
    r"|strikers?|treasuries)\b)"
)  # capital of firms and states is bought on markets, not promised to a side


_UNDER = re.compile(
    r"\b(?:under|through|as part of|thanks to) (?:an?|the|its|their) (?:[\w-]+ ){0,3}$"
)  # "under a deal with X" tells by what deal something is done, not another purchase


_SERVES = re.compile(
    r"\b(?:buy|purchas|invest|import|order|boost|rais|increas|build|sign|offer)\w*\s+(?:[\w.,$€£'’-]+\s+){1,10}?to\s+$"
)


def serves(sentence: Sentence, at: int) -> bool:
    """Whether what is told at `at` is only what something else is done for: "buying more gas to cut its tariff"."""
    before = sentence.between(sentence.start, at)
    found = _SERVES.search(before)
    return found is not None and not re.search(r"\b(?:and|or|agreed|pledged|plans?|offer\w*)\s+to\s+$", before)


def _framed(sentence: Sentence, hit: Hit[Verb]) -> bool:
    """Whether who does it stands behind ("investment by X"), or the noun only names a cause ("tied to purchases")."""
    if hit.value.form == "noun" and _CAUSE.search(sentence.between(max(sentence.start, hit.start - 40), hit.start)):
        return True
    if hit.value.lemma == "imports of" and _LIMITED.search(
        sentence.between(max(sentence.start, hit.start - 40), hit.start)
    ):
        return True
    if hit.value.form == "noun" and hit.value.group == "loan" and _LENDER.match(sentence.text, hit.end, sentence.end):
        return True
    if hit.value.form == "noun":
        return _BY.match(sentence.text, hit.end, sentence.end) is not None
    if hit.value.form not in ("participle", "past"):
        return False
    before = sentence.between(max(sentence.start, hit.start - 24), hit.start)
    told_of = _REDUCED.search(before) and re.match(
        r"\s+(?:from|by|into|in|to|under)\b", sentence.between(hit.end, sentence.end)
    )
    return _BEING.search(before) is not None or told_of is not None


def _firm(sentence: Sentence, at: int) -> bool:
    """Whether a company's name follows: "a contract with Boeing", not "a deal with Japan"."""
    return any(
        each.kind == "company"
        and at < each.start <= at + 30
        and re.fullmatch(r"\s+(?:[\w.]+(?:\s\w+)?['’]s\s+)?(?:[a-z-]+\s+){0,2}", sentence.text[at : each.start])
        for each in sentence.names
    )


def find_undertakings(sentence: Sentence, memory: Memory) -> list[Action]:
    """All undertakings of a sentence that have a subject and a status; wishes, refusals and finished deeds are none."""
    hits = _found(sentence)
    graded = [
        hit
        for hit in sentence.find(reading.grades())
        if not any(other.start <= hit.start < other.end for other in hits) and not _merely_told(sentence, hit)
    ]
    out: list[Action] = []
    last: tuple[Agent, list[Hit[Verb]], int] | None = None
    for hit in hits:
        if _purpose(sentence, hit):
            continue
        held = agent(sentence, hit.start, memory, None if last is None else last[2])
        chain = [each for each in graded if held is not None and held.chain <= each.start < hit.start]
        if last is not None and (held is None or not (chain or _bare(sentence, held, hit))):
            since = [each for each in graded if last[2] <= each.start < hit.start]
            held, chain = last[0], [*last[1], *since]
        elif held is not None and _behind(sentence, held):
            chain = [each for each in graded if each.start < hit.start]
        if held is None:
            continue
        if made := _action(sentence, hit, held, chain, 0 if last is None else last[2]):
            out.append(made)
        elif out and _bare(sentence, held, hit) and sentence.between(sentence.start, held.start).endswith("and "):
            out.append(
                replace(
                    out[-1],
                    start=hit.start,
                    end=hit.end,
                    begin=held.start,
                    kind=hit.value.group,
                    noun=False,
                    agent=held,
                )
            )
        last = (held, chain, hit.end)
    return [
        each
        for n, each in enumerate(out)
        if not _repeats(sentence, out[:n], each) and not any(_leads_to(sentence, each, other) for other in out[n + 1 :])
    ]


def _leads_to(sentence: Sentence, noun: Action, verb: Action) -> bool:
    """Whether a noun only opens what a verb tells: "a purchase agreement with X to procure"."""
    same = noun.noun and not verb.noun and noun.kind == verb.kind and noun.agent == verb.agent
    return same and re.fullmatch(r"\s+(?:[\w.'’&-]+\s+){0,4}to\s+", sentence.between(noun.end, verb.start)) is not None


def _purpose(sentence: Sentence, hit: Hit[Verb]) -> bool:
    """Whether somebody else's money is to be used so: "$300 million for Kenya to expand its grid"."""
    return any(
        each.end + len(" to ") == hit.start
        and sentence.between(each.end, hit.start) == " to "
        and re.search(
            r"(?<!deal )(?<!agreement )(?<!contract )(?<!plan )(?<!commitment )\bfor (?:the )?$",
            sentence.between(sentence.start, each.start),
        )
        and any(figure.end < each.start for figure in sentence.figures)
        for each in sentence.names
        if each.kind in ("party", "company")
    )


_ORDERED = re.compile(r"\s+(?:[\w.'’-]+\s+){1,5}?(?:not\s+)?to\s")
_CLAUSE = re.compile(r"\s+(?:[\w.'’-]+\s+){0,5}?(?:that|it|they|he|she|will|would|has|had|is|was)\s")


def _merely_told(sentence: Sentence, hit: Hit[Verb]) -> bool:
    """Whether "told" only reports ("told reporters it would"), instead of ordering ("told Japan to")."""
    if hit.value.lemma != "tell":
        return False
    clause, order = (each.match(sentence.lower, hit.end, sentence.end) for each in (_CLAUSE, _ORDERED))
    return clause is not None and (order is None or clause.end() < order.end())


def _behind(sentence: Sentence, held: Agent) -> bool:
    """Whether the subject is a pronoun whose clause hangs on a denial or refusal ("denied that it had agreed")."""
    return sentence.text[held.start : held.end].lower() in ("it", "they", "he", "she") and held.chain < held.start


def _bare(sentence: Sentence, held: Agent, hit: Hit[Verb]) -> bool:
    """Whether only "to" stands between subject and verb, as in headlines, or the verb is a plain present."""
    gap = sentence.between(held.end, hit.start).strip()
    if gap in ("had", "has", "have", "also", "had also", "has also") and hit.value.form in ("past", "participle"):
        return True  # "… and Emirates had ordered"
    return gap in ("to", "is", "are", "'s", "’s") or (gap == "" and hit.value.form in ("s", "base", "ing"))


def _action(sentence: Sentence, hit: Hit[Verb], held: Agent, chain: Sequence[Hit[Verb]], floor: int) -> Action | None:
    found = status_of(sentence, hit, held, chain)
    if found is None:
        return None
    status, certain = found
    if hit.value.group == "tariff_change" and not certain and hit.value.lemma in words("measures")["actions"]["cut"]:
        return None  # "will lower its tariff to 15%" sets a rate; what is undertaken is worded, or ends the tariff
    if hit.value.group == "trade_target" and status == "considering":
        status = "announced"
    kind = hit.value.group
    if kind == "giving":
        first = next(each for each in sentence.figures if each.start > hit.end)
        kind = gift_kind(sentence, hit.end, first) or "other"
    begin = min([each.start for each in chain if each.start >= max(held.end, floor)] or [hit.start])
    return Action(hit.start, hit.end, begin, kind, hit.value.form == "noun", hit.value.lemma, held, status, certain)


def _repeats(sentence: Sentence, earlier: Sequence[Action], each: Action) -> bool:
    """Whether a noun only takes up an undertaking already told ("… in a deal valued at")."""
    if not each.noun or not earlier:
        return False
    last = earlier[-1]
    joined = re.search(r"\band\b|\bplus\b|\balong with\b", sentence.between(last.end, each.start))
    return last.kind == each.kind and last.agent == each.agent and joined is None
