"""Who does it: the subject of a verb, what pronouns and descriptions stand for, and the other side."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache

from kg.loaders.grammar.entities import Mention
from kg.loaders.grammar.lexicon import forms_of, words
from kg.loaders.grammar.rates import Rate
from kg.loaders.grammar.reading import Sentence, stops
from kg.loaders.grammar.subjects import aside, candidates, other_subject
from kg.model import codes

__all__ = ["Agent", "Memory", "adjacent_wish", "agent", "agents", "gerund_subject", "is_state", "venue"]


_ENDED = re.compile(r"[.!?:;,][\"'”’»)]*$")  # no headline


_GIVEN_TO = re.compile(r"\b(?:for|to) (?:the )?$")  # a bank that gets a loan is not the bank a text is about


@dataclass(frozen=True, slots=True)
class Agent:
    """The subject of a verb: a party's code or a company's or agency's name, and where it stands."""

    code: str
    kind: str  # party, company, agency
    start: int
    end: int
    chain: int  # where the wording that leads to the verb begins
    also: tuple[str, ...] = ()  # further subjects: "Japan and India"


@dataclass(slots=True)
class Memory:
    """What earlier sentences of the same article leave behind."""

    subject: Agent | None = None
    parties: list[str] = field(default_factory=list)  # state codes in order of last mention
    company: str | None = None
    firms: set[str] = field(default_factory=set)  # all named so far
    bodies: set[str] = field(default_factory=set)  # all banks, funds and agencies named so far below the headline
    measure: tuple[str, tuple[str, ...]] | None = None  # imposer and targets of the measure told last
    done: tuple[str, str] | None = None  # its kind, and what was done
    rate: Rate | None = None  # its rate
    measured: tuple[Mention, ...] = ()  # its goods, while sentences go on about it
    since: int = 0  # sentences since the measure told last
    home: str | None = None  # the country whose government the text means by "the government"
    traded: bool = False  # whether the sentence before tells of trade
    deal: dict[frozenset[str], str] = field(default_factory=dict)  # sides of an agreement → its status
    about: tuple[str, ...] = ()  # the one or two states that the whole text is about
    papers: dict[frozenset[str], str] = field(default_factory=dict)  # the same with what firms sign

    def note(self, sentence: Sentence) -> None:
        """Remember the parties and the subject of a sentence already read."""
        self.since += 1
        for each in sentence.names:
            code = each.code if each.kind in ("party", "person") else ""
            if code and code != "ALL":
                if code in self.parties:
                    self.parties.remove(code)
                self.parties.append(code)
            if each.kind == "company":
                self.company = each.text
                self.firms.add(each.text)
            given = _GIVEN_TO.search(sentence.between(max(sentence.start, each.start - 9), each.start))
            if each.kind == "agency" and _ENDED.search(sentence.quote) and not given:
                self.bodies.add(each.text)
        self.traded = not sentence.vocabulary.isdisjoint(("trade", "turnover"))
        first = next((each for each in candidates(sentence, sentence.start, sentence.end)), None)
        if first is not None:
            self.subject = _agent(first)

    def other(self, code: str) -> str | None:
        """The state last mentioned beside this one."""
        return next((each for each in reversed(self.parties) if each != code), None)


def is_state(code: str) -> bool:
    """Whether a party's code is a country or bloc."""
    return codes.party(code) is not None


def _agent(mention: Mention, chain: int | None = None) -> Agent:
    kind = "party" if mention.kind == "person" else mention.kind
    code = mention.text if kind in ("company", "agency") else mention.code
    return Agent(code, kind, mention.start, mention.end, mention.end if chain is None else chain)


def agent(sentence: Sentence, at: int, memory: Memory, floor: int | None = None) -> Agent | None:
    """The subject of what stands at `at`: the nearest name before it that hangs on nothing else.

    Pronouns and "the country" go to the subject earlier in the sentence, else to that of the sentence before.
    """
    start = sentence.start if floor is None else floor
    beside = next(
        (
            each
            for each in sentence.names
            if each.kind in ("party", "company") and each.code and _beside(sentence, each, at)
        ),
        None,
    )
    found = candidates(sentence, start, at)
    if beside is not None and beside.start >= start:
        return _joined(sentence, found, found.index(beside)) if beside in found else _agent(beside)
    if (told := _told_of(sentence, start, at)) is not None:
        return told
    for n in range(len(found) - 1, -1, -1):
        mention = found[n]
        if other_subject(sentence, mention.end, at):
            return None
        if aside(sentence, mention, at):
            continue
        if mention.kind != "reference":
            return _joined(sentence, found, n)
        if mention.role == "both":
            return None  # "the two countries have decided to": none of them alone
        resolved = _resolved(sentence, mention, found[:n], memory)
        if resolved is not None:
            return resolved
    return None


