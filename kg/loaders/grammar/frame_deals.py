"""Purchases told by a noun: an order, a contract for the supply of goods, a deal between two, talks with a maker."""

from __future__ import annotations

import re

from kg.loaders.grammar.entities import Mention
from kg.loaders.grammar.frame_words import Sides, compiled
from kg.loaders.grammar.marks import BY, FROM, NAMED, Place, sells

__all__ = ["between", "dealt", "in_talks", "sale"]

_SALE = re.compile(r"\bsale of (?:[a-z]+ ){0,2}$")
_APPROVES = re.compile(r"\b(?:approv|clear|authori[sz]|greenlight|okay)\w*\b")


def sale(place: Place) -> Sides | None:
    """A planned sale of ⟪100 vehicles⟫ to ⟦Y⟧ is ⟦Y⟧'s purchase."""
    if not place.counted or not _SALE.search(place.before) or _APPROVES.search(place.before):
        return None
    buyer = place.name(re.search(rf"^[^.;]{{0,60}}? to {NAMED}", place.behind))
    maker = re.match(r" [^.;⟦]{0,20}⟦(\d+)⟧(?:'s)?-(?:built|made)", place.behind)
    seller = place.name(maker) or place.name(re.search(r"⟦(\d+)⟧'s? (?:[a-z-]+ ){0,2}sale of", place.before))
    return Sides(buyer, seller, "purchase") if buyer else None


_TALKS = re.compile(
    r"⟦(\d+)⟧(?:'s? [\w-]+)?(?:,[^,;⟦]{1,60},)?(?: is| are| was| were| has been)?(?: also| now| again)? in"
    r" (?:[a-z-]+ ){0,2}(?:talks|negotiations|discussions)(?P<with> with ⟦(?P<seller>\d+)⟧)?"
    r"(?: (?:over|for|on|about|to (?:buy|order|purchase|acquire)))?"
    r"(?: (?:an? order (?:for|of)|buying|ordering|the purchase of))?(?: [a-z-]+){0,2} $"
)


def in_talks(place: Place) -> Sides | None:
    """⟦X⟧ is in talks with ⟦maker⟧ over ⟪25 jets⟫."""
    found = _TALKS.search(place.before) if place.counted else None  # of "over 25 jets" the amount holds "over"
    if found is None:
        return None
    behind = re.match(rf"[^.;]{{0,40}}? (?:from|with) {NAMED}", place.behind)
    seller = place.name(found, 3) if found["with"] else place.name(behind)
    return Sides(place.name(found), seller, "purchase", "considering") if seller and seller.kind == "company" else None


_BETWEEN = re.compile(
    r"\b(?:deal|order|contract|agreement|memorandum) between ⟦(?P<one>\d+)⟧ and (?:the )?⟦(?P<two>\d+)⟧(?:'s?)?"
    r"(?P<owned>[^⟦⟪.;]{0,40}⟦\d+⟧)?[^⟪.;]{0,60}?(?:includ\w+|cover\w*|for|compris\w+|involv\w+|to supply|to buy)"
    r"[^⟪.;]{0,20}(?:⟪\d+⟫[^⟪.;]{0,30})*$"
)


def between(place: Place) -> Sides | None:
    """The deal between ⟦maker⟧ and ⟦Y⟧ includes ⟪290 jets⟫ and ⟪10 jets⟫."""
    found = _BETWEEN.search(place.before) if place.counted else None
    if found is None:
        return None
    one, two = place.names[int(found["one"])], place.name(found, 2)
    owner = re.search(r"⟦(\d+)⟧$", found["owned"] or "")
    two = place.names[int(owner[1])] if owner and place.names[int(owner[1])].kind == "company" else two
    if two is None or one.kind == two.kind == "party":
        return None
    seller = one if sells(one.text) else two if sells(two.text) else None
    return Sides(two if seller is one else one, seller, "purchase", "agreed") if seller else None


_HEAD = (
    r"\b(?:DEALT(?P<middle>(?: (?:with|from|between|by) [^⟪.;]{1,80}?)?) (?:for|of|on|over|covering)"
    r"(?: the SUPPLY of)?|SUPPLYING of)(?: [a-z-]+){0,2} $"
)
_OF_GOODS = re.compile(r"(?: worth)? of [a-z]")
_TWO = re.compile(rf"\b(?:between|by) {NAMED}(?:'s?)? and {NAMED}")
_BOTH = re.compile(
    rf"{NAMED} and {NAMED}(?: have| had| has| on \w+day| also| jointly)* (?:signed|sign|agreed|agree|inked|ink"
    r"|concluded|sealed|reached|finali[sz]ed|struck|clinched|announced)\b[^⟪⟦]*$"
)
_AWARDED = re.compile(rf"\b(?:awarded|given|handed|went|goes|gone|go) (?:out )?to {NAMED}(?: by {NAMED})?")
_GAINED = re.compile(
    rf"{NAMED}(?:'s? [a-z ]{{1,30}})?(?: has| have| had)? (?:won|wins?|secured|secures?|landed|lands?|clinched|received"
    r"|signed|signs?|got|gets?|was awarded|has been awarded|bagged|inked)\b[^⟪⟦]*$"
)
_TO = re.compile(rf"\b(?:to|for) {NAMED}")


def dealt(place: Place) -> Sides | None:
    """⟦X⟧'s order for ⟪30 jets⟫ from ⟦Y⟧ · a contract for the supply of ⟪…⟫ to ⟦X⟧ by ⟦Y⟧ · … signed between them."""
    found = compiled(_HEAD).search(place.before) if place.counted or _OF_GOODS.match(place.far) else None
    if found is None:
        return None
    ahead, around = place.before[: found.start()], (found["middle"] or "") + " | " + place.far
    if two := _TWO.search(around) or _BOTH.search(place.before[: found.start() + 1]):
        return _of_two(place.name(two), place.name(two, 2))
    owner = place.name(re.search(r"⟦(\d+)⟧'s? (?:[a-z-]+ ){0,3}$", ahead))
    by, seller, to = (place.name(form.search(around)) for form in (BY, FROM, _TO))
    if handed := _AWARDED.search(around):
        return _bought(place.name(handed, 2) or owner, place.name(handed))
    if found["supply"] or found["supplying"]:
        gained = place.name(_GAINED.search(ahead))
        seller = by or owner or (gained if gained is not to else None) or seller
        if found["supplying"] and to and seller and to is not seller:
            return Sides(seller, to, "other")
        return _bought(to, seller)
    gained = place.name(_GAINED.search(ahead))
    if gained and seller and sells(gained.text) and not sells(seller.text):
        return _bought(seller, gained)
    buyer = owner or by
    return _bought(seller, buyer) if buyer and sells(buyer.text) else _bought(buyer, seller)


def _of_two(one: Mention | None, two: Mention | None) -> Sides | None:
    """Of two that sign, the firm sells to a state, the maker to a firm."""
    if one is None or two is None or one.kind == two.kind == "party":
        return None
    if one.kind != two.kind:
        return _bought(one, two) if one.kind == "party" else _bought(two, one)
    makes = [sells(one.text), sells(two.text)]
    return None if makes[0] == makes[1] else _bought(two, one) if makes[0] or makes[1] is False else _bought(one, two)


def _bought(buyer: Mention | None, seller: Mention | None) -> Sides | None:
    return Sides(buyer, seller, "purchase") if buyer and seller and buyer is not seller else None
