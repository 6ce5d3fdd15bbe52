"""Pledges told around an amount, without "X will buy": nouns with "by", participles, passives, shares, lines of lists.

A sentence is matched as a pattern of amounts and names: "⟪0⟫ investment by ⟦0⟧ in ⟦1⟧".
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from kg.loaders.grammar import reading
from kg.loaders.grammar.actions import kind_of
from kg.loaders.grammar.entities import Mention
from kg.loaders.grammar.frame_deals import between, dealt, in_talks, sale
from kg.loaders.grammar.frame_lists import hanging, part, row, share
from kg.loaders.grammar.frame_passives import between_banks, given, granted, passive
from kg.loaders.grammar.frame_voices import approved, related
from kg.loaders.grammar.frame_words import Sides, compiled, group_of, kinds
from kg.loaders.grammar.lexicon import words
from kg.loaders.grammar.marks import BY, NAMED, Place, cut_at, sells
from kg.loaders.grammar.objects import compared, is_change
from kg.loaders.grammar.phrases import Figure
from kg.loaders.grammar.reading import Sentence, has
from kg.loaders.grammar.status import ENDINGS
from kg.model import codes

__all__ = ["Frame", "find_frames"]

_FILL = r"(?:(?!(?:by|from|to|for|and|including|after)\b)[\w'&/-]+,? ){0,5}?"
_PLAIN = r"(?:(?!(?:and|or|to|will|would|by|from|for|that|which|is|are)\b)[\w-]+ ){0,2}?"
_GIVER = re.compile(rf"(?<!lent )(?<!built )(?<!owned )(?<!run )\b(?:by|from) {NAMED}")
_SELLER = re.compile(rf"\bfrom {NAMED}")  # of a purchase; a loan from somebody is the giver's


@dataclass(frozen=True, slots=True)
class Frame:
    """A pledge by its pattern: who gives, who receives, of what kind, how firm, around which amounts."""

    figures: tuple[Figure, ...]
    giver: Mention | None  # none for a part of the pledge told last
    receiver: Mention | None
    kind: str | None  # none where only the pledge told last can say it
    status: str


def find_frames(sentence: Sentence, taken: Iterable[Figure]) -> Iterator[Frame]:
    """Pledges around the amounts of a sentence that no verb has `taken`."""
    figures = sentence.figures
    flows = bool(figures) and sentence.has(words("frames")["done"]["words"])
    used = {each.core for each in taken}
    for n, figure in enumerate(figures):
        before = sentence.between(sentence.start, figure.start)[-60:]
        if figure.core in used or figure.converted or is_change(before) or compared(before):
            continue
        if flows and has(_clause_of(sentence, figure), words("frames")["done"]["words"]):
            continue
        place = cut_at(sentence, n)
        sides = next((found for frame in _FRAMES if (found := frame(place)) is not None), None)
        if sides and sides.giver and _unknown(sentence, sides.giver):
            continue
        if sides and sides.receiver is None and _BOTH_SIGN.search(place.far):
            continue  # "signed by Brazil and Belarus": who buys, nobody says
        status = _status(sentence, figure, sides) if sides else None
        if sides and status:
            more = tuple(_further(place, figures[n + 1 :], figure.unit not in codes.currencies()))
            used.update(each.core for each in more)
            yield Frame((figure, *more), sides.giver, sides.receiver, sides.kind, status)


_CLAUSES = re.compile(
    r";|,? (?:and|while|but|as|after) (?=[a-z]+ (?:[a-z]+ )?(?:rose|fell|grew|totall?ed|reached)\b)|, (?:while|but) "
)


def _clause_of(sentence: Sentence, figure: Figure) -> str:
    """The clause of an amount, without one of its own on what rose or fell."""
    ends = [each.start() for each in _CLAUSES.finditer(sentence.lower, sentence.start, sentence.end)]
    start = max([at for at in ends if at <= figure.core] or [sentence.start])
    return sentence.between(start, min([at for at in ends if at > figure.core] or [sentence.end]))


def _unknown(sentence: Sentence, giver: Mention) -> bool:
    """Whether who gives has a name that is not known: "cancelled by Larkair from Kenya"."""
    found = _OF_THERE.search(sentence.text, sentence.start, giver.start)
    return found is not None and not any(each.start <= found.start(1) < each.end for each in sentence.names)


_OF_THERE = re.compile(
    r"\b(?:by|from) (?:the )?((?!Government|Ministr|Kingdom|Republic|People|Bank|Union|State|Emirate|Commonwealth)"
    r"[A-Z][\w&-]+) (?:of|from) (?:the )?$"
)


def _commitment(place: Place) -> Sides | None:
    """A ⟪amount⟫ commitment from ⟦X⟧ to invest in ⟦Y⟧."""
    found = compiled(rf"^ COMMITMENT (?:by|from) {NAMED}(?: to ([a-z]+))?").match(place.far)
    if not found:
        return _own_commitment(place)
    tail = place.far[found.end() :]
    kind = (kind_of(found[3]) or "other") if found[3] else "investment"
    giver, gained = place.name(found, 2), place.name(_GAINS.search(place.before))
    return Sides(giver, place.receiver(tail) or (gained if gained is not giver else None), kind)


def _own_commitment(place: Place) -> Sides | None:
    """⟦X⟧'s ⟪amount⟫ commitment to ⟦Y⟧."""
    owner = _OWNER.search(place.before)
    found = compiled(r"^ (?:[a-z-]+ )?COMMITMENT (?:to|for|in)\b(?: ([a-z]+))?").match(place.far) if owner else None
    if not found:
        return None
    tail = place.far[found.end("commitment") :]
    noun = compiled("NOUN").search(place.far[: found.end()])
    kind = kind_of(found[2] or "") or (kinds()[noun["noun"]] if noun else "investment")
    return Sides(place.name(owner), place.receiver(tail), kind)


