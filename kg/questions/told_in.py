"""In which words a pledge is told: what the filter `saying` asks for."""

from __future__ import annotations

import re

from kg.model import codes
from kg.model.statement import Statement
from kg.query import names
from kg.query.reader import Reader
from kg.query.sources import Sources

__all__ = ["in_words", "telling", "worded"]

_ENDING = re.compile(r"(?<=\w{4})(?:e|s|ed|ing)$")
_DEMONYM = re.compile(r"(?<=\w{5}[aei])ns?$")  # Alaskan, Siberian: of a place that ends in a vowel


def in_words(text: str) -> re.Pattern[str]:
    """Finds one of some words, also in another form: "loans" finds loan, "Alaskan" Alaska. Of no words it finds any."""
    words = re.findall(r"\w+(?:[.,]\d+)*", text.casefold())
    stems = (_DEMONYM.sub("", _ENDING.sub("", word)) for word in words if word not in names.small_words())
    return re.compile("|".join(rf"\b{re.escape(stem)}(?:e?s|e?d|ing|e?ns?)?\b" for stem in stems), re.IGNORECASE)


def worded(item: Statement) -> str:
    """What a claim is told in: the sentence kept of the report, its own words for terms and figures, whom it names."""
    claim = item.claim
    held = [claim.evidence, getattr(claim, "commitment_words", None), *getattr(claim, "conditions", ())]
    held += [term.text for term in getattr(claim, "terms", ())]
    held += [amount.as_printed for amount in getattr(claim, "amounts", ())]
    held += [codes.label(codes.iri("kind", part.kind)) for part in getattr(claim, "components", ())]
    return "\n".join(filter(None, held))


def telling(reader: Reader) -> frozenset[str] | None:
    """The events of which some claim is told in the words asked for; None where none are."""
    if "saying" not in reader.filters:
        return None
    wanted, told = in_words(reader.filters["saying"]), Sources.of(reader.store)
    every = (iri for iri, _ in reader.everything())
    return frozenset(iri for iri in every if any(wanted.search(worded(item)) for item in told.claims(iri)))