_WHICH = re.compile(
    r"(?: group| holdings?)?(?: \([^)]{1,12}\))?, (?:which|who) (?:(?:itself|also|now|has|had) )*"
    r"(?:will|would|plans?|is to|intends"
    r"|agreed|pledged|promised|committed|vowed|wants|signed)\b[^,;.]{0,40}"
)


def _told_of(sentence: Sentence, start: int, at: int) -> Agent | None:
    """The name right before ", which will": what is told goes on about it, wherever it hangs."""
    near = [each for each in sentence.names if start <= each.start and each.end < at]
    last = near[-1] if near else None
    if last is None or last.kind not in ("company", "agency", "party") or not last.code:
        return None
    return _agent(last) if _WHICH.fullmatch(sentence.between(last.end, at)) else None


_UNDERTAKING = re.compile(
    r"\b(?:commitments?|pledges?|promises?|offers?|plans?|undertaking|vow|proposal|provisions?|deals?"
    r"|agreements?|contracts?)"
    r"\s+(?:from|by|for)\s+(?:the\s+)?$"
)
_SAID = re.compile(
    r"\s*(?:\([A-Z]{2,8}\))?(?:,[^,]*,|,)?"
    r"\s*(?:has |have |had |also |later |earlier |\w+ly )*(?:said|says|announced|confirmed|denied|added"
    r"|disclosed|reported)\b(?:\s\w+){0,4}?\s(?:that\s)?"
)


def _beside(sentence: Sentence, mention: Mention, at: int) -> bool:
    """Whether the name stands right before the verb: "result in Japan investing", "see the EU buy"."""
    if mention.end < at <= mention.end + 2 and not sentence.between(mention.end, at).strip():
        return True
    before = sentence.between(max(sentence.start, mention.start - 28), mention.start)
    leads = re.fullmatch(r"(?:,[^,]{1,60},)?\s*to\s*", sentence.between(mention.end, at)) is not None
    return leads and _UNDERTAKING.search(before) is not None


def gerund_subject(sentence: Sentence, at: int) -> str | None:
    """The party that earlier in the sentence stands right before a verb in -ing: "Japan investing … and paying"."""
    for each in reversed(sentence.parties(sentence.start, at)):
        if re.match(r"\s+[a-z]+ing\b", sentence.between(each.end, at)):
            return each.code
    return None


def _resolved(sentence: Sentence, mention: Mention, earlier: Sequence[Mention], memory: Memory) -> Agent | None:
    """What a pronoun or description stands for."""
    if mention.role == "both":
        return None
    if mention.role == "we":
        return _speaker(sentence, mention)
    fits = [each for each in earlier if each.kind != "reference" and _fits(mention.role, each.kind, each.code)]
    if fits:
        near = _SAID.fullmatch(sentence.between(fits[-1].end, mention.start))
        chosen = fits[0] if mention.role == "it" and not near else fits[-1]
        held = _agent(chosen)
        return Agent(held.code, held.kind, mention.start, mention.end, chosen.end)
    if mention.role == "company" and not _same_trade(mention.text, memory):
        return None
    if mention.role == "country" and memory.home:
        return Agent(memory.home, "party", mention.start, mention.end, mention.end)
    last = memory.subject
    if last is not None and last.kind != "reference" and _fits(mention.role, last.kind, last.code):
        return Agent(last.code, last.kind, mention.start, mention.end, mention.end)
    if mention.role == "company" and memory.company:
        return Agent(memory.company, "company", mention.start, mention.end, mention.end)
    if mention.role == "country" and memory.parties:
        return Agent(memory.parties[-1], "party", mention.start, mention.end, mention.end)
    return None


_SPEAKS = re.compile(r"(?:['’]s?)?\s*(?:[\w-]+\s+){0,6}?(?:said|says|told|added|announced)\b")


