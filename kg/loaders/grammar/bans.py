"""Bans and curbs on trade in every voice: "bans exports of X", "imports of X were banned by Y", "its ban on exports".

A ban on exports is one by its exporter; a ban on what one side sells is a sanction of that side.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from kg.loaders.grammar.goods import find_goods
from kg.loaders.grammar.lexicon import choice, forms_of, words
from kg.loaders.grammar.measure_places import Found
from kg.loaders.grammar.measure_rows import aimed_by_list, listed
from kg.loaders.grammar.reading import Sentence, has, stops
from kg.loaders.grammar.resolve import Memory, adjacent_wish, agent, is_state
from kg.loaders.grammar.sides import announcer
from kg.loaders.grammar.subjects import candidates

__all__ = ["find_bans"]

_FLOWS = frozenset(
    re.findall(
        r"\w+",
        "export exports exporting exported import imports importing importation imported shipments shipped sales"
        " selling sold entry brought inflow",
    )
)  # without one of them nothing is banned
_SMALL = (
    r"(?:(?:all|its|their|the|any|most|certain|some|direct|indirect|and|or|purchase,|new|more|foreign|overseas"
    r"|purchase|transport|supply|sale|transit) |(?:purchase|transport|supply|sale|transit), ){0,6}"
)
_WHOSE = r"(?:(?!(?:and|or|of|on|by|in|to|for|that|which|from|as)\b)[\w.'’-]+ ){0,5}?"
_FLOW = r"(?P<flow>exports?|imports?|importation|entry|inflow|shipments|sales)"
_FLOWING = r"(?P<flow>exports?|imports?|importation|entry|inflow|shipments|sales|exporting|importing|selling)"
_BE = r"(?:was|were|is|are|(?:has|have|had) been|(?:will|would) be|(?:is|are) to be)(?: also| again| now| temporarily)?"
_VERBS = ("base", "s", "past", "participle", "ing")
NEAR = 60  # characters between what is done to a ban and the ban


@cache
def _known(name: str, *forms: str) -> dict[str, str]:
    """Surface → group, of verbs in some of their forms or of nouns."""
    lists = words("bans")[name]
    surfaces = ((group, lemma, pair) for group, held in lists.items() for lemma in held for pair in forms_of(lemma))
    if name == "nouns":
        return {noun: group for group, nouns in lists.items() for noun in nouns}
    found: dict[str, str] = {}
    for group, _, (form, surface) in surfaces:
        if form in forms:
            found.setdefault(surface, group)
    return found


def _choice(known: dict[str, str], *groups: str) -> str:
    return choice(surface for surface, group in known.items() if group in groups)


@cache
def _forms() -> tuple[re.Pattern[str], ...]:
    verb = rf"\b(?P<verb>{_choice(_known('verbs', *_VERBS), 'ban', 'curb', 'tighten', 'free')})"
    done = rf"(?P<verb>{_choice(_known('verbs', 'participle'), 'ban', 'curb')})\b"
    noun = rf"\b(?P<noun>{_choice(_known('nouns'), 'ban', 'curb')})\b"
    put = _choice(_known("verbs", "past", "participle", "s"), "put")
    made = rf"(?P<made>(?:,? (?:that|which) [^,;.]{{3,60}}? (?:{put})\b(?: in \w+)?)?)"
    what = rf"{_SMALL}(?:{_FLOWING} (?:of |into |from )?)?(?P<goods>[^;:()]{{3,110}})"
    goods = r"(?P<goods>[^;:()]{3,110})"
    return tuple(
        re.compile(form)
        for form in (
            rf"{verb} {_SMALL}{_WHOSE}{_FLOW} (?:of|to|from) {goods}",
            rf"{verb} {_SMALL}(?P<goods>(?:(?!(?:on|from|of)\b)[\w.'’-]+ ){{1,4}}?){_FLOW}\b(?! of\b)",
            rf"\b{_FLOW} of (?P<goods>[^;:()]{{3,90}}?),? {_BE} {done}",
            rf"(?P<goods>(?:[\w-]+ ){{1,3}}){_FLOW} {_BE} {done}",
            rf"\b{_FLOW} of (?P<goods>[^;:()]{{3,90}}?),? (?:will|would) (?P<verb>no longer be (?:allowed|permitted))",
            rf"\b(?P<verb>banned|barred|prohibited|blocked|stopped) (?:by [^,;.]{{3,50}}? )?from {_FLOWING} {goods}",
            rf"(?:\b(?P<first>export|import) )?{noun}(?:,[^,;]{{3,40}},)?{made} on {what}",
        )
    )


def find_bans(sentence: Sentence, memory: Memory) -> list[Found]:
    """Bans and curbs of a sentence; none where they are wished, denied or supposed."""
    out: list[Found] = []
    if sentence.vocabulary.isdisjoint(_FLOWS):
        return out
    for form in _forms():
        for match in form.finditer(sentence.lower, sentence.start, sentence.end):
            found = _named(sentence, memory, match) if "noun" in form.groupindex else _told(sentence, memory, match)
            if found is not None:
                out.append(found)
        if out:
            break
    if (
        not out
        and not _NOTS.isdisjoint(sentence.vocabulary)
        and (kept := _MAY_NOT.search(sentence.lower, sentence.start, sentence.end))
    ):
        found = _kept_out(sentence, memory, kept)
        out += [found] if found else []
    return out


_NOTS = frozenset(("not", "cannot", "longer"))
_MAY_NOT = re.compile(
    r"(?P<goods>[^;:()]{3,90}?),? (?:may|can|must|will|shall)(?:not| no longer| not)(?: any longer)? be "
    r"(?P<verb>imported|brought|exported|shipped|sold)(?P<way> (?:in|into|to|out of|from|abroad)\b)?"
)


def _kept_out(sentence: Sentence, memory: Memory, match: re.Match[str]) -> Found | None:
    """The ban of what may not be done with goods: "beef from X may not be brought into Y"."""
    begin, end = match.span("goods")
    goods = find_goods(sentence.text, begin, end)
    leaves = match["verb"] == "exported" or (match["way"] or "").strip() in ("out of", "abroad", "from")
    place = next(iter(sentence.parties(match.end(), min(sentence.end, match.end() + 24))), None)
    imposer = place.code if place else _by(sentence, memory, begin, match.end(), match.end())
    named = sorted({each.code for each in sentence.parties(begin, end) if each.code not in (imposer, "ALL")})
    hedged = has(sentence.between(sentence.start, end), words("bans")["hedges"]["planned"])
    if imposer is None or not goods or hedged or not (leaves or named):
        return None
    kind = "export_ban" if leaves else "sanction"
    return Found(sentence, kind, imposer, named or ["ALL"], "impose", products=goods)


def _told(sentence: Sentence, memory: Memory, match: re.Match[str]) -> Found | None:
    """The ban of a verb: active, passive, or "barred from exporting"."""
    verb, last = match["verb"], max(match.end("verb"), match.end("flow"))
    group, gap = _known("verbs", *_VERBS).get(verb, "ban"), sentence.between(match.end("verb"), match.start("flow"))
    if match.start("verb") > match.start("flow") or gap.endswith("from "):
        imposer, led = _by(sentence, memory, match.start(), match.end("verb"), last), sentence.start
    else:
        held = agent(sentence, match.start(), memory)
        if held is None or not is_state(held.code) or adjacent_wish(sentence, held):
            return None
        imposer, led = held.code, held.end
    action = _planned(sentence, led, match.start(), {"free": "remove", "tighten": "raise"}.get(group, "impose"))
    noun = _NOUN.search(gap)  # "eases curbs on exports", "suspends its ban on exports"
    if noun and verb.startswith(("suspend", "halt", "pause", "freez")):
        action = "suspend" if action == "impose" else None
    curb = group in ("curb", "tighten") or (noun is not None and not noun[0].startswith("ban"))
    return _found(sentence, match, imposer, action, curb=curb or (group == "free" and noun is None))


_NOUN = re.compile(r"\b(?:curbs?|restrictions?|controls|limits|bans?)\b")


def _named(sentence: Sentence, memory: Memory, match: re.Match[str]) -> Found | None:
    """The ban of a noun, by what is done to it before or behind, whose it is, who put it."""
    at = match.start()
    doing, passive = _doing(sentence, match)
    owner = _owner(sentence, memory, at) or (None if doing[0] else listed(sentence, memory))
    imposer: str | None = None
    if match["made"]:
        imposer = next((each.code for each in sentence.parties(match.start("made"), match.end("made"))), None)
    elif passive:
        imposer = owner or _by(sentence, memory, at, doing[1], doing[1])
    elif doing[0]:
        held = agent(sentence, doing[1], memory)
        imposer = held.code if held and is_state(held.code) and not adjacent_wish(sentence, held) else None
        imposer = imposer or owner
    else:
        imposer = owner
    group = doing[0] or ("put" if owner or match["made"] else None)
    action = {"free": "remove", "pause": "suspend", "put": "impose", "tighten": "raise"}.get(group or "")
    begin = doing[1] if doing[0] and not passive else at
    action = _planned(sentence, sentence.start, begin, action, 20 if owner else NEAR)
    curb = _known("nouns")[match["noun"]] == "curb"
    targets = aimed_by_list(sentence, memory, "export" if "export" in match.group() else "sanction")
    return _found(sentence, match, imposer, action, curb=curb, targets=targets)


@cache
def _done() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """(what is done to a ban before it, what in the passive behind it)."""
    verbs, passive = _known("verbs", *_VERBS), _known("verbs", "participle")
    groups = ("free", "pause", "put", "tighten")
    return (
        re.compile(rf"\b(?P<verb>{_choice(verbs, *groups)})\b(?: [\w.'’-]+){{0,6}}? $"),
        re.compile(rf"[^;]{{0,120}}?\b(?:{_BE}|be|been|being) (?P<verb>{_choice(passive, *groups)})\b"),
    )


def _doing(sentence: Sentence, match: re.Match[str]) -> tuple[tuple[str | None, int], bool]:
    """((what is done to a ban, where), whether in the passive behind it)."""
    before, behind = _done()
    left = before.search(sentence.lower, max(sentence.start, match.start() - NEAR), match.start())
    if left is not None:
        return (_known("verbs", *_VERBS)[left["verb"]], left.start()), False
    right = behind.match(sentence.lower, match.end("noun"), sentence.end) if not match["made"] else None
    if right is not None:
        return (_known("verbs", "participle")[right["verb"]], right.end()), True
    return (None, match.start()), False


def _owner(sentence: Sentence, memory: Memory, at: int) -> str | None:
    """Whose ban it is by the words before it: "its ban", "India's ban", "the Indian ban"."""
    for each in reversed(sentence.parties(sentence.start, at)):
        gap = sentence.between(each.end, at)
        if re.fullmatch(r"(?:['’]s?)? (?:[a-z-]+ ){0,2}", gap) and (
            gap.startswith(("'", "’")) or each.role == "demonym"
        ):
            return each.code
    if re.search(r"\bits (?:[a-z-]+ ){0,2}$", sentence.between(max(sentence.start, at - 30), at)) is None:
        return None
    first = next(iter(candidates(sentence, sentence.start, at)), None)
    held = agent(sentence, at, memory)
    code = held.code if held else first.code if first else ""
    return code if is_state(code) else None


_BODY = re.compile(
    r"(?:the |its )?(?:[a-z]+ ){0,3}"
    r"(?:government|ministry|department|directorate|treasury|commission|cabinet|council|customs)\b"
)
_BY = re.compile(r"[^;]{0,60}?\bby ")


def _by(sentence: Sentence, memory: Memory, start: int, verb: int, last: int) -> str | None:
    """Who acts in a passive: behind "by", else who says it, whose government the text means, whom it is about."""
    alone = memory.about[0] if len(memory.about) == 1 else None
    if by := _BY.match(sentence.lower, verb, min(sentence.end, max(verb, last) + 120)):
        acting = [each for each in sentence.names if by.end() <= each.start < by.end() + NEAR]
        known = next((each.code for each in acting if each.kind in ("party", "person") and each.code), None)
        body = _BODY.match(sentence.lower, by.end(), sentence.end) or any(each.role == "country" for each in acting)
        return known or ((memory.home or alone) if body else None)
    person = next((each.code for each in sentence.names if each.kind == "person" and each.code), None)
    held = agent(sentence, start, memory)
    subject = held.code if held and is_state(held.code) else None
    told = memory.measure[0] if memory.measure else None
    return announcer(sentence) or person or subject or told or (None if len(memory.about) > 1 else memory.home or alone)


def _planned(sentence: Sentence, start: int, end: int, action: str | None, reach: int = NEAR) -> str | None:
    """The action as far as it is firm: none where it is denied, wished or supposed, threatened where it is planned."""
    hedges, before = words("bans")["hedges"], sentence.between(max(start, end - NEAR), end)
    if action is None or has(before[-reach:], hedges["never"]):
        return None
    if has(before, hedges["planned"]):
        return "threaten" if action in ("impose", "raise") else None
    return action


def _found(
    sentence: Sentence,
    match: re.Match[str],
    imposer: str | None,
    action: str | None,
    *,
    curb: bool,
    targets: Sequence[str] = (),
) -> Found | None:
    """The measure, by which way the goods go; a ban on imports needs a side whose goods they are."""
    told = match.groupdict()
    begin, end = match.span("goods")
    stop = stops().search(sentence.lower, begin, end)
    ahead = _ENDS.search(sentence.lower, begin, stop.start() if stop else end)
    end = ahead.start() if ahead else stop.start() if stop else end
    own = re.search(r"\b(exports|imports)\b", sentence.between(begin, end))
    flow = f"{told.get('first') or ''}{told['flow'] or ''}" or (own[1] if own else "")
    if imposer is None or action is None or not flow:
        return None
    goods = find_goods(sentence.text, begin, end, whole=match.end("goods") <= match.start("flow"))
    first = next((each for each in sentence.parties(begin, end) if each.start <= begin + 1), None)
    if not goods and first is not None:
        goods = find_goods(sentence.text, first.end, end, whole=True)  # "Burmese teak"
    named = sorted({each.code for each in sentence.parties(begin, end) if each.code not in (imposer, "ALL")})
    targets = [code for code in targets if code != "ALL"]
    if flow.startswith(("import", "entry", "inflow")):
        named = named or targets
        return Found(sentence, "sanction", imposer, named, action, products=goods) if named else None
    if not goods and not named:
        return None
    kind = "export_control" if curb else "export_ban"
    return Found(sentence, kind, imposer, named or targets or ["ALL"], action, products=goods)


_ENDS = re.compile(
    r" (?:except|excluding|other"
    r"|was|were|is|are|has|have|had|will|would|that|which|who|in|since|after|when|until|at|on|by|through|for|over|it"
    r"|and (?:has|will|is|was|to))\b|,(?! (?:and )?[\w-]+(?: [\w-]+)? (?:and|to|from)\b| and )"
)  # behind these no goods are named any more
