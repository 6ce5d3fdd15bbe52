"""Pledges told the other way round: what is ordered by one, secured by another, to be received, agreed to be bought."""

from __future__ import annotations

import re

from kg.loaders.grammar.actions import kind_of
from kg.loaders.grammar.entities import Mention
from kg.loaders.grammar.frame_words import Sides, compiled, group_of, kinds
from kg.loaders.grammar.marks import NAMED, Place, sells

__all__ = [
    "approved",
    "awarded",
    "delivered",
    "got",
    "made",
    "obtained",
    "ordered",
    "planned",
    "received",
    "related",
    "voiced",
]

_BEEN = (
    r"(?:has been|have been|had been|was|were|is|are|is being|are being|will be|is to be|are to be)"
    r"(?: [a-z]+ly| also| now)?"
)
_LENDER = re.compile(r"\bBank\b|\bIMF\b|Monetary|\bExim\b|Eximbank")


def _kind(place: Place) -> str | None:
    """What the noun beside the amount tells: a loan, a guarantee, a grant."""
    noun = compiled(r"^,? (?:(?:in|of|worth of) )?(?:(?!(?:by|from|to|for|and)\b)[\w'&/-]+ ){0,4}?NOUN").search(
        place.behind
    ) or compiled(r"\bNOUN[^.;⟪⟦]{0,40}? (?:of|worth|totalling|totaling|in|valued at) (?:[a-z]+ ){0,3}$").search(
        place.before
    )
    return kinds()[noun["noun"]] if noun else None


def _lends(giver: Mention) -> bool:
    return giver.kind == "agency" and _LENDER.search(giver.text) is not None


def ordered(place: Place) -> Sides | None:
    """⟪20 trains⟫ have been ordered by ⟦X⟧ from ⟦Y⟧."""
    found = compiled(rf"^[^.;]{{0,80}}? {_BEEN} ORDERED(?: [a-z]+)? by {NAMED}").search(place.far)
    giver = place.name(found, 2) if found and place.counted else None
    if found is None or giver is None:
        return None
    seller = place.name(re.search(rf"\b(?:from|with) {NAMED}", place.far))
    return Sides(giver, seller if seller is not giver else None, "purchase", group_of("ordered", found["ordered"]))


def obtained(place: Place) -> Sides | None:
    """A ⟪$50m⟫ loan has been secured by ⟦Y⟧ from ⟦X⟧."""
    found = compiled(rf"^[^.;]{{0,80}}? {_BEEN} OBTAINED(?: [a-z]+)? by {NAMED}[^.;⟦⟪]{{0,30}}? from {NAMED}").search(
        place.far
    )
    giver, receiver = (place.name(found, 3), place.name(found, 2)) if found else (None, None)
    if giver is None or receiver is None or giver is receiver:
        return None
    kind = "purchase" if place.counted else _kind(place) or ("loan" if _lends(giver) else None)
    return Sides(giver, receiver, kind, "signed" if kind == "purchase" else "agreed") if kind else None


_CONTRACT = re.compile(r"\b(?:contract|order|tender|deal)s?\b")


def awarded(place: Place) -> Sides | None:
    """A contract for ⟪20 trains⟫ has been awarded to ⟦Y⟧ by ⟦X⟧."""
    found = re.search(
        rf"^(?P<between>[^.;]{{0,100}}?) {_BEEN} (?:awarded|given|handed|placed|let) (?:to|with) {NAMED}"
        rf"[^.;⟦⟪]{{0,30}}? by {NAMED}",
        place.far,
    )
    if found is None or not (_CONTRACT.search(place.before[-60:]) or _CONTRACT.search(found["between"])):
        return None
    giver, receiver = place.name(found, 3), place.name(found, 2)
    return Sides(giver, receiver, "purchase", "signed") if giver and receiver and giver is not receiver else None


_DELIVERY = re.compile(
    r"\b(?:deal|contract|agreement|order|memorandum)s?\b[^.;]{0,60}? (?:for|on|covering) (?:the )?"
    r"(?:delivery|supply|sale|provision) of (?:[a-z]+ ){0,3}$"
)
_TOLD_BY = re.compile(
    rf"^[^.;⟦⟪]{{0,60}}? to {NAMED}[^.;⟪]{{0,40}}? (?:has been|was|were|is|have been) (?:announced|signed|concluded"
    rf"|agreed|sealed|won|secured|clinched|inked|entered into|finali[sz]ed) by {NAMED}"
)