_OWNER = re.compile(
    r"⟦(\d+)⟧(?:'s?|(?: has| have| had| also| on \w+day)* (?:announc|unveil|confirm|sign|mak|made|repeat|renew)[a-z]*)"
    r" (?:[a-z-]+ ){0,2}$"
)


def _promised(place: Place) -> Sides | None:
    """⟪amount⟫ pledged by ⟦X⟧ for ⟦Y⟧."""
    found = compiled(rf"^,? {_FILL}PROMISED (?:(?:on|in|last|this|earlier) [\w-]+ )?(?=(?:by|from) )").match(
        place.behind
    )
    giver = place.name(_GIVER.match(place.behind, found.end())) if found else None
    if found is None or giver is None:
        return None
    noun = (
        compiled("NOUN").search(place.behind)
        or compiled("NOUN").search(place.before)
        or compiled("NOUN").search(place.lead)
    )
    receiver = place.receiver(place.behind[found.end() :])
    if receiver is None and giver.kind == "agency":  # "Pakistan survived with ⟪$3bn⟫ approved by"
        receiver = place.name(re.match(r"(?:the )?⟦(\d+)⟧", place.before))
    return Sides(
        giver, receiver, kinds()[noun["noun"]] if noun else "investment", group_of("participles", found["promised"])
    )


def _noun(place: Place) -> Sides | None:
    """⟪amount⟫ investment by ⟦X⟧ in ⟦Y⟧ · ⟪amount⟫ in ⟦Korean⟧ investments in ⟦Y⟧ · ⟦X⟧'s ⟪amount⟫ loan to ⟦Y⟧."""
    ahead = compiled(rf"^,? (?:(?:in|of|worth of) )?{_FILL}(?:⟦(\d+)⟧(?:'s)? {_PLAIN})?NOUN").match(place.behind)
    if held := compiled(rf"\bNOUN by {NAMED} of (?:[a-z]+ ){{0,2}}$").search(place.before):
        return Sides(place.name(held, 2), place.receiver(place.behind), kinds()[held["noun"]])
    first = compiled(r"\bNOUN (?:of|worth|in) (?:[a-z]+ ){0,2}$").search(place.before)
    if first is None and place.counted:
        first = compiled(r"\bNOUN (?:for|of|covering) (?:[a-z]+ ){0,2}$").search(place.before)
    found = ahead or first
    if found is None:
        return None
    tail = place.behind[ahead.end() :] if ahead else place.behind
    before = place.before if ahead else place.before[: found.start()]
    word, kind = found["noun"], kinds()[found["noun"]]
    if handed := _HANDED.search(before):
        return Sides(place.name(handed), place.name(handed, 2), kind)
    by = (BY if kind == "purchase" else _GIVER).search(tail)
    receiver = place.receiver(tail if by is None else tail.replace(by[0], " "))
    described = place.name(ahead) if ahead and word != "imports" else None
    if kind == "purchase":
        receiver = place.name(_SELLER.search(tail)) or receiver
        if ahead and described and not re.search(rf"⟧(?:'s)? {re.escape(word)}$", ahead[0]):
            receiver, described = receiver or described, None  # "$750 billion of U.S. energy purchases"
        if described and sells(described.text):
            receiver, described = receiver or described, None  # "a Boeing order"
        receiver = receiver or place.name(re.match(r" of (?:[a-z-]+ ){0,3}⟦(\d+)⟧", tail))
    giver = place.name(by)
    if kind == "market_access":  # a quota is only its owner's to open, not of those who use it
        return Sides(doer, receiver, kind) if (doer := place.name(compiled(_DOER).search(before))) else None
    if giver is None:
        giver, receiver = _named_before(place, before, described, receiver, lent=kind in ("loan", "guarantee", "other"))
    else:
        gained = place.name(_GAINS.search(before))
        receiver = receiver or described or (gained if gained is not giver and kind != "purchase" else None)
    return Sides(giver, receiver, kind) if giver is not None and giver is not receiver else None


