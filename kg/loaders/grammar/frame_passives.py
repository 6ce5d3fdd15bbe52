"""Pledges told by who gives last: "a ⟪loan⟫ for ⟦Y⟧ has been approved by ⟦X⟧", "a ⟪credit⟫ signed between them"."""

from __future__ import annotations

import re

from kg.loaders.grammar.frame_words import Sides, compiled, kinds
from kg.loaders.grammar.marks import NAMED, Place

__all__ = ["between_banks", "granted"]

_BOARD = (
    r"(?:(?:the )?(?:executive )?(?:boards?|boards? of (?:executive )?directors|directors|council|cabinet|parliament)"
    r" of )?"
)
_BY = re.compile(rf"^[^.;⟦⟪]{{0,50}}?\bby {_BOARD}{NAMED}")
_NOUN_BEHIND = r"^,? (?:(?:in|of|worth of) )?(?:(?!(?:by|from|to|for|and|after)\b)[\w'&/-]+ ){0,4}?NOUN"
_NOUN_BEFORE = r"\bNOUN[^.;⟪]{0,40}? (?:of|worth|totalling|totaling|in|valued at) (?:[a-z]+ ){0,3}$"
_DONE = (
    r"^(?P<between>[^.;]{0,160}?) (?:has been|have been|had been|was|were|will be|is to be|are to be|is being)"
    r" (?:[a-z]+ )?GRANTED\b"
)


def granted(place: Place) -> Sides | None:
    """⟪amount⟫ in loan guarantees for ⟦Y⟧ were approved by the board of ⟦X⟧, for jets to ⟦Z⟧."""
    if place.counted:
        return None
    noun = compiled(_NOUN_BEHIND).search(place.behind) or compiled(_NOUN_BEFORE).search(place.before)
    told = compiled(_DONE).search(place.far) if noun else None
    if noun is None or told is None:
        return None
    tail = place.far[told.end() :]
    to = re.match(rf" to {NAMED}(?= )", tail)  # "was granted to Togo by"
    by = _BY.search(tail) or (_BY.search(tail[to.end() :]) if to else None)
    giver = place.name(by)
    if by is None or giver is None or kinds()[noun["noun"]] in ("purchase", "market_access"):
        return None
    receiver = place.name(to) or place.receiver(told["between"]) or place.receiver(tail[by.end() :])
    return Sides(giver, receiver if receiver is not giver else None, kinds()[noun["noun"]])


_SIGNED = re.compile(
    r"\b(?:signed|agreed|concluded|finali[sz]ed|inked|reached)\b[^.;⟦⟪]{0,40}? (?:between|by) (?:the )?⟦(\d+)⟧"
    r"(?: \([^)⟦]*\))?"
    r"[^.;⟦⟪]{0,40}? and (?:the )?⟦(\d+)⟧"
)


def between_banks(place: Place) -> Sides | None:
    """A loan of ⟪amount⟫ signed between ⟦the bank⟧ and ⟦Y⟧: the only bank of the two lends."""
    if place.counted:
        return None
    noun = compiled(_NOUN_BEHIND).search(place.behind) or compiled(_NOUN_BEFORE).search(place.before)
    told = _SIGNED.search(place.far)
    if noun is None or told is None or kinds()[noun["noun"]] not in ("loan", "guarantee", "other"):
        return None
    one, two = place.names[int(told[1])], place.names[int(told[2])]
    banks = [each.kind == "agency" or "Bank" in each.text.split() for each in (one, two)]
    if banks[0] == banks[1]:
        return None
    giver, receiver = (one, two) if banks[0] else (two, one)
    return Sides(giver, receiver, kinds()[noun["noun"]], "signed")