def delivered(place: Place) -> Sides | None:
    """A deal for the delivery of ⟪40 jets⟫ to ⟦Y⟧ was announced by ⟦X⟧: ⟦Y⟧ buys."""
    told = _TOLD_BY.search(place.far) if place.counted and _DELIVERY.search(place.before) else None
    buyer, seller = (place.name(told), place.name(told, 2)) if told else (None, None)
    if told is None or buyer is None or seller is None or buyer is seller:
        return None
    return Sides(buyer, seller, "purchase", "signed" if re.search(r" signed by | inked by ", told[0]) else "agreed")


def received(place: Place) -> Sides | None:
    """⟦Y⟧ is to receive ⟪20 trains⟫ from ⟦X⟧; of money the noun or the bank tells what it is."""
    found = compiled(
        r"⟦(\d+)⟧(?:'s? [\w-]+)?(?:,[^,;⟦]{1,60},)?(?: itself| also| now)? RECEIVING (?:[a-z]+ ){0,3}$"
    ).search(place.before)
    giver = place.name(re.search(rf"^[^.;]{{0,80}}? (?:from|by) {NAMED}", place.behind)) if found else None
    receiver = place.name(found)
    if giver is None or receiver is None or giver is receiver:
        return None
    if place.counted:
        buys = giver.kind == "company" or (found is not None and "supplied" in found[0])
        return Sides(receiver, giver, "purchase", "announced") if buys and sells(giver.text) is not False else None
    kind = _kind(place) or ("loan" if _lends(giver) else None)
    return Sides(giver, receiver, kind, "announced") if kind and kind != "purchase" else None


def related(place: Place) -> Sides | None:
    """The ⟪50 jets⟫ that ⟦X⟧ agreed to buy from ⟦Y⟧."""
    found = compiled(
        r"^[^.;⟪]{0,60}?(?: (?:that|which))?(?: the)? ⟦(?P<doer>\d+)⟧(?: has| have| had)?(?: also)? UNDERTOOK"
        r" to (?P<verb>[a-z]+)\b"
    ).search(place.far)
    doer = place.names[int(found["doer"])] if found else None
    kind = kind_of(found["verb"]) if found else None
    if found is None or doer is None or kind not in ("purchase", "investment", "loan"):
        return None
    tail = place.far[found.end() :]
    owned = place.name(re.match(r"(?: worth)? of (?:[a-z-]+ ){0,2}⟦(\d+)⟧(?!'s? ⟦)", found[0]))
    seller = place.name(re.search(rf"\bfrom {NAMED}", tail)) if kind == "purchase" else place.receiver(tail)
    other = seller or owned
    return Sides(doer, other if other is not doer else None, kind, group_of("undertook", found["undertook"]))


_ANNOUNCED = re.compile(
    r"⟦(?P<doer>\d+)⟧(?:,[^,;⟦]{1,60},)? (?:has |had )?(?:said|says|announced|announces|confirmed|disclosed)"
    r"(?: (?:on|in|last|this) [\w ]{2,14})?(?: that)? (?:[a-z]+ ){0,2}$"
)
_SPENT = re.compile(
    r"^[^.;⟦⟪]{0,20}? (?:will|would|is to|are to) be (?:invested|spent|put|injected|ploughed)\b(?![^.;]* by )"
)


def voiced(place: Place) -> Sides | None:
    """⟦X⟧ announced that ⟪$160m⟫ would be invested in ⟦Y⟧: a firm speaks of its own money."""
    found, spent = _ANNOUNCED.search(place.before), _SPENT.match(place.far)
    doer = place.names[int(found["doer"])] if found else None
    if place.counted or spent is None or doer is None or doer.kind == "party":
        return None
    return Sides(doer, place.receiver(place.far[spent.end() :]), "investment", "announced")


_MADE = re.compile(
    rf"^[^.;⟪]{{0,80}}? (?:has been|have been|was|were|is|will be) (?:[a-z]+ly )?(?:made|placed|announced|confirmed"
    rf"|agreed|booked|concluded|cancel+ed|scrapped|dropped|withdrawn|terminated|suspended)"
    rf"(?: (?:on|in|last|this) [\w ]{{2,14}})? by {NAMED}"
)