_BOTH_SIGN = re.compile(
    r"\b(?:signed|agreed|concluded|reached|inked)\b[^.;⟦]{0,30}? by (?:the )?⟦\d+⟧ and (?:the )?⟦\d+⟧(?! [a-z-]+ ⟦)"
)
_DOER = (
    r"⟦(\d+)⟧(?:'s? [\w-]+)?(?: (?:[a-z-]+ )?(?:companies|firms|groups|makers|government|leader|officials|president))?"
    r"(?:, (?:led by|the|an?) [^.;⟪]{1,70},)?(?: on \w+day)? (?:has |have |had |is |are )?(?:also |already )?"
    r"(?:PROMISED|pledges?|commits?|promises?|plans|plan|planning|offers|proposes|eyes|agreed to|agreed on|agrees to"
    r"|DOING)(?: [a-z]+){0,2} $"
)


_JOINED = re.compile(r"⟦\d+⟧ and (?:the )?⟦\d+⟧ [^⟦]*\b(?:signed?|signs|inked|agreed|concluded|finali[sz]ed)\b[^⟦]*$")


def _named_before(
    place: Place, before: str, described: Mention | None, receiver: Mention | None, *, lent: bool
) -> tuple[Mention | None, Mention | None]:
    """(who gives, who receives) where no "by" tells it: the subject, else the owner or the word before the noun."""
    doer = place.name(compiled(_DOER).search(before))
    if doer is not None:
        if lent and _JOINED.search(before):
            return None, receiver  # "X and Kenya signed a loan agreement": who lends, nobody says
        return doer, described or receiver
    if described is not None and _MADE_IN.search(before):
        return None, receiver  # "plans to make a $10 billion U.S. investment" is made there
    if described is not None and not compiled(r"\b(?:PROMISED|pledges?|commits?) (?:[a-z]+ ){0,2}$").search(before):
        gained = place.name(_GAINS.search(before))  # "Mongolia gets $500m Chinese loan"
        return described, receiver or (gained if gained is not described else None)
    owner = re.search(r"⟦(\d+)⟧('s?)? (?:[\w-]+ ){0,3}$", before)
    held = place.name(owner)
    return (held if owner and held and (owner[2] or held.role == "demonym") else None), receiver


_MADE_IN = re.compile(r"\b(?:mak(?:e|es|ing)|made) (?:an? )?(?:[a-z-]+ )?$")
_GAINS = re.compile(
    r"⟦(\d+)⟧(?:'s? [\w-]+)?(?: has| have| had| will)? (?:gets?|got|secures?|secured|receives?|received|wins?|won"
    r"|obtains?|obtained|lands?|landed|draws?|drew|attracts?|attracted)(?: [a-z]+){0,2} $"
)


_HANDED = re.compile(
    r"⟦(\d+)⟧(?:'s? [\w-]+)?(?: has| have| had| will| would| also| is to| is to| on \w+day)* (?:offer(?:ed|s)?"
    r"|promised?|promises|grant(?:ed|s)?"
    r"|g[ai]ve|gives|extend(?:ed|s)?|lend|lent|lends|pledged?|pledges|provid(?:e|es"
    r"|ed)) ⟦(\d+)⟧ (?:with )?(?:an? |its |up to "
    r"|another )?(?:[a-z-]+ ){0,2}$"
)  # "Sweden offered Ukraine a ⟪…⟫ loan"
_COMMITTED = (
    r"(?:committed|pledged|promised|earmarked|commits|pledges|promises|approved|approves|okays|okayed|clears|cleared)"
)
_PROMISER = re.compile(
    r"⟦(\d+)⟧(?:'s?)?(?: (?:leader|president|government|premier|prime minister|companies|firms|group|giant|fund"
    r"|sovereign wealth fund|wealth fund|state fund))?(?:,? (?:which|who))?(?: on \w+day)?"
    rf"(?: has| have| had| also| already| separately)* {_COMMITTED}(?: [a-z]+){{0,2}} $"
)
_FURTHER_PROMISER = re.compile(rf"\b{_COMMITTED}\b[^.;]*⟫[^.;]*(?:,|and|while) ⟦(\d+)⟧(?: another| a further)? $")


_WHERE = re.compile(
    rf"⟦(\d+)⟧, (?:where|to which|in which) (?:it|they)(?: has| have| had| also| already)* {_COMMITTED}"
    r"(?: [a-z]+){0,2} $"
)