def _speaker(sentence: Sentence, mention: Mention) -> Agent | None:
    """Whom "we" stands for in a quote: the party, person or firm said to speak in the same sentence."""
    for each in sentence.names:
        if each.kind in ("party", "person", "company") and (each.code or each.kind == "company"):
            outside = each.start > mention.end or each.end < mention.start
            if outside and _SPEAKS.match(sentence.lower, each.end, sentence.end):
                held = _agent(each)
                return Agent(held.code, held.kind, mention.start, mention.end, mention.end)
    return None


def _same_trade(described: str, memory: Memory) -> bool:
    """Whether "the airline" can only be the one firm named so far; "the company" may be the last of several."""
    trades: dict[str, list[str]] = words("places")["trades"]
    word = described.lower().split()[-1]
    if word not in trades:
        return True
    others = {end for trade, ends in trades.items() for end in ends if end not in trades[word]}
    return len(memory.firms) == 1 and not any(others & set(name.split()) for name in memory.firms)


def _fits(role: str, kind: str, code: str) -> bool:
    if role == "company":
        return kind == "company"
    if role == "bloc":
        return kind == "party" and code in codes.scheme("bloc")
    if role == "country":
        return kind in ("party", "person") and code in codes.scheme("country")
    return True


def _joined(sentence: Sentence, found: Sequence[Mention], n: int) -> Agent:
    """The subject with those joined to it by "and": "Japan and India aim to"."""
    last = found[n]
    also: list[str] = []
    before = last
    for each in reversed(found[:n]):
        gap = sentence.between(each.end, before.start)
        if each.kind in ("party", "company") and re.fullmatch(
            r"\s*(?:,?\s*and|,|&)\s*(?:the\s+)?(?:[a-z]+['’]s?\s+|(?:[a-z-]+\s+){1,2}(?:giant|maker|group|firm"
            r"|company|supplier)\s+)?",
            gap,
        ):
            before = each
            also.append(each.text if each.kind == "company" else each.code)
        else:
            break
    held = _agent(last)
    return Agent(
        held.code, held.kind, held.start, held.end, held.chain, tuple(code for code in also if code != held.code)
    )


_EVENT = re.compile(
    r"\s(?:leaders['’]?\s)?(?:(?:air|trade|motor|auto|defen[cs]e) ?show|airshow|expo|fair|summit|forum)\b"
)
_AT = re.compile(r"\b(?:in|at|near)\s+$")


def venue(sentence: Sentence, mention: Mention) -> bool:
    """Whether a capital only says where something happened ("in Stockholm")."""
    before = sentence.between(max(sentence.start, mention.start - 8), mention.start)
    event = _EVENT.match(sentence.lower, mention.end, sentence.end)
    return event is not None or (mention.role == "capital" and _AT.search(before) is not None)


def agents(sentence: Sentence, memory: Memory) -> list[str]:
    """The states of a sentence that may be sides of talks, in order: named, by person, by "both sides"."""
    found: list[str] = []
    for each in sentence.names:
        if venue(sentence, each):
            continue
        if each.kind in ("party", "person") and each.code and each.code != "ALL" and each.code not in found:
            found.append(each.code)
        if each.kind == "reference" and each.role == "both":
            found += [code for code in memory.parties[-2:] if code not in found]
    return found


def adjacent_wish(sentence: Sentence, held: Agent) -> bool:
    """Whether the subject is itself the object of a wish: "wants Japan to", "urged the EU to"."""
    before = sentence.between(max(sentence.start, held.start - 40), held.start)
    return re.search(_wishes(), before) is not None


@cache
def _wishes() -> re.Pattern[str]:
    forms = sorted(
        {
            form
            for lemma in (*words("grades")["wish"]["verbs"], "expect", "predict")  # of another; one's own is a plan
            for _, form in forms_of(lemma)
        },
        key=lambda each: (-len(each), each),
    )
    return re.compile(
        r"\b(?:"
        + "|".join(map(re.escape, forms))
        + r")\s+(?:for\s+|on\s+|that\s+)?(?:the\s+|allies\s+|countries\s+)?(?:like\s+|such as\s+)?$"
    )


def tail(sentence: Sentence, start: int) -> int:
    """Where the object that begins at `start` ends: at a phrase that opens a side remark, or with the sentence."""
    found = stops().search(sentence.lower, start, sentence.end)
    return found.start() if found else sentence.end