def made(place: Place) -> Sides | None:
    """A purchase of ⟪60,000 tonnes⟫ was made by ⟦X⟧; an order worth ⟪$5bn⟫ has been cancelled by ⟦X⟧."""
    noun = compiled(r"\bNOUN (?:of|for|worth|valued at)(?: (?:up to|about|some|around|the|its))? $").search(
        place.before
    )
    if noun is None or kinds()[noun["noun"]] != "purchase":
        return None
    told = _MADE.search(place.far)
    giver = place.name(told)
    seller = place.name(re.search(rf"\bfrom {NAMED}", place.far))
    return Sides(giver, seller if seller is not giver else None, "purchase") if giver else None


_APPROVED = (
    r"⟦(?P<doer>\d+)⟧(?:'s [a-z ]{1,30})?(?: \([^)⟦]*\))?(?:,[^,;⟦]{1,60},)?(?: has| have| had)?"
    r"(?: on \w+day| last \w+| this \w+)?(?: [a-z]+ly| also)? APPROVED (?:(?:an?|its|the|another|new|two|three) )*"
)


def approved(place: Place) -> Sides | None:
    """⟦X⟧ on Thursday unanimously approved a guarantee of ⟪$281m⟫ to ⟦Y⟧."""
    before = compiled(_APPROVED + r"(?:[a-z-]+ ){0,2}?NOUN (?:of|worth|totalling|totaling)(?: [a-z]+){0,2} $").search(
        place.before
    )
    found = before or compiled(_APPROVED + r"(?:[a-z-]+ ){0,2}$").search(place.before)
    doer = place.names[int(found["doer"])] if found else None
    kind = kinds()[before["noun"]] if before else _kind(place)
    if place.counted or found is None or doer is None or doer.kind == "company" or kind not in _LENT:
        return None
    receiver = place.receiver(place.far)
    return Sides(doer, receiver if receiver is not doer else None, kind, "announced")


_LENT = ("loan", "guarantee", "other")
_GOT = re.compile(
    r"⟦(\d+)⟧(?:'s? [\w-]+)?(?:,[^,;⟦]{1,60},)?(?: has| have| had)?(?: also)? (?:secured|obtained|won|received"
    r"|got|landed|gained|clinched|secures|wins|gets|receives|obtains|lands)(?: [a-z]+){0,2} $"
)


def got(place: Place) -> Sides | None:
    """⟦Y⟧ secured ⟪$150m⟫ from ⟦the World Bank⟧."""
    found = _GOT.search(place.before) if not place.counted else None
    giver = place.name(re.match(rf"(?:[^.;⟦⟪]{{0,40}}?) from {NAMED}", place.far)) if found else None
    receiver = place.name(found)
    if giver is None or receiver is None or giver is receiver or not _lends(giver):
        return None
    return Sides(giver, receiver, _kind(place) or "loan", "agreed")


_PLANNED = re.compile(
    r"\bit (?:is|was|has been) (?P<how>planned|intended|proposed|agreed|envisaged)"
    r" to (?P<verb>[a-z]+)(?: [a-z]+){0,3} $"
)
_SPEAKS_FOR = re.compile(r"\b(?:said|according to|told)\b[^.;]*?⟦(\d+)⟧")
_HOW = {"planned": "considering", "intended": "considering", "envisaged": "considering", "proposed": "proposed"}


def planned(place: Place) -> Sides | None:
    """It is planned to buy ⟪2bn m³⟫ from ⟦Y⟧, said the minister of ⟦X⟧."""
    found = _PLANNED.search(place.before)
    kind = kind_of(found["verb"]) if found else None
    speaks = _SPEAKS_FOR.search(place.far) if found else None
    giver = place.name(speaks)
    if (
        found is None
        or speaks is None
        or giver is None
        or giver.kind != "party"
        or kind not in ("purchase", "investment")
    ):
        return None
    object_ = place.far[: speaks.start()]
    other = place.name(re.search(rf"\bfrom {NAMED}", object_)) if kind == "purchase" else place.receiver(object_)
    return Sides(giver, other, kind, _HOW.get(found["how"], "agreed")) if other and other is not giver else None
