"""Pledges told around an amount in further voices: what was promised, what a board approved."""

from __future__ import annotations

import re

from kg.loaders.grammar.actions import kind_of
from kg.loaders.grammar.frame_words import Sides, compiled, group_of, kinds
from kg.loaders.grammar.marks import NAMED, Place

__all__ = ["approved", "related"]


def _kind(place: Place) -> str | None:
    """What the noun beside the amount tells: a loan, a guarantee, a grant."""
    noun = compiled(r"^,? (?:(?:in|of|worth of) )?(?:(?!(?:by|from|to|for|and)\b)[\w'&/-]+ ){0,4}?NOUN").search(
        place.behind
    ) or compiled(r"\bNOUN[^.;⟪⟦]{0,40}? (?:of|worth|totalling|totaling|in|valued at) (?:[a-z]+ ){0,3}$").search(
        place.before
    )
    return kinds()[noun["noun"]] if noun else None


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
