"""How firm an undertaking is: its status by the words around it, or that it is none."""

from __future__ import annotations

import re
from collections.abc import Sequence

from kg.loaders.grammar import reading
from kg.loaders.grammar.lexicon import Hit, Verb, words
from kg.loaders.grammar.reading import Sentence, has
from kg.loaders.grammar.resolve import Agent, adjacent_wish
from kg.model import codes

__all__ = ["ENDINGS", "NEAR", "status_of"]

REPORTING = frozenset(
    {"announce", "unveil", "confirm", "declare", "guarantee", "launch"}
)  # may only tell of another grade
ENDINGS = ("denied", "withdrawn", "suspended", "lapsed")
NEAR = 48  # characters between "cut" and "tariffs"
_NEGATED = re.compile(r"\b(?:not|never|no|without|cannot)\b|n['’]t\b")
_SEES = re.compile(
    r"\b(?:see|sees|seeing|have|make|makes|under which|in which|means|results?|resulting|includes?"
    r"|involves?)\s+(?:in\s+)?(?:the\s+)?$"
)


def status_of(sentence: Sentence, hit: Hit[Verb], held: Agent, chain: Sequence[Hit[Verb]]) -> tuple[str, bool] | None:
    """(status, whether it is worded) from the words between subject and verb; None if it is no undertaking."""
    if held.start == held.end:  # the line has no subject of its own: the words it hangs on say how firm it is
        found = reading.grades().find(
            sentence.lead, ((m.start(), m[0]) for m in re.finditer(r"[^\W_]+", sentence.lead))
        )
        chain = [*found, *chain]
    groups = [each.value.group for each in chain]
    between = sentence.between(min(held.end, hit.start), hit.start)
    groups += _ended(sentence, hit, sentence.between(max(sentence.start, held.start - NEAR), hit.start))
    for ending in ENDINGS:
        if ending in groups:
            return ending, True
    became = _became(sentence, hit, held, between)
    if became is not None:
        return (became, True) if became else None
    own = _WANTS.search(between) is not None
    if (
        own
        and groups.count("wish") == 1
        and hit.value.group in ("purchase", "investment")
        and not _NEGATED.search(between)
    ):
        return "considering", True  # "wants to import more" is a plan of one's own
    if "wish" in groups or _NEGATED.search(between) or adjacent_wish(sentence, held):
        return None
    grades = [each for each in chain if each.value.group != "future"]
    firm = [each for each in grades if each.value.lemma not in REPORTING]
    if firm:
        ranks = codes.scheme("status")
        group = min((each.value.group for each in firm), key=lambda name: ranks[name].rank or 0)
        return _strengthened(sentence, group, grades, firm), True
    if grades:
        return "announced", True
    if (dealt := _DEAL_FOR.search(sentence.between(sentence.start, held.start))) and between.strip().endswith("to"):
        return ("signed" if dealt[1].startswith("contract") else "agreed"), True
    if "future" in groups and _AGREED_THAT.search(sentence.between(sentence.start, held.start)):
        return "agreed", True
    if "future" in groups or _present(sentence, hit, held, between.strip()):
        return "announced", False
    return None


_WANTS = re.compile(r"\bwants? to\s+$")
_DEAL_FOR = re.compile(
    r"\b(deals?|agreements?|contracts?)\s+for\s+(?:the\s+)?$"
)  # "a $96 billion deal for X to purchase"
_AGREED_THAT = re.compile(r"\b(?:agreed|agreement|deal|struck|understanding)\b[^.;]{0,60}\bthat\s+(?:the\s+)?$")
_DONE = re.compile(r"\b(?:has|have|had)\s+(?:\w+ly\s+|also\s+|already\s+|so far\s+)?$")
_KEPT = re.compile(
    r"\b(?:(?P<missed>f(?:e|a)ll(?:en|s|ing)? short of|fell short of|miss(?:ed|es)|failed to (?:meet|fulfil+"
    r"|hono(?:u)?r|keep|live up to)"
    r"|br(?:oke|oken)|reneged on)|(?:met|fulfilled|hono(?:u)?red|exceeded|kept|made good on"
    r"|lived up to))\s+(?:(?:on )?its|their|a|the)\s+"
    r"(?:[a-z]+\s)?(?:pledge|promise|commitment|target|obligation|undertaking)\b"
)  # what became of a pledge that is told with it
_DROPPED = re.compile(
    r"\b(?:but|before|and)\b[^.;]{0,30}?\b(?:dropp(?:ed|ing)|abandon(?:ed|ing)|scrapp(?:ed|ing)|cancell?(?:ed"
    r"|ing)|withdr(?:ew|awn)"
    r"|walked away from|pulled out of|called off)\s+(?:from\s+)?(?:the\s+(?:idea|plan|purchase|deal|order|offer"
    r"|project)|it|them)\b"
)
_REFUSED = re.compile(
    r"\b(?:turn(?:s|ed|ing)? down|reject(?:s|ed|ing)?|rebuff(?:s|ed|ing)?|spurn(?:s|ed|ing)?|declin(?:e|es|ed"
    r"|ing))\s+"
    r"(?:an?|the|its|this|that)\s+(?:[\w-]+\s+){0,3}?(?:offer|proposal|plan|bid|pledge|request)s?\s+(?:by|from"
    r"|of)\s+(?:the\s+)?$"
)  # the other side will not have it