def _where(place: Place) -> Sides | None:
    """⟦X⟧ runs a port in ⟦Y⟧, where it has pledged ⟪amount⟫."""
    found, first = _WHERE.search(place.before), re.match(r"(?:the )?⟦(\d+)⟧", place.before)
    giver = place.name(first)
    if found is None or giver is None or giver is place.name(found):
        return None
    noun = compiled("NOUN").search(place.behind)
    return Sides(giver, place.name(found), kinds()[noun["noun"]] if noun else "investment")


def _committed(place: Place) -> Sides | None:
    """⟦X⟧, which has committed ⟪amount⟫ to ⟦Y⟧ …, and ⟦Z⟧ ⟪amount⟫."""
    told = _PROMISER.search(place.before) or _FURTHER_PROMISER.search(place.before)
    if not told:
        return related(place) or approved(place)
    noun, giver = compiled("NOUN").search(place.behind), place.name(told)
    lends = giver is not None and giver.kind == "agency" and re.search(r"\bBank\b|\bIMF\b|Monetary", giver.text)
    kind = kinds()[noun["noun"]] if noun else "loan" if lends else "investment"
    return Sides(giver, place.receiver(place.behind), kind)


_FRAMES = (
    *(
        passive,
        between_banks,
        granted,
        given,
        _commitment,
        _promised,
        row,
        _noun,
        _where,
        _committed,
        in_talks,
        between,
        sale,
        dealt,
    ),
    *(share, part, hanging),
)


def _further(place: Place, figures: Iterable[Figure], counted: bool) -> Iterator[Figure]:
    """Amounts that give the worth of the first: "⟪24 trains⟫ … a ⟪€600m⟫ order", "⟪50 jets⟫, ⟪$8bn⟫"."""
    gap = place.far
    for figure in figures:
        ahead = re.split("⟪", gap, maxsplit=1)[0]
        priced = re.fullmatch(r",? \(?", ahead) and figure.unit in codes.currencies()
        if not (figure.converted or has(ahead, words("clauses")["together"]) or (priced and counted)):
            return
        yield figure
        gap = gap.partition("⟫")[2]


_NAMES = re.compile(r"\b(?:the|this|that|its|their|a|an|investment|broader|new)\s+$")  # "the plan", no "a planned"


_OTHERS = frozenset(("seek", "hope", "aim", "discuss", "explore", "eye", "look into", "negotiate"))


_CONTRACT = re.compile(r"\b(?:contract|agreement|memorandum|deal)s?\b[^,.;]{0,30}\bsigned\b")


def _status(sentence: Sentence, figure: Figure, sides: Sides) -> str | None:
    """How firm: the words before the amount, a passive behind it, the lead; None where it is wished or denied."""
    hits = sentence.find(reading.grades())
    ahead = [
        hit
        for hit in hits
        if hit.end <= figure.core
        and (hit.value.form == "participle" or not _NAMES.search(sentence.lower, sentence.start, hit.start))
    ]
    behind = [
        hit
        for hit in hits
        if hit.start >= figure.end
        and (hit.value.form in ("past", "participle", "phrase") or hit.value.lemma.startswith("put "))
        and re.search(
            r"(?:\b(?:is|was|were|are|been|being)|\|)\s+(?:\w+ly\s+)?$",
            sentence.between(max(figure.end, hit.start - 16), hit.start),
        )
    ]
    borrows = sides.kind in ("loan", "guarantee", "other") and any(hit.value.lemma == "seek" for hit in ahead)
    if borrows or (sides.giver and sides.giver.start > figure.end and any(hit.value.lemma in _OTHERS for hit in ahead)):
        return None  # "sought a loan from China" is no plan of China's
    groups = [hit.value.group for hit in (*ahead, *behind)]
    ending = next((group for group in ENDINGS if group in groups), None)
    if ending:
        return ending
    before = sentence.between(max(sentence.start, figure.start - 60), figure.start)
    if "wish" in groups or re.search(r"\b(?:not|never|no|without|denied)\b|n['’]t\b", before):
        return None
    ranks = codes.scheme("status")
    graded = [group for group in groups if group in ranks and ranks[group].rank is not None]
    if sides.grade:
        graded.append(sides.grade)
    firm = min(graded, key=lambda name: ranks[name].rank or 0) if graded else "announced"
    whole = sentence.between(sentence.start, sentence.end)
    if firm == "announced" and _CONTRACT.search(whole):
        return "signed"
    deal = has(f"{sentence.lead} {whole}", words("clauses")["deal_context"]) or re.search(
        r"\b(?:agreements?|deals?|accords?|agreed)\b", sentence.lead
    )
    return "agreed" if firm == "announced" and deal else firm
