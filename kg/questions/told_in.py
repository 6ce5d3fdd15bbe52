"""In which words a pledge is told: what the filter `saying` asks for."""

from __future__ import annotations

import re

from kg.ledger.status import MISSED
from kg.model import codes
from kg.model.statement import Statement
from kg.query import names
from kg.query.reader import Reader
from kg.query.sources import Sources

__all__ = ["NOT_BINDING", "in_words", "telling", "within_told", "worded"]

_ENDING = re.compile(r"(?<=\w{4})(?:e|s|ed|ing)$")
NOT_BINDING = "not binding"
_DEMONYM = re.compile(r"(?<=\w{5}[aei])ns?$")  # Alaskan, Siberian: of a place that ends in a vowel


def in_words(text: str) -> re.Pattern[str]:
    """Finds a text with all words of one of the wordings that commas part: "cash, Russian oil".

    Words are found in other forms as well: "loans" finds loan, "Alaskan" Alaska; names only as they are. Of no words
    it finds any.
    """
    wordings = (re.findall(r"\w+(?:[.,]\d+)*%?", part) for part in re.split(r",(?!\d)", text))
    told = ([_form(word) for word in words if word.casefold() not in names.small_words()] for words in wordings)
    held = (r"\A" + "".join(rf"(?=[\s\S]*?{form})" for form in forms) for forms in told if forms)
    return re.compile("|".join(held), re.IGNORECASE)


def _form(word: str) -> str:
    """A word in any of its forms; a share with its sign or in words."""
    if word.endswith("%"):
        return rf"\b{re.escape(word[:-1])} ?(?:%|per ?cent\b)"
    if word[0].isupper():
        return rf"\b{re.escape(_DEMONYM.sub('', word))}(?:e?ns?|s)?\b"
    return rf"\b{re.escape(_DEMONYM.sub('', _ENDING.sub('', word)))}(?:e|e?s|e?d|ing|e?ns?)?\b"


def worded(item: Statement) -> str:
    """What a claim is told in: the sentence kept of the report, its own words for terms and figures, whom it names."""
    claim = item.claim
    held = [claim.evidence, getattr(claim, "commitment_words", None), *getattr(claim, "conditions", ())]
    held += ["conditions"] if getattr(claim, "conditions", ()) or getattr(claim, "terms", ()) else []
    held += [NOT_BINDING] if getattr(claim, "binding", None) == "no" else []  # however the text words it
    held += [MISSED] if item.status == MISSED else []
    held += [f"{term.kind.replace('_', ' ')}: {term.text}" for term in getattr(claim, "terms", ())]
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


def within_told(reader: Reader) -> frozenset[str] | None:
    """The same with the parts of those events: Hanwha's pledge, where Korea's that holds it is called MASGA."""
    told = telling(reader)
    return told if told is None else frozenset(reader.with_parts(sorted(told)))
