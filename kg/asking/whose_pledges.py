"""The pledges of a country and its companies: "Korean pledges" are those of Korea and of what is Korean."""

from __future__ import annotations

import re
from dataclasses import replace

from kg.asking.part import Part
from kg.asking.taken import Taken
from kg.asking.word_lists import word_lists
from kg.model import codes
from kg.query.reader import Reader
from kg.questions.beside import pledging_for
from kg.store.embedded import Store

__all__ = ["with_own_firms"]


def with_own_firms(store: Store, part: Part, taken: Taken) -> Taken:
    """With the companies of a country as pledgers beside it, where its adjective and a plural ask for the pledges."""
    side = taken.filters.get("pledger", "")
    asked = _asked(part.text, side)
    if not asked:
        return taken
    reader = Reader(store, "latest", taken.filters)
    firms = [reader.label(iri) for iri in pledging_for(reader)]
    if not firms:
        return taken
    filters = {**taken.filters, "pledger": ", ".join([side, *firms])}
    return replace(taken, filters=filters, corrected=(*taken.corrected, (asked, f"those by {side} and its companies")))


def _asked(text: str, side: str) -> str:
    """The words by which pledges of a country are asked for, if they are: "Japanese pledges", "Korean LNG orders"."""
    for found in re.finditer(rf"(?={word_lists()['whose_pledges']['asked']})", text):  # "LNG to Korean buyers"
        adjectives = re.findall(r"[A-Z]\w+", found["whose"])
        if side in {codes.label(found_.iri) for each in adjectives if (found_ := _country(each))}:
            return found["all"]
    return ""


def _country(word: str) -> codes.Concept | None:
    """The country that an adjective is of; a country's own name is the state."""
    party = codes.party(codes.names("country").get(word, ""))
    return party if party and party.label != word else None