def _became(sentence: Sentence, hit: Hit[Verb], held: Agent, between: str) -> str | None:
    """What a pledge came to that is told as done, kept, missed, dropped or refused; "" if that makes it none."""
    bought = hit.value.group == "purchase" and hit.value.form in ("participle", "past") and not _settled(hit)
    if bought and _at_tender(sentence, hit):
        return None
    if bought and _DONE.search(between):
        return ""  # "has bought", "has taken delivery of"
    if kept := _KEPT.search(sentence.between(held.end, hit.start)):
        return "missed" if kept["missed"] else "delivered"
    if _DROPPED.search(sentence.lower, hit.end, sentence.end):
        return "withdrawn"
    if _REFUSED.search(sentence.between(sentence.start, held.start)):
        return ""
    return None


def _ended(sentence: Sentence, hit: Hit[Verb], before: str) -> list[str]:
    """What a passive behind says became of "X's plan to …", "the order …": cancelled, put on hold."""
    noun = re.search(
        r"\b(?:commitments?|pledges?|plans?|orders?|deals?|contracts?|offers?|promises?|proposals?)\b", before
    )
    if not noun and hit.value.form != "noun":
        return []
    behind = sentence.find(reading.grades(), hit.end)
    return [
        each.value.group
        for each in behind
        if each.value.group in ENDINGS and _BEEN.search(sentence.between(max(hit.end, each.start - 20), each.start))
    ]


_BEEN = re.compile(r"\b(?:is|was|were|are|been)\s+(?:\w+ly\s+)?$")


def _strengthened(sentence: Sentence, group: str, grades: Sequence[Hit[Verb]], firm: Sequence[Hit[Verb]]) -> str:
    """A plan that is announced is announced; "is in talks to sign" stays a plan."""
    named = [each for each in firm if each.value.lemma not in ("plan to", "plans to", "plan for", "plans for")]
    if (
        named
        and len(named) < len(firm)
        and named[0].value.group in ("signed", "agreed")
        and named[0].start < firm[-1].start
    ):
        return named[0].value.group  # "inked a plan to"
    deals = [each for each in firm if each.value.form == "phrase" and each.value.lemma.endswith(" to")]
    signs = [each for each in firm if each.value.lemma in ("sign", "ink")]
    if deals and signs and len(deals) + len(signs) == len(firm) and signs[0].start < deals[0].start:
        return "signed"  # "signed a deal to lend"
    plan = firm[0].value.lemma in ("plan to", "plans to", "plan for", "plans for", "plan")
    if group == "considering" and plan and len(grades) > len(firm) and grades[0] is not firm[0]:
        return "announced"
    return group


def _settled(hit: Hit[Verb]) -> bool:
    """Whether the past of a verb tells the undertaking itself: "booked 20 jets", not "bought"."""
    return hit.value.lemma in words("acts")["settled"]["verbs"]


def _at_tender(sentence: Sentence, hit: Hit[Verb]) -> bool:
    """Whether goods are bought at a tender: what is bought there is to come."""
    counted = any(0 < each.start - hit.end < 4 for each in sentence.figures)
    return counted and hit.value.group == "purchase" and not sentence.vocabulary.isdisjoint(("tender", "tenders"))


_SETTLES = re.compile(
    r"(?:(?:,[^,;]{1,60},)?\s*(?:has|have|had|also|already|now|recently|formally|jointly|officially|on \w+day|today"
    r"|this week|last week|this month|last month|which|who)\b\s*){0,4}(?:,[^,;]{1,60},)?"
)  # nothing but time between the subject and its verb
_TELLS = re.compile(r"\b(?:said|says|announced|confirmed|reported)\s+(?:that\s+)?(?:the\s+)?$")
_PARTICIPLE = re.compile(r",\s+(?:also\s+|firmly\s+)?$")


def _present(sentence: Sentence, hit: Hit[Verb], held: Agent, gap: str) -> bool:
    """Undertakings without a word of their own: "X to buy", "is buying", "X ordered", "would see X invest"."""
    verb = hit.value
    if verb.form == "noun":
        behind = sentence.between(hit.end, min(sentence.end, hit.end + 14)).strip()
        return (
            "pledge" in verb.lemma
            or "commitment" in verb.lemma
            or behind.startswith(("pledge", "commitment", "promise"))
        )
    if gap == "to" or (verb.form == "ing" and re.fullmatch(r"(?:is|are)(?: \w+ly| also| now)?", gap)):
        return True
    if verb.form in ("past", "participle", "s") and _settled(hit):
        told = _TELLS.search(sentence.between(sentence.start, held.start))
        if not has(gap, ("not", "never") if told else ("had", "not", "never")):
            return verb.lemma == "order" or _SETTLES.fullmatch(gap) is not None
    if verb.form == "ing" and sentence.figures and _PARTICIPLE.search(sentence.between(held.end, hit.start)):
        return any(0 < each.start - hit.end < 4 for each in sentence.figures)  # "picked Airbus, ordering 40 jets"
    if verb.form in ("past", "participle") and _at_tender(sentence, hit):
        return not has(gap, ("not", "never"))
    if gap == "" and verb.form == "s" and sentence.title:
        return True
    before = sentence.between(max(sentence.start, held.start - 20), held.start)
    return gap == "" and verb.form in ("base", "ing") and _SEES.search(before) is not None
