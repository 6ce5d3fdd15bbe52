"""Measures told by a verb: bans and curbs on exports, goods that are let in without a duty."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal

from kg.loaders.grammar.goods import find_goods
from kg.loaders.grammar.lexicon import words
from kg.loaders.grammar.measure_places import Found
from kg.loaders.grammar.phrases import Rate
from kg.loaders.grammar.reading import Sentence, any_of, has
from kg.loaders.grammar.resolve import Memory, adjacent_wish, agent, is_state
from kg.loaders.grammar.subjects import candidates
from kg.model import codes

__all__ = ["find_bans", "find_free_entry"]

_WARES = frozenset(("export", "exports", "exporting", "shipments", "sales"))  # without one of them nothing is banned
_BANS = re.compile(
    r"\b(?P<verb>ban(?:s|ned|ning)?|halt(?:s|ed|ing)?|prohibit(?:s|ed|ing)?|suspend(?:s|ed|ing)?"
    r"|restrict(?:s|ed|ing)?|curb(?:s|ed|ing)?|limit(?:s|ed|ing)?|block(?:s|ed|ing)?|tighten(?:s|ed|ing)?"
    r"|control(?:s|led|ling)?|lift(?:s|ed|ing)?|eas(?:es|ed|ing|e)|resum(?:e|es|ed|ing))\s+"
    r"(?:[\w.'’-]+\s+){0,4}?(?P<what>exports?|shipments|sales)\s+(?:of|to)\s"
)


_BAN_ON = re.compile(
    r"\b(?P<verb>(?:impos|extend|introduc|announc|keep|kept|maintain|reimpos|renew|order|prolong|plac|slap"
    r"|lift|scrap|end|remov|eas|relax|revok|cancel|suspend|paus)\w*)\s+(?:[\w.'’-]+\s+){0,4}?"
    r"(?P<kind>bans?|curbs|restrictions|limits|controls) on (?P<what>(?:[\w-]+\s+){1,5}?exports|exporting\b)"
)
_BAN_GOODS = re.compile(
    r"\b(?P<verb>bans?|banned|halts?|halted|prohibits?|prohibited|blocks?|blocked|restricts?|restricted|curbs?"
    r"|curbed|resumes?|resumed)"
    r"\s+(?:all\s+|most\s+|its\s+)?(?P<what>(?!on\b)(?:[\w-]+\s+){1,4}?exports)\b(?!\s+(?:of|to)\b)"
)
_ENDS = ("lift", "scrap", "end", "remov", "eas", "relax", "revok", "cancel")


def _nominal(sentence: Sentence, memory: Memory) -> list[Found]:
    """What is done to a ban: "extended a ban on gasoline exports", "lifted curbs on rice exports"."""
    out = []
    for match in _BAN_ON.finditer(sentence.lower, sentence.start, sentence.end):
        held = agent(sentence, match.start(), memory)
        goods = find_goods(sentence.text, match.start("what"), match.end("what"))
        if held is None or not is_state(held.code) or not goods or match["verb"].startswith(("ender", "endor")):
            continue
        if adjacent_wish(sentence, held) or has(sentence.between(held.end, match.start()), ("not", "may", "could")):
            continue
        verb = match["verb"]
        action = "remove" if verb.startswith(_ENDS) else "suspend" if verb.startswith(("suspend", "paus")) else "impose"
        targets = sorted({each.code for each in sentence.parties(match.end(), sentence.end) if each.code != held.code})
        kind = "export_ban" if match["kind"].startswith("ban") else "export_control"
        onto = re.match(r"\s+to\s", sentence.between(match.end(), sentence.end))
        out.append(Found(sentence, kind, held.code, targets if onto and targets else ["ALL"], action, products=goods))
    for match in _BAN_GOODS.finditer(sentence.lower, sentence.start, sentence.end):
        held = agent(sentence, match.start(), memory)
        goods = find_goods(sentence.text, match.start("what"), match.end("what"))
        refused = held is not None and has(sentence.between(held.end, match.start()), ("not", "may", "could", "to"))
        if held is not None and is_state(held.code) and goods and not refused and not adjacent_wish(sentence, held):
            curbs = match["verb"].startswith(("restrict", "curb"))
            action = "remove" if match["verb"].startswith("resum") else "impose"
            kind = "export_control" if curbs else "export_ban"
            out.append(Found(sentence, kind, held.code, ["ALL"], action, products=goods))
    return out


_OWNED_BAN = re.compile(
    r"(?P<owner>\bits|['’]s?|⟧|\b[a-z]+)\s+(?:[a-z-]+\s+){0,2}?(?P<kind>ban|bans|curbs|restrictions|controls) on "
    r"(?:the\s+)?(?P<what>(?:[\w-]+\s+){1,4}?exports|exports? of (?:[\w-]+\s*){1,4}|exporting (?:[\w-]+\s*){1,4})"
)
_PUT_BAN = re.compile(
    r"\b(?P<kind>ban|bans|curbs|restrictions|controls) (?:that|which) (?:[\w.'’-]+\s+){1,5}?(?:has |had |have )?"
    r"(?:placed|imposed|put|introduced|announced|slapped|keeps|kept)\s+(?:in \w+\s+)?on\s+"
    r"(?:the\s+)?(?P<what>exports? of (?:[\w-]+\s*){1,3}|exporting (?:[\w-]+\s*){1,3}|(?:[\w-]+\s+){1,3}exports)"
)  # "the ban that India placed on exports of onions"
_PASSIVE = re.compile(
    r"\b(?:exports?|shipments|sales abroad) of (?P<what>(?:[\w-]+\s+){0,4}?[\w-]+)(?:,\s+of which\s[^,;.]{1,80},)?\s+"
    r"(?:will|would|is to|are to|has been|have been|had been|were|was)\s+(?:be\s+)?"
    r"(?P<verb>banned|prohibited|halted|restricted|suspended|barred|stopped|curbed)\b"
)


def _owned(sentence: Sentence, memory: Memory) -> list[Found]:
    """A ban that is only named, by whose it is: "its ban on nickel ore exports"; and one told in the passive."""
    out = []
    for match in _OWNED_BAN.finditer(sentence.lower, sentence.start, sentence.end):
        named = sentence.parties(sentence.start, match.end())
        own = next((each for each in named if each.end == match.start() or each.start >= match.start()), None)
        first = next(iter(candidates(sentence, sentence.start, match.start())), None)
        held = (agent(sentence, match.start(), memory) or first) if match["owner"] == "its" else None
        imposer = own.code if own else held.code if held else None
        goods = find_goods(sentence.text, match.start("what"), match.end("what"))
        if imposer and is_state(imposer) and goods and not _lifted(sentence, match.start()):
            kind = "export_ban" if match["kind"].startswith("ban") else "export_control"
            out.append(Found(sentence, kind, imposer, ["ALL"], "impose", products=goods))
    for match in _PUT_BAN.finditer(sentence.lower, sentence.start, sentence.end):
        named = sentence.parties(match.start(), match.end())
        goods = find_goods(sentence.text, match.start("what"), match.end("what"))
        if named and goods:
            kind = "export_ban" if match["kind"].startswith("ban") else "export_control"
            out.append(Found(sentence, kind, named[0].code, ["ALL"], "impose", products=goods))
    for match in _PASSIVE.finditer(sentence.lower, sentence.start, sentence.end):
        by = re.match(r"[^,;]{0,30}?\bby\s+(?:the\s+)?(?:\w+\s+)?", sentence.between(match.end(), sentence.end))
        reach = match.end() + by.end() if by else 0
        done = [each for each in sentence.names if by and each.kind == "party" and match.end() < each.start <= reach]
        person = next((each.code for each in sentence.names if each.kind == "person" and each.code), None)
        held = agent(sentence, match.start(), memory)
        imposer = (
            (done[0].code if done else None)
            or person
            or (held.code if held and is_state(held.code) else None)
            or memory.home
        )
        goods = find_goods(sentence.text, match.start("what"), match.end("what"))
        if imposer and goods and not has(sentence.between(sentence.start, match.start()), ("if", "unless", "could")):
            kind = "export_control" if match["verb"] in ("restricted", "curbed") else "export_ban"
            action = "suspend" if match["verb"] == "suspended" and kind == "export_control" else "impose"
            out.append(Found(sentence, kind, imposer, ["ALL"], action, products=goods))
    return out


def _lifted(sentence: Sentence, at: int) -> bool:
    """Whether something is done to the ban, which other patterns read, or it is only wished away."""
    before = sentence.between(max(sentence.start, at - 50), at)
    return (
        re.search(
            r"\b(?:lift|eas|end|scrap|relax|suspend|extend|consider|weigh|plan|mull|threat|against|no|remov|drop|revok)\w*\b"
            r"[^,;]*$",
            before,
        )
        is not None
    )


def find_bans(sentence: Sentence, memory: Memory) -> list[Found]:
    """Bans and curbs on exports told by a verb, or by what is done to a ban."""
    if sentence.vocabulary.isdisjoint(_WARES):
        return []
    out = _nominal(sentence, memory)
    out += [] if out else _owned(sentence, memory)
    for match in _BANS.finditer(sentence.lower, sentence.start, sentence.end):
        held = agent(sentence, match.start(), memory)
        if (
            held is None
            or not is_state(held.code)
            or has(sentence.between(held.end, match.start()), ("not", "urged", "want", "wants", "from", "have to"))
        ):
            continue
        stop = any_of(words("clauses")["stops"]).search(sentence.lower, match.end(), sentence.end)
        end = stop.start() if stop else sentence.end
        verb = match["verb"]
        curb = re.search(r"\b(?:restrictions|curbs|controls|limits)\b", match.group()) is not None
        action = (
            "remove" if verb.startswith(("lift", "eas", "resum")) else "raise" if verb.startswith("tight") else "impose"
        )
        if verb.startswith("suspend") and re.search(r"\b(?:restrictions|curbs|controls|limits|ban)\b", match.group()):
            action = "suspend"
        kind = (
            "export_ban"
            if not curb and verb.startswith(("ban", "halt", "prohib", "block", "suspend"))
            else "export_control"
        )
        targets = sorted({each.code for each in sentence.parties(match.end() - 4, end) if each.code != held.code})
        goods = find_goods(sentence.text, match.end() - 4, end)
        if goods or targets:
            out.append(Found(sentence, kind, held.code, targets or ["ALL"], action, products=goods))
    return out


_FREE = re.compile(
    r"\b(?:duty[- ]free|tariff[- ]free|free of (?:duty|duties|tariffs)|without (?:duty|duties|tariffs)"
    r"|zero[- ](?:duty|tariff)"
    r"|at (?:a )?(?:zero|0%|0 per ?cent|nil)(?: rate| tariff| duty)?)\b"
)
_ANOTHER = re.compile(r",\s+(?:while|whereas|and \w+ will)\b|;")  # another's clause
_QUOTA = re.compile(r"\s+(?:\w+\s+)?quotas?\b")
_OPENS = re.compile(
    r"\b(?P<verb>let(?:s|ting)? in|let|allow(?:s|ed|ing)?|admit(?:s|ted)?|accept(?:s|ed)?|permit(?:s|ted)?"
    r"|open(?:s|ed)?|grant(?:s|ed)?"
    r"|import)\b"
)
_ENTERS = re.compile(r"\b(?:enter(?:s|ed|ing)?|into|be sold in|be exported to|be shipped to|access to)\s+(?:the\s+)?$")


def find_free_entry(sentence: Sentence, memory: Memory, told: Sequence[Found]) -> list[Found]:
    """Goods let in without a duty, where no noun for the tariff stands: "will let in 500 tonnes of beef duty-free"."""
    free = _FREE.search(sentence.lower, sentence.start, sentence.end)
    if (
        free is None
        or _QUOTA.match(sentence.lower, free.end())
        or any(each.rate is not None and each.rate.value == 0 for each in told)
    ):
        return []
    market = next(
        (
            each
            for each in sentence.parties(sentence.start, sentence.end)
            if _ENTERS.search(sentence.between(max(sentence.start, each.start - 20), each.start))
        ),
        None,
    )
    opens = _OPENS.search(sentence.lower, sentence.start, free.start())
    held = agent(sentence, opens.start(), memory) if opens and market is None else None
    imposer = market.code if market else held.code if held else None
    if imposer is None or not is_state(imposer) or (held is not None and adjacent_wish(sentence, held)):
        return []
    begin = opens.end() if opens and market is None else sentence.start
    if has(sentence.between(sentence.start, free.start()), ("not", "no longer", "wants", "want", "urged", "if")):
        return []
    ends = _ANOTHER.search(sentence.lower, free.end(), sentence.end)
    goods = find_goods(sentence.text, begin, ends.start() if ends else sentence.end)
    origin = sorted({each.code for each in sentence.parties(begin, sentence.end) if each.code != imposer})
    if not goods:
        return []
    if not origin and (sides := next((sides for sides in memory.deal if imposer in sides), None)):
        origin = sorted(sides - {imposer})
    rate = Rate(free.start(), free.end(), Decimal(0), "exact")
    out = [Found(sentence, "tariff", imposer, origin or ["ALL"], "exempt", rate, products=goods)]
    counted = [each for each in sentence.figures if each.unit not in codes.currencies() and each.start >= begin]
    if counted and not any(each.kind == "quota" for each in told):
        out.append(Found(sentence, "quota", imposer, origin or ["ALL"], "impose", products=goods))
    return out
