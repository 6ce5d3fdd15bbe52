"""Pledges told by lines of lists, and by shares and parts of a total."""

from __future__ import annotations

import re

from kg.loaders.grammar import reading
from kg.loaders.grammar.actions import kind_of
from kg.loaders.grammar.frame_words import Sides, compiled, kinds
from kg.loaders.grammar.lexicon import word_starts, words
from kg.loaders.grammar.marks import NAMED, Place
from kg.loaders.grammar.reading import has
from kg.model import codes

__all__ = ["hanging", "part", "row", "share"]

_ROW = re.compile(r"^(?:[-•*–—·▪◦‣] *|\d{1,2}[.)] *)?⟦(\d+)⟧(?:'s?)? ?(?::|–|—| - |\|)")


def row(place: Place) -> Sides | None:
    """⟦X⟧: ⟪amount⟫ …, a line of a list; its kind from the line, else from what the list hangs on."""
    found = _ROW.match(place.before)
    if not found:
        return None
    rest = place.before[found.end() :] + " " + place.far
    noun = compiled("NOUN").search(place.behind) or compiled("NOUN").search(rest) or compiled("NOUN").search(place.lead)
    promise = (
        compiled("COMMITMENT").search(rest)
        or has(place.lead, words("frames")["totals"]["words"])
        or has(place.lead, ["promised"])
    )
    if not noun and not promise:
        return None
    other = re.search(r"⟦(\d+)⟧", rest)
    if _SHARED_OUT.search(place.lead):  # the names of the lines receive
        giver = place.lead_subject if place.lead_subject is not place.name(found) else None
        return Sides(giver, place.name(found), "other") if giver and giver.kind == "party" else None
    grade = "signed" if has(place.lead, ("signed", "inked")) else None
    return Sides(place.name(found), place.name(other), kinds()[noun["noun"]] if noun else None, grade)


_SHARED_OUT = re.compile(
    r"\b(?:(?:will |would |is to |are to |to )?(?:share|split|divide|distribute|allocate|allot)s?\b"
    r"|(?:aid|assistance|grants?|support|help|relief)\b[^.]*\b(?:to|for|among|between)\b)"
)
_SUMS_UP = re.compile(r"\b(?:includ\w+|compris\w+|made up of|consist\w*|total\w*|commitments|pledges|investments)\b")


def share(place: Place) -> Sides | None:
    """The total includes ⟪amount⟫ from ⟦X⟧ and ⟪amount⟫ from ⟦Y⟧."""
    lists, around = words("frames")["totals"], place.before + " " + place.lead
    giver = place.name(re.match(rf" (?:each )?(?:from|by) {NAMED}", place.behind))
    if giver is None or has(around + place.far, lists["not"]) or not has(around, lists["words"]):
        return None
    if not _SUMS_UP.search(around):
        return None
    noun = compiled("NOUN").search(around)
    return Sides(giver, place.receiver(place.behind), kinds()[noun["noun"]] if noun else "investment")


_INCLUDES = re.compile(
    r"^(?:the |this |that |its |their )?(?:[\w-]+ ){0,2}?(?:plan|package|deal|investment|commitment|pledge|programme"
    r"|program|it|that|this|total|sum)(?: also)? (?:will |would )?(?:includes?|comprises?|covers|involves?)\b[^.;]*$"
)


_OF_WHICH = re.compile(r", of which (?:some |about |up to )?$")
_OF_THAT = re.compile(
    r"^of (?:that|this|which|these|those|it|the (?:total|sum|amount|money)|that (?:amount|sum"
    r"|total))(?: (?:amount|sum))?,? ?$"
)


def part(place: Place) -> Sides | None:
    """The plan includes ⟪amount⟫ for …: a part of the pledge told last."""
    behind = re.match(r" (?:for|to|in|towards?|of|worth of|is|are|will|would|has been) ", place.behind)
    told = _INCLUDES.match(place.before) or _OF_THAT.match(place.before) or _OF_WHICH.search(place.before)
    return Sides(None, None, None) if behind and told else None


_INTRO = re.compile(
    r"\b[a-z]+(?: (?:the following|that|on|to|in|its?|also|a total of|more|up to|of)| [a-z-]+(?: [a-z-]+)?)?:$"
)  # "companies intend to purchase:", "announced the following investments:"
_BARE = re.compile(
    r"(?:[-•*–—·▪◦‣] *|\(?\d{1,2}[.)] *)?(?:(?!(?:will|would|is|are|was|were|has|have|had|to|by|from|which|that)\b)"
    r"(?:[\w,&'/()-]+|⟦\d+⟧(?:'s)?) ){0,9}$"
)  # what stands before an amount in a line without a verb


def hanging(place: Place) -> Sides | None:
    """⟪30 jets⟫ from ⟦Y⟧, a line without a verb under "⟦X⟧ intends to purchase:"."""
    giver, intro = place.lead_subject, _INTRO.search(place.lead)
    if giver is None or intro is None or not _BARE.fullmatch(place.before):
        return None
    told = _undertaken(place.lead)
    named = compiled("NOUN").search(place.before + " " + place.behind) or compiled("NOUN").search(place.lead)
    kind = told[0] or (kinds()[named["noun"]] if named else None)
    if not told[1]:
        return None
    receiver = place.receiver(place.behind)
    if kind in ("purchase", None):
        seller = re.search(rf"\bfrom {NAMED}", place.far) or re.match(r" (?:worth )?of ⟦(\d+)⟧", place.behind)
        return Sides(giver, place.name(seller) or receiver, kind, told[1])
    by = re.search(rf"\b(?:by|from) {NAMED}", place.behind)
    return Sides(place.name(by) or giver, receiver, kind, told[1])


def _undertaken(lead: str) -> tuple[str | None, str | None]:
    """(kind, grade) of the undertaking with which a line ends that a list hangs on; no grade if it has none."""
    last = lead.rsplit(". ", 1)[-1]
    graded = [hit for hit in reading.grades().find(last, word_starts(last)) if hit.value.group != "future"]
    ranks = codes.scheme("status")
    kind = next((found for word in reversed(last.rstrip(":").split()) if (found := kind_of(word))), None)
    if any(hit.value.group == "wish" for hit in graded):
        return kind, None
    known = [hit.value.group for hit in graded if hit.value.group in ranks and ranks[hit.value.group].rank is not None]
    if known:
        return kind, min(known, key=lambda name: ranks[name].rank or 0)
    future = re.search(r"\b(?:will|shall|to)\b", last)
    promised = has(last, words("frames")["commitments"]["plural"])
    return kind, "announced" if (future and kind) or promised else None
