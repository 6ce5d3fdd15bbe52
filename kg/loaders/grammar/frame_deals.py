"""Purchases told by a deal between two, by talks with a maker, by a sale."""

from __future__ import annotations

import re

from kg.loaders.grammar.frame_words import Sides
from kg.loaders.grammar.marks import NAMED, Place, sells

__all__ = ["between", "in_talks", "sale"]

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
