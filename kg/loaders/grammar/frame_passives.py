"""Pledges told by who gives last: "a ⟪loan⟫ for ⟦Y⟧ has been approved by ⟦X⟧", "a ⟪credit⟫ signed between them"."""

from __future__ import annotations

import re

from kg.loaders.grammar.frame_words import Sides, compiled, group_of, kinds
from kg.loaders.grammar.marks import FROM, NAMED, Place

__all__ = ["between_banks", "given", "granted", "passive"]

_YET = (
    r"(?:(?:will|would|shall|could|may)(?: also| now| [a-z]+ly)? be"
    r"|(?:is|are|was|were)(?: also| [a-z]+ly)?(?: expected| due| set| scheduled| about| likely| slated)? to be"
    r"|(?:is|are) being)(?: [a-z]+ly| also| now)?"
)  # to come
_BEEN = r"(?:(?:has|have|had)(?: also| now| already| [a-z]+ly)? been|was|were)(?: [a-z]+ly| also| now)?"


def passive(place: Place) -> Sides | None:
    """⟪100 jets⟫ of ⟦Z⟧ will be bought from ⟦Y⟧ by ⟦X⟧, have been ordered by ⟦X⟧, are to be delivered to ⟦Y⟧ by ⟦X⟧."""
    found = compiled(rf"^(?P<between>[^.;]{{0,120}}?) (?:{_YET}) PASSIVE(?P<tail>[^.;]*)").match(place.far)
    if found:
        kind, grade = group_of("passives", found["passive"]), None
        if not place.counted and compiled(_NOUN_BEHIND).search(place.behind) and kind != "purchase":
            return None  # "$580 million in loans will be committed": the noun tells
    else:
        found = compiled(
            rf"^(?P<between>[^.;]{{0,120}}?) (?:{_BEEN}) ORDERED(?: (?!by|from|to|with|for)[a-z]+)?(?P<tail>[^.;]*)"
        ).match(place.far) or compiled(
            r"^(?P<between>[^.;⟪⟦]{0,60}?),? ORDERED(?P<tail>(?: (?!by)[a-z]+)? by [^.;]*)"
        ).match(place.far)
        if not found or not place.counted:
            return None
        kind, grade = "purchase", group_of("ordered", found["ordered"])
    tail, between = found["tail"], found["between"]
    giver = place.name(_DOER.search(tail))
    if kind == "purchase":
        other = place.name(FROM.search(tail)) or place.name(FROM.search(between))
        other = other or place.name(_GOODS_OF.match(between))
    else:
        other = place.receiver(_DOER.sub(" ", tail)) or place.receiver(between)
    other = None if other is giver else other
    return Sides(giver, other, kind, grade) if giver and (other or kind == "purchase") else None


_DOER = re.compile(rf"(?<!followed )\bby {NAMED}")
_GOODS_OF = re.compile(r"(?: worth)? of (?:[a-z-]+ ){0,2}⟦(\d+)⟧(?!'s? ⟦)")  # "10 million tonnes of American soybeans"


def given(place: Place) -> Sides | None:
    """⟦Y⟧ has been promised ⟪amount⟫ by ⟦X⟧, will be supplied with ⟪20 jets⟫ by ⟦X⟧."""
    found = compiled(rf"⟦(\d+)⟧ (?:{_YET}|{_BEEN}) GIVEN (?:(?!by|to|from|for)[a-z]+ ){{0,4}}$").search(place.before)
    giver = place.name(re.match(rf"[^.;]{{0,60}}? by {NAMED}", place.far)) if found else None
    if found is None or giver is None:
        return None
    if place.counted:
        return Sides(place.name(found), giver, "purchase", "agreed")  # "has been promised 20 jets by"
    noun = compiled("NOUN").search(place.behind) or compiled("NOUN").search(place.before, found.end("given"))
    kind = kinds()[noun["noun"]] if noun else "loan" if found["given"] in ("lent", "loaned") else "investment"
    return Sides(giver, place.name(found), kind)


_BOARD = (
    r"(?:(?:the )?(?:executive )?(?:boards?|boards? of (?:executive )?directors|directors|council|cabinet|parliament)"
    r" of )?"
)
_BY = re.compile(rf"^[^.;⟦⟪]{{0,50}}?\bby {_BOARD}{NAMED}")
_NOUN_BEHIND = r"^,? (?:(?:in|of|worth of) )?(?:(?!(?:by|from|to|for|and|after)\b)[\w'&/-]+ ){0,4}?NOUN"
_NOUN_BEFORE = r"\bNOUN[^.;⟪]{0,40}? (?:of|worth|totalling|totaling|in|valued at) (?:[a-z]+ ){0,3}$"
_DONE = rf"^(?P<between>[^.;]{{0,160}}?) (?:{_YET}|{_BEEN}) (?:[a-z]+ )?GRANTED\b"


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
